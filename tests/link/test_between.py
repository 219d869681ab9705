"""Columns of numbers come to what clustering with objects does, which is written plainly here."""

from __future__ import annotations

import heapq
import random
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from headwater.link import between as between_module
from headwater.link.clustering import CHECKED, Member, cluster
from headwater.link.edges import EDGE

LARGEST_PAIR = 130
"""Bytes for each pair at the most, the items among them; objects take more than twice that."""


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


def plain_clusters(
    items: Sequence[Member],
    edges: Iterable[tuple[int, int, float]],
    weigh: Callable[[int, int], float],
    apart: Callable[[int, int], bool],
    threshold: float,
) -> list[list[int]]:
    """As `headwater.link.clustering.cluster`, but for the tuples of which its edges are made."""
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


@pytest.mark.parametrize("seed", range(30))
def test_columns_of_numbers_come_to_what_objects_do(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(between_module, "_STALE", 5)
    rng = random.Random(seed)  # noqa: S311 - test data
    size = rng.choice((2, 7, 60))
    hidden = [rng.randrange(1 + size // 6) for _ in range(size)]

    def weigh(i: int, j: int) -> float:
        noise = random.Random(seed * 10_000 + i * 100 + j)  # noqa: S311 - test data
        return noise.gauss(4.0 if hidden[i] == hidden[j] else -3.0, width)

    width = rng.choice((0.5, 3.0, 5.0))
    edges = [
        (i, j, round(weigh(i, j), rng.choice((0, 3))))
        for i in range(size)
        for j in range(i + 1, size)
        if rng.random() < (0.5 if hidden[i] == hidden[j] else 0.2)
    ]
    items = [Member(str(number // 2), rng.choice((1.0, 0.5, 0.3))) for number in range(size)]
    asked: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])

    def asking(log: list[tuple[int, int]]) -> Callable[[int, int], float]:
        def ask(i: int, j: int) -> float:
            log.append((i, j))
            return weigh(i, j)

        return ask

    def apart(i: int, j: int) -> bool:
        return (i + j) % 3 == 0

    told = plain_clusters(items, edges, asking(asked[0]), apart, 1.0)
    assert cluster(items, np.array(edges, EDGE), asking(asked[1]), apart, 1.0) == told
    assert asked[0] == asked[1]


def test_a_pair_takes_few_bytes_while_its_component_is_clustered() -> None:
    rng = random.Random(3)  # noqa: S311 - test data
    size, reach = 700, 40
    edges = np.array(
        [
            (i, j, rng.gauss(4.0 if i // 8 == j // 8 else -2.0, 2.0))
            for i in range(size)
            for j in range(i + 1, min(i + 1 + reach, size))
        ],
        EDGE,
    )
    items = [Member(str(number)) for number in range(size)]
    tracemalloc.start()
    cluster(items, edges, lambda _i, _j: -2.0, lambda _i, _j: True, 1.0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / len(edges) < LARGEST_PAIR
