from __future__ import annotations

import itertools

from headwater.link.clustering import cluster

FREE = frozenset[str]()


def grouped(
    weights: dict[tuple[int, int], float], size: int, tags: list[frozenset[str]] | None = None
) -> list[list[int]]:
    edges = [(i, j, weight) for (i, j), weight in weights.items()]
    return cluster(
        tags or [FREE] * size, edges, lambda i, j: weights.get((i, j), -9.0), threshold=0.0
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
    groups = cluster([FREE] * 4, edges, weigh, threshold=0.0)
    assert (0, 3) in asked or (0, 2) in asked
    assert [0, 1, 2, 3] not in groups


def test_a_shared_tag_keeps_items_apart_even_through_others() -> None:
    tags = [frozenset({"r1"}), FREE, frozenset({"r1"})]
    weights = {(0, 1): 4.0, (1, 2): 5.0, (0, 2): 9.0}
    assert grouped(weights, 3, tags) == [[0], [1, 2]]


def test_the_order_of_edges_does_not_matter() -> None:
    weights = {(0, 1): 1.0, (1, 2): 1.0, (0, 2): -3.0, (2, 3): 1.0, (1, 3): 0.5}
    results = [grouped(dict(order), 4) for order in itertools.permutations(weights.items())]
    assert all(result == results[0] for result in results)
