"""Words of a text in a form that survives house style, with where they stand.

Reprints differ in case, quotation marks, hyphens, accents and stripped punctuation; none of that
may hide a shared passage. Words keep their place, so that a passage can be cited as spans.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from dataclasses import dataclass

from headwater.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DROPPED = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: ``norms[i]`` stands at ``[starts[i], ends[i])``."""

    norms: tuple[str, ...]
    starts: array[int]
    ends: array[int]

    def span(self, first: int, last: int) -> Span:
        """Characters from word ``first`` up to, not including, word ``last``."""
        return self.starts[first], self.ends[last - 1]


def fold(text: str) -> str:
    """Lower case without accents and apostrophes."""
    if text.isascii():
        return text.lower().translate(_DROPPED)
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_DROPPED)


def _folded(lower: str) -> str:
    """`fold` of a word in lower case and ASCII, where it costs nothing but a look."""
    return lower.translate(_DROPPED) if "'" in lower else lower


def words(text: str, skip: tuple[Span, ...] = ()) -> Words:
    """Split a text into folded words, leaving out those that lie in the ``skip`` stretches."""
    norms: list[str] = []
    starts, ends = array("i"), array("i")
    plain = text.isascii()
    for match in _WORD.finditer(text.lower() if plain else text):
        start, end = match.span()
        if skip and any(start < last and first < end for first, last in skip):
            continue
        norm = match.group()
        # Interned: thousands of texts are held at once, and they share their words.
        norms.append(sys.intern(_folded(norm) if plain else fold(norm)))
        starts.append(start)
        ends.append(end)
    return Words(tuple(norms), starts, ends)


def inner(text: str) -> str:
    """Words to be put between quotation marks: on one line, their own marks made single."""
    return " ".join(text.replace('"', "'").split())


def wordings(text: str) -> tuple[str, ...]:
    """Folded words alone, where their place does not matter."""
    if text.isascii():
        return tuple(_folded(word) for word in _WORD.findall(text.lower()))
    return tuple(fold(word) for word in _WORD.findall(text))
