"""How many independent origins stand behind an incident, at least and at most, and why.

The rules are those of docs/codebook.md. The count speaks of reporting, never of truth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from headwater.link.origin_graph import Graph, Source, build
from headwater.link.origin_words import explain, reason
from headwater.link.roots import Root, Sort, roots_of
from headwater.link.stories import Stories
from headwater.link.unnamed import set_apart
from headwater.model import Claim, FieldOrigins, Origin, Reading, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A source in its group: sources of one group are one origin at the minimum."""

    source: Source
    group: int
    apart: tuple[str, Span] | None = None
    """Why the text sets an unnamed source apart, and the words that do."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The origins of an incident."""

    origins: tuple[Origin, ...]
    least: int
    most: int
    why: str


def count(claims: Sequence[Claim], readings: Mapping[str, Reading], stories: Stories) -> Counted:
    """Count the origins behind the claims of one incident.

    Args:
        claims: The incident's claims, in order of time.
        readings: Readings by report id.
        stories: Which reports carry one story.
    """
    told = telling(claims)
    roots = [root for claim in told for root in roots_of(claim, readings[claim.report])]
    graph = build(roots, told, readings, stories)
    placed = place(graph, readings)
    least = len({item.group for item in placed})
    origins = tuple(_origin(item, placed, readings) for item in placed)
    why = explain(placed, graph.folded, readings)
    return Counted(origins, least, len(placed), why)


def telling(claims: Sequence[Claim]) -> list[Claim]:
    """The claims on whose words an incident rests: where it is a report's news, that alone.

    What the same report mentions further down may be another happening that was taken for this.
    """
    news = {claim.report for claim in claims if claim.event.main}
    return [claim for claim in claims if claim.event.main or claim.report not in news]


def place(graph: Graph, readings: Mapping[str, Reading]) -> tuple[Placed, ...]:
    """Group sources for the minimum: named ones alone, unnamed ones into a named one or apart."""
    named = [source for source in graph.sources if source.sort is Sort.NAMED]
    named_roots = [root for source in named for root in source.roots]
    placed: list[Placed] = []
    group_of: dict[str, int] = {}
    for source in named:
        owner = next((root.owner for root in source.roots if root.owner in group_of), None)
        group = group_of[owner] if owner else max(group_of.values(), default=0) + 1
        for root in source.roots:
            group_of.setdefault(root.key, group)
        placed.append(Placed(source, group))
    fresh = max((item.group for item in placed), default=0)
    for source in graph.sources:
        if source.sort is Sort.NAMED:
            continue
        apart = _apart(source, named_roots, placed, readings)
        if apart is not None or not placed:
            fresh += 1
            placed.append(Placed(source, fresh, apart))
        else:
            placed.append(Placed(source, _fold(source, placed)))
    return tuple(placed)


def _apart(
    source: Source,
    named: Sequence[Root],
    placed: Sequence[Placed],
    readings: Mapping[str, Reading],
) -> tuple[str, Span] | None:
    """Why an unnamed source counts for itself even at the minimum."""
    if source.sort is not Sort.UNNAMED:
        return None
    others = [*named, *(r for p in placed if p.source.sort is Sort.UNNAMED for r in p.source.roots)]
    beside: dict[str, list[Root]] = defaultdict(list)
    for other in others:
        beside[other.report].append(other)
    for root in source.roots:
        near = beside.get(root.report, ())
        found = set_apart(root, (near, others), readings[root.report].report)
        if found is not None:
            return found
    return None


def _fold(source: Source, placed: Sequence[Placed]) -> int:
    """The group into which an unnamed source or own voice folds: one that its reports cite."""
    reports = set(source.reports)
    for item in placed:
        if reports & set(item.source.reports):
            return item.group
    return placed[0].group


def _origin(item: Placed, placed: Sequence[Placed], readings: Mapping[str, Reading]) -> Origin:
    source = item.source
    root = _display(source)
    outlets = dict.fromkeys(
        outlet for report in source.reports if (outlet := readings[report].report.outlet)
    )
    return Origin(
        name=root.name,
        kind=root.kind,
        named=root.named,
        reports=source.reports,
        claims=source.claims,
        outlets=tuple(outlets),
        group=item.group,
        spans=tuple((r.report, r.span) for r in source.roots if r.span is not None),
        why=reason(item, placed, readings),
    )


def _display(source: Source) -> Root:
    """The root whose wording stands for the source: the name that most mentions use."""
    uses = Counter(root.name for root in source.roots)  # in the order of their first mention
    most = max(uses.values())
    name = next(name for name, count in uses.items() if count == most)
    return next(root for root in source.roots if root.name == name)


FIELDS: Mapping[str, Callable[[Claim], bool]] = {
    "place": lambda claim: claim.event.place is not None,
    "toll": lambda claim: claim.event.killed is not None,
    "actor": lambda claim: bool(claim.event.actors),
}


def count_fields(
    claims: Sequence[Claim], readings: Mapping[str, Reading], stories: Stories
) -> tuple[FieldOrigins, ...]:
    """Origins of each field alone: those of the main chains of the claims that state it."""
    found = []
    for field, states in FIELDS.items():
        stating = [claim for claim in claims if states(claim)]
        if not stating:
            continue
        roots = [
            root
            for claim in stating
            for root in roots_of(claim, readings[claim.report])
            if root.main
        ]
        graph = build(roots, stating, readings, stories)
        placed = place(graph, readings)
        least = len({item.group for item in placed})
        why = explain(placed, graph.folded, readings)
        found.append(FieldOrigins(field, least, len(placed), why))
    return tuple(found)
