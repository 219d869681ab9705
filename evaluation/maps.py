"""A map of the places that headwater resolved on the development reports, as one SVG file.

    python -m evaluation.maps GOLD.jsonl ANNOTATED.jsonl [--title TITLE] --out MAP.svg

GOLD has the toponyms of each report, ANNOTATED is what ``headwater annotate`` wrote. A circle is
one resolved place, its area the number of mentions. Green lies within 161 km of the gold point,
red lies farther off, grey has no gold toponym to judge it by. There are no outlines of countries:
the grid is drawn every 30 degrees (plate carree).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from headwater.ground.geometry import distance_km

NEAR_KM = 161.0
WIDTH, HEIGHT, TOP = 1440, 720, 70
GRID_DEGREES = 30
COLOURS = {"unjudged": "#9aa0a6", "near": "#1b7f5c", "far": "#c4302b"}
LABELS = {
    "near": "within 161 km of the gold point",
    "far": "farther off",
    "unjudged": "no gold toponym here",
}

Spot = tuple[str, float, float, str]
"""Verdict, latitude, longitude and name."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def spots(gold: Path, annotated: Path) -> Counter[Spot]:
    """Resolved places of all reports with how often each was mentioned."""
    toponyms = {str(row["id"]): row["toponyms"] for row in rows(gold)}
    counted: Counter[Spot] = Counter()
    for row in rows(annotated):
        known = toponyms.get(str(row["id"]), [])
        for place in row["places"]:
            if place["latitude"] is not None:
                name = place["name"]
                point = (place["latitude"], place["longitude"])
                counted[verdict(place["span"], point, known), *point, name] += 1
    return counted


def verdict(span: list[int], point: tuple[float, float], known: Iterable[dict[str, Any]]) -> str:
    """Whether a place lies by the gold toponym that it overlaps."""
    judged = [
        (row["lat"], row["lon"])
        for row in known
        if row["lat"] is not None
        and row.get("offset_ok", True)
        and row["start"] < span[1]
        and span[0] < row["end"]
    ]
    if not judged:
        return "unjudged"
    return "near" if min(distance_km(point, other) for other in judged) <= NEAR_KM else "far"


def drawn(counted: Counter[Spot], title: str) -> str:
    """The map as SVG text; wrong places are drawn last, on top."""
    order = list(COLOURS)
    circles = [
        _circle(spot, count)
        for spot, count in sorted(
            counted.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0])
        )
    ]
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + TOP}" '
            'font-family="sans-serif" font-size="15">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT + TOP}" fill="#ffffff"/>',
        f'<text x="16" y="28" font-size="20" font-weight="bold">{escape(title)}</text>',
        *_legend(counted),
        *_grid(),
        *circles,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _at(latitude: float, longitude: float) -> tuple[float, float]:
    x = (longitude + 180) / 360 * WIDTH
    return round(x, 1), round((90 - latitude) / 180 * HEIGHT + TOP, 1)


def _circle(spot: Spot, count: int) -> str:
    kind, latitude, longitude, name = spot
    x, y = _at(latitude, longitude)
    radius = round(2.2 * math.sqrt(count), 1)
    hint = escape(f"{name}: {count} ({LABELS[kind]})")
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{COLOURS[kind]}" fill-opacity="0.55" '
        f'stroke="{COLOURS[kind]}" stroke-width="0.8"><title>{hint}</title></circle>'
    )


def _legend(counted: Counter[Spot]) -> Iterator[str]:
    x = 16
    for kind, label in LABELS.items():
        mentions = sum(count for spot, count in counted.items() if spot[0] == kind)
        text = f"{label}: {mentions} mentions"
        yield f'<circle cx="{x + 6}" cy="50" r="6" fill="{COLOURS[kind]}"/>'
        yield f'<text x="{x + 18}" y="55">{escape(text)}</text>'
        x += 40 + 8 * len(text)


def _grid() -> Iterator[str]:
    yield (
        f'<rect x="0.5" y="{TOP}" width="{WIDTH - 1}" height="{HEIGHT - 1}" fill="#f4f7fa" '
        'stroke="#8a94a0"/>'
    )
    for longitude in range(-180 + GRID_DEGREES, 180, GRID_DEGREES):
        x, _ = _at(0, longitude)
        strong = longitude == 0
        yield _line((x, TOP), (x, TOP + HEIGHT), strong=strong)
        side = "W" if longitude < 0 else "E"
        label = f"{abs(longitude)}°{side if longitude else ''}"
        yield f'<text x="{x + 3}" y="{TOP + HEIGHT - 6}" fill="#5b6672">{label}</text>'
    for latitude in range(-90 + GRID_DEGREES, 90, GRID_DEGREES):
        _, y = _at(latitude, 0)
        yield _line((0, y), (WIDTH, y), strong=latitude == 0)
        side = "S" if latitude < 0 else "N"
        label = f"{abs(latitude)}°{side if latitude else ''}"
        yield f'<text x="4" y="{y - 4}" fill="#5b6672">{label}</text>'


def _line(start: tuple[float, float], end: tuple[float, float], *, strong: bool) -> str:
    colour = "#8a94a0" if strong else "#d5dce3"
    return f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="{colour}"/>'


def main() -> None:
    """Draw the map of one corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("annotated", type=Path)
    parser.add_argument("--title", default="Resolved places")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    counted = spots(options.gold, options.annotated)
    options.out.write_text(drawn(counted, options.title), "utf-8")
    print(f"{sum(counted.values())} resolved mentions, {len(counted)} places: {options.out}")


if __name__ == "__main__":
    main()
