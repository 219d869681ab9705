"""Meanings of the rules on counted and named units: "two days ago", "last week", lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import DAY, DURATION, SET, UNKNOWN, Meaning
from headwater.ground.time_context import Context, Phrase, direction, narrated
from headwater.ground.time_words import Word

_SCALE = 100


def amount(words: Sequence[Word]) -> float | None:
    """The number that the words of a count say; ``None`` for "several" and for ranges."""
    total: float = 0
    found = False
    for word in words:
        if word.letter == "&" and found and word.text.casefold() in {"to", "or"}:
            return None
        if word.letter in "12" and isinstance(word.value, int | float):
            scaled = word.value >= _SCALE and total and word.text.isalpha()
            total = total * word.value if scaled else total + word.value
            found = True
        elif word.letter == "f":
            return 2 if word.text.casefold() == "couple" and not found else None
        elif word.letter in "Uu" and not found:
            return 1 if words[0].letter in "aq" or len(words) > 1 else None
    return total if found else None


def near_unit(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "last week", "this year", "next month", "that year", "the following month"."""
    unit = phrase.first("U")
    if unit is None:
        return None
    kind = str(unit.value)
    if unit.text.casefold().endswith("s"):
        return DURATION if phrase.has("LXWz") else None
    if phrase.has("z") or phrase.says("following", "previous", "preceding"):
        base, shift = narrated(context), _shift(phrase)
    else:
        base, shift = context.document, direction(phrase)
    if phrase.says("past") or (phrase.says("coming") and phrase.has("t")):
        return DURATION
    if base is None:
        return UNKNOWN
    return calendar.unit_of(base, kind, shift)


def _shift(phrase: Phrase) -> int:
    if phrase.says("previous", "preceding", "last"):
        return -1
    return 1 if phrase.says("following", "next") else 0


def weekend(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the weekend", "last weekend", "next weekend"."""
    today = context.document
    if today is None:
        return UNKNOWN
    if phrase.has("X") or (not phrase.has("L") and context.future()):
        on = today + (7 * DAY if phrase.has("X") and today.isoweekday() > 5 else 0 * DAY)  # noqa: PLR2004
        return calendar.weekend(on)
    this = calendar.weekend(today)
    if this.start is not None and (this.start > today or phrase.has("L")):
        return calendar.weekend(today - 7 * DAY)
    return this


def ago(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "two years ago", "10 days ago", "year-ago quarter"."""
    unit = phrase.first("Uu")
    if unit is None:
        return None
    if context.document is None:
        return UNKNOWN
    count = amount(phrase.words)
    if count is None and len(phrase.words) > 1 and not unit.text.casefold().endswith("s"):
        count = 1
    if count is None or (phrase.has("f") and not phrase.says("couple")):
        return UNKNOWN
    return _back(context.document, unit, count)


def _back(day: date, unit: Word, count: float) -> Meaning:
    """The unit ``count`` units before a day (after it for a negative count)."""
    kind, whole = str(unit.value), int(count)
    if unit.letter == "u":
        hours = int(count) if kind == "hour" else 0
        return replace(calendar.days(day - hours // _DAY_HOURS * DAY), kind="time")
    if abs(whole) > _FARTHEST:
        return UNKNOWN
    if kind in _DAYS:
        return calendar.days(day - whole * _DAYS[kind] * DAY)
    if kind == "decade":
        return calendar.year(day.year - 10 * whole)
    return UNKNOWN if kind == "century" else calendar.unit_of(day, kind, -whole)


_DAYS = {"day": 1, "week": 7, "fortnight": 14}


_DAY_HOURS = 24


_FARTHEST = 3000
"""Units; what lies farther off is outside the calendar that news speaks of."""


def _year_back(context: Context) -> Meaning:
    """A year before: the same quarter when the text compares quarters, else the calendar year."""
    if context.document is None:
        return UNKNOWN
    spoken = context.quarter.start if context.quarter else None
    if spoken is not None:
        return calendar.quarter(spoken.year - 1, (spoken.month + 2) // 3)
    return calendar.year(context.document.year - 1)


def shifted(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "a year earlier", "two days later": against the date named before."""
    unit = phrase.first("Uu")
    count = amount(phrase.words) if len(phrase.words) > 1 else None
    if unit is None or (phrase.has("b") and count is None):
        return None
    if phrase.has("b") and phrase.after is not None and phrase.after.letter not in ";c":
        return DURATION
    later = phrase.says("later", "after", "afterwards", "afterward", "hence")
    if unit.value == "year" and count == 1 and not later:
        return _year_back(context)
    base = narrated(context)
    if count is None or base is None:
        return UNKNOWN
    return _back(base, unit, -count if later else count)


def year_before(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the year-earlier quarter", "year-ago": the same period one year before."""
    unit = phrase.first("U")
    if unit is None:
        return None
    if unit.text.casefold() != "year":
        return UNKNOWN
    if any(str(word.value) == "month" for word in phrase.words):
        return DURATION
    return _year_back(context)


def ordinal(phrase: Phrase, _: Context) -> Meaning | None:
    """As in "the third day of Eid", "the second week": the calendar does not tell which."""
    unit = phrase.first("U")
    if unit is None:
        return None
    return UNKNOWN if unit.text.casefold() in {"day", "week", "month", "year"} else None


def the_unit(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the year", "the quarter", "the end of the month": the one that runs."""
    unit = phrase.first("U")
    edge = phrase.has("EB")
    if unit is None or unit.text.casefold().endswith("s") or (unit.value == "day" and not edge):
        return None
    ended = phrase.after is not None and phrase.after.text in {"ended", "ending"}
    if context.document is None or ended:
        return UNKNOWN
    if unit.value == "quarter" and not edge:
        return context.quarter or calendar.unit_of(context.document, "quarter", -1)
    if edge or unit.value in {"year", "month"}:
        return calendar.unit_of(context.document, str(unit.value))
    return UNKNOWN


def duration(phrase: Phrase, _: Context) -> Meaning | None:
    """A length of time: "two weeks", "a 30-year war", "the past 24 hours"."""
    unit = phrase.first("Uu")
    if unit is None:
        return None
    if unit.text.casefold() in {"quarter", "quarters", "second"} and phrase.has("a"):
        return None
    if phrase.has("l") and phrase.says("old", "olds"):
        return None
    return DURATION


def bare_units(phrase: Phrase, _: Context) -> Meaning | None:
    """As in "for weeks", "years of war": a length without a number."""
    unit = phrase.words[0]
    if not unit.text.casefold().endswith("s") or unit.value == "quarter":
        return None
    return DURATION


def recent(phrase: Phrase, _: Context) -> Meaning | None:
    """As in "recent years", "the past weeks", "the coming days"."""
    return DURATION if phrase.has("Uu") else None


def repeated(_: Phrase, __: Context) -> Meaning | None:
    """As in "every day", "weekly"."""
    return SET


def vague(phrase: Phrase, __: Context) -> Meaning | None:
    """As in "now", "recently", "the future", "current"."""
    return None if phrase.words[0].text.casefold() == "this" else UNKNOWN
