"""The query behind the list of incidents: filter, search, sort and page in one pass."""

from __future__ import annotations

from dataclasses import dataclass, fields

SORTS = {
    "date": "coalesce(start, '9999')",
    "-date": "coalesce(start, '') desc",
    "place": "coalesce(place, '~')",
    "killed": "coalesce(killed_best, killed_low, -1)",
    "-killed": "coalesce(killed_best, killed_low, -1) desc",
    "reports": "reports",
    "-reports": "reports desc",
    "origins": "origins_min, origins_max",
    "-origins": "origins_min desc, origins_max desc",
}
"""What the list can be sorted by; a leading minus means largest or latest first."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader narrows the list to; ``None`` and empty mean "any"."""

    search: str = ""
    """Words that all occur in label, place, actors or outlets."""
    since: str = ""
    until: str = ""
    """ISO dates; incidents whose time touches [since, until]."""
    place: str = ""
    type: str = ""
    actor: str = ""
    outlet: str = ""
    origins: int | None = None
    """At least this many independent origins at the minimum."""
    decided: str = ""
    """``no``, ``yes``, ``accept``, ``reject`` or ``disputed``; else all but the rejected."""

    def active(self) -> dict[str, str]:
        """The filters that narrow, by name, as text."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: str(value) for name, value in pairs if value not in {"", None}}


Parameters = dict[str, str | int]

_CONDITIONS = {
    "since": 'coalesce("end", start) >= $since',
    "until": "substr(start, 1, 10) <= $until",
    "place": "contains(lower(place), $place)",
    "type": "(acled = $type or plover = $type)",
    "actor": "contains(actor_search, $actor)",
    "outlet": "list_contains(outlet_names, $outlet)",
    "origins": "origins_min >= $origins",
}
_DECIDED = {
    "no": "decisions = 0",
    "yes": "decisions > 0",
    "accept": "verdict = 'accept'",
    "reject": "verdict = 'reject'",
    "disputed": "disputed",
}
_FOLDED = {"place", "actor"}
SHOWN = (
    "incident, label, plover, acled, place, start, \"end\", killed_low, killed_best, killed_high, "
    "reports, outlets, origins_min, origins_max, summary, verdict, decisions, disputed"
)
"""Columns that a row of the list shows."""


def where(filters: Filters) -> tuple[str, Parameters]:
    """Conditions and their parameters, for a table ``incidents`` with a column ``search``."""
    conditions: list[str] = ["true"]
    parameters: Parameters = {}
    for number, word in enumerate(filters.search.casefold().split()):
        conditions.append(f"contains(search, $word{number})")
        parameters[f"word{number}"] = word
    for name, condition in _CONDITIONS.items():
        value = getattr(filters, name)
        if value not in {"", None}:
            conditions.append(condition)
            parameters[name] = value.casefold() if name in _FOLDED else value
    conditions.append(_DECIDED.get(filters.decided, "verdict <> 'reject'"))
    return " and ".join(conditions), parameters


def page(filters: Filters, sort: str, number: int, size: int) -> tuple[str, Parameters]:
    """Rows (`SHOWN`) of one page (numbered from 0), in order; ties by id."""
    conditions, parameters = where(filters)
    order = SORTS.get(sort, SORTS["date"])
    query = (
        f"select {SHOWN} from incidents where {conditions} order by {order}, incident "
        f"limit {int(size)} offset {int(number) * int(size)}"
    )
    return query, parameters


def totals(filters: Filters) -> tuple[str, Parameters]:
    """One row: how many incidents pass the filters."""
    conditions, parameters = where(filters)
    return f"select count(*) from incidents where {conditions}", parameters


def neighbours(filters: Filters, sort: str) -> tuple[str, Parameters]:
    """One row (before, after): the incidents beside ``$incident`` in the list; none outside it."""
    conditions, parameters = where(filters)
    order = SORTS.get(sort, SORTS["date"])
    query = (
        f"select incident, lag(incident) over (order by {order}, incident) as before, "
        f"lead(incident) over (order by {order}, incident) as after "
        f"from incidents where {conditions}"
    )
    return f"select before, after from ({query}) where incident = $incident", parameters


def points(filters: Filters, limit: int) -> tuple[str, Parameters]:
    """Rows (latitude, longitude, incidents, killed) for the map, most incidents first."""
    conditions, parameters = where(filters)
    query = (
        "select round(latitude, 2), round(longitude, 2), count(*), "
        f"sum(coalesce(killed_best, killed_low)) from incidents where {conditions} "
        "and latitude is not null group by all order by 3 desc, 1, 2 "
        f"limit {int(limit)}"
    )
    return query, parameters


def days(filters: Filters) -> tuple[str, Parameters]:
    """Rows (month, incidents) for the timeline, in order of time."""
    conditions, parameters = where(filters)
    query = (
        f"select substr(start, 1, 7), count(*) from incidents where {conditions} "
        "and start is not null group by 1 order by 1"
    )
    return query, parameters


TYPES = "select distinct coalesce(acled, plover) from incidents order by 1 nulls last"
"""Rows (type): the types that occur."""
