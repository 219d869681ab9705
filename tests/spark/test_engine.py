"""The queries that linking runs, on DuckDB and on Spark: the same rows in the same order."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from headwater.sql import Column, DuckEngine, Engine, claim_pairs, report_pairs
from headwater.sql.candidates import CROWDED

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark

Table = Mapping[str, Column]


@pytest.fixture
def spark(session: SparkSession, scratch: Path) -> Engine:
    from headwater.sql.spark import SparkEngine  # noqa: PLC0415  # may be absent

    return SparkEngine(session, scratch)


def sketches() -> Table:
    """Reports that share values at random, one value on every page, signed 64-bit extremes."""
    rng = random.Random(5)  # noqa: S311  # test data
    rows = {(rng.randrange(40), rng.randrange(60)) for _ in range(600)}
    rows |= {(report, -(2**63) + 1) for report in range(CROWDED + 5)}
    rows |= {(report, 2**63 - 1) for report in range(0, 40, 3)}
    ordered = sorted(rows)
    rng.shuffle(ordered)
    return {"report": [r for r, _ in ordered], "value": [v for _, v in ordered]}


def keys() -> Table:
    """Claims with days known and unknown, and names that compare otherwise outside ASCII."""
    rng = random.Random(7)  # noqa: S311  # test data
    names = ["w:Øresk", "w:øresk", "n:ß", "n:ss", "w:oresk ", "w:oresk", "p:1:x", "n:İl", "n:il"]
    rows = [
        (claim, claim // 2, rng.choice([0, 100, 104, 130]), rng.choice([1, 12, 60]), name)
        for claim in range(120)
        for name in rng.sample(names, 3)
    ]
    claim, report, day, days, name = (list(column) for column in zip(*rows, strict=True))
    return {"claim": claim, "report": report, "day": day, "days": days, "name": name}


QUERIES = {
    "reports, wide": ("sketches", sketches(), report_pairs(12, 1)),
    "reports, narrow": ("sketches", sketches(), report_pairs(3, 2)),
    "claims, wide": ("keys", keys(), claim_pairs(20)),
    "claims, narrow": ("keys", keys(), claim_pairs(2)),
    "no reports": ("sketches", {"report": [], "value": []}, report_pairs(12, 1)),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers_alike(spark: Engine, name: str) -> None:
    table, columns, query = QUERIES[name]
    with DuckEngine() as duck:
        duck.load(table, columns)
        expected = duck.rows(query)
    spark.load(table, columns)
    assert spark.rows(query) == expected
    assert bool(expected) == (name != "no reports")


def test_in_bulk_as_in_small(spark: Engine) -> None:
    table, columns, query = QUERIES["claims, wide"]
    spark.load(table, columns)
    expected = spark.rows(query)
    whole = pa.table({key: list(values) for key, values in columns.items()})
    spark.load_batches(table, whole.schema, whole.to_batches(max_chunksize=50))
    answer = [row for batch in spark.batches(query) for row in batch.to_pylist()]
    assert [(row["a"], row["b"]) for row in answer] == expected
