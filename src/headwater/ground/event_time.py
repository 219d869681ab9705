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
from headwater.ground.time_reach import reach
from headwater.ground.times import document_date
from headwater.model import Doc, Event, Factuality, Span, Time

_SAYING = frozenset(
    {"say", "tell", "report", "announce", "add", "state", "declare", "confirm", "claim", "note",
     "warn", "quote", "cite", "document", "publish", "release", "update", "post", "comment",
     "write", "speak", "acknowledge", "condemn", "accuse", "deny"}
)  # fmt: skip
_PRECISION = {"minute": 2.0, "day": 2.0, "week": 0.5, "month": -1.0, "season": -3.0, "year": -4.0}
_COARSE = -5.0
_SAME, _STEP_AFTER, _STEP_BEFORE = 10.0, 2.0, 2.5
_IN_EVIDENCE, _GOVERNED, _OF_SAYING, _AHEAD = 3.0, 4.0, -9.0, -12.0
_OF_OTHERS = -6.0
"""For a stretch up to the telling or one of many months that the event's own words do not name."""
_NEWS = 14
"""Days; what another clause dates farther back is background to the news."""
_ELSEWHERE = -3.0
"""For a time beside another mention of the event than the one that asserts it."""
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
    candidates = _candidates(doc, times, today)
    return tuple(replace(event, time=_when(doc, event, candidates, today)) for event in events)


def _candidates(doc: Doc, times: Sequence[Time], today: Date | None) -> list[_Candidate]:
    bare = [one for time in times if (one := _candidate(doc, time, time)) is not None]
    spoken = {one.sentence: one.start for one in bare if one.of_saying}
    found: list[_Candidate] = []
    for time in times:
        token = token_at(doc, time.span[0])
        if token < len(doc.tokens):
            told = spoken.get(sentence_at(doc, token), today)
            candidate = _candidate(doc, time, reach(doc, time, told))
            found.extend([candidate] if candidate is not None else [])
    return found


def _candidate(doc: Doc, time: Time, reached: Time | None) -> _Candidate | None:
    token = token_at(doc, time.span[0])
    if reached is None or reached.start is None or token >= len(doc.tokens):
        return None
    sentence = sentence_at(doc, token)
    verb = _verb(doc, token)
    return _Candidate(
        time=reached,
        start=Date.fromisoformat(reached.start[:10]),
        token=token,
        sentence=sentence,
        verb=verb,
        of_saying=_of_saying(doc, token, verb),
        heading=_is_heading(doc, time, sentence),
        since=reached.end != time.end,
        long=_days(reached) >= _LONG,
    )


def _days(time: Time) -> int:
    if time.start is None or time.end is None:
        return _LONG
    start, end = (Date.fromisoformat(text[:10]) for text in (time.start, time.end))
    return (end - start).days


_LONG = 28


def _verb(doc: Doc, token: int) -> int | None:
    """The nearest verb that governs a token."""
    for index in (token, *ancestors(doc, token)):
        if doc.tokens[index].pos in {"VERB", "AUX"}:
            return index
    return None


def _of_saying(doc: Doc, token: int, verb: int | None) -> bool:
    """Whether a time tells when something was said, by its verb or the words beside it."""
    if verb is not None and doc.tokens[verb].lemma in _SAYING:
        return not _closer_event(doc, token, verb)
    before = doc.tokens[token - 1] if token else None
    if before is not None and before.text.casefold() in {"on", "late", "early"} and token > 1:
        before = doc.tokens[token - 2]
    return before is not None and before.lemma in _SAYING and before.pos == "VERB"


def _closer_event(doc: Doc, token: int, verb: int) -> bool:
    """Whether another verb stands between the time and the verb of saying that governs it."""
    first, last = sorted((token, verb))
    return any(
        doc.tokens[index].pos == "VERB" and doc.tokens[index].lemma not in _SAYING
        for index in range(first + 1, last)
    )


def _is_heading(doc: Doc, time: Time, sentence: int) -> bool:
    """Whether a date stands in a line of publication data: few words, no verb of its own."""
    first, last = doc.sentences[sentence]
    tokens = doc.tokens[first:last]
    return any(
        token.text.casefold() in {"published", "updated", "publication", "gmt"}
        for token in tokens
        if abs(token.start - time.span[0]) < _HEADING_REACH
    ) or not any(token.pos in {"VERB", "AUX"} for token in tokens)


_HEADING_REACH = 30
"""Characters between a publication's word ("Published", "Updated at") and its date."""


def _when(
    doc: Doc, event: Event, candidates: Sequence[_Candidate], today: Date | None
) -> Time | None:
    spans = (*event.evidence, *event.mentions)
    if not spans or not doc.tokens:
        return None
    told = {_sentence_of(doc, span): _ELSEWHERE for span in event.mentions}
    told.update((_sentence_of(doc, span), 0.0) for span in event.evidence)
    happened = event.factuality in _HAPPENED
    limit = today if happened else None
    ranked = [
        (_score(doc, event, candidate, told, limit), -index, candidate)
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
    governed = _governs(doc, event, candidate)
    score += (_IN_EVIDENCE if inside else 0.0) + (_GOVERNED if governed else 0.0)
    if not inside and not governed:
        stale = limit is not None and (limit - candidate.start).days > _NEWS
        score += _OF_OTHERS if candidate.long or candidate.since or stale else 0.0
    if candidate.of_saying or candidate.heading:
        score += _OF_SAYING
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
