"""Who a source's own words name: a person, a body, a person for a body, or nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater import actors
from headwater.doc import overlaps, tokens_in, within
from headwater.extract.roles import (
    is_indefinite,
    is_institution,
    is_people,
    kind_by_wording,
    roles,
    words,
)
from headwater.extract.tree import Tree
from headwater.model import SourceKind, Span

_MOST_WORDS = 9
_LINK = re.compile(r"^\s*,?\s*(?:of|from|for|at|with|in|by)\s+(?:the\s+)?", re.IGNORECASE)
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
            if not any(char.isupper() for char in wording):
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


def person_span(tree: Tree, span: Span) -> Span | None:
    """Where a span names a person: a PERSON entity, or capitals after a role ("resident Abu X")."""
    text = tree.doc.report.text
    indices = list(tokens_in(tree.doc, span))
    best: Span | None = None
    run: list[int] = []
    for index in [*indices, -1]:
        token = tree.tokens[index] if index >= 0 else None
        if token is not None and token.entity == "PERSON" and not _is_title(token.text):
            run.append(index)
            continue
        if run and best is None:
            best = tree.chars(run[0], run[-1])
        run = []
    best = _widened(tree, best, indices) if best else _after_role(tree, indices)
    body = known_body(text, span)
    if best and body is not None and within(best, body.span):
        return None
    best = _beside(text, best, body) if best else _behind(text, span, body)
    best = best or _leading(tree, indices)
    if best is None or known_body(text, best) is not None:
        return None
    wording = text[best[0] : best[1]].lower()
    if kind_by_wording(wording) is not None or wording.strip("., ") in roles().speakers:
        return None
    return best if wording[:1].isalpha() else None


def _leading(tree: Tree, indices: list[int]) -> Span | None:
    """A name that a role follows without a comma ("Sami Haddad a spokesman for the union")."""
    count = 0
    while count < len(indices) and _name_word(tree.tokens[indices[count]].text):
        count += 1
    rest = [tree.lower(index) for index in indices[count : count + _ROLE_REACH]]
    named = count > 1 and any(_is_role(word) for word in rest)
    first, last = indices[0], indices[count - 1]
    return (
        tree.chars(first, last)
        if named and rest[0] in roles().articles | roles().speakers
        else None
    )


_ROLE_REACH = 5
"""Tokens after a name within which its role is looked for."""


def _behind(text: str, span: Span, body: Body | None) -> Span | None:
    """A name that follows a body's ("head of the Observatory Sami Haddad")."""
    if body is None:
        return None
    rest = text[body.span[1] : span[1]]
    found = rest.split()
    start = span[1] - len(rest.lstrip())
    names = len(found) > 1 and all(_name_word(word) for word in found)
    return (start, span[1]) if names else None


def _beside(text: str, name: Span, body: Body | None) -> Span | None:
    """A person's name without the name of the body that the tagger took in before it."""
    if body is None or not overlaps(name, body.span):
        return name
    start = (
        body.span[1]
        + len(text[body.span[1] : name[1]])
        - len(text[body.span[1] : name[1]].lstrip())
    )
    return (start, name[1]) if start < name[1] else name


def _widened(tree: Tree, name: Span, indices: list[int]) -> Span:
    """A name with the capitalised words and particles that the entity tagger left outside."""
    inside = [index for index in indices if overlaps(tree.chars(index, index), name)]
    first, last = inside[0], inside[-1]
    while last + 1 in indices and _name_word(tree.tokens[last + 1].text):
        last += 1
    while first - 1 in indices and tree.lower(first - 1) in roles().particles | {"-"}:
        first -= 1
    return tree.chars(first, last)


def _after_role(tree: Tree, indices: list[int]) -> Span | None:
    for position, index in enumerate(indices[:-1]):
        word = tree.lower(index).rstrip(".")
        after = indices[position + 1]
        text = tree.tokens[after].text
        if _is_role(word) and text[:1].isupper() and not _is_title(text):
            last = after
            while last + 1 in indices and _name_word(tree.tokens[last + 1].text):
                last += 1
            return tree.chars(after, last)
    return None


def _is_role(word: str) -> bool:
    table = roles()
    return (
        word in table.people | table.speakers | table.offices
        or word == "named"
        or (_is_title(word))
    )


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in roles().titles


def _name_word(word: str) -> bool:
    lower = word.lower().rstrip(".")
    return (
        word[:1].isupper() or lower in roles().particles or word in {"-", "'", "’"}
    ) and not _is_role(lower)


def speaker_body(tree: Tree, span: Span, person: Span) -> tuple[Span, bool] | None:
    """The words of the body that a named person speaks for, and whether the role is an office.

    Patterns: "BODY chief PERSON", "PERSON, director of BODY", "PERSON of the BODY".
    """
    text = tree.doc.report.text
    before = text[span[0] : person[0]]
    whole = _ROLE_OF.match(before)
    if whole is not None and _role_at_end(whole.group("role")) is not None:
        return (span[0] + whole.start("body"), span[0] + whole.end("body")), False
    role = _role_at_end(before)
    if role is not None:
        start = span[0]
        return (start, start + len(before.rstrip()) - role[1]), role[0] in roles().offices
    stop = _sentence_end(tree, person)
    after = text[person[1] : min(stop, person[1] + 110)]
    link = _LINK.match(after)
    if link is not None:
        at = person[1] + link.end()
        return (at, _phrase_end(text, at, stop)), False
    match = _APPOSED.match(after)
    if match is not None and _role_at_end(match.group("role")) is not None:
        at = person[1] + match.end()
        office = (_role_at_end(match.group("role")) or ("", 0))[0] in roles().offices
        return (at, _phrase_end(text, at, stop)), office
    match = _APPOSED_BODY.match(after)
    if match is not None:
        phrase = match.group("phrase")
        role = _role_at_end(phrase)
        if role is not None:
            start = person[1] + match.start("phrase")
            return (start, start + len(phrase.rstrip()) - role[1]), role[0] in roles().offices
    return None


_ROLE_OF = re.compile(
    r"^\s*(?:the\s+|its\s+)?(?P<role>(?:[\w\-]+\s+){0,2}?[\w\-]+)\s+(?:of|for|at)\s+(?P<body>\S.*\S)\s*$",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"^\s*,?\s*(?P<role>(?:(?:the|a|an|its|their)\s+)?(?:[\w\-'’]+\s+){0,4}?[\w\-]+)"
    r"\s+(?:of|for|at|with|from|in)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_APPOSED_BODY = re.compile(r"^\s*,\s*(?P<phrase>(?:[\w\-'’.]+\s+){1,5}[\w\-]+)(?=\s*,|\s+said|$)")


def _role_at_end(wording: str) -> tuple[str, int] | None:
    """The role with which a wording ends, and how many characters it and titles take."""
    stripped = wording.rstrip(" ,")
    found = list(_WORD.finditer(stripped))
    cut = len(found)
    while cut and _is_title(found[cut - 1].group()):
        cut -= 1
    table = roles()
    for count in (2, 1):
        if cut < count:
            continue
        phrase = stripped[found[cut - count].start() : found[cut - 1].end()].lower().rstrip(".")
        if phrase in table.offices or phrase in table.speakers:
            return phrase, len(wording.rstrip()) - found[cut - count].start()
    return None


def _sentence_end(tree: Tree, span: Span) -> int:
    indices = tokens_in(tree.doc, span)
    _, stop = tree.sentence(min(indices.start, len(tree.tokens) - 1))
    return tree.tokens[stop - 1].end


_PHRASE = re.compile(
    r"(?:[A-Z(][^\s,;:]*|of|for|the|and|in|Is|[a-z]+-(?:based|led|run|held)|war|rights|local)"
    r"(?:\s+(?:[A-Z(][^\s,;:]*|of|for|the|and|in|is|being|[a-z]+-(?:based|led|run)))*"
    r"(?:\s+(?:activist|monitoring|rights|opposition|rebel|militant|media)?\s*"
    r"(?:group|network|monitor|ministry|hospital|organisation|organization|agency|centre|center))?"
)


def _phrase_end(text: str, start: int, stop: int) -> int:
    match = _PHRASE.match(text, start, stop)
    return match.end() if match else min(stop, start + 60)


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
    own = match.group()
    if is_people(wording) and not is_people(own):
        return None  # "Local Relief Committee workers": the name only describes an unnamed head
    if " " not in own and (own.lower() in _DEMONYM_HINTS or _COMPOUND.search(own)):
        return None
    kind = kind_by_wording(own) or kind_by_wording(wording)
    if kind is None:
        masthead = words(own)[-1] in roles().mastheads
        kind = SourceKind.OUTLET if masthead else SourceKind.ORGANISATION
    return Body(own, kind, (span[0] + match.start(), span[0] + match.end()))


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
_COMPOUND = re.compile(r"-(?:based|led|backed|held|run|linked|affiliated|allied)$")
_DEMONYM_HINTS = frozenset({"u.s.", "us", "uk", "u.k.", "eu"})
