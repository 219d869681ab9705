"""Whom a source span means within its report: names, back-references, pronouns, descriptions.

Do no harm: a source that the text leaves unnamed keeps its wording; it is never given a name
that the text gives to another. Only pronouns and definite descriptions go back, and those that
go back to an unnamed source take its wording. Classes of *bodies* ("a monitor said") may be
named later in the same report; classes of people never are.
"""

from __future__ import annotations

import re

from headwater import actors
from headwater.doc import tokens_in
from headwater.extract.antecedents import Memory
from headwater.extract.joined import conjuncts
from headwater.extract.names import person_span
from headwater.extract.persons import person_source
from headwater.extract.roles import (
    ends_with,
    head_words,
    is_definite_class,
    is_indefinite,
    is_institution,
    is_people,
    kind_by_wording,
    roles,
    words,
)
from headwater.extract.tree import Tree
from headwater.extract.wording import Body, Source, known_body, named_body
from headwater.model import SourceKind, Span

_HE = frozenset({"he", "she", "him", "her", "i"})
_IT = frozenset({"it"})
_THEY = frozenset({"they", "them", "we"})
_WHO = frozenset({"who", "which", "that"})
_PAPERS = frozenset({"statement", "report", "communique", "communiqué", "message", "claim"})


def resolve(tree: Tree, span: Span, memory: Memory) -> Source:
    """The source that a span of the report stands for, given what came before it."""
    text = tree.doc.report.text
    span = _with_acronym(text, conjuncts(text, span)[0])
    wording = text[span[0] : span[1]]
    found = words(wording)
    if len(found) == 1:
        back = _pronoun(tree, span, found[0], memory)
        if back is not None:
            return back
    person = person_span(tree, span)
    if person is not None and not _describes_body(text, span, person):
        return person_source(tree, span, person, memory)
    return _body_or_unnamed(tree, span, memory)


def _describes_body(text: str, span: Span, person: Span) -> bool:
    """Whether a person's name only stands before a body ("the Haddad regime's army")."""
    wording = text[span[0] : span[1]]
    tail = text[person[1] : span[1]].strip(" ,")
    first = words(tail)[:1]
    body = bool(tail) and tail[0].islower() and "," not in text[person[1] : span[1]]
    body = body and not (first and first[0] in roles().tails | roles().articles)
    return body and kind_by_wording(wording) is not None and not is_people(wording)


def _with_acronym(text: str, span: Span) -> Span:
    """A source with the acronym in brackets that follows it."""
    match = _BRACKETED.match(text, span[1])
    return (span[0], match.end()) if match else span


_BRACKETED = re.compile(r"\s*\([A-Z][\w-]*[A-Z]\)")


def _pronoun(tree: Tree, span: Span, word: str, memory: Memory) -> Source | None:
    if word in _WHO:
        index = tokens_in(tree.doc, span).start
        verb = tree.head(index)
        noun = tree.head(verb)
        if tree.tokens[verb].dep == "relcl" and noun < index:
            start = tree.tokens[tree.left[noun]].start
            return resolve(tree, (start, tree.tokens[max(noun, index - 1)].end), memory)
        return memory.last(span)
    if word in _HE:
        return memory.last_person(span)
    if word in _IT:
        return memory.last_body(span)
    if word in _THEY:
        return memory.last_plural(span)
    return None


def _body_or_unnamed(tree: Tree, span: Span, memory: Memory) -> Source:
    text = tree.doc.report.text
    span = _shortened(text, span)
    wording = text[span[0] : span[1]]
    holder = _office_holder(wording, span) or _press_office(text, span, memory)
    if holder is not None:
        return holder
    if is_people(wording) and actors.lookup(wording) is None:
        body = _correspondent(text, span, wording, memory) or _spoken_for(
            text, span, wording, memory
        )
        return body or memory.holder(wording, span) or _unnamed(wording, span, memory)
    if is_definite_class(wording) and (back := memory.described(wording, span)) is not None:
        return back
    return _body(text, wording, span, memory) or _named_or_not(text, wording, span, memory)


def _body(text: str, wording: str, span: Span, memory: Memory) -> Source | None:
    """A body that the words name, or go back to: "the statement" to whoever issued it."""
    body = known_body(text, span)
    if body is not None and _only_owns(text, span, body):
        start = span[0] + len(wording) - len(_LEADING.sub("", wording))
        kind = kind_by_wording(text[body.span[1] : span[1]]) or SourceKind.OUTLET
        own = (start, span[1])
        named = is_institution(wording)
        return memory.proper(Source(text[slice(*own)], kind, named=named, span=own))
    if body is not None:
        return memory.proper(Source(body.name, body.kind, named=True, span=body.span))
    person = _surname(text, span, memory)
    if person is not None:
        return person
    if ends_with(wording, _PAPERS) is not None and not is_indefinite(wording):
        issuer = memory.last_body(span)
        if issuer is not None:
            return issuer
    return memory.described(wording, span)


_MEDIA = frozenset({SourceKind.STATE_MEDIA, SourceKind.OUTLET, SourceKind.AGENCY})


def _only_owns(text: str, span: Span, body: Body) -> bool:
    """Whether a body's name only says whose medium speaks ("the Velian regime's television")."""
    tail = text[body.span[1] : span[1]].removeprefix("'s").removeprefix("’s").strip()
    return (
        bool(words(tail))
        and body.kind not in _MEDIA
        and words(tail)[0] not in roles().tails
        and kind_by_wording(tail) in _MEDIA
    )


def _named_or_not(text: str, wording: str, span: Span, memory: Memory) -> Source:
    body = named_body(text, span)
    if body is None:
        return _unnamed(wording, span, memory)
    source = memory.spelled(Source(body.name, body.kind, named=True, span=body.span))
    back = None if is_indefinite(wording) else memory.same(source, wording, span)
    return back or source


def _surname(text: str, span: Span, memory: Memory) -> Source | None:
    """A person named before whose surname ends the span ("the city of Tel Amra Haddad said")."""
    last = text[span[0] : span[1]].split()[-1:]
    if not last or not last[0][:1].isupper():
        return None
    return memory.by_surname(last[0], span)


def _office_holder(wording: str, span: Span) -> Source | None:
    """Who holds an office of which there is one: "the Velian foreign minister"."""
    if is_indefinite(wording) or ends_with(wording, roles().offices) is None:
        return None
    name = _LEADING.sub("", wording)
    if not any(char.isupper() for char in name) or head_words(name)[-1].endswith("s"):
        return None
    return Source(name, SourceKind.OFFICIAL, named=True, span=span, person=True)


def _press_office(text: str, span: Span, memory: Memory) -> Source | None:
    """The body whose press office speaks: the office is its voice."""
    match = _OFFICE.search(text, *span)
    if match is None or match.start() == span[0]:
        return None
    owner = (span[0], match.start())
    body = named_body(text, owner)
    if body is None:
        return memory.described(text[slice(*owner)], span)
    source = Source(body.name, body.kind, named=True, span=body.span)
    return memory.same(source, text[slice(*owner)], span) or source


_OFFICE = re.compile(
    r"(?:['’]s|['’])?\s+(?:press|media|information)\s+(?:office|service|department|bureau)$"
)
_LEADING = re.compile(r"^(?:the|its|their|his|her)\s+", re.IGNORECASE)


def _spoken_for(text: str, span: Span, wording: str, memory: Memory) -> Source | None:
    """The body for which a spokesman without a name speaks: he speaks in its name alone."""
    if ends_with(wording, _SPOKESMEN) is None:
        return None
    body = known_body(text, span)
    if body is None and (match := _FOR.search(wording)) is not None:
        body = named_body(text, (span[0] + match.end(), span[1]))
    if body is not None:
        return Source(body.name, body.kind, named=True, span=body.span)
    return memory.last_body(span) if words(wording)[:1] == ["the"] else None


_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_FOR = re.compile(r"\s(?:for|of)\s+")


def _correspondent(text: str, span: Span, wording: str, memory: Memory) -> Source | None:
    """The agency or outlet whose own reporter speaks: the agency is the source."""
    if ends_with(wording, _REPORTERS) is None:
        return None
    body = known_body(text, span)
    if body is not None and body.kind in _EMPLOYERS:
        return Source(body.name, body.kind, named=True, span=body.span)
    alone = words(wording)[:1] == ["the"] and len(words(wording)) == len(("the", "reporter"))
    return memory.last_of(_EMPLOYERS, span) if alone else None


_EMPLOYERS = frozenset({SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA})
_REPORTERS = frozenset({"correspondent", "reporter", "journalist", "photographer", "team", "crew"})


def _unnamed(wording: str, span: Span, memory: Memory) -> Source:
    kind = kind_by_wording(wording) or SourceKind.UNNAMED
    first = words(wording)[:1]
    if first == ["the"] or (first and first[0] in {"same", "this", "that"}):
        back = memory.unnamed_like(wording, span)
        if back is not None:
            return back
    plural = wording.lower().rstrip().endswith("s") and not is_indefinite(wording)
    return Source(wording, kind, named=False, span=span, plural=plural, person=is_people(wording))


_ASIDE = re.compile(r"\s+\((?![A-Z][\w-]*[A-Z]\))")
"""A bracket that holds no acronym."""
_DATED = re.compile(
    r"\s+(?:(?:on|late|early|earlier)\s+)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b.*$"
)


_PRONOUN = re.compile(r"(?<=\w)\s+(?:who|which|that)$")
"""A relative pronoun of which the clause was cut off."""
_OPENER = re.compile(
    r"(?:Earlier|Later|Meanwhile|Elsewhere|Separately|Also|But|And|However),?\s+(?=\w)"
)


def _shortened(text: str, span: Span) -> Span:
    """A source without what only trails it: relative clauses, "speaking on condition of ..."."""
    wording = text[span[0] : span[1]]
    opener = _OPENER.match(wording)
    if opener is not None:
        return _shortened(text, (span[0] + opener.end(), span[1]))
    cut = len(wording)
    dated = _DATED.search(wording)
    if dated is not None and dated.start() > 0:
        cut = dated.start()
    aside = _ASIDE.search(wording)
    if aside is not None:
        cut = min(cut, aside.start())
    for mark in (" who ", " which ", " speaking on ", ", ", " whose ", " that "):
        at = wording.find(mark)
        if 0 < at < cut and (mark != ", " or at > len(mark)):
            cut = at
    whole = _PRONOUN.sub("", wording[:cut].rstrip(" ,"))
    return span[0], span[0] + len(whole.rstrip(" ,"))
