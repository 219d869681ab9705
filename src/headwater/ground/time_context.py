"""What a rule on time expressions is given: the phrase that matched and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import UNKNOWN, Meaning
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
    past: Callable[[], bool]
    """Whether the clause speaks of what was."""


Handler = Callable[[Phrase, Context], Meaning | None]
"""``None`` rejects the match: the words are no time expression after all."""


def direction(phrase: Phrase) -> int:
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

    The next one is meant when the clause looks ahead, or when it is much nearer; but not when
    the last one is only just over ("the talks will follow the vote of Dec. 2", on Dec. 3).
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
    if not ahead or back < _JUST_OVER:
        return past[-1]
    nearer = ahead * _NEARER < back and (ahead < _IMMINENT or not context.past())
    return coming[0] if nearer or context.future() else past[-1]


_JUST_OVER = 21
_IMMINENT = 4
"""Days; a paper of the next morning puts tomorrow's date on what was said today."""
_NEARER = 2.5
"""How many times nearer a coming date must be to be meant without a word that says so."""


def year_by(phrase: Phrase, context: Context) -> int | None:
    """The year that "last year", "this year" ... in the phrase names."""
    if phrase.has("z"):
        stretch = context.reference.stretch if context.reference else None
        return stretch[0].year if stretch else None
    if context.document is None:
        return None
    return context.document.year + direction(phrase)


def narrated(context: Context) -> date | None:
    """The day on which the story stands: the last date named, else the document's."""
    stretch = context.reference.stretch if context.reference else None
    return stretch[0] if stretch else context.document
