"""A source inside another one's words: "the monitor said reliable sources reported that ...".

Corpora of attributions are flat, so an encoder trained on them rarely sees the inner one. The rule
reads it where what was said opens with unnamed people who themselves said something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from headwater.doc import overlaps
from headwater.extract.cues import Cues
from headwater.extract.drafts import Draft, first_token, last_token, stretch
from headwater.extract.roles import is_people
from headwater.extract.tree import Tree

_LONGEST_SOURCE = 9
"""Tokens of the inner source."""
_SHORTEST_CONTENT = 3
_PAST = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_OPENERS = frozenset({"that", '"', "“", "''", "``"})
_WE = frozenset({"us", "me"})
_HEARERS = _WE | {"to", "that", "also"}


def nested_drafts(tree: Tree, cues: Cues, known: Iterable[Draft]) -> Iterator[Draft]:
    """At most one draft for each known one, in their order; its cue is no known one's."""
    known = tuple(known)
    taken = [cue for draft in known for cue in draft.cue]
    for outer in known:
        inner = _inner(tree, cues, outer)
        if inner is not None and not any(overlaps(inner.cue[0], cue) for cue in taken):
            yield inner


def _inner(tree: Tree, cues: Cues, outer: Draft) -> Draft | None:
    if not outer.cue or not outer.source:
        return None
    first, last = first_token(tree, outer.content[0]), last_token(tree, outer.content[0])
    while first < last and tree.lower(first) in _OPENERS:
        first += 1
    verb = _verb(tree, cues, first, last)
    if verb is None:
        return None
    start = verb
    while start - 1 > first and tree.tokens[start - 1].pos == "AUX":
        start -= 1
    after = verb + 1
    while after < last and tree.lower(after) in _HEARERS:
        after += 1
    source, content = tree.chars(first, start - 1), stretch(tree, after, last)
    named = tree.doc.report.text[slice(*source)]
    if content is None or last - after < _SHORTEST_CONTENT or not is_people(named):
        return None
    cue = tree.chars(start, verb)
    return Draft((source,), (cue,), (content,), "nested", 0.8, outer.cue[0], precise=True)


def _verb(tree: Tree, cues: Cues, first: int, last: int) -> int | None:
    """The verb of speech near the start of a content, nothing but its source before it."""
    for index in range(first + 1, min(first + _LONGEST_SOURCE, last)):
        token = tree.tokens[index]
        if token.pos == "PUNCT" or tree.sentence_of[index] != tree.sentence_of[first]:
            return None
        if token.lemma in cues.speech and token.tag in _PAST:
            # A participle without "be" is a past tense that the tagger misread.
            heard = tree.lower(index + 1) == "to" and tree.lower(index + 2) in _WE
            passive = tree.tokens[index - 1].lemma == "be" or tree.lower(index + 1) in {"to", "by"}
            passive = passive and not heard
            return None if passive else index
    return None
