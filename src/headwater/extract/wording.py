"""Who a source's own words name: a person, a body, a person for a body, or nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater import actors
from headwater.extract.roles import (
    is_indefinite,
    is_institution,
    is_people,
    kind_by_wording,
    roles,
    words,
)
from headwater.model import SourceKind, Span

_MOST_WORDS = 9
_WORD = re.compile(r"[^\s,;:()\"“”]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a source span stands for. ``span`` is the wording that names it."""

    name: str
    kind: SourceKind
    named: bool
    span: Span
    via: str | None = None
    via_span: Span | None = None
    plural: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its own name."""

    name: str
    kind: SourceKind
    span: Span


def known_body(text: str, span: Span) -> Body | None:
    """The body that a span names: the longest stretch of words that the actor list knows.

    A known acronym in brackets decides ("the Regional Relief Fund (RRF)"). A country counts only
    when the span says nothing else, for elsewhere it is where something is or whose it is.
    """
    for match in _ACRONYM.finditer(text, span[0], span[1]):
        actor = actors.lookup(match.group(1))
        if actor is not None:
            return Body(actor.name, actor.kind, (match.start(1), match.end(1)))
    found = [(m.start(), m.end()) for m in _WORD.finditer(text, span[0], span[1])]
    for count in range(min(_MOST_WORDS, len(found)), 0, -1):
        for index in range(len(found) - count, -1, -1):
            part = (found[index][0], found[index + count - 1][1])
            wording = text[part[0] : part[1]]
            if not any(char.isupper() for char in wording) or wording.lower() in roles().carriers:
                continue
            actor = actors.lookup(wording.replace("state-run", "state"))
            if actor is None or (_is_country(actor) and not _alone(text, part, span)):
                continue
            return Body(_own_name(actor, wording), actor.kind, part)
    return None


_ACRONYM = re.compile(r"\(([A-Z][A-Za-z-]*[A-Z])\)")


def is_country(name: str) -> bool:
    """Whether a name is that of a country."""
    actor = actors.lookup(name)
    return actor is not None and _is_country(actor)


def _is_country(actor: actors.Actor) -> bool:
    return actor.country is not None and actor.id == actor.country.lower()


def _alone(text: str, part: Span, span: Span) -> bool:
    around = text[span[0] : part[0]] + text[part[1] : span[1]]
    return around.strip(" ,.").lower() in {"", "the"}


def _own_name(actor: actors.Actor, wording: str) -> str:
    """The canonical name; a country's forces, ministries and state media keep their wording.

    "Syrian state TV" and "the U.S. military" describe a body rather than name it; comparing
    sources goes through ``actors.lookup``, which knows both as one.
    """
    if actor.country is not None and actor.id.startswith(f"{actor.country.lower()}-"):
        return _ARTICLE.sub("", wording)
    return actor.name


def named_body(text: str, span: Span) -> Body | None:
    """A body that a span names, in the actor list or not: "Local Relief Committee", "the army"."""
    body = known_body(text, span)
    if body is not None:
        return body
    wording = text[span[0] : span[1]]
    if is_institution(wording):
        first = words(wording)[:1]
        start = span[0] + (len(wording) - len(_ARTICLE.sub("", wording)) if first else 0)
        return Body(
            text[start : span[1]], kind_by_wording(wording) or SourceKind.OFFICIAL, (start, span[1])
        )
    return _capitalised(text, span)


_ARTICLE = re.compile(r"^\s*(?:the|its|their|this)\s+", re.IGNORECASE)
_NAME = re.compile(
    r"[A-Z][\w'’.\-]*(?:\s+(?:(?:of|for|the|and|in|al|de)\s+)*[A-Z(][\w'’.\-)]*)+"
    r"|[A-Z][A-Z]+[\w\-]*"
)


def _capitalised(text: str, span: Span) -> Body | None:
    wording = text[span[0] : span[1]]
    skip = len(wording) - len(_ARTICLE.sub("", wording))
    match = _NAME.search(wording, skip)
    if match is None:
        return _classed(text, (span[0] + skip, span[1]))
    own = _CARRIER.sub("", match.group()) if _carried(match.group()) else match.group()
    if is_people(wording) and not is_people(own):
        return None  # "Local Relief Committee workers": the name only describes an unnamed head
    if not own or _COMPOUND.search(own) or own.lower() in _DEMONYM_HINTS:
        return None
    if own.lower() in roles().mastheads:
        return _classed(text, (span[0] + skip, span[1]))  # the opposition "Cham" TV network
    before = wording[skip : match.start()]  # "the activist group Orrivane Watch"
    kind = kind_by_wording(own) or kind_by_wording(before) or kind_by_wording(wording)
    if kind is None:
        masthead = words(own)[-1] in roles().mastheads
        kind = SourceKind.OUTLET if masthead else SourceKind.ORGANISATION
    start = span[0] + match.start()
    return Body(own, kind, (start, start + len(own)))


_CARRIER = re.compile(r"\s*\S+$")


def _carried(name: str) -> bool:
    """Whether a name ends with the network on which somebody has a page ("Tal News Facebook")."""
    return name.rsplit(maxsplit=1)[-1].lower() in roles().carriers


def _classed(text: str, span: Span) -> Body | None:
    """A name of which only the class is plain English: "al-Noor hospital", "Tel Amra council"."""
    wording = text[span[0] : span[1]]
    place = _PLACE.search(wording)
    if place is not None:
        wording = wording[: place.start()]
    kind = kind_by_wording(wording)
    if kind in {SourceKind.DOCUMENT, SourceKind.WITNESS}:
        return None
    own = [word for word in _WORD.findall(wording) if not _COMPOUND.search(word)]
    proper = any(char.isupper() for char in "".join(own)) and len(own) > 1
    proper = proper and not (own[-1].endswith("s") and own[-1].islower())
    if kind is None or not proper or is_people(wording) or is_indefinite(wording):
        return None
    return Body(wording, kind, (span[0], span[0] + len(wording)))


_PLACE = re.compile(r"\s+(?:in|near|at|outside|of|on)\s+(?=[A-Z])")
_COMPOUND = re.compile(
    r"-(?:based|led|backed|held|run|linked|affiliated|allied)$|^(?:pro|anti)-", re.IGNORECASE
)
_DEMONYM_HINTS = frozenset({"u.s.", "us", "uk", "u.k.", "eu"})
