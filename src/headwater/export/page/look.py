"""Templates: what they are given so that hostile text stays text, on the page and in review."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.page.cited import cited
from headwater.export.screen import cut

_OWN = "headwater.export.page"


@cache
def environment(package: str) -> Environment:
    """Templates of a package, and those that every page shares.

    Args:
        package: where templates are looked for first.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_OWN)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.globals.update(wording=wording, number_of=wording.number_of)
    made.filters.update(cut=_cut, cited=cited)
    return made


def _cut(text: str, width: int) -> str:
    """At most ``width`` columns; a word of a megabyte is cut before anybody measures it."""
    return cut(text[: 4 * width], width)


def _finalize(value: object) -> object:
    """Characters that act on the screen are shown instead, wherever text enters a page."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value
