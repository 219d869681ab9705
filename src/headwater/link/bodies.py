"""Whether two names mean one body: an alias, an office and its government, a ministry.

Only named sources are ever resolved here; an unnamed source keeps its wording (see `unnamed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from headwater.actors import Actor, lookup
from headwater.link.lexicon import lexicon
from headwater.link.words import wordings
from headwater.model import SourceKind

_GOVERNING = frozenset((SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.NAMED_PERSON))
_LONGEST = 6


def outlet_key(name: str) -> str:
    """An outlet's name in a form that survives aliases, spacing, articles and decoration."""
    known = lookup(name)
    if known is not None:
        return known.id
    kept = [word for word in wordings(name) if word not in lexicon().decoration]
    return "".join(kept or wordings(name))


def same_outlet_name(one: str, other: str) -> bool:
    """Whether two names are one outlet or agency."""
    return outlet_key(one) == outlet_key(other)


@lru_cache(maxsize=20_000)
def body_key(name: str, kind: SourceKind) -> str:
    """Identity of a named body: an id of the actor list, or its telling words."""
    if kind is SourceKind.STATE_MEDIA and lexicon().television & set(wordings(name)):
        return "state-television"
    known = lookup(name)
    if known is not None:
        return lexicon().seats.get(known.id, known.id)
    if kind in _GOVERNING and (government := government_of(name)):
        return government
    if kind is not SourceKind.NAMED_PERSON:
        for part in _parts(name):
            inner = lookup(part)
            if inner is not None and inner.kind is kind:
                return lexicon().seats.get(inner.id, inner.id)
    return " ".join(sorted(telling_words(name)))


def government_of(name: str) -> str | None:
    """Id of the government for which an office speaks ("US President Donald Trump")."""
    known = government(name)
    return known.id if known is not None else None


def government(name: str) -> Actor | None:
    """The government for which an office speaks."""
    folded = f" {' '.join(wordings(name))} "
    if not any(f" {office} " in folded for office in lexicon().offices):
        return None
    words = name.split()
    called = (government_of_country(" ".join(words[:size])) for size in (1, 2))
    return next((known for known in called if known is not None), None)


def government_of_country(country: str) -> Actor | None:
    """The government of a country, which is told by its name or its adjective."""
    known = lookup(f"{country} government")
    return known if known is not None and known.id.endswith("-government") else None


def adjective(name: str) -> str:
    """A known body's name with its country as adjective: "Syria's state TV" is "Syrian"."""
    known = lookup(name)
    first, _, rest = name.partition(" ")
    owner = _GENITIVE.sub("", first)
    country = lookup(owner) if owner != first else None
    if known is None or country is None or known.country != country.country or not rest:
        return name
    return f"{known.name.partition(' ')[0]} {rest}"


_GENITIVE = re.compile(r"['’]?s$")


def same_body(one: tuple[str, SourceKind], other: tuple[str, SourceKind]) -> bool:
    """Whether two named sources are one body.

    Equal identities are; so are names of one kind of which one holds all telling words of the
    other ("interior ministry", "Syrian Interior Ministry").
    """
    keys = body_key(*one), body_key(*other)
    if keys[0] == keys[1]:
        return True
    if one[1] is not other[1] or (lookup(one[0]) and lookup(other[0])):
        return False
    words = telling_words(one[0]), telling_words(other[0])
    shorter, longer = sorted(words, key=len)
    return bool(shorter) and shorter <= longer


def telling_words(name: str) -> frozenset[str]:
    """Words of a name without articles, ranks and decoration."""
    return frozenset(word for word in wordings(name) if word not in lexicon().decoration)


def part_of(name: str) -> str | None:
    """Id of the body to which a known body belongs, or whose channel it is."""
    known = lookup(name)
    if known is None:
        return None
    if known.part_of:
        return known.part_of
    if known.kind is SourceKind.AGENCY and len(known.related) == 1:
        owner = known.related[0]
        return owner if "run by" in known.note else None
    return None


def _parts(name: str) -> Iterator[str]:
    """Runs of two or more words of a name, longest first."""
    words = name.split()
    for size in range(min(_LONGEST, len(words) - 1), 1, -1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])
