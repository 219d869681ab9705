"""The queries of the review pages, translated for Spark: the same rows as on DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from headwater.sql.incident_list import IncidentList
from headwater.sql.listing import SORTS, Filters, Outlying

if TYPE_CHECKING:
    from conftest import Cases
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]

Rows = list[tuple[Any, ...]]

FILTERS = (
    Filters(),
    Filters(
        search="kellavar market",
        since="2001-01-01",
        until="2031-12-31",
        place="Kellavar",
        origins=1,
        area="-90,-180,90,180",
        decided="no",
    ),
    Filters(type="ASSAULT", outlet="Northern Gazette", actor="front", decided="disputed"),
    Filters(changed="yes", what="all"),
)
FILES = ("incidents", "origins", "claims", "reports", "derivations")
_CREATE = re.compile(r"create table (\w+) as (.*)", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """A query with its parameters, and DuckDB's answer; ``made`` is the table it makes, if any."""

    query: str
    parameters: Mapping[str, Any]
    rows: Rows
    made: str | None


class Recorder:
    """A connection that notes every query that it answers."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, asked: list[Asked]) -> None:
        self._connection = connection
        self._asked = asked

    def execute(self, query: str, parameters: Mapping[str, Any] | None = None) -> Recorder:
        answer = self._connection.execute(query, parameters).fetchall()
        made = _CREATE.fullmatch(query)
        if made:
            answer = self._connection.table(made[1]).fetchall()
        if made or not query.startswith("set "):
            text = made[2] if made else query
            self._asked.append(Asked(text, parameters or {}, answer, made[1] if made else None))
        return self

    def fetchall(self) -> Rows:
        return self._asked[-1].rows

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="module")
def table(cases: Cases) -> dict[str, Path]:
    return {name: cases.local / "tables" / f"{name}.parquet" for name in FILES}


@pytest.fixture
def asked(table: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Everything that the list asks while someone reads, filters and sorts."""
    noted: list[Asked] = []
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda path: Recorder(connect(path), noted))
    listed = IncidentList(table["incidents"], table["origins"], table["claims"], ["COERCE"])
    for sort in SORTS:
        listed.page(FILTERS[0], sort, 0, 10)
    for filters in FILTERS:
        read_on(listed, filters)
    listed.types()
    for name, *_ in listed.sources("", 0, 3):
        listed.source_incidents(str(name), 5)
    listed.outlets(table["reports"], table["derivations"])
    listed.close()
    return noted


def read_on(listed: IncidentList, filters: Filters) -> None:
    for row in listed.page(filters, "date", 0, 1):
        listed.beside(filters, "-date", str(row[0]))
    listed.counts(filters)
    listed.extent(filters, Outlying(0.85, 2.5, 5.0))
    listed.cells(filters, 0.5, (-90.0, -180.0, 90.0, 180.0))
    listed.periods(filters, 7)


def translated(one: Asked) -> str:
    """For Spark: parameters as values, files as the views that hold them."""
    tree = sqlglot.parse_one(one.query, dialect="duckdb")
    for node in list(tree.find_all(exp.Table)):
        if isinstance(node.this, exp.ReadParquet):
            path = one.parameters[node.this.expressions[0].name]
            node.set("this", exp.to_identifier(f"file_{Path(path).stem}"))
    for node in list(tree.find_all(exp.WithinGroup)):
        # Left to itself, sqlglot turns an exact quantile into an approximate one.
        arguments = [node.expression.expressions[0].this, node.this.this]
        node.replace(exp.Anonymous(this="percentile", expressions=arguments))
    for node in list(tree.find_all(exp.Placeholder)):
        node.replace(exp.convert(one.parameters[node.name]))
    return tree.sql(dialect="spark")


def answers(session: SparkSession, asked: list[Asked], table: dict[str, Path]) -> Iterator[Rows]:
    for name, path in table.items():
        session.read.parquet(str(path)).createOrReplaceTempView(f"file_{name}")
    seen: dict[str, Rows] = {}
    for one in asked:
        query = translated(one)
        if one.made:
            session.sql(query).cache().createOrReplaceTempView(one.made)
        if query not in seen:
            columns = session.sql(query).toArrow().columns
            seen[query] = list(zip(*(column.to_pylist() for column in columns), strict=True))
        yield seen[query]


def test_every_query_answers_alike(
    session: SparkSession, asked: list[Asked], table: dict[str, Path]
) -> None:
    assert len(asked) > 25
    for one, found in zip(asked, answers(session, asked, table), strict=True):
        ordered = one.made is None
        order = (lambda rows: rows) if ordered else (lambda rows: sorted(rows, key=repr))
        assert order(found) == order(one.rows), (one.query, one.parameters)
