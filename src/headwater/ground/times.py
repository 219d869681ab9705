"""Time expressions of a report and the stretches of the calendar that they denote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from headwater.doc import sentence_at, token_at
from headwater.ground import time_dates as dates
from headwater.ground import time_days as days
from headwater.ground import time_periods as periods
from headwater.ground import time_units as units
from headwater.ground.time_calendar import Meaning
from headwater.ground.time_context import Context, Handler, Phrase
from headwater.ground.time_tense import looks_ahead, looks_back
from headwater.ground.time_words import Word, cut, lexicon
from headwater.model import Doc, Report, Span, Time

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "calendar": dates.explicit,
        "year_month": dates.month_with_year,
        "month_of": dates.month_alone,
        "week_of": dates.week_with,
        "weekday": days.weekday,
        "weekday_ago": days.weekday_shifted,
        "early_hours": days.early_hours,
        "deictic": days.deictic,
        "day_next_to": days.next_to,
        "part_before": days.part_before,
        "part_of_day": days.part_of_day,
        "clock": days.clock,
        "unit_near": units.near_unit,
        "weekend": units.weekend,
        "ago": units.ago,
        "shifted": units.shifted,
        "year_near": units.year_before,
        "season": periods.season,
        "season_year": periods.season,
        "quarter": periods.quarter,
        "half": periods.half_year,
        "the_unit": units.the_unit,
        "unit_end": units.the_unit,
        "year": periods.year,
        "decade": periods.decade,
        "century": periods.quarter,
        "length": units.duration,
        "duration_near": units.duration,
        "bare_near": units.recent,
        "hours": units.duration,
        "bare_units": units.bare_units,
        "ordinal_day": units.ordinal,
        "holiday": periods.holiday,
        "every": units.repeated,
        "regularly": units.repeated,
        "vague": units.vague,
    }
)
"""What each rule of ``times.toml`` means, by its name."""
_NO_START = ".;c&sbAPZluo"
"""Letters with which no time expression starts."""


def document_date(report: Report) -> date | None:
    """The day that relative times count from: published, else a full date in the dateline."""
    if report.published:
        try:
            return date.fromisoformat(report.published[:10])
        except ValueError:
            return None
    if report.dateline:
        blank = Context(
            document=None,
            reference=None,
            quarter=None,
            near_day=None,
            future=lambda: False,
            past=lambda: False,
        )
        for _, meaning in _read(cut(report.dateline), lambda _: blank):
            if meaning.precision in {"day", "minute"} and meaning.start:
                return meaning.start
    return None


def times(doc: Doc) -> tuple[Time, ...]:
    """All time expressions of a report, in text order, none overlapping.

    Values follow TIMEX3. Relative times count from the report's publication date, or from a full
    date in its dateline; without either they are null, never today's. Lengths of time, sets and
    vague words are found and null.
    """
    story = _Story(doc, document_date(doc.report))
    found: list[Time] = []
    for phrase, meaning in _read(cut(doc.report.text), story.context):
        story.told(phrase, meaning)
        start, end = meaning.iso()
        found.append(Time(_span(phrase), start, end, meaning.precision, meaning.kind))
    return tuple(found)


class _Story:
    """Where the telling stands in time while a text is read from its start."""

    def __init__(self, doc: Doc, today: date | None) -> None:
        self._doc = doc
        self._today = today
        self._reference: Meaning | None = None
        self._quarter: Meaning | None = None
        self._near: Meaning | None = None
        self._near_sentence = -1

    def context(self, phrase: Phrase) -> Context:
        """What a phrase may rest on."""
        span = _span(phrase)
        near = self._near if self._sentence(span) - self._near_sentence <= 1 else None
        return Context(
            document=self._today,
            reference=self._reference,
            quarter=self._quarter,
            near_day=near,
            future=lambda: looks_ahead(self._doc, span),
            past=lambda: looks_back(self._doc, span),
        )

    def told(self, phrase: Phrase, meaning: Meaning) -> None:
        """Takes note of a date that later ones may rest on."""
        if meaning.start is None:
            return
        self._reference = meaning
        if any(word.letter == "0" for word in phrase.words) and meaning.precision == "season":
            self._quarter = meaning
        if meaning.precision in {"day", "minute"}:
            self._near = meaning
            self._near_sentence = self._sentence(_span(phrase))

    def _sentence(self, span: Span) -> int:
        return sentence_at(self._doc, token_at(self._doc, span[0])) if self._doc.sentences else 0


def _span(phrase: Phrase) -> Span:
    return phrase.words[0].start, phrase.words[-1].end


def _read(
    words: Sequence[Word], context: Callable[[Phrase], Context]
) -> Iterator[tuple[Phrase, Meaning]]:
    """Each time expression and its meaning: the longest match at a place that is one."""
    letters = "".join(word.letter for word in words)
    place = 0
    while place < len(words):
        step = 1
        if letters[place] not in _NO_START:
            for end, name in _matches(letters, place):
                before = words[place - 1] if place else None
                after = words[end] if end < len(words) else None
                phrase = Phrase(words[place:end], before, after)
                meaning = HANDLERS[name](phrase, context(phrase))
                if meaning is not None:
                    yield phrase, meaning
                    step = end - place
                    break
        place += step


def _matches(letters: str, place: int) -> list[tuple[int, str]]:
    """(end, rule) of the rules that match at a place, longest first, then in the rules' order."""
    found = [
        (match.end(), name)
        for name, rule in lexicon().rules
        if (match := rule.match(letters, place)) is not None and match.end() > place
    ]
    return sorted(found, key=lambda one: -one[0])
