"""A report's text cut into stretches, each with all that was read from it.

Terminal and page both draw from these, so that overlaps look alike in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from headwater.model import Reading, Span


class Layer(IntEnum):
    """What a mark is; ``index`` of a mark counts within the reading's list of that kind."""

    CONTENT = 0
    SOURCE = 1
    CUE = 2
    EVENT = 3
    EVIDENCE = 4
    PLACE = 5
    TIME = 6
    COUNT = 7
    FURNITURE = 8
    SHARED = 9


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One layer of one stretch: ``index`` of the attribution, event, place, time or passage."""

    layer: Layer
    index: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one look: ``[start, end)`` and its marks, layers in order, outer content first."""

    start: int
    end: int
    marks: tuple[Mark, ...] = field(default=())

    def of(self, layer: Layer) -> list[int]:
        """Indices of the marks of a layer."""
        return [mark.index for mark in self.marks if mark.layer is layer]


def stretches(reading: Reading, shared: Iterable[Span] = ()) -> list[Stretch]:
    """Stretches that cover the whole text in order.

    Args:
        reading: what was read from the report.
        shared: passages that the report shares with another, marked too.
    """
    length = len(reading.report.text)
    changes: dict[int, tuple[list[Mark], list[Mark]]] = {0: ([], [])}
    for mark, (start, end) in [*_marks(reading), *_shared(shared)]:
        first, last = max(0, start), min(end, length)
        if first < last:
            changes.setdefault(first, ([], []))[0].append(mark)
            changes.setdefault(last, ([], []))[1].append(mark)
    changes.setdefault(length, ([], []))
    return list(_sweep(changes, depth(reading)))


def depth(reading: Reading) -> list[int]:
    """How deep each attribution is nested: 0 outermost. A loop of parents ends the count."""
    depths: list[int] = []
    for attribution in reading.attributions:
        parent, level = attribution.parent, 0
        while parent is not None and level < len(reading.attributions):
            parent, level = reading.attributions[parent].parent, level + 1
        depths.append(level)
    return depths


def _sweep(
    changes: dict[int, tuple[list[Mark], list[Mark]]], depths: list[int]
) -> Iterator[Stretch]:
    def order(mark: Mark) -> tuple[int, int, int]:
        nested = depths[mark.index] if mark.layer is Layer.CONTENT else 0
        return mark.layer, nested, mark.index

    active: dict[Mark, int] = {}
    offsets = sorted(changes)
    for start, end in pairwise(offsets):
        opened, closed = changes[start]
        for mark in closed:
            active[mark] -= 1
            if not active[mark]:
                del active[mark]
        for mark in opened:
            active[mark] = active.get(mark, 0) + 1
        yield Stretch(start, end, tuple(sorted(active, key=order)))


def _marks(reading: Reading) -> Iterator[tuple[Mark, Span]]:
    for index, one in enumerate(reading.attributions):
        for layer, spans in (
            (Layer.CONTENT, one.content),
            (Layer.SOURCE, one.source),
            (Layer.CUE, one.cue),
        ):
            yield from ((Mark(layer, index), span) for span in spans)
    for index, event in enumerate(reading.events):
        yield from ((Mark(Layer.EVENT, index), span) for span in event.mentions)
        yield from ((Mark(Layer.EVIDENCE, index), span) for span in event.evidence)
        counts = (event.killed, event.wounded, event.detained, event.displaced, event.defected)
        yield from ((Mark(Layer.COUNT, index), count.span) for count in counts if count)
    yield from ((Mark(Layer.PLACE, n), place.span) for n, place in enumerate(reading.places))
    yield from ((Mark(Layer.TIME, n), time.span) for n, time in enumerate(reading.times))
    for index, span in enumerate(reading.report.furniture):
        yield Mark(Layer.FURNITURE, index), span


def _shared(passages: Iterable[Span]) -> Iterator[tuple[Mark, Span]]:
    return ((Mark(Layer.SHARED, index), span) for index, span in enumerate(passages))
