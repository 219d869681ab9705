"""Bars at the margin of a paragraph: how far what is said in it reaches, one a level."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.export.marks import Layer, Stretch
from headwater.export.palette import LOOKS
from headwater.model import Reading, Span

_WIDTH, _STEP, _MOST = 3, 5, 2
_WHOLE = 100
"""Per cent."""
_GAP = 2
"""Per cent below which a gap in a bar is not seen."""


def bars(pieces: Sequence[Stretch], block: Span, reading: Reading, levels: Sequence[int]) -> str:
    """A CSS background: bars one a level of content, as far down as its share of the text.

    The share of characters stands for the share of lines, which only the reader's screen knows.
    """
    length = block[1] - block[0]
    layers: list[str] = []
    for level in range(_MOST):
        spans = [
            (piece.start - block[0], piece.end - block[0], index)
            for piece in pieces
            for index in piece.of(Layer.CONTENT)
            if min(levels[index], _MOST - 1) == level
        ]
        shades: list[str] = []
        at = 0
        for top, bottom, family in _shares(spans, length, reading):
            if top > at:
                shades.append(f"#0000 {at}% {top}%")
            shades.append(f"var(--ink-{family}) {top}% {bottom}%")
            at = bottom
        if shades:
            end_of_all = [f"#0000 {at}%"] if at < _WHOLE else []
            gradient = f"linear-gradient({','.join([*shades, *end_of_all])})"
            layers.append(f"{gradient} {level * _STEP}px 0/{_WIDTH}px no-repeat")
    return ",".join(layers)


def _shares(
    spans: Sequence[tuple[int, int, int]], length: int, reading: Reading
) -> list[tuple[int, int, str]]:
    """(top, bottom, colour) in per cent; stretches of one colour that nearly touch are one."""
    shares: list[tuple[int, int, str]] = []
    for start, end, index in spans:
        family = LOOKS[reading.attributions[index].source_kind].family
        top, bottom = (round(_WHOLE * offset / length) for offset in (start, end))
        if shares and shares[-1][2] == family and top - shares[-1][1] <= _GAP:
            shares[-1] = (shares[-1][0], bottom, family)
        else:
            shares.append((top, bottom, family))
    return shares
