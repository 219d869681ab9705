"""An incident built anew from claims that a reviewer put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from headwater.link.assemble import incident
from headwater.link.linker import Group
from headwater.link.stories import Stories
from headwater.model import Claim, Derivation, Incident, Link, Reading


def regroup(
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    derived: Iterable[Derivation],
    links: Sequence[Link] = (),
    *,
    summary: bool = False,
) -> Incident:
    """The incident that these claims make up, its origins counted anew.

    Args:
        claims: At least one claim, in any order.
        readings: Readings of the claims' reports, by id.
        derived: All derivations of the case.
        links: Why the claims stand together; links to other claims are left out.
        summary: Whether the claims are totals.
    """
    inside = {claim.id for claim in claims}
    kept = tuple(link for link in links if link.a in inside and link.b in inside)
    ordered = tuple(sorted(claims, key=lambda claim: claim.id))
    return incident(Group(ordered, kept, summary), readings, Stories(derived))
