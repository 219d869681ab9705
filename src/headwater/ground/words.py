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
    speaking: frozenset[str]
    light: frozenset[str]
    turning: frozenset[str]
    site: frozenset[str]
    goal: frozenset[str]
    preposition: frozenset[str]
    parts: frozenset[str]
    holding: frozenset[str]
    hitting: frozenset[str]
    departing: frozenset[str]
    arriving: frozenset[str]
    blows: frozenset[str]
    firing: frozenset[str]
    dwellers: frozenset[str]
    posted: frozenset[str]
    speaking_nouns: frozenset[str]
    measures: frozenset[str]
    governing: frozenset[str]
    breaking: frozenset[str]
    keywords: frozenset[str]
    incidents: frozenset[str]
    happenings: dict[str, str]
    """Lemma -> kind of happening, in capitals lest it be taken for a lemma."""


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists of the package."""
    with (files("headwater.ground") / "data" / "words.toml").open("rb") as stream:
        table = tomllib.load(stream)
    kinds: dict[str, set[str]] = {}
    for kind, names in table["kind"].items():
        for name in names:
            kinds.setdefault(name, set()).add(kind)
    lists = table["name"] | table["event"] | table["role"]
    return Words(
        kinds={name: frozenset(found) for name, found in kinds.items()},
        locative=frozenset(table["before"]["locative"]),
        titles=frozenset(table["person"]["title"]),
        speech=frozenset(table["person"]["speech"]),
        bodies=frozenset(table["organisation"]["after"]),
        common=frozenset(table["common"]["words"]),
        places_after=frozenset(table["kind_after"]["words"]),
        directions=table["direction"],
        happenings={
            lemma: kind.upper() for kind, lemmas in table["happening"].items() for lemma in lemmas
        },
        **{name: frozenset(listed) for name, listed in lists.items()},
    )
