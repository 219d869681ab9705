"""Map and timeline, drawn on the server; each part leads to what it counts."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from math import cos, radians, sqrt

from markupsafe import Markup

from headwater.export.page.svg import element, group, link
from headwater.export.wording import number_of
from headwater.serve.asked import Listed
from headwater.sql.incident_list import IncidentList

_WIDE, _HIGH = 560.0, 300.0
_EDGE = 22.0
_CELLS = 14
"""Cells of the map from side to side."""
_NAMED = 6
_LEAST_SPAN = 0.2
"""Degrees: a map of one place still shows its surroundings."""
_BAR_HEIGHT = 70.0
_LENGTHS = (10, 7, 4)
"""Characters of a day, a month, a year."""
_MOST_BARS = 60
_DEGREES_OF_AREA = 4
"""A click shows this share of the map's width to each side."""


def incident_map(rows: IncidentList, seen: Listed, page: str) -> Markup | None:
    """Incidents of the list by place; None when none has coordinates.

    Args:
        rows: the list.
        seen: its filters.
        page: address of the list; a circle leads there with its surroundings as a filter.
    """
    box = rows.extent(seen.filters)
    if box is None:
        return None
    south, west, north, east = _roomy(*box)
    step = max(east - west, north - south) / _CELLS
    stretch = cos(radians((south + north) / 2)) or 1.0
    scale = min(
        (_WIDE - 2 * _EDGE) / ((east - west) * stretch), (_HIGH - 2 * _EDGE) / (north - south)
    )
    middle = (_WIDE / 2, _HIGH / 2)
    centre = ((south + north) / 2, (west + east) / 2)

    def at(latitude: float, longitude: float) -> tuple[float, float]:
        x = middle[0] + (longitude - centre[1]) * stretch * scale
        return x, middle[1] - (latitude - centre[0]) * scale

    cells = rows.cells(seen.filters, step)
    most = max(int(str(cell[2])) for cell in cells)
    reach = step * _CELLS / _DEGREES_OF_AREA / 2
    parts = [_frame(south, west, north, east)]
    labels = []
    for number, (lat, lon, count, name) in enumerate(cells):
        latitude, longitude, incidents = float(str(lat)), float(str(lon)), int(str(count))
        x, y = at(latitude, longitude)
        radius = 4 + 12 * sqrt(incidents / most)
        corners = (latitude - reach, longitude - reach, latitude + reach, longitude + reach)
        area = ",".join(f"{corner:.4f}" for corner in corners)
        said = f"{name or 'a place without a name'}: {number_of(incidents, 'incident')}"
        href = f"{page}?{seen.query(area=area)}"
        circle = element("circle", element("title", said), cx=x, cy=y, r=radius)
        parts.append(link(href, circle, aria_label=said))
        if number < _NAMED and name:
            text = str(name)[:24]
            anchor = "end" if x > _WIDE * 0.75 else "start"
            side = -radius - 3 if anchor == "end" else radius + 3
            labels.append(element("text", text, x=x + side, y=y + 4, text_anchor=anchor))
    return element(
        "svg",
        *parts,
        group(labels, class_="names", aria_hidden="true"),
        viewBox=f"0 0 {_WIDE:.0f} {_HIGH:.0f}",
        class_="map",
        role="group",
        aria_label="Map of incidents",
    )


def _roomy(south: float, west: float, north: float, east: float) -> tuple[float, ...]:
    tall, wide = max(north - south, _LEAST_SPAN), max(east - west, _LEAST_SPAN)
    lat, lon = (south + north) / 2, (west + east) / 2
    return lat - tall / 2, lon - wide / 2, lat + tall / 2, lon + wide / 2


def _frame(south: float, west: float, north: float, east: float) -> Markup:
    said = (
        f"{_pole(north, 'N', 'S')} to {_pole(south, 'N', 'S')}, "
        f"{_pole(west, 'E', 'W')} to {_pole(east, 'E', 'W')}"
    )
    return group(
        [
            element("rect", x=0.5, y=0.5, width=_WIDE - 1, height=_HIGH - 1, class_="ground"),
            element("text", said, x=8, y=_HIGH - 8, class_="small"),
        ]
    )


def _pole(degrees: float, positive: str, negative: str) -> str:
    return f"{abs(degrees):.1f}° {positive if degrees >= 0 else negative}"


def timeline(rows: IncidentList, seen: Listed, page: str) -> Markup | None:
    """Incidents of the list by day, month or year, whichever is fine enough to be read."""
    bars: list[tuple[str, int]] = []
    days = [(str(day), int(str(count))) for day, count in rows.periods(seen.filters, _LENGTHS[0])]
    for length in _LENGTHS:
        sums: Counter[str] = Counter()
        for day, count in days:
            sums[day[:length]] += count
        bars = list(sums.items())
        if len(bars) <= _MOST_BARS:
            break
    if not bars:
        return None
    most = max(count for _, count in bars)
    gap = (_WIDE - 2 * _EDGE) / len(bars)
    parts = []
    every = max(1, round(len(bars) / 6))
    for number, (period, count) in enumerate(bars):
        first, last = _first_and_last(period)
        height = max(2.0, _BAR_HEIGHT * count / most)
        x = _EDGE + gap * number
        said = f"{period}: {number_of(count, 'incident')}"
        bar = element(
            "rect",
            element("title", said),
            x=x,
            y=10 + _BAR_HEIGHT - height,
            width=max(1.0, min(gap - 1.5, 40.0)),
            height=height,
        )
        query = seen.query(since=first, until=last)
        parts.append(link(f"{page}?{query}", bar, aria_label=said))
        if number % every == 0:
            parts.append(element("text", period, x=x, y=26 + _BAR_HEIGHT, class_="small"))
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {_WIDE:.0f} {_BAR_HEIGHT + 34:.0f}",
        class_="timeline",
        role="group",
        aria_label="Incidents over time",
    )


def _first_and_last(period: str) -> tuple[str, str]:
    """The first and last day of a year, month or day."""
    parts = [int(part) for part in period.split("-") if part.isdigit()]
    if len(parts) == 1:
        return f"{period}-01-01", f"{period}-12-31"
    if len(parts) == 2 and 1 <= parts[1] <= 12:  # noqa: PLR2004  # year and month
        return f"{period}-01", f"{period}-{monthrange(max(1, parts[0]), parts[1])[1]:02d}"
    return period, period
