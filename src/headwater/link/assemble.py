"""A group of claims into an incident: type, place, time and toll, and whose words each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from hashlib import sha256

from headwater.link.conflicts import conflicts
from headwater.link.days import interval
from headwater.link.labels import headline, label
from headwater.link.leads import UNTYPED, is_lead
from headwater.link.linker import Group
from headwater.link.origins import count, count_fields
from headwater.link.stories import Stories
from headwater.link.subjects import skeleton
from headwater.link.words import wordings
from headwater.model import Claim, Count, EventType, Incident, Place, Reading, Time

_PRECISION = ("point", "town", "adm2", "adm1", "region", "country")


def incident(group: Group, readings: Mapping[str, Reading], stories: Stories) -> Incident:
    """The incident that a group of claims is about. Its id is a digest of its claims' ids."""
    claims = tuple(sorted(group.claims, key=lambda claim: _published(claim, readings)))
    placed = _elect(claims, _place_key)
    timed = _elect(claims, _time_key)
    told = _toll(claims)
    counted = count(claims, readings, stories)
    kind = _type(claims)
    place = placed.event.place if placed else None
    time = timed.event.time if timed else None
    return Incident(
        id="inc_" + sha256(" ".join(sorted(c.id for c in claims)).encode()).hexdigest()[:16],
        label=headline(readings[claims[0].report].report)
        if kind.plover == UNTYPED
        else label(kind, claims, place, time),
        type=kind,
        place=place,
        time=time,
        killed=told[1] if told else None,
        claims=tuple(claim.id for claim in claims),
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        origins_min=counted.least,
        origins_max=counted.most,
        origins_why=counted.why,
        origins=counted.origins,
        conflicts=conflicts(claims, readings),
        by_field=count_fields(claims, readings, stories),
        links=group.links,
        summary=group.summary,
        place_report=placed.report if placed else None,
        time_report=timed.report if timed else None,
        killed_report=told[0].report if told else None,
    )


def _published(claim: Claim, readings: Mapping[str, Reading]) -> tuple[str, str]:
    return readings[claim.report].report.published or "~", claim.id


def _elect(claims: Sequence[Claim], key: Callable[[Claim], Hashable | None]) -> Claim | None:
    """The first claim whose value most claims share; what is a report's news counts twice."""
    votes: Counter[Hashable] = Counter()
    first: dict[Hashable, Claim] = {}
    for claim in claims:
        value = key(claim)
        if value is not None:
            votes[value] += 2 if claim.event.main else 1
            first.setdefault(value, claim)
    if not votes:
        return None
    order = list(first)
    winner = max(order, key=lambda value: (votes[value], _rank(first[value]), -order.index(value)))
    return first[winner]


def _rank(claim: Claim) -> int:
    """Finer places win a draw."""
    place = claim.event.place
    if place is None or place.precision not in _PRECISION:
        return -len(_PRECISION)
    return -_PRECISION.index(place.precision)


def _place_key(claim: Claim) -> Hashable | None:
    place: Place | None = claim.event.place
    if place is None:
        return None
    return place.geonames_id or " ".join(skeleton(word) for word in wordings(place.name))


def _time_key(claim: Claim) -> Hashable | None:
    time: Time | None = claim.event.time
    return interval(time)


def _type(claims: Sequence[Claim]) -> EventType:
    """The type that most claims give; what is a report's news counts twice, a lead not at all."""
    votes: Counter[EventType] = Counter()
    for claim in [claim for claim in claims if not is_lead(claim.event)] or claims:
        votes[claim.event.type] += 2 if claim.event.main else 1
    return max(votes, key=lambda kind: (votes[kind], kind.acled is not None, repr(kind)))


def _toll(claims: Sequence[Claim]) -> tuple[Claim, Count] | None:
    """The last stated toll, with the least and the greatest figure that any claim gives."""
    stating = [(claim, claim.event.killed) for claim in claims if claim.event.killed is not None]
    figures = [(claim, killed) for claim, killed in stating if killed and _best(killed) is not None]
    if not figures:
        return (stating[-1][0], stating[-1][1]) if stating and stating[-1][1] else None
    news = [pair for pair in figures if pair[0].event.main] or figures
    claim, last = news[-1]
    lows = [k.low if k.low is not None else _best(k) for _, k in figures]
    highs = [k.high if k.high is not None else _best(k) for _, k in figures]
    return claim, Count(
        low=min(value for value in lows if value is not None),
        best=_best(last),
        high=max(value for value in highs if value is not None),
        span=last.span,
        wording=last.wording,
        cumulative=last.cumulative,
    )


def _best(count_: Count) -> int | None:
    return count_.best if count_.best is not None else count_.low
