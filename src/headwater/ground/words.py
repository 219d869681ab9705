"""The word lists of ``data/words.toml``, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """What words around a place name tell (see ``data/words.toml`` for each list)."""

    kinds: dict[str, frozenset[str]]
    """Kind word ("province") -> kinds of entry that it asks for."""
    locative: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    bodies: frozenset[str]
    common: frozenset[str]
    places_after: frozenset[str]
    directions: dict[str, int]
    """Direction -> compass bearing in degrees."""
    joiners: frozenset[str]
    articles: frozenset[str]
    generic: frozenset[str]
    arabic_script: frozenset[str]
    leaving: frozenset[str]
    speaking: frozenset[str]
    light: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists of the package."""
    with (files("headwater.ground") / "data" / "words.toml").open("rb") as stream:
        table = tomllib.load(stream)
    kinds: dict[str, set[str]] = {}
    for kind, names in table["kind"].items():
        for name in names:
            kinds.setdefault(name, set()).add(kind)
    return Words(
        kinds={name: frozenset(found) for name, found in kinds.items()},
        locative=frozenset(table["before"]["locative"]),
        titles=frozenset(table["person"]["title"]),
        speech=frozenset(table["person"]["speech"]),
        bodies=frozenset(table["organisation"]["after"]),
        common=frozenset(table["common"]["words"]),
        places_after=frozenset(table["kind_after"]["words"]),
        directions=table["direction"],
        **{name: frozenset(listed) for name, listed in (table["name"] | table["event"]).items()},
    )
