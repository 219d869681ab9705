"""Words of a text in a form that survives house style, with where they stand.

Reprints differ in case, quotation marks, hyphens, accents and stripped punctuation; none of that
may hide a shared passage. Words keep their place, so that a passage can be cited as spans.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from headwater.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DROPPED = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: ``norms[i]`` stands at ``spans[i]``."""

    norms: tuple[str, ...]
    spans: tuple[Span, ...]

    def span(self, first: int, last: int) -> Span:
        """Characters from word ``first`` up to, not including, word ``last``."""
        return self.spans[first][0], self.spans[last - 1][1]


def fold(text: str) -> str:
    """Lower case without accents and apostrophes."""
    if text.isascii():
        return text.lower().translate(_DROPPED)
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_DROPPED)


def words(text: str, skip: tuple[Span, ...] = ()) -> Words:
    """Split a text into folded words, leaving out those that lie in the ``skip`` stretches."""
    norms: list[str] = []
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if any(start < last and first < end for first, last in skip):
            continue
        norms.append(fold(match.group()))
        spans.append((start, end))
    return Words(tuple(norms), tuple(spans))


def wordings(text: str) -> tuple[str, ...]:
    """Folded words alone, where their place does not matter."""
    return tuple(fold(match.group()) for match in _WORD.finditer(text))
