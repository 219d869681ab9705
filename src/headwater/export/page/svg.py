"""Drawing: SVG elements as escaped markup, and text that fits."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

from markupsafe import Markup, escape

from headwater.export.clean import visible
from headwater.export.palette import LOOKS, Shape
from headwater.export.screen import cut
from headwater.model import SourceKind

Attribute = str | int | float | None


def element(name: str, *children: Markup | str, **attributes: Attribute) -> Markup:
    """An element; text and attribute values are escaped, ``class_`` and ``stroke_width`` renamed.

    An attribute that is None is left out.
    """
    # Plain strings while it is put together: a page holds thousands of elements.
    written = "".join(
        [
            f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
            for key, value in attributes.items()
            if value is not None
        ]
    )
    if not children:
        return Markup(f"<{name}{written}/>")  # noqa: S704  # names are ours, values escaped
    body = "".join(
        [
            str(child) if isinstance(child, Markup) else str(escape(visible(child)))
            for child in children
        ]
    )
    return Markup(f"<{name}{written}>{body}</{name}>")  # noqa: S704  # escaped above


def group(children: Iterable[Markup], **attributes: Attribute) -> Markup:
    """Elements held together."""
    return element("g", *children, **attributes)


def link(href: str | None, *children: Markup | str, **attributes: Attribute) -> Markup:
    """Children behind a link; bare when there is nowhere to go."""
    if href is None:
        return group([child for child in children if isinstance(child, Markup)], **attributes)
    return element("a", *children, href=href, **attributes)


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """Path data of an S-curve that leaves and arrives level."""
    middle = (x1 + x2) / 2
    return cubic((x1, y1), (middle, y1), (middle, y2), (x2, y2))


def cubic(*points: tuple[float, float]) -> str:
    """Path data of a cubic curve: its start, two handles and its end."""
    start, *rest = (f"{_figure(x)},{_figure(y)}" for x, y in points)
    return f"M{start}C{' '.join(rest)}"


def lines(text: str, width: int, most: int) -> list[str]:
    """Text broken by words into at most ``most`` lines of ``width`` characters; the last is cut."""
    text = visible(text)
    broken: list[str] = []
    while text and len(broken) < most - 1:
        head = text[: width + 1]
        at = head.rfind(" ")
        if len(text) <= width or at <= 0:
            break
        broken.append(text[:at])
        text = text[at:].lstrip()
    return [*broken, cut(text, width)] if text else broken


def label(rows: Iterable[str], x: float, y: float, gap: float, **attributes: Attribute) -> Markup:
    """Lines of text, the block centred on ``y``."""
    kept = list(rows)
    top = y - gap * (len(kept) - 1) / 2 + gap * 0.32
    spans = [element("tspan", row, x=x, y=top + gap * number) for number, row in enumerate(kept)]
    return element("text", *spans, **attributes)


def node(kind: SourceKind, x: float, y: float, radius: float, *, hollow: bool) -> Markup:
    """The sign of a kind of source: its shape in its colour with its letters.

    Unnamed sources are hollow.
    """
    look = LOOKS[kind]
    outline = _outline(look.shape, x, y, radius)
    letters = element("text", look.code, x=x, y=y + radius * 0.3, class_="code")
    return group([outline, letters], class_=f"node k-{look.family}{' hollow' if hollow else ''}")


def _outline(shape: Shape, x: float, y: float, r: float) -> Markup:
    if shape is Shape.CIRCLE:
        return element("circle", cx=x, cy=y, r=r)
    if shape is Shape.SQUARE:
        side = r * 1.8
        return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=r / 4)
    if shape is Shape.PAGE:
        left, top, right, bottom = x - r * 0.8, y - r, x + r * 0.8, y + r
        fold = r * 0.5
        return _polygon(
            [
                (left, top),
                (right - fold, top),
                (right, top + fold),
                (right, bottom),
                (left, bottom),
            ]
        )
    corners = 4 if shape is Shape.DIAMOND else 6
    reach = r * (1.2 if corners == 4 else 1.1)  # noqa: PLR2004  # a diamond
    turn = 0.0 if corners == 4 else pi / 6  # noqa: PLR2004  # a diamond stands on its corner
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]
    return _polygon([(x + reach * cos(angle), y + reach * sin(angle)) for angle in angles])


def _polygon(points: Iterable[tuple[float, float]]) -> Markup:
    return element("polygon", points=" ".join(f"{_figure(x)},{_figure(y)}" for x, y in points))


def _value(value: Attribute) -> str:
    """An attribute's value, escaped."""
    if isinstance(value, float):
        return _figure(value)
    return str(escape(visible(str(value))))


def _figure(value: float) -> str:
    """A length with one decimal, if it needs one."""
    return f"{value:.1f}".removesuffix(".0")
