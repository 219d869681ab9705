"""Words of a report that two desks share without either having read the other.

Background ("... since the war began in 2011"), house boilerplate (a run of words that many reports
of one outlet carry) and quotations.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.link.words import Words, words
from headwater.model import Reading, Report, Span

HOUSE_RUN = 6
"""Words of a run that can be boilerplate."""
HOUSE_REPORTS = 3
"""Reports of one outlet in which a run stands, at least, that is its boilerplate."""
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

House = frozenset[tuple[str | None, tuple[str, ...]]]
"""(outlet, run of words) that the outlet repeats from report to report."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a report, and for each whether it is idle (weighs nothing), house or quoted."""

    words: Words
    idle: tuple[bool, ...]
    house: tuple[bool, ...]
    quoted: tuple[bool, ...]
    own: int
    """How many words are not house boilerplate."""


def is_background(sentence: str) -> bool:
    """Whether a sentence tells of the war as a whole ("... since it began in 2011")."""
    return _BACKGROUND.search(sentence[:LONGEST_SENTENCE]) is not None


def house_words(readings: Sequence[Reading], indices: Iterable[int]) -> House:
    """Runs of words that stand in many reports of one outlet, counted outlet by outlet."""
    by_outlet: dict[str, list[Report]] = defaultdict(list)
    for index in indices:
        report = readings[index].report
        if report.outlet:
            by_outlet[report.outlet].append(report)
    found: set[tuple[str | None, tuple[str, ...]]] = set()
    for outlet, reports in by_outlet.items():
        least = max(HOUSE_REPORTS, HOUSE_SHARE * len(reports))
        if len(reports) < least:
            continue
        counts: Counter[tuple[str, ...]] = Counter()
        for report in reports:
            counts.update(set(_runs(words(report.text, report.furniture).norms)))
        found.update((outlet, run) for run, count in counts.items() if count >= least)
    return frozenset(found)


def mark(report: Report, house: House) -> Marked:
    """Split a report into words and say what sort of words they are."""
    split = words(report.text, report.furniture)
    background = _covered(
        split,
        (m.span() for m in _SENTENCE.finditer(report.text) if is_background(m.group())),
    )
    quoted = _covered(split, (match.span() for match in _QUOTED.finditer(report.text)))
    boilerplate = _boilerplate(split, report.outlet, house)
    idle = tuple(b or h for b, h in zip(background, boilerplate, strict=True))
    return Marked(split, idle, boilerplate, quoted, boilerplate.count(False))


def _runs(norms: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (norms[start : start + HOUSE_RUN] for start in range(len(norms) - HOUSE_RUN + 1))


def _boilerplate(split: Words, outlet: str | None, house: House) -> tuple[bool, ...]:
    flags = [False] * len(split.norms)
    for start, run in enumerate(_runs(split.norms)):
        if (outlet, run) in house:
            flags[start : start + HOUSE_RUN] = [True] * HOUSE_RUN
    return tuple(flags)


def _covered(split: Words, stretches: Iterable[Span]) -> tuple[bool, ...]:
    """Which words begin inside a stretch; stretches come in order and do not overlap."""
    flags = [False] * len(split.spans)
    index = 0
    for start, end in stretches:
        while index < len(flags) and split.spans[index][0] < start:
            index += 1
        while index < len(flags) and split.spans[index][0] < end:
            flags[index] = True
            index += 1
    return tuple(flags)
