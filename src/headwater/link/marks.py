"""Words of a report that two desks share without either having read the other.

Background ("... since the war began in 2011"), house boilerplate (a run of words that many reports
of one outlet carry) and quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from headwater.link.words import Words, words
from headwater.model import Report, Span

HOUSE_RUN = 6
"""Words of a run that can be boilerplate."""
HOUSE_REPORTS = 3
"""Reports of one outlet in which a run stands, at least, that is its boilerplate."""
_FACTOR = np.int64(0x9E3779B97F4A7C15 - (1 << 64))
"""An odd number without pattern (2**64 over the golden ratio)."""
LONGEST_SENTENCE = 800
"""Characters of a sentence that are read; text without full stops must not cost its square."""
HOUSE_SHARE = 0.05
"""And at least this share of the outlet's reports: a prolific desk repeats turns of phrase."""

_QUOTED = re.compile(r'"[^"]{12,1200}"|“[^”]{12,1200}”')
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_BACKGROUND = re.compile(
    r"\bsince\b[^.]*\b(?:19|20)\d\d\b"
    r"|\b(?:war|conflict|uprising|revolt|crisis|fighting)\b[^.]*"
    r"\b(?:began|begun|erupted|erupting|started|broke out|has (?:killed|left|claimed))\b",
    re.IGNORECASE,
)

House = Mapping[str | None, NDArray[np.int64]]
"""Outlet to the sorted hashes of the runs of words that it repeats from report to report."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a report, and for each whether it is idle (weighs nothing), house or quoted.

    The three flags are bytes, 1 or 0 a word.
    """

    words: Words
    idle: bytes
    house: bytes
    quoted: bytes
    own: int
    """How many words are not house boilerplate."""


def is_background(sentence: str) -> bool:
    """Whether a sentence tells of the war as a whole ("... since it began in 2011")."""
    return _BACKGROUND.search(sentence[:LONGEST_SENTENCE]) is not None


def house_words(reports: Iterable[Report]) -> House:
    """Runs of words that stand in many reports of one outlet, counted outlet by outlet."""
    runs: dict[str, list[NDArray[np.int64]]] = defaultdict(list)
    for report in reports:
        if report.outlet:
            norms = words(report.text, report.furniture).norms
            runs[report.outlet].append(np.unique(_runs(norms)))
    found: dict[str | None, NDArray[np.int64]] = {}
    for outlet, held in runs.items():
        least = max(HOUSE_REPORTS, HOUSE_SHARE * len(held))
        if len(held) >= least:
            values, counts = np.unique(np.concatenate(held), return_counts=True)
            found[outlet] = values[counts >= least]
        held.clear()
    return found


def mark(report: Report, house: House) -> Marked:
    """Split a report into words and say what sort of words they are."""
    split = words(report.text, report.furniture)
    background = _covered(
        split,
        (m.span() for m in _SENTENCE.finditer(report.text) if is_background(m.group())),
    )
    quoted = _covered(split, (match.span() for match in _QUOTED.finditer(report.text)))
    boilerplate = _boilerplate(split, report.outlet, house)
    idle = bytes(b | h for b, h in zip(background, boilerplate, strict=True))
    return Marked(split, idle, boilerplate, quoted, boilerplate.count(0))


@lru_cache(maxsize=1 << 16)
def _number(norm: str) -> int:
    """Hash of a word, the same on every machine."""
    return int.from_bytes(blake2b(norm.encode(), digest_size=8).digest(), "big", signed=True)


def _runs(norms: tuple[str, ...]) -> NDArray[np.int64]:
    """Hashes of the runs of `HOUSE_RUN` words, shape (words - HOUSE_RUN + 1,); empty for fewer.

    A polynomial of the words' hashes, modulo 2**64.
    """
    numbers = np.array([_number(norm) for norm in norms], dtype=np.int64)
    count = len(numbers) - HOUSE_RUN + 1
    total = np.zeros(max(count, 0), dtype=np.int64)
    for step in range(HOUSE_RUN if count > 0 else 0):
        total = total * _FACTOR + numbers[step : step + count]
    return total


def _boilerplate(split: Words, outlet: str | None, house: House) -> bytes:
    flags = np.zeros(len(split.norms), dtype=np.uint8)
    known = house.get(outlet)
    if known is not None and len(known):
        for start in np.flatnonzero(np.isin(_runs(split.norms), known)):
            flags[start : start + HOUSE_RUN] = 1
    return flags.tobytes()


def _covered(split: Words, stretches: Iterable[Span]) -> bytes:
    """Which words begin inside a stretch; stretches come in order and do not overlap."""
    flags = bytearray(len(split.starts))
    for start, end in stretches:
        first, last = bisect_left(split.starts, start), bisect_left(split.starts, end)
        flags[first:last] = b"\x01" * (last - first)
    return bytes(flags)
