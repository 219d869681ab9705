"""Meanings of the rules on units, counts, seasons, quarters and vague words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import DAY, DURATION, SET, UNKNOWN, Meaning
from headwater.ground.time_rules import Context, Phrase, direction, nearest_year
from headwater.ground.time_words import Word

_SCALE = 100


def amount(words: tuple[Word, ...] | list[Word]) -> float | None:
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
        base, shift = _narrated(context), _shift(phrase)
    else:
        base, shift = context.document, direction(phrase, context)
    if phrase.says("past") or (phrase.says("coming") and phrase.has("t")):
        return DURATION
    if base is None:
        return UNKNOWN
    return calendar.unit_of(base, kind, shift)


def _shift(phrase: Phrase) -> int:
    if phrase.says("previous", "preceding", "last"):
        return -1
    return 1 if phrase.says("following", "next") else 0


def _narrated(context: Context) -> date | None:
    """The day on which the story stands: the last date named, else the document's."""
    stretch = context.reference.stretch if context.reference else None
    return stretch[0] if stretch else context.document


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
    count = amount(list(phrase.words))
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
    """As in "a year earlier", "two days later", "a week before": against the date named before."""
    unit = phrase.first("Uu")
    if unit is None:
        return None
    if phrase.has("b") and amount(list(phrase.words)) is None:
        return None
    if phrase.has("b") and phrase.after is not None and phrase.after.letter not in ";c":
        return DURATION
    later = phrase.says("later", "after", "afterwards", "afterward", "hence")
    count = amount(list(phrase.words)) if len(phrase.words) > 1 else None
    if unit.value == "year" and count == 1 and not later:
        return _year_back(context)
    base = _narrated(context)
    if count is None or base is None:
        return UNKNOWN
    if unit.letter == "u":
        return replace(calendar.days(base), kind="time")
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


def season(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "last fall", "this summer", "the winter of 1994"."""
    month = phrase.number("S")
    word = phrase.first("S")
    if month is None or word is None:
        return None
    year_number = phrase.number("Y")
    guarded = phrase.has("LXWzEY") or (phrase.before is not None and phrase.before.letter == "i")
    if not guarded and not phrase.has("t"):
        return None
    if word.text.casefold() == "fall" and not phrase.has("LXWEY") and not phrase.has("U"):
        return None
    if year_number is not None:
        return calendar.season(year_number, month)
    today = context.document
    if today is None:
        return UNKNOWN
    if phrase.has("U"):
        return calendar.season(today.year + direction(phrase, context), month)
    if phrase.has("L") and not phrase.has("W"):
        return _last_season(today, month)
    if phrase.has("W"):
        return calendar.season(today.year, month)
    return nearest_year(lambda year: calendar.season(year, month), context)


def _last_season(today: date, month: int) -> Meaning:
    this = calendar.season(today.year, month)
    ended = this.end is not None and this.end <= today
    return this if ended else calendar.season(today.year - 1, month)


def quarter(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the third quarter", "fourth quarter of 1989", "this year's second quarter"."""
    unit = next(
        (word for word in phrase.words if str(word.value) in {"quarter", "century", "half"}), None
    )
    number = phrase.number("0")
    if number is None or unit is None:
        return ordinal(phrase, context)
    if unit.value == "century":
        return calendar.century(number) if number < 22 else UNKNOWN  # noqa: PLR2004
    if unit.text.casefold().endswith("s"):
        return SET
    if number > 4:  # noqa: PLR2004
        return DURATION
    year_number = phrase.number("Y")
    if year_number is None and phrase.says("year") and context.document is not None:
        year_number = context.document.year + direction(phrase, context)
    if year_number is not None:
        return calendar.quarter(year_number, number)
    if context.document is None:
        return UNKNOWN
    this = calendar.quarter(context.document.year, number)
    ahead = this.start is not None and this.start > context.document
    far = ahead and number - (context.document.month + 2) // 3 > 1
    return calendar.quarter(context.document.year - 1, number) if far else this


def half_year(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the first half of 1990", "the last half of the '80s"."""
    number = 2 if phrase.has("L") else phrase.number("0")
    decade_number = phrase.number("G")
    if decade_number is not None:
        return calendar.decade(decade_number)
    year_number = phrase.number("Y")
    if year_number is None and phrase.says("year") and context.document is not None:
        year_number = context.document.year + direction(phrase, context)
    if number not in {1, 2} or year_number is None:
        return UNKNOWN
    return calendar.half(year_number, number)


def ordinal(phrase: Phrase, _: Context) -> Meaning | None:
    """As in "the third day of Eid", "the second week": some stretch that the calendar does not tell."""
    unit = phrase.first("U")
    if unit is None:
        return None
    return UNKNOWN if unit.text.casefold() in {"day", "week", "month", "year"} else None


def the_unit(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the year", "the quarter", "the end of the month": the one that runs."""
    unit = phrase.first("U")
    if unit is None or unit.text.casefold().endswith("s"):
        return None
    if unit.value == "day" and not phrase.has("EB"):
        return None
    if context.document is None:
        return UNKNOWN
    if phrase.after is not None and phrase.after.text in {"ended", "ending"}:
        return UNKNOWN
    if unit.value == "quarter" and not phrase.has("EB"):
        return context.quarter or calendar.unit_of(context.document, "quarter", -1)
    if phrase.has("EB") or unit.value in {"year", "month"}:
        return calendar.unit_of(context.document, str(unit.value))
    return UNKNOWN


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


def _year_context(phrase: Phrase, word: Word, context: Context) -> bool:
    number = word.value if isinstance(word.value, int) else 0
    after, before = phrase.after, phrase.before
    low = before.text.casefold() if before is not None else ""
    if after is not None and (after.letter in "uUP$%" or after.text in {"%", "$", "-"}):
        return after.text == "-" and low in _YEAR_BEFORE
    if before is not None and (
        before.text in {"$", "£", "€", "No", "#"} or before.letter in "12qV"
    ):
        return False
    counted = (
        after is not None
        and after.text.islower()
        and (after.text.endswith("s") or after.text in {"people", "men", "women", "children"})
        and after.letter == "."
    )
    if counted and after is not None and after.text not in {"was", "is", "has"}:
        return low in {"in", "since", "the"} and number >= 1900  # noqa: PLR2004
    if low in _YEAR_BEFORE:
        return True
    return number >= 1900 and (context.document is None or abs(number - context.document.year) < 60)  # noqa: PLR2004


def decade(phrase: Phrase, _: Context) -> Meaning | None:
    """As in "the 1980s", "the early nineties"."""
    number = phrase.number("G")
    if number is None:
        return None
    word = phrase.first("G")
    if word is not None and word.text.isalpha() and not phrase.has("tE"):
        return None
    return calendar.decade(number)


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


def repeated(_: Phrase, __: Context) -> Meaning | None:
    """As in "every day", "weekly"."""
    return SET


def vague(phrase: Phrase, __: Context) -> Meaning | None:
    """As in "now", "recently", "the future", "current"."""
    return None if phrase.words[0].text.casefold() == "this" else UNKNOWN
