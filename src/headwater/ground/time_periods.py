"""Meanings of the rules on years, decades, seasons, quarters and feasts."""

from __future__ import annotations

from datetime import date

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import DURATION, SET, UNKNOWN, Meaning
from headwater.ground.time_context import Context, Phrase, direction, nearest_year
from headwater.ground.time_units import ordinal
from headwater.ground.time_words import Word


def season(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "last fall", "this summer", "the winter of 1994"."""
    word, month, today = phrase.first("S"), phrase.number("S"), context.document
    if word is None or month is None or not _is_season(phrase, word):
        return None
    year_number = phrase.number("Y")
    if year_number is None and today is not None and phrase.has("UW"):
        year_number = today.year + (direction(phrase) if phrase.has("U") else 0)
    if year_number is not None:
        return calendar.season(year_number, month)
    if today is not None and phrase.has("L"):
        return _last_season(today, month)
    return nearest_year(lambda year: calendar.season(year, month), context)


def _is_season(phrase: Phrase, word: Word) -> bool:
    """Whether "spring" or "fall" is a season here, not water or a tumble."""
    if word.text.casefold() == "fall":
        return phrase.has("LXWEYU")
    introduced = phrase.before is not None and phrase.before.letter == "i"
    return introduced or phrase.has("tLXWzEY")


def _last_season(today: date, month: int) -> Meaning:
    this = calendar.season(today.year, month)
    ended = this.end is not None and this.end <= today
    return this if ended else calendar.season(today.year - 1, month)


def quarter(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the third quarter", "this year's second quarter", "the 20th century"."""
    units = [word for word in phrase.words if word.letter == "U"]
    unit = next((word for word in units if word.value in {"quarter", "century"}), None)
    number = phrase.number("0")
    if number is None or unit is None:
        return ordinal(phrase, context)
    if unit.value == "century":
        return calendar.century(number) if number <= _LAST_CENTURY else UNKNOWN
    if unit.text.casefold().endswith("s"):
        return SET
    return _numbered_quarter(phrase, number, context) if number <= _QUARTERS else DURATION


_LAST_CENTURY = 21
_QUARTERS = 4


def _numbered_quarter(phrase: Phrase, number: int, context: Context) -> Meaning:
    year_number = _year_in(phrase, context)
    if year_number is not None:
        return calendar.quarter(year_number, number)
    if context.document is None:
        return UNKNOWN
    to_come = number - (context.document.month + 2) // 3
    return calendar.quarter(context.document.year - (to_come > 1), number)


def _year_in(phrase: Phrase, context: Context) -> int | None:
    """The year that a phrase gives in figures or as "last year"."""
    number = phrase.number("Y")
    if number is None and phrase.says("year") and context.document is not None:
        return context.document.year + direction(phrase)
    return number


def half_year(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the first half of 1990", "the last half of the '80s"."""
    number = 2 if phrase.has("L") else phrase.number("0")
    decade_number = phrase.number("G")
    if decade_number is not None:
        return calendar.decade(decade_number)
    year_number = _year_in(phrase, context)
    if number not in {1, 2} or year_number is None:
        return UNKNOWN
    return calendar.half(year_number, number)


def year(phrase: Phrase, context: Context) -> Meaning | None:
    """A bare year, where the words around it let it be one."""
    number = phrase.number("Y")
    word = phrase.first("Y")
    if number is None or word is None:
        return None
    if len(phrase.words) == 1 and not _year_context(phrase, word, context):
        return None
    return calendar.year(number)


_YEAR_BEFORE = frozenset(
    {"in", "since", "of", "by", "from", "until", "till", "through", "during", "before", "after",
     "between", "and", "to", "for", "around", "circa", "late", "early", "as"}
)  # fmt: skip


_MODERN = 1900
_LIFETIME = 60
"""Years on each side of the document within which a bare number reads as a year."""
_COUNTED = frozenset({"people", "men", "women", "children"})


def _year_context(phrase: Phrase, word: Word, context: Context) -> bool:
    """Whether the words around a bare number of four digits let it be a year."""
    number = word.value if isinstance(word.value, int) else 0
    after, before = phrase.after, phrase.before
    low = before.text.casefold() if before is not None else ""
    if after is not None and (after.letter in "uUP" or after.text in {"%", "$", "-"}):
        return after.text == "-" and low in _YEAR_BEFORE
    if before is not None and (before.text in {"$", "£", "€", "#"} or before.letter in "12qV"):
        return False
    if after is not None and _is_counted(after):
        return low in {"in", "since", "the"} and number >= _MODERN
    near = context.document is not None and abs(number - context.document.year) < _LIFETIME
    return low in _YEAR_BEFORE or (number >= _MODERN and near)


def _is_counted(after: Word) -> bool:
    """Whether the word after a number is what it counts ("2000 people", "2000 fighters")."""
    plural = after.letter == "." and after.text.endswith("s") and after.text not in {"was", "is"}
    return after.text.islower() and (plural or after.text in _COUNTED)


def decade(phrase: Phrase, _: Context) -> Meaning | None:
    """As in "the 1980s", "the early nineties"."""
    number = phrase.number("G")
    if number is None:
        return None
    word = phrase.first("G")
    if word is not None and word.text.isalpha() and not phrase.has("tE"):
        return None
    return calendar.decade(number)


def holiday(phrase: Phrase, context: Context) -> Meaning | None:
    """Christmas, Thanksgiving ...; feasts that move with the moon are left unresolved."""
    word = phrase.first("K")
    rule = word.value if word is not None and isinstance(word.value, tuple) else ()
    if len(rule) not in {2, 3} or context.document is None:
        return UNKNOWN
    return nearest_year(lambda year: _holiday(rule, year), context)


_HOLIDAY_MONTHS = {"nov": 11, "sep": 9, "jan": 1}


def _holiday(rule: tuple[object, ...], year_number: int) -> Meaning | None:
    if len(rule) == 3:  # noqa: PLR2004
        name, weekday, nth = rule
        if isinstance(weekday, int) and isinstance(nth, int):
            return calendar.nth_weekday(year_number, _HOLIDAY_MONTHS[str(name)], weekday, nth)
        return None
    month, day = rule
    if isinstance(month, int) and isinstance(day, int):
        return calendar.day_of_month(year_number, month, day)
    return None
