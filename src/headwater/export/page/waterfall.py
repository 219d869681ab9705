"""The weight of a link as a waterfall: each part starts where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from markupsafe import Markup

from headwater.export.page.svg import element

_WIDE, _HIGH = 362.0, 20.0


def waterfall(weights: Sequence[float]) -> list[Markup]:
    """A bar for each weight, all on one scale; a line marks zero."""
    sums = [0.0, *accumulate(weights)]
    low = min(sums)
    scale = (_WIDE - 2) / ((max(sums) - low) or 1.0)
    zero = 1 - low * scale
    bars = []
    for before, after in pairwise(sums):
        bar = element(
            "rect",
            x=1 + (min(before, after) - low) * scale,
            y=4,
            width=max(1.5, abs(after - before) * scale),
            height=12,
            class_="for" if after >= before else "against",
        )
        axis = element("line", x1=zero, x2=zero, y1=0, y2=_HIGH, class_="axis")
        view = f"0 0 {_WIDE:.0f} {_HIGH:.0f}"
        bars.append(element("svg", axis, bar, viewBox=view, class_="waterfall", aria_hidden="true"))
    return bars
