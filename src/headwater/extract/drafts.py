"""What a reading rule hands on: spans of one attribution, before its source is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.doc import tokens_in
from headwater.extract.tree import Tree
from headwater.model import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """Spans in characters. ``rule`` names the rule that read it; ``score`` is its precision.

    ``within`` is the cue of the attribution that this one is nested in, when the rule knows it
    ("X reported, citing Y"). ``precise`` rules are added to what the encoder reads.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    score: float
    within: Span | None = None
    precise: bool = False


STARTERS = frozenset({",", ";", ":", "-", "–", "—", ".", "--", "and", "but", "...", "while", ")"})
ENDERS = frozenset({",", ";", ":", "-", "–", "—", ".", "--", "and", "but", "...", "while", "("})
_CLAUSE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VB", "VBG"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom", "where"})


def noun_phrase(tree: Tree, head: int, cue: int) -> Span:
    """Characters of the phrase around a source's head: no relative clause, never the cue."""
    first, last = tree.left[head], tree.right[head]
    for child in tree.children[head]:
        if tree.tokens[child].dep in {"relcl", "acl", "ccomp", "advcl", "parataxis"}:
            if child > head:
                last = min(last, max(head, tree.left[child] - 1))
            else:
                first = max(first, min(head, tree.right[child] + 1))
    if first <= cue <= last:
        first, last = (first, cue - 1) if head < cue else (cue + 1, last)
    for index in range(head + 1, last + 1):
        if tree.lower(index) in _RELATIVES and tree.tokens[index].tag.startswith("W"):
            last = index - 1
            break
    while last > head and tree.lower(last) in ENDERS:
        last -= 1
    while first < head and tree.lower(first) in STARTERS:
        first += 1
    return tree.chars(first, last)


def has_clause(tree: Tree, first: int, last: int) -> bool:
    """Whether a token stretch holds a verb and something beside it."""
    return last > first and any(
        tree.tokens[index].tag in _CLAUSE_TAGS for index in range(first, last + 1)
    )


def stretch(tree: Tree, first: int, last: int) -> Span | None:
    """Characters of a token stretch without commas and the like at its ends."""
    while first <= last and tree.lower(first) in STARTERS:
        first += 1
    while last >= first and tree.lower(last) in ENDERS:
        last -= 1
    return tree.chars(first, last) if first <= last else None


def first_token(tree: Tree, span: Span) -> int:
    """Index of the first token of a span."""
    return tokens_in(tree.doc, span).start


def last_token(tree: Tree, span: Span) -> int:
    """Index of the last token of a span."""
    return tokens_in(tree.doc, span).stop - 1
