"""The readings of a case on their way from parts to tables: on disk, decoded when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from headwater.link import Held
from headwater.model import Reading, Report
from headwater.shelf import Shelf
from headwater.store.files import Row, readable, table_files
from headwater.store.tables import reading_row

COLUMNS = ("report", "digest", "published", "sketch", "record")
AT_ONCE = 64
"""Rows of a part that are taken from it at once."""
READINGS_KEPT = 256
REPORTS_KEPT = 1024


class _Alone(msgspec.Struct):
    """A reading of which the report alone is decoded."""

    report: Report


class StoredReadings(Held):
    """Readings gathered from tables and parts, of each report the last that was put in.

    Args:
        folder: Where the temporary file lies.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._readings = Shelf(Reading, READINGS_KEPT, folder, text=True)
        self._sketches = Shelf(list[int], 1, folder)
        self._places: dict[str, int] = {}
        self._digests: dict[str, str] = {}
        self._published: dict[str, str] = {}
        self._ids: tuple[str, ...] | None = None
        decoder = msgspec.json.Decoder(_Alone)

        def report(place: int) -> Report:
            return decoder.decode(self._readings.raw(place)).report

        self._report = lru_cache(maxsize=REPORTS_KEPT)(report)

    @classmethod
    def gathered(cls, paths: Iterable[Path], folder: Path | None = None) -> StoredReadings:
        """The readings of tables of readings (files or folders); later ones win.

        Raises:
            CaseError: a table is damaged.
        """
        made = cls(folder)
        for table in paths:
            for path in table_files(table):
                with readable(path), pq.ParquetFile(path) as file:
                    for batch in file.iter_batches(AT_ONCE, columns=list(COLUMNS)):
                        for row in batch.to_pylist():
                            made._put(row)
        return made

    @classmethod
    def of(cls, readings: Iterable[tuple[str, Reading]]) -> StoredReadings:
        """The readings of (digest, reading) pairs."""
        made = cls()
        for digest, reading in readings:
            made._put(reading_row(digest, reading))
        return made

    def _put(self, row: Row) -> None:
        report = str(row["report"])
        self._places[report] = self._readings.put_raw(str(row["record"]).encode())
        sketch = row["sketch"]
        self._sketches.put([int(value) for value in sketch] if isinstance(sketch, list) else [])
        self._digests[report] = str(row["digest"])
        self._published[report] = str(row["published"] or "~")
        self._ids = None

    @property
    def ids(self) -> Sequence[str]:
        """See `Held.ids`."""
        if self._ids is None:
            published = self._published
            self._ids = tuple(sorted(published, key=lambda report: (published[report], report)))
        return self._ids

    def __getitem__(self, report: str) -> Reading:
        return self._readings[self._places[report]]

    def report(self, report: str) -> Report:
        """See `Held.report`."""
        return self._report(self._places[report])

    def sketch(self, report: str) -> Sequence[int]:
        """See `Held.sketch`."""
        return self._sketches[self._places[report]]

    def rows(self) -> Iterator[tuple[str, Reading, Row]]:
        """(digest, reading, its row of ``readings``) by report id."""
        for report in sorted(self._places):
            place = self._places[report]
            digest, reading = self._digests[report], self._readings[place]
            yield digest, reading, reading_row(digest, reading, self._readings.raw(place).decode())
