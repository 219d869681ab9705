"""Style sheets: the colours of the kinds of source, what all pages share, the page of a case."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from markupsafe import Markup

from headwater.export.palette import COLOURS, GROUND_DARK, GROUND_LIGHT


def style_sheet() -> Markup:
    """CSS to stand in the page of a case; it names no address."""
    return Markup("\n".join([shared(), _read("page.css")]))  # noqa: S704  # our own files


def shared() -> str:
    """CSS that the page of a case and the review pages share."""
    return "\n".join([palette(), _read("look.css")])


def _read(name: str) -> str:
    path = resources.files("headwater.export.page").joinpath("templates").joinpath(name)
    return path.read_text("utf-8")


def palette() -> str:
    """Inks of the kinds of source for light and dark, and the tints of what they said."""
    light = _variables(GROUND_LIGHT, {name: one.light for name, one in COLOURS.items()})
    dark = _variables(GROUND_DARK, {name: one.dark for name, one in COLOURS.items()})
    rules = [
        f":root{{{light}}}",
        # Paper is light, whatever the screen is.
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}",
    ]
    for name, one in COLOURS.items():
        outer, inner = (
            f"background-color:color-mix(in srgb,{one.fill} {share}%,transparent)"
            for share in (16, 30)
        )
        rules += [
            f".k-{name}{{--ink:var(--ink-{name})}}",
            f".c{one.letter}{{{outer}}}.d{one.letter}{{{inner}}}",
            f".s{one.letter},.q{one.letter}{{text-decoration:underline 2px var(--ink-{name})}}",
            f".q{one.letter}{{text-decoration-style:dotted}}",
        ]
    return "\n".join(rules)


def _variables(ground: str, inks: Mapping[str, str]) -> str:
    written = "".join(f"--ink-{name}:{ink};" for name, ink in inks.items())
    return f"--ground:{ground};{written}"
