"""Reasons name reports by their ids; a page shows their outlets and leads to their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.page.links import Links
from headwater.export.page.text import inline
from headwater.export.screen import cut
from headwater.model import Report

_LIST = re.compile(r"(?<=\()[^()]+(?=\))")
_NAME = 50
"""Characters of an outlet's name."""
_ITEMS = re.compile(r"(, | and )")
_WORDS = re.compile(r"(\s+|[,.;:](?=\s|$))")
_MIXED = re.compile(r"\d.*[^\W\d_]|[^\W\d_].*\d", re.DOTALL)


def report_names(reports: Iterable[Report], links: Links) -> dict[str, Markup]:
    """For each report's id its outlet and day, as a link to its text."""
    made: dict[str, Markup] = {}
    for report in reports:
        name = (
            f"{cut(visible(wording.outlet(report)), _NAME)}, {wording.day_short(report.published)}"
        )
        made[report.id] = Markup('<a href="{}">{}</a>').format(links.report(report.id), name)
    return made


def cited(why: str, names: Mapping[str, Markup]) -> Markup:
    """A reason in which the ids of reports are replaced by their names.

    Within brackets whole items of a list are ids: "(r1, r2 and 2 more)". Elsewhere a word is one
    when it holds letters and figures both, or else "2 roots" would name a report.
    """
    written = Markup("")
    at = 0
    for found in _LIST.finditer(why):
        items = _ITEMS.split(found.group())
        # Two names hold commas of their own, so that a semicolon parts them.
        parts = [names.get(item) or ("; " if item == ", " else inline(item)) for item in items]
        known = any(item in names for item in items)
        listed = Markup("").join(parts) if known else _loose(found.group(), names)
        written += _loose(why[at : found.start()], names) + listed
        at = found.end()
    return written + _loose(why[at:], names)


def _loose(text: str, names: Mapping[str, Markup]) -> Markup:
    """Text outside lists, word by word."""
    words = (
        names[word] if word in names and _MIXED.search(word) else inline(word)
        for word in _WORDS.split(text)
    )
    return Markup("").join(words)
