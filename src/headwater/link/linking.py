"""The link station as a whole: readings in, claims, derivations and incidents out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headwater.link.assemble import incident
from headwater.link.citing import citations
from headwater.link.claims import claims_of, in_order
from headwater.link.derivations import derivations
from headwater.link.incidents import Group, groups
from headwater.link.stories import Stories
from headwater.link.weights import shipped
from headwater.model import Claim, Derivation, Incident, Reading
from headwater.sql import DuckEngine


@dataclass(frozen=True, slots=True)
class Linked:
    """What the reports of a case say together. Every tuple is in an order of its own content."""

    claims: tuple[Claim, ...]
    derivations: tuple[Derivation, ...]
    incidents: tuple[Incident, ...]


def link(readings: Sequence[Reading]) -> Linked:
    """Find what was made from what, what speaks of one happening, and on whose word it rests.

    The result depends on the set of readings alone, not on their order. A total over a period or
    several places is kept as an incident of its own sort (`Incident.summary`).
    """
    ordered = in_order(readings)
    by_id = {reading.report.id: reading for reading in ordered}
    claims = claims_of(ordered)
    with DuckEngine() as engine:
        derived = derivations(ordered, engine)
        found = groups(claims, by_id, derived, shipped(), engine)
    stories = Stories(derived)
    incidents = tuple(sorted((incident(group, by_id, stories) for group in found), key=_when))
    return Linked(claims, _with_citations(derived, found, by_id), incidents)


def _when(item: Incident) -> tuple[str, str]:
    start = item.time.start if item.time is not None else None
    return start or "~", item.id


def _with_citations(
    derived: Sequence[Derivation], found: Sequence[Group], by_id: Mapping[str, Reading]
) -> tuple[Derivation, ...]:
    pairs = {(derivation.a, derivation.b): derivation for derivation in derived}
    for group in found:
        for citation in citations(group.claims, by_id, pairs.keys()):
            pairs.setdefault((citation.a, citation.b), citation)
    return tuple(pairs[pair] for pair in sorted(pairs))
