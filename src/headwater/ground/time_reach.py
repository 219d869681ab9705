"""Lengths that reach back from the moment of telling: "the past 24 hours", "since Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


_AND = re.compile(
    r"\s(?:and|to|until|through|into)\s(?:(?:was|were|is|are|on|the|early|late|again|into)\s)*"
    r"(?:continu\w+\s(?:on|into|through)\s)?(?:(?:early|late)\s)?",
    re.IGNORECASE,
)
_JOINED = 7
"""Days; what lies farther apart is two happenings."""


def joined(doc: Doc, times: Sequence[Time]) -> list[Time]:
    """The times, each "Saturday and Sunday" or "late on Friday and early Saturday" as one.

    Args:
        doc: The annotated report.
        times: Its time expressions, in text order.
    """
    result: list[Time] = []
    for time in times:
        before = result[-1] if result else None
        if before is not None and _go_together(doc, before, time):
            span = (before.span[0], time.span[1])
            result[-1] = replace(before, span=span, end=time.end, precision="day")
        else:
            result.append(time)
    return result


def _go_together(doc: Doc, one: Time, other: Time) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    if {one.precision, other.precision} != {"day"} or "set" in (one.kind, other.kind):
        return False
    between = doc.report.text[one.span[1] : other.span[0]]
    days = (date.fromisoformat(other.start[:10]) - date.fromisoformat(one.start[:10])).days
    return 0 < days <= _JOINED and _AND.fullmatch(between) is not None


def reach(doc: Doc, time: Time, told: date | None) -> Time | None:
    """A time with the days that it reaches over, or ``None`` if it names none.

    Args:
        doc: The annotated report.
        time: One of its time expressions.
        told: The day of the telling, from which a length counts back.
    """
    if time.kind == "duration":
        return _length(doc, time, told)
    if time.kind == "set" or time.start is None:
        return None
    start = time.start[:10]
    if time.precision == "minute" and _until(doc, time):
        return replace(time, start=start, end=_next(start), precision="day")
    if time.precision == "month":
        time = _third(doc, time)
    elif time.precision == "week" and told is not None and _just_begun(doc, time, told):
        time = replace(time, start=(told - timedelta(days=7)).isoformat(), end=told.isoformat())
    before = doc.tokens[token_at(doc, time.span[0]) - 1].text.casefold() if time.span[0] else ""
    if before == "since" and told is not None and start <= told.isoformat():
        return replace(time, start=start, end=_next(told.isoformat()))
    return time


def _until(doc: Doc, time: Time) -> bool:
    """Whether a clock time only says by when something was over ("until about 9 p.m.")."""
    token = token_at(doc, time.span[0])
    words = {doc.tokens[index].text.casefold() for index in range(max(0, token - 2), token)}
    return not words.isdisjoint({"until", "till", "by", "before"})


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _third(doc: Doc, time: Time) -> Time:
    """The third of a month that "early", "mid" or "late" names."""
    word = text_of(doc, time.span).casefold()
    part = next((third for start, third in _THIRDS.items() if word.startswith(start)), None)
    if part is None or not time.start or not time.end:
        return time
    first, last = (date.fromisoformat(time.start[:10]) + timedelta(days=days) for days in part)
    end = time.end if part[1] >= _MONTH else last.isoformat()
    return replace(time, start=first.isoformat(), end=end)


_MONTH = 30
_THIRDS = {"early": (0, 10), "mid": (10, 20), "late": (20, _MONTH)}


def _just_begun(doc: Doc, time: Time, told: date) -> bool:
    """Whether "earlier this week" is said on its first day: of the seven days before."""
    earlier = doc.tokens[token_at(doc, time.span[0]) - 1].text if time.span[0] else ""
    said = f"{earlier} {text_of(doc, time.span)}".casefold()
    return "earlier" in said and time.start is not None and time.start[:10] == told.isoformat()


def _length(doc: Doc, time: Time, told: date | None) -> Time | None:
    words = cut(text_of(doc, time.span))
    back = any(word.letter == "L" for word in words) or _less_than(words)
    unit = next((word for word in words if word.letter in "Uu"), None)
    count = amount(words)
    single = unit is not None and unit.text.casefold() in _DAYS and not _counted(words)
    if count is None and single:
        count = 1
    if not back or unit is None or count is None or told is None:
        return None
    if unit.letter == "u":
        whole = -(-int(count) // _DAY_HOURS) if unit.value == "hour" else 1
    else:
        whole = int(count * _DAYS.get(str(unit.value), _LONGEST + 1))
    if whole > _LONGEST:
        return None
    start = told - timedelta(days=whole)
    # "The past week" without a count is the whole week before the day of the telling.
    end = told if single and unit.value != "day" else told + timedelta(days=1)
    return replace(time, start=start.isoformat(), end=end.isoformat(), precision="day", kind="date")


def _counted(words: list[Word]) -> bool:
    return any(word.letter in "12f" for word in words)


def _less_than(words: list[Word]) -> bool:
    """Whether the length bounds what just happened ("in less than 24 hours")."""
    return any(word.text.casefold() == "less" for word in words)
