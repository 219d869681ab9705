"""A reviewer's word on two origins of an incident: the same body, or two.

Unnamed sources are left alone: nobody may tie one to a named body or to one in another report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from headwater.errors import UsageError
from headwater.model import Incident, Origin


def as_one(incident: Incident, name: str, other: str, reviewer: str) -> Incident:
    """Two named origins held to be one body.

    Raises:
        UsageError: one of them is unnamed.
    """
    pair = [origin for origin in incident.origins if origin.name in {name, other}]
    if any(not origin.named for origin in pair):
        raise UsageError("an unnamed source is never tied to another source")
    if len(pair) < 2 or name == other:  # noqa: PLR2004  # two make a pair
        return incident
    kept = next(origin for origin in pair if origin.name == name)
    merged = _merged(kept, [origin for origin in pair if origin is not kept], reviewer)
    origins = tuple(
        merged if origin is kept else origin
        for origin in incident.origins
        if origin is kept or origin not in pair
    )
    gone = {origin.group for origin in pair} - {kept.group}
    origins = tuple(
        replace(origin, group=kept.group) if origin.group in gone else origin for origin in origins
    )
    return _counted(incident, origins, f"{reviewer} holds {name} and {other} to be one body")


def as_two(incident: Incident, name: str, other: str, reviewer: str) -> Incident:
    """Two origins that the minimum had merged, held to be two."""
    pair = [origin for origin in incident.origins if origin.name in {name, other}]
    if len({origin.group for origin in pair}) != 1 or len(pair) < 2:  # noqa: PLR2004  # two
        return incident
    fresh = max(origin.group for origin in incident.origins) + 1
    apart = pair[-1]
    origins = tuple(
        replace(origin, group=fresh) if origin is apart else origin for origin in incident.origins
    )
    return _counted(incident, origins, f"{reviewer} holds {name} and {other} to be two sources")


def _merged(kept: Origin, others: list[Origin], reviewer: str) -> Origin:
    everyone = [kept, *others]
    return replace(
        kept,
        reports=_union(origin.reports for origin in everyone),
        claims=_union(origin.claims for origin in everyone),
        outlets=_union(origin.outlets for origin in everyone),
        spans=tuple(dict.fromkeys(span for origin in everyone for span in origin.spans)),
        why=f"{kept.why} {reviewer}: the same body as {', '.join(o.name for o in others)}.".strip(),
    )


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for one in lists for item in one))


def _counted(incident: Incident, origins: tuple[Origin, ...], why: str) -> Incident:
    return replace(
        incident,
        origins=origins,
        origins_min=len({origin.group for origin in origins}),
        origins_max=len(origins),
        origins_why=f"{incident.origins_why} {why}.".strip(),
    )
