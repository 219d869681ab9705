"""Totals over a period or several places: figures that never make an incident."""

from __future__ import annotations

from collections.abc import Sequence

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


REACHING = frozenset(("over", "during", "in", "within", "throughout"))
SPANS = frozenset(("hours", "days", "weeks", "months", "years", "week", "month", "year"))
SPREAD = frozenset(("across", "throughout"))
SEVERAL = frozenset(("several", "various", "different", "multiple", "numerous", "separate"))
PLACES = ("settlement", "locality", "@GPE", "@LOC")
EVENT_TAGS = ("NN", "VBG")


def is_summary(marked: Marked, group: Happening, killed: Count | None) -> bool:
    """Whether a happening is a total over a period or over several places, by its wording."""
    if killed is None:
        return False
    return of_a_period(marked, group, killed) or _over_places(marked, _told(group))


def over_operations(marked: Marked, group: Happening, detained: Count | None) -> bool:
    """Whether those detained are the total of several operations: "in six raids"."""
    return detained is not None and _counted_operations(marked, _told(group))


def _counted_operations(marked: Marked, segment: range) -> bool:
    """Whether a counted plural of deeds is where it happened: "during three operations"."""
    syntax = marked.syntax
    return any(
        syntax.tag(at) == "NNS"
        and marked.has(at, ("event_word",))
        and syntax.words[syntax.head(at)] in OVER
        and syntax.kid(at, "nummod") is not None
        for at in segment
    )


def of_a_period(marked: Marked, group: Happening, killed: Count | None) -> bool:
    """Whether a happening is a total over a period: a war, a month, the last 24 hours."""
    if killed is None:
        return False
    figure = killed.best or killed.low
    if figure is not None and figure >= WAR_TOLL:
        return True
    segment = _told(group)
    words = marked.syntax.words[segment.start : segment.stop]
    if any(w in STARTS for w in words) and any(w in WARS for w in words):
        return True
    return _over_a_period(words)


def _told(group: Happening) -> range:
    """Tokens of the first statement outside the headline."""
    told = [cluster.segment for cluster in group.clusters]
    first = next((segment for segment in told if not segment.headline), told[0])
    return range(first.first, first.end)


def _over_a_period(words: Sequence[str]) -> bool:
    for at, word in enumerate(words[1:], start=1):
        if word in SPANS and _reaches_back(words[max(0, at - 4) : at]):
            return True
        if word in PERIODS and words[at - 1] in OVER and word != "march":
            return not COUNTED.isdisjoint(words) and words[at - 1] != "last"
    return False


def _reaches_back(before: Sequence[str]) -> bool:
    """Whether words close "over the past 24", "during the last two", "in the past"."""
    for at, word in enumerate(before):
        if word in ("past", "last") and before[max(0, at - 1) : at] == ("the",):
            return bool(before[: at - 1]) and before[at - 2] in REACHING
    return False


def _over_places(marked: Marked, segment: range) -> bool:
    """Whether several attacks are told of several places: "air raids across the province"."""
    syntax = marked.syntax
    attacks = [
        at
        for at in segment
        if syntax.tag(at).startswith(EVENT_TAGS) and marked.has(at, ("event_word",))
    ]
    many = [at for at in attacks if syntax.tag(at) == "NNS"]
    places = _plural_places(marked, segment) if many else []
    return any(
        (attacks and syntax.words[at] in SPREAD and _holds_place(marked, at))
        or (syntax.words[at] in SEVERAL and syntax.head(at) in places)
        or (syntax.words[at] == "separate" and syntax.head(at) in many)
        for at in segment
    )


def _holds_place(marked: Marked, preposition: int) -> bool:
    below = marked.syntax.kids[preposition]
    return any(marked.has(k, PLACES) and marked.syntax.lemmas[k] != "border" for k in below)


def _plural_places(marked: Marked, segment: range) -> list[int]:
    syntax = marked.syntax
    return [at for at in segment if syntax.tag(at) == "NNS" and marked.has(at, PLACES)]
