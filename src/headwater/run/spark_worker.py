"""What a Spark worker process does: reports in, rows of readings out. Needs no PySpark itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec
import pyarrow as pa

from headwater.errors import EngineError
from headwater.model import Report
from headwater.run.case import code_digest
from headwater.run.knowledge import Knowledge
from headwater.run.pipeline import Pipeline
from headwater.store import tables
from headwater.store.files import Row
from headwater.store.schemas import SCHEMAS

REPORTS = pa.schema({"digest": pa.string(), "record": pa.string()})
"""Reports on their way to a worker: the digest of each and the report as JSON."""
READINGS = SCHEMAS["readings"]
BATCH = 16
"""Readings that a worker hands over at once."""

Work = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""A function for ``mapInArrow``."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What a worker is told beside its reports."""

    knowledge: Knowledge
    """The user's tables, under paths that every worker reaches."""
    code: str
    """Digest of the driver's code and tables."""


class _Worker:
    """The pipeline of this process, which Spark keeps from task to task."""

    pipeline: Pipeline | None = None
    kit: Kit | None = None


def reader(kit: Kit) -> Work:
    """Batches of `REPORTS` to batches of readings; models are loaded once a process."""

    def read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return read_batches(kit, batches)

    return read


def read_batches(kit: Kit, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read the reports of one task, `BATCH` readings at a time."""
    pipeline = _pipeline(kit)
    decoder = msgspec.json.Decoder(Report)
    rows: list[Row] = []
    for batch in batches:
        for digest, record in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            rows.append(tables.reading_row(digest, pipeline.read(decoder.decode(record))))
            if len(rows) >= BATCH:
                yield pa.RecordBatch.from_pylist(rows, schema=READINGS)
                rows.clear()
    yield pa.RecordBatch.from_pylist(rows, schema=READINGS)


def _pipeline(kit: Kit) -> Pipeline:
    if _Worker.pipeline is None or _Worker.kit != kit:
        if code_digest() != kit.code:
            raise EngineError(
                "the workers have another headwater than the driver; install the same for both"
            )
        _Worker.pipeline = Pipeline(kit.knowledge)
        _Worker.kit = kit
    return _Worker.pipeline
