"""What the reports of one incident disagree on, value by value, and who says which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from headwater.link.comparisons import NEAR_KM, kilometres
from headwater.link.days import Interval, gap, interval, iso
from headwater.link.roots import roots_of
from headwater.link.subjects import skeleton
from headwater.link.words import wordings
from headwater.model import Claim, Conflict, ConflictValue, Count, Place, Reading

Values = dict[str, list[Claim]]

SLIP = 0.9
"""A later figure may fall this far short of an earlier one, for another outlet's count."""


def conflicts(claims: Sequence[Claim], readings: Mapping[str, Reading]) -> tuple[Conflict, ...]:
    """Conflicts by field (killed, place, time, actor), fields without one left out.

    Args:
        claims: The incident's claims, in order of time.
        readings: Readings by report id.
    """
    found = []
    for field, group in _FIELDS.items():
        values = group(claims)
        if len(values) > 1:
            found.append(
                Conflict(
                    field,
                    tuple(_value(value, held, readings) for value, held in values.items()),
                    rising=field == "killed" and _rising(claims, readings),
                )
            )
    return tuple(found)


def _value(value: str, claims: Sequence[Claim], readings: Mapping[str, Reading]) -> ConflictValue:
    said_by: dict[str, None] = {}
    for claim in claims:
        roots = roots_of(claim, readings[claim.report])
        report = readings[claim.report].report
        said_by[roots[0].name if roots else report.outlet or report.id] = None
    return ConflictValue(value, tuple(claim.id for claim in claims), tuple(said_by))


def _killed(claims: Sequence[Claim]) -> Values:
    values: Values = {}
    for claim in claims:
        killed = claim.event.killed
        if killed is not None and (killed.best is not None or killed.low is not None):
            values.setdefault(figure(killed), []).append(claim)
    return values


def figure(count: Count) -> str:
    """A count in few words: "43", "at least 43", "20 to 30", "up to 30", or its wording."""
    low, best, high = count.low, count.best, count.high
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    if high is not None:
        return f"up to {high}"
    return f"about {best}" if best is not None else count.wording


def _rising(claims: Sequence[Claim], readings: Mapping[str, Reading]) -> bool:
    """Whether each day's greatest figure is at least about the greatest of the days before."""
    by_day: dict[str, int] = {}
    for claim in claims:
        killed = claim.event.killed
        best = None if killed is None else killed.best if killed.best is not None else killed.low
        day = (readings[claim.report].report.published or "")[:10]
        if best is not None and day:
            by_day[day] = max(best, by_day.get(day, 0))
    tolls = [by_day[day] for day in sorted(by_day)]
    highest = list(accumulate(tolls, max))
    return len(tolls) > 1 and all(
        toll >= SLIP * before for toll, before in zip(tolls[1:], highest, strict=False)
    )


def _place(claims: Sequence[Claim]) -> Values:
    """Places that are neither near nor the same by name; broad regions conflict with nothing."""
    values: Values = {}
    kept: list[Place] = []
    for claim in claims:
        place = claim.event.place
        if place is None or place.precision in ("country", "region", "adm1"):
            continue
        known = next((other for other in kept if _one_place(place, other)), None)
        if known is None:
            kept.append(place)
        values.setdefault((known or place).name, []).append(claim)
    return values


def _one_place(one: Place, other: Place) -> bool:
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return True
    apart = kilometres(one, other)
    if apart is not None:
        return apart <= NEAR_KM
    words = ({skeleton(word) for word in wordings(place.name)} for place in (one, other))
    return bool(set.intersection(*words))


def _time(claims: Sequence[Claim]) -> Values:
    """Days that do not overlap."""
    values: Values = {}
    kept: list[tuple[str, Interval]] = []
    for claim in claims:
        days = interval(claim.event.time)
        if days is None:
            continue
        name = next((name for name, known in kept if gap(days, known) == 0), None)
        if name is None:
            last = iso(days[1] - 1)
            name = iso(days[0]) if last == iso(days[0]) else f"{iso(days[0])} to {last}"
            kept.append((name, days))
        values.setdefault(name, []).append(claim)
    return values


def _actor(claims: Sequence[Claim]) -> Values:
    """Perpetrators whose names share no word; claims that name none say nothing."""
    values: Values = {}
    kept: list[tuple[str, set[str]]] = []
    for claim in claims:
        for entity in claim.event.actors[:1]:
            words = set(wordings(entity.canonical or "")) | set(wordings(entity.name))
            name = next((name for name, known in kept if known & words), None)
            if name is None:
                name = entity.name
                kept.append((name, words))
            values.setdefault(name, []).append(claim)
    return values


_FIELDS: Mapping[str, Callable[[Sequence[Claim]], Values]] = {
    "killed": _killed,
    "place": _place,
    "time": _time,
    "actor": _actor,
}
