"""Lengths that reach back from the moment of telling: "the past 24 hours", "since Friday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from headwater.doc import text_of, token_at
from headwater.ground.time_units import amount
from headwater.ground.time_words import Word, cut
from headwater.model import Doc, Time

_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_DAY_HOURS = 24
_LONGEST = 400
"""Days; a longer reach is background, not when an event was."""


def reach(doc: Doc, time: Time, told: date | None) -> Time | None:
    """A time with the days that it reaches over, or ``None`` if it names none.

    Args:
        doc: The annotated report.
        time: One of its time expressions.
        told: The day of the telling, from which a length counts back.
    """
    if time.kind == "set":
        return None
    if time.kind == "duration":
        return _length(doc, time, told)
    if time.start is None:
        return None
    before = doc.tokens[token_at(doc, time.span[0]) - 1].text.casefold() if time.span[0] else ""
    if before == "since" and told is not None and time.start[:10] <= told.isoformat():
        start, end = time.start[:10], (told + timedelta(days=1)).isoformat()
        return replace(time, start=start, end=end)
    return time


def _length(doc: Doc, time: Time, told: date | None) -> Time | None:
    words = cut(text_of(doc, time.span))
    back = any(word.letter == "L" for word in words) or _less_than(words)
    unit = next((word for word in words if word.letter in "Uu"), None)
    count = amount(words)
    if count is None and unit is not None and unit.text.casefold() in _DAYS:
        count = 1
    if not back or unit is None or count is None or told is None:
        return None
    if unit.letter == "u":
        whole = -(-int(count) // _DAY_HOURS) if unit.value == "hour" else 1
    else:
        whole = int(count * _DAYS.get(str(unit.value), _LONGEST + 1))
    if whole > _LONGEST:
        return None
    start, end = told - timedelta(days=whole), told + timedelta(days=1)
    return replace(time, start=start.isoformat(), end=end.isoformat(), precision="day", kind="date")


def _less_than(words: list[Word]) -> bool:
    """Whether the length bounds what just happened ("in less than 24 hours")."""
    return any(word.text.casefold() == "less" for word in words)
