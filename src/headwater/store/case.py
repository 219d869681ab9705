"""One case: open or make the folder, keep readings as they come, write and read its tables.

A little over 300 lines: what a run does to a case and what is read from it later belong together.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec

from headwater import __version__
from headwater.errors import CaseError
from headwater.model import Claim, Derivation, Incident, Reading, Rejected, Report
from headwater.store import tables
from headwater.store.files import atomic, read_columns, remove, write_table
from headwater.store.readings import StoredReadings
from headwater.store.records import Records
from headwater.store.schemas import GROUPS, SCHEMAS
from headwater.store.writing import Linked, write_linked, write_readings

FORMAT = 1
"""Version of the case folder. A case of a higher one is refused."""

SCRATCH = "headwater-"
"""How the names of temporary folders of a run begin; the next run deletes what it finds."""

_PART = re.compile(r"part-\d{6}\.parquet")


@dataclass(frozen=True, slots=True)
class Made:
    """What a case was made with: anything here that changes makes earlier readings stale."""

    version: str = __version__
    code: str = ""
    """Digest of the package's code and tables, so that no reading outlives a change to it."""
    models: str = ""
    """Version of the model files."""
    knowledge: str = ""
    """Digest of the user's own tables (gazetteer, actors, crosswalk), empty without any."""

    @property
    def fingerprint(self) -> str:
        """A digest of all of it."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


def report_digest(report: Report) -> str:
    """Digest of a report's content and metadata, without where it was read from."""
    content = msgspec.json.encode(replace(report, origin=""))
    return hashlib.sha256(content).hexdigest()[:24]


class Case:
    """A case folder. Satisfies ``headwater.export.view.CaseView``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables = folder / "tables"
        self._parts = folder / "parts"
        self._last_part: int | None = None

    @classmethod
    def open(cls, folder: Path) -> Case:
        """Open a finished case for reading.

        Raises:
            CaseError: no case there, one of a newer version, or a run that has not ended.
        """
        case = cls(folder)
        settings = case._settings()
        if settings is None:
            raise CaseError(
                f"{folder}: no case here; make one with `headwater run … --out {folder}`"
            )
        if not (case._tables / "incidents.parquet").exists():
            raise CaseError(f"{folder}: the run has not ended; start `headwater run` again")
        return case

    @classmethod
    def create(cls, folder: Path) -> Case:
        """Open a case for a run, making the folder where it is missing.

        Raises:
            CaseError: the folder can't be written, or holds a case of a newer version.
        """
        case = cls(folder)
        try:
            case._settings()
            for path in (folder, case._tables, case._parts):
                path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CaseError(f"{folder}: can't make a case here ({error.strerror})") from None
        return case

    def _settings(self) -> dict[str, object] | None:
        path = self.folder / "case.toml"
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise CaseError(f"{path}: can't be read ({error}); delete it and run again") from None
        version = settings.get("format")
        if not isinstance(version, int) or version > FORMAT:
            raise CaseError(
                f"{path}: made by a newer headwater (case format {version}, this one reads up to "
                f"{FORMAT}); update headwater"
            )
        return settings

    # --- a run in progress -----------------------------------------------------------------

    def kept(self, made: Made) -> dict[str, str]:
        """Reports that earlier or interrupted runs have read: report id -> digest.

        No reading is kept that was made with other models or knowledge (see `outdated`). A
        half-written part is dropped: its reports are read again.
        """
        settings = self._settings()
        if settings is not None and settings.get("fingerprint") != made.fingerprint:
            self.drop_parts()
        kept: dict[str, str] = {}
        for path in self.sources(made):
            try:
                rows = read_columns(path, ("report", "digest"))
            except CaseError:
                remove(path)
                continue
            kept.update(zip(rows["report"].to_pylist(), rows["digest"].to_pylist(), strict=True))
        return kept

    def gathered(self, made: Made) -> StoredReadings:
        """All readings of the case and of the run in progress; the last of each report."""
        return StoredReadings.gathered(self.sources(made), self._parts)

    def sources(self, made: Made) -> list[Path]:
        """Where readings that were made like this lie, the latest last."""
        table = self.table("readings")
        fresh = table.exists() and self._tables_made_with() == made.fingerprint
        return [*([table] if fresh else []), *self._part_files()]

    def outdated(self, made: Made) -> Iterator[Report]:
        """Reports of the finished case whose readings were made otherwise, to be read again.

        Raises:
            CaseError: the table of reports is damaged.
        """
        reports = self.table("reports")
        if reports.exists() and self.table("readings") not in self.sources(made):
            yield from Records(reports, "report", Report).all()

    def _tables_made_with(self) -> str:
        """The fingerprint of what the tables were made with, which a new run leaves in place."""
        return str((self._settings() or {}).get("tables", ""))

    def start(self, made: Made) -> None:
        """Note what the readings to come are made with; clear what a killed run left behind."""
        for folder in (self._tables, self._parts):
            for path in folder.iterdir():
                if path.name.endswith(".tmp") or path.name.startswith(SCRATCH):
                    remove(path)
        self._write_settings(made, self._tables_made_with(), {})

    def keep(self, readings: Sequence[tuple[str, Reading]]) -> None:
        """Write a batch of (digest, reading) as a part, so that a killed run can go on."""
        rows = (tables.reading_row(digest, reading) for digest, reading in readings)
        write_table(self._next_part(), SCHEMAS["readings"], rows, GROUPS["readings"])

    def adopt(self, paths: Iterable[Path]) -> None:
        """Take over files of readings that were written elsewhere on this disk, in their order."""
        for path in paths:
            path.replace(self._next_part())

    def _next_part(self) -> Path:
        if self._last_part is None:
            taken = [int(path.stem[5:]) for path in self._part_files()]
            self._last_part = max(taken, default=0)
        self._last_part += 1
        return self._parts / f"part-{self._last_part:06d}.parquet"

    def _part_files(self) -> list[Path]:
        if not self._parts.is_dir():
            return []
        return sorted(path for path in self._parts.iterdir() if _PART.fullmatch(path.name))

    @property
    def scratch(self) -> Path:
        """Where a run may keep temporary files, in folders whose names begin with `SCRATCH`."""
        return self._parts

    def drop_parts(self) -> None:
        """Forget the parts of a run (their readings stand in the tables, or are stale)."""
        for path in self._part_files():
            path.unlink()
        self._last_part = None

    def finish(
        self,
        made: Made,
        readings: Iterable[tuple[str, Reading]],
        rejected: Iterable[Rejected],
        linked: Linked,
    ) -> None:
        """Write a whole case from (digest, reading) pairs; see `write`."""
        self.write(made, StoredReadings.of(readings), rejected, linked)

    def write(
        self, made: Made, stored: StoredReadings, rejected: Iterable[Rejected], linked: Linked
    ) -> None:
        """Write all tables, then the settings, then drop the parts; each step atomic."""
        counts = write_readings(self._tables, stored)
        counts |= write_linked(self._tables, stored, rejected, linked)
        self.seal(made, counts)

    def seal(self, made: Made, counts: Mapping[str, int]) -> None:
        """Note what the finished case was made with and how much it holds; drop the parts."""
        told = {name: count for name, count in counts.items() if name != "readings"}
        self._write_settings(made, made.fingerprint, told)
        self.drop_parts()

    def _write_settings(self, made: Made, tables_made_with: str, counts: dict[str, int]) -> None:
        lines = [
            "# A headwater case. Tables are Parquet; see `headwater export --help`.",
            f"format = {FORMAT}",
            f'version = "{made.version}"',
            f'code = "{made.code}"',
            f'models = "{made.models}"',
            f'knowledge = "{made.knowledge}"',
            f'fingerprint = "{made.fingerprint}"',
            f'tables = "{tables_made_with}"',
        ]
        if counts:
            lines += ["", "[counts]", *(f"{name} = {n}" for name, n in sorted(counts.items()))]
        with atomic(self.folder / "case.toml") as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")

    # --- a finished case --------------------------------------------------------------------

    @cached_property
    def _readings(self) -> Records[Reading]:
        return Records(self._tables / "readings.parquet", "report", Reading)

    @cached_property
    def _claims(self) -> Records[Claim]:
        return Records(self._tables / "claims.parquet", "claim", Claim)

    @cached_property
    def _incidents(self) -> Records[Incident]:
        return Records(self._tables / "incidents.parquet", "incident", Incident)

    def incidents(self) -> Iterator[Incident]:
        """All incidents, in the order of the table: by date, then id."""
        return self._incidents.all()

    def incident(self, incident_id: str) -> Incident:
        """An incident by id; raises ``CaseError`` when there is none."""
        return self._incidents.one(incident_id)

    def claims(self) -> Iterator[Claim]:
        """All claims."""
        return self._claims.all()

    def claim(self, claim_id: str) -> Claim:
        """A claim by id; raises ``CaseError`` when there is none."""
        return self._claims.one(claim_id)

    def readings(self) -> Iterator[Reading]:
        """All readings, by report id."""
        return self._readings.all()

    def reading(self, report_id: str) -> Reading:
        """What was read from one report; raises ``CaseError`` when there is none."""
        return self._readings.one(report_id)

    def report(self, report_id: str) -> Report:
        """A report by id; raises ``CaseError`` when there is none."""
        return self.reading(report_id).report

    def derivations(self) -> Iterator[Derivation]:
        """All derivations, by the ids of their reports."""
        return Records(self._tables / "derivations.parquet", "a", Derivation).all()

    def rejected_before(self) -> list[Rejected]:
        """What earlier runs refused; empty for a new case or a damaged table."""
        try:
            return list(self.rejected())
        except CaseError:
            return []

    def rejected(self) -> Iterator[Rejected]:
        """What could not be read, and why."""
        for row in read_columns(self._tables / "rejected.parquet", None).to_pylist():
            yield Rejected(**row)

    def incident_of(self) -> dict[str, str]:
        """Which incident each claim belongs to, by id, without reading the incidents whole."""
        rows = read_columns(self._tables / "incidents.parquet", ("incident", "claims"))
        ids, held = rows["incident"].to_pylist(), rows["claims"].to_pylist()
        return {claim: one for one, claims in zip(ids, held, strict=True) for claim in claims}

    def table(self, name: str) -> Path:
        """Where a table lies, for engines that read Parquet themselves."""
        return self._tables / f"{name}.parquet"
