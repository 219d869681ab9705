"""What a Spark worker does for linking: claims into form, two reports, two claims. No PySpark.

The objects that pairs point to lie in a file that every worker reads from, each object when a pair
asks for it: pairs come in order of time, so the partners of one task lie close together, and no
object travels once a pair.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from headwater.link.derivations import compare_pairs
from headwater.link.held import Listed
from headwater.link.linker import SUBJECTS_KEPT
from headwater.link.marks import House
from headwater.link.pair import Pair
from headwater.link.subjects import Subject, subjects
from headwater.link.weights import shipped
from headwater.model import Claim, Reading, Report, Span
from headwater.run.spark_worker import Work

REPORT_PAIRS = pa.schema({"at": pa.int64(), "a": pa.int64(), "b": pa.int64()})
"""Pairs of reports by their places in the file of reports; ``at`` is their order."""
FOUND = pa.schema({"at": pa.int64(), "record": pa.binary()})
"""Derivations (MessagePack) of the pairs that have one."""
CLAIM_PAIRS = pa.schema(
    {"at": pa.int64(), "a": pa.int64(), "b": pa.int64(), "passages": pa.binary()}
)
"""Pairs of claims, with what their reports share (MessagePack) where they share text."""
TOLD = pa.schema({"at": pa.int64(), "reading": pa.binary(), "claims": pa.binary()})
"""What was read from each report, and its claims (MessagePack); ``at`` is their order."""
FORMED = pa.schema({"at": pa.int64(), "subjects": pa.binary()})
"""The comparable forms of those claims (MessagePack)."""
WEIGHED = pa.schema({"a": pa.int64(), "b": pa.int64(), "weight": pa.float64()})
REPORTS_KEPT = 2000


class Records:
    """Encoded objects in one file, by place. The file has to outlive what is read from it."""

    def __init__(self, folder: Path) -> None:
        self._ends = np.load(folder / "ends.npy", mmap_mode="r")
        with (folder / "records").open("rb") as file:
            whole = len(self._ends) > 1 and self._ends[-1] > 0
            self._content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if whole else b""

    @classmethod
    def write(cls, folder: Path, records: Iterable[bytes]) -> None:
        """Write a file of records into a folder, which is made."""
        folder.mkdir(parents=True)
        ends = array("q", [0])
        with (folder / "records").open("wb") as file:
            for record in records:
                file.write(record)
                ends.append(ends[-1] + len(record))
        np.save(folder / "ends.npy", np.array(ends, np.int64))

    def __getitem__(self, place: int) -> bytes:
        return self._content[int(self._ends[place]) : int(self._ends[place + 1])]


def write_house(folder: Path, house: House) -> None:
    """Put what the outlets repeat beside a file of reports."""
    table = pa.table(
        {"outlet": pa.array(list(house), pa.string()), "runs": list(house.values())},
        schema=pa.schema({"outlet": pa.string(), "runs": pa.list_(pa.int64())}),
    )
    pq.write_table(table, folder / "house.parquet")


@lru_cache(maxsize=1)
def _house(folder: Path) -> House:
    table = pq.read_table(folder / "house.parquet")
    runs = (one.values.to_numpy() for one in table["runs"])
    return dict(zip(table["outlet"].to_pylist(), runs, strict=True))


@lru_cache(maxsize=1)
def _reports(folder: Path) -> Callable[[int], Report]:
    records, decoder = Records(folder), msgspec.msgpack.Decoder(Report)
    return lru_cache(maxsize=REPORTS_KEPT)(lambda place: decoder.decode(records[place]))


@lru_cache(maxsize=1)
def _subjects(folder: Path) -> Callable[[int], Subject]:
    records, decoder = Records(folder), msgspec.msgpack.Decoder(Subject)
    return lru_cache(maxsize=SUBJECTS_KEPT)(lambda place: decoder.decode(records[place]))


def comparer(folder: Path) -> Work:
    """Batches of `REPORT_PAIRS` to batches of `FOUND`, over the reports in a folder."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return compare_batches(folder, batches)

    return work


def weigher(folder: Path) -> Work:
    """Batches of `CLAIM_PAIRS` to batches of `WEIGHED`, over the subjects in a folder."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return weigh_batches(folder, batches)

    return work


def form_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Bring the claims of the reports of one task into comparable form (`TOLD` to `FORMED`)."""
    reading = msgspec.msgpack.Decoder(Reading)
    claims = msgspec.msgpack.Decoder(list[Claim])
    for batch in batches:
        places, readings, told = (column.to_pylist() for column in batch.columns)
        made = [
            msgspec.msgpack.encode(subjects(claims.decode(some), Listed([reading.decode(read)])))
            for read, some in zip(readings, told, strict=True)
        ]
        yield pa.record_batch([places, made], schema=FORMED)


def compare_batches(folder: Path, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Compare the pairs of one task."""
    for batch in batches:
        places, one, other = (column.to_pylist() for column in batch.columns)
        pairs = zip(one, other, strict=True)
        derivations = compare_pairs(_reports(folder), pairs, _house(folder))
        found = [
            (place, msgspec.msgpack.encode(derivation))
            for place, derivation in zip(places, derivations, strict=True)
            if derivation is not None
        ]
        yield pa.record_batch(
            [[place for place, _ in found], [record for _, record in found]], schema=FOUND
        )


def weigh_batches(folder: Path, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Weigh the pairs of one task."""
    subject, linkage = _subjects(folder), shipped()
    decoder = msgspec.msgpack.Decoder(tuple[tuple[Span, Span], ...])
    for batch in batches:
        _, one, other, shared = (column.to_pylist() for column in batch.columns)
        weights = []
        for i, j, passages in zip(one, other, shared, strict=True):
            left, right = subject(i), subject(j)
            if left.report > right.report:
                left, right = right, left
            told = decoder.decode(passages) if passages is not None else None
            weights.append(linkage.weigh(Pair(left, right, told)))
        yield pa.record_batch([one, other, weights], schema=WEIGHED)
