"""Where and when the news of a case is: a map and a timeline.

Each mark leads to its incident, or to the list of those at its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page import map as drawn_map
from headwater.export.page.axis import BASE, WIDE, Axis
from headwater.export.page.map import Point, draw_map
from headwater.export.page.svg import element, link
from headwater.export.screen import cut
from headwater.model import Incident

_BAR, _TALLEST = 18.0, 150.0
_SAID = 120
"""Characters of an incident's line on hover."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map and the incidents there."""

    name: str
    latitude: float
    longitude: float
    incidents: tuple[Incident, ...]
    anchor: str

    def point(self, href: str = "") -> Point:
        """Its mark on the map."""
        count = len(self.incidents)
        said = f"{cut(self.name, _SAID)}: {wording.number_of(count, 'incident')}"
        return Point(self.latitude, self.longitude, count, self.name, href, said)


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
    """Places that the map leaves out (see ``map.outlying``)."""
    far = {(one.latitude, one.longitude) for one in drawn_map.outlying([s.point() for s in places])}
    return [spot for spot in places if (spot.latitude, spot.longitude) in far]


def incident_map(places: Sequence[Spot], anchors: Mapping[str, str]) -> Markup | None:
    """Draw the places; None when there is none. What is ``outlying`` is left to the list.

    Args:
        places: see ``spots``.
        anchors: address of each incident.
    """
    if not places:
        return None
    far = outlying(places)
    return draw_map(
        [
            spot.point(
                anchors[spot.incidents[0].id] if len(spot.incidents) == 1 else f"#{spot.anchor}"
            )
            for spot in places
            if spot not in far
        ]
    )


def timeline(incidents: Sequence[Incident], anchors: Mapping[str, str]) -> Markup | None:
    """Incidents as a stack of marks a day, month or year; None when none has a date.

    A hollow mark stands for a date that is wider than what its column counts.
    """
    dated = [(one, first) for one in incidents if (first := _first_day(one)) is not None]
    if not dated:
        return None
    axis = Axis.over([day for _, day in dated])
    stacks: dict[str, list[Incident]] = {column: [] for column in axis.columns}
    for one, day in dated:
        stacks[day.isoformat()[: axis.width]].append(one)
    most = max(len(stack) for stack in stacks.values())
    height = min(_BAR, _TALLEST / most)
    top = BASE - max(height * most, 40.0) - 12
    parts = [*axis.drawn()]
    for number, stack in enumerate(stacks.values()):
        parts += _stack(stack, axis.width, (axis.left(number), axis.gap, height), anchors)
    return element(
        "svg",
        *parts,
        viewBox=f"0 {top:.0f} {WIDE:.0f} {BASE + 30 - top:.0f}",
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
            y=BASE - height * (level + 1) + 1,
            width=max(gap * 0.84, 1.0),
            height=max(height - 2, 1.0),
            rx=1.5,
            class_="vague" if _is_wide(one, width) else None,
        )
        yield link(anchors[one.id], mark)


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
