"""Attributions whose cue is not a finite verb: "according to", "citing", adverbs, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.extract.cues import Cues
from headwater.extract.drafts import (
    Draft,
    first_token,
    has_clause,
    last_token,
    noun_phrase,
    stretch,
)
from headwater.extract.tree import Tree
from headwater.model import Span

_SAYING = re.compile(r"\bas\s+(?:saying|telling|reporting|stating|writing)\b", re.IGNORECASE)
_STOPS = frozenset({".", ";", ":", ",", "(", ")", "--", "–", "—", "-", '"', "“", "”"})
_CUTS = frozenset({"who", "which", "that", "while", "as", "and", "but", "after", "when", "where"})


def phrase_drafts(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """Drafts of every phrase rule, in text order of their cues."""
    for index in range(len(tree.tokens)):
        word = tree.lower(index)
        if word == "according" and tree.lower(index + 1) == "to":
            yield from _according(tree, index)
        elif word in {"citing", "quoting"}:
            yield from _citing(tree, index)
        elif word in {"quoted", "quotes", "quote", "cited", "cites"}:
            yield from _quoted(tree, index)
        elif word in cues.adverbs:
            yield from _adverb(tree, index)


def object_phrase(tree: Tree, governor: int, start: int) -> Span | None:
    """The noun phrase that a preposition or participle governs, else the words that follow."""
    head = tree.child(governor, "pobj", "dobj")
    if head is not None and head > governor:
        return noun_phrase(tree, head, governor)
    _, stop = tree.sentence(governor)
    last = start
    while last < stop and tree.lower(last) not in _STOPS | _CUTS:
        if tree.tokens[last].pos in {"VERB", "AUX"}:
            break
        last += 1
    return stretch(tree, start, last - 1) if last > start else None


def _according(tree: Tree, index: int) -> Iterator[Draft]:
    source = object_phrase(tree, index + 1, index + 2)
    if source is None:
        return
    first, stop = tree.sentence(index)
    after = last_token(tree, source) + 1
    if index > first + 1 and has_clause(tree, first, index - 1):
        content = stretch(tree, first, index - 1)
    else:
        after = _past_relative(tree, after, stop)
        while after < stop and tree.lower(after) in _STOPS:
            after += 1
        content = stretch(tree, after, stop - 1) if after < stop else None
    if content is not None:
        cue = tree.chars(index, index + 1)
        yield Draft((source,), (cue,), (content,), "according", 0.9, precise=True)


def _past_relative(tree: Tree, at: int, stop: int) -> int:
    """The token after a relative clause on the source ("an insider, who fled, ...")."""
    start = at + 1 if tree.lower(at) == "," else at
    if start >= stop or not tree.tokens[start].tag.startswith("W"):
        return at
    for index in range(start, stop):
        if tree.lower(index) == ",":
            return index
    return at


def _citing(tree: Tree, index: int) -> Iterator[Draft]:
    """Y in "X reported, citing Y" is nested in what X reports."""
    source = object_phrase(tree, index, index + 1)
    if source is None:
        return
    governor = tree.head(index)
    first, stop = tree.sentence(index)
    content: Span | None = None
    after = last_token(tree, source) + 1
    if has_clause(tree, first, index - 1):
        content = stretch(tree, first, index - 1)
    elif after < stop:
        content = stretch(tree, after, stop - 1)
    if content is not None:
        within = tree.chars(governor, governor) if governor != index else None
        cue = tree.chars(index, index)
        yield Draft((source,), (cue,), (content,), "citing", 0.9, within, precise=True)


def _quoted(tree: Tree, index: int) -> Iterator[Draft]:
    """A source in "state TV quoted a source as saying" is nested in the outlet's words."""
    sentence_start, stop = tree.sentence(index)
    text = tree.doc.report.text
    tail = tree.chars(index, stop - 1)
    saying = _SAYING.search(text, tail[0], tail[1])
    if saying is None:
        return
    after = first_token(tree, (saying.end(), saying.end() + 1))
    passive = tree.child(index, "nsubjpass", "auxpass")
    if passive is not None:
        subject = tree.child(index, "nsubjpass")
        source = noun_phrase(tree, subject, index) if subject is not None else None
    else:
        last = first_token(tree, (saying.start(), saying.end())) - 1
        source = stretch(tree, index + 1, last) if last > index else None
    if source is None:
        return
    content = _said(tree, sentence_start, after, stop, source)
    if content is not None:
        cue = (saying.start(), saying.end())
        within = tree.chars(index, index)
        yield Draft((source,), (cue,), (content,), "quoted", 0.9, within, precise=True)
        subject = tree.child(index, "nsubj")
        if passive is None and subject is not None:
            whole = (source[0], content[1])
            outer = noun_phrase(tree, subject, index)
            yield Draft((outer,), (within,), (whole,), "quoting", 0.9, precise=True)


def _said(tree: Tree, first: int, after: int, stop: int, source: Span) -> Span | None:
    if after < stop and tree.lower(after) == "by":
        before = first_token(tree, source) - 1
        return stretch(tree, first, before) if before > first else None
    return stretch(tree, after, stop - 1) if after < stop else None


def _adverb(tree: Tree, index: int) -> Iterator[Draft]:
    head = tree.head(index)
    if head == index or tree.tokens[head].pos not in {"VERB", "AUX"}:
        return
    pieces = [
        stretch(tree, tree.left[head], index - 1),
        stretch(tree, index + 1, tree.right[head]),
    ]
    content = tuple(piece for piece in pieces if piece)
    if content:
        cue = tree.chars(index, index)
        yield Draft((), (cue,), content, "adverb", 0.8, precise=True)
