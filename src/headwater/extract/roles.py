"""How a source's wording reads: a person, a body, a class of bodies (tables in ``roles.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from headwater import actors
from headwater.model import SourceKind

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?")
_LONGEST = 3
"""Words of the longest entry."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The tables by name."""

    people: frozenset[str]
    institutions: frozenset[str]
    anaphors: Mapping[SourceKind, frozenset[str]]
    cataphors: Mapping[SourceKind, frozenset[str]]
    speakers: frozenset[str]
    offices: frozenset[str]
    tails: frozenset[str]
    participles: frozenset[str]
    articles: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    headline: frozenset[str]
    mastheads: frozenset[str]
    common: frozenset[str]
    carriers: frozenset[str]


@cache
def roles() -> Roles:
    """The tables that the package ships."""
    table = tomllib.loads((files(__package__) / "roles.toml").read_text(encoding="utf-8"))
    return Roles(
        people=frozenset(table["people"]["heads"]),
        institutions=frozenset(table["institutions"]["heads"]),
        anaphors={SourceKind(k): frozenset(v) for k, v in table["anaphors"].items()},
        cataphors={SourceKind(k): frozenset(v) for k, v in table["cataphors"].items()},
        speakers=frozenset(table["speakers"]["heads"]),
        offices=frozenset(table["speakers"]["offices"]),
        **{name: frozenset(entries) for name, entries in table["words"].items()},
    )


def words(wording: str) -> list[str]:
    """The words of a wording in lower case, final full stops gone."""
    return [match.group().lower().rstrip(".") for match in _WORD.finditer(wording)]


@lru_cache(maxsize=4096)
def head_words(wording: str) -> tuple[str, ...]:
    """Words before the first preposition or clause, articles gone: "a source at X" -> source."""
    found = words(wording)
    while found and found[0] in roles().articles and len(found) > 1:
        found = found[1:]
    tails = roles().tails
    for index, word in enumerate(found):
        if index and (
            word in tails
            or (
                word in roles().participles and found[index + 1 :][:1] and found[index + 1] in tails
            )
        ):
            return tuple(found[:index])
    return tuple(found)


def ends_with(wording: str, table: Iterable[str]) -> str | None:
    """The longest entry of a table with which a wording's head ends, plurals forgiven."""
    known = table if isinstance(table, frozenset) else frozenset(table)
    found = head_words(wording)
    for count in range(min(_LONGEST, len(found)), 0, -1):
        phrase = " ".join(found[-count:])
        for form in (phrase, *_singular(phrase)):
            if form in known:
                return form
    return None


def _singular(phrase: str) -> list[str]:
    forms = []
    if phrase.endswith("ies"):
        forms.append(phrase[:-3] + "y")
    if phrase.endswith("es"):
        forms.append(phrase[:-2])
    if phrase.endswith("s"):
        forms.append(phrase[:-1])
    return forms


def is_people(wording: str) -> bool:
    """Whether a wording's head is a person or people: without a name such a source is unnamed."""
    return ends_with(wording, roles().people) is not None


def is_indefinite(wording: str) -> bool:
    """Whether a wording introduces someone new: "a monitor", "another group"."""
    return words(wording)[:1] in (["a"], ["an"], ["some"], ["another"], ["one"], ["several"])


def is_definite_class(wording: str) -> bool:
    """Whether a wording is "the" and a class alone ("the army", "the ministry"): it goes back."""
    found = words(wording)
    return found[:1] == ["the"] and " ".join(found[1:]) in roles().institutions


def is_institution(wording: str) -> bool:
    """Whether a wording names a body of which there is one: "the army", "Syrian state TV"."""
    return not is_indefinite(wording) and ends_with(wording, roles().institutions) is not None


def is_body(wording: str, *, whole: bool = False) -> bool:
    """Whether a headline's end or start names a source: a known body or a class of sources.

    A country alone is a topic, no source. ``whole``: nothing may describe the class.
    """
    actor = actors.lookup(wording.strip())
    if actor is not None:
        return actor.country is None or actor.id != actor.country.lower()
    if whole:
        return " ".join(words(wording)) in roles().headline
    return ends_with(wording, roles().headline) is not None and len(words(wording)) <= _LONGEST


def kind_by_wording(wording: str) -> SourceKind | None:
    """Kind of a wording by ``actors.kind_of``, relative clauses left out."""
    return actors.kind_of(wording)
