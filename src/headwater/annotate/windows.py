"""From text to word pieces, and from word pieces to windows that a small encoder can read.

The encoder's vocabulary is uncased and blind to white space, so every piece carries a *mark*:
the case of its characters and the gap before it (none, space, line break). Windows are runs of
whole units (a unit is a sentence, or a stretch of one that is very long), overlap so that every
cue has context on both sides, and end at a paragraph's end where one is near.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from headwater.model import Span

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MARKS = 13
"""Number of marks: four cases times three gaps, and one for the two special pieces."""
SPECIAL_MARK = 12
CONTINUATION = "##"
MAX_UNIT = 100
"""Longest unit, in pieces; a longer sentence is cut."""
CLOSERS = frozenset("\"'”’)]»")
STOPS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text (or a stretch of one) as n word pieces.

    Attributes:
        ids: vocabulary ids, shape (n,).
        marks: case and gap of each piece, 0 to 11, shape (n,).
        starts: first character of each piece, in characters of the whole text, shape (n,).
        ends: one past the last character, shape (n,).
        heads: true where a piece begins a word, shape (n,).
        units: ascending unit borders, from 0 to n, shape (units + 1,).
        paragraphs: those borders of ``units`` that start a paragraph.
    """

    ids: Ints
    marks: Ints
    starts: Ints
    ends: Ints
    heads: Bools
    units: tuple[int, ...]
    paragraphs: frozenset[int]

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``[start, end)`` are read together; cues in ``[own_start, own_end)`` count."""

    start: int
    end: int
    own_start: int
    own_end: int


def case_mark(word: str) -> int:
    """Return 0 for lower case, 1 for a capital first, 2 for all capitals, 3 for no letter."""
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[:1].isupper() else 3


def gap_mark(gap: str) -> int:
    """Return 0 where nothing stands between two pieces, 1 for space, 2 for a line break."""
    if not gap:
        return 0
    return 2 if "\n" in gap or "\u2029" in gap else 1


class Splitter:
    """Cuts text into pieces with a WordPiece tokenizer, keeping exact character offsets."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._continuations = frozenset(
            number
            for token, number in tokenizer.get_vocab().items()
            if token.startswith(CONTINUATION)
        )

    def pieces(self, text: str, span: Span) -> Pieces:
        """Return the pieces of ``text[start:end]``, offsets counted in the whole text."""
        start, end = span
        encoding: Any = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        kept = [
            (number, start + a, start + b)
            for number, (a, b) in zip(encoding.ids, encoding.offsets, strict=True)
            if b > a
        ]
        marks: list[int] = []
        heads: list[bool] = []
        before = start
        for index, (number, a, b) in enumerate(kept):
            gap = 2 if index == 0 else gap_mark(text[before:a])
            marks.append(case_mark(text[a:b]) + 4 * gap)
            heads.append(index == 0 or gap > 0 or number not in self._continuations)
            before = b
        units, paragraphs = unit_borders(text, kept, marks)
        columns = np.array(kept, dtype=np.int64).reshape(-1, 3)
        return Pieces(
            ids=columns[:, 0],
            marks=np.array(marks, dtype=np.int64),
            starts=columns[:, 1],
            ends=columns[:, 2],
            heads=np.array(heads, dtype=np.bool_),
            units=units,
            paragraphs=paragraphs,
        )


def unit_borders(
    text: str, kept: Sequence[tuple[int, int, int]], marks: Sequence[int]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return where units start (with 0 and the end), and which of them start paragraphs."""
    borders, paragraphs = [0], {0}
    ended = False
    for index, (_, start, end) in enumerate(kept):
        gap = marks[index] // 4
        if index and (gap == 2 or (ended and gap)):  # noqa: PLR2004 (2: a line break)
            borders.append(index)
            if gap == 2:  # noqa: PLR2004
                paragraphs.add(index)
        elif index - borders[-1] >= MAX_UNIT:
            borders.append(index)
        word = text[start:end]
        ended = word in STOPS or (ended and word in CLOSERS)
    if kept:
        borders.append(len(kept))
    return tuple(borders), frozenset(paragraphs)


def windows(pieces: Pieces, size: int, overlap: int) -> tuple[Window, ...]:
    """Cover the pieces with windows of at most ``size`` pieces (two are kept for specials).

    Two neighbours share at least ``overlap`` pieces where units allow; the border of what they
    own lies at the unit border nearest to the middle of what they share.
    """
    stretches = _stretches(pieces, size - 2, overlap)
    found: list[Window] = []
    own_start = 0
    for index, (start, end) in enumerate(stretches):
        own_end = end
        if index + 1 < len(stretches):
            middle = (stretches[index + 1][0] + end) / 2
            own_end = min(pieces.units, key=lambda border: abs(border - middle))
        found.append(Window(start, end, own_start, own_end))
        own_start = own_end
    return tuple(found)


def _stretches(pieces: Pieces, room: int, overlap: int) -> list[tuple[int, int]]:
    units, last = pieces.units, len(pieces)
    found: list[tuple[int, int]] = []
    start = 0
    while start < last:
        end = units[bisect_right(units, start + room) - 1]
        if end < last:
            near = [
                u for u in units if start + room * 7 // 8 <= u <= end and u in pieces.paragraphs
            ]
            end = near[-1] if near else end
        found.append((start, end))
        if end >= last:
            break
        following = units[bisect_right(units, end - overlap) - 1]
        start = following if following > start else units[bisect_left(units, start + 1)]
    return found


def segments(length: int, breaks: Sequence[Span]) -> tuple[Span, ...]:
    """Return the stretches of ``[0, length)`` outside ``breaks``, in order."""
    found: list[Span] = []
    at = 0
    for start, end in sorted(breaks):
        if start > at:
            found.append((at, min(start, length)))
        at = max(at, end)
    if at < length:
        found.append((at, length))
    return tuple(found)
