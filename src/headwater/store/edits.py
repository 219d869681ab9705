"""Fields of an incident that a reviewer may set, checked before they enter the log."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from headwater.errors import UsageError
from headwater.model import Count, Incident, Place, Time

FIELDS = {
    "label": "a line of text",
    "place": '{"name", "latitude", "longitude", "country"}; null for not stated',
    "date": '"YYYY-MM-DD" or "YYYY-MM-DD/YYYY-MM-DD"; null for not stated',
    "killed": '{"low", "best", "high"}, whole numbers or null; null for not stated',
    "type": '{"plover", "acled"}',
}
"""What can be edited, and the form of its value."""

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")
_NO_WORDS = (0, 0)
"""The span of a value that a reviewer gave: it cites the decision, not the text."""


def apply_edit(incident: Incident, field: str, value: object) -> Incident:
    """The incident with one field set.

    Raises:
        UsageError: the field can't be edited, or the value has another form than ``FIELDS`` says.
    """
    try:
        return _apply(incident, field, value)
    except (KeyError, TypeError, ValueError):
        form = FIELDS.get(field)
        if form is None:
            raise UsageError(f"{field}: can't be edited; one of {', '.join(FIELDS)}") from None
        raise UsageError(f"{field}: has to be {form}") from None


def _apply(incident: Incident, field: str, value: object) -> Incident:
    if field == "label" and isinstance(value, str) and value.strip():
        return replace(incident, label=value.strip())
    if field == "place":
        return replace(incident, place=_place(value), place_report=None)
    if field == "date":
        return replace(incident, time=_time(value), time_report=None)
    if field == "killed":
        return replace(incident, killed=_count(value), killed_report=None)
    if field == "type" and isinstance(value, dict):
        changed = replace(
            incident.type,
            plover=str(value["plover"]),
            acled=None if value.get("acled") is None else str(value["acled"]),
            rule="reviewer",
        )
        return replace(incident, type=changed)
    raise ValueError(field)


def _place(value: object) -> Place | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError
    latitude, longitude = value.get("latitude"), value.get("longitude")
    return Place(
        span=_NO_WORDS,
        name=str(value["name"]),
        latitude=None if latitude is None else float(latitude),
        longitude=None if longitude is None else float(longitude),
        country=value.get("country"),
        precision="point" if latitude is not None else None,
        why="set by a reviewer",
    )


def _time(value: object) -> Time | None:
    if value is None:
        return None
    match = _DATE.fullmatch(str(value))
    if match is None:
        raise ValueError(value)
    first = date.fromisoformat(match[1])
    last = date.fromisoformat(match[2] or match[1])
    if last < first:
        raise ValueError(value)
    return Time(_NO_WORDS, first.isoformat(), (last + timedelta(days=1)).isoformat(), "day")


def _count(value: object) -> Count | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError
    low, best, high = (_whole(value.get(name)) for name in ("low", "best", "high"))
    stated = [number for number in (low, best, high) if number is not None]
    if not stated or stated != sorted(stated):
        raise ValueError(value)
    return Count(low, best, high, _NO_WORDS, "set by a reviewer")


def _whole(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value
