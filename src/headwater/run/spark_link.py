"""Linking on Spark: the steps that look at every candidate pair go to the workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path

import msgspec
import pyarrow as pa

from headwater.link import Held, Steps
from headwater.link.derivations import compare_all, house_of
from headwater.link.derived import Derived
from headwater.link.incidents import Ways, weigh_here
from headwater.link.linker import Linker, form_here
from headwater.link.subjects import Subject
from headwater.model import Claim, Derivation
from headwater.run.spark_pairs import (
    CLAIM_PAIRS,
    FORMED,
    FOUND,
    REPORT_PAIRS,
    TOLD,
    WEIGHED,
    Records,
    comparer,
    form_batches,
    weigher,
    write_house,
)
from headwater.sql.spark import SparkEngine

LEAST = 50_000
"""Pairs below which this process is done before Spark's workers have begun."""
PAIRS_A_REPORT = 100
"""Pairs that take as long to weigh as the claims of one report to be brought into form."""
READINGS_AT_ONCE = 256
"""Readings that go to the engine at once."""
AT_ONCE = 20_000
"""Pairs of reports that go to the engine at once."""

Columns = tuple[list[int], list[int]]
Weighed = tuple[list[int], list[int], list[float]]


class SparkSteps(Steps):
    """Compares and weighs pairs on the workers of an engine, when there are enough of them.

    Args:
        engine: Where.
        scratch: A folder that every worker reaches under the same path.
        least: Pairs below which the work stays in this process.
    """

    def __init__(self, engine: SparkEngine, scratch: Path, least: int = LEAST) -> None:
        self._engine = engine
        self._scratch = scratch
        self._least = least
        self._number = count()

    def compare(self, held: Held, pairs: Iterable[tuple[str, str]]) -> Iterator[Derivation]:
        """The derivations among pairs of reports, in the order of the pairs."""
        chosen = list(pairs)
        if len(chosen) < self._least:
            yield from compare_all(held, chosen)
            return
        needed = {report for pair in chosen for report in pair}
        places = {report: n for n, report in enumerate(one for one in held.ids if one in needed)}
        folder = self._folder("reports")
        Records.write(folder, (msgspec.msgpack.encode(held.report(one)) for one in places))
        write_house(folder, house_of(held, chosen))
        numbered = [(places[a], places[b]) for a, b in chosen]
        self._engine.load_batches("report_pairs", REPORT_PAIRS, _numbered(numbered))
        decoder = msgspec.msgpack.Decoder(Derivation)
        for batch in self._engine.spread("report_pairs", "at", comparer(folder), FOUND):
            yield from (decoder.decode(record) for record in batch.column(1).to_pylist())

    @property
    def ways(self) -> Ways:
        """Who brings claims into comparable form and weighs pairs of them."""
        return Ways(self._form, self._weigh)

    def _form(self, held: Held, claims: Iterable[Sequence[Claim]]) -> Iterator[Sequence[Subject]]:
        waiting = iter(claims)
        begun = list(islice(waiting, max(1, self._least // PAIRS_A_REPORT)))
        following = next(waiting, None)
        if following is None:
            yield from form_here(held, begun)
            return
        told = _with_readings(held, chain(begun, [following], waiting))
        self._engine.load_batches("told_claims", TOLD, told)
        decoder = msgspec.msgpack.Decoder(list[Subject])
        for batch in self._engine.spread("told_claims", "at", form_batches, FORMED):
            yield from (decoder.decode(record) for record in batch.column(1).to_pylist())
        self._engine.forget("told_claims")

    def _weigh(self, linker: Linker, pairs: Iterable[Columns]) -> Iterator[Weighed]:
        waiting = iter(pairs)
        begun: list[Columns] = []
        while sum(len(one) for one, _ in begun) < self._least:
            batch = next(waiting, None)
            if batch is None:
                yield from weigh_here(linker, begun)
                return
            begun.append(batch)
        folder = self._folder("subjects")
        reports: list[str] = []
        Records.write(folder, _subjects(linker, reports))
        told = _told(linker.derived, reports, chain(begun, waiting))
        self._engine.load_batches("weighed_pairs", CLAIM_PAIRS, told)
        for done in self._engine.spread("weighed_pairs", "at", weigher(folder), WEIGHED):
            one, other, weights = (column.to_pylist() for column in done.columns)
            yield one, other, weights

    def _folder(self, name: str) -> Path:
        return self._scratch / f"{name}-{next(self._number):03d}"


def _numbered(pairs: list[tuple[int, int]]) -> Iterator[pa.RecordBatch]:
    for first in range(0, len(pairs), AT_ONCE):
        some = pairs[first : first + AT_ONCE]
        columns = [range(first, first + len(some)), [a for a, _ in some], [b for _, b in some]]
        yield pa.record_batch([list(column) for column in columns], schema=REPORT_PAIRS)


def _with_readings(held: Held, claims: Iterable[Sequence[Claim]]) -> Iterator[pa.RecordBatch]:
    """The claims of each report with what was read from it."""
    encode = msgspec.msgpack.encode
    numbered = enumerate(claims)
    while some := list(islice(numbered, READINGS_AT_ONCE)):
        columns = (
            [at for at, _ in some],
            [encode(held[of[0].report]) for _, of in some],
            [encode(of) for _, of in some],
        )
        yield pa.record_batch([*columns], schema=TOLD)


def _subjects(linker: Linker, reports: list[str]) -> Iterator[bytes]:
    """The comparable forms of all claims; ``reports`` gets the report of each."""
    for item in linker.items:
        reports.append(item.report)
        yield msgspec.msgpack.encode(item)


def _told(
    derived: Derived, reports: Sequence[str], pairs: Iterable[Columns]
) -> Iterator[pa.RecordBatch]:
    """Pairs of claims with what their reports share."""

    def shared(i: int, j: int) -> bytes | None:
        passages = derived.passages(*sorted((reports[i], reports[j])))
        return None if passages is None else msgspec.msgpack.encode(passages)

    first = 0
    for one, other in pairs:
        passages = [shared(i, j) for i, j in zip(one, other, strict=True)]
        places = list(range(first, first + len(one)))
        yield pa.record_batch([places, one, other, passages], schema=CLAIM_PAIRS)
        first += len(one)
