"""Map and timeline of the list, drawn on the server; each part narrows the list to its own."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from headwater.export.page.axis import BASE, WIDE, Axis
from headwater.export.page.map import FAR, NEAR, USUAL, Point, draw_map
from headwater.export.page.svg import element, link
from headwater.export.wording import number_of
from headwater.serve.asked import Listed
from headwater.sql.incident_list import IncidentList
from headwater.sql.listing import Outlying

_CELLS = 14
"""Cells of the map from side to side."""
_LEAST_STEP = 0.02
"""Degrees of a cell."""
_REACH = 1.8
"""A click shows so many cells to each side."""
_TALLEST = 120.0
_SHARE_WIDTH = 100.0
_DAY, _MONTH = 10, 7
"""Characters of an ISO day and month."""


@dataclass(frozen=True, slots=True)
class Places:
    """The list's map, and how many of its incidents lie far off it."""

    drawn: Markup
    off: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands above the list: how much passes its filters, where and when it is."""

    news: int
    also: int
    """What the reports only mention."""
    map: Places | None
    timeline: Markup | None


def overview(rows: IncidentList, seen: Listed, page: str) -> Overview:
    """Count and draw what a list holds.

    Args:
        rows: the list.
        seen: its filters.
        page: address of the list.
    """
    drawn = incident_map(rows, seen, page), timeline(rows, seen, page)
    return Overview(*rows.counts(seen.filters), *drawn)


def incident_map(rows: IncidentList, seen: Listed, page: str) -> Places | None:
    """Incidents of the list by place; None when none has coordinates.

    Args:
        rows: the list.
        seen: its filters.
        page: address of the list; a circle leads there with its surroundings as a filter.
    """
    around = rows.extent(seen.filters, Outlying(USUAL, FAR, NEAR))
    if around is None:
        return None
    box, off = around
    south, west, north, east = box
    step = max(north - south, east - west, _CELLS * _LEAST_STEP) / _CELLS
    points = []
    reach = step * _REACH
    for lat, lon, count, name in rows.cells(seen.filters, step, box):
        latitude, longitude, incidents = float(str(lat)), float(str(lon)), int(str(count))
        corners = (latitude - reach, longitude - reach, latitude + reach, longitude + reach)
        area = ",".join(f"{corner:.4f}" for corner in corners)
        said = f"{name or 'a place without a name'}: {number_of(incidents, 'incident')}"
        href = f"{page}?{seen.query(area=area)}"
        points.append(Point(latitude, longitude, incidents, str(name or ""), href, said))
    return Places(draw_map(points), off)


def timeline(rows: IncidentList, seen: Listed, page: str) -> Markup | None:
    """Incidents of the list by day, month or year, whichever is fine enough to be read."""
    days: Counter[date] = Counter()
    for day, count in rows.periods(seen.filters, _DAY):
        try:
            days[date.fromisoformat(str(day))] += int(str(count))
        except ValueError:
            continue
    if not days:
        return None
    axis = Axis.over(list(days))
    sums: Counter[str] = Counter()
    for one, number in days.items():
        sums[one.isoformat()[: axis.width]] += number
    most = max(sums.values())
    parts = [*axis.drawn()]
    for position, period in enumerate(axis.columns):
        if not sums[period]:
            continue
        height = max(2.0, _TALLEST * sums[period] / most)
        said = f"{period}: {number_of(sums[period], 'incident')}"
        bar = element(
            "rect",
            element("title", said),
            x=axis.left(position) + axis.gap * 0.08,
            y=BASE - height,
            width=max(axis.gap * 0.84, 1.0),
            height=height,
        )
        first, last = _first_and_last(period)
        query = seen.query(since=first, until=last)
        parts.append(link(f"{page}?{query}", bar, aria_label=said))
    return element(
        "svg",
        *parts,
        viewBox=f"0 {BASE - _TALLEST - 12:.0f} {WIDE:.0f} {_TALLEST + 42:.0f}",
        class_="timeline",
        role="group",
        aria_label="Incidents over time",
    )


def _first_and_last(period: str) -> tuple[str, str]:
    """The first and last day of a year, month or day."""
    if len(period) == _DAY:
        return period, period
    if len(period) == _MONTH:
        year, month = (int(part) for part in period.split("-"))
        return f"{period}-01", f"{period}-{monthrange(year, month)[1]:02d}"
    return f"{period}-01-01", f"{period}-12-31"


def shares(parts: Sequence[tuple[str, int]]) -> Markup:
    """A whole as one bar of parts, each with its class."""
    total = sum(count for _, count in parts) or 1
    bars = []
    at = 0.0
    for kind, count in parts:
        width = _SHARE_WIDTH * count / total
        if count:
            bars.append(element("rect", x=at, y=0, width=width, height=8, class_=kind))
        at += width
    return element(
        "svg",
        *bars,
        viewBox=f"0 0 {_SHARE_WIDTH:.0f} 8",
        preserveAspectRatio="none",
        class_="share",
        aria_hidden="true",
    )
