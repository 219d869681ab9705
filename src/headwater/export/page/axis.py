"""The time axis of a timeline: a column a day, month or year, whichever can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page.svg import element

WIDE, BASE = 560.0, 180.0
"""Width of the drawing; height of the axis below its top."""
_EDGE = 46.0
_MOST_COLUMNS = 60
_WIDEST = 64.0
_LABELS = 5
_MONTHS_OF_A_YEAR = 12
_LENGTHS = (10, 7, 4)
"""Characters of an ISO day, month and year."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns from left to right; ``width`` is how many characters of an ISO date name one."""

    columns: Sequence[str]
    width: int

    @classmethod
    def over(cls, days: Sequence[date]) -> Axis:
        """An axis over at least one day."""
        for width in _LENGTHS:
            columns = _columns(days, width)
            if len(columns) <= _MOST_COLUMNS:
                break
        return cls(columns, width)

    @property
    def gap(self) -> float:
        """Room of a column."""
        return min((WIDE - 2 * _EDGE) / len(self.columns), _WIDEST)

    def left(self, number: int) -> float:
        """Left edge of a column."""
        return (WIDE - self.gap * len(self.columns)) / 2 + self.gap * number

    def drawn(self) -> Iterator[Markup]:
        """The line and its names."""
        yield element("line", x1=8, x2=WIDE - 8, y1=BASE, y2=BASE, class_="axis")
        every = ceil(len(self.columns) / _LABELS)
        for number, column in enumerate(self.columns):
            if number % every == 0:
                yield _tick(column, self.left(number) + self.gap / 2)


def _tick(column: str, x: float) -> Markup:
    said = wording.day_short(column) if column.count("-") > 1 else column
    if column.count("-") == 1:
        said = wording.day_short(f"{column}-01").split(" ", 1)[1]
    return element("text", said, x=x, y=BASE + 18, class_="small", text_anchor="middle")


def _columns(days: Sequence[date], width: int) -> list[str]:
    """Every day, month or year from the first to the last; years alone without the empty ones."""
    first, last = min(days), max(days)
    if width == 10:  # noqa: PLR2004  # characters of a day
        count = (last - first).days + 1
        if count > _MOST_COLUMNS:
            return [""] * count
        return [(first + timedelta(days=number)).isoformat() for number in range(count)]
    if width == 7:  # noqa: PLR2004  # characters of a month
        start = first.year * _MONTHS_OF_A_YEAR + first.month - 1
        stop = last.year * _MONTHS_OF_A_YEAR + last.month - 1
        months = (divmod(number, _MONTHS_OF_A_YEAR) for number in range(start, stop + 1))
        return [f"{year:04d}-{month + 1:02d}" for year, month in months]
    return sorted({day.isoformat()[:4] for day in days})
