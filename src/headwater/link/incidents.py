"""Claims of many reports into incidents: block, compare, weigh, cluster.

Method: probabilistic record linkage (Fellegi and Sunter 1969) over claims, with average-linkage
clustering under constraints. Distinct claims of one report stay distinct; totals over a period or
several places group among themselves and never with a single happening.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.link.claims import can_happen
from headwater.link.clustering import cluster
from headwater.link.comparisons import DAYS_APART, Pair, compare_time, compare_type
from headwater.link.subjects import Subject, subjects
from headwater.link.weights import Linkage, shipped
from headwater.model import Claim, Derivation, Link, Reading, Span
from headwater.sql import Engine, claim_pairs

REACH = 20
"""Later claims of one blocking key with which a claim is compared."""
PLACE_WINDOW = 12
"""Days within which two claims of one place are compared."""
NAME_WINDOW = 60
"""Days within which two claims that share a rare name are compared."""
STORY_WINDOW = 400
"""The same for the news of two reports: courts take months."""
NAME_KEYS = 16
"""Names, the rarest in the case, that serve as blocking keys of a claim."""
LEAST_KEYS = 2
"""Keys that a claim has however common they are."""
PARTNERS = (40, 240)
"""Claims to which the further keys of a claim may lead together, in a large and a small case."""
PAIRS = 600_000
"""Pairs by which a case is large: what the keys of all claims may lead to together."""
STORY_NAMES = 20
"""Salient names and words of a report from which they are chosen."""

Passages = Mapping[tuple[str, str], tuple[tuple[Span, Span], ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one incident, in order of time, and why each stands here."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    summary: bool


def groups(
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    derived: Sequence[Derivation],
    linkage: Linkage,
    engine: Engine,
) -> tuple[Group, ...]:
    """Incidents as groups of claims; claims about plans and conditions are in none.

    Args:
        claims: All claims.
        readings: Readings by report id.
        derived: Copies and partial copies among the reports.
        linkage: Match weights.
        engine: Where the blocking query runs.
    """
    happened = [claim for claim in claims if can_happen(claim)]
    passages = {(d.a, d.b): d.passages for d in derived}
    made: list[Group] = []
    for summary in (False, True):
        chosen = _in_time([c for c in happened if c.event.summary is summary], readings)
        linker = _Linker(subjects(chosen, readings), passages, linkage)
        made.extend(linker.groups(engine, summary=summary))
    return tuple(made)


def compared_pairs(
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    derived: Sequence[Derivation],
    engine: Engine,
) -> Iterator[Pair]:
    """Every pair of claims that blocking or derivation proposes, side by side, in order.

    This is what weights are fitted on (training/link/linkage.py); `groups` compares the same.
    """
    passages = {(d.a, d.b): d.passages for d in derived}
    linker = _Linker(subjects(_in_time(claims, readings), readings), passages, shipped())
    yield from linker.proposed(engine)


def _in_time(claims: Sequence[Claim], readings: Mapping[str, Reading]) -> list[Claim]:
    def when(claim: Claim) -> tuple[str, str]:
        time = claim.event.time
        start = time.start if time is not None else None
        return (start or readings[claim.report].report.published or "~")[:10], claim.id

    return sorted(claims, key=when)


class _Linker:
    """Compares subjects by number and remembers nothing but what it was given."""

    def __init__(self, items: Sequence[Subject], passages: Passages, linkage: Linkage) -> None:
        self._items = items
        self._passages = passages
        self._linkage = linkage

    def groups(self, engine: Engine, *, summary: bool) -> Iterator[Group]:
        """Clusters of the subjects."""
        edges = [(i, j, self._weight(i, j)) for i, j in self._pairs(engine)]
        reports = [item.report for item in self._items]
        close: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for i, j, weight in edges:
            close[i].append((weight, j))
            close[j].append((weight, i))
        for members in cluster(reports, edges, self._weight, self._apart, self._linkage.merge):
            yield Group(
                tuple(self._items[i].claim for i in members),
                tuple(self._links(members, close)),
                summary,
            )

    def proposed(self, engine: Engine) -> Iterator[Pair]:
        """Pairs that share a blocking key or whose reports share text."""
        return (self._pair(i, j) for i, j in self._pairs(engine))

    def _pairs(self, engine: Engine) -> list[tuple[int, int]]:
        return sorted(self._blocked(engine) | self._by_derivation())

    def _blocked(self, engine: Engine) -> set[tuple[int, int]]:
        columns: dict[str, list[int] | list[str]] = {}
        rows = list(_keys(self._items))
        numbers = {report: n for n, report in enumerate(sorted({i.report for i in self._items}))}
        columns["claim"] = [item.index for item, _, _ in rows]
        columns["report"] = [numbers[item.report] for item, _, _ in rows]
        columns["day"] = [_day(item) for item, _, _ in rows]
        columns["days"] = [window for _, _, window in rows]
        columns["name"] = [name for _, name, _ in rows]
        if not rows:
            return set()
        engine.load("keys", columns)
        return {(int(a or 0), int(b or 0)) for a, b in engine.rows(claim_pairs(REACH))}

    def _by_derivation(self) -> set[tuple[int, int]]:
        """Claims of reports that were made from one another are always compared."""
        by_report: dict[str, list[int]] = defaultdict(list)
        for item in self._items:
            by_report[item.report].append(item.index)
        return {
            (min(i, j), max(i, j))
            for a, b in self._passages
            for i in by_report.get(a, ())
            for j in by_report.get(b, ())
        }

    def _pair(self, i: int, j: int) -> Pair:
        one, other = self._items[i], self._items[j]
        if one.report > other.report:
            one, other = other, one
        return Pair(one, other, self._passages.get((one.report, other.report)))

    def _weight(self, i: int, j: int) -> float:
        return self._linkage.weigh(self._pair(i, j))

    def _apart(self, i: int, j: int) -> bool:
        """Whether two claims of one report are plainly two happenings."""
        one, other = self._items[i], self._items[j]
        if one.report != other.report:
            return False
        if one.claim.event.main and other.claim.event.main:
            return True
        pair = Pair(one, other)
        return compare_type(pair) == "other family" or compare_time(pair) in DAYS_APART

    def _links(
        self, members: Sequence[int], close: Mapping[int, list[tuple[float, int]]]
    ) -> Iterator[Link]:
        """For each claim the strongest link to another claim of its incident."""
        inside = set(members)
        chosen = set()
        for i in members:
            options = [(weight, j) for weight, j in close.get(i, ()) if j in inside]
            if options:
                j = max(options, key=lambda option: (option[0], -option[1]))[1]
                chosen.add((min(i, j), max(i, j)))
        for i, j in sorted(chosen):
            yield self._linkage.explain(self._pair(i, j))


def _day(item: Subject) -> int:
    """The day by which blocking windows are measured; 0 when unknown, which any window admits."""
    if item.days is not None:
        return item.days[0]
    return item.published or 0


def _keys(items: Sequence[Subject]) -> Iterator[tuple[Subject, str, int]]:
    """(subject, blocking key, window in days); names by how rare they are in this very case."""
    offered = [list(dict.fromkeys(_names(item))) for item in items]
    counts = Counter(name for names in offered for name, _ in names)
    budget = min(max(PAIRS // max(1, len(items)), PARTNERS[0]), PARTNERS[1])
    for item, names in zip(items, offered, strict=True):
        yield from _place_keys(item)
        telling = [name for name in names if counts[name[0]] > 1]
        telling.sort(key=lambda name: (counts[name[0]], name))
        partners = 0
        for place, (name, window) in enumerate(telling[:NAME_KEYS]):
            partners += min(counts[name], REACH)
            if place >= LEAST_KEYS and partners > budget:
                break
            yield item, name, window


def _place_keys(item: Subject) -> Iterator[tuple[Subject, str, int]]:
    """Keys by place; by type and day where no place narrower than a province is known."""
    place = item.place
    if place is not None and place.geonames_id is not None:
        yield item, f"p:{place.geonames_id}:{item.family}", PLACE_WINDOW
    for word in sorted(item.place_words):
        yield item, f"w:{word}", PLACE_WINDOW
    if item.family is not None and _day(item):
        yield item, f"t:{item.family}:{_day(item)}", 1


def _names(item: Subject) -> Iterator[tuple[str, int]]:
    """Names that may serve as keys, with their windows."""
    if item.claim.event.main:
        for name in list(item.story_names)[:STORY_NAMES]:
            yield f"n:{name}", STORY_WINDOW
        for word in list(item.story)[:STORY_NAMES]:
            yield f"s:{word}", NAME_WINDOW
    for name in list(item.names)[:STORY_NAMES]:
        yield f"n:{name}", STORY_WINDOW if item.claim.event.main else NAME_WINDOW
