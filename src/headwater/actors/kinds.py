"""What kind of source a description is, by its head noun; the words are in ``kinds.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headwater.actors.names import lookup
from headwater.model import SourceKind

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_APPOSITION = re.compile(r"[,;:()]+")
_BREAK = re.compile(
    r"\s*(?:(?<![\w-])(?:of|for|in|at|from|near|with|on|to|by|who|which|that|inside|within|close|"
    r"linked|posted|belonging|affiliated|based|run|speaking|treating|receiving|working|reached|and|or|among)(?![\w-]))\s*",
    re.IGNORECASE,
)
_PLACING = frozenset({"in", "inside", "within", "from", "near", "at"})
"""Words after which a country is where a source is, not whom it speaks for."""
_LONGEST = 3
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Heads:
    kinds: Mapping[str, SourceKind]
    transparent: Mapping[str, SourceKind]


@cache
def _heads() -> _Heads:
    text = (resources.files("headwater.actors") / "kinds.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    kinds, transparent = (
        {word: SourceKind(kind) for kind, words in table[part].items() for word in words}
        for part in ("heads", "transparent")
    )
    return _Heads(kinds, transparent)


def kind_of(text: str) -> SourceKind | None:
    """The kind of source that a noun phrase describes, or ``None`` when no word tells.

    The head noun decides ("local activists", "doctors at a field hospital"). Where it says
    nothing of itself (source, spokesman, statement, video ...), what stands before it decides
    ("police source"), then what follows ("spokesman for the army"), and a known body in either
    place counts as its own kind. An apposition or a title speaks for a name ("Ahmad, a
    resident", "Governor Ahmad Daher").
    """
    for part in _APPOSITION.split(text):
        kind = _part_kind(part)
        if kind is not None:
            return kind
    return None


def _part_kind(text: str) -> SourceKind | None:
    links = ["", *(match.group().strip().casefold() for match in _BREAK.finditer(text))]
    fallback: SourceKind | None = None
    for link, phrase in zip(links, _BREAK.split(text), strict=True):
        if not phrase.strip() or (link in _PLACING and _is_country(phrase)):
            continue
        kind, transparent = _phrase_kind(phrase)
        if kind is not None and not transparent:
            return kind
        if kind is None and fallback is None:
            return None
        fallback = kind or fallback
    return fallback


def _is_country(phrase: str) -> bool:
    known = lookup(phrase)
    return known is not None and known.country is not None and known.id == known.country.lower()


def _phrase_kind(phrase: str) -> tuple[SourceKind | None, bool]:
    """Kind of one noun phrase without complements, and whether only a transparent head told it."""
    known = lookup(phrase)
    if known is not None:
        return known.kind, False
    words = _WORD.findall(phrase)
    fallback: SourceKind | None = None
    end = len(words)
    while end > 0:
        size, kind, transparent = _longest(words, end)
        if kind is None and fallback is None and end > 1 and words[end - 1][0].isupper():
            end -= 1
            continue
        if kind is not None and not transparent:
            return kind, False
        if kind is None and fallback is None:
            return None, False
        tail = _known_tail(words[:end]) if kind is None else None
        if tail is not None:
            return tail, False
        fallback = fallback or kind
        end -= size
    return fallback, True


def _longest(words: list[str], end: int) -> tuple[int, SourceKind | None, bool]:
    """The longest known run of words before ``end``: its length, kind, whether transparent."""
    heads = _heads()
    for size in range(min(_LONGEST, end), 0, -1):
        for form in _singulars(" ".join(words[end - size : end]).casefold()):
            if form in heads.kinds:
                return size, heads.kinds[form], False
            if form in heads.transparent:
                return size, heads.transparent[form], True
    return 1, None, False


def _singulars(word: str) -> list[str]:
    word = _POSSESSIVE.sub("", word)
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    return forms


def _known_tail(words: list[str]) -> SourceKind | None:
    """Kind of the longest listed body at the end of ``words`` ("a senior Hamas")."""
    for start in range(len(words)):
        known = lookup(" ".join(words[start:]))
        if known is not None:
            return known.kind
    return None
