"""Whom a source span means within its report: names, back-references, pronouns, descriptions.

Do no harm: a source that the text leaves unnamed keeps its wording; it is never given a name
that the text gives to another. Only pronouns and definite descriptions go back, and those that
go back to an unnamed source take its wording. Classes of *bodies* ("a monitor said") may be
named later in the same report; classes of people never are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from headwater import actors
from headwater.doc import tokens_in
from headwater.extract.antecedents import Memory
from headwater.extract.roles import (
    ends_with,
    is_definite_class,
    is_indefinite,
    is_people,
    kind_by_wording,
    roles,
    words,
)
from headwater.extract.tree import Tree
from headwater.extract.wording import (
    Source,
    known_body,
    named_body,
    person_span,
    speaker_body,
)
from headwater.model import SourceKind, Span

_HE = frozenset({"he", "she", "him", "her", "i"})
_IT = frozenset({"it"})
_THEY = frozenset({"they", "them", "we"})
_WHO = frozenset({"who", "which", "that"})
_PAPERS = frozenset({"statement", "report", "communique", "communiqué", "message", "claim"})
_PERSONAL = frozenset(
    {
        SourceKind.WITNESS,
        SourceKind.MEDIC,
        SourceKind.ACTIVIST,
        SourceKind.MILITARY,
        SourceKind.OFFICIAL,
    }
)


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
        return _person(tree, span, person, memory)
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


def _person(tree: Tree, span: Span, person: Span, memory: Memory) -> Source:
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
        return _through(source, name, person)
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


def _body_or_unnamed(tree: Tree, span: Span, memory: Memory) -> Source:
    text = tree.doc.report.text
    span = _shortened(text, span)
    wording = text[span[0] : span[1]]
    holder = _office_holder(wording, span)
    if holder is not None:
        return holder
    if is_people(wording) and actors.lookup(wording) is None:
        body = _correspondent(text, span, wording) or _spoken_for(text, span, wording, memory)
        return body or _unnamed(wording, span, memory)
    if is_definite_class(wording) and (back := memory.described(wording, span)) is not None:
        return back
    return _body(text, wording, span, memory) or _named_or_not(text, wording, span, memory)


def _body(text: str, wording: str, span: Span, memory: Memory) -> Source | None:
    """A body that the words name, or go back to: "the statement" to whoever issued it."""
    body = known_body(text, span)
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
    if not any(char.isupper() for char in name) or name.lower().endswith("s"):
        return None
    return Source(name, SourceKind.OFFICIAL, named=True, span=span, person=True)


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


def _correspondent(text: str, span: Span, wording: str) -> Source | None:
    """The agency or outlet whose own reporter speaks: the agency is the source."""
    if ends_with(wording, _REPORTERS) is None:
        return None
    body = known_body(text, span)
    if body is None or body.kind not in _EMPLOYERS:
        return None
    return Source(body.name, body.kind, named=True, span=body.span)


_EMPLOYERS = frozenset({SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA})
_REPORTERS = frozenset({"correspondent", "reporter", "journalist", "photographer", "team", "crew"})


def conjuncts(text: str, span: Span) -> list[Span]:
    """The sources that one span joins ("the Observatory and medics"), or the span itself.

    A span is cut at "and", "or", "as well as" and commas only when every part names or describes
    a source, so that names which hold an "and" stay whole.
    """
    wording = text[span[0] : span[1]]
    if actors.lookup(wording) is not None:
        return [span]
    cuts = list(_JOINT.finditer(wording))
    for chosen in (cuts, cuts[:1], cuts[-1:]):
        edges = [0, *(edge for cut in chosen for edge in cut.span()), len(wording)]
        parts = [
            (span[0] + start, span[0] + end)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
        if len(parts) > 1 and all(_is_source(text, part) for part in parts):
            return parts
    return [span]


_JOINT = re.compile(r"\s*,?\s+(?:and|or|as well as)\s+|\s*,\s+")


def _is_source(text: str, span: Span) -> bool:
    wording = text[span[0] : span[1]]
    found = words(wording)
    if not found or found[0] in _WHO:
        return False
    return (
        is_people(wording)
        or kind_by_wording(wording) is not None
        or known_body(text, span) is not None
    )


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


def _shortened(text: str, span: Span) -> Span:
    """A source without what only trails it: relative clauses, "speaking on condition of ..."."""
    wording = text[span[0] : span[1]]
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
    return span[0], span[0] + len(wording[:cut].rstrip(" ,"))
