"""From a claim's chains to roots: who is cited with knowledge of its own of what happened.

A chain runs from the report outwards. Agencies, newspapers and broadcasters relay; bodies and
people know. Where a body's own source is unnamed ("a network of sources"), the body is the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from headwater.actors import lookup
from headwater.link.bodies import (
    adjective,
    body_key,
    government,
    government_of,
    government_of_country,
    part_of,
)
from headwater.link.lexicon import lexicon
from headwater.link.scene import at_the_scene
from headwater.link.selection import RELAYS, counting_chains
from headwater.model import Chain, Claim, Factuality, Hop, Reading, SourceKind, Span

_TEXT_CREDITS = frozenset(("credit", "byline", "dateline", "foot", "head"))
"""Reasons of hops that credit a text as a whole."""


class Sort(Enum):
    """What a root is for the count."""

    NAMED = "named"
    UNNAMED = "unnamed"
    OWN = "own voice"
    """The outlet, or the agency whose text it carries, names no source."""


@dataclass(frozen=True, slots=True)
class Root:
    """The end of one chain of one claim."""

    claim: str
    report: str
    sort: Sort
    name: str
    kind: SourceKind
    key: str
    """Identity: equal keys of named roots are one body."""
    span: Span | None
    via: str | None
    relays: tuple[str, ...]
    main: bool
    """Whether the chain is the claim's main one, which gives its figure."""
    owner: str | None = None
    """Body whose channel this is."""

    @property
    def named(self) -> bool:
        """Whether the text names who it is."""
        return self.sort is Sort.NAMED


def roots_of(claim: Claim, reading: Reading) -> tuple[Root, ...]:
    """Roots of a claim, main chain first; none for a claim that is denied."""
    if claim.event.factuality is Factuality.DENIED:
        return ()
    return tuple(_roots(claim, reading))


def _roots(claim: Claim, reading: Reading) -> Iterator[Root]:
    for chain, main in counting_chains(claim, reading):
        yield _root(claim, reading, chain, main=main)


def _root(claim: Claim, reading: Reading, chain: Chain, *, main: bool) -> Root:
    position = _position(chain, reading)
    if position is None:
        return _own(claim, reading, chain, main=main)
    hop = chain[position]
    plural = None if hop.named else _plural_government(hop)
    named = hop.named or plural is not None
    body = spoken_for(hop, reading)
    kind = SourceKind.OFFICIAL if body else hop.kind
    name = body or (adjective(hop.name) if hop.named else hop.name)
    return Root(
        claim=claim.id,
        report=claim.report,
        sort=Sort.NAMED if named else Sort.UNNAMED,
        name=name,
        kind=kind,
        key=plural or (body_key(body or hop.name, kind) if named else hop.name),
        span=hop.span,
        via=hop.name if body else hop.via,
        relays=tuple(relay.name for relay in chain[:position]),
        main=main,
        owner=part_of(hop.name) if hop.named else None,
    )


def _position(chain: Chain, reading: Reading) -> int | None:
    """Which hop is the root; ``None`` when the chain only credits a text or is empty."""
    if not chain:
        return None
    last = len(chain) - 1
    if last == 0 and chain[0].kind in RELAYS and chain[0].why in _TEXT_CREDITS:
        return None
    if last == 0 and chain[0].kind is SourceKind.AGENCY and not _witnesses(chain[0], reading):
        return None
    knower = last
    while knower > 0 and not chain[knower].named:
        knower -= 1
    return knower if _knows(chain[knower]) else last


def _witnesses(hop: Hop, reading: Reading) -> bool:
    """An agency knows what its own people saw; "agencies" are nobody's people."""
    return hop.named and (at_the_scene(hop, reading) or part_of(hop.name) is not None)


def _knows(hop: Hop) -> bool:
    """Whether a hop has knowledge of its own, so that its unnamed source is its network."""
    return hop.named and hop.kind not in RELAYS


def spoken_for(hop: Hop, reading: Reading) -> str | None:
    """The government or ministry for which the named holder of an office speaks, as its voice.

    The office stands in the name ("the French ambassador") or, a minister's, beside it.
    """
    if not hop.named or hop.via is not None or lookup(hop.name) is not None:
        return None
    known = government(hop.name) if hop.kind is SourceKind.OFFICIAL else None
    return known.name if known is not None else _ministry(hop, reading)


NEXT = 40
"""Characters beside a name within which its office stands."""


@cache
def _offices() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A minister's office before his name, and behind it, with the country if that is told."""
    ministries = "|".join(lexicon().ministries)
    minister = rf"(?:(?P<whose>[^\W\d][\w-]*)(?:['’]s)?\s+)?(?P<of>{ministries}) minister"
    return (
        re.compile(rf"\b{minister}\s+$", re.IGNORECASE),
        re.compile(rf",?\s+(?:the\s+)?{minister}\b", re.IGNORECASE),
    )


def _ministry(hop: Hop, reading: Reading) -> str | None:
    if hop.span is None:
        return None
    text, (start, end) = reading.report.text, hop.span
    before, after = _offices()
    found = before.search(text[max(0, start - NEXT) : start]) or after.match(text[end : end + NEXT])
    if not found:
        return None
    ministry = f"{found['of'].lower()} ministry"
    country = government_of_country(found["whose"] or "")
    return f"{country.name.partition(' ')[0]} {ministry}" if country else ministry


def _plural_government(hop: Hop) -> str | None:
    """Officials of a named country speak for its government; "an official" does not."""
    words = hop.name.casefold().split()
    if hop.kind is SourceKind.OFFICIAL and words and words[-1] in ("officials", "authorities"):
        return government_of(hop.name)
    return None


def _own(claim: Claim, reading: Reading, chain: Chain, *, main: bool) -> Root:
    """The report's own voice, or that of the agency whose text it carries."""
    report = reading.report
    if chain and chain[0].named:
        name, kind = chain[0].name, chain[0].kind
    else:
        name, kind = report.outlet or report.id, SourceKind.OUTLET
    span = chain[0].span if chain else claim.event.evidence[0]
    key = body_key(name, kind)
    return Root(claim.id, report.id, Sort.OWN, name, kind, key, span, None, (), main)
