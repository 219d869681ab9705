"""CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from headwater.export.rows import Cell, Column, Row

# First characters that spreadsheet programs take for the start of a formula or a command
# (OWASP, "CSV Injection"), with the full-width forms that some locales fold to them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def defused(value: Cell) -> str:
    """A cell as text; what a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else text


def write_csv(columns: Sequence[Column], rows: Iterable[Row], out: BinaryIO) -> None:
    """Write rows as CSV (RFC 4180, UTF-8, one header line)."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([defused(column.value(row)) for column in columns])
        text.flush()
    finally:
        text.detach()
