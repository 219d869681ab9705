"""Reports in, a case out: resumable, incremental, the same bytes for the same input."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from headwater import link
from headwater.annotate import model_version
from headwater.errors import InputError, nothing_usable
from headwater.model import Reading, Rejected, Report
from headwater.read import read
from headwater.run.pipeline import Knowledge
from headwater.run.progress import Tell
from headwater.run.workers import read_reports
from headwater.sql import DuckEngine
from headwater.store import Case, Made
from headwater.store.case import report_digest
from headwater.store.files import only_writer

_KNOWLEDGE = frozenset({".py", ".toml", ".csv", ".tsv", ".gz", ".npz", ".json"})

BATCH = 32
"""Readings a part: what a killed run loses at most, a few seconds of work."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    case: Case
    reports: int
    """Reports in the case."""
    read: int
    """Reports that this run had to read; the others stood in the case already."""
    rejected: tuple[Rejected, ...]


@dataclass(slots=True)
class _Intake:
    """Sorts what the readers give into new, known and rejected."""

    known: dict[str, str]
    """Digest of each report that has been read."""
    rejected: list[Rejected] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def new(self, items: Iterable[Report | Rejected]) -> Iterator[Report]:
        for item in items:
            self.files.add(_file_of(item.origin))
            if isinstance(item, Rejected):
                self.rejected.append(item)
                continue
            digest = report_digest(item)
            self.digests[item.id] = digest
            if self.known.get(item.id) != digest:
                yield item

    def still_refused(self, earlier: Iterable[Rejected]) -> list[Rejected]:
        """Refusals of earlier runs from files that this run did not read again."""
        return [one for one in earlier if _file_of(one.origin) not in self.files]


def _file_of(origin: str) -> str:
    return origin.split(", line ", maxsplit=1)[0]


def run_case(
    inputs: Sequence[str],
    out: Path,
    knowledge: Knowledge | None = None,
    workers: int | None = None,
    progress: Tell | None = None,
) -> Outcome:
    """Read ``inputs`` into the case at ``out``.

    Reports that the case already holds unchanged are not read again; those of earlier runs stay.

    Raises:
        InputError: no report could be used and the case holds none.
        CaseError: the case can't be written.
    """
    knowledge = knowledge or Knowledge()
    tell = progress or (lambda _stage, _done, _total: None)
    knowledge.put_in_force()
    case = Case.create(out)
    with only_writer(out):
        made = Made(code=code_digest(), models=model_version(), knowledge=knowledge.digest())
        intake = _Intake(case.kept(made))
        earlier = case.rejected_before()
        case.start(made)
        done = _read_all(case, intake, inputs, knowledge, (workers, tell))
        if not intake.known:
            raise InputError(nothing_usable(intake.rejected))
        intake.rejected.extend(intake.still_refused(earlier))
        _finish(case, made, intake, tell)
    return Outcome(Case.open(out), len(intake.known), done, tuple(intake.rejected))


def code_digest() -> str:
    """Digest of the package's own code and knowledge tables; the weights have their card."""
    package = resources.files("headwater")
    whole = hashlib.sha256()
    with resources.as_file(package) as folder:
        files = (path for path in folder.rglob("*") if path.suffix in _KNOWLEDGE)
        for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
            whole.update(path.relative_to(folder).as_posix().encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _read_all(
    case: Case,
    intake: _Intake,
    inputs: Sequence[str],
    knowledge: Knowledge,
    how: tuple[int | None, Tell],
) -> int:
    workers, tell = how
    batch: list[tuple[str, Reading]] = []
    done = 0
    new = intake.new(read(inputs, sys.stdin.buffer))
    first = next(new, None)
    if first is None:
        return 0
    for reading in read_reports(_chain(first, new), knowledge, workers):
        batch.append((intake.digests[reading.report.id], reading))
        done += 1
        tell("reading", done, None)
        if len(batch) >= BATCH:
            _keep(case, intake, batch)
    _keep(case, intake, batch)
    return done


def _chain(first: Report, rest: Iterator[Report]) -> Iterator[Report]:
    yield first
    yield from rest


def _keep(case: Case, intake: _Intake, batch: list[tuple[str, Reading]]) -> None:
    if batch:
        case.keep(batch)
        intake.known.update({reading.report.id: digest for digest, reading in batch})
        batch.clear()


def _finish(case: Case, made: Made, intake: _Intake, tell: Tell) -> None:
    tell("linking", 0, len(intake.known))
    stored = case.gathered(made)
    with DuckEngine(folder=case.scratch) as engine:
        linked = link.link_held(stored, link.Place(engine, case.scratch))
    tell("linking", len(stored), len(stored))
    parts = (linked.claims, linked.derivations, linked.incidents)
    case.write(made, stored, intake.rejected, parts)
