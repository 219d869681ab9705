"""One plain line for an incident: what, against what, where, when."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from headwater.link.days import interval, iso
from headwater.link.leads import lead_span
from headwater.model import Claim, EventType, Place, Report, Time

LONGEST_TARGET = 5
"""Words of a target that still reads as part of a line."""
LONGEST_LINE = 90
"""Characters of a line that is taken from a report."""
_COMMON = frozenset(("a", "an", "the", "two", "three", "four", "five", "six", "seven", "several"))
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def label(kind: EventType, claims: Sequence[Claim], place: Place | None, time: Time | None) -> str:
    """For example "Air strike on a market, Deir Hafir, 12 May 2016", without what is unknown."""
    entry = _entry(kind)
    what = entry["name"]
    target = _target(claims) if "of" in entry else None
    if target:
        what = f"{what} {entry['of']} {target}"
    parts = [what, place.name if place else None, _when(time)]
    return ", ".join(part for part in parts if part)


def headline(report: Report) -> str:
    """A line for what no event type covers: the report's title, else the start of its lead."""
    words = (report.title or "").split()
    if not words and (lead := lead_span(report.text)):
        words = report.text[lead[0] : lead[1]].split()
    line = " ".join(words)
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 3].rstrip()}..."


@cache
def _tables() -> tuple[Mapping[str, Mapping[str, str]], Mapping[str, Mapping[str, str]]]:
    table = tomllib.loads(files("headwater.link").joinpath("labels.toml").read_text("utf-8"))
    return table["names"], table["modes"]


def _entry(kind: EventType) -> Mapping[str, str]:
    names, modes = _tables()
    found = modes.get(kind.mode or "") or names.get(kind.acled or "") or names.get(kind.plover)
    return found or {"name": kind.plover.capitalize() or "Event"}


def _target(claims: Sequence[Claim]) -> str | None:
    """What most claims name as the target, things before people, in few words."""
    votes: Counter[tuple[bool, str]] = Counter()
    for claim in claims:
        for entity in claim.event.recipients:
            if len(entity.name.split()) <= LONGEST_TARGET:
                votes[entity.kind == "thing", entity.name.strip()] += 1
    if not votes:
        return None
    best = max(votes, key=lambda item: (item[0], votes[item], -len(item[1]), item[1]))
    return _as_part(best[1])


def _as_part(target: str) -> str:
    """A target that began its sentence loses its capital: "Two women" becomes "two women"."""
    first = target.split(maxsplit=1)[0]
    return target[0].lower() + target[1:] if first.lower() in _COMMON else target


def _when(time: Time | None) -> str | None:
    """A day, a run of days or a month, in words."""
    days = interval(time)
    if days is None or time is None:
        return None
    first, last = (date.fromisoformat(iso(day)) for day in (days[0], days[1] - 1))
    if time.precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if time.precision == "year":
        return str(first.year)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
