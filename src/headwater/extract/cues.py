"""The cue lexicon (``cues.toml``), read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas and words by what they do; the groups are described in ``cues.toml``."""

    speech: frozenset[str]
    hearer: frozenset[str]
    clause: frozenset[str]
    object: frozenset[str]
    relay: frozenset[str]
    carry: frozenset[str]
    passive: frozenset[str]
    denial: frozenset[str]
    blame: frozenset[str]
    verdicts: frozenset[str]
    deeds: frozenset[str]
    adverbs: frozenset[str]
    nouns: frozenset[str]
    times: frozenset[str]
    intent: frozenset[str]
    toll: frozenset[str]
    tolls: frozenset[str]
    lives: frozenset[str]
    subordinators: frozenset[str]
    verbs: frozenset[str] = field(init=False)
    """Every lemma that can be the verb of an attribution."""

    def __post_init__(self) -> None:
        verbs = self.speech | self.hearer | self.clause | self.object | self.relay | self.toll
        object.__setattr__(self, "verbs", verbs)


@cache
def cues() -> Cues:
    """The lexicon that the package ships."""
    table = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))
    verbs, words = table["verbs"], table["words"]
    return Cues(
        **{name: frozenset(lemmas) for name, lemmas in verbs.items()},
        **{name: frozenset(entries) for name, entries in words.items()},
    )
