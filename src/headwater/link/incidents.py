"""Claims of many reports into incidents: block, compare, weigh, cluster.

Method: probabilistic record linkage (Fellegi and Sunter 1969) over claims, with average-linkage
clustering under constraints. Distinct claims of one report stay distinct; totals over a period or
several places group among themselves and never with a single happening.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from headwater.link.blocking import Blocking, Numbered
from headwater.link.claims import can_happen
from headwater.link.clustering import Member, cluster, strongest
from headwater.link.comparisons import Pair
from headwater.link.derived import Derived
from headwater.link.distinct import distinct
from headwater.link.edges import EDGE, Edges
from headwater.link.held import Held
from headwater.link.leads import is_lead
from headwater.link.reprints import reprints
from headwater.link.subjects import Subject, subjects
from headwater.link.weights import Linkage, shipped
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where linking works: the engine of its queries, and the folder of its temporary files."""

    engine: Engine
    folder: Path | None = None


class Weigh(Protocol):
    """Weighs proposed pairs; where many machines work, they do it."""

    def __call__(
        self, linker: Linker, pairs: Iterable[tuple[list[int], list[int]]]
    ) -> Iterator[tuple[list[int], list[int], list[float]]]:
        """Batches of pairs in, the same batches with their weights out."""


def groups(
    claims: Sequence[Claim], held: Held, derived: Derived, place: Place, weigh: Weigh | None = None
) -> Iterator[Group]:
    """Incidents as groups of claims; claims about plans and conditions are in none.

    Args:
        claims: All claims; those of one report stand together.
        held: The readings of the case.
        derived: Copies and partial copies among the reports.
        place: Where to work.
        weigh: How proposed pairs are weighed; one after the other by default.
    """
    linkage = shipped()
    orders = _in_time(claims, held)
    for summary in (False, True):
        linker = Linker(claims, held, (orders[summary], derived), linkage, place.folder)
        edges = Edges(len(linker.items), linkage.merge, place.folder)
        for one, other, weights in (weigh or weigh_here)(linker, linker.pairs(place.engine)):
            for i, j, weight in zip(one, other, weights, strict=True):
                edges.add(i, j, weight)
        yield from linker.groups(edges, summary=summary)


def weigh_here(
    linker: Linker, pairs: Iterable[tuple[list[int], list[int]]]
) -> Iterator[tuple[list[int], list[int], list[float]]]:
    """Weigh pairs in this process."""
    for one, other in pairs:
        yield one, other, [linker.weight(i, j) for i, j in zip(one, other, strict=True)]


def proposed_pairs(
    claims: Sequence[Claim], held: Held, derived: Derived, engine: Engine
) -> Iterator[Pair]:
    """Every pair of claims that blocking or derivation proposes, side by side, in order.

    This is what weights are fitted on (training/link/linkage.py); `groups` compares the same.
    """
    order = array("q", sorted(range(len(claims)), key=lambda index: _when(claims[index], held)))
    linker = Linker(claims, held, (order, derived), shipped())
    for one, other in linker.pairs(engine):
        yield from (linker.pair(i, j) for i, j in zip(one, other, strict=True))


def _in_time(claims: Sequence[Claim], held: Held) -> Mapping[bool, array[int]]:
    """Claims that can have happened in order of time, by index; totals apart."""
    keys: dict[bool, dict[int, str]] = {False: {}, True: {}}
    for index, claim in enumerate(claims):
        if can_happen(claim):
            keys[claim.event.summary][index] = _when(claim, held)
    return {which: array("q", sorted(of, key=of.__getitem__)) for which, of in keys.items()}


def _when(claim: Claim, held: Held) -> str:
    """What claims are sorted by: the day, then the id."""
    time = claim.event.time
    start = time.start if time is not None else None
    day = (start or held.report(claim.report).published or "~")[:10]
    return f"{day}\0{claim.id}"


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

    def pairs(self, engine: Engine) -> Iterator[tuple[list[int], list[int]]]:
        """Pairs that share a blocking key or whose reports share text, as batches of columns."""
        numbers = {report: number for number, report in enumerate(self._held.ids)}
        yield from Blocking(engine, numbers).pairs(self._subjects(), self.derived.pairs())

    def _subjects(self) -> Iterator[Numbered]:
        """Brings claims into comparable form, report by report, and keeps them."""
        number_of = array("q", [-1]) * len(self._claims)
        for number, index in enumerate(self._order):
            number_of[index] = number
        self._going = {
            number_of[index]: number_of[leader]
            for index, leader in reprints(self._claims, self._held, self.derived).items()
            if number_of[index] >= 0
        }
        waiting: list[tuple[int, Claim]] = []
        for index, number in enumerate(number_of):
            if number < 0:
                continue
            claim = self._claims[index]
            if waiting and waiting[0][1].report != claim.report:
                yield from self._kept(waiting)
                waiting.clear()
            waiting.append((number, claim))
        yield from self._kept(waiting)

    def _kept(self, numbered: Sequence[tuple[int, Claim]]) -> Iterator[Numbered]:
        made = subjects([claim for _, claim in numbered], self._held)
        for (number, _), item in zip(numbered, made, strict=True):
            self._places[number] = self._shelf.put(item)
            if number not in self._going:
                yield number, item

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
