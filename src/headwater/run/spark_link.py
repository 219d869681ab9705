"""Linking on Spark: the steps that look at every candidate pair go to the workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path

import msgspec
import pyarrow as pa

from headwater.link import Held, Steps
from headwater.link.derivations import compare_all, house_of
from headwater.link.derived import Derived
from headwater.link.incidents import Linker, Weigh, weigh_here
from headwater.model import Derivation
from headwater.run.spark_pairs import (
    CLAIM_PAIRS,
    FOUND,
    REPORT_PAIRS,
    WEIGHED,
    Records,
    comparer,
    weigher,
    write_house,
)
from headwater.sql.spark import SparkEngine

LEAST = 50_000
"""Pairs below which this process is done before Spark's workers have begun."""
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
    def weigh(self) -> Weigh:
        """How pairs of claims are weighed."""
        return self._weigh

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
