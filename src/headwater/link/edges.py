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

_EDGE = np.dtype([("i", np.int32), ("j", np.int32), ("weight", np.float64)])
AT_ONCE = 1 << 16
"""Edges that wait in memory, and that are read at once."""

Edge = tuple[int, int, float]


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
        block = np.empty(len(self._columns[0]), _EDGE)
        for name, column in zip(("i", "j", "weight"), self._columns, strict=True):
            block[name] = column
        block.tofile(self._file)
        self._columns = array("i"), array("i"), array("d")

    def components(self) -> Iterator[tuple[list[int], list[Edge]]]:
        """Each component: its items in order, and the pairs within it. Ordered by first item."""
        self._flush()
        if not self._parent:
            return
        roots = np.array([self._root(item) for item in range(len(self._parent))], np.int32)
        items = np.argsort(roots, kind="stable")
        inner = self._inner(roots)
        inner = inner[np.argsort(roots[inner["i"]], kind="stable")]
        edge_roots = roots[inner["i"]]
        firsts, starts = np.unique(roots[items], return_index=True)
        ends = np.append(starts[1:], len(items))
        lows = np.searchsorted(edge_roots, firsts, "left")
        highs = np.searchsorted(edge_roots, firsts, "right")
        for start, end, low, high in zip(starts, ends, lows, highs, strict=True):
            yield items[start:end].tolist(), inner[low:high].tolist()

    def _inner(self, roots: NDArray[np.int32]) -> NDArray[np.void]:
        """The pairs whose two items are in one component."""
        self._file.seek(0)
        kept = [np.empty(0, _EDGE)]
        while len(block := np.fromfile(self._file, _EDGE, AT_ONCE)):
            kept.append(block[roots[block["i"]] == roots[block["j"]]])
        return np.concatenate(kept)
