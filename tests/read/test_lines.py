"""Lines of a stream: none is held that is above the limit, whatever the stream is."""

from __future__ import annotations

import io
import tracemalloc
from typing import BinaryIO, cast

import pytest

from headwater.read.lines import lines

LIMIT = 64 * 1024


class Endless(io.RawIOBase):
    """Eight megabytes of one line, then a short line; never held as a whole."""

    def __init__(self) -> None:
        self.left = 8 * 1024 * 1024

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.left < 0:
            return 0
        size = min(len(buffer), self.left) or 6
        buffer[:size] = b"x" * size if self.left else b"\nshort"
        self.left -= size
        return size


@pytest.mark.parametrize("buffered", [True, False])
def test_memory_does_not_grow_with_the_line(*, buffered: bool) -> None:
    stream = Endless()
    source = io.BufferedReader(stream) if buffered else stream
    tracemalloc.start()
    try:
        found = list(lines(cast("BinaryIO", source), LIMIT))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == [None, "short"]
    assert peak < 2 * 1024 * 1024


@pytest.mark.parametrize("size", [LIMIT - 1, LIMIT, LIMIT + 1, 2 * LIMIT, 2 * LIMIT + 1])
@pytest.mark.parametrize("end", [b"", b"\n", b"\nb", b"\r\nb\n"])
def test_limit_holds_to_the_character(size: int, end: bytes) -> None:
    found = list(lines(io.BytesIO(b"a\n" + b"x" * size + end), LIMIT))
    long = None if size > LIMIT else "x" * size
    assert found == ["a", long, *(["b"] if b"b" in end else [])]


def test_stream_is_left_open_when_reading_stops() -> None:
    stream = io.BufferedReader(io.BytesIO(b"a\nb\n"))
    reader = lines(stream, LIMIT)
    assert next(reader) == "a"
    reader.close()
    assert not stream.closed
