"""The dependency tree of a report, indexed once: children and the stretch of each subtree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from headwater.model import Doc, Span, Token


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Token indices throughout. A tree equals itself alone, so that it can be a key.

    ``left`` and ``right`` are the edges of a token's subtree; ``right`` is the index of the last
    token inside, not one past it. ``sentence_of`` gives the index of a token's sentence in
    ``doc.sentences``, ``lowered`` its words in lower case.
    """

    doc: Doc
    children: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    sentence_of: tuple[int, ...]
    lowered: tuple[str, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The report's tokens."""
        return self.doc.tokens

    def child(self, index: int, *labels: str) -> int | None:
        """First dependent of a token with one of these labels."""
        for child in self.children[index]:
            if self.doc.tokens[child].dep in labels:
                return child
        return None

    def head(self, index: int) -> int:
        """Governor of a token; itself for a root."""
        return self.doc.tokens[index].head

    def lower(self, index: int) -> str:
        """A token's text in lower case; empty outside the report."""
        return self.lowered[index] if 0 <= index < len(self.lowered) else ""

    def sentence(self, index: int) -> Span:
        """Half-open token range of the sentence that holds a token."""
        return self.doc.sentences[self.sentence_of[index]]

    def chars(self, first: int, last: int) -> Span:
        """Characters from the token ``first`` to the token ``last``, both included."""
        return self.doc.tokens[first].start, self.doc.tokens[last].end


def build(doc: Doc) -> Tree:
    """Index a report's tree in one pass over its tokens."""
    size = len(doc.tokens)
    children: list[list[int]] = [[] for _ in range(size)]
    left, right = list(range(size)), list(range(size))
    sentence_of = [0] * size
    for number, (first, last) in enumerate(doc.sentences):
        sentence_of[first:last] = [number] * (last - first)
    for index, token in enumerate(doc.tokens):
        if token.head != index:
            children[token.head].append(index)
        above = token.head
        # Where a governor reaches around the token already, those above it do or will.
        while not left[above] <= index <= right[above]:
            left[above] = min(left[above], index)
            right[above] = max(right[above], index)
            above = doc.tokens[above].head
    lowered = tuple(token.text.lower() for token in doc.tokens)
    below = tuple(tuple(row) for row in children)
    return Tree(doc, below, tuple(left), tuple(right), tuple(sentence_of), lowered)


def trim(tree: Tree, first: int, last: int, edges: frozenset[str]) -> tuple[int, int] | None:
    """A token stretch without the words of ``edges`` at its ends; ``None`` when none is left."""
    while first <= last and tree.lower(first) in edges:
        first += 1
    while last >= first and tree.lower(last) in edges:
        last -= 1
    return (first, last) if first <= last else None


def runs(indices: list[int]) -> list[tuple[int, int]]:
    """Maximal runs of consecutive token indices in a sorted list, both ends included."""
    if not indices:
        return []
    starts = [indices[0]] + [b for a, b in pairwise(indices) if b != a + 1]
    ends = [a for a, b in pairwise(indices) if b != a + 1] + [indices[-1]]
    return list(zip(starts, ends, strict=True))
