"""Whether two claims of one report are plainly two happenings."""

from __future__ import annotations

from headwater.link.comparisons import (
    BROAD,
    DAYS_APART,
    NEAR_KM,
    compare_place,
    compare_sides,
    compare_time,
    compare_toll,
    compare_type,
    kilometres,
)
from headwater.link.likeness import touches
from headwater.link.pair import Pair
from headwater.link.subjects import Subject

_ELSEWHERE = frozenset(("far", "apart", "other name"))
_ANOTHER = frozenset(("again", "another", "second", "separate", "separately", "elsewhere", "later"))
"""Words by which a report passes to another happening of the same sort."""
_EARLIER = frozenset(("earlier", "initial", "initially", "previous", "previously"))
"""Words by which a report gives an older toll of one happening."""
_OTHER_TOLL = frozenset(("rising", "rising much", "rising far", "different", "far apart"))


def distinct(one: Subject, other: Subject) -> bool:
    """Whether two claims may never be one incident, since one report tells them as two.

    Claims that share words of evidence are one happening read twice, unless their tolls differ.
    Otherwise another type or day tells them apart; so does, for two claims that are both the
    report's news, another toll, another place or another thing hit.
    """
    if one.report != other.report:
        return False
    pair = Pair(one, other)
    tolls = (
        "unknown" if _EARLIER & (one.wording.keys() ^ other.wording.keys()) else compare_toll(pair)
    )
    if any(touches(span, seen) for span in one.spans for seen in other.spans):
        return tolls in _OTHER_TOLL
    days = compare_time(pair)
    if compare_type(pair) == "other family" or days in DAYS_APART:
        return True
    if not (one.claim.event.main and other.claim.event.main):
        return False
    return (
        bool(_ANOTHER & (one.wording.keys() ^ other.wording.keys()))
        or tolls in _OTHER_TOLL
        or days == "told 1 day apart"
        or compare_place(pair) in _ELSEWHERE
        or _other_towns(one, other)
        or compare_sides(pair) == "other target"
    )


def _other_towns(one: Subject, other: Subject) -> bool:
    """Whether the words of both name a town, and not the same; one report names towns together."""
    if one.place is None or other.place is None or not (one.told_place and other.told_place):
        return False
    if BROAD & {one.place.precision, other.place.precision}:
        return False
    if one.place_words & other.place_words:
        return False
    apart = kilometres(one.place, other.place)
    return apart is None or apart > NEAR_KM
