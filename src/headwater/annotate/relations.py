"""Reads attribution relations off a text, window by window, with any network of the right shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from headwater.annotate.decode import (
    Floats,
    Limits,
    Words,
    best_spans,
    cue_inputs,
    sigmoid,
)
from headwater.annotate.windows import (
    SPECIAL_MARK,
    Ints,
    Pieces,
    Splitter,
    Window,
    segments,
    windows,
)
from headwater.model import Relation, Span


class Network(Protocol):
    """What the decoder needs of a network. T counts a special piece at either end."""

    def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats]:
        """Map ids and marks, (T,), to a memory (T, D) and cue scores (T, 6).

        The cue scores are inside, first, last for cues that stand in no other attribution's
        content, then the same for cues anywhere.
        """

    def relate(self, memory: Floats, weights: Floats, distances: Ints, steps: Ints) -> Floats:
        """Map a memory and R described cues to (R, T, 6): source scores, then content scores."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a model reads: its window and special pieces, as its card says."""

    size: int = 256
    overlap: int = 48
    first: int = 101
    last: int = 102


@dataclass(frozen=True, slots=True)
class Found:
    """One relation in a window, in characters, before those of all windows are compared."""

    relation: Relation
    flat: float
    """Score as an attribution in nobody else's content."""


def read_relations(
    network: Network,
    splitter: Splitter,
    shape: Shape,
    limits: Limits,
    text: str,
    breaks: Sequence[Span],
) -> tuple[Relation, ...]:
    """Return the attributions of a text by the place of their cues; none crosses a break."""
    found: list[Found] = []
    for stretch in segments(len(text), breaks):
        pieces = splitter.pieces(text, stretch)
        for window in windows(pieces, shape.size, shape.overlap):
            found.extend(_window(network, shape, limits, pieces, window))
    return tuple(sorted(_settled(found, limits), key=lambda r: (r.cue, r.content, r.source)))


def _window(
    network: Network, shape: Shape, limits: Limits, pieces: Pieces, window: Window
) -> Iterator[Found]:
    cut = slice(window.start, window.end)
    ids = np.concatenate([[shape.first], pieces.ids[cut], [shape.last]])
    marks = np.concatenate([[SPECIAL_MARK], pieces.marks[cut], [SPECIAL_MARK]])
    memory, scores = network.read(ids, marks)
    words = Words.of(pieces.heads[cut])
    cues = _cues(
        scores[1:-1],
        words,
        limits,
        (window.own_start - window.start, window.own_end - window.start),
    )
    if not cues:
        return
    spans = [(int(words.first[a]), int(words.last[b - 1]) + 1) for a, b in cues]
    related = network.relate(memory, *cue_inputs(spans, pieces, window))[:, 1:-1]
    for index, (a, b) in enumerate(spans):
        # Nothing is cue and source, or cue and content, of the same attribution.
        related[index, a:b, 0::3] = -20.0
        role = related[index]
        source = best_spans(role[:, :3], words, limits.source)
        content = best_spans(role[:, 3:], words, limits.content)
        if not content:
            continue
        sure = sigmoid(role[words.first, 3])
        inside = np.concatenate([sure[x:y] for x, y in content]).mean()
        flat, nested = (float(sigmoid(scores[1 + a : 1 + b, k]).mean()) for k in (0, 3))
        yield Found(
            Relation(
                source=_characters(source, words, pieces, window),
                cue=_characters([cues[index]], words, pieces, window),
                content=_characters(content, words, pieces, window),
                score=round(max(flat, nested) * float(inside), 4),
            ),
            flat=round(flat * float(inside), 4),
        )


def _cues(
    scores: Floats, words: Words, limits: Limits, own: tuple[int, int]
) -> list[tuple[int, int]]:
    flat = best_spans(scores[:, :3], words, limits.cue)
    anywhere = best_spans(scores[:, 3:], words, limits.nested_cue)
    taken = {word for a, b in flat for word in range(a, b)}
    more = [(a, b) for a, b in anywhere if taken.isdisjoint(range(a, b))]
    return [(a, b) for a, b in sorted(flat + more) if own[0] <= words.first[a] < own[1]]


def _characters(
    spans: Sequence[tuple[int, int]], words: Words, pieces: Pieces, window: Window
) -> tuple[Span, ...]:
    return tuple(
        (
            int(pieces.starts[window.start + words.first[a]]),
            int(pieces.ends[window.start + words.last[b - 1]]),
        )
        for a, b in spans
    )


def _settled(found: Sequence[Found], limits: Limits) -> Iterator[Relation]:
    """Keep a relation that is sure enough: surer where it lies in another one's content."""
    plain = [f for f in found if f.flat >= limits.relation]
    for one in found:
        if one.flat >= limits.relation or (
            one.relation.score >= limits.nested
            and any(
                s <= one.relation.cue[0][0] and one.relation.cue[0][1] <= e
                for other in plain
                for s, e in other.relation.content
            )
        ):
            yield one.relation
