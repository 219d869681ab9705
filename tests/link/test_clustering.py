from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from headwater.link.clustering import Member, cluster, strongest
from headwater.link.edges import EDGE


def pairs(edges: list[tuple[int, int, float]]) -> NDArray[np.void]:
    return np.array(edges, EDGE)


def grouped(
    weights: dict[tuple[int, int], float],
    size: int,
    reports: list[str] | None = None,
    apart: Callable[[int, int], bool] = lambda _i, _j: True,
) -> list[list[int]]:
    edges = [(i, j, weight) for (i, j), weight in weights.items()]
    names = reports or [f"r{n}" for n in range(size)]
    return cluster(
        [Member(name) for name in names],
        pairs(edges),
        lambda i, j: weights.get((i, j), -9.0),
        apart,
        threshold=0.0,
    )


def test_pairs_above_the_threshold_join() -> None:
    assert grouped({(0, 1): 2.0, (1, 2): -1.0}, 3) == [[0, 1], [2]]


def test_one_wrong_link_cannot_glue_two_groups() -> None:
    weights = {(0, 1): 5.0, (2, 3): 5.0, (1, 2): 6.0, (0, 2): -8.0, (0, 3): -8.0, (1, 3): -8.0}
    assert len(grouped(weights, 4)) > 1


def test_pairs_that_blocking_missed_are_weighed_before_a_merge() -> None:
    asked: list[tuple[int, int]] = []

    def weigh(i: int, j: int) -> float:
        asked.append((i, j))
        return 3.0 if (i, j) in {(0, 1), (2, 3), (1, 2)} else -20.0

    edges = [(0, 1, 3.0), (2, 3, 3.0), (1, 2, 3.0)]
    groups = cluster(
        [Member(name) for name in "abcd"], pairs(edges), weigh, lambda _i, _j: True, threshold=0.0
    )
    assert (0, 3) in asked or (0, 2) in asked
    assert [0, 1, 2, 3] not in groups


WITHIN = {(0, 1): 4.0, (1, 2): 5.0, (0, 2): 9.0}


def test_items_of_one_report_that_must_stay_apart_do_so_even_through_others() -> None:
    assert grouped(WITHIN, 3, ["r1", "r2", "r1"]) == [[0], [1, 2]]


def test_items_of_one_report_that_may_be_one_happening_can_meet() -> None:
    assert grouped(WITHIN, 3, ["r1", "r2", "r1"], lambda _i, _j: False) == [[0, 1, 2]]


def test_the_order_of_edges_does_not_matter() -> None:
    weights = {(0, 1): 1.0, (1, 2): 1.0, (0, 2): -3.0, (2, 3): 1.0, (1, 3): 0.5}
    results = [grouped(dict(order), 4) for order in itertools.permutations(weights.items())]
    assert all(result == results[0] for result in results)


def test_the_strongest_pair_of_each_item_of_a_cluster() -> None:
    edges = pairs([(0, 1, 2.0), (0, 2, 3.0), (1, 2, 2.0), (2, 3, 9.0), (3, 4, 1.0), (0, 5, 8.0)])
    told = list(strongest([[0, 1, 2], [3, 4], [5]], edges))
    assert told == [[0, 1, 0, 2], [3, 4], []]


def test_clusters_without_a_pair_have_no_strongest() -> None:
    assert list(strongest([[0], [1]], pairs([(0, 1, 5.0)]))) == [[], []]
