"""Reports of one incident that name another's outlet, or that retell one agency's story.

A story that is rewritten throughout shares too little text to be found by its words alone
(`derivations`); the credit and the likeness of the whole tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from headwater.link.alignment import align
from headwater.link.bodies import outlet_key
from headwater.link.days import day_number
from headwater.link.direction import direction
from headwater.link.vectors import cosine, vector
from headwater.link.words import inner, wordings, words
from headwater.model import Claim, Derivation, DerivationKind, Direction, Hop, Reading, Report

RETOLD = 0.45
"""Cosine of two texts that carry one agency's story in words of their own."""
RETOLD_RUN = 4
"""Equal words of a passage that a rewritten story keeps."""
CARRIERS = 12
"""Reports of one incident under one agency that are compared with one another."""


def citations(
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    known: AbstractSet[tuple[str, str]],
) -> tuple[Derivation, ...]:
    """Citations and retellings among the reports of one incident.

    A report cites the latest earlier report (or one of the same day) of the outlet that it names.
    Two reports whose news the incident is retell one story when one credits the other's outlet for
    its text, or both credit one agency, and their texts are alike.

    Args:
        claims: Claims of one incident.
        readings: Readings by report id.
        known: Pairs of report ids that already share text; they need no citation.
    """
    outlets: dict[str, list[str]] = {}
    for report in dict.fromkeys(claim.report for claim in claims):
        if outlet := readings[report].report.outlet:
            outlets.setdefault(outlet_key(outlet), []).append(report)
    found = {(told.a, told.b): told for told in _retellings(claims, readings, known)}
    for claim in claims:
        for hop in _hops(claim):
            cited = _latest(outlets.get(outlet_key(hop.name), ()), claim.report, readings)
            if cited is not None:
                citation = _citation(cited, claim.report, hop, readings)
                if (citation.a, citation.b) not in known:
                    found.setdefault((citation.a, citation.b), citation)
    return tuple(found[pair] for pair in sorted(found))


def _retellings(
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    known: AbstractSet[tuple[str, str]],
) -> Iterator[Derivation]:
    """Pairs of reports that carry one agency's story, one of them or both in their own words."""
    carriers: dict[str, list[str]] = {}
    credited: set[tuple[str, str]] = set()
    for report in dict.fromkeys(claim.report for claim in claims if claim.event.main):
        for agency, credit in _agencies(readings[report].report).items():
            carriers.setdefault(agency, []).append(report)
            if credit:
                credited.add((agency, report))
    told: set[tuple[str, str]] = set()  # ``known`` holds the pairs of a whole case: no copy of it
    for agency, reports in carriers.items():
        chosen = sorted(reports[:CARRIERS])
        texts = {one: vector(wordings(readings[one].report.text)) for one in chosen}
        for index, one in enumerate(chosen):
            for other in chosen[index + 1 :]:
                if (one, other) in known or (one, other) in told:
                    continue
                if not {(agency, one), (agency, other)} & credited:
                    continue
                if cosine(texts[one], texts[other]) < RETOLD:
                    continue
                told.add((one, other))
                yield _retelling(readings[one].report, readings[other].report)


def _agencies(report: Report) -> dict[str, bool]:
    """Keys of those whose story a report may carry, and whether it credits them or is theirs."""
    keys = {outlet_key(report.outlet): False} if report.outlet else {}
    return keys | {outlet_key(credit.name): True for credit in report.credits}


def _retelling(one: Report, other: Report) -> Derivation:
    left, right = words(one.text, one.furniture), words(other.text, other.furniture)
    passages = tuple(
        (left.span(p.a0, p.a1), right.span(p.b0, p.b1)) for p in align(left, right, RETOLD_RUN)
    )
    way, reason = direction(one, other, 0.0)
    why = f"{one.id} and {other.id} tell one agency's story in words of their own; {reason}"
    return Derivation(one.id, other.id, DerivationKind.PARTIAL, way, passages, why)


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
        f'{citing} names "{inner(words)}", the outlet of {cited}, as its source',
    )
