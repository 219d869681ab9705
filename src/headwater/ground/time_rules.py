"""What each rule of ``times.toml`` means, given the document's date and what was named before.

Values follow TIMEX3 (Pustejovsky et al. 2003; the ISO-TimeML guidelines): a weekday is the nearest
one in the direction of the tense, "two months ago" is a month, "two days ago" a day; a length of
time, a set and a vague reference denote no stretch of the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import DAY, SET, UNKNOWN, Meaning
from headwater.ground.time_words import Word


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that a rule matched, and the word on each side."""

    words: Sequence[Word]
    before: Word | None
    after: Word | None

    def has(self, letters: str) -> bool:
        """Whether a word of one of the classes is in the phrase."""
        return any(word.letter in letters for word in self.words)

    def first(self, letters: str) -> Word | None:
        """The first word of one of the classes."""
        return next((word for word in self.words if word.letter in letters), None)

    def number(self, letters: str) -> int | None:
        """The value of the first word of one of the classes."""
        word = self.first(letters)
        return word.value if word is not None and isinstance(word.value, int) else None

    def says(self, *texts: str) -> bool:
        """Whether one of the words (lower case) is in the phrase."""
        return any(word.text.casefold() in texts for word in self.words)


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative time rests on. ``document`` and ``reference`` are ``None`` if unknown."""

    document: date | None
    reference: Meaning | None
    """The last date that the text named."""
    quarter: Meaning | None
    """The quarter of a year that the text spoke of last."""
    near_day: Meaning | None
    """The day named last in the same or the sentence before."""
    future: Callable[[], bool]
    """Whether the clause speaks of what is to come; asked only where that matters."""


Handler = Callable[[Phrase, Context], Meaning | None]
"""``None`` rejects the match: the words are no time expression after all."""


def direction(phrase: Phrase, context: Context) -> int:
    """-1 for last, 1 for next, 0 for this or unsaid."""
    if phrase.has("L"):
        return -1
    return 1 if phrase.has("X") else 0


def clock_of(phrase: Phrase) -> tuple[int, int] | None:
    """Hour and minute of a clock time in the phrase."""
    for index, word in enumerate(phrase.words):
        follows = phrase.words[index + 1].letter if index + 1 < len(phrase.words) else ""
        found: tuple[int, int] | None = None
        if word.letter == "C" and isinstance(word.value, str):
            hour, minute = word.value.split(":")[:2]
            found = int(hour), int(minute)
        elif word.letter in "12" and isinstance(word.value, int) and follows and follows in "Phi":
            part = phrase.first("P")
            found = (word.value, 0) if part is not None or follows == "i" else None
        elif word.letter in "Y2" and isinstance(word.value, int) and follows and follows in "ZI":
            found = divmod(word.value, 100)
        if found is not None:
            return _half_day(found, phrase)
    return (12, 0) if phrase.says("noon", "midday") else None


def _half_day(clock: tuple[int, int], phrase: Phrase) -> tuple[int, int] | None:
    hour, minute = clock
    part = phrase.first("P")
    afternoon = part is not None and str(part.value).startswith("p")
    if part is None:
        afternoon = phrase.says("afternoon", "evening")
    if part is not None and hour == 12:  # noqa: PLR2004
        hour = 0
    if afternoon and hour < 12:  # noqa: PLR2004
        hour += 12
    return (hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004


def timed(meaning: Meaning, phrase: Phrase) -> Meaning:
    """A day with the clock time that the phrase adds; a part of the day leaves it a day."""
    if phrase.has("CPZHu"):
        meaning = replace(meaning, kind="time")
    return calendar.at_clock(meaning, clock_of(phrase))


def nearest_year(candidates: Callable[[int], Meaning | None], context: Context) -> Meaning | None:
    """The year's instance of a month, day or season: the last one, or the next if that is meant.

    The next one is meant when the clause looks ahead, or when it is much nearer.
    """
    if context.document is None:
        return UNKNOWN
    today = context.document
    years = [today.year - 1, today.year, today.year + 1]
    found = [meaning for year in years if (meaning := candidates(year)) is not None]
    past = [m for m in found if m.start is not None and m.start <= today]
    coming = [m for m in found if m.end is not None and m.end > today]
    if not (past and coming):
        return past[-1] if past else coming[0] if coming else None
    ahead = max(0, ((coming[0].start or today) - today).days)
    back = max(0, (today - (past[-1].end or today)).days)
    if ahead and (context.future() or ahead * _NEARER < back):
        return coming[0]
    return past[-1] if back else coming[0]


_NEARER = 2.5
"""How many times nearer a coming date must be to be meant without a word that says so."""


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
        year_number = _year_by(phrase, context)
    if year_number is not None:
        return calendar.day_of_month(year_number, month, day_number)
    return nearest_year(lambda year: calendar.day_of_month(year, month, day_number), context)


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


def _year_by(phrase: Phrase, context: Context) -> int | None:
    """The year that "last year", "this year" ... in the phrase names."""
    if phrase.has("z"):
        stretch = context.reference.stretch if context.reference else None
        return stretch[0].year if stretch else None
    if context.document is None:
        return None
    return context.document.year + direction(phrase, context)


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
        year_number = _year_by(phrase, context)
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


def weekday(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "Friday", "last Friday", "early on Tuesday", "Saturday night", "10 p.m. Wednesday"."""
    word, today = phrase.first("Dd"), context.document
    if word is None or not isinstance(word.value, int):
        return None
    number = word.value
    before = phrase.before
    if (
        word.letter == "d"
        and len(phrase.words) == 1
        and before is not None
        and before.letter == "n"
    ):
        return SET
    if today is None:
        return timed(UNKNOWN, phrase)
    if phrase.has("z") or phrase.says("following", "previous", "preceding"):
        return timed(_weekday_near(number, phrase, context), phrase)
    if phrase.has("L"):
        day = calendar.weekday_before(today, number, strict=True)
    elif phrase.has("X"):
        day = calendar.weekday_after(today, number, strict=True)
    elif context.future():
        day = calendar.weekday_after(today, number, strict=False)
    else:
        day = calendar.weekday_before(today, number, strict=False)
    return timed(calendar.days(day), phrase)


def _weekday_near(number: int, phrase: Phrase, context: Context) -> Meaning:
    """As in "that Friday", "the following Friday", "the previous Friday": against the date before."""
    stretch = context.reference.stretch if context.reference else None
    start = stretch[0] if stretch else context.document
    if start is None:
        return UNKNOWN
    if phrase.says("following", "next"):
        return calendar.days(calendar.weekday_after(start, number, strict=True))
    return calendar.days(calendar.weekday_before(start, number, strict=not phrase.has("z")))


def weekday_shifted(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "Monday a week ago"."""
    found = weekday(Phrase(phrase.words[:1], phrase.before, None), context)
    if found is None or found.start is None:
        return UNKNOWN
    return calendar.days(found.start - 7 * DAY)


def deictic(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "today", "late yesterday", "tomorrow morning", "overnight"."""
    word, today = phrase.first("T"), context.document
    if word is None or not isinstance(word.value, int):
        return None
    part = "time" if word.text.casefold() in {"tonight", "overnight"} else "date"
    if today is None:
        return timed(replace(UNKNOWN, kind=part), phrase)
    if word.text.casefold() == "overnight":
        return replace(calendar.days(today - DAY, 2), kind="time")
    return timed(replace(calendar.days(today + word.value * DAY), kind=part), phrase)


def early_hours(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the early hours of Tuesday"."""
    for part in (explicit, weekday, deictic, part_of_day):
        meaning = part(phrase, context)
        if meaning is not None:
            return replace(meaning, kind="time")
    return replace(UNKNOWN, kind="time")


def next_to(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the day before yesterday", "the week after March 6"."""
    unit = phrase.first("U")
    base = next(
        (m for part in (explicit, weekday, deictic) if (m := part(phrase, context)) is not None),
        None,
    )
    if base is None or base.start is None or unit is None:
        return UNKNOWN
    return calendar.unit_of(base.start, str(unit.value), -1 if phrase.says("before") else 1)


def part_of_day(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "this morning", "last night", "that evening", "the next morning"."""
    today = context.document
    near = context.near_day or (context.reference if _is_day(context.reference) else None)
    stretch = near.stretch if near else None
    unknown = replace(UNKNOWN, kind="time")
    if phrase.has("W"):
        day = today
    elif phrase.has("X") or phrase.says("previous", "preceding"):
        day = stretch[0] + (1 if phrase.has("X") else -1) * DAY if stretch else None
    elif phrase.has("L"):
        day = today - DAY if today else None
    elif phrase.has("z"):
        day = stretch[0] if stretch else None
    elif phrase.before is None or phrase.before.letter != "i":
        return None
    else:
        day = stretch[0] if stretch else today
    return replace(calendar.days(day), kind="time") if day else unknown


def _is_day(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.precision in {"day", "minute"}


def clock(phrase: Phrase, context: Context) -> Meaning | None:
    """A clock time without its day: the day named last, else the document's."""
    told = clock_of(phrase)
    if told is None and not phrase.says(
        "midnight", "dawn", "dusk", "nightfall", "daybreak", "sunset", "sunrise"
    ):
        return None
    near = context.near_day
    if near is None and _is_day(context.reference) and not phrase.has("H"):
        near = context.reference
    day = near.start if near and near.start else context.document
    if day is None:
        return replace(UNKNOWN, kind="time")
    return calendar.at_clock(replace(calendar.days(day), kind="time"), told)
