"""CSV and TSV: one report a row, columns named in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from headwater.model import Rejected
from headwater.read.draft import MAX_LINE, Draft, Drafts
from headwater.read.encoding import storable
from headwater.read.lines import lines

_COLUMNS = {
    "id": "id",
    "text": "text",
    "body": "text",
    "content": "text",
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "newspaper": "outlet",
    "byline": "byline",
    "author": "byline",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "language": "language",
}


class _TooLongError(ValueError):
    """A line of the table is above the limit."""


def read_table(stream: BinaryIO, label: str) -> Drafts:
    """Read reports from a table whose first row names the columns; ``text`` is required.

    Comma, semicolon, tab or bar as delimiter, told from the first row. A row without text or
    with too many cells is refused alone; a row that breaks the quoting ends the file.
    """
    rows = _Rows(stream)
    try:
        header = next(rows, None)
        if header is None:
            yield Rejected(label, "empty file")
            return
        names = [_COLUMNS.get(cell.strip().strip("\ufeff").lower()) for cell in header]
        if "text" not in names:
            yield Rejected(label, 'the first row names no column "text"')
            return
        for row in rows:
            origin = f"{label}, line {rows.start}"
            if any(cell.strip() for cell in row):
                yield _record(names, row, origin)
    except _TooLongError:
        yield Rejected(label, f"line longer than {MAX_LINE // 1024 // 1024} MB")
    except csv.Error as error:
        yield Rejected(f"{label}, line {rows.start}", f"broken table: {error}")
    finally:
        rows.close()


class _Rows:
    """Rows of a table; ``start`` is the line on which the latest row begins."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = lines(stream, MAX_LINE)
        self._count = 0
        self._held: str | None = None
        self.start = 1
        self._reader = csv.reader(self._feed(), delimiter=self._delimiter(), strict=True)
        csv.field_size_limit(MAX_LINE)

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.start = self._count + 1
        return next(self._reader)

    def close(self) -> None:
        """Let go of the stream."""
        self._lines.close()

    def _delimiter(self) -> str:
        """The delimiter that the first row has most of."""
        self._held = next(self._lines, "")
        return max(",;\t|", key=(self._held or "").count)

    def _feed(self) -> Iterator[str]:
        """Lines for the csv module, newline restored for cells that span lines."""
        if self._held is None:
            raise _TooLongError
        if self._held:
            self._count = 1
            yield self._held + "\n"
        for line in self._lines:
            if line is None:
                raise _TooLongError
            self._count += 1
            yield line + "\n"


def _record(names: list[str | None], row: list[str], origin: str) -> Draft | Rejected:
    """One row as a draft; of two columns with one meaning the first that is filled counts."""
    if len(row) > len(names):
        return Rejected(origin, f"{len(row)} cells in a table of {len(names)} columns")
    given: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if name and cell.strip() and name not in given:
            given[name] = storable(cell if name == "text" else cell.strip())
    text = given.pop("text", None)
    return Draft(text, origin, **given) if text else Rejected(origin, "no text")
