"""Objects of one table, decoded one by one when asked for; what waits stays compact in Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from headwater.errors import CaseError
from headwater.store.files import read_columns

T = TypeVar("T")


class Records(Generic[T]):
    """The ``record`` column of a table, by the value of its key column."""

    def __init__(self, path: Path, key: str, kind: type[T]) -> None:
        self._path = path
        self._key = key
        self._decoder = msgspec.json.Decoder(kind)
        self._table = read_columns(path, (key, "record"))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self._table[self._key].to_pylist())}

    def one(self, key: str) -> T:
        """The object of a key; raises ``CaseError`` when there is none."""
        row = self._rows.get(key)
        if row is None:
            raise CaseError(f"{self._path.parent.parent}: the case has no {self._key} {key!r}")
        return self._decoder.decode(self._table["record"][row].as_py())

    def all(self) -> Iterator[T]:
        """Every object, in the order of the table."""
        for chunk in self._table["record"].chunks:
            for record in chunk:
                yield self._decoder.decode(record.as_py())
