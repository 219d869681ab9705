"""A map without tiles, as SVG; each mark leads to what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians, sqrt

from markupsafe import Markup

from headwater.export.page.svg import element, group, link

_WIDE, _HIGH = 560.0, 320.0
_EDGE = 46.0
_LEAST_SPAN = 0.3
"""Degrees: a map of one place still shows its surroundings."""
_NAMED = 10
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0)
"""Degrees between two lines of the graticule."""
_MOST_LINES = 5
_HALF = 0.5
USUAL, FAR = 0.85, 2.5
"""A place is outlying when it is further off than so many times this share of the incidents."""
NEAR = 5.0
"""Degrees within which nothing is outlying."""
_LINE = 15.0
"""Height of a line of small text."""
_SMALLEST, _GROWTH, _LARGEST = 5.0, 4.0, 24.0


@dataclass(frozen=True, slots=True)
class Point:
    """A mark on a map: how many incidents it stands for, and where it leads.

    ``name`` is written beside it where there is room.
    """

    latitude: float
    longitude: float
    incidents: int
    name: str
    href: str
    said: str


def outlying(points: Sequence[Point]) -> list[Point]:
    """Points so far from nearly all incidents that a map with them would show nothing else."""
    latitude = _share([(point.latitude, point.incidents) for point in points], _HALF)
    longitude = _share([(point.longitude, point.incidents) for point in points], _HALF)

    def away(point: Point) -> float:
        return max(abs(point.latitude - latitude), abs(point.longitude - longitude))

    usual = _share([(away(point), point.incidents) for point in points], USUAL)
    far = max(FAR * usual, NEAR)
    return [point for point in points if away(point) > far]


def _share(weighted: Sequence[tuple[float, int]], share: float) -> float:
    """The value that a share of the incidents does not exceed; 0 without any."""
    total, below = sum(weight for _, weight in weighted), 0
    for value, weight in sorted(weighted):
        below += weight
        if below >= share * total:
            return value
    return 0.0


def draw_map(points: Sequence[Point]) -> Markup:
    """Draw at least one point, those of most incidents first."""
    frame = _Frame.around(points)
    drawn: list[Markup] = []
    labels: list[Markup] = []
    taken: list[tuple[float, float, float]] = []
    most = max(point.incidents for point in points)
    growth = min(_GROWTH, (_LARGEST - _SMALLEST) / sqrt(max(1, most - 1)))
    for number, point in enumerate(sorted(points, key=lambda one: -one.incidents)):
        x, y = frame.at(point.latitude, point.longitude)
        radius = _SMALLEST + growth * sqrt(point.incidents - 1)
        circle = element("circle", element("title", point.said), cx=x, cy=y, r=radius)
        drawn.append(link(point.href, circle, aria_label=point.said))
        if number < _NAMED and point.name:
            count = "" if point.incidents == 1 else f" ({point.incidents:,})"
            labels += _label(f"{point.name[:28]}{count}", x, y, radius, taken)
    return element(
        "svg",
        element("rect", x=0.5, y=0.5, width=_WIDE - 1, height=_HIGH - 1, class_="ground"),
        *frame.graticule(),
        *drawn,
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
    def around(cls, places: Sequence[Point]) -> _Frame:
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
