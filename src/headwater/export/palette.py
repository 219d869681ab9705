"""Colour, letters and shape of each kind of source: the same in terminal, page and diagram.

Colours are those of Okabe and Ito (2008), which colour-blind readers can tell apart. Fills are
theirs; inks are darkened or lightened until text in them reaches a contrast of 4.5:1 on the page's
ground (tested). No meaning rests on colour alone: each kind has letters, each family a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from headwater.model import SourceKind

GROUND_LIGHT = "#fffefb"
GROUND_DARK = "#16181c"


class Shape(StrEnum):
    """Outline of a node: persons, bodies, agencies, arms of a state, papers."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of source looks.

    Attributes:
        code: two letters, unique among kinds.
        noun: the kind in words.
        shape: its outline.
        family: name of its colour.
    """

    code: str
    noun: str
    shape: Shape
    family: str


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the palette: fill, ink on a light ground, ink on a dark ground.

    ``letter`` stands for it in the classes of a report's words, of which there are many.
    """

    letter: str
    fill: str
    light: str
    dark: str


COLOURS: Mapping[str, Colour] = {
    "blue": Colour("b", "#0072B2", "#005c91", "#5fb3e6"),
    "green": Colour("g", "#009E73", "#00694d", "#3fc49c"),
    "sky": Colour("s", "#56B4E9", "#1a6b9c", "#7cc7f0"),
    "vermillion": Colour("v", "#D55E00", "#a84a00", "#ff9350"),
    "purple": Colour("p", "#CC79A7", "#96406f", "#e3a3c6"),
    "orange": Colour("o", "#E69F00", "#855c00", "#f0b53c"),
    "grey": Colour("y", "#8a8a8a", "#575757", "#b4b4b4"),
}

LOOKS: Mapping[SourceKind, Look] = {
    SourceKind.OUTLET: Look("Ou", "outlet", Shape.SQUARE, "grey"),
    SourceKind.AGENCY: Look("Ag", "news agency", Shape.DIAMOND, "blue"),
    SourceKind.MONITOR: Look("Mo", "monitoring group", Shape.SQUARE, "green"),
    SourceKind.ORGANISATION: Look("Or", "organisation", Shape.SQUARE, "sky"),
    SourceKind.OFFICIAL: Look("Of", "official", Shape.HEXAGON, "vermillion"),
    SourceKind.MILITARY: Look("Mi", "military", Shape.HEXAGON, "vermillion"),
    SourceKind.STATE_MEDIA: Look("St", "state media", Shape.HEXAGON, "vermillion"),
    SourceKind.NAMED_PERSON: Look("Pe", "named person", Shape.CIRCLE, "purple"),
    SourceKind.WITNESS: Look("Wi", "witness", Shape.CIRCLE, "orange"),
    SourceKind.MEDIC: Look("Me", "medic", Shape.CIRCLE, "orange"),
    SourceKind.ACTIVIST: Look("Ac", "activist", Shape.CIRCLE, "sky"),
    SourceKind.DOCUMENT: Look("Do", "document", Shape.PAGE, "grey"),
    SourceKind.UNNAMED: Look("Un", "unnamed source", Shape.CIRCLE, "grey"),
}
