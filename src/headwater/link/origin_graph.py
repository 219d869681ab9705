"""The graph behind an incident: roots merged into distinct sources, with what merged them.

A `Source` is one origin at the maximum. Named bodies merge by identity alone, unnamed mentions
inside one story, own-voice accounts by outlet; text that is a copy brings no source of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from headwater.link.bodies import outlet_key, same_body
from headwater.link.roots import Root, Sort
from headwater.link.selection import RELAYS
from headwater.link.stories import Stories
from headwater.link.unnamed import one_description, relayed, speaks_for, told_apart
from headwater.model import Claim, Reading


@dataclass(slots=True)
class Source:
    """Roots that are one origin at the maximum."""

    sort: Sort
    roots: list[Root] = field(default_factory=list)

    @property
    def first(self) -> Root:
        """The mention that names it: the earliest with the longest name is kept for display."""
        return self.roots[0]

    @property
    def reports(self) -> tuple[str, ...]:
        """Reports that cite it, in order, each once."""
        return tuple(dict.fromkeys(root.report for root in self.roots))

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims that rest on it, in order, each once."""
        return tuple(dict.fromkeys(root.claim for root in self.roots))


@dataclass(frozen=True, slots=True)
class Folded:
    """A root that adds no origin, and why, in words."""

    root: Root
    why: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Distinct sources of an incident, and the copies and relays that add none."""

    sources: tuple[Source, ...]
    folded: tuple[Folded, ...]


def build(
    roots: Sequence[Root],
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    stories: Stories,
) -> Graph:
    """Merge the roots of an incident's claims into distinct sources."""

    @cache  # an incident can have more reports than readings are kept at hand
    def setting(root: Root) -> tuple[bool, str, str | None]:
        report = readings[root.report].report
        return told_apart(root, report) is None, stories.of(root.report), report.outlet

    def one_unnamed(one: Root, other: Root) -> bool:
        (*first, outlet), (*second, other_outlet) = setting(one), setting(other)
        if relayed(one, other, other_outlet) or relayed(other, one, outlet):
            return True
        return first == second and one_description(one, other)

    def unnamed_as(root: Root) -> Hashable:
        return root.name, root.kind, root.relays, setting(root) if relaying else setting(root)[:2]

    def one_named(one: Root, other: Root) -> bool:
        return (
            _same_named(one, other)
            or _part_of_name(one, other, readings)
            or _part_of_name(other, one, readings)
        )

    roots, carried = _relays(_offices(roots), readings)
    named = _merge((r for r in roots if r.sort is Sort.NAMED), one_named)
    relaying = any(root.relays for root in roots if root.sort is Sort.UNNAMED)
    unnamed = _merge((r for r in roots if r.sort is Sort.UNNAMED), one_unnamed, unnamed_as)
    own, folded = _own(roots, claims, stories)
    known = {root.key for source in named for root in source.roots}
    fresh = [source for source in own if source.first.key not in known]
    return Graph((*named, *unnamed, *fresh), (*folded, *carried))


def _offices(roots: Sequence[Root]) -> list[Root]:
    """The roots, an office that a report gives a body it names put under that body."""
    named: dict[str, list[Root]] = defaultdict(list)
    for root in roots:
        if root.sort is Sort.NAMED:
            named[root.report].append(root)
    placed = []
    for root in roots:
        body = None
        if root.sort is Sort.UNNAMED:
            body = next((b for b in named.get(root.report, ()) if speaks_for(root, b)), None)
        placed.append(_under(body, root) if body else root)
    return placed


def _relays(
    roots: Sequence[Root], readings: Mapping[str, Reading]
) -> tuple[list[Root], list[Folded]]:
    """Outlets that are cited for what their own report of the incident ascribes to a source."""
    own: dict[str, str] = {}
    for root in roots:
        outlet = readings[root.report].report.outlet
        if outlet and root.sort is not Sort.OWN:
            own.setdefault(outlet_key(outlet), root.report)
    kept, folded = [], []
    for root in roots:
        partner = own.get(outlet_key(root.name)) if root.kind in RELAYS else None
        if partner is None or partner == root.report or root.sort is not Sort.NAMED:
            kept.append(root)
        else:
            why = (
                f"{root.name}, cited in {root.report}, is the outlet of {partner}, which names "
                "its own source, and adds no origin."
            )
            folded.append(Folded(root, why))
    return kept, folded


def _under(body: Root, office: Root) -> Root:
    """An office's mention as one of its body, which speaks through it."""
    return replace(
        office,
        sort=Sort.NAMED,
        name=body.name,
        kind=body.kind,
        key=body.key,
        via=office.name,
        owner=body.owner,
    )


def _same_named(one: Root, other: Root) -> bool:
    return same_body((one.name, one.kind), (other.name, other.kind)) or one.key == other.key


def _part_of_name(one: Root, other: Root, readings: Mapping[str, Reading]) -> bool:
    """Whether the words that name ``one`` are, where they stand, part of the other's full name."""
    if one.span is None or len(one.name) >= len(other.name) or one.name not in other.name:
        return False
    text = readings[one.report].report.text
    start = max(0, one.span[0] - len(other.name))
    at = text.find(other.name, start, one.span[1] + len(other.name))
    return 0 <= at <= one.span[0] and one.span[1] <= at + len(other.name)


def _itself(root: Root) -> Hashable:
    return root


def _merge(
    roots: Iterable[Root],
    same: Callable[[Root, Root], bool],
    seen_as: Callable[[Root], Hashable] = _itself,
) -> list[Source]:
    """Put each root with the first source of which some root is the same.

    Args:
        roots: In order.
        same: Whether two roots are one source.
        seen_as: All of a root that ``same`` looks at: of equal ones only the first is asked.
    """
    sources: list[Source] = []
    known: list[dict[Hashable, Root]] = []
    for root in roots:
        key = seen_as(root)
        for source, ones in zip(sources, known, strict=True):
            if any(same(one, root) for one in ones.values()):
                source.roots.append(root)
                ones.setdefault(key, root)
                break
        else:
            sources.append(Source(root.sort, [root]))
            known.append({key: root})
    return sources


def _own(
    roots: Sequence[Root], claims: Sequence[Claim], stories: Stories
) -> tuple[list[Source], list[Folded]]:
    """Own-voice accounts by outlet, and those that fold into the text they copy."""
    tolls = {claim.id: best_toll(claim) for claim in claims}
    sourced = {root.report for root in roots if root.sort is not Sort.OWN}
    figures: dict[str, set[int | None]] = {}
    for root in roots:
        figures.setdefault(root.report, set()).add(tolls[root.claim])
    kept, folded = [], []
    for root in roots:
        if root.sort is not Sort.OWN:
            continue
        copied = _copied(root, tolls[root.claim], (sourced, figures), stories)
        if copied is None:
            kept.append(root)
        else:
            folded.append(copied)

    def one_account(one: Root, other: Root) -> bool:
        return one.key == other.key or stories.of(one.report) == stories.of(other.report)

    return _merge(kept, one_account, lambda root: (root.key, stories.of(root.report))), folded


def _copied(
    root: Root,
    toll: int | None,
    known: tuple[set[str], Mapping[str, set[int | None]]],
    stories: Stories,
) -> Folded | None:
    """The sourced report that an own-voice account copies; its own figure makes it its own."""
    sourced, figures = known
    for partner, derivation in stories.partners(root.report, sourced - {root.report}):
        if toll is None or toll in figures[partner]:
            extent = derivation.why.split(",")[0]
            why = (
                f"{root.report} names no source but shares its text with {partner} ({extent}) "
                "and adds no origin."
            )
            return Folded(root, why)
    return None


def best_toll(claim: Claim) -> int | None:
    """Best figure of the dead, else the least."""
    count = claim.event.killed
    if count is None:
        return None
    return count.best if count.best is not None else count.low
