"""Who does the work of a run: processes of this machine, or a cluster (`headwater.run.spark`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from headwater import link
from headwater.link import Linked
from headwater.model import Reading, Rejected, Report
from headwater.run.knowledge import Knowledge
from headwater.run.progress import Tell
from headwater.run.workers import read_reports
from headwater.sql import DuckEngine
from headwater.store import Case, Made
from headwater.store.readings import StoredReadings

BATCH = 32
"""Readings a part: what a killed run loses at most, a few seconds of work."""

Digested = tuple[str, Report]
"""The digest of a report, and the report."""


class Machine(Protocol):
    """Does the three heavy steps of a run. Every machine gives the same rows."""

    def read(
        self, case: Case, reports: Iterator[Digested], knowledge: Knowledge, tell: Tell
    ) -> None:
        """Read reports and keep what was read as parts of the case."""

    def link(self, case: Case, stored: StoredReadings) -> Linked:
        """Link all readings of the case."""

    def write(
        self,
        case: Case,
        made: Made,
        stored: StoredReadings,
        results: tuple[Iterable[Rejected], Linked],
    ) -> None:
        """Write the tables and seal the case."""


class Local:
    """Worker processes, DuckDB and this process.

    Args:
        workers: How many; one a core by default.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers

    def read(
        self, case: Case, reports: Iterator[Digested], knowledge: Knowledge, tell: Tell
    ) -> None:
        """See `Machine.read`."""
        first = next(reports, None)
        if first is None:  # nothing new: no worker has to load its models
            return
        digests: dict[str, str] = {}
        batch: list[tuple[str, Reading]] = []
        waiting = _noted(first, reports, digests)
        for done, reading in enumerate(read_reports(waiting, knowledge, self._workers), 1):
            batch.append((digests.pop(reading.report.id), reading))
            tell("reading", done, None)
            if len(batch) >= BATCH:
                case.keep(batch)
                batch.clear()
        if batch:
            case.keep(batch)

    def link(self, case: Case, stored: StoredReadings) -> Linked:
        """See `Machine.link`."""
        with DuckEngine(folder=case.scratch) as engine:
            return link.link_held(stored, link.Place(engine, case.scratch))

    def write(
        self,
        case: Case,
        made: Made,
        stored: StoredReadings,
        results: tuple[Iterable[Rejected], Linked],
    ) -> None:
        """See `Machine.write`."""
        rejected, linked = results
        case.write(made, stored, rejected, (linked.claims, linked.derivations, linked.incidents))


def _noted(first: Digested, rest: Iterator[Digested], digests: dict[str, str]) -> Iterator[Report]:
    """The reports alone, their digests put aside until they have been read."""
    digests[first[1].id] = first[0]
    yield first[1]
    for digest, report in rest:
        digests[report.id] = digest
        yield report
