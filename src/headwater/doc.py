"""Questions that every station asks of an annotated report. Pure functions over ``model.Doc``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from sys import maxsize

from headwater.model import Doc, Span, Token

_Starts = tuple[tuple[Token, ...], Sequence[int]]
_last: _Starts = ((), ())
"""The tokens asked of last and where each starts: thousands of questions are about one report."""


def _starts(tokens: tuple[Token, ...]) -> Sequence[int]:
    """Where each token starts."""
    global _last  # noqa: PLW0603  # one assignment of one object, so threads can't see half of it
    known, starts = _last
    if known is not tokens:
        starts = [token.start for token in tokens]
        _last = tokens, starts
    return starts


def text_of(doc: Doc, span: Span) -> str:
    """The words of a span."""
    return doc.report.text[span[0] : span[1]]


def token_at(doc: Doc, offset: int) -> int:
    """Index of the token that covers or next follows ``offset``; ``len(tokens)`` past the end."""
    index = bisect_right(_starts(doc.tokens), offset) - 1
    if index >= 0 and doc.tokens[index].end > offset:
        return index
    return index + 1


def tokens_in(doc: Doc, span: Span) -> range:
    """Indices of the tokens that overlap ``span``."""
    first = token_at(doc, span[0])
    last = bisect_left(_starts(doc.tokens), span[1])
    return range(first, max(first, last))


def sentence_at(doc: Doc, token: int) -> int:
    """Index of the sentence that holds a token index."""
    # Compared as pairs, which is quicker than by a key: no sentence ends at infinity.
    return max(0, bisect_right(doc.sentences, (token, maxsize)) - 1)


def sentence_span(doc: Doc, sentence: int) -> Span:
    """Characters of a sentence."""
    first, last = doc.sentences[sentence]
    return doc.tokens[first].start, doc.tokens[last - 1].end


def children(doc: Doc, token: int) -> Iterator[int]:
    """Direct dependents of a token, in text order; they lie in its sentence."""
    first, last = doc.sentences[sentence_at(doc, token)]
    for index in range(first, last):
        if index != token and doc.tokens[index].head == token:
            yield index


def subtree(doc: Doc, token: int) -> list[int]:
    """A token and all that depend on it, in text order."""
    found = {token}
    frontier = [token]
    while frontier:
        for child in children(doc, frontier.pop()):
            if child not in found:
                found.add(child)
                frontier.append(child)
    return sorted(found)


def ancestors(doc: Doc, token: int) -> Iterator[int]:
    """Governors of a token, nearest first."""
    seen = {token}
    while (head := doc.tokens[token].head) not in seen:
        yield head
        seen.add(head)
        token = head


def entities(doc: Doc) -> Iterator[tuple[str, Span]]:
    """(label, character span) of each entity mention, in text order."""
    current: list[Token] = []
    for token in doc.tokens:
        if current and (token.entity_start or token.entity != current[0].entity):
            yield current[0].entity, (current[0].start, current[-1].end)
            current = []
        if token.entity:
            current.append(token)
    if current:
        yield current[0].entity, (current[0].start, current[-1].end)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def within(inner: Span, outer: Span) -> bool:
    """Whether ``inner`` lies in ``outer``."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
