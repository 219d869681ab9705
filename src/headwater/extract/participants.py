"""Who took part: actors, recipients, instruments of a happening, names as the text gives them.

The first mention is the noun phrase without articles, quantities and clauses; the head alone and
the phrase with its of-complement follow, so that a reader can match either. A known body inside
a phrase ("FMLN guerrillas") is a participant of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from headwater import actors
from headwater.extract.arguments import object_heads, subject_heads
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Marked, Mention
from headwater.model import Entity, Span

PEOPLE = ("person", "civilian", "rebel", "protester", "mob")
WEAPONS = (
    "aircraft",
    "artillery",
    "explosive",
    "firearm",
    "grenade",
    "chemical",
    "melee",
    "suicide",
)
MODIFIERS = ("compound", "amod", "nmod", "npadvmod", "punct", "nummod")


@dataclass(frozen=True, slots=True)
class Found:
    """A participant with the word classes of its phrase, for the crosswalk."""

    entity: Entity
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors, recipients and instruments of a happening."""

    actors: tuple[Found, ...]
    recipients: tuple[Found, ...]
    instruments: tuple[Found, ...]


def cast(marked: Marked, mentions: Sequence[Mention]) -> Cast:
    """Read the participants off all mentions of one happening."""
    doers: list[int] = []
    patients: list[int] = []
    tools: list[int] = []
    for mention in mentions:
        tools.extend(_tools(marked, mention))
        doers.extend(subject_heads(marked.syntax, mention.token))
        patients.extend(object_heads(marked.syntax, mention.token))
    doers = [h for h in _spread(marked, doers) if _may_act(marked, h)]
    patients = [h for h in _spread(marked, patients) if h not in doers]
    return Cast(
        _merge(marked, doers),
        _merge(marked, patients),
        _merge(marked, tools),
    )


def _spread(marked: Marked, heads: Iterable[int]) -> list[int]:
    """Heads with their conjuncts, in first-mention order, pronouns and event nouns left out."""
    syntax = marked.syntax
    found: dict[int, None] = {}
    frontier = list(heads)
    while frontier:
        head = frontier.pop(0)
        if head in found:
            continue
        if not marked.has(head, ("event_word", "empty_word")) and not _measured(syntax, head):
            tag = syntax.tag(head)
            if tag.startswith(("N", "J", "CD")) or tag == "VBN":
                found[head] = None
        if syntax.lemmas[head] in ("number", "group", "member", "dozen", "hundred", "thousand"):
            frontier.extend(_of(syntax, head))
        frontier.extend(k for k in syntax.kids[head] if syntax.dep(k) == "conj")
    return list(found)


def _measured(syntax: Syntax, head: int) -> bool:
    return syntax.doc.tokens[head].entity in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY")


def _of(syntax: Syntax, head: int) -> list[int]:
    return [
        below
        for kid in syntax.kids[head]
        if syntax.words[kid] == "of"
        for below in syntax.kids[kid]
        if syntax.dep(below) == "pobj"
    ]


def _may_act(marked: Marked, head: int) -> bool:
    token = marked.syntax.doc.tokens[head]
    if token.entity in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY"):
        return False
    if marked.has(head, WEAPONS) and not marked.has(head, (*PEOPLE, "state")):
        return False
    people = marked.has(head, (*PEOPLE, "state", "organisation"))
    return people or token.entity in ("PERSON", "ORG", "NORP", "GPE")


def _tools(marked: Marked, mention: Mention) -> Iterator[int]:
    """Weapons: "with" complements, compounds and subjects of weapon classes."""
    syntax = marked.syntax
    found = list(range(mention.first, mention.last + 1))
    found += subject_heads(syntax, mention.token)
    for kid in syntax.kids[mention.token]:
        if syntax.words[kid] in ("with", "by", "using", "from", "of", "in"):
            found += syntax.kids[kid]
        elif syntax.dep(kid) in ("dobj", "compound", "nsubj"):
            found.append(kid)
    for at in found:
        weapon = marked.has(at, WEAPONS) and syntax.tag(at).startswith("N")
        if weapon and not marked.has(at, ("event_word", "state")):
            yield at


def _merge(marked: Marked, heads: Sequence[int]) -> tuple[Found, ...]:
    """Participants of the heads; those whose names agree are one with all their mentions."""
    merged: dict[str, Found] = {}
    for head in heads:
        for found in _participants(marked, head):
            key = found.entity.canonical or found.entity.name.casefold()
            if key in merged:
                one = merged[key]
                spans = tuple(dict.fromkeys((*one.entity.mentions, *found.entity.mentions)))
                entity = replace(one.entity, mentions=spans)
                merged[key] = Found(entity, one.classes | found.classes)
            else:
                merged[key] = found
    return tuple(merged.values())


def _participants(marked: Marked, head: int) -> Iterator[Found]:
    syntax = marked.syntax
    first, last = core(syntax, head)
    spans = [syntax.chars(first, last)]
    complement = _with_complement(syntax, first, head)
    if complement:
        spans.append(complement)
    if first != head or last != head:
        spans.append(syntax.chars(head, head))
    text = syntax.doc.report.text
    name = text[spans[0][0] : spans[0][1]]
    classes = frozenset().union(*(marked.marks[i] for i in range(first, last + 1)))
    entity = Entity(name, tuple(spans), kind(marked, head), _canonical(name))
    yield Found(entity, classes)
    yield from _bodies_inside(marked, head, first, last)


def core(syntax: Syntax, head: int) -> Span:
    """Inclusive token range of a noun phrase without determiner, quantity and complements."""
    first = head
    entity = syntax.doc.tokens[head].entity
    while first - 1 >= syntax.bounds(head)[0]:
        before = first - 1
        inside = syntax.dep(before) in MODIFIERS and syntax.governs(head, before)
        named = bool(entity) and syntax.doc.tokens[before].entity == entity
        named = named and not syntax.doc.tokens[first].entity_start
        if not (inside or named) or syntax.words[before] in ("the", "a", "an"):
            break
        first = before
    while first < head and (syntax.dep(first) in ("punct", "nummod") or syntax.tag(first) == "CD"):
        first += 1
    last = head
    tokens = syntax.doc.tokens
    while last + 1 < syntax.bounds(head)[1] and entity and tokens[last + 1].entity == entity:
        if tokens[last + 1].entity_start or tokens[last + 1].tag in ("IN", "POS"):
            break
        last += 1
    return first, last


def _with_complement(syntax: Syntax, first: int, head: int) -> Span | None:
    for kid in syntax.kids[head]:
        if syntax.words[kid] == "of" and kid > head:
            below = syntax.kid(kid, "pobj")
            if below is not None:
                return syntax.chars(first, core(syntax, below)[1])
    return None


def kind(marked: Marked, head: int) -> str:
    """person, organisation or thing."""
    entity = marked.syntax.doc.tokens[head].entity
    if entity == "PERSON":
        return "person"
    if marked.has(head, ("organisation",)) or entity in ("ORG", "GPE", "NORP"):
        plural = marked.syntax.tag(head) in ("NNS", "NNPS")
        if not (plural and marked.has(head, PEOPLE)):
            return "organisation"
    if marked.has(head, (*PEOPLE, "state")):
        return "person"
    return "thing"


def _bodies_inside(marked: Marked, head: int, first: int, last: int) -> Iterator[Found]:
    """Organisations named inside a phrase: modifiers, of-complements, possessors."""
    syntax = marked.syntax
    inside = [i for i in range(first, last + 1) if i != head]
    inside += [below for at in (head, *_of(syntax, head)) for below in _of(syntax, at)]
    inside += [k for k in syntax.kids[head] if syntax.dep(k) in ("poss", "appos")]
    if kind(marked, head) == "organisation":
        inside = [k for k in syntax.kids[head] if syntax.dep(k) == "appos"]
    done: set[int] = set()
    for at in inside:
        token = syntax.doc.tokens[at]
        if at in done or token.entity != "ORG":
            continue
        start, end = core(syntax, at)
        done.update(range(start, end + 1))
        span = syntax.chars(start, end)
        name = syntax.doc.report.text[span[0] : span[1]]
        entity = Entity(name, (span,), "organisation", _canonical(name))
        yield Found(entity, marked.marks[at])


def _canonical(name: str) -> str | None:
    actor = actors.lookup(name)
    return actor.id if actor is not None else None
