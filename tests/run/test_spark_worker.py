"""What a worker process does with its tasks; needs no Spark."""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest

from headwater.errors import EngineError
from headwater.model import Reading, Report
from headwater.run import Knowledge, spark_worker
from headwater.run.case import code_digest
from headwater.run.spark_worker import BATCH, READINGS, REPORTS, Kit, reader


class Counting:
    """Stands for the pipeline, whose models take seconds to load."""

    loads = 0

    def __init__(self, knowledge: Knowledge) -> None:
        assert knowledge == Knowledge()
        Counting.loads += 1

    def read(self, report: Report) -> Reading:
        return Reading(report, (), (), (), (), sketch=(len(report.text),))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_worker, "Pipeline", Counting)
    monkeypatch.setattr(spark_worker._Worker, "pipeline", None)  # noqa: SLF001  # a new process
    monkeypatch.setattr(Counting, "loads", 0)


def task(*names: str) -> pa.RecordBatch:
    reports = [Report(name, "Nothing.", outlet="Post", published="2031-03-01") for name in names]
    records = [msgspec.json.encode(report).decode() for report in reports]
    return pa.record_batch([[f"d-{name}" for name in names], records], schema=REPORTS)


def test_models_are_loaded_once_a_process() -> None:
    work = reader(Kit(Knowledge(), code_digest()))
    rows = [
        row
        for batches in ([task("a", "b"), task("c")], [task("d")], [])
        for batch in work(batches)
        for row in batch.to_pylist()
    ]
    assert [(row["report"], row["digest"]) for row in rows] == [(n, f"d-{n}") for n in "abcd"]
    assert {(row["outlet"], row["published"], *row["sketch"]) for row in rows} == {
        ("Post", "2031-03-01", 8)
    }
    assert Counting.loads == 1


def test_readings_leave_as_they_come() -> None:
    names = [f"r{number:03d}" for number in range(2 * BATCH + 1)]
    batches = list(reader(Kit(Knowledge(), code_digest()))([task(*names)]))
    assert [batch.num_rows for batch in batches] == [BATCH, BATCH, 1]
    assert all(batch.schema == READINGS for batch in batches)


def test_another_headwater_than_the_driver_s_is_refused() -> None:
    with pytest.raises(EngineError, match="install the same for both"):
        list(reader(Kit(Knowledge(), "another"))([task("a")]))
    assert Counting.loads == 0
