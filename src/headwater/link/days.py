"""Days as numbers: dates of publication and intervals of events, without zones or clocks."""

from __future__ import annotations

from datetime import date, datetime, time

from headwater.model import Time

Interval = tuple[int, int]
"""``[first, last)`` in day numbers (`datetime.date.toordinal`)."""


def day_number(value: str | None) -> int | None:
    """Ordinal of the day of an ISO date or date-time; ``None`` for anything else."""
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).date().toordinal()
    except ValueError:
        return None


def days_between(one: str | None, other: str | None) -> int | None:
    """Whole days between two ISO dates, never negative; ``None`` when either is unknown."""
    first, second = day_number(one), day_number(other)
    return None if first is None or second is None else abs(first - second)


def interval(when: Time | None) -> Interval | None:
    """The days that a time covers; ``None`` when it is not resolved."""
    if when is None or when.start is None or when.end is None:
        return None
    try:
        start, end = datetime.fromisoformat(when.start), datetime.fromisoformat(when.end)
    except ValueError:
        return None
    first, last = start.date().toordinal(), end.date().toordinal()
    if end.time() != time.min or last <= first:
        last += 1
    return first, last


def gap(one: Interval, other: Interval) -> int:
    """Days from the end of the earlier interval to the start of the later; 0 when they overlap."""
    return max(0, max(one[0], other[0]) - min(one[1], other[1]) + 1)


def iso(day: int) -> str:
    """ISO date of a day number."""
    return date.fromordinal(day).isoformat()
