"""Reports through Spark's workers: each once, whatever fails on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headwater.model import Report
from headwater.run.spark_worker import READINGS, Work

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]


def reports(count: int) -> Iterator[tuple[str, Report]]:
    return ((f"d{number}", Report(f"r{number:03d}", "Nothing.")) for number in range(count))


def echo(folder: Path, *, failing: bool) -> Work:
    """Work that reads nothing; ``failing``: the first try of each task dies after its first row."""
    where = str(folder)

    # The workers can't import this file: what it defines itself has to stand inside.
    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext  # noqa: PLC0415  # may be absent

        context = TaskContext.get()
        assert context is not None
        mark = Path(where) / f"{context.stageId()}-{context.partitionId()}"
        for batch in batches:
            for row in batch.to_pylist():
                name = json.loads(row["record"])["id"]
                empty = dict.fromkeys(READINGS.names)
                whole = {**empty, "report": name, "digest": row["digest"], "record": "x" * 5000}
                yield pa.RecordBatch.from_pylist([whole], schema=READINGS)
                if failing and context.attemptNumber() == 0:
                    mark.touch()
                    raise RuntimeError("the first try dies on purpose")

    return work


def through(session: SparkSession, work: Work, scratch: Path, count: int) -> list[tuple[str, str]]:
    from headwater.run.spark_read import SparkReader  # noqa: PLC0415  # may be absent

    kept: list[tuple[str, str]] = []

    def keep(files: Sequence[Path]) -> None:
        for path in files:
            rows = pq.read_table(path).to_pylist()
            kept.extend((row["report"], row["digest"]) for row in rows)

    told: list[int] = [0]
    SparkReader(session, work, scratch).read(reports(count), keep, told.append)
    assert told[-1] == count
    return kept


def test_every_report_comes_back_once(
    session: SparkSession, scratch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.run.spark_read.WAVE", 5)
    kept = through(session, echo(tmp_path, failing=False), scratch, 23)
    assert sorted(kept) == [(f"r{number:03d}", f"d{number}") for number in range(23)]
    assert not list(scratch.glob("reports-??????/*"))


def test_tasks_that_fail_are_tried_again_and_leave_nothing_twice(
    session: SparkSession, scratch: Path, tmp_path: Path
) -> None:
    kept = through(session, echo(tmp_path, failing=True), scratch, 12)
    assert sorted(kept) == [(f"r{number:03d}", f"d{number}") for number in range(12)]
    assert list(tmp_path.glob("*-*"))


def test_no_reports_need_no_job(session: SparkSession, scratch: Path, tmp_path: Path) -> None:
    assert through(session, echo(tmp_path, failing=False), scratch, 0) == []
