"""Claims of many reports into incidents: block, compare, weigh, cluster.

Method: probabilistic record linkage (Fellegi and Sunter 1969) over claims, with average-linkage
clustering under constraints. Distinct claims of one report stay distinct; totals over a period or
several places group among themselves and never with a single happening.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from headwater.link.claims import can_happen
from headwater.link.derived import Derived
from headwater.link.edges import Edges
from headwater.link.held import Held
from headwater.link.linker import Form, Group, Linker, form_here
from headwater.link.pair import Pair
from headwater.link.weights import shipped
from headwater.model import Claim
from headwater.sql import Engine


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
    claims: Sequence[Claim], held: Held, derived: Derived, place: Place, ways: Ways | None = None
) -> Iterator[Group]:
    """Incidents as groups of claims; claims about plans and conditions are in none.

    Args:
        claims: All claims; those of one report stand together.
        held: The readings of the case.
        derived: Copies and partial copies among the reports.
        place: Where to work.
        ways: Who does the work on claims and pairs; this process by default.
    """
    ways = ways or Ways()
    linkage = shipped()
    orders = _in_time(claims, held)
    for summary in (False, True):
        linker = Linker(claims, held, (orders[summary], derived), linkage, place.folder)
        edges = Edges(len(linker.items), linkage.merge, place.folder)
        pairs = linker.pairs(place.engine, ways.form)
        for one, other, weights in ways.weigh(linker, pairs):
            for i, j, weight in zip(one, other, weights, strict=True):
                edges.add(i, j, weight)
        yield from linker.groups(edges, summary=summary)


def weigh_here(
    linker: Linker, pairs: Iterable[tuple[list[int], list[int]]]
) -> Iterator[tuple[list[int], list[int], list[float]]]:
    """Weigh pairs in this process."""
    for one, other in pairs:
        yield one, other, [linker.weight(i, j) for i, j in zip(one, other, strict=True)]


@dataclass(frozen=True, slots=True)
class Ways:
    """Who does the steps that cost the most."""

    form: Form = form_here
    weigh: Weigh = weigh_here


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
