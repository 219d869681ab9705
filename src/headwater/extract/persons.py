"""A person as source: for himself, in an office, or as the voice of a body (``via``)."""

from __future__ import annotations

import re
from dataclasses import replace

from headwater.doc import tokens_in
from headwater.extract.antecedents import Memory
from headwater.extract.names import is_title
from headwater.extract.roles import kind_by_wording, roles, words
from headwater.extract.tree import Tree
from headwater.extract.wording import Source, known_body, named_body
from headwater.model import SourceKind, Span

_PERSONAL = frozenset(
    {
        SourceKind.WITNESS,
        SourceKind.MEDIC,
        SourceKind.ACTIVIST,
        SourceKind.MILITARY,
        SourceKind.OFFICIAL,
    }
)
_LINK = re.compile(r"^\s*,?\s*(?:of|from|for|at|with|in|by)\s+(?:the\s+)?", re.IGNORECASE)
_OWNERS = ("'s", "’s")
_WORD = re.compile(r"[^\s,;:()\"“”]+")


def person_source(tree: Tree, span: Span, person: Span, memory: Memory) -> Source:
    """Whom a named person speaks for: a body, an office, or himself."""
    text = tree.doc.report.text
    name = text[person[0] : person[1]].strip(" .,")
    earlier = memory.by_surname(name, span)
    if earlier is not None:
        return earlier
    spoken = speaker_body(tree, span, person)
    if spoken is not None:
        where, office = spoken
        source = _speaker(tree, span, person, where, office=office, memory=memory)
        if source is not None:
            return source
    for actor in memory.spoken_for_by(name):
        body = Source(actor.name, actor.kind, named=True, span=person)
        return replace(body, via=name, via_span=person, person=True)
    before = text[span[0] : person[0]].strip(" ,")
    described = before or _apposition(text, person, span)
    kind = kind_by_wording(described) if described else None
    if kind not in _PERSONAL:
        kind = SourceKind.NAMED_PERSON
    return Source(name, kind, named=True, span=person, person=True)


def _speaker(
    tree: Tree, span: Span, person: Span, where: Span, *, office: bool, memory: Memory
) -> Source | None:
    text = tree.doc.report.text
    name = text[person[0] : person[1]].strip(" .,")
    phrase = text[where[0] : where[1]].strip()
    if phrase.endswith(_OWNERS):
        phrase = phrase[:-2]
        where = where[0], text.index(phrase, where[0]) + len(phrase)
    if office:
        start = min(span[0], where[0])
        wording = text[_no_article(text, (start, person[1])) : person[1]]
        if span[0] < person[0]:
            return Source(
                wording, SourceKind.OFFICIAL, named=True, span=(start, person[1]), person=True
            )
        return Source(name, SourceKind.OFFICIAL, named=True, span=person, person=True)
    if not phrase or phrase.lower() in {"its", "their", "the", "his", "a", "an"}:
        body = memory.last_body(span)
        return _through(body, name, person) if body is not None else None
    known = known_body(text, where) or named_body(text, where)
    if known is not None:
        source = Source(known.name, known.kind, named=True, span=known.span)
        return _through(memory.same(source, phrase, span) or source, name, person)
    body = memory.described(phrase, span)
    return _through(body, name, person) if body is not None else None


def _through(body: Source, person: str, span: Span) -> Source:
    return replace(body, via=person, via_span=span, person=True)


def _apposition(text: str, person: Span, span: Span) -> str:
    after = text[person[1] : max(person[1], span[1])].strip(" ,")
    if not after:
        tail = text[person[1] : person[1] + 60]
        after = tail.strip(" ,") if tail[:2] in {" a", ", "} or tail.startswith(" an ") else ""
    first = words(after)[:1]
    return (
        after if first in (["a"], ["an"], ["the"]) or (after != "" and span[1] > person[1]) else ""
    )


def _no_article(text: str, span: Span) -> int:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if text.startswith(article, span[0]):
            return span[0] + len(article)
    return span[0]


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
    while cut and is_title(found[cut - 1].group()):
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
