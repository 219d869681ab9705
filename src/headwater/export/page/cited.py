"""Reasons name reports by their ids; a page shows their outlets and leads to their texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.page.links import Links
from headwater.export.page.text import inline
from headwater.export.screen import cut
from headwater.export.view import CaseView

_LIST = re.compile(r"(?<=\()[^()]+(?=\))")
_NAME = 50
"""Characters of an outlet's name."""
_ITEMS = re.compile(r"(, | and )")


def report_names(case: CaseView, links: Links) -> dict[str, Markup]:
    """For each report's id its outlet and day, as a link to its text."""
    made: dict[str, Markup] = {}
    for reading in case.readings():
        report = reading.report
        name = (
            f"{cut(visible(wording.outlet(report)), _NAME)}, {wording.day_short(report.published)}"
        )
        made[report.id] = Markup('<a href="{}">{}</a>').format(links.report(report.id), name)
    return made


def cited(why: str, names: Mapping[str, Markup]) -> Markup:
    """A reason in which the ids of reports within brackets are replaced by their names.

    Only whole items of a list in brackets are ids: "(r1, r2 and 2 more)".
    """
    written = Markup("")
    at = 0
    for found in _LIST.finditer(why):
        items = _ITEMS.split(found.group())
        # Two names hold commas of their own, so that a semicolon parts them.
        parts = [names.get(item) or ("; " if item == ", " else inline(item)) for item in items]
        known = any(item in names for item in items)
        listed = Markup("").join(parts) if known else inline(found.group())
        written += inline(why[at : found.start()]) + listed
        at = found.end()
    return written + inline(why[at:])
