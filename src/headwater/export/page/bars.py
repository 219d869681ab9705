"""Bars at the margin of a paragraph: how far what is said in it reaches, one a level."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.export.marks import Layer, Stretch
from headwater.export.palette import LOOKS
from headwater.model import Reading, Span

_WIDTH, _STEP, _MOST = 3, 5, 2


def bars(pieces: Sequence[Stretch], block: Span, reading: Reading, levels: Sequence[int]) -> str:
    """Bars at the margin, one a level of content, as far down as the content's share of the text.

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
        for start, end, index in _merged(spans):
            family = LOOKS[reading.attributions[index].source_kind].family
            top, bottom = 100 * start / length, 100 * end / length
            x = level * _STEP
            ink = f"var(--ink-{family})"
            shades = [f"{ink} {top:.0f}% {bottom:.0f}%"]
            if round(top) > 0:
                shades.insert(0, f"transparent {top:.0f}%")
            if round(bottom) < 100:  # noqa: PLR2004  # per cent
                shades.append(f"transparent {bottom:.0f}%")
            layers.append(f"linear-gradient({','.join(shades)}) {x}px 0/{_WIDTH}px 100% no-repeat")
    return ",".join(layers)


def _merged(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Neighbouring stretches of one content as one."""
    merged: list[tuple[int, int, int]] = []
    for start, end, index in spans:
        if merged and merged[-1][1] == start and merged[-1][2] == index:
            merged[-1] = (merged[-1][0], end, index)
        else:
            merged.append((start, end, index))
    return merged
