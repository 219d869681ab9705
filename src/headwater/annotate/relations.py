"""Reads attribution relations off a text, window by window, with any network of the right shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from headwater.annotate.decode import (
    Floats,
    Limits,
    Words,
    best_span,
    best_spans,
    cue_inputs,
    sigmoid,
)
from headwater.annotate.states import TokenStates
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

NEVER = -20.0
"""Log-odds of what is ruled out."""
SLACK = 2
"""Characters (spaces, quotation marks) that may part the pieces of a filled gap."""


class Network(Protocol):
    """What the decoder needs of a network. T counts a special piece at either end."""

    def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats, Floats | None]:
        """Map ids and marks, (T,), to a memory (T, D), cue scores (T, 6) and lower states (T, H).

        The cue scores are inside, first, last for cues that stand in no other attribution's
        content, then the same for cues anywhere. The states of the lower layers serve other
        readers of the text; attributions do without.
        """

    def relate(self, memory: Floats, weights: Floats, distances: Ints, steps: Ints) -> Floats:
        """Map a memory and R described cues to (R, T, 6): source scores, then content scores."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a model reads: its window and special pieces, as its card says."""

    size: int = 256
    overlap: int = 24
    first: int = 101
    last: int = 102


@dataclass(frozen=True, slots=True)
class Found:
    """One relation in a window, in characters, before those of all windows are compared."""

    relation: Relation
    flat: float
    """Score as an attribution in nobody else's content."""


def read_relations(  # noqa: PLR0913, PLR0917 (network and text, each with how to read it)
    network: Network,
    splitter: Splitter,
    shape: Shape,
    limits: Limits,
    text: str,
    breaks: Sequence[Span],
    states: TokenStates | None = None,
) -> tuple[Relation, ...]:
    """Return the attributions of a text by the place of their cues; none crosses a break.

    What the lower layers say goes into ``states``.
    """
    found: list[Found] = []
    for stretch in segments(len(text), breaks):
        pieces = splitter.pieces(text, stretch)
        for window in windows(pieces, shape.size, shape.overlap):
            found.extend(_window(network, shape, limits, pieces, window, states))
    return tuple(sorted(_settled(found, limits), key=lambda r: (r.cue, r.content, r.source)))


def _window(
    network: Network,
    shape: Shape,
    limits: Limits,
    pieces: Pieces,
    window: Window,
    states: TokenStates | None,
) -> Iterator[Found]:
    cut = slice(window.start, window.end)
    ids = np.concatenate([[shape.first], pieces.ids[cut], [shape.last]])
    marks = np.concatenate([[SPECIAL_MARK], pieces.marks[cut], [SPECIAL_MARK]])
    memory, scores, lower = network.read(ids, marks)
    if states is not None and lower is not None:
        states.add(pieces, window, lower[1:-1])
    scores, words = scores[1:-1], Words.of(pieces.heads[cut])
    own = (window.own_start - window.start, window.own_end - window.start)
    cues = _cues(scores, words, limits, own)
    if not cues:
        return
    spans = [(int(words.first[a]), int(words.last[b - 1]) + 1) for a, b in cues]
    related = network.relate(memory, *cue_inputs(spans, pieces, window))[:, 1:-1]
    for cue, (a, b), role in zip(cues, spans, related, strict=True):
        source, content, inside = _read_off(role, (a, b), words, limits)
        if content:
            flat, nested = (float(sigmoid(scores[a:b, k]).mean()) * inside for k in (0, 3))
            places = [_characters(p, words, pieces, window) for p in (source, [cue], content)]
            score = round(max(flat, nested), 4)
            yield Found(Relation(places[0], places[1], places[2], score), flat)


def _read_off(
    role: Floats, cue: tuple[int, int], words: Words, limits: Limits
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], float]:
    """Return source and content of a cue as word ranges, and how sure the content is."""
    role = role.copy()
    # Nothing is cue, source and content of the same attribution at once.
    role[cue[0] : cue[1], 0::3] = NEVER
    source = best_span(role[:, :3], words, limits.source)
    for a, b in source:
        role[words.first[a] : words.last[b - 1] + 1, 3] = NEVER
    content = best_spans(role[:, 3:], words, limits.content)
    if not content:
        return source, content, 0.0
    sure = sigmoid(role[words.first, 3])
    return source, content, float(np.concatenate([sure[a:b] for a, b in content]).mean())


def _cues(
    scores: Floats, words: Words, limits: Limits, own: tuple[int, int]
) -> list[tuple[int, int]]:
    flat = best_spans(scores[:, :3], words, limits.cue)
    anywhere = best_spans(scores[:, 3:], words, limits.nested_cue)
    taken = {word for a, b in flat for word in range(a, b)}
    more = [(a, b) for a, b in anywhere if taken.isdisjoint(range(a, b))]
    return [
        (a, b)
        for a, b in sorted(flat + more)
        if own[0] <= words.first[a] < own[1]
        and _hopeful(scores[words.first[a] : words.last[b - 1] + 1], limits)
    ]


def _hopeful(scores: Floats, limits: Limits) -> bool:
    """Tell whether a cue can still reach a limit: a sure content adds nothing to its score."""
    flat, nested = (float(sigmoid(scores[:, k]).mean()) for k in (0, 3))
    return flat >= limits.relation or max(flat, nested) >= limits.nested


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
    plain = [f.relation for f in found if f.flat >= limits.relation]
    nested = [
        f.relation
        for f in found
        if f.flat < limits.relation
        and f.relation.score >= limits.nested
        and any(_holds(other, f.relation.cue[0]) for other in plain)
    ]
    kept = plain + nested
    return (replace(one, content=_bridged(one, kept)) for one in kept)


def _holds(relation: Relation, span: Span) -> bool:
    """Tell whether a span lies in a content, or in a gap that a nested attribution left in it."""
    return relation.content[0][0] <= span[0] and span[1] <= relation.content[-1][1]


def _bridged(relation: Relation, others: Sequence[Relation]) -> tuple[Span, ...]:
    """Join pieces of a content that are parted only by another attribution's source and cue.

    PolNeAR is flat, so a model trained on it cuts a nested source and cue out of what holds them.
    """
    joined = [relation.content[0]]
    for start, end in relation.content[1:]:
        gap = (joined[-1][1], start)
        if any(_fills(other, gap) for other in others if other is not relation):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _fills(relation: Relation, gap: Span) -> bool:
    spans = relation.source + relation.cue
    covered = sum(end - start for start, end in spans if gap[0] <= start and end <= gap[1])
    return covered > 0 and gap[1] - gap[0] - covered <= SLACK * (len(spans) + 1)
