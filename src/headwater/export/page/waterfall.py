"""The weight of a link as a waterfall: each part starts where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from markupsafe import Markup

from headwater.export.page.svg import element

_WIDE, _HIGH = 360, 20
_LEAST = 2
"""Width of the bar of a weight of 0."""


def waterfall(weights: Sequence[float]) -> list[Markup]:
    """A bar for each weight, all on one scale; a line marks zero."""
    sums = [0.0, *accumulate(weights)]
    low = min(sums)
    scale = (_WIDE - _LEAST) / ((max(sums) - low) or 1.0)
    zero = round(-low * scale)
    bars = []
    for before, after in pairwise(sums):
        left = round((min(before, after) - low) * scale)
        width = max(_LEAST, round(abs(after - before) * scale))
        bars.append(
            element(
                "svg",
                element("path", d=f"M{zero},0v{_HIGH}", class_="axis"),
                element(
                    "path",
                    d=f"M{left},4h{width}v12h-{width}z",
                    class_="for" if after >= before else "against",
                ),
                viewBox=f"0 0 {_WIDE} {_HIGH}",
                class_="waterfall",
            )
        )
    return bars
