"""Words that tell how far a report commits itself to an event: ``factuality.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.model import Factuality


@dataclass(frozen=True, slots=True)
class Cues:
    """Word lists by what they do to an event word."""

    modals: dict[str, frozenset[str]]
    governors: dict[str, frozenset[str]]
    adverbs: dict[str, frozenset[str]]
    marks: frozenset[str]
    openings: dict[tuple[str, ...], Factuality]
    false: frozenset[str]
    averted_from: frozenset[str]
    foiled: frozenset[str]
    doers: frozenset[str]
    planning: frozenset[str]
    purpose: dict[str, frozenset[str]]


@cache
def load() -> Cues:
    """Read the cue words that ship with the package."""
    text = files("headwater.extract").joinpath("factuality.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    modals, governors, adverbs = (
        {name: frozenset(words) for name, words in table[part].items()}
        for part in ("modals", "governors", "adverbs")
    )
    openings = {
        tuple(words.split()): Factuality(kind)
        for kind, phrases in table["openings"].items()
        for words in phrases
    }
    false, averted, foiled, doers, planning = (
        frozenset(table[part][name])
        for part, name in (
            ("false", "words"),
            ("from", "averted"),
            ("headline", "averted"),
            ("doers", "words"),
            ("doers", "verbs"),
        )
    )
    marks = frozenset(table["marks"]["hypothetical"])
    purpose = {name: frozenset(words) for name, words in table["purpose"].items()}
    return Cues(
        modals,
        governors,
        adverbs,
        marks,
        openings,
        false,
        averted,
        foiled,
        doers,
        planning,
        purpose,
    )
