"""A rising toll as a small step chart: figure by figure, in the order of publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headwater.export.page.svg import element, link

_WIDTH, _HEIGHT = 560.0, 150.0
_DAY_WIDTH = 84.0
"""Room that a day needs below the line."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 16.0, 40.0, 30.0, 34.0


@dataclass(frozen=True, slots=True)
class Step:
    """A figure at a point of the series: its day in words, who says it, where the words stand."""

    figure: int
    day: str
    said_by: str
    href: str


def chart(steps: Sequence[Step], name: str) -> Markup:
    """Draw figures as steps; each point leads to its words.

    Args:
        steps: at least one figure, in order.
        name: what the chart is, for readers who can't see it.
    """
    most = max(step.figure for step in steps) or 1
    gap = (_WIDTH - _LEFT - _RIGHT) / max(1, len(steps) - 1)
    points = [
        (_LEFT + gap * number, _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - step.figure / most))
        for number, step in enumerate(steps)
    ]
    path = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    for x, y in points[1:]:
        path += f" H{x:.1f} V{y:.1f}"
    base = _HEIGHT - _BOTTOM
    dated = _dated(steps, [x for x, _ in points])
    parts = [
        element("line", x1=0, y1=base, x2=_WIDTH, y2=base, class_="axis"),
        element("path", d=path, class_="steps"),
        *(
            _point(step, at, base, dated=number in dated)
            for number, (step, at) in enumerate(zip(steps, points, strict=True))
        ),
    ]
    return element(
        "svg",
        element("title", name),
        *parts,
        viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}",
        role="group",
        aria_label=name,
        class_="series",
    )


def _dated(steps: Sequence[Step], places: Sequence[float]) -> set[int]:
    """The points that bear their day: the first of each day, as far as there is room."""
    dated: list[int] = []
    for number, step in enumerate(steps):
        if not dated or (
            step.day != steps[dated[-1]].day and places[number] - places[dated[-1]] > _DAY_WIDTH
        ):
            dated.append(number)
    return set(dated)


def _point(step: Step, at: tuple[float, float], base: float, *, dated: bool) -> Markup:
    x, y = at
    side = "start" if x < _LEFT + 1 else "middle"
    shift = -8.0 if side == "start" else 0.0
    return link(
        step.href,
        element("title", f"{step.figure:,}, {step.said_by}, {step.day}"),
        element("circle", cx=x, cy=y, r=5),
        element("text", f"{step.figure:,}", x=x + shift, y=y - 11, text_anchor=side, class_="name"),
        *([_day(step.day, x + shift, base + 18, side)] if dated else []),
    )


def _day(day: str, x: float, y: float, side: str) -> Markup:
    return element("text", day, x=x, y=y, text_anchor=side, class_="small")
