"""Reports that name another report's outlet as the source of the same incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from headwater.link.bodies import outlet_key
from headwater.link.days import day_number
from headwater.model import Claim, Derivation, DerivationKind, Direction, Hop, Reading


def citations(
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    known: AbstractSet[tuple[str, str]],
) -> tuple[Derivation, ...]:
    """Citations among the reports of one incident.

    A report cites the latest earlier report (or one of the same day) of the outlet that it names.

    Args:
        claims: Claims of one incident.
        readings: Readings by report id.
        known: Pairs of report ids that already share text; they need no citation.
    """
    outlets: dict[str, list[str]] = {}
    for report in dict.fromkeys(claim.report for claim in claims):
        if outlet := readings[report].report.outlet:
            outlets.setdefault(outlet_key(outlet), []).append(report)
    found: dict[tuple[str, str], Derivation] = {}
    for claim in claims:
        for hop in _hops(claim):
            cited = _latest(outlets.get(outlet_key(hop.name), ()), claim.report, readings)
            if cited is not None:
                citation = _citation(cited, claim.report, hop, readings)
                if (citation.a, citation.b) not in known:
                    found.setdefault((citation.a, citation.b), citation)
    return tuple(found[pair] for pair in sorted(found))


def _hops(claim: Claim) -> Iterator[Hop]:
    for chain in claim.event.chains:
        for hop in chain:
            if hop.named:
                yield hop


def _latest(reports: Iterable[str], citing: str, readings: Mapping[str, Reading]) -> str | None:
    """The last of an outlet's reports that was out when the citing one appeared."""
    day = day_number(readings[citing].report.published)
    options = []
    for report in reports:
        other = day_number(readings[report].report.published)
        if report != citing and (day is None or other is None or other <= day):
            options.append((other or 0, report))
    return max(options)[1] if options else None


def _citation(cited: str, citing: str, hop: Hop, readings: Mapping[str, Reading]) -> Derivation:
    first, second = sorted((cited, citing))
    words = hop.name
    if hop.span is not None:
        words = readings[citing].report.text[hop.span[0] : hop.span[1]]
    return Derivation(
        first,
        second,
        DerivationKind.CITES,
        Direction.A_TO_B if first == cited else Direction.B_TO_A,
        (),
        f'{citing} names "{words}", the outlet of {cited}, as its source',
    )
