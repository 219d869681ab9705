"""Totals over a period or several places: figures that never make an incident."""

from __future__ import annotations

from headwater.extract.happenings import Happening
from headwater.extract.triggers import Marked
from headwater.model import Count

WARS = frozenset(("war", "conflict", "uprising", "crisis", "insurgency", "campaign", "revolution"))
STARTS = frozenset(
    (
        "since",
        "began",
        "erupted",
        "start",
        "started",
        "begin",
        "erupt",
        "broke",
        "began",
        "beginning",
    )
)
PERIODS = frozenset(
    (
        "month",
        "year",
        "week",
        "months",
        "years",
        "weeks",
        "decade",
        "decades",
        "monthly",
        "annual",
        "quarter",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    )
)
OVER = frozenset(("past", "last", "during", "over", "in", "previous", "throughout"))
COUNTED = frozenset(
    ("total", "civilian", "civilians", "people", "number", "documented", "deaths", "casualties")
)
"""Words by which a figure over a period is a count of many happenings."""
WAR_TOLL = 5000
"""No single incident of the home ground came near it; a larger figure is a war's toll."""


def is_summary(marked: Marked, group: Happening, killed: Count | None) -> bool:
    """Whether a happening is a total over a period, told by its wording."""
    figure = None if killed is None else killed.best or killed.low
    if figure is not None and figure >= WAR_TOLL:
        return True
    first = group.clusters[0].segment
    words = marked.syntax.words[first.first : first.end]
    if killed is None:
        return False
    if any(w in STARTS for w in words) and any(w in WARS for w in words):
        return True
    for at, word in enumerate(words[1:], start=1):
        if word in PERIODS and words[at - 1] in OVER and word != "march":
            return not COUNTED.isdisjoint(words) and words[at - 1] != "last"
    return False
