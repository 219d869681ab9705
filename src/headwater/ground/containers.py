"""Which place holds another by the words between them: "X, a village in the countryside of Y"."""

from __future__ import annotations

from itertools import pairwise

from headwater.doc import tokens_in
from headwater.ground.words import words
from headwater.model import Doc, Span

_MOST = 8
"""Tokens between the two names at most."""
_HOLDING = frozenset({"in", "of", "at", "inside", "within", "near", "outside", "from"})
_NEAR = frozenset({"near", "outside", "from"})


def lies_in(doc: Doc, inner: Span, outer: Span) -> bool:
    """Whether the text puts the first place in, at or near the second, which follows it.

    Between them stand only words for kinds of place, parts and directions, adjectives and
    articles, and at least one preposition of place.

    Args:
        doc: The annotated report.
        inner: Characters of the smaller place's name.
        outer: Characters of the name that follows.
    """
    between = tokens_in(doc, (inner[1], outer[0]))
    if not 0 < len(between) <= _MOST:
        return False
    texts = [doc.tokens[index].text.lower() for index in between]
    return not _HOLDING.isdisjoint(texts) and all(_may_stand(doc, index) for index in between)


def lies_near(doc: Doc, inner: Span, outer: Span) -> bool:
    """Whether it only lies near it: "X near Y", "X north of Y"."""
    texts = [doc.tokens[index].text.lower() for index in tokens_in(doc, (inner[1], outer[0]))]
    directed = any(
        text in words().directions and follows in ("of", "from")
        for text, follows in pairwise(texts)
    )
    return directed or not _NEAR.isdisjoint(texts)


def _may_stand(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    word, lemma = token.text.lower(), token.lemma.lower()
    table = words()
    if word in _HOLDING or word in table.directions or word in ("-", ",", "the", "a", "an"):
        return True
    if lemma in table.kinds or lemma in table.parts or lemma in table.holding:
        return True
    return token.pos in ("ADJ", "DET", "NUM") or lemma in table.measures
