"""A sequence of objects that lies in a temporary file, decoded one by one when asked for.

What is made for every report, claim or incident of a case goes here, so that memory does not grow
with the case. Small shelves never touch the disk. The file has no name, so that a killed process
leaves nothing behind.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec

T = TypeVar("T")

IN_MEMORY = 4 << 20
"""Bytes that wait in memory before they are written."""
KEPT = 512
"""Decoded objects at hand, unless the caller says otherwise."""


class Shelf(Sequence[T], Generic[T]):
    """An append-only sequence; every object that it gives is a fresh or a recently given one.

    Args:
        kind: Type of the objects, one that msgspec can encode (the dataclasses of `model`).
        kept: How many decoded objects are kept at hand.
        folder: Where the temporary file lies once the shelf outgrows `IN_MEMORY`; the system's
            place for temporary files by default.
        text: Whether objects are put in as JSON (`put_raw`) instead of MessagePack.
    """

    def __init__(
        self, kind: type[T], kept: int = KEPT, folder: Path | None = None, *, text: bool = False
    ) -> None:
        self._encoder = msgspec.json.Encoder() if text else msgspec.msgpack.Encoder()
        decoder = msgspec.json.Decoder(kind) if text else msgspec.msgpack.Decoder(kind)
        self._ends = array("q", [0])
        self._waiting = bytearray()
        self._written = 0
        self._folder = folder
        self._file: int | None = None

        def decoded(index: int) -> T:
            return decoder.decode(self.raw(index))

        self._decoded = lru_cache(maxsize=kept)(decoded)

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)

    def put(self, item: T) -> int:
        """Append an object and return its index."""
        return self.put_raw(self._encoder.encode(item))

    def put_raw(self, content: bytes) -> int:
        """Append an object that is encoded already and return its index."""
        self._waiting += content
        self._ends.append(self._ends[-1] + len(content))
        if len(self._waiting) >= IN_MEMORY:
            self._write()
        return len(self) - 1

    @property
    def at(self) -> Callable[[int], T]:
        """The object at an index from 0, without the checks of ``[]``, for inner loops."""
        return self._decoded

    def raw(self, index: int) -> bytes:
        """The encoded object."""
        start, end = self._ends[index], self._ends[index + 1]
        if start >= self._written:
            return bytes(self._waiting[start - self._written : end - self._written])
        if self._file is None:
            raise RuntimeError("a shelf has written nothing yet")
        return os.pread(self._file, end - start, start)

    def _write(self) -> None:
        if self._file is None:
            with tempfile.TemporaryFile(dir=self._folder) as file:
                self._file = os.dup(file.fileno())
        left = memoryview(self._waiting)
        while left:
            done = os.pwrite(self._file, left, self._written)
            self._written += done
            left = left[done:]
        left.release()
        self._waiting = bytearray()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return Arranged(self, array("q", range(*index.indices(len(self)))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._decoded(index % len(self))

    def __iter__(self) -> Iterator[T]:
        return (self._decoded(index) for index in range(len(self)))


class Arranged(Sequence[T], Generic[T]):
    """Another sequence in an order of its own: item ``i`` is ``items[order[i]]``."""

    def __init__(self, items: Sequence[T], order: Sequence[int]) -> None:
        self._items = items
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return Arranged(self._items, self._order[index])
        return self._items[self._order[index]]

    def __iter__(self) -> Iterator[T]:
        return (self._items[index] for index in self._order)


class ById(Mapping[str, T], Generic[T]):
    """Objects of a sequence by their id."""

    def __init__(self, items: Sequence[T], places: Mapping[str, int]) -> None:
        self._items = items
        self._places = places

    def __getitem__(self, key: str) -> T:
        return self._items[self._places[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
