"""Weighed pairs of claims, kept out of memory, and the components that they fall into.

Clusters only ever grow along pairs above the threshold, so each connected component of those can
be clustered by itself, with the same result as all of them together.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

EDGE = np.dtype([("i", np.int32), ("j", np.int32), ("weight", np.float64)])
"""A pair of items, the lesser first, and its weight."""
AT_ONCE = 1 << 16
"""Edges that wait in memory, and that are read at once."""


class Edges:
    """Pairs (i, j) with i < j and their weights, appended once and read once.

    Args:
        count: How many items there are.
        threshold: Weight above which a pair joins two items into one component.
        folder: Where the temporary file lies.
    """

    def __init__(self, count: int, threshold: float, folder: Path | None = None) -> None:
        self._parent = array("i", range(count))
        self._threshold = threshold
        self._folder = folder
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed with its owner
        self._columns = array("i"), array("i"), array("d")

    def __del__(self) -> None:
        self._file.close()

    def add(self, i: int, j: int, weight: float) -> None:
        """Append a pair."""
        firsts, seconds, weights = self._columns
        firsts.append(i)
        seconds.append(j)
        weights.append(weight)
        if weight > self._threshold:
            first, second = sorted((self._root(i), self._root(j)))
            self._parent[second] = first
        if len(self._columns[0]) >= AT_ONCE:
            self._flush()

    def _root(self, item: int) -> int:
        parent = self._parent
        while (above := parent[item]) != item:
            parent[item] = item = parent[above]
        return item

    def _flush(self) -> None:
        block = np.empty(len(self._columns[0]), EDGE)
        for name, column in zip(("i", "j", "weight"), self._columns, strict=True):
            block[name] = column
        block.tofile(self._file)
        self._columns = array("i"), array("i"), array("d")

    def components(self) -> Iterator[tuple[NDArray[np.int32], NDArray[np.void]]]:
        """Each component: its items in order, and the pairs within it. Ordered by first item."""
        self._flush()
        if not self._parent:
            return
        roots = np.array([self._root(item) for item in range(len(self._parent))], np.int32)
        items = np.argsort(roots, kind="stable").astype(np.int32)
        firsts, starts = np.unique(roots[items], return_index=True)
        sizes = np.diff(starts, append=len(items))
        inner, ends = self._inner(roots)
        low = 0
        for first, start, size in zip(
            firsts.tolist(), starts.tolist(), sizes.tolist(), strict=True
        ):
            yield items[start : start + size], inner[low : ends[first]]
            low = ends[first]

    def _inner(self, roots: NDArray[np.int32]) -> tuple[NDArray[np.void], NDArray[np.int64]]:
        """The pairs whose two items are in one component, and where those of each root end.

        They are sorted by component on their way into a second file, the first being read twice.
        """
        counts = np.zeros(len(roots), np.int64)
        for _, of in self._within(roots):
            held, number = np.unique(of, return_counts=True)
            counts[held] += number
        ends = np.cumsum(counts)
        if not ends[-1]:
            return np.empty(0, EDGE), ends
        with tempfile.TemporaryFile(dir=self._folder) as file:
            sorted_ = np.memmap(file, EDGE, "w+", shape=(int(ends[-1]),))
        free = ends - counts
        for block, of in self._within(roots):
            order = np.argsort(of, kind="stable")
            held, at, number = np.unique(of[order], return_index=True, return_counts=True)
            places = np.arange(len(of)) + np.repeat(free[held] - at, number)
            sorted_[places] = block[order]
            free[held] += number
        return sorted_, ends

    def _within(
        self, roots: NDArray[np.int32]
    ) -> Iterator[tuple[NDArray[np.void], NDArray[np.int32]]]:
        """The pairs within components, block by block, each with its root."""
        self._file.seek(0)
        while len(block := np.fromfile(self._file, EDGE, AT_ONCE)):
            of = roots[block["i"]]
            inside = of == roots[block["j"]]
            yield block[inside], of[inside]
