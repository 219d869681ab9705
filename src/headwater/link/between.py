"""What lies between clusters while they merge: summed weights, kept as columns of numbers.

A component of claims can hold most of a case, with tens of pairs a claim. Each pair takes some 50
bytes here; as objects it took ten times that.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

_GONE = -1
"""Stands for the ends of a row that holds no pair any more."""
_STALE = 4096
"""Waiting merges above which those of clusters that are gone are thrown out now and then."""

Waiting = tuple[float, int, int, int]
"""(-mean, one cluster, another, the row between them), in the order in which merges are tried."""


class Between:
    """One row for each two clusters that share weighed pairs.

    Args:
        edges: Pairs of items (`edges.EDGE`), each once, i < j.
        trust: What the weights of each item count.
        count: How many items there are.
        threshold: Mean above which two clusters wait for their merge.
    """

    def __init__(
        self, edges: NDArray[np.void], trust: NDArray[np.float64], count: int, threshold: float
    ) -> None:
        i, j, weights = (np.ascontiguousarray(edges[name]) for name in ("i", "j", "weight"))
        trusted = trust[i] * trust[j]
        self._one, self._other = _whole(i), _whole(j)
        self._total = _real(weights * trusted)
        self._trust = _real(trusted)
        self.seen = array("q", [1]) * len(i)
        """How many pairs of items each mean rests on."""
        self._count = count
        self._threshold = threshold
        self._rows_of_items(i, j)
        self._merged: dict[int, array[int]] = {}
        self._proposed = _in_order(i, j, weights, threshold)
        self._next = next(self._proposed, None)
        self._heap: list[Waiting] = []
        self._fit = _STALE

    def _rows_of_items(self, i: NDArray[np.int32], j: NDArray[np.int32]) -> None:
        """The rows of each item, one item after the other."""
        ends = np.concatenate((i, j))
        order = np.argsort(ends, kind="stable").astype(np.int32)
        np.remainder(order, max(1, len(i)), out=order)
        self._rows = _whole(order)
        self._starts = array("q", [0])
        self._starts.extend(np.cumsum(np.bincount(ends, minlength=self._count)).tolist())

    def best(self, alive: Callable[[int], bool]) -> Waiting | None:
        """The next two clusters to try; those that are gone are passed over."""
        while True:
            if self._next is not None and (not self._heap or self._next < self._heap[0]):
                found = self._next
                self._next = next(self._proposed, None)
            elif self._heap:
                found = heapq.heappop(self._heap)
            else:
                return None
            if alive(found[1]) and alive(found[2]):
                return found

    def again(self, mean: float, i: int, j: int, row: int) -> None:
        """Let two clusters wait for another try, by their mean as it is known now."""
        heapq.heappush(self._heap, (-mean, i, j, row))

    def mean(self, row: int) -> float:
        """Mean weight of a row."""
        return self._total[row] / self._trust[row]

    def put(self, row: int, total: float, trust: float, seen: int) -> None:
        """Replace what a row knows."""
        self._total[row], self._trust[row], self.seen[row] = total, trust, seen

    def merge(self, i: int, j: int, fresh: int, barred: Callable[[int, int], bool]) -> None:
        """Add up the rows of two clusters that have become one.

        Args:
            i: A cluster.
            j: The other.
            fresh: What they are together.
            barred: Whether two clusters may never merge; what lies between them is forgotten.
        """
        left, right = self._of(i), self._of(j)
        self._one[left.pop(j)] = _GONE
        del right[i]
        kept = array("i")
        for other in sorted(left.keys() | right.keys()):
            row, second = left.get(other, _GONE), right.get(other, _GONE)
            if barred(fresh, other):
                for one in (row, second):
                    if one != _GONE:
                        self._one[one] = _GONE
                continue
            if row == _GONE:
                row = second
            elif second != _GONE:
                self._add(row, second)
            self._one[row], self._other[row] = other, fresh
            kept.append(row)
            if (mean := self.mean(row)) > self._threshold:
                heapq.heappush(self._heap, (-mean, other, fresh, row))
        self._merged[fresh] = kept
        self._tidy()

    def _of(self, cluster: int) -> dict[int, int]:
        """The rows of a cluster by the cluster at their other end."""
        if cluster < self._count:
            rows = self._rows[self._starts[cluster] : self._starts[cluster + 1]]
        else:
            rows = self._merged.pop(cluster)
        found = {}
        for row in rows:
            one = self._one[row]
            if one != _GONE:
                found[self._other[row] if one == cluster else one] = row
        return found

    def _add(self, row: int, second: int) -> None:
        self._total[row] += self._total[second]
        self._trust[row] += self._trust[second]
        self.seen[row] += self.seen[second]
        self._one[second] = _GONE

    def _tidy(self) -> None:
        """Throw out merges that wait for clusters that are gone, when they may be the most."""
        if len(self._heap) >= self._fit:
            self._heap = [found for found in self._heap if self._still(found)]
            heapq.heapify(self._heap)
            self._fit = max(_STALE, 2 * len(self._heap))

    def _still(self, found: Waiting) -> bool:
        """Whether a row still lies between the two clusters that wait for it."""
        _, i, j, row = found
        return (self._one[row], self._other[row]) == (i, j)


def _whole(values: NDArray[np.int32]) -> array[int]:
    """Numbers that are read one by one, which arrays of Python's own do faster."""
    made = array("i")
    made.frombytes(values.tobytes())
    return made


def _real(values: NDArray[np.float64]) -> array[float]:
    made = array("d")
    made.frombytes(values.tobytes())
    return made


def _in_order(
    i: NDArray[np.int32], j: NDArray[np.int32], weights: NDArray[np.float64], threshold: float
) -> Iterator[Waiting]:
    """The pairs above the threshold, the greatest weight first, then by their items."""
    above = np.flatnonzero(weights > threshold).astype(np.int32)
    order = above[np.lexsort((j[above], i[above], -weights[above]))]
    for first in range(0, len(order), _STALE):
        some = order[first : first + _STALE]
        columns = (-weights[some], i[some], j[some], some)
        yield from zip(*(column.tolist() for column in columns), strict=True)
