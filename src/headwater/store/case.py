"""One case: open or make the folder, keep readings as they come, write and read its tables."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec

from headwater import __version__
from headwater.errors import CaseError
from headwater.model import Claim, Derivation, Incident, Reading, Rejected, Report
from headwater.store import tables
from headwater.store.files import atomic, read_columns, read_table, write_table
from headwater.store.records import Records

FORMAT = 1
"""Version of the case folder. A case of a higher one is refused."""

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

    def kept(self, made: Made) -> dict[str, tuple[str, Reading]]:
        """Readings of earlier or interrupted runs: report id -> (digest, reading).

        Nothing is kept when the case was made with other models or knowledge. A half-written
        part is dropped: its reports are read again.
        """
        settings = self._settings()
        if settings is not None and settings.get("fingerprint") != made.fingerprint:
            self.drop_parts()
            return {}
        kept: dict[str, tuple[str, Reading]] = {}
        for path in [*self._part_files(), self._tables / "readings.parquet"]:
            try:
                rows = read_table(path)
            except CaseError:
                path.unlink(missing_ok=True)
                continue
            columns = (rows["report"], rows["digest"], rows["record"])
            for report, digest, record in zip(*(c.to_pylist() for c in columns), strict=True):
                kept[report] = digest, msgspec.json.decode(record, type=Reading)
        return kept

    def start(self, made: Made) -> None:
        """Note what the readings to come are made with."""
        self._write_settings(made, {})

    def keep(self, readings: Sequence[tuple[str, Reading]]) -> None:
        """Write a batch of (digest, reading) as a part, so that a killed run can go on."""
        taken = [int(path.stem[5:]) for path in self._part_files()]
        path = self._parts / f"part-{max(taken, default=0) + 1:06d}.parquet"
        write_table(path, tables.table("readings", _reading_rows(readings)))

    def _part_files(self) -> list[Path]:
        if not self._parts.is_dir():
            return []
        return sorted(path for path in self._parts.iterdir() if _PART.fullmatch(path.name))

    def drop_parts(self) -> None:
        """Forget the parts of a run (their readings stand in the tables, or are stale)."""
        for path in self._part_files():
            path.unlink()

    def finish(
        self,
        made: Made,
        readings: Sequence[tuple[str, Reading]],
        rejected: Iterable[Rejected],
        linked: tuple[Sequence[Claim], Sequence[Derivation], Sequence[Incident]],
    ) -> None:
        """Write all tables, then the settings, then drop the parts; each step atomic."""
        claims, derivations, incidents = linked
        texts = {reading.report.id: reading.report for _, reading in readings}
        by_id = {claim.id: claim for claim in claims}
        rows: dict[str, list[tables.Row]] = {
            "readings": _reading_rows(readings),
            "reports": [tables.report_row(reading, digest) for digest, reading in readings],
            "rejected": [
                tables.rejected_row(one)
                for one in sorted(rejected, key=lambda one: (one.origin, one.reason))
            ],
            "attributions": [
                row for _, reading in readings for row in tables.attribution_rows(reading)
            ],
            "claims": [tables.claim_row(claim, texts[claim.report].text) for claim in claims],
            "derivations": [tables.derivation_row(one) for one in derivations],
            "origins": tables.origin_rows(incidents),
            "links": tables.link_rows(incidents),
            "incidents": [tables.incident_row(one, by_id, texts) for one in incidents],
        }
        for name, content in rows.items():
            write_table(self._tables / f"{name}.parquet", tables.table(name, content))
        counts = {name: len(content) for name, content in rows.items() if name != "readings"}
        self._write_settings(made, counts)
        self.drop_parts()

    def _write_settings(self, made: Made, counts: dict[str, int]) -> None:
        lines = [
            "# A headwater case. Tables are Parquet; see `headwater export --help`.",
            f"format = {FORMAT}",
            f'version = "{made.version}"',
            f'code = "{made.code}"',
            f'models = "{made.models}"',
            f'knowledge = "{made.knowledge}"',
            f'fingerprint = "{made.fingerprint}"',
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
        for row in read_table(self._tables / "rejected.parquet").to_pylist():
            yield Rejected(**row)

    def incident_of(self) -> dict[str, str]:
        """Which incident each claim belongs to, by id, without reading the incidents whole."""
        rows = read_columns(self._tables / "incidents.parquet", ("incident", "claims"))
        ids, held = rows["incident"].to_pylist(), rows["claims"].to_pylist()
        return {claim: one for one, claims in zip(ids, held, strict=True) for claim in claims}

    def table(self, name: str) -> Path:
        """Where a table lies, for engines that read Parquet themselves."""
        return self._tables / f"{name}.parquet"


def _reading_rows(readings: Sequence[tuple[str, Reading]]) -> list[tables.Row]:
    return [
        {"report": reading.report.id, "digest": digest, "record": tables.encode(reading)}
        for digest, reading in readings
    ]
