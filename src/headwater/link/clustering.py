"""Average-linkage clustering with pairs that must stay apart.

Two clusters merge when the mean weight between them is above a threshold; every merge weighs the
pairs that blocking never proposed, so that one wrong link cannot glue two happenings together, as
it would with connected components.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.link.between import Between

CHECKED = 12
"""Unseen pairs that are weighed before two clusters merge."""


@dataclass(frozen=True, slots=True)
class Member:
    """One item to cluster."""

    report: str
    trust: float = 1.0
    """What its weights count in a mean."""


def cluster(
    items: Sequence[Member],
    edges: NDArray[np.void],
    weigh: Callable[[int, int], float],
    apart: Callable[[int, int], bool],
    threshold: float,
) -> list[list[int]]:
    """Group items 0 .. len(items)-1.

    Args:
        items: The items.
        edges: The proposed pairs (`edges.EDGE`), each once, i < j; ``weigh`` is asked for all
            others.
        weigh: Weight of any pair.
        apart: Whether two items of one report may never be in one group.
        threshold: Mean weight that a merge must exceed.

    Returns: clusters as sorted lists, ordered by their first item.
    """
    state = _Clusters(items, apart)
    trust = np.array([item.trust for item in items])
    between = Between(_allowed(edges, state), trust, len(items), threshold)
    while (best := between.best(state.alive)) is not None:
        key, i, j, row = best
        mean = _checked_mean(state, between, (i, j, row), weigh)
        if mean <= threshold:
            continue
        if mean < -key:
            between.again(mean, i, j, row)
            continue
        fresh = state.merge(i, j)
        between.merge(i, j, fresh, state.barred)
    return state.groups()


class _Clusters:
    """Which items stand together; a cluster of one has the number of its item."""

    def __init__(self, items: Sequence[Member], apart: Callable[[int, int], bool]) -> None:
        names: dict[str, int] = {}
        self.reports = [names.setdefault(item.report, len(names)) for item in items]
        """The number of each item's report."""
        self.trusts = [item.trust for item in items]
        self._apart = apart
        self._alone = bytearray(b"\1") * len(items)
        self._merged: dict[int, list[int]] = {}
        self._by_report: dict[int, dict[int, list[int]]] = {}
        self._fresh = len(items)

    def alive(self, one: int) -> bool:
        """Whether a cluster has not been merged into another."""
        return bool(self._alone[one]) if one < len(self._alone) else one in self._merged

    def members(self, one: int) -> list[int]:
        """The items of a cluster, sorted."""
        return [one] if one < len(self._alone) else self._merged[one]

    def _reports_of(self, one: int) -> dict[int, list[int]]:
        if one < len(self._alone):
            return {self.reports[one]: [one]}
        return self._by_report[one]

    def barred(self, i: int, j: int) -> bool:
        """Whether two clusters hold items of one report that must stay apart."""
        left, right = self._reports_of(i), self._reports_of(j)
        if len(left) > len(right):
            left, right = right, left
        return any(
            self._apart(min(a, b), max(a, b))
            for report, items in left.items()
            if report in right
            for a in items
            for b in right[report]
        )

    def merge(self, i: int, j: int) -> int:
        """Put two clusters together under a new number."""
        fresh = self._fresh
        self._fresh += 1
        large, small = self._reports_of(i), self._reports_of(j)
        if len(large) < len(small):
            large, small = small, large
        for report, items in small.items():
            large[report] = [*large.get(report, ()), *items]
        members = sorted(self.members(i) + self.members(j))
        for one in (i, j):
            if one < len(self._alone):
                self._alone[one] = 0
            else:
                del self._merged[one], self._by_report[one]
        self._merged[fresh], self._by_report[fresh] = members, large
        return fresh

    def groups(self) -> list[list[int]]:
        """All clusters, by their first item."""
        alone = ([one] for one, still in enumerate(self._alone) if still)
        return sorted([*alone, *self._merged.values()])


def _allowed(edges: NDArray[np.void], state: _Clusters) -> NDArray[np.void]:
    """The pairs but for those of one report that must stay apart."""
    reports = np.array(state.reports, np.int32)
    within = np.flatnonzero(reports[edges["i"]] == reports[edges["j"]])
    barred = [at for at in within.tolist() if state.barred(*edges[["i", "j"]][at].tolist())]
    return np.delete(edges, barred) if barred else edges


def _checked_mean(
    state: _Clusters,
    between: Between,
    found: tuple[int, int, int],
    weigh: Callable[[int, int], float],
) -> float:
    """Mean weight between two clusters after weighing pairs that are still missing."""
    i, j, row = found
    left, right = state.members(i), state.members(j)
    count = len(left) * len(right)
    wanted = min(CHECKED, count)
    if between.seen[row] < wanted:
        places = range(0, count, max(1, count // CHECKED))[:CHECKED]
        sample = [(left[at // len(right)], right[at % len(right)]) for at in places]
        trusts = [state.trusts[a] * state.trusts[b] for a, b in sample]
        weights = [weigh(min(pair), max(pair)) for pair in sample]
        share = wanted / len(sample)
        total = share * sum(t * weight for t, weight in zip(trusts, weights, strict=True))
        between.put(row, total, share * sum(trusts), wanted)
    return between.mean(row)


def strongest(clusters: Sequence[Sequence[int]], edges: NDArray[np.void]) -> Iterator[list[int]]:
    """For each item of a cluster the strongest pair with another of it, a draw to the first.

    Args:
        clusters: Items of each cluster, all items once.
        edges: The proposed pairs of `cluster`.

    Returns: for each cluster the two items of its pairs, end to end, sorted by pair.
    """
    label = np.empty(sum(map(len, clusters)), np.int32)
    for number, members in enumerate(clusters):
        label[np.array(members)] = number
    inside = edges[label[edges["i"]] == label[edges["j"]]]
    one = np.concatenate((inside["i"], inside["j"]))
    other = np.concatenate((inside["j"], inside["i"]))
    order = np.lexsort((other, -np.tile(inside["weight"], 2), one))
    items, first = np.unique(one[order], return_index=True)
    partners = other[order][first]
    pairs = np.unique(np.sort(np.stack((items, partners), axis=1), axis=1), axis=0)
    pairs = pairs[np.argsort(label[pairs[:, 0]], kind="stable")]
    ends = np.searchsorted(label[pairs[:, 0]], np.arange(len(clusters)), "right")
    low = 0
    for high in ends.tolist():
        yield pairs[low:high].ravel().tolist()
        low = high
