"""The derivations of a case by their two reports."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import overload

from headwater.model import Derivation, Span
from headwater.shelf import Arranged, Shelf

Pair = tuple[str, str]
"""Ids of the two reports, sorted."""


class Derived(Sequence[Derivation]):
    """Derivations in the order in which they were found, one a pair of reports.

    Args:
        shelf: Where they lie.
        found: What to begin with.
    """

    def __init__(self, shelf: Shelf[Derivation], found: Iterable[Derivation] = ()) -> None:
        self._shelf = shelf
        self._places: dict[Pair, int] = {}
        for one in found:
            self.add(one)

    def add(self, one: Derivation) -> None:
        """Add a derivation unless its two reports have one already."""
        # Interned: an id stands in as many pairs as its report has derivations.
        pair = sys.intern(one.a), sys.intern(one.b)
        if pair not in self._places:
            self._places[pair] = self._shelf.put(one)

    def pairs(self) -> AbstractSet[Pair]:
        """All pairs of reports."""
        return self._places.keys()

    def passages(self, a: str, b: str) -> tuple[tuple[Span, Span], ...] | None:
        """What two reports (ids sorted) share; ``None`` when neither was made from the other."""
        place = self._places.get((a, b))
        return None if place is None else self._shelf[place].passages

    def sorted(self) -> Sequence[Derivation]:
        """All of them by the ids of their reports."""
        return Arranged(self._shelf, array("q", (self._places[p] for p in sorted(self._places))))

    def __len__(self) -> int:
        return len(self._shelf)

    @overload
    def __getitem__(self, index: int) -> Derivation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Derivation]: ...
    def __getitem__(self, index: int | slice) -> Derivation | Sequence[Derivation]:
        return self._shelf[index]

    def __iter__(self) -> Iterator[Derivation]:
        return iter(self._shelf)
