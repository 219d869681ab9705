"""Event types of a user's own: known by words, by a definition and by example sentences.

A table given to headwater may hold ``[[type]]`` entries beside its rows (docs/types.md). Words are
triggers like those of ``triggers.toml``. The definition finds what has no trigger: a clause is of
the type where the definition or an example fits it better than each definition of the codebooks
does (``codebook.toml``), by at least ``MARGIN``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from headwater.errors import TableError
from headwater.extract import meanings
from headwater.extract.casualties import FIELD
from headwater.extract.clauses import Segment
from headwater.extract.meanings import Meaning
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Frame, Lexicon, Mention, Pattern, Sense

KEYS = frozenset(("definition", "words", "examples"))
"""Keys of a ``[[type]]`` that say how it is known; the others are those of a row."""
RANK = 98
"""A user's own type is what a happening is, whatever else is told of it."""
MARGIN, LEAST = 0.03, 0.8
"""By how much a definition must fit better than the codebooks' do, and how well at least (of 2)."""
FEWEST = 3
"""Content words below which a clause says too little to be compared."""
CONTENT = frozenset(("VERB", "NOUN", "ADJ"))
NO_CONTENT = frozenset(("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"))
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class OwnType:
    """A type by its id: what it means, in several wordings, and the words that evoke it."""

    name: str
    plover: str
    family: str
    meanings: tuple[Meaning, ...]
    words: tuple[str, ...]


def read(path: Path) -> dict[str, Any]:
    """Read a table of a user.

    Raises:
        TableError: it can't be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise TableError(f"{path}: {problem.strerror}; give a crosswalk table in TOML") from problem
    except tomllib.TOMLDecodeError as problem:
        raise TableError(f"{path}: not TOML: {problem}") from problem


@cache
def load(tables: tuple[Path, ...]) -> tuple[OwnType, ...]:
    """The types that tables of a user define, in their order.

    Raises:
        TableError: a table can't be read, or a type has no definition that can be understood.
    """
    return tuple(
        _type(f"{path}, type {number}", entry)
        for path in tables
        for number, entry in enumerate(read(path).get("type", []), start=1)
    )


def _type(where: str, entry: Mapping[str, Any]) -> OwnType:
    name, definition = entry.get("id"), entry.get("definition")
    if not isinstance(name, str) or not isinstance(definition, str):
        raise TableError(f"{where}: needs id and definition, both text")
    lists = {key: entry.get(key, []) for key in ("words", "examples")}
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TableError(f"{where}: {key} must be a list of text")
    found = tuple(_meaning(text) for text in (definition, *lists["examples"]))
    if any(len(meaning.words) < FEWEST for meaning in found):
        raise TableError(
            f"{where}: a definition or example of fewer than {FEWEST} known English words"
            " can't be told from other types; say more"
        )
    plover = str(entry.get("plover"))
    family = "violence" if plover == "ASSAULT" else name
    return OwnType(name, plover, family, found, tuple(lists["words"]))


def _meaning(text: str) -> Meaning:
    vectors = meanings.load()
    return vectors.meaning(w for w in WORD.findall(text.lower()) if w not in codebook().plain)


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the codes of the field mean, by (scheme, code), and words that mean nothing alone."""

    meanings: dict[tuple[str, str], Meaning]
    plain: frozenset[str]


@cache
def codebook() -> Codebook:
    """The definitions that ship with the package."""
    text = files("headwater.extract").joinpath("codebook.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    plain = frozenset(table["plain"]["words"])
    found = {
        (entry["scheme"], entry["code"]): meanings.load().meaning(
            w for w in WORD.findall(entry["definition"].lower()) if w not in plain
        )
        for entry in table["type"]
        if entry["scheme"] in ("acled", "plover")
    }
    return Codebook(found, plain)


def extended(lexicon: Lexicon, types: Sequence[OwnType]) -> Lexicon:
    """The lexicon with the frames and words of the user's types, which come first."""
    if not types:
        return lexicon
    patterns, frames = dict(lexicon.patterns), dict(lexicon.frames)
    for number, own in enumerate(types):
        frames[own.name] = Frame(own.family, RANK)
        sense = Sense(own.name, own.name, ())
        for phrase in own.words:
            first, *rest = phrase.lower().replace("-", " ").split()
            pattern = Pattern(first, tuple(rest), "phrase", number - len(types), sense)
            patterns[first] = (pattern, *patterns.get(first, ()))
    return Lexicon(patterns, frames)


def with_defined(
    syntax: Syntax,
    segments: Sequence[Segment],
    mentions: tuple[Mention, ...],
    types: Sequence[OwnType],
) -> tuple[Mention, ...]:
    """Mentions with those that definitions find, in text order."""
    if not types:
        return mentions
    names = {own.name for own in types}
    found = {m.first: m for m in mentions}
    for segment in segments:
        here = [m for m in mentions if segment.first <= m.token < segment.end]
        if any(m.frame in names for m in here):
            continue
        new = _defined(syntax, segment, here, types)
        if new is not None:
            found = {k: m for k, m in found.items() if not m.first <= new.token <= m.last}
            found[new.first] = new
    return tuple(sorted(found.values(), key=lambda m: m.first))


def _defined(
    syntax: Syntax, segment: Segment, here: Sequence[Mention], types: Sequence[OwnType]
) -> Mention | None:
    """The mention of the type whose definition fits a clause best, if one fits well."""
    tokens = list(_content(syntax, segment))
    clause = meanings.load().meaning(syntax.lemmas[t] for t in tokens)
    if len(clause.words) < FEWEST:
        return None
    fits = [max((meanings.fit(clause, m), n) for n, m in enumerate(o.meanings)) for o in types]
    best = max(range(len(types)), key=lambda at: (fits[at][0], -at))
    known = max(meanings.fit(clause, rival) for rival in _rivals(types[best]))
    if fits[best][0] < max(LEAST, known + MARGIN):
        return None
    order = meanings.telling(clause, types[best].meanings[fits[best][1]])
    # A trigger that carries a figure keeps it; the type stands at another word of the clause.
    kept = {t for m in here if m.frame in FIELD for t in range(m.first, m.last + 1)}
    free = sorted((t for t in tokens if t not in kept), key=lambda t: _place(order, syntax, t))
    return Mention(free[0], free[0], free[0], types[best].name, "definition") if free else None


def _rivals(own: OwnType) -> Iterator[Meaning]:
    """Definitions that a type competes with: not its own wording, not the PLOVER type above it."""
    wordings = {meaning.words for meaning in own.meanings}
    for (scheme, code), meaning in codebook().meanings.items():
        if (scheme, code) != ("plover", own.plover) and meaning.words not in wordings:
            yield meaning


def _content(syntax: Syntax, segment: Segment) -> Iterator[int]:
    for token in range(segment.first, segment.end):
        told = syntax.doc.tokens[token]
        if told.pos in CONTENT and told.entity not in NO_CONTENT:
            yield token


def _place(order: Sequence[str], syntax: Syntax, token: int) -> tuple[int, int]:
    word = syntax.lemmas[token]
    return (order.index(word) if word in order else len(order), token)
