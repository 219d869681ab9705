"""Reports in, a case out: resumable, incremental, the same bytes for the same input."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import chain
from pathlib import Path

from headwater.annotate import model_version
from headwater.errors import InputError, nothing_usable
from headwater.model import Rejected, Report
from headwater.read import read
from headwater.run.knowledge import Knowledge
from headwater.run.machine import Digested, Local, Machine
from headwater.run.progress import Tell
from headwater.store import Case, Made, changes
from headwater.store.case import report_digest
from headwater.store.changes import Change
from headwater.store.files import only_writer

_KNOWLEDGE = frozenset({".py", ".toml", ".csv", ".tsv", ".gz", ".npz", ".json"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    case: Case
    reports: int
    """Reports in the case."""
    read: int
    """Reports that this run had to read; the others stood in the case already."""
    rejected: tuple[Rejected, ...]
    changed: tuple[Change, ...] | None
    """What differs from the incidents that stood before; None where there was no case."""


@dataclass(slots=True)
class _Intake:
    """Sorts what the readers give into new, known and rejected."""

    known: dict[str, str]
    """Digest of each report that has been read."""
    rejected: list[Rejected] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    read: int = 0
    """New reports so far."""

    def new(self, items: Iterable[Report | Rejected]) -> Iterator[Digested]:
        for item in items:
            self.files.add(_file_of(item.origin))
            if isinstance(item, Rejected):
                self.rejected.append(item)
                continue
            digest = report_digest(item)
            if self.known.get(item.id) != digest:
                self.known[item.id] = digest
                self.read += 1
                yield digest, item

    def again(self, reports: Iterable[Report]) -> Iterator[Digested]:
        """Reports of the case that are not given now, and stand read in another way.

        Asked for when all that is given has been taken in: what is given takes their place.
        """
        for report in reports:
            if report.id not in self.known:
                digest = self.known[report.id] = report_digest(report)
                self.read += 1
                yield digest, report

    def still_refused(self, earlier: Iterable[Rejected]) -> list[Rejected]:
        """Refusals of earlier runs from files that this run did not read again."""
        return [one for one in earlier if _file_of(one.origin) not in self.files]


def _file_of(origin: str) -> str:
    return origin.split(", line ", maxsplit=1)[0]


def run_case(
    inputs: Sequence[str],
    out: Path,
    knowledge: Knowledge | None = None,
    machine: Machine | None = None,
    progress: Tell | None = None,
) -> Outcome:
    """Read ``inputs`` into the case at ``out``.

    Reports that the case already holds unchanged are not read again; those of earlier runs stay.
    Where they were read by another version or with other tables, they are read again as well.

    Args:
        inputs: Files, folders, globs, ``-``.
        out: The case folder, made where it is missing.
        knowledge: Tables of the user's own.
        machine: Who does the work; all cores of this machine by default.
        progress: Is told how far the run is.

    Raises:
        InputError: no report could be used and the case holds none.
        CaseError: the case can't be written.
    """
    knowledge = knowledge or Knowledge()
    machine = machine or Local()
    tell = progress or (lambda _stage, _done, _total: None)
    knowledge.put_in_force()
    case = Case.create(out)
    with only_writer(out):
        made = Made(code=code_digest(), models=model_version(), knowledge=knowledge.digest())
        intake = _Intake(case.kept(made))
        earlier = case.rejected_before()
        case.start(made)
        given = intake.new(read(inputs, sys.stdin.buffer))
        machine.read(case, chain(given, intake.again(case.outdated(made))), knowledge, tell)
        if not intake.known:
            raise InputError(nothing_usable(intake.rejected))
        intake.rejected.extend(intake.still_refused(earlier))
        tell("linking", 0, len(intake.known))
        stored = case.gathered(made)
        linked = machine.link(case, stored)
        tell("linking", len(stored), len(stored))
        before = changes.standing(case)
        changes.forget(out)
        machine.write(case, made, stored, (intake.rejected, linked))
        changes.note(case, before)
    return Outcome(
        Case.open(out), len(intake.known), intake.read, tuple(intake.rejected), changes.noted(out)
    )


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
