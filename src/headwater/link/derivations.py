"""Which reports were made from which: candidates by sketch, then exact shared passages.

A passage counts by its rare words (see `vocabulary`). What different desks write for themselves
counts little or nothing: background sentences, house boilerplate, quoted public statements.
Thresholds were set on the development slices of the FAKES labels (docs/codebook.md).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import pyarrow as pa

from headwater.link.alignment import Passage, align
from headwater.link.days import days_between
from headwater.link.direction import direction
from headwater.link.held import Held
from headwater.link.marks import House, Marked, house_words, mark
from headwater.link.vocabulary import rarity
from headwater.link.words import inner
from headwater.model import Derivation, DerivationKind, Report, Span
from headwater.sql import Engine, report_pairs

K = TypeVar("K", bound=Hashable)

REACH = 12
"""Later reports with which one sketch value pairs a report."""
LEAST_SHARED = 5
"""Sketch values that a candidate pair shares."""
LEAST_RUN = 6
"""Equal words of a passage that is kept."""
PASSAGE_COST = 3.0
"""Weight that every passage must exceed before it counts: formulas of the trade are short."""
QUOTED = 0.6
"""Part of its weight that a word inside quotation marks keeps."""
LEAST_WEIGHT = 5.2
"""Summed weight of the passages of a pair that is a derivation."""
LEAST_PLAIN = 4.0
"""Weight outside quotation marks without which a pair shares a statement, not a text."""
COPY_SHARE = 0.52
"""Share of the shorter report's own words that stand in the other one, for a copy."""


KEPT = 2000
"""Reports whose words are kept at hand; candidates lie close together in time."""
SKETCHED = 1000
"""Reports whose sketches go to the engine at once."""
_SKETCHES = pa.schema({"report": pa.int64(), "value": pa.int64()})
FAR_DAYS = 14
"""Days between two reports after which shared background is likelier than one story."""
FAR_SHARE = 0.3
"""Share of the shorter report that outweighs that."""
HOUSE_SHARE = 0.15
"""One outlet repeats its own background; two of its reports must share more than this."""
LONE_SHARE = 0.1
"""A single shared passage of less than this is a background sentence."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two reports share, measured."""

    passages: tuple[Passage, ...]
    weight: float
    plain: float
    share: float
    """Share of the shorter report's words, boilerplate aside, that stand in a passage."""
    best: int
    """Equal words of the longest passage."""


def derivations(held: Held, engine: Engine) -> Iterator[Derivation]:
    """Copies and partial copies among reports, in the order of the candidates.

    Args:
        held: The readings of the case.
        engine: Where the candidate query runs.
    """
    yield from compare_all(held, candidates(held, engine))


def candidates(held: Held, engine: Engine) -> Iterator[tuple[str, str]]:
    """Pairs of reports whose sketches overlap, in order of time."""
    engine.load_batches("sketches", _SKETCHES, _sketches(held))
    for batch in engine.batches(report_pairs(REACH, LEAST_SHARED)):
        a, b = batch.column(0).to_pylist(), batch.column(1).to_pylist()
        for one, other in zip(a, b, strict=True):
            yield held.ids[one], held.ids[other]
    engine.forget("sketches")


def _sketches(held: Held) -> Iterator[pa.RecordBatch]:
    """Rows (number of the report in order of time, sketch value)."""
    for first in range(0, len(held), SKETCHED):
        reports, values = array("q"), array("q")
        for number in range(first, min(first + SKETCHED, len(held))):
            sketch = held.sketch(held.ids[number])
            values.extend(sketch)
            reports.extend([number] * len(sketch))
        yield pa.record_batch([pa.array(reports), pa.array(values)], schema=_SKETCHES)


def compare_all(held: Held, pairs: Iterable[tuple[str, str]]) -> Iterator[Derivation]:
    """The derivations among pairs of reports; pairs close in time should stand close together."""
    chosen = list(pairs)
    found = compare_pairs(held.report, chosen, house_of(held, chosen))
    yield from (one for one in found if one is not None)


def house_of(held: Held, pairs: Iterable[tuple[str, str]]) -> House:
    """What the outlets of the reports among these pairs repeat."""
    needed = {report for pair in pairs for report in pair}
    return house_words(held.report(one) for one in held.ids if one in needed)


def compare_pairs(
    report: Callable[[K], Report], pairs: Iterable[tuple[K, K]], house: House
) -> Iterator[Derivation | None]:
    """What each pair comes to, in order; pairs close in time should stand close together.

    Args:
        report: Gives a report by whatever ``pairs`` are made of.
        pairs: Candidates.
        house: What the outlets repeat.
    """

    @lru_cache(maxsize=KEPT)
    def marked(key: K) -> Marked:
        return mark(report(key), house)

    for pair in pairs:
        one, other = sorted(pair, key=lambda key: report(key).id)
        yield compare(report(one), report(other), marked(one), marked(other))


def compare(one: Report, other: Report, left: Marked, right: Marked) -> Derivation | None:
    """The derivation between two reports in order of their ids, or ``None`` between two texts."""
    overlap = measure(left, right)
    if not _derived(overlap, _least_share(one, other, len(overlap.passages))):
        return None
    kind = DerivationKind.COPY if overlap.share >= COPY_SHARE else DerivationKind.PARTIAL
    way, reason = direction(one, other, overlap.share)
    passages = tuple(
        (left.words.span(p.a0, p.a1), right.words.span(p.b0, p.b1)) for p in overlap.passages
    )
    why = f"{_extent(one, passages, overlap, kind)}; {reason}"
    return Derivation(one.id, other.id, kind, way, passages, why)


def measure(left: Marked, right: Marked) -> Overlap:
    """Align two reports and weigh what they share."""
    passages = align(left.words, right.words, LEAST_RUN)
    weight = plain = 0.0
    for passage in passages:
        all_words, unquoted = _weigh(passage, left, right)
        weight += max(0.0, all_words - PASSAGE_COST)
        plain += unquoted
    short, at = (left, 0) if left.own <= right.own else (right, 1)
    held = sum(_own_words(passage, short, at) for passage in passages)
    best = max((passage.equal for passage in passages), default=0)
    return Overlap(passages, weight, plain, held / short.own if short.own else 0.0, best)


def _weigh(passage: Passage, left: Marked, right: Marked) -> tuple[float, float]:
    """(weight, weight outside quotation marks) of a passage; marked words weigh nothing."""
    total = plain = 0.0
    length = min(passage.a1 - passage.a0, passage.b1 - passage.b0)
    for step in range(length):
        a, b = passage.a0 + step, passage.b0 + step
        if left.idle[a] or right.idle[b]:
            continue
        value = rarity(left.words.norms[a]) / 3
        if left.quoted[a] or right.quoted[b]:
            total += QUOTED * value
        else:
            total += value
            plain += value
    return total, plain


def _own_words(passage: Passage, short: Marked, at: int) -> int:
    first, last = (passage.b0, passage.b1) if at else (passage.a0, passage.a1)
    return sum(not short.house[index] for index in range(first, last))


def _derived(overlap: Overlap, least_share: float) -> bool:
    """Whether what is shared is more than two desks would write for themselves."""
    return (
        overlap.weight >= LEAST_WEIGHT
        and overlap.plain >= LEAST_PLAIN
        and overlap.share >= least_share
    )


def _least_share(one: Report, other: Report, passages: int) -> float:
    """Share of the shorter report that has to be shared, by how else it could come about."""
    least = LONE_SHARE if passages == 1 else 0.0
    if one.outlet and one.outlet == other.outlet:
        least = HOUSE_SHARE
    gap = days_between(one.published, other.published)
    return FAR_SHARE if gap is not None and gap > FAR_DAYS else least


def _extent(
    one: Report,
    passages: tuple[tuple[Span, Span], ...],
    overlap: Overlap,
    kind: DerivationKind,
) -> str:
    """How much is shared, in words, with the start of the longest passage quoted."""
    longest = max(passages, key=lambda pair: (pair[0][1] - pair[0][0], -pair[0][0]))[0]
    quote = " ".join(inner(one.text[longest[0] : longest[1]]).split()[:9])
    count = sum(passage.equal for passage in overlap.passages)
    percent = round(100 * min(1.0, overlap.share))
    start = "nearly the same text" if kind is DerivationKind.COPY else "parts of one text"
    return (
        f"{start}: {count} words in {len(passages)} shared "
        f"passage{'s' if len(passages) != 1 else ''}, {percent} % of the shorter report, "
        f'the longest beginning "{quote}"'
    )
