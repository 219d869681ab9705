"""Exact shared passages of two texts: seed and extend over folded words.

Seeds are runs of ``SEED`` words that both texts hold; they are extended as far as the words agree,
and neighbouring runs in the same order are joined over small gaps (a swapped word, an updated
toll). Each word of either text belongs to one passage at most; longer runs are placed first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from headwater.link.words import Words

SEED = 4
GAP = 3
"""Words that a rewriter may have put or swapped between two runs of one passage."""
SEED_REPEATS = 8
"""A run that stands more often than this in one text says nothing about where it came from."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words ``[a0, a1)`` of one text against ``[b0, b1)`` of the other; ``equal`` of them agree."""

    a0: int
    a1: int
    b0: int
    b1: int
    equal: int


def align(one: Words, other: Words, least: int) -> tuple[Passage, ...]:
    """Passages with at least ``least`` equal words, in the order of the first text."""
    joined = _join(_place(_runs(one.norms, other.norms)), one.norms, other.norms)
    return tuple(passage for passage in joined if passage.equal >= least)


def _runs(one: tuple[str, ...], other: tuple[str, ...]) -> list[Passage]:
    """Maximal runs of equal words."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(other) - SEED + 1):
        index[other[start : start + SEED]].append(start)
    runs = []
    reached: dict[int, int] = {}
    for a0 in range(len(one) - SEED + 1):
        starts = index.get(one[a0 : a0 + SEED], [])
        if len(starts) > SEED_REPEATS:
            continue
        for b0 in starts:
            diagonal = b0 - a0
            if reached.get(diagonal, -1) > a0:
                continue
            length = SEED
            while (
                a0 + length < len(one)
                and b0 + length < len(other)
                and one[a0 + length] == other[b0 + length]
            ):
                length += 1
            reached[diagonal] = a0 + length - SEED + 1
            runs.append(Passage(a0, a0 + length, b0, b0 + length, length))
    return runs


def _place(runs: list[Passage]) -> list[Passage]:
    """Runs that share no word, longest first; what is left of a longer-covered run is kept."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    placed = []
    for run in sorted(runs, key=lambda r: (-r.equal, r.a0, r.b0)):
        for piece in _free(run, taken_a, taken_b):
            taken_a.update(range(piece.a0, piece.a1))
            taken_b.update(range(piece.b0, piece.b1))
            placed.append(piece)
    return sorted(placed, key=lambda r: (r.a0, r.b0))


def _free(run: Passage, taken_a: set[int], taken_b: set[int]) -> list[Passage]:
    """The stretches of a run, at least a seed long, that no longer run has taken."""
    pieces = []
    start = None
    for step in range(run.equal + 1):
        free = step < run.equal and run.a0 + step not in taken_a and run.b0 + step not in taken_b
        if free and start is None:
            start = step
        if not free and start is not None:
            if step - start >= SEED:
                pieces.append(
                    Passage(
                        run.a0 + start, run.a0 + step, run.b0 + start, run.b0 + step, step - start
                    )
                )
            start = None
    return pieces


def _join(runs: list[Passage], one: tuple[str, ...], other: tuple[str, ...]) -> list[Passage]:
    """Neighbouring runs in the same order become one passage over a small gap."""
    joined: list[Passage] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and 0 <= run.a0 - last.a1 <= GAP and 0 <= run.b0 - last.b1 <= GAP:
            between = set(one[last.a1 : run.a0]) & set(other[last.b1 : run.b0])
            joined[-1] = Passage(
                last.a0, run.a1, last.b0, run.b1, last.equal + run.equal + len(between)
            )
        else:
            joined.append(run)
    return joined
