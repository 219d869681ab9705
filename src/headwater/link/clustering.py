"""Average-linkage clustering with pairs that must stay apart.

Two clusters merge when the mean weight between them is above a threshold; every merge weighs the
pairs that blocking never proposed, so that one wrong link cannot glue two happenings together, as
it would with connected components.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

CHECKED = 12
"""Unseen pairs that are weighed before two clusters merge."""


@dataclass(frozen=True, slots=True)
class Member:
    """One item to cluster."""

    report: str
    trust: float = 1.0
    """What its weights count in a mean."""


@dataclass(slots=True)
class _State:
    items: Sequence[Member]
    members: dict[int, list[int]]
    reports: dict[int, dict[str, list[int]]]
    """Members of each cluster by report."""
    apart: Callable[[int, int], bool]
    sums: dict[int, dict[int, list[float]]] = field(default_factory=lambda: defaultdict(dict))
    """[sum of trusted weights, sum of trust, how many pairs] between two clusters."""
    heap: list[tuple[float, int, int]] = field(default_factory=list)


def cluster(
    items: Sequence[Member],
    edges: Iterable[tuple[int, int, float]],
    weigh: Callable[[int, int], float],
    apart: Callable[[int, int], bool],
    threshold: float,
) -> list[list[int]]:
    """Group items 0 .. len(items)-1.

    Args:
        items: The items.
        edges: (i, j, weight) of the proposed pairs, i < j; ``weigh`` is asked for all others.
        weigh: Weight of any pair.
        apart: Whether two items of one report may never be in one group.
        threshold: Mean weight that a merge must exceed.

    Returns: clusters as sorted lists, ordered by their first item.
    """
    members = {i: [i] for i in range(len(items))}
    reports = {i: {item.report: [i]} for i, item in enumerate(items)}
    state = _State(items, members, reports, apart)
    for i, j, weight in edges:
        if not _barred(state, i, j):
            trust = items[i].trust * items[j].trust
            state.sums[i][j] = state.sums[j][i] = [weight * trust, trust, 1]
            if weight > threshold:
                state.heap.append((-weight, i, j))
    heapq.heapify(state.heap)
    fresh = len(items)
    while state.heap:
        key, i, j = heapq.heappop(state.heap)
        if i not in state.members or j not in state.members:
            continue
        mean = _checked_mean(state, i, j, weigh)
        if mean <= threshold:
            continue
        if mean < -key:
            heapq.heappush(state.heap, (-mean, i, j))
            continue
        _merge(state, i, j, fresh, threshold)
        fresh += 1
    return sorted(sorted(group) for group in state.members.values())


def _barred(state: _State, i: int, j: int) -> bool:
    """Whether two clusters hold items of one report that must stay apart."""
    left, right = state.reports[i], state.reports[j]
    if len(left) > len(right):
        left, right = right, left
    return any(
        state.apart(min(a, b), max(a, b))
        for report, items in left.items()
        if report in right
        for a in items
        for b in right[report]
    )


def _checked_mean(state: _State, i: int, j: int, weigh: Callable[[int, int], float]) -> float:
    """Mean weight between two clusters after weighing pairs that are still missing."""
    entry = state.sums[i][j]
    wanted = min(CHECKED, len(state.members[i]) * len(state.members[j]))
    if entry[2] < wanted:
        pairs = [(a, b) for a in sorted(state.members[i]) for b in sorted(state.members[j])]
        sample = pairs[:: max(1, len(pairs) // CHECKED)][:CHECKED]
        trusts = [state.items[a].trust * state.items[b].trust for a, b in sample]
        weights = [weigh(min(pair), max(pair)) for pair in sample]
        share = wanted / len(sample)
        entry[0] = share * sum(t * weight for t, weight in zip(trusts, weights, strict=True))
        entry[1], entry[2] = share * sum(trusts), wanted
    return entry[0] / entry[1]


def _merge(state: _State, i: int, j: int, fresh: int, threshold: float) -> None:
    state.members[fresh] = state.members.pop(i) + state.members.pop(j)
    merged = state.reports.pop(i)
    for report, items in state.reports.pop(j).items():
        merged[report] = [*merged.get(report, ()), *items]
    state.reports[fresh] = merged
    left, right = state.sums.pop(i), state.sums.pop(j)
    left.pop(j, None)
    right.pop(i, None)
    for other in sorted(left.keys() | right.keys()):
        state.sums[other].pop(i, None)
        state.sums[other].pop(j, None)
        if other not in state.members or _barred(state, fresh, other):
            continue
        parts = [side[other] for side in (left, right) if other in side]
        entry = [sum(values) for values in zip(*parts, strict=True)]
        state.sums[fresh][other] = state.sums[other][fresh] = entry
        if entry[0] / entry[1] > threshold:
            heapq.heappush(state.heap, (-entry[0] / entry[1], min(fresh, other), max(fresh, other)))
