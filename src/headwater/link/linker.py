"""Claims of a case side by side: comparable forms, proposed pairs, weights, clusters."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from headwater.link.blocking import Blocking, Numbered
from headwater.link.clustering import Member, cluster, strongest
from headwater.link.derived import Derived
from headwater.link.distinct import distinct
from headwater.link.edges import EDGE, Edges
from headwater.link.held import Held
from headwater.link.leads import is_lead
from headwater.link.pair import Pair
from headwater.link.reprints import reprints
from headwater.link.subjects import Subject, subjects
from headwater.link.weights import Linkage
from headwater.model import Claim, Link
from headwater.shelf import Arranged, Shelf
from headwater.sql import Engine

BACKGROUND = 0.5
"""What a claim that is not its report's news counts in a mean: its day and place are less sure."""
SUBJECTS_KEPT = 3000
"""Comparable forms at hand; pairs come in order of time, so partners lie close together."""


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one incident, in order of time, and why each stands here."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    summary: bool


class Form(Protocol):
    """Brings claims into comparable form; where many machines work, they do it."""

    def __call__(
        self, held: Held, claims: Iterable[Sequence[Claim]]
    ) -> Iterator[Sequence[Subject]]:
        """The claims of one report after the other in, their comparable forms out."""


def form_here(held: Held, claims: Iterable[Sequence[Claim]]) -> Iterator[Sequence[Subject]]:
    """Bring claims into comparable form in this process."""
    for some in claims:
        yield subjects(some, held)


class Linker:
    """Compares claims, which it numbers in order of time.

    Args:
        claims: All claims; those of one report stand together.
        held: The readings of the case.
        which: Indices of the claims to link in order of time, and what the reports share.
        linkage: Match weights.
        folder: Where the temporary file lies.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        held: Held,
        which: tuple[array[int], Derived],
        linkage: Linkage,
        folder: Path | None = None,
    ) -> None:
        self._claims = claims
        self._held = held
        self._order, self.derived = which
        self._linkage = linkage
        self._shelf = Shelf(Subject, SUBJECTS_KEPT, folder)
        self._places = array("q", [0]) * len(self._order)
        self._going: dict[int, int] = {}
        """Copies that are not compared, by number: the claim with which each goes."""
        self.items: Sequence[Subject] = Arranged(self._shelf, self._places)
        """Comparable forms by number, once `pairs` has been asked."""

    def pairs(
        self, engine: Engine, form: Form = form_here
    ) -> Iterator[tuple[list[int], list[int]]]:
        """Pairs that share a blocking key or whose reports share text, as batches of columns."""
        numbers = {report: number for number, report in enumerate(self._held.ids)}
        yield from Blocking(engine, numbers).pairs(self._subjects(form), self.derived.pairs())

    def _subjects(self, form: Form) -> Iterator[Numbered]:
        """Brings claims into comparable form, report by report, and keeps them."""
        number_of = array("q", [-1]) * len(self._claims)
        for number, index in enumerate(self._order):
            number_of[index] = number
        self._going = {
            number_of[index]: number_of[leader]
            for index, leader in reprints(self._claims, self._held, self.derived).items()
            if number_of[index] >= 0
        }
        numbers = deque[list[int]]()
        for made in form(self._held, self._by_report(number_of, numbers)):
            for number, item in zip(numbers.popleft(), made, strict=True):
                self._places[number] = self._shelf.put(item)
                if number not in self._going:
                    yield number, item

    def _by_report(
        self, number_of: Sequence[int], numbers: deque[list[int]]
    ) -> Iterator[list[Claim]]:
        """The claims of one report after the other; ``numbers`` gets their numbers."""
        waiting: list[Claim] = []
        of: list[int] = []
        for index, number in enumerate(number_of):
            if number < 0:
                continue
            claim = self._claims[index]
            if waiting and waiting[0].report != claim.report:
                numbers.append(of)
                yield waiting
                waiting, of = [], []
            waiting.append(claim)
            of.append(number)
        if waiting:
            numbers.append(of)
            yield waiting

    def groups(self, edges: Edges, *, summary: bool) -> Iterator[Group]:
        """Clusters of the claims, by their first claim in order of time; no lead alone."""
        found: list[tuple[array[int], array[int]]] = []
        for items, inner in edges.components():
            if items[0] not in self._going:
                found.extend(self._clusters(items, inner))
        found = self._with_copies(found)
        found.sort(key=lambda cluster_: cluster_[0][0])
        for members, chosen in found:
            claims = tuple(self._claims[self._order[i]] for i in members)
            if len(claims) == 1 and is_lead(claims[0].event):
                continue
            yield Group(
                claims,
                tuple(
                    self._linkage.explain(self.pair(i, j))
                    for i, j in zip(chosen[::2], chosen[1::2], strict=True)
                ),
                summary,
            )

    def _with_copies(
        self, found: list[tuple[array[int], array[int]]]
    ) -> list[tuple[array[int], array[int]]]:
        """The clusters with the copies that were not compared, each linked to its claim."""
        copies: dict[int, list[int]] = defaultdict(list)
        for number, leader in self._going.items():
            copies[leader].append(number)
        if not copies:
            return found
        whole = []
        for members, chosen in found:
            joined = [(leader, copy) for leader in members for copy in copies.get(leader, ())]
            pairs = {*zip(chosen[::2], chosen[1::2], strict=True)}
            pairs.update((min(pair), max(pair)) for pair in joined)
            numbers = sorted([*members, *(copy for _, copy in joined)])
            whole.append((array("i", numbers), array("i", chain.from_iterable(sorted(pairs)))))
        return whole

    def _clusters(
        self, items: NDArray[np.int32], inner: NDArray[np.void]
    ) -> Iterator[tuple[array[int], array[int]]]:
        """The clusters of one component, each with the pairs that link it, end to end."""
        if len(items) == 1:
            yield array("i", items.tolist()), array("i")
            return
        numbers = array("i", items.tolist())
        local = np.empty(len(inner), EDGE)
        for end in ("i", "j"):
            local[end] = np.searchsorted(items, inner[end])
        local["weight"] = inner["weight"]
        clusters = cluster(
            [self._member(item) for item in numbers],
            local,
            lambda i, j: self.weight(numbers[i], numbers[j]),
            lambda i, j: self._apart(numbers[i], numbers[j]),
            self._linkage.merge,
        )
        for members, chosen in zip(clusters, strongest(clusters, local), strict=True):
            yield (
                array("i", (numbers[i] for i in members)),
                array("i", (numbers[i] for i in chosen)),
            )

    def _member(self, item: int) -> Member:
        subject = self.items[item]
        return Member(subject.report, 1.0 if subject.claim.event.main else BACKGROUND)

    def pair(self, i: int, j: int) -> Pair:
        """Two claims side by side."""
        at, places = self._shelf.at, self._places
        one, other = at(places[i]), at(places[j])
        if one.report > other.report:
            one, other = other, one
        return Pair(one, other, self.derived.passages(one.report, other.report))

    def weight(self, i: int, j: int) -> float:
        """Match weight of two claims."""
        return self._linkage.weigh(self.pair(i, j))

    def _apart(self, i: int, j: int) -> bool:
        """Whether two claims of one report are plainly two happenings."""
        return distinct(self.items[i], self.items[j])
