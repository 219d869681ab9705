"""From the encoder's scores to spans and relations.

Every tagger gives three independent scores a piece (log-odds): *inside* a span, *first* piece of
one, *last* piece of one. A span set is read off by a Viterbi search over whole words, so that a
span never starts or ends within a word and the three scores have to agree. Cues come first; then,
for each cue, its source and its content are read from scores that depend on that cue. So
attributions may share a source, lie in each other's content, and have content in several pieces
(attribution relations: Pareti 2012, 2016; PolNeAR: Newell et al. 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.annotate.windows import Bools, Ints, Pieces, Window

Floats = NDArray[np.float32]

DISTANCES = 17
"""Number of distance buckets: inside the cue, and eight on either side of it."""
UNIT_STEPS = 4
"""Units further than this from the cue's unit are treated alike."""
CERTAINLY_OUT = -6.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What is believed; tuned on PolNeAR dev, kept in the model card.

    Attributes:
        cue: added to the *inside* score of cues (log-odds).
        nested_cue: the same for cues that lie in another attribution's content.
        source: added to the *inside* score of sources.
        content: added to the *inside* score of contents.
        relation: least score of a relation, 0 to 1.
        nested: least score of a relation that lies in another one's content, 0 to 1.
    """

    cue: float = 0.0
    nested_cue: float = 0.0
    source: float = 0.0
    content: float = 0.0
    relation: float = 0.4
    nested: float = 0.9


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of a window start and end, in pieces of the window."""

    first: Ints
    last: Ints

    @classmethod
    def of(cls, heads: Bools) -> Words:
        """Group pieces into words: each head and the pieces that continue it."""
        marked = heads.copy()
        marked[:1] = True
        first = np.flatnonzero(marked)
        last = np.append(first[1:], len(heads)) - 1
        return cls(first, last)


def log_sigmoid(scores: Floats) -> Floats:
    """Return log(1 / (1 + exp(-scores))) without overflow, same shape."""
    found: Floats = np.minimum(scores, 0) - np.log1p(np.exp(-np.abs(scores)))
    return found


def sigmoid(scores: Floats) -> Floats:
    """Return 1 / (1 + exp(-scores)), same shape."""
    found: Floats = np.exp(log_sigmoid(scores))
    return found


def best_spans(scores: Floats, words: Words, bias: float = 0.0) -> list[tuple[int, int]]:
    """Return the likeliest set of disjoint spans as word ranges ``[a, b)``.

    Args:
        scores: log-odds of inside, first, last for each piece, shape (pieces, 3).
        words: the words of the window.
        bias: added to *inside*.
    """
    inside = scores[words.first, 0] + np.float32(bias)
    if not (inside > CERTAINLY_OUT).any():
        return []
    # Log-odds add up: what a word gains over lying outside every span.
    return viterbi(inside.tolist(), scores[words.first, 1].tolist(), scores[words.last, 2].tolist())


def best_span(scores: Floats, words: Words, bias: float = 0.0) -> list[tuple[int, int]]:
    """Return the likeliest single span, in a list, or nothing; arguments as ``best_spans``."""
    spans = best_spans(scores, words, bias)
    if len(spans) < 2:  # noqa: PLR2004
        return spans
    inside = scores[words.first, 0] + np.float32(bias)
    gains = [
        inside[a:b].sum() + scores[words.first[a], 1] + scores[words.last[b - 1], 2]
        for a, b in spans
    ]
    return [spans[int(np.argmax(gains))]]


def viterbi(
    inside: Sequence[float], first: Sequence[float], last: Sequence[float]
) -> list[tuple[int, int]]:
    """Find the spans with the greatest sum of log-odds; all arguments have one value a word.

    A span over words a..b-1 gains ``sum(inside[a:b]) + first[a] + last[b-1]``.
    """
    closed, opened = 0.0, -np.inf
    opened_at = 0
    ends: list[int] = []  # ends[i]: where the span that closes at word i starts, or -1
    for index, gain in enumerate(inside):
        if closed + first[index] > opened:
            opened, opened_at = closed + first[index], index
        opened += gain
        if opened + last[index] > closed:
            closed = opened + last[index]
            ends.append(opened_at)
        else:
            ends.append(-1)
    found: list[tuple[int, int]] = []
    index = len(ends) - 1
    while index >= 0:
        if ends[index] < 0:
            index -= 1
        else:
            found.append((ends[index], index + 1))
            index = ends[index] - 1
    return found[::-1]


def cue_inputs(
    cues: Sequence[tuple[int, int]], pieces: Pieces, window: Window
) -> tuple[Floats, Ints, Ints]:
    """Describe each cue ``[a, b)`` (pieces of the window) to the network.

    Returns:
        The mean over the cue's pieces as weights, the distance bucket and the unit step of every
        piece; three arrays of shape (cues, T), T = pieces of the window and one special piece at
        either end, for which all values are 0.
    """
    length = window.end - window.start
    at = np.arange(length)
    unit = np.searchsorted(np.array(pieces.units), at + window.start, side="right")
    weights = np.zeros((len(cues), length + 2), dtype=np.float32)
    distances = np.zeros((len(cues), length + 2), dtype=np.int64)
    steps = np.zeros((len(cues), length + 2), dtype=np.int64)
    for row, (a, b) in enumerate(cues):
        weights[row, a + 1 : b + 1] = 1.0 / (b - a)
        distances[row, 1:-1] = distance_buckets(at, a, b)
        steps[row, 1:-1] = np.clip(unit - unit[a], -UNIT_STEPS, UNIT_STEPS) + UNIT_STEPS
    return weights, distances, steps


def distance_buckets(at: Ints, start: int, end: int) -> Ints:
    """Return 0 inside ``[start, end)``, 1 to 8 before it and 9 to 16 after, by powers of two."""
    gap = np.where(at < start, start - at, at - end + 1)
    size = 1 + np.clip(np.ceil(np.log2(np.maximum(gap, 1))), 0, 7).astype(np.int64)
    found: Ints = np.where(at < start, size, np.where(at >= end, size + 8, 0))
    return found
