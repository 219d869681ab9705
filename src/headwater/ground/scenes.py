"""Which sentences of a report tell of an event, and which of another happening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headwater.doc import sentence_at, token_at, tokens_in
from headwater.ground.words import words
from headwater.model import Doc, Event, Span, Time

_FIRST = 4
"""Tokens at a sentence's start in which it says that it turns to something else."""
_NEAR = 2
"""Sentences over which a happening that was told stays known."""
_OPENING = 16
"""Tokens at a sentence's start in which it takes up what was told."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_HALF = 0.5
_DAYS = frozenset({"day", "minute"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a report tells of one event; all numbers are indices of sentences."""

    evidence: tuple[Span, ...]
    own: tuple[int, ...]
    """Sentences that assert it, in order."""
    again: Mapping[int, tuple[int, ...]]
    """Other sentences that name it, with the tokens that do."""
    others: frozenset[int]
    """Sentences that tell of another happening."""
    parts: frozenset[int]
    """Sentences that tell of less than half of its toll: where a part of it happened."""
    off_days: Mapping[int, tuple[int, ...]]
    """Sentences that name a day on which it was not, and none on which it was; which tokens do."""
    same_day: frozenset[int]
    """Sentences that name its day."""
    back: frozenset[int]
    """Sentences right after it that say "the attack", "the blast": they go on about it."""
    told: frozenset[str]
    """Lemmas of the nouns and verbs of its own sentences."""


def scene_of(
    doc: Doc, event: Event, events: Sequence[Event], times: Sequence[Time]
) -> Scene | None:
    """Where a report tells of an event, or ``None`` if it cites no words.

    Args:
        doc: The annotated report.
        event: One of its events.
        events: All of its events.
        times: Its time expressions.
    """
    evidence = event.evidence or event.mentions
    own = sorted({index for span in evidence for index in _sentences(doc, span)})
    if not own:
        return None
    again: dict[int, list[int]] = {}
    for span in event.mentions:
        for token in tokens_in(doc, span):
            again.setdefault(sentence_at(doc, token), []).append(token)
    on, off = _days_told(doc, event, {*own, *again}, times)
    others, parts = other_figures(doc, event, events)
    others |= {index for index in range(len(doc.sentences)) if _turns_away(doc, index)}
    mine = frozenset(own)
    return Scene(
        evidence=tuple(evidence),
        own=tuple(own),
        again={key: tuple(found) for key, found in again.items() if key not in mine},
        others=frozenset(others - mine),
        parts=frozenset(parts - mine),
        off_days=off,
        same_day=frozenset(on),
        back=frozenset(_referring_back(doc, own[-1])),
        told=frozenset().union(*(told_in(doc, sentence) for sentence in own)),
    )


def _referring_back(doc: Doc, last: int) -> Iterator[int]:
    """Sentences after one that name a happening with a definite article, as known."""
    for sentence in range(last + 1, min(last + 1 + _NEAR, len(doc.sentences))):
        first, stop = doc.sentences[sentence]
        for index in range(first + 1, min(first + _OPENING, stop)):
            named = doc.tokens[index].lemma.lower() in words().incidents
            before = {doc.tokens[i].text.lower() for i in range(max(first, index - 2), index)}
            if named and not _DEFINITE.isdisjoint(before):
                yield sentence
                break


def told_in(doc: Doc, sentence: int) -> frozenset[str]:
    """Lemmas of a sentence's nouns and verbs that say something of what is told.

    Words for one kind of happening ("blast", "explosion") also count as one.
    """
    first, last = doc.sentences[sentence]
    lemmas = {
        token.lemma.lower()
        for token in doc.tokens[first:last]
        if token.pos in ("NOUN", "VERB") and token.lemma.lower() not in words().light
    }
    kinds = {words().happenings[lemma] for lemma in lemmas if lemma in words().happenings}
    return frozenset(lemmas | kinds)


def _sentences(doc: Doc, span: Span) -> set[int]:
    return {sentence_at(doc, index) for index in tokens_in(doc, span)}


def _turns_away(doc: Doc, sentence: int) -> bool:
    first, last = doc.sentences[sentence]
    opening = doc.tokens[first : min(first + _FIRST, last)]
    return any(token.text.lower() in words().turning for token in opening)


def other_figures(doc: Doc, event: Event, events: Sequence[Event]) -> tuple[set[int], set[int]]:
    """Sentences that assert other events with a much larger toll, and with a much smaller one.

    Args:
        doc: The report.
        event: One of its events.
        events: All of its events.

    Returns:
        Indices of sentences, twice; empty for an event without a toll of dead.
    """
    others: set[int] = set()
    parts: set[int] = set()
    mine = event.killed.best if event.killed is not None else None
    if mine is None:
        return others, parts
    for other in events:
        if other is event or other.killed is None or other.killed.best is None:
            continue
        sentences = _sentences(doc, other.killed.span)
        if other.killed.best < _HALF * mine:
            parts |= sentences
        elif other.killed.best * _HALF > mine:
            others |= sentences
    return others, parts


def _days_told(
    doc: Doc, event: Event, telling: set[int], times: Sequence[Time]
) -> tuple[set[int], dict[int, tuple[int, ...]]]:
    """Sentences that name the event's day, and tokens of other days, by sentence, in the rest.

    Nothing where its own day only stands in a sentence that does not tell of it.
    """
    mine = _days(event.time)
    if event.time is None or mine is None or _sentence(doc, event.time) not in telling:
        return set(), {}
    on: set[int] = set()
    off: dict[int, list[int]] = {}
    for time in times:
        days = _days(time)
        if days is None:
            continue
        if days[1] < mine[0] or mine[1] < days[0]:
            off.setdefault(_sentence(doc, time), []).append(token_at(doc, time.span[0]))
        else:
            on.add(_sentence(doc, time))
    return on, {key: tuple(tokens) for key, tokens in off.items() if key not in on}


def _sentence(doc: Doc, time: Time) -> int:
    return sentence_at(doc, min(token_at(doc, time.span[0]), len(doc.tokens) - 1))


def _days(time: Time | None) -> tuple[date, date] | None:
    """First and last day of a time that is precise to the day."""
    if time is None or time.precision not in _DAYS or time.start is None or time.end is None:
        return None
    first, end = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    whole = len(time.end) == len("2000-01-01")
    return first, end - timedelta(days=1) if whole else end
