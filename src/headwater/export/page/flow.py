"""From an incident's chains to a flow of claims: origins, relays, reports, and who passes to whom.

The origin diagram and its text alternative are both drawn from this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.export import wording
from headwater.export.view import CaseView
from headwater.model import (
    Chain,
    Claim,
    Derivation,
    DerivationKind,
    Direction,
    Factuality,
    Hop,
    Incident,
    Origin,
    Report,
)


@dataclass(frozen=True, slots=True)
class Relay:
    """Who passed a claim on between origin and report; ``depth`` 0 is nearest the report."""

    hop: Hop
    report: str
    depth: int


@dataclass(frozen=True, slots=True)
class Pile:
    """A report with those made from it: they carry its words and count once."""

    report: Report
    copies: tuple[Report, ...] = ()


@dataclass(slots=True)
class Edge:
    """Claims on their way from one node to the next; nodes are keys of ``Flow``."""

    origin: int
    start: str
    end: str
    claims: list[Claim] = field(default_factory=list)
    main: list[Claim] = field(default_factory=list)
    """The claims whose main chain passes here: it gives their fields (place, toll, who)."""

    @property
    def reports(self) -> list[str]:
        """Reports whose claims pass here, each once."""
        return list(dict.fromkeys(claim.report for claim in self.claims))

    @property
    def denied(self) -> bool:
        """Whether what passes here is a denial."""
        return all(claim.event.factuality is Factuality.DENIED for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Flow:
    """The nodes and edges of one incident."""

    origins: tuple[Origin, ...]
    relays: Mapping[str, Relay]
    piles: Mapping[str, Pile]
    edges: tuple[Edge, ...]
    apart: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    """Claims that rest on no counted origin, such as denials, by the key of their report."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Text of each report."""

    @property
    def copies(self) -> int:
        """Reports that lie in a pile behind another."""
        return sum(len(pile.copies) for pile in self.piles.values())

    def words(self, edge: Edge) -> str:
        """The words that state the first claim of an edge, as its report has them."""
        claim = (edge.main or edge.claims)[0]
        text = self.texts.get(claim.report)
        return "" if text is None else wording.quoted(text, claim.event.evidence)

    def touching(self, key: str) -> list[Edge]:
        """The edges that begin or end at a node."""
        return [edge for edge in self.edges if key in {edge.start, edge.end}]


def flow(
    incident: Incident,
    case: CaseView,
    derivations: Sequence[Derivation],
    *,
    folded: bool = True,
) -> Flow:
    """The flow of an incident's claims.

    Args:
        incident: the incident.
        case: its case.
        derivations: those between the incident's reports.
        folded: lay copies behind the report that they come from.
    """
    reports = {report_id: case.report(report_id) for report_id in incident.reports}
    owner = owners(reports, derivations) if folded else {}
    piles = {
        _report_key(report_id): Pile(
            report, tuple(reports[one] for one in reports if owner.get(one) == report_id)
        )
        for report_id, report in reports.items()
        if report_id not in owner
    }
    passed_on: dict[str, Relay] = {}
    edges: dict[tuple[int, str, str], Edge] = {}
    apart: dict[str, list[Claim]] = {}
    for claim_id in incident.claims:
        claim = case.claim(claim_id)
        end = _report_key(owner.get(claim.report, claim.report))
        if not any(claim.id in origin.claims for origin in incident.origins):
            apart.setdefault(end, []).append(claim)
        for position, chain in enumerate(claim.event.chains or ((),)):
            for number in _origins_of(claim, chain, incident.origins):
                between = relays(chain, incident.origins[number].name)
                for start, stop in _steps(between, number, claim.report, end, passed_on):
                    edge = edges.setdefault((number, start, stop), Edge(number, start, stop))
                    edge.claims.append(claim)
                    edge.main += [claim] if position == 0 else []
    beside = {key: tuple(claims) for key, claims in apart.items()}
    texts = {report_id: report.text for report_id, report in reports.items()}
    return Flow(incident.origins, passed_on, piles, tuple(edges.values()), beside, texts)


def owners(reports: Mapping[str, Report], derivations: Sequence[Derivation]) -> dict[str, str]:
    """For each report that is a copy, the report at the bottom of its pile."""
    above: dict[str, str] = {}
    for one in derivations:
        if one.kind is DerivationKind.CITES or one.a not in reports or one.b not in reports:
            continue
        later, earlier = (one.a, one.b) if _a_is_later(one, reports) else (one.b, one.a)
        above.setdefault(later, earlier)
    return {report_id: bottom for report_id in above if (bottom := _bottom(report_id, above))}


def root_name(origin: Origin) -> str:
    """Key under which a hop of a chain finds its origin."""
    return _folded(origin.name)


def relays(chain: Chain, name: str) -> Chain:
    """The hops between a report and an origin, nearest first.

    Where a body's own source is unnamed the body is the origin, and not the end of its chain.
    """
    wanted = _folded(name)
    ends = [depth for depth, hop in enumerate(chain) if _folded(hop.name) == wanted]
    return chain[: ends[-1]] if ends else chain[:-1]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _bottom(report_id: str, above: Mapping[str, str]) -> str | None:
    """The first report of a line of copies; None for a report that a loop leads back to."""
    seen = [report_id]
    while (nearer := above.get(seen[-1])) is not None:
        if nearer in seen:
            loop = min(seen[seen.index(nearer) :])
            return None if loop == report_id else loop
        seen.append(nearer)
    return seen[-1]


def _a_is_later(one: Derivation, reports: Mapping[str, Report]) -> bool:
    if one.direction is not Direction.UNKNOWN:
        return one.direction is Direction.B_TO_A
    return (reports[one.a].published or "", one.a) > (reports[one.b].published or "", one.b)


def _origins_of(claim: Claim, chain: Chain, origins: Sequence[Origin]) -> list[int]:
    """The origins that a claim's chain leads to: by the root's name, else any of the claim's."""
    of_claim = [number for number, one in enumerate(origins) if claim.id in one.claims]
    if not chain:
        own = [number for number in of_claim if str(origins[number].kind) == "outlet"]
        return own or of_claim[:1]
    for hop in reversed(chain):
        named = [number for number in of_claim if root_name(origins[number]) == _folded(hop.name)]
        if named:
            return named[:1]
    by_span = [
        number
        for number in of_claim
        if chain[-1].span is not None and (claim.report, chain[-1].span) in origins[number].spans
    ]
    return (by_span or of_claim)[:1]


def _steps(
    between: Chain, number: int, report: str, end: str, passed_on: dict[str, Relay]
) -> Iterator[tuple[str, str]]:
    """The edges of one chain, from its origin through the relays between to the report."""
    at = f"o{number}"
    for depth, hop in reversed(list(enumerate(between))):
        key = f"n:{hop.name.casefold()}" if hop.named else f"u:{report}:{hop.name.casefold()}"
        known = passed_on.get(key)
        if known is None or known.depth < depth:
            passed_on[key] = Relay(hop, report, depth)
        if key != at:
            yield at, key
            at = key
    yield at, end


def _report_key(report_id: str) -> str:
    return f"r:{report_id}"
