"""Objects of one table, decoded one by one when asked for; row groups are read when needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from headwater.errors import CaseError
from headwater.store.files import read_columns, readable, table_files

T = TypeVar("T")

GROUPS_KEPT = 64
"""Row groups at hand."""


class Records(Generic[T]):
    """The ``record`` column of a table, by the value of its key column.

    Args:
        path: The table, a file or a folder of parts.
        key: Its key column.
        kind: Type of the objects.

    Raises:
        CaseError: the table is missing or damaged.
    """

    def __init__(self, path: Path, key: str, kind: type[T]) -> None:
        self._path = path
        self._key = key
        self._decoder = msgspec.json.Decoder(kind)
        self._files = []
        for part in table_files(path):
            with readable(part):
                self._files.append(pq.ParquetFile(part))
        self._groups = [
            (file, number) for file in self._files for number in range(file.num_row_groups)
        ]
        self._group = lru_cache(maxsize=GROUPS_KEPT)(self._read)

    def _read(self, group: int) -> pa.ChunkedArray:
        file, number = self._groups[group]
        with readable(self._path):
            return file.read_row_group(number, columns=["record"])["record"]

    @cached_property
    def _rows(self) -> dict[str, tuple[int, int]]:
        """Key to (row group, row in it)."""
        keys = iter(read_columns(self._path, (self._key,))[self._key].to_pylist())
        return {
            next(keys): (group, row)
            for group, (file, number) in enumerate(self._groups)
            for row in range(file.metadata.row_group(number).num_rows)
        }

    def one(self, key: str) -> T:
        """The object of a key; raises ``CaseError`` when there is none."""
        place = self._rows.get(key)
        if place is None:
            raise CaseError(f"{self._path.parent.parent}: the case has no {self._key} {key!r}")
        group, row = place
        return self._decoder.decode(self._group(group)[row].as_py())

    def all(self) -> Iterator[T]:
        """Every object, in the order of the table."""
        for group in range(len(self._groups)):
            for record in self._read(group):
                yield self._decoder.decode(record.as_py())
