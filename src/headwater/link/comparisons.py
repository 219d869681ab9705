"""How two claims agree, comparison by comparison, as named levels (Fellegi and Sunter 1969).

A comparison looks at one side of two claims and answers with the name of a level; how much a level
tells is learned and stands in ``linkage.toml``. What a report does not say is a level of its own
("unknown"), never a disagreement.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from headwater.link.days import gap
from headwater.link.likeness import (
    compare_names,
    compare_passage,
    compare_story,
    compare_story_names,
    compare_wording,
)
from headwater.link.pair import Pair
from headwater.link.subjects import Subject, is_soft, near_families
from headwater.model import Place

EARTH_RADIUS_KM = 6371.0088
NEAR_KM = 20.0
FAR_KM = 80.0
CLOSE_TOLL = 1.35
"""Factor within which two tolls are roundings or counts of different hours."""
RISEN_TOLL = 2.0
"""Factor to which the toll of one happening often rises within days."""
FAR_TOLL = 4.0
DAYS_APART = frozenset(("2-3 days", "4-10 days", "more days", "told days apart"))
"""Levels of `compare_time` at which two claims of one report are two happenings."""
BROAD = frozenset(("country", "region", "adm1"))
"""Precisions too wide to say where a happening was."""


def compare_time(pair: Pair) -> str:
    """Days between the two happenings; without both, days between the two publications."""
    one, other = pair.one, pair.other
    if one.days is not None and other.days is not None:
        days = gap(one.days, other.days)
        if days and _told(pair):
            return "told 1 day apart" if days == 1 else "told days apart"
        if days == 0:
            return "same day" if one.exact_day and other.exact_day else "overlapping days"
        return _steps(days, ((1, "1 day"), (3, "2-3 days"), (10, "4-10 days")), "more days")
    if one.published is None or other.published is None:
        return "unknown"
    days = _publication_gap(one, other)
    steps = ((1, "published 0-1 days"), (3, "published 2-3 days"), (10, "published 4-10 days"))
    return _steps(days, (*steps, (40, "published 11-40 days")), "published far apart")


def _told(pair: Pair) -> bool:
    """Whether the evidence of both claims names the day itself."""
    one, other = pair.one, pair.other
    return one.told_day and other.told_day and one.exact_day and other.exact_day


def _publication_gap(one: Subject, other: Subject) -> int:
    """Days between publications, or from a known day of the one to the other's publication."""
    first = one.days[0] if one.days else one.published
    second = other.days[0] if other.days else other.published
    return abs((first or 0) - (second or 0))


def compare_place(pair: Pair) -> str:
    """Same entry or name, near, one within the other, or apart."""
    one, other = pair.one.place, pair.other.place
    if one is None or other is None:
        return "unknown"
    if BROAD & {one.precision, other.precision}:
        return "named beside" if _named_beside(pair) else _broad(one, other)
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return "same"
    apart = kilometres(one, other)
    if pair.one.place_words & pair.other.place_words and (apart is None or apart <= FAR_KM):
        return "same name"
    return _distance(pair, apart)


def _distance(pair: Pair, apart: float | None) -> str:
    """Level of two places of different names, by kilometres and by what stands around them."""
    if _named_beside(pair) and (apart is None or apart <= FAR_KM):
        return "named beside"
    if apart is None:
        return "other name"
    if apart > FAR_KM and not (pair.one.told_place and pair.other.told_place):
        return "far, not in the evidence"
    return _steps(round(apart), ((round(NEAR_KM), "near"), (round(FAR_KM), "apart")), "far")


def _named_beside(pair: Pair) -> bool:
    """Whether the place of the one stands around the evidence of the other."""
    one, other = pair.one, pair.other
    return bool(one.place_words & other.mentioned or other.place_words & one.mentioned)


def _broad(one: Place, other: Place) -> str:
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return "same region"
    if one.country and other.country and one.country != other.country:
        return "far"
    return "within"


def kilometres(one: Place, other: Place) -> float | None:
    """Great-circle distance (haversine); ``None`` when either has no coordinates."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    lat1, lon1, lat2, lon2 = map(
        math.radians, (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def compare_type(pair: Pair) -> str:
    """Families of the two event types; a soft one disagrees with none."""
    one, other = pair.one.family, pair.other.family
    if one is None or other is None:
        return "unknown"
    if one == other:
        return "same family"
    if is_soft(one) or is_soft(other):
        return "unknown"
    return "near family" if near_families(one, other) else "other family"


def compare_toll(pair: Pair) -> str:
    """Equal, close, rising with publication, or in conflict. Tolls rise; they seldom fall."""
    one, other = pair.one.killed, pair.other.killed
    if one is None or other is None:
        return "unknown"
    if one[1] == other[1] or one[0] == other[0]:
        return "equal, large" if max(one[1], other[1]) >= 5 else "equal"  # noqa: PLR2004
    low, high = sorted((one[1], other[1]))
    ratio = high / max(low, 1)
    if ratio <= CLOSE_TOLL:
        return "close"
    if _rises(pair):
        return _risen(ratio)
    return "different" if ratio <= FAR_TOLL else "far apart"


def _risen(ratio: float) -> str:
    if ratio > FAR_TOLL:
        return "rising far"
    return "rising" if ratio <= RISEN_TOLL else "rising much"


def _rises(pair: Pair) -> bool:
    """Whether the later report has the higher toll; reports of one day may stand either way.

    What is told of two different days is no rising toll of one happening.
    """
    one, other = pair.one, pair.other
    if one.killed is None or other.killed is None or compare_time(pair).startswith("told "):
        return False
    if one.published is None or other.published is None or one.published == other.published:
        return True
    first, second = (one, other) if one.published < other.published else (other, one)
    return (first.killed or (0, 0))[1] < (second.killed or (0, 0))[1]


def compare_sides(pair: Pair) -> str:
    """Words that name who did it and who suffered it; things hit tell happenings apart."""
    one, other = pair.one, pair.other
    actors = one.actors & other.actors
    recipients = one.recipients & other.recipients
    if actors and recipients:
        return "both sides"
    if not (actors or recipients) and (
        one.actors & other.recipients or one.recipients & other.actors
    ):
        return "swapped"
    if one.sites and other.sites and not one.sites & other.sites:
        return "other target"
    if actors or recipients or one.sites & other.sites:
        return "one side"
    return _other_actors(one, other)


def _other_actors(one: Subject, other: Subject) -> str:
    """Known bodies that differ weigh more than wordings that do."""
    if one.parties and other.parties:
        return "other parties"
    return "other actors" if one.actors and other.actors else "unknown"


def _steps(value: int, steps: tuple[tuple[int, str], ...], beyond: str) -> str:
    for limit, level in steps:
        if value <= limit:
            return level
    return beyond


def compare_report(pair: Pair) -> str:
    """Two claims of one report are more often two happenings than one told twice."""
    return "one report" if pair.one.report == pair.other.report else "two reports"


COMPARISONS: Mapping[str, Callable[[Pair], str]] = {
    "report": compare_report,
    "passage": compare_passage,
    "time": compare_time,
    "type": compare_type,
    "toll": compare_toll,
    "place": compare_place,
    "sides": compare_sides,
    "wording": compare_wording,
    "names": compare_names,
    "story names": compare_story_names,
    "story": compare_story,
}
"""All comparisons, the cheapest first."""
