from __future__ import annotations

import random

import numpy as np
import pytest

from headwater.link import edges as edges_module
from headwater.link.clustering import Member, cluster
from headwater.link.edges import EDGE, Edges

Edge = tuple[int, int, float]


def components(count: int, found: list[Edge]) -> list[tuple[list[int], list[Edge]]]:
    edges = Edges(count, threshold=1.0)
    for edge in found:
        edges.add(*edge)
    return [(items.tolist(), inner.tolist()) for items, inner in edges.components()]


def test_components_by_pairs_above_the_threshold() -> None:
    found = [(0, 3, 2.0), (0, 1, 1.0), (3, 4, 1.5), (0, 4, -3.0), (2, 5, 0.5)]
    assert components(6, found) == [
        ([0, 3, 4], [(0, 3, 2.0), (3, 4, 1.5), (0, 4, -3.0)]),
        ([1], []),
        ([2], []),
        ([5], []),
    ]


def test_no_items_no_components() -> None:
    assert components(0, []) == []


@pytest.mark.parametrize("seed", range(4))
def test_clusters_of_components_are_the_clusters_of_all(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(edges_module, "AT_ONCE", 7)
    rng = random.Random(seed)  # noqa: S311 - test data
    count = 40
    weights = {
        (i, j): rng.choice((-4.0, -1.0, 0.5, 2.0, 3.0, 6.0)) if rng.random() < 0.2 else -5.0
        for i in range(count)
        for j in range(i + 1, count)
    }
    proposed = [(i, j, w) for (i, j), w in weights.items() if w > -5.0 or (i + j) % 7 == 0]
    reports = [str(number // 2) for number in range(count)]

    def whole(items: list[int], inner: list[Edge]) -> list[list[int]]:
        local = {item: place for place, item in enumerate(items)}
        return [
            [items[place] for place in members]
            for members in cluster(
                [Member(reports[item]) for item in items],
                np.array([(local[i], local[j], w) for i, j, w in inner], EDGE),
                lambda i, j: weights[items[i], items[j]],
                lambda i, j: (items[i] + items[j]) % 3 == 0,
                1.0,
            )
        ]

    apart = [c for items, inner in components(count, proposed) for c in whole(items, inner)]
    assert sorted(apart) == whole(list(range(count)), proposed)
    assert len(apart) < count


def test_pairs_come_sorted_by_component_whatever_lies_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(edges_module, "AT_ONCE", 3)
    found = [(i, i + 4, 2.0 + i) for i in range(20)]
    for (items, inner), root in zip(components(24, found), range(4), strict=True):
        assert items == list(range(root, 24, 4))
        assert inner == [edge for edge in found if edge[0] % 4 == root]
