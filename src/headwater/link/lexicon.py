"""The words of ``origins.toml``, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by what they decide; each is described in ``origins.toml``."""

    denial: frozenset[str]
    blame: frozenset[str]
    comment: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    joined: tuple[str, ...]
    generic: frozenset[str]
    forces: frozenset[str]
    offices: tuple[str, ...]
    mouths: tuple[str, ...]
    ministries: tuple[str, ...]
    seats: Mapping[str, str]
    television: frozenset[str]
    decoration: frozenset[str]
    reporters: tuple[str, ...]
    nobody: frozenset[str]
    silence: tuple[str, ...]
    pictures: frozenset[str]
    verdicts: tuple[str, ...]
    happening: tuple[str, ...]
    aftermath: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]
    rescuers: tuple[str, ...]
    commentators: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon that the package ships."""
    table = tomllib.loads(files("headwater.link").joinpath("origins.toml").read_text("utf-8"))
    standing, apart = table["standing"], table["apart"]
    return Lexicon(
        denial=frozenset(standing["denial"]),
        blame=frozenset(standing["blame"]),
        comment=frozenset(standing["comment"]),
        before=tuple(apart["before"]),
        after=tuple(apart["after"]),
        joined=tuple(apart["joined"]),
        generic=frozenset(table["classes"]["generic"]),
        forces=frozenset(table["apart"]["forces"]),
        mouths=tuple(table["executive"]["mouths"]),
        offices=tuple(table["executive"]["offices"]),
        ministries=tuple(table["executive"]["ministries"]),
        seats=table["executive"]["seats"],
        television=frozenset(table["television"]["words"]),
        reporters=tuple(table["scene"]["reporters"]),
        silence=tuple(standing["silence"]),
        nobody=frozenset(table["scene"]["nobody"]),
        pictures=frozenset(table["bearing"]["pictures"]),
        verdicts=tuple(table["bearing"]["verdicts"]),
        happening=tuple(table["bearing"]["happening"]),
        aftermath=tuple(table["bearing"]["aftermath"]),
        kinds={kind: tuple(nouns) for kind, nouns in table["kinds"].items()},
        rescuers=tuple(table["bearing"]["rescuers"]),
        commentators=frozenset(table["bearing"]["commentators"]),
        decoration=frozenset(table["names"]["decoration"]),
    )
