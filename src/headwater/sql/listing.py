"""The query behind the list of incidents: filter, search, sort and page in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

Key = tuple[str, bool]
"""An expression to sort by, and whether its largest value comes first."""

_KILLED = "coalesce(killed_best, killed_low, -1)"
SORTS: Mapping[str, tuple[Key, ...]] = {
    "date": (("coalesce(start, '9999')", False),),
    "-date": (("coalesce(start, '')", True),),
    "place": (("coalesce(place, '~')", False),),
    "killed": ((_KILLED, False),),
    "-killed": ((_KILLED, True),),
    "reports": (("reports", False),),
    "-reports": (("reports", True),),
    "origins": (("origins_min", False), ("origins_max", False)),
    "-origins": (("origins_min", True), ("origins_max", True)),
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
    area: str = ""
    """``south,west,north,east`` in degrees."""
    what: str = ""
    """``also`` for what the reports only mention, ``all`` for that and the news; else the news."""
    changed: str = ""
    """``yes`` for those that the last run made or changed."""
    decided: str = ""
    """``no``, ``yes``, ``accept``, ``reject`` or ``disputed``; else all but the rejected."""

    def active(self) -> dict[str, str]:
        """The filters that narrow, by name, as text."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: str(value) for name, value in pairs if value not in {"", None}}


Parameters = dict[str, str | int | float]

_CONDITIONS = {
    "since": '(substr(start, 1, 10) >= $since or "end" > $since)',
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
_CHANGED = {"yes": "incident in (select incident from changes)"}
_WHAT = {"also": "standing <> 'news'", "all": "true"}
_NEWS = "standing = 'news'"
_FOLDED = {"place", "actor"}
SHOWN = (
    'incident, label, plover, acled, place, start, "end", killed_low, killed_best, killed_high, '
    "reports, outlets, origins_min, origins_max, standing, verdict, decisions, disputed"
)
"""Columns that a row of the list shows."""


def where(filters: Filters) -> tuple[str, Parameters]:
    """Conditions and their parameters, for a table ``incidents`` with a column ``search``."""
    conditions, parameters = _narrowed(filters)
    return f"{_WHAT.get(filters.what, _NEWS)} and {conditions}", parameters


def _narrowed(filters: Filters) -> tuple[str, Parameters]:
    """All conditions but what an incident is to the reports."""
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
    box = _box(filters.area)
    if box:
        conditions.append("latitude between $south and $north")
        conditions.append("longitude between $west and $east")
        parameters |= dict(zip(("south", "west", "north", "east"), box, strict=True))
    conditions.append(_CHANGED.get(filters.changed, "true"))
    conditions.append(_DECIDED.get(filters.decided, "verdict <> 'reject'"))
    return " and ".join(conditions), parameters


def _box(area: str) -> list[float]:
    """The corners of an area; empty for none and for anything else than four numbers."""
    try:
        corners = [float(part) for part in area.split(",")]
    except ValueError:
        return []
    return corners if len(corners) == 4 else []  # noqa: PLR2004  # two corners of two numbers


def page(filters: Filters, sort: str, number: int, size: int) -> tuple[str, Parameters]:
    """Rows (`SHOWN`) of one page (numbered from 0), in order; ties by id."""
    conditions, parameters = where(filters)
    query = (
        f"select {SHOWN} from incidents where {conditions} order by {_order(_keys(sort))} "
        f"limit {int(size)} offset {int(number) * int(size)}"
    )
    return query, parameters


def totals(filters: Filters) -> tuple[str, Parameters]:
    """One row (news, only mentioned): how many incidents pass the other filters."""
    conditions, parameters = _narrowed(filters)
    query = (
        f"select count(*) filter (where {_NEWS}), count(*) filter (where not {_NEWS}) "
        f"from incidents where {conditions}"
    )
    return query, parameters


def neighbours(filters: Filters, sort: str) -> tuple[str, Parameters]:
    """One row (before, after, undecided): the incidents beside ``$incident`` in the list.

    ``undecided`` is the next that nobody has decided on; no row when the list leaves it out. The
    keys of the incident are compared, which is quicker than to number the whole list.
    """
    conditions, parameters = where(filters)
    keys = _keys(sort)
    back = [(key, not down) for key, down in keys]

    def first(order: Sequence[Key], more: str = "true") -> str:
        return (
            f"(select incident from incidents, here where {conditions} and {more} "
            f"and {_beyond(order)} order by {_order(order)} limit 1)"
        )

    own = ", ".join(f"{key} as key{number}" for number, (key, _) in enumerate(keys))
    query = (
        f"with here as (select {own} from incidents where {conditions} and incident = $incident) "
        f"select {first(back)}, {first(keys)}, {first(keys, 'decisions = 0')} from here"
    )
    return query, parameters


def _keys(sort: str) -> tuple[Key, ...]:
    """The keys of a sort; ties by id."""
    return (*SORTS.get(sort, SORTS["date"]), ("incident", False))


def _order(keys: Sequence[Key]) -> str:
    return ", ".join(f"{key} {'desc' if down else 'asc'} nulls last" for key, down in keys)


def _beyond(keys: Sequence[Key]) -> str:
    """Whether a row comes after the keys ``key0``, ``key1``, ... of another in an order."""
    condition = "false"
    for number, (key, down) in reversed(list(enumerate(keys))):
        after = f"{key} {'<' if down else '>'} key{number}"
        condition = f"({after} or ({key} = key{number} and {condition}))"
    return condition


@dataclass(frozen=True, slots=True)
class Outlying:
    """Where a map ends: a place is left out that is further off the middle than all the others.

    That is: than ``far`` times the distance within which ``usual`` of the incidents lie, and than
    ``near`` degrees.
    """

    usual: float
    far: float
    near: float


def extent(filters: Filters, outlying: Outlying) -> tuple[str, Parameters]:
    """One row (south, west, north, east, off): around what is not outlying, and how much is.

    Nulls when nothing has coordinates.
    """
    conditions, parameters = where(filters)
    query = (
        f"with placed as (select latitude, longitude from incidents where {conditions} "
        "and latitude is not null and longitude is not null), "
        "middle as (select median(latitude) as lat, median(longitude) as lon from placed), "
        "away as (select latitude, longitude, "
        "greatest(abs(latitude - lat), abs(longitude - lon)) as off from placed, middle), "
        "rim as (select greatest($far * percentile_cont($usual) within group (order by off), "
        "$near) as most from away) "
        "select min(latitude) filter (where off <= most), "
        "min(longitude) filter (where off <= most), max(latitude) filter (where off <= most), "
        "max(longitude) filter (where off <= most), count(*) filter (where off > most) "
        "from away, rim"
    )
    return query, {**parameters, **asdict(outlying)}


Box = tuple[float, float, float, float]
"""South, west, north and east, in degrees."""


def cells(filters: Filters, step: float, box: Box) -> tuple[str, Parameters]:
    """Rows (latitude, longitude, incidents, place) for the map, by cells of ``step`` degrees.

    Coordinates are the mean of the cell's incidents; most incidents first. What lies outside the
    box is left out.
    """
    conditions, parameters = where(filters)
    inside = (
        "latitude between $box_south and $box_north and longitude between $box_west and $box_east"
    )
    query = (
        "select round(avg(latitude), 4), round(avg(longitude), 4), count(*) as incidents, "
        f"min(place) from incidents where {conditions} and {inside} "
        f"group by floor(latitude / {float(step)}), floor(longitude / {float(step)}) "
        "order by incidents desc, 1, 2"
    )
    names = ("box_south", "box_west", "box_north", "box_east")
    return query, {**parameters, **dict(zip(names, box, strict=True))}


def periods(filters: Filters, characters: int) -> tuple[str, Parameters]:
    """Rows (period, incidents) in order of time; a period is a start's first characters."""
    conditions, parameters = where(filters)
    query = (
        f"select substr(start, 1, {int(characters)}) as period, count(*) from incidents "
        f"where {conditions} and start is not null group by period order by period nulls last"
    )
    return query, parameters


TYPES = "select distinct coalesce(acled, plover) from incidents order by 1 nulls last"
"""Rows (type): the types that occur."""
