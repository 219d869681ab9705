"""When each event happened: one of the report's time expressions, chosen by syntax and nearness.

A time that belongs to the saying ("a monitor said on Sunday") tells when it was said; it serves
only where the telling names no other. A length that reaches back from the telling ("in the past
24 hours", "since Friday") is counted from there. What has happened did not happen after the
report was published, so stretches such as "this week" end with that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - `date` is the seam of this module
from datetime import timedelta

from headwater.doc import ancestors, overlaps, sentence_at, token_at, tokens_in
from headwater.ground.scenes import other_figures
from headwater.ground.time_reach import joined, reach
from headwater.ground.time_telling import governing_verb, is_heading, is_of_saying
from headwater.ground.times import document_date
from headwater.model import Doc, Event, Factuality, Span, Time

_PRECISION = {"minute": 2.0, "day": 2.0, "week": 0.5, "month": -1.0, "season": -3.0, "year": -4.0}
_COARSE = -5.0
_SAME, _STEP_AFTER, _STEP_BEFORE = 10.0, 2.0, 2.5
_IN_EVIDENCE, _GOVERNED, _OF_SAYING, _AHEAD = 3.0, 4.0, -9.0, -12.0
_OF_HEADING = -10.5
"""For the publication's own date: when nothing else is told, it was by then."""
_OTHER_TOLL = -5.0
"""For a sentence that tells of another toll."""
_OF_OTHERS = -6.0
"""For a stretch up to the telling or one of many months that the event's own words do not name."""
_NEWS = 14
"""Days; what another clause dates farther back is background to the news."""
_ELSEWHERE = -3.0
"""For a time beside another mention of the event than the one that asserts it."""
_FADING = 0.8
"""Less for each sentence that such a mention lies away from it."""
_REACH = 4
"""Sentences after an event, or before it, whose times may still be its own."""
_OPENING = 3
"""Sentences in which a report gives the day of its news."""
_OPENS, _FAR = 1.0, -9.0
_LEAST = -1.5
_HAPPENED = frozenset(
    {Factuality.ASSERTED, Factuality.REPORTED, Factuality.ALLEGED, Factuality.DENIED}
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    time: Time
    start: Date
    token: int
    sentence: int
    verb: int | None
    of_saying: bool
    heading: bool
    """Stands in a line of its own kind, a publication date rather than a telling."""
    since: bool
    """Reaches up to the telling."""
    long: bool
    """A month or longer: seldom when one event was, often its background."""


def date(doc: Doc, events: Sequence[Event], times: Sequence[Time]) -> tuple[Event, ...]:
    """The events, each with the time when it happened, or none when the report names none.

    Args:
        doc: The annotated report.
        events: Its events; ``evidence`` and ``mentions`` say where each is told.
        times: What :func:`headwater.ground.times` found in it.
    """
    today = document_date(doc.report)
    candidates = _candidates(doc, joined(doc, times), today)
    dated = []
    for event in events:
        elsewhere = frozenset().union(*other_figures(doc, event, events))
        dated.append(replace(event, time=_when(doc, event, candidates, today, elsewhere)))
    return tuple(dated)


def _candidates(doc: Doc, times: Sequence[Time], today: Date | None) -> list[_Candidate]:
    bare = [one for time in times if (one := _candidate(doc, time, time, today)) is not None]
    spoken = {one.sentence: one.start for one in bare if one.of_saying}
    found: list[_Candidate] = []
    for time in times:
        token = token_at(doc, time.span[0])
        if token < len(doc.tokens):
            told = spoken.get(sentence_at(doc, token), today)
            candidate = _candidate(doc, time, reach(doc, time, told), today)
            found.extend([candidate] if candidate is not None else [])
    return found


def _candidate(doc: Doc, time: Time, reached: Time | None, today: Date | None) -> _Candidate | None:
    token = token_at(doc, time.span[0])
    if reached is None or reached.start is None or token >= len(doc.tokens):
        return None
    sentence = sentence_at(doc, token)
    verb = governing_verb(doc, token)
    return _Candidate(
        time=reached,
        start=Date.fromisoformat(reached.start[:10]),
        token=token,
        sentence=sentence,
        verb=verb,
        of_saying=is_of_saying(doc, token, verb),
        heading=is_heading(doc, time, today),
        since=reached.end != time.end,
        long=_days(reached) >= _LONG,
    )


def _days(time: Time) -> int:
    if time.start is None or time.end is None:
        return _LONG
    start, end = (Date.fromisoformat(text[:10]) for text in (time.start, time.end))
    return (end - start).days


_LONG = 28


def _when(
    doc: Doc,
    event: Event,
    candidates: Sequence[_Candidate],
    today: Date | None,
    elsewhere: frozenset[int],
) -> Time | None:
    spans = (*event.evidence, *event.mentions)
    if not spans or not doc.tokens:
        return None
    own = {_sentence_of(doc, span) for span in event.evidence}
    again = {_sentence_of(doc, span) for span in event.mentions}
    told = {
        sentence: _ELSEWHERE - _FADING * min((abs(sentence - one) for one in own), default=0)
        for sentence in again
    }
    told.update(dict.fromkeys(own, 0.0))
    happened = event.factuality in _HAPPENED
    limit = today if happened else None
    others = elsewhere - {sentence for sentence, less in told.items() if not less}
    ranked = [
        (
            _score(doc, event, candidate, told, limit)
            + (_OTHER_TOLL if candidate.sentence in others else 0.0),
            -index,
            candidate,
        )
        for index, candidate in enumerate(candidates)
    ]
    best = max(ranked, default=None, key=lambda one: one[:2])
    if best is None or best[0] < _LEAST:
        return None
    return _ended(_refined(best[2], candidates, told), limit)


def _sentence_of(doc: Doc, span: Span) -> int:
    return sentence_at(doc, min(token_at(doc, span[0]), len(doc.tokens) - 1))


def _refined(
    coarse: _Candidate, candidates: Sequence[_Candidate], told: Mapping[int, float]
) -> Time:
    """The day inside a week or month that the sentences right after give for the same."""
    if coarse.time.precision not in {"week", "month"} or coarse.time.end is None:
        return coarse.time
    sentences = {coarse.sentence, *(sentence for sentence, less in told.items() if not less)}
    for candidate in candidates:
        inside = coarse.start <= candidate.start and candidate.start.isoformat() < coarse.time.end
        close = any(0 <= candidate.sentence - sentence <= _REFINING for sentence in sentences)
        of_telling = candidate.of_saying or candidate.heading
        if inside and close and not of_telling and candidate.time.precision in {"day", "minute"}:
            return candidate.time
    return coarse.time


_REFINING = 2
"""Sentences after a week or month in which the day of the same happening is looked for."""


def _score(
    doc: Doc, event: Event, candidate: _Candidate, told: Mapping[int, float], limit: Date | None
) -> float:
    score = _nearness(candidate, told, main=event.main) + _PRECISION.get(
        candidate.time.precision, _COARSE
    )
    inside = any(overlaps(candidate.time.span, span) for span in event.evidence)
    governed = not candidate.of_saying and _governs(doc, event, candidate)
    score += (_IN_EVIDENCE if inside else 0.0) + (_GOVERNED if governed else 0.0)
    if not inside and (not governed or (candidate.long and told.get(candidate.sentence))):
        stale = limit is not None and (limit - candidate.start).days > _NEWS
        score += _OF_OTHERS if candidate.long or candidate.since or stale else 0.0
    if candidate.of_saying or candidate.heading:
        score += _OF_HEADING if candidate.heading else _OF_SAYING
    if limit is not None and candidate.start > limit:
        score += _AHEAD
    return score


def _nearness(candidate: _Candidate, told: Mapping[int, float], *, main: bool) -> float:
    """Points for standing close to where the event is told; for news, in the report's opening."""
    steps = [(candidate.sentence - sentence, less) for sentence, less in told.items()]
    points = [
        _SAME + less - (step * _STEP_AFTER if step >= 0 else -step * _STEP_BEFORE)
        for step, less in steps
        if abs(step) <= _REACH
    ]
    opening = _OPENS if main and candidate.sentence < _OPENING else _FAR
    return max([opening, *points])


def _governs(doc: Doc, event: Event, candidate: _Candidate) -> bool:
    """Whether the verb over the time is the event's, or directly above or below it."""
    verb = candidate.verb
    if verb is None:
        return False
    for span in event.mentions:
        for token in tokens_in(doc, span):
            if token == verb or _first_verb(doc, token) == verb:
                return True
    return False


def _first_verb(doc: Doc, token: int) -> int | None:
    return next((i for i in ancestors(doc, token) if doc.tokens[i].pos in {"VERB", "AUX"}), None)


def _ended(time: Time, limit: Date | None) -> Time:
    """A stretch that runs past the report's day, ended with that day."""
    if limit is None or time.end is None or time.start is None:
        return time
    last = (limit + timedelta(days=1)).isoformat()
    days_only = len(time.end) == len(last)
    return replace(time, end=last) if days_only and time.end > last > time.start else time
