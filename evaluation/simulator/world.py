"""The world: towns, bodies that know, and what happened where, seen by whom."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from headwater.model import SourceKind

FIRST_DAY = date(2031, 3, 1)
_HEADS = ("Bar", "Del", "Gor", "Hal", "Ist", "Jem", "Kar", "Lum", "Mor", "Nes", "Orv", "Pel")
_MIDDLES = ("a", "e", "i", "o", "u", "an", "el", "ir", "os", "um", "ath", "eb")
_TAILS = ("din", "garh", "kesh", "lan", "mara", "nour", "pol", "rash", "sur", "tova", "vik", "zan")
_FIRST = (
    *("Ilan", "Sabra", "Teme", "Orin", "Davit", "Maro", "Nadja", "Kellen", "Petra", "Yuri"),
    *("Anouk", "Bashir", "Corin", "Dilara", "Emre", "Fadi", "Greta", "Hamo", "Ines", "Jorik"),
)
AGENCIES = ("Meridian Press", "Northwire", "Coastal News Agency")
_GROUPS = ("Northern Front", "Plateau Brigades", "Army of the Delta", "Third Column", "Free Hills")


@dataclass(frozen=True, slots=True)
class Town:
    """A place and where it lies."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Witness:
    """Someone or some body that knows of a happening at first hand: one true origin."""

    id: str
    name: str
    kind: SourceKind
    named: bool
    role: str = ""
    """What a named person is, in words that a report adds to the name."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one origin says of a happening; ``tolls`` by day after it, never falling."""

    witness: Witness
    tolls: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, and everyone who can tell of it."""

    id: str
    kind: str
    town: Town
    day: date
    target: str
    by: str
    accounts: tuple[Account, ...]
    denier: str | None
    folk: tuple[str, ...]
    """Names of people of the place who come into the story."""
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that reports can be about."""

    happenings: tuple[Happening, ...]
    monitors: tuple[Witness, ...]


@cache
def templates() -> Mapping[str, Any]:
    """The sentences of ``templates.toml``."""
    table = files("evaluation.simulator").joinpath("templates.toml").read_text(encoding="utf-8")
    return tomllib.loads(table)


def make_world(happenings: int, seed: int) -> World:
    """A world of the given size; the same seed gives the same world."""
    rng = Random(seed)  # noqa: S311 - a simulation, not a secret
    towns = _towns(rng, max(60, happenings // 8))
    monitors = tuple(
        Witness(f"monitor {name}", name, SourceKind.MONITOR, named=True)
        for name in ("Delta Rights Monitor", "Casualty Register of the Plateau")
    )
    days = max(60, happenings // 12)
    made = [_happening(rng, number, (towns, days), monitors) for number in range(happenings)]
    return World(tuple(sorted(made, key=lambda happening: (happening.day, happening.id))), monitors)


def _towns(rng: Random, count: int) -> tuple[Town, ...]:
    names: dict[str, None] = {}
    while len(names) < count:
        middle = "".join(rng.choice(_MIDDLES) for _ in range(rng.choice((1, 1, 2))))
        names[rng.choice(_HEADS) + middle + rng.choice(_TAILS)] = None
    return tuple(
        Town(name, round(rng.uniform(20, 29), 4), round(rng.uniform(-40, -28), 4)) for name in names
    )


def _happening(
    rng: Random, number: int, where: tuple[Sequence[Town], int], monitors: Sequence[Witness]
) -> Happening:
    towns, days = where
    kind = rng.choice(sorted(templates()["happening"]))
    town = rng.choice(towns)
    toll = min(120, 1 + int(rng.expovariate(0.12)))
    groups = rng.sample(_GROUPS, 2)
    return Happening(
        id=f"h{number}",
        kind=kind,
        town=town,
        day=FIRST_DAY + timedelta(days=rng.randrange(days)),
        target=rng.choice(templates()["happening"][kind]["targets"]),
        by=groups[0],
        accounts=_accounts(rng, number, town, (toll, monitors)),
        denier=groups[0] if rng.random() < 0.25 else None,  # noqa: PLR2004
        folk=tuple(_person(rng) for _ in range(4)),
        streets=tuple(_surname(rng) for _ in range(4)),
    )


def _accounts(
    rng: Random, number: int, town: Town, how: tuple[int, Sequence[Witness]]
) -> tuple[Account, ...]:
    """One to five origins; a monitor knows of most happenings."""
    toll, monitors = how
    witnesses: list[Witness] = []
    if rng.random() < 0.8:  # noqa: PLR2004 - share of happenings that a monitor counts
        witnesses.append(rng.choice(monitors))
    turns = rng.choice((0, 1, 1, 2, 3)) or (not witnesses)
    for turn in range(turns):
        witness = _witness(rng, f"{number}-{turn}", town)
        while witness.name in {known.name for known in witnesses}:  # a desk keeps its sources apart
            witness = _witness(rng, f"{number}-{turn}", town)
        witnesses.append(witness)
    accounts = []
    for witness in witnesses:
        count = max(1, toll + rng.choice((-2, -1, 0, 0, 0, 1)))
        rise = [count]
        for _ in range(3):
            rise.append(rise[-1] + (rng.randrange(1, 2 + count // 3) if rng.random() < 0.4 else 0))  # noqa: PLR2004
        accounts.append(Account(witness, tuple(rise)))
    return tuple(accounts)


def _witness(rng: Random, key: str, town: Town) -> Witness:
    kind = rng.choice(
        (SourceKind.MEDIC, SourceKind.WITNESS, SourceKind.OFFICIAL, SourceKind.ACTIVIST)
    )
    if rng.random() < 0.45:  # noqa: PLR2004 - share of sources that are named
        role = rng.choice(templates()["voices"]["roles"][kind.value])
        return Witness(f"w{key}", _person(rng), kind, named=True, role=role)
    wording = rng.choice(templates()["voices"]["unnamed"][kind.value]).format(place=town.name)
    return Witness(f"w{key}", wording, kind, named=False)


def _person(rng: Random) -> str:
    return f"{rng.choice(_FIRST)} {_surname(rng)}"


def _surname(rng: Random) -> str:
    """One of some twenty thousand."""
    return rng.choice(_HEADS) + rng.choice(_MIDDLES) + rng.choice(_MIDDLES) + rng.choice(_TAILS)
