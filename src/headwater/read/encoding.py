"""Bytes to text: UTF-8, UTF-16, UTF-32, legacy code pages; mojibake mended; binary refused."""

from __future__ import annotations

import codecs
import re
from typing import Final

import charset_normalizer
import ftfy
import ftfy.badness

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = frozenset(range(32)) - {7, 8, 9, 10, 12, 13, 27, 26}
_META: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


_SAMPLE: Final = 65536
_ASCII: Final = 128
_MOSTLY_ASCII: Final = 0.1
_MANY_CONTROLS: Final = 0.02
_WIDE: Final = 0.6
_NARROW: Final = 0.05


class NotTextError(ValueError):
    """The bytes are not text in any encoding that can be told."""


def storable(text: str) -> str:
    """Replace NULs and lone surrogates by U+FFFD, one to one, so that offsets hold.

    Neither can be stored in Parquet or written as UTF-8; all other control characters and
    bidirectional marks stay as given.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def decode(data: bytes, *, hint: str | None = None) -> str:
    """Decode the bytes of one report.

    In this order: byte order mark, UTF-8, UTF-16 without mark (NUL in every second byte), the
    encoding that the file names (``hint``), Windows-1252 when nearly all bytes are ASCII,
    charset-normalizer's best guess. UTF-8 that was decoded wrongly once before (mojibake) is
    mended by ftfy when its heuristic is sure.

    Args:
        data: the bytes.
        hint: an encoding that the file itself names.

    Returns:
        Text with line feeds alone as newlines, without byte order mark.

    Raises:
        NotTextError: when the bytes are no text.
    """
    text = _decode(data, hint)
    text = text.removeprefix("\ufeff")
    return storable(mend(text.replace("\r\n", "\n").replace("\r", "\n")))


def mend(text: str) -> str:
    """Undo mojibake where ftfy's heuristic finds it; other text is returned unchanged."""
    return ftfy.fix_encoding(text) if ftfy.badness.is_bad(text) else text


def charset_hint(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head."""
    found = _META.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by byte order mark, or UTF-16 by NULs in every second byte."""
    for mark, encoding in _BOMS[1:]:
        if data.startswith(mark):
            return encoding
    sample = data[:4096]
    half = len(sample) // 2
    if half:
        even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
        if odd > _WIDE * half and even < _NARROW * half:
            return "utf-16-le"
        if even > _WIDE * half and odd < _NARROW * half:
            return "utf-16-be"
    return None


def _decode(data: bytes, hint: str | None) -> str:
    """Text of the bytes, newlines and marks as they are."""
    for encoding in (wide_encoding(data), None if b"\x00" in data[:_SAMPLE] else "utf-8", hint):
        text = _try(data, encoding)
        if text is not None:
            return text
    _refuse_binary(data)
    sample = data[:_SAMPLE]
    if sum(byte >= _ASCII for byte in sample) < _MOSTLY_ASCII * len(sample):
        text = _try(data, "cp1252")
        if text is not None:
            return text
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise NotTextError("not text: no encoding fits the bytes")
    return str(best)


def _try(data: bytes, encoding: str | None) -> str | None:
    """Strict decoding, or ``None``."""
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _refuse_binary(data: bytes) -> None:
    """Raise when control bytes show that this is no text."""
    sample = data[:_SAMPLE]
    controls = sum(byte in _CONTROLS for byte in sample)
    if b"\x00" in sample or controls > _MANY_CONTROLS * len(sample):
        raise NotTextError("binary data, not text")
