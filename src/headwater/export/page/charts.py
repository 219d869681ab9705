"""Where and when the news of a case is: a map without tiles, and a timeline; both are SVG.

Each mark leads to its incident, or to the list of those at its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, cos, floor, radians, sqrt
from statistics import median

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page.svg import element, group, link
from headwater.export.screen import cut
from headwater.model import Incident

_WIDE, _HIGH = 560.0, 320.0
_EDGE = 46.0
_LEAST_SPAN = 0.3
"""Degrees: a map of one place still shows its surroundings."""
_NAMED = 10
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0)
"""Degrees between two lines of the graticule."""
_MOST_LINES = 5
_BAR, _TALLEST = 18.0, 150.0
_MOST_BARS = 60
_USUAL, _FAR = 0.85, 2.5
"""A place is outlying when it is further off than so many times this share of the incidents."""
_NEAR = 5.0
"""Degrees within which nothing is outlying."""
_LABELS = 5
_SAID = 120
"""Characters of an incident's line on hover."""
_LINE = 15.0
"""Height of a line of small text."""
_BASE = 180.0
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map and the incidents there."""

    name: str
    latitude: float
    longitude: float
    incidents: tuple[Incident, ...]
    anchor: str


def spots(incidents: Sequence[Incident]) -> list[Spot]:
    """Incidents by coordinates, in order of first mention; those without any are left out."""
    held: dict[tuple[float, float], list[Incident]] = {}
    for one in incidents:
        place = one.place
        if place is not None and place.latitude is not None and place.longitude is not None:
            held.setdefault((place.latitude, place.longitude), []).append(one)
    return [
        Spot(wording.place(there[0].place), *at, tuple(there), f"pl{number}")
        for number, (at, there) in enumerate(held.items(), 1)
    ]


def outlying(places: Sequence[Spot]) -> list[Spot]:
    """Places so far from nearly all others that a map with them would show nothing else."""
    every = [spot for spot in places for _ in spot.incidents]
    latitude = median(spot.latitude for spot in every) if every else 0.0
    longitude = median(spot.longitude for spot in every) if every else 0.0

    def away(spot: Spot) -> float:
        return max(abs(spot.latitude - latitude), abs(spot.longitude - longitude))

    distances = sorted(away(spot) for spot in every)
    usual = distances[int(_USUAL * (len(distances) - 1))] if distances else 0.0
    far = max(_FAR * usual, _NEAR)
    return [spot for spot in places if away(spot) > far]


def incident_map(places: Sequence[Spot], anchors: Mapping[str, str]) -> Markup | None:
    """Draw the places; None when there is none. What is ``outlying`` is left to the list.

    Args:
        places: see ``spots``.
        anchors: address of each incident.
    """
    if not places:
        return None
    far = outlying(places)
    places = [spot for spot in places if spot not in far]
    frame = _Frame.around(places)
    points: list[Markup] = []
    labels: list[Markup] = []
    taken: list[tuple[float, float, float]] = []
    for number, spot in enumerate(sorted(places, key=lambda one: -len(one.incidents))):
        x, y = frame.at(spot.latitude, spot.longitude)
        radius = 5 + 4 * sqrt(len(spot.incidents) - 1)
        said = f"{cut(spot.name, _SAID)}: {wording.number_of(len(spot.incidents), 'incident')}"
        alone = len(spot.incidents) == 1
        href = anchors[spot.incidents[0].id] if alone else f"#{spot.anchor}"
        circle = element("circle", element("title", said), cx=x, cy=y, r=radius)
        points.append(link(href, circle, aria_label=said))
        if number < _NAMED:
            count = "" if alone else f" ({len(spot.incidents)})"
            labels += _label(f"{spot.name[:28]}{count}", x, y, radius, taken)
    return element(
        "svg",
        element("rect", x=0.5, y=0.5, width=_WIDE - 1, height=_HIGH - 1, class_="ground"),
        *frame.graticule(),
        *points,
        group(labels, class_="names", aria_hidden="true"),
        viewBox=f"0 0 {_WIDE:.0f} {_HIGH:.0f}",
        class_="map",
        role="group",
        aria_label="Map of incidents",
    )


def _label(
    text: str, x: float, y: float, radius: float, taken: list[tuple[float, float, float]]
) -> Iterator[Markup]:
    """A name beside its point, left where there is no room at the right; none where names meet."""
    width = 6.6 * len(text)
    right = x + radius + 4
    sides = ((right, "start", right), (x - radius - 4, "end", x - radius - 4 - width))
    for at, anchor, left in sides:
        fits = left > 0 and left + width < _WIDE
        if fits and not any(
            abs(y - other) < _LINE and left < end and start < left + width
            for start, end, other in taken
        ):
            taken.append((left, left + width, y))
            yield element("text", text, x=at, y=y + 4, text_anchor=anchor)
            return


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world shown, equirectangular around its middle."""

    latitude: float
    longitude: float
    stretch: float
    scale: float

    @classmethod
    def around(cls, places: Sequence[Spot]) -> _Frame:
        lats = [spot.latitude for spot in places]
        lons = [spot.longitude for spot in places]
        latitude, longitude = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        stretch = max(cos(radians(latitude)), 0.05)
        tall = max(max(lats) - min(lats), _LEAST_SPAN)
        wide = max(max(lons) - min(lons), _LEAST_SPAN) * stretch
        scale = min((_WIDE - 3 * _EDGE) / wide, (_HIGH - 2 * _EDGE) / tall)
        return cls(latitude, longitude, stretch, scale)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = _WIDE / 2 + (longitude - self.longitude) * self.stretch * self.scale
        return x, _HIGH / 2 - (latitude - self.latitude) * self.scale

    def graticule(self) -> Iterator[Markup]:
        """Lines of whole degrees or parts of them, with their names at the edge."""
        wide = _WIDE / 2 / self.stretch / self.scale
        tall = _HIGH / 2 / self.scale
        step = next((one for one in _STEPS if 2 * max(wide, tall) / one <= _MOST_LINES * 2), 45.0)
        for value in _between(self.longitude - wide, self.longitude + wide, step):
            x, _ = self.at(self.latitude, value)
            yield element("line", x1=x, x2=x, y1=1, y2=_HIGH - 1, class_="grid")
            if _EDGE < x < _WIDE - _EDGE:
                said = _degrees((value + 180) % 360 - 180, "E", "W")
                yield element("text", said, x=x + 3, y=_HIGH - 6, class_="small")
        for value in _between(max(-90, self.latitude - tall), min(90, self.latitude + tall), step):
            _, y = self.at(value, self.longitude)
            yield element("line", x1=1, x2=_WIDE - 1, y1=y, y2=y, class_="grid")
            if _LINE < y < _HIGH - _LINE:
                yield element("text", _degrees(value, "N", "S"), x=4, y=y - 3, class_="small")


def _between(low: float, high: float, step: float) -> list[float]:
    return [round(number * step, 6) for number in range(ceil(low / step), floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value >= 0 else negative}"


def timeline(incidents: Sequence[Incident], anchors: Mapping[str, str]) -> Markup | None:
    """Incidents as a stack of marks a day, month or year; None when none has a date.

    A hollow mark stands for a date that is wider than what its column counts.
    """
    dated = [(one, first) for one in incidents if (first := _first_day(one)) is not None]
    if not dated:
        return None
    width = next(
        (one for one in (10, 7, 4) if len(_columns([day for _, day in dated], one)) <= _MOST_BARS),
        4,
    )
    columns = _columns([day for _, day in dated], width)
    stacks: dict[str, list[Incident]] = {column: [] for column in columns}
    for one, day in dated:
        stacks[day.isoformat()[:width]].append(one)
    most = max(len(stack) for stack in stacks.values())
    height = min(_BAR, _TALLEST / most)
    gap = min((_WIDE - 2 * _EDGE) / len(columns), 64.0)
    left = (_WIDE - gap * len(columns)) / 2
    top = _BASE - max(height * most, 40.0) - 12
    parts = [element("line", x1=8, x2=_WIDE - 8, y1=_BASE, y2=_BASE, class_="axis")]
    every = ceil(len(columns) / _LABELS)
    for number, (column, stack) in enumerate(stacks.items()):
        x = left + gap * number
        parts += _stack(stack, width, (x, gap, height), anchors)
        if number % every == 0:
            middle = x + gap / 2
            parts.append(_tick(column, middle))
    return element(
        "svg",
        *parts,
        viewBox=f"0 {top:.0f} {_WIDE:.0f} {_BASE + 30 - top:.0f}",
        class_="timeline",
        role="group",
        aria_label="Incidents over time",
    )


def _stack(
    stack: Sequence[Incident],
    width: int,
    box: tuple[float, float, float],
    anchors: Mapping[str, str],
) -> Iterator[Markup]:
    x, gap, height = box
    for level, one in enumerate(stack):
        mark = element(
            "rect",
            element("title", cut(one.label, _SAID)),
            x=x + gap * 0.08,
            y=_BASE - height * (level + 1) + 1,
            width=max(gap * 0.84, 1.0),
            height=max(height - 2, 1.0),
            rx=1.5,
            class_="vague" if _is_wide(one, width) else None,
        )
        yield link(anchors[one.id], mark)


def _tick(column: str, x: float) -> Markup:
    said = wording.day_short(column) if column.count("-") > 1 else column
    if column.count("-") == 1:
        said = wording.day_short(f"{column}-01").split(" ", 1)[1]
    return element("text", said, x=x, y=_BASE + 18, class_="small", text_anchor="middle")


def _first_day(one: Incident) -> date | None:
    if one.time is None or one.time.start is None:
        return None
    try:
        return date.fromisoformat(one.time.start[:10])
    except ValueError:
        return None


def _is_wide(one: Incident, width: int) -> bool:
    """Whether an incident's date spans more than the column that it stands in."""
    if one.time is None or one.time.start is None or one.time.end is None:
        return False
    try:
        last = date.fromisoformat(one.time.end[:10]) - timedelta(days=1)
    except (ValueError, OverflowError):
        return False
    return last.isoformat()[:width] > one.time.start[:width]


def _columns(days: Sequence[date], width: int) -> list[str]:
    """Every day, month or year from the first to the last; years alone without the empty ones."""
    first, last = min(days), max(days)
    if width == 10:  # noqa: PLR2004  # characters of a day
        count = (last - first).days + 1
        if count > _MOST_BARS:
            return [""] * count
        return [(first + timedelta(days=number)).isoformat() for number in range(count)]
    if width == 7:  # noqa: PLR2004  # characters of a month
        start = first.year * _MONTHS_OF_A_YEAR + first.month - 1
        stop = last.year * _MONTHS_OF_A_YEAR + last.month - 1
        months = (divmod(number, _MONTHS_OF_A_YEAR) for number in range(start, stop + 1))
        return [f"{year:04d}-{month + 1:02d}" for year, month in months]
    return sorted({day.isoformat()[:4] for day in days})
