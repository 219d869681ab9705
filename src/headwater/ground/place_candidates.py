"""The places of a report as candidates for where an event happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.doc import sentence_at, token_at
from headwater.ground.offsets import qualified
from headwater.ground.place_roles import Role, role_of
from headwater.ground.scenes import told_in
from headwater.ground.words import words
from headwater.model import Doc, Place, Span

_SPECIFIC = {"point": 5, "town": 4, "adm2": 3, "adm1": 2, "country": 1, "region": 1}
_UNKNOWN = 4.5
"""A name without an entry is nearly always a quarter, a street or a village."""
_VILLAGE = 4.5
_AROUND = re.compile(
    r"\b(?:outskirts?|edges?|suburbs?|countryside|vicinity|surroundings) of (?:\w+ ){0,2}$"
)
_QUARTERS = frozenset({"section", "point"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of a report as a candidate for where an event happened."""

    place: Place
    token: int
    sentence: int
    role: Role
    general: bool
    """Only an adjective or a country: where, but hardly."""
    named: float
    """Rank of the precision of what is named: 5 for a point, 1 for a country."""
    specific: float
    """The same of what is told: somewhere near a town is coarser than the town."""
    quarter: bool
    """The words beside it say that it is a part of a town or a building."""
    told: frozenset[str]
    """Lemmas of the nouns and verbs of its sentence."""
    abroad: bool
    """Not in the country of which the report says most."""


def home_of(places: Sequence[Place]) -> str | None:
    """The country in which most of a report's places lie."""
    count = Counter(place.country for place in places if place.country)
    return min(count, key=lambda code: (-count[code], code)) if count else None


def candidate_of(
    doc: Doc, place: Place, known: set[tuple[float | None, float | None]], home: str | None
) -> Candidate:
    """A place with what its surroundings say of it.

    Args:
        doc: The annotated report.
        place: One of its places.
        known: Latitudes and longitudes of the places that have an entry.
        home: Country of which the report says most (``home_of``).
    """
    token = token_at(doc, place.span[0])
    sentence = sentence_at(doc, token)
    adjective = place.why.startswith("adjective of")
    border = place.name.endswith("border")
    start = doc.tokens[doc.sentences[sentence][0]].start
    told = qualified(doc, place, start)
    lead = doc.report.text[start : place.span[0]]
    beside = _kinds_beside(doc, token, place.span)
    return Candidate(
        place=told,
        named=_specific(place, known),
        specific=_told_rank(told, known, beside, around=_AROUND.search(lead) is not None),
        quarter=any(_QUARTERS & words().kinds[word] for word in beside if word != "area"),
        token=token,
        sentence=sentence,
        role=Role.NONE if adjective else role_of(doc, place.span),
        general=adjective or (place.precision in ("country", "region") and not border),
        told=told_in(doc, sentence),
        abroad=place.country not in (None, home),
    )


def _told_rank(
    place: Place,
    known: set[tuple[float | None, float | None]],
    beside: frozenset[str],
    *,
    around: bool,
) -> float:
    """Rank of what is told: a village is finer than a town, its outskirts are coarser."""
    rank = _specific(place, known)
    if "village" in beside:
        return max(rank, _VILLAGE)
    return min(rank, _SPECIFIC["adm2"]) if around else rank


def _specific(place: Place, known: set[tuple[float | None, float | None]]) -> float:
    """Rank of a place; one that only took the point of the town around it is finer than that."""
    held = place.geonames_id is None and (place.latitude, place.longitude) in known
    held = held and "its own point" not in place.why
    if place.precision is None or (held and place.precision == "town"):
        return _UNKNOWN
    return _SPECIFIC[place.precision]


def _kinds_beside(doc: Doc, token: int, span: Span) -> frozenset[str]:
    """Words for kinds of place beside a name: "X street", "the district of X"."""
    beside = [token_at(doc, span[1])]
    if token > 1 and doc.tokens[token - 1].text.lower() == "of":
        beside.append(token - 2)
    lemmas = (doc.tokens[index].lemma.lower() for index in beside if index < len(doc.tokens))
    return frozenset(lemma for lemma in lemmas if lemma in words().kinds)
