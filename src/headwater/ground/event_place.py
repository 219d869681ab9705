"""Where each event happened: one of the report's places, with the precision that the text allows.

Candidates are the places of the sentences that tell the event, then those of the sentences after
and before it and of the report's opening. Each is scored by the words around it ("in", "town
of"), by its distance from the words of the event and by how specific it is; a place that says
where a source sits ("Britain-based", "told AFP by phone from Istanbul"), or that is part of a
body's name, is no candidate. A general place in the event's own sentence gives way to a more
specific one inside it that the report names close by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.doc import sentence_at, token_at, tokens_in, within
from headwater.ground.geometry import distance_km
from headwater.ground.offsets import qualified, with_borders
from headwater.ground.words import words
from headwater.model import Doc, Event, Place, Span

_SPECIFIC = {"point": 5, "town": 4, "adm2": 3, "adm1": 2, "country": 1, "region": 1}
_UNKNOWN = 4.5
"""A name without an entry is nearly always a quarter, a street or a village."""
_INSIDE_KM = {"town": 40.0, "adm2": 80.0, "adm1": 250.0, "region": 2000.0}
_LOOK_AHEAD = 3
_LOOK_FAR = 6
_LOOK_BACK = 2
_OPENING = 3
_BASED = re.compile(r"^\s?-?\s?(?:based|backed|led|born|made|run|registered|brokered|funded)\b")
_OWN_SENTENCE = 6.0
_GENERAL = 5.0
_ENOUGH = 2.0
_LIST = 3
_SPEAKER_TOKENS = 8


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    token: int
    sentence: int
    locative: bool
    of_source: bool
    """Says where a source sits, or is part of a body's name."""
    general: bool
    """Only an adjective or a country: where, but hardly."""
    specific: float
    """Rank of its precision: 5 for a point, 1 for a country."""
    told: frozenset[str]
    """Lemmas of the nouns and verbs of its sentence."""


def locate(doc: Doc, events: Sequence[Event], places: Sequence[Place]) -> tuple[Event, ...]:
    """The events, each with the place where it happened, or none when the report names none.

    Args:
        doc: The annotated report.
        events: Its events, without places.
        places: What ``places`` returned for it.
    """
    places = with_borders(doc, places)
    known = {(place.latitude, place.longitude) for place in places if place.geonames_id}
    candidates = [_candidate(doc, place, known) for place in places]
    usable = [candidate for candidate in candidates if not candidate.of_source]
    return tuple(replace(event, place=_place_of(doc, event, usable)) for event in events)


def _candidate(doc: Doc, place: Place, known: set[tuple[float | None, float | None]]) -> _Candidate:
    token = token_at(doc, place.span[0])
    sentence = sentence_at(doc, token)
    adjective = place.why.startswith("adjective of")
    border = place.name.endswith("border")
    return _Candidate(
        place=place,
        token=token,
        sentence=sentence,
        locative=_locative(doc, token, place.span),
        of_source=_of_source(doc, token, place.span),
        general=adjective or (place.precision in ("country", "region") and not border),
        specific=_specific(place, known),
        told=_told(doc, sentence),
    )


def _specific(place: Place, known: set[tuple[float | None, float | None]]) -> float:
    """Rank of a place; one that only took the point of the town around it is finer than that."""
    held = place.geonames_id is None and (place.latitude, place.longitude) in known
    if place.precision is None or (held and place.precision == "town"):
        return _UNKNOWN
    return _SPECIFIC[place.precision]


def _told(doc: Doc, sentence: int) -> frozenset[str]:
    first, last = doc.sentences[sentence]
    return frozenset(
        token.lemma.lower()
        for token in doc.tokens[first:last]
        if token.pos in ("NOUN", "VERB") and token.lemma.lower() not in words().light
    )


def _before(doc: Doc, token: int, count: int) -> list[str]:
    start = doc.sentences[sentence_at(doc, token)][0]
    return [doc.tokens[index].text.lower() for index in range(max(start, token - count), token)]


def _locative(doc: Doc, token: int, span: Span) -> bool:
    before = _before(doc, token, 4)
    if any(word in words().locative for word in before[-3:]) and not (
        words().leaving & set(before[-2:])
    ):
        return True
    kinds = words().kinds
    if len(before) > 1 and before[-1] == "of" and before[-2].rstrip("s") in kinds:
        return True
    after = token_at(doc, span[1])
    return after < len(doc.tokens) and doc.tokens[after].lemma.lower() in kinds


def _of_source(doc: Doc, token: int, span: Span) -> bool:
    text = doc.report.text
    if _BASED.match(text[span[1] : span[1] + 16]):
        return True
    inside = doc.tokens[token].entity == "ORG" and (
        not doc.tokens[token].entity_start
        or (
            (after := token_at(doc, span[1])) < len(doc.tokens)
            and doc.tokens[after].entity == "ORG"
            and not doc.tokens[after].entity_start
        )
    )
    if inside:
        return True
    first = max(doc.sentences[sentence_at(doc, token)][0], token - _SPEAKER_TOKENS)
    before = [doc.tokens[index].text.lower() for index in range(first, token)]
    if not before or before[-1] not in ("from", "in"):
        return False
    speaking = [index for index, word in enumerate(before) if word in words().speaking]
    if not speaking or (before[-1] == "in" and "told" not in before):
        return False
    # "told Reuters from Istanbul", but not "told Reuters that shells fell in Douma".
    since = range(first + speaking[-1] + 1, token)
    return not any(
        doc.tokens[index].pos == "VERB" or doc.tokens[index].text.lower() == "that"
        for index in since
    )


def _place_of(doc: Doc, event: Event, candidates: Sequence[_Candidate]) -> Place | None:
    spans = (*event.evidence, *event.mentions)
    if not spans or not candidates:
        return None
    own = sorted({sentence_at(doc, index) for span in spans for index in tokens_in(doc, span)})
    told = frozenset().union(*(_told(doc, sentence) for sentence in own))
    ranked = sorted(
        ((_score(doc, candidate, spans, (own, told)), candidate) for candidate in candidates),
        key=lambda pair: (-pair[0], pair[1].place.span),
    )
    score, best = ranked[0]
    if score < _ENOUGH:
        general = [candidate for _, candidate in ranked if candidate.general]
        return _told_place(doc, general[0]) if general else None
    finer = [
        other for _, other in ranked[1:] if _sharper(other, best) and _same_story(other, own, told)
    ]
    listed = Counter(other.sentence for other in finer)
    # A list of quarters is told of the town as a whole.
    return _told_place(doc, next((o for o in finer if listed[o.sentence] < _LIST), best))


def _score(
    doc: Doc,
    candidate: _Candidate,
    spans: Sequence[Span],
    event: tuple[Sequence[int], frozenset[str]],
) -> float:
    """Higher is likelier; the terms are those of the module's introduction."""
    place = candidate.place
    own, told = event
    score = 0.8 * candidate.specific
    if candidate.sentence in own:
        score += _OWN_SENTENCE - (_GENERAL if candidate.general else 0.0)
        nearest = min(
            abs(candidate.token - index) for span in spans for index in tokens_in(doc, span)
        )
        score -= 0.05 * nearest
    else:
        ahead = candidate.sentence - own[-1]
        behind = own[0] - candidate.sentence
        score -= 0.9 * ahead if ahead > 0 else 1.2 * behind + 0.5
        score += 0.5 * min(3, len(told & candidate.told))
        if candidate.sentence < _OPENING:
            score += 1.0
    if any(within(place.span, span) for span in spans):
        score += 1.5
    if candidate.locative:
        score += 1.5
    if words().leaving & set(_before(doc, candidate.token, 2)):
        score -= 2.0
    if candidate.general:
        score -= 2.5
    return score


def _sharper(other: _Candidate, best: _Candidate) -> bool:
    """Whether one place is more specific than another and can lie in it."""
    one, two = other.place, best.place
    if other.general or not other.locative or other.specific <= best.specific:
        return False
    if one.latitude is None or one.longitude is None:
        return True
    if two.precision == "country":
        return one.country == two.country
    if two.latitude is None or two.longitude is None:
        return False
    limit = _INSIDE_KM.get(two.precision or "", 0.0)
    return distance_km((one.latitude, one.longitude), (two.latitude, two.longitude)) <= limit


def _same_story(other: _Candidate, own: Sequence[int], told: frozenset[str]) -> bool:
    """Whether a sentence close by goes on about the same happening."""
    if other.sentence in own:
        return True
    ahead = _LOOK_FAR if own[0] < _OPENING else _LOOK_AHEAD
    close = own[0] - _LOOK_BACK <= other.sentence <= own[-1] + ahead
    return close and bool(told & other.told)


def _told_place(doc: Doc, candidate: _Candidate) -> Place:
    start = doc.tokens[doc.sentences[candidate.sentence][0]].start
    return qualified(doc, candidate.place, start)
