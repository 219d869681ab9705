"""A report's text as markup: paragraph by paragraph, with what was read from it.

Every stretch is one element that bears all its marks as classes, so that overlaps stay legible:
at most two tints (content, and content in content), lines for sources and cues, a marker's stroke
for the evidence, bold for event words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from headwater.export.clean import visible
from headwater.export.marks import Layer, Stretch, depth, stretches
from headwater.export.page.bars import bars
from headwater.export.page.graphic import warning
from headwater.export.page.piece import Piece, around, card, classes, joined, title
from headwater.model import Reading, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a report as a page shows it.

    Attributes:
        html: the marked text.
        events: numbers of the events (from 0) whose evidence begins here.
        graphic: what it describes when it must not be shown first, else None.
        bars: a CSS background that draws how far each level of content reaches.
        furniture: whether all of it belongs to the site.
    """

    html: Markup
    events: tuple[int, ...]
    graphic: str | None
    bars: str
    furniture: bool


def paragraphs(
    reading: Reading,
    anchor: str,
    extra: Iterable[int] = (),
    shared: Iterable[Span] = (),
    *,
    brief: bool = False,
    cards: bool = False,
) -> list[Paragraph]:
    """Paragraphs of a report.

    Args:
        reading: what was read from it.
        anchor: prefix of the ids that words get, e.g. ``r7`` for ``r7-120``.
        extra: further offsets at which an id is needed.
        shared: passages that stand in another report too.
        brief: ids at ``extra`` alone, and no words on hover for cues and
            events: a page that holds many reports stays small.
        cards: sources, cues and event words lead to ``#a0`` and ``#e1``, where they are explained.
    """
    anchors = frozenset(extra if brief else [*_anchors(reading), *extra])
    cut = stretches(reading, shared)
    levels = depth(reading)
    made, first = [], 0
    ids = _Ids(anchor, anchors, brief, cards)
    for start, end in _blocks(reading.report.text):
        while first < len(cut) and cut[first].end <= start:
            first += 1
        pieces = list(_within(cut, first, start, end))
        made.append(_paragraph(reading, pieces, (start, end), ids, levels))
    return made


@dataclass(frozen=True, slots=True)
class _Ids:
    """Which words get an id, and how much is said of them on hover."""

    prefix: str
    at: Collection[int]
    brief: bool
    cards: bool
    said: set[tuple[str, str]] = field(default_factory=set)
    """Words and what was said of them on hover, which is brief when it is said once."""

    def hover(self, words: str, title: str) -> str:
        """What words say on hover."""
        if self.brief and (words, title) in self.said:
            return ""
        self.said.add((words, title))
        return title


def inline(text: str) -> Markup:
    """Words of a report outside their text: escaped, acting characters made visible."""
    return escape(visible(text))


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs: lines that hold more than space."""
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield offset, offset + len(line)
        offset += len(line) + 1


def _within(cut: list[Stretch], first: int, start: int, end: int) -> Iterator[Stretch]:
    for index in range(first, len(cut)):
        one = cut[index]
        if one.start >= end:
            return
        yield Stretch(max(one.start, start), min(one.end, end), one.marks)


def _anchors(reading: Reading) -> Iterator[int]:
    """Offsets that a page may lead to: evidence, figures, places, times, the names of sources."""
    for event in reading.events:
        yield from (start for start, _ in event.evidence)
        counts = (event.killed, event.wounded, event.detained, event.displaced, event.defected)
        yield from (count.span[0] for count in counts if count)
        yield from (one.span[0] for one in (event.place, event.time) if one)
        for chain in event.chains:
            yield from (hop.span[0] for hop in chain if hop.span)
        for entity in (*event.actors, *event.recipients):
            yield from (start for start, _ in entity.mentions)


def _paragraph(
    reading: Reading,
    pieces: list[Stretch],
    block: Span,
    ids: _Ids,
    levels: list[int],
) -> Paragraph:
    text = reading.report.text
    written: list[Piece] = []
    for piece in pieces:
        for one in _cut(reading, piece, ids):
            if written and written[-1].goes_on(one):
                before = written.pop()
                written.append(replace(before, words=before.words + one.words))
            else:
                written.append(one)
    begun = (
        number
        for number, event in enumerate(reading.events)
        if event.evidence and block[0] <= event.evidence[0][0] < block[1]
    )
    return Paragraph(
        joined(written),
        tuple(begun),
        warning(text[block[0] : block[1]]),
        bars(pieces, block, reading, levels),
        all(piece.of(Layer.FURNITURE) for piece in pieces),
    )


def _cut(reading: Reading, piece: Stretch, ids: _Ids) -> Iterator[Piece]:
    """A stretch cut where words need an id of their own."""
    text = reading.report.text
    said = title(reading, piece, brief=ids.brief)
    hover = ids.hover(text[piece.start : piece.end], said) if said else ""
    leads_to, of = card(piece) if ids.cards else (None, None)
    bounds = [at for at in range(piece.start + 1, piece.end) if at in ids.at]
    for start, end in zip([piece.start, *bounds], [*bounds, piece.end], strict=True):
        yield Piece(
            text[start:end],
            classes(reading, piece),
            hover,
            f"{ids.prefix}-{start}" if start in ids.at else None,
            around=around(reading, piece),
            card=leads_to,
            of=of,
        )
