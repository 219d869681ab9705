"""Meanings of the rules on dates that name their month, day or year."""

from __future__ import annotations

from datetime import date

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import UNKNOWN, Meaning
from headwater.ground.time_context import Context, Phrase, nearest_year, timed, year_by


def date_in(phrase: Phrase, context: Context) -> Meaning | None:
    """The explicit date in a phrase: numeric, or day and month with or without a year."""
    numeric = phrase.first("I")
    if numeric is not None:
        return numeric_date(str(numeric.value), context.document)
    month = phrase.number("M")
    together = phrase.first("J")
    if month is None:
        return None
    if together is not None and isinstance(together.value, tuple):
        day, year = together.value
        return calendar.day_of_month(int(year), month, int(day))
    day_number = _day_number(phrase)
    year_number = phrase.number("Y")
    if day_number is None:
        return None
    if year_number is None and phrase.has("U"):
        year_number = year_by(phrase, context)
    if year_number is not None:
        return calendar.day_of_month(year_number, month, day_number)
    return nearest_year(lambda year: _agreeing(phrase, year, month, day_number), context)


def _agreeing(phrase: Phrase, year: int, month: int, day: int) -> Meaning | None:
    """The day in a year in which it falls on the weekday that the phrase names, if it names one."""
    meaning = calendar.day_of_month(year, month, day)
    weekday = phrase.number("Dd")
    if meaning is None or meaning.start is None or weekday is None:
        return meaning
    return meaning if meaning.start.isoweekday() == weekday else None


def _day_number(phrase: Phrase) -> int | None:
    """The number that stands next to the month."""
    place = next(i for i, word in enumerate(phrase.words) if word.letter == "M")
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(phrase.words) and phrase.words[at].letter in "hto":
            at += step
        if 0 <= at < len(phrase.words) and phrase.words[at].letter in "10":
            follows = phrase.words[at + 1] if at + 1 < len(phrase.words) else None
            value = phrase.words[at].value
            if isinstance(value, int) and not (step == 1 and follows and follows.letter in "PZ"):
                return value
    return None


def numeric_date(text: str, document: date | None) -> Meaning | None:
    """An all-digits date. Where day and month could change places, the one nearer the document."""
    if text[:4].isdigit():
        return _iso(text)
    first, second, year = (
        int(part) for part in text.replace("/", ".").replace("-", ".").split(".")
    )
    if year < 100:  # noqa: PLR2004
        year += 2000 if year < 50 else 1900  # noqa: PLR2004
    day_first, month_first = (
        calendar.day_of_month(year, month, day) if 1 <= month <= 12 else None  # noqa: PLR2004
        for day, month in ((first, second), (second, first))
    )
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if "." in text:
        return day_first
    if document is None:
        return UNKNOWN
    either = [meaning for meaning in (day_first, month_first) if meaning.start is not None]
    return min(either, key=lambda meaning: abs((meaning.start or document) - document))


def _iso(text: str) -> Meaning | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    clock = (int(text[11:13]), int(text[14:16])) if "T" in text else None
    if clock is not None and (clock[0] > 23 or clock[1] > 59):  # noqa: PLR2004
        clock = None
    return calendar.at_clock(calendar.days(day), clock)


def explicit(phrase: Phrase, context: Context) -> Meaning | None:
    """A day: "Monday, Oct. 26", "5 p.m. on 3 March 2016", "15.04.2017", "Apr 152017"."""
    counted = phrase.words[-1].letter == "1" and phrase.before is not None
    if counted and phrase.before is not None and phrase.before.letter == "i" and _counts(phrase):
        return None
    meaning = date_in(phrase, context)
    return meaning and timed(meaning, phrase)


_COUNTED = frozenset({"people", "men", "women", "children"})


def _counts(phrase: Phrase) -> bool:
    """Whether the number after a month counts what follows ("in July 20 people were killed")."""
    after = phrase.after
    if after is None or not after.text.islower():
        return False
    return after.text in _COUNTED or (after.letter == "." and after.text.endswith("s"))


def month_with_year(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "June 2016", "January this year"."""
    number, year_number = phrase.number("M"), phrase.number("Y")
    if year_number is None:
        year_number = year_by(phrase, context)
    if number is None or year_number is None:
        return UNKNOWN
    return calendar.month(year_number, number)


def month_alone(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "in March", "last April", "late November"."""
    number, today = phrase.number("M"), context.document
    if number is None or today is None:
        return UNKNOWN
    before = calendar.month(today.year - (number >= today.month), number)
    after = calendar.month(today.year + (number <= today.month), number)
    if phrase.has("L"):
        return before
    if phrase.has("X"):
        return after
    if phrase.has("W"):
        return calendar.month(today.year, number)
    return nearest_year(lambda year: calendar.month(year, number), context)


def week_with(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the week of March 6"."""
    unit = phrase.first("U")
    day = date_in(phrase, context)
    if unit is None or day is None or day.start is None:
        return UNKNOWN
    return calendar.unit_of(day.start, str(unit.value))
