"""The DuckDB engine between two steps: what a step no longer needs is given back."""

from __future__ import annotations

import duckdb
import pytest

from headwater.sql import DuckEngine


def test_a_forgotten_table_is_gone_and_the_others_stay() -> None:
    with DuckEngine() as engine:
        engine.load("first", {"value": [1, 2]})
        engine.load("second", {"value": [3]})
        engine.forget("first", "never_made")
        with pytest.raises(duckdb.CatalogException):
            engine.rows("select value from first")
        assert engine.rows("select value from second") == [(3,)]


def test_memory_is_given_back_and_can_be_had_again() -> None:
    held = "select coalesce(sum(memory_usage_bytes), 0) from duckdb_memory()"
    query = "select range as value, md5(range::varchar) as name from range({})"
    with DuckEngine(memory="100MB") as engine:
        for _ in range(2):
            engine.derive("large", query.format(1_000_000))
            (before,) = engine.rows(held)[0]
            engine.forget("large")
            (after,) = engine.rows(held)[0]
            assert int(before or 0) > 4 * int(after or 0)
        engine.derive("large", query.format(100_000))
        assert engine.rows("select current_setting('memory_limit')") == [("95.3 MiB",)]


def test_a_table_larger_than_the_rest_limit_outlives_another() -> None:
    with DuckEngine() as engine:
        engine.derive("large", "select range as value from range(6000000)")
        engine.load("small", {"value": [1]})
        engine.forget("small")
        assert engine.rows("select count(*), sum(value) from large") == [
            (6_000_000, 6_000_000 * 5_999_999 // 2)
        ]
