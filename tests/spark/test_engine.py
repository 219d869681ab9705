"""The queries that linking runs, on DuckDB and on Spark: the same rows in the same order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from headwater.sql import (
    Column,
    DuckEngine,
    Engine,
    claim_keys,
    claim_pairs,
    compared_pairs,
    report_pairs,
)
from headwater.sql.candidates import CROWDED

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]

Table = Mapping[str, Column]


@pytest.fixture(scope="module")
def spark(session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    from headwater.sql.spark import SparkEngine  # noqa: PLC0415  # may be absent

    return filled(SparkEngine(session, tmp_path_factory.mktemp("engine")))


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


def offered() -> Table:
    """Keys that claims offer, some fixed; names that sort otherwise outside ASCII; equal names."""
    rng = random.Random(9)  # noqa: S311  # test data
    names = [
        "n:Ø",
        "n:ø",
        "n:ß",
        "n:ss",
        "n:İl",
        "n:il",
        "s:a",
        "s:a ",
        "s:b",
        "w:\U0001f9ef",
        "w:￿",
    ]
    rows = {
        (claim, rng.choice([60, 400]), name, rng.random() < 0.2)
        for claim in range(90)
        for name in rng.sample(names, 5)
    }
    claim, days, name, fixed = (list(column) for column in zip(*sorted(rows), strict=True))
    return {"claim": claim, "days": days, "name": name, "fixed": fixed}


def told() -> Table:
    count = 120
    return {
        "claim": list(range(count)),
        "report": [claim // 2 for claim in range(count)],
        "day": [claim % 5 * 30 for claim in range(count)],
    }


TABLES = {"sketches": sketches(), "keys": keys(), "offered": offered(), "told": told()} | {
    "derived": {"a": [1, 5, 40], "b": [7, 2, 59]}
}
QUERIES = {
    "reports, wide": report_pairs(12, 1),
    "reports, narrow": report_pairs(3, 2),
    "claims, wide": claim_pairs(20),
    "claims, narrow": claim_pairs(2),
    "keys": claim_keys(20, 3, 1, 30),
    "compared": compared_pairs(4),
}


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    with DuckEngine() as engine:
        yield filled(engine)


def filled(engine: Engine) -> Engine:
    for name, columns in TABLES.items():
        engine.load(name, columns)
    return engine


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers_alike(spark: Engine, duck: Engine, name: str) -> None:
    expected = duck.rows(QUERIES[name])
    assert expected
    assert spark.rows(QUERIES[name]) == expected


def test_in_bulk_as_in_small(spark: Engine, duck: Engine) -> None:
    whole = pa.table({key: list(values) for key, values in TABLES["offered"].items()})
    answers = []
    for engine in (duck, spark):
        engine.load_batches("offered", whole.schema, whole.to_batches(max_chunksize=50))
        engine.derive("keys", claim_keys(20, 3, 1, 30))
        rows = [row for batch in engine.batches(compared_pairs(9)) for row in batch.to_pylist()]
        answers.append([(row["a"], row["b"]) for row in rows])
    assert answers[0]
    assert answers[0] == answers[1]


def test_empty_tables_answer_nothing(spark: Engine, duck: Engine) -> None:
    for engine in (duck, spark):
        engine.load("sketches", {"report": [], "value": []})
        assert engine.rows(report_pairs(12, 1)) == []
