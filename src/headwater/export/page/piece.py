"""One stretch of a report's text: which marks it bears, what it says on hover, and its markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup, escape

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.marks import Layer, Stretch
from headwater.export.palette import COLOURS, LOOKS
from headwater.model import Factuality, Reading

_CERTAINTY: Mapping[Factuality, str] = {
    Factuality.ASSERTED: "ea",
    Factuality.REPORTED: "er",
    Factuality.ALLEGED: "el",
    Factuality.DENIED: "ed",
    Factuality.HYPOTHETICAL: "eh",
    Factuality.FUTURE: "ef",
}
_PLAIN = (
    *((Layer.PLACE, "p"), (Layer.TIME, "t"), (Layer.COUNT, "n")),
    *((Layer.SHARED, "h"), (Layer.FURNITURE, "f")),
)
_BARE = re.compile(r"[\w#-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look: classes, what they say on hover, and an id."""

    words: str
    classes: tuple[str, ...]
    title: str = ""
    name: str | None = None
    around: tuple[str, ...] = ()
    """Classes of the run of pieces that it belongs to: content and evidence."""
    card: str | None = None
    """Address of the card that explains the words."""
    of: int | None = None
    """The attribution whose content they are."""

    def goes_on(self, other: Piece) -> bool:
        """Whether another piece after this one looks the same and needs no id."""
        return other.name is None and replace(self, words="", name=None) == replace(
            other, words="", name=None
        )

    def html(self) -> Markup:
        """The words, in an element where there is something to say of them."""
        shown = escape(visible(self.words))
        if not self.classes and self.name is None and not self.title:
            return shown
        tag = "a" if self.card else "b" if "e" in self.classes else "i"
        return _tagged(
            tag,
            shown,
            ("class", " ".join(self.classes)),
            ("id", self.name or ""),
            ("title", visible(self.title)),
            ("href", self.card or ""),
        )


def joined(pieces: Iterable[Piece]) -> Markup:
    """Pieces in a line; those of one run of content and evidence within one element."""
    written = Markup("")
    for (around, of), run in groupby(pieces, key=lambda one: (one.around, one.of)):
        words = Markup("").join(one.html() for one in run)
        said = "" if of is None else str(of)
        if around or said:
            words = _tagged("i", words, ("class", " ".join(around)), ("data-a", said))
        written += words
    return written


def _tagged(tag: str, content: Markup, *attributes: tuple[str, str]) -> Markup:
    """An element; attributes without a value are left out."""
    written = "".join(f" {key}={_quoted(value)}" for key, value in attributes if value)
    return Markup(f"<{tag}{written}>{content}</{tag}>")  # noqa: S704  # every part is escaped


def _quoted(value: str) -> str:
    """A value of an attribute, escaped; without quotation marks where it needs none."""
    return value if _BARE.fullmatch(value) else f'"{escape(value)}"'


def card(piece: Stretch) -> tuple[str | None, int | None]:
    """Where words lead that name a source, a cue or an event; whose content they are."""
    contents = piece.of(Layer.CONTENT)
    of = contents[-1] if contents else None
    for layer in (Layer.SOURCE, Layer.CUE):
        for index in piece.of(layer)[-1:]:
            return f"#a{index}", of
    for index in piece.of(Layer.EVENT)[:1]:
        return f"#e{index + 1}", of
    return None, of


def around(reading: Reading, piece: Stretch) -> tuple[str, ...]:
    """Classes of the run that a stretch belongs to, short because there are many.

    Content is ``c`` and what lies within other content ``d``, each with the letter of its colour;
    evidence is ``e`` with the letter of its certainty (see ``look.css``).
    """
    contents = piece.of(Layer.CONTENT)
    tints = zip("cd", contents[:1] + contents[1:][-1:], strict=False)
    evidence = piece.of(Layer.EVIDENCE)[:1]
    return (
        *(name + _letter(reading, index) for name, index in tints),
        *(_CERTAINTY[reading.events[index].factuality] for index in evidence),
    )


def _letter(reading: Reading, index: int) -> str:
    """Letter of the colour of an attribution's source."""
    return COLOURS[LOOKS[reading.attributions[index].source_kind].family].letter


def classes(reading: Reading, piece: Stretch) -> tuple[str, ...]:
    """A stretch's own classes: a source is ``s`` and a cue ``q`` with the letter of its colour."""
    classes = [
        name + _letter(reading, index)
        for layer, name in ((Layer.SOURCE, "s"), (Layer.CUE, "q"))
        for index in piece.of(layer)[-1:]
    ]
    for index in piece.of(Layer.EVENT)[:1]:
        denied = reading.events[index].factuality is Factuality.DENIED
        classes += ["e", "x"] if denied else ["e"]
    return (*classes, *(name for layer, name in _PLAIN if piece.of(layer)))


def title(reading: Reading, piece: Stretch, *, brief: bool) -> str:
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
        said = f"{place.name}, {known}" if brief else f"place: {place.name}, {known}"
        titles.append(known if brief and place.name == words else said)
    times = (reading.times[index] for index in piece.of(Layer.TIME)[:1])
    prefix = "" if brief else "time: "
    titles += [f"{prefix}{wording.time(one)}" for one in times if one.start or not brief]
    return "; ".join(titles)
