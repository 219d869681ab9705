"""Lines of a text stream, one at a time, none longer than a limit: memory stays bounded."""

from __future__ import annotations

import io
from collections.abc import Generator
from typing import BinaryIO

from headwater.read.encoding import storable, wide_encoding


def lines(stream: BinaryIO, limit: int) -> Generator[str | None]:
    """Read a stream line by line.

    Args:
        stream: bytes, at the start of a file.
        limit: longest line in characters.

    Yields:
        Each line without its newline; ``None`` for a line above the limit, which is passed over
        without being held. Bytes that are no UTF-8 are read as Windows-1252, then Latin-1.
    """
    buffered = io.BufferedReader(Raw(stream)) if not hasattr(stream, "peek") else stream
    encoding = wide_encoding(buffered.peek(4096)[:4096]) or "utf-8-sig"
    text = io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="\n")
    try:
        while line := text.readline(limit + 2):
            bare = line.rstrip("\r\n")
            if len(bare) <= limit:
                yield _legacy(bare)
                continue
            while not line.endswith("\n") and (line := text.readline(limit)):
                pass
            yield None
    finally:
        # The stream stays its owner's to close, also when reading stops half-way.
        text.detach()


class Raw(io.RawIOBase):
    """A raw view of a stream that is its owner's to close: the least a buffer asks for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer from the stream."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _legacy(line: str) -> str:
    """A line whose bytes were not UTF-8, read by a legacy code page."""
    if line.isascii():
        return line
    data = line.encode("utf-8", "surrogateescape") if _escaped(line) else None
    if data is None:
        return line
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return storable(data.decode("latin-1"))


def _escaped(line: str) -> bool:
    """Whether undecodable bytes stand in the line."""
    return any("\udc80" <= char <= "\udcff" for char in line)
