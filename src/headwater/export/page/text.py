"""A report's text as markup: paragraph by paragraph, with what was read from it.

Every stretch is one element that bears all its marks as classes, so that overlaps stay legible:
at most two tints (content, and content in content), lines for sources and cues, a marker's stroke
for the evidence, bold for event words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.marks import Layer, Stretch, depth, stretches
from headwater.export.page.bars import bars
from headwater.export.page.graphic import warning
from headwater.export.palette import LOOKS
from headwater.model import Factuality, Reading, Span

_TAG_DISTANCE = 70
"""Characters (about a line) within which two events share one tag in the margin."""


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
        brief: ids at ``extra`` alone, no numbers in the line, and no words on hover for cues and
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
    tags = _tags(pieces)
    written: list[_Piece] = []
    for piece in pieces:
        tag = tags.get(piece.start)
        if tag and not ids.brief:
            words = " ".join(str(number + 1) for number in tag)
            written.append(_Piece(words, ("tag",), "", None, hidden=True))
        classes = tuple(_classes(reading, piece))
        title = _title(reading, piece, brief=ids.brief)
        bounds = [at for at in range(piece.start + 1, piece.end) if at in ids.at]
        for start, end in zip([piece.start, *bounds], [*bounds, piece.end], strict=True):
            name = f"{ids.prefix}-{start}" if start in ids.at else None
            card, of = _card(piece) if ids.cards else (None, None)
            one = _Piece(text[start:end], classes, title, name, card=card, of=of)
            if written and written[-1].goes_on(one):
                before = written.pop()
                one = replace(before, words=before.words + one.words)
            written.append(one)
    begun = (
        number
        for number, event in enumerate(reading.events)
        if event.evidence and block[0] <= event.evidence[0][0] < block[1]
    )
    return Paragraph(
        Markup("").join(one.html() for one in written),
        tuple(begun),
        warning(text[block[0] : block[1]]),
        bars(pieces, block, reading, levels),
        all(piece.of(Layer.FURNITURE) for piece in pieces),
    )


def _tags(pieces: list[Stretch]) -> dict[int, list[int]]:
    """Where an event's number stands in the margin: at its first words in the paragraph."""
    tags: dict[int, list[int]] = {}
    seen: set[int] = set()
    last = None
    for piece in pieces:
        for number in piece.of(Layer.EVENT):
            if number in seen:
                continue
            seen.add(number)
            if last is None or piece.start - last > _TAG_DISTANCE:
                last = piece.start
            tags.setdefault(last, []).append(number)
    return tags


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one look: classes, what they say on hover, and an id."""

    words: str
    classes: tuple[str, ...]
    title: str
    name: str | None
    hidden: bool = False
    card: str | None = None
    """Address of the card that explains the words."""
    of: int | None = None
    """The attribution whose content they are."""

    def goes_on(self, other: _Piece) -> bool:
        """Whether another piece after this one looks the same and needs no id."""
        return other.name is None and replace(self, words="", name=None) == replace(
            other, words="", name=None
        )

    def html(self) -> Markup:
        """The words, in an element where there is something to say of them."""
        shown = escape(visible(self.words))
        if not self.classes and self.name is None:
            return shown
        attributes = Markup("")
        if self.classes:
            attributes += Markup(' class="{}"').format(" ".join(self.classes))
        if self.name:
            attributes += Markup(' id="{}"').format(self.name)
        if self.hidden:
            attributes += Markup(' aria-hidden="true"')
        if self.title:
            attributes += Markup(' title="{}"').format(visible(self.title))
        if self.of is not None:
            attributes += Markup(' data-a="{}"').format(self.of)
        if self.card:
            return Markup('<a href="{}"{}>{}</a>').format(self.card, attributes, shown)
        return Markup("<span{}>{}</span>").format(attributes, shown)


def _card(piece: Stretch) -> tuple[str | None, int | None]:
    """Where words lead that name a source, a cue or an event; whose content they are."""
    contents = piece.of(Layer.CONTENT)
    of = contents[-1] if contents else None
    for layer in (Layer.SOURCE, Layer.CUE):
        for index in piece.of(layer)[-1:]:
            return f"#a{index}", of
    for index in piece.of(Layer.EVENT)[:1]:
        return f"#e{index + 1}", of
    return None, of


def _classes(reading: Reading, piece: Stretch) -> list[str]:
    """Classes of a stretch."""
    classes: list[str] = []
    contents = piece.of(Layer.CONTENT)
    tints = contents[:1] + contents[1:][-1:]
    for prefix, index in zip(("c t", "c2 u"), tints, strict=False):
        family = LOOKS[reading.attributions[index].source_kind].family
        classes.append(f"{prefix}-{family}")
    for layer, name in ((Layer.SOURCE, "s"), (Layer.CUE, "q")):
        for index in piece.of(layer)[-1:]:
            family = LOOKS[reading.attributions[index].source_kind].family
            classes += [name, f"k-{family}"]
    for index in piece.of(Layer.EVIDENCE)[:1]:
        factuality = reading.events[index].factuality
        classes += ["ev", *([] if factuality is Factuality.DENIED else [f"fa-{factuality}"])]
    for index in piece.of(Layer.EVENT)[:1]:
        denied = reading.events[index].factuality is Factuality.DENIED
        classes += ["e", "fa-denied"] if denied else ["e"]
    rest = (
        *((Layer.PLACE, "pl"), (Layer.TIME, "ti"), (Layer.COUNT, "n")),
        *((Layer.SHARED, "sh"), (Layer.FURNITURE, "fu")),
    )
    return classes + [name for layer, name in rest if piece.of(layer)]


def _title(reading: Reading, piece: Stretch, *, brief: bool) -> str:
    """What a stretch says on hover; what its words say already is left out when brief."""
    words = reading.report.text[piece.start : piece.end]
    titles: list[str] = []
    for layer in (Layer.SOURCE,) if brief else (Layer.SOURCE, Layer.CUE):
        for index in piece.of(layer)[-1:]:
            one = reading.attributions[index]
            said, noun = one.source_name or wording.NOT_STATED, LOOKS[one.source_kind].noun
            titles.append(noun if brief and said in words else f"source: {said}, {noun}")
    for index in () if brief else piece.of(Layer.EVENT)[:1]:
        event = reading.events[index]
        kind_of_event = event.type.acled or event.type.plover.capitalize()
        titles.append(f"{index + 1} {kind_of_event}, {event.factuality}")
    for index in piece.of(Layer.PLACE)[:1]:
        place = reading.places[index]
        known = f"GeoNames {place.geonames_id}" if place.geonames_id else "not in the gazetteer"
        titles.append(known if brief and place.name == words else f"place: {place.name}, {known}")
    times = (reading.times[index] for index in piece.of(Layer.TIME)[:1])
    titles += [f"time: {wording.time(one)}" for one in times if one.start or not brief]
    return "; ".join(titles)
