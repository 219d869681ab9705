"""The case on the desk: one reviewed case and its list, shared by all requests of the server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import RLock

import pyarrow as pa

from headwater.export.news import ONLY_WORDS
from headwater.export.news import standing as said_to_be
from headwater.link.claims import claim_id
from headwater.model import Derivation, Incident
from headwater.serve.asked import Listed
from headwater.serve.charts import Overview, overview
from headwater.sql.incident_list import IncidentList
from headwater.store import changes
from headwater.store.case import Case
from headwater.store.decisions import Decision, DecisionLog, Entry
from headwater.store.files import Row
from headwater.store.reviewed import ReviewedCase
from headwater.store.schemas import SCHEMAS
from headwater.store.standing import Standing
from headwater.store.tables import incident_row, origin_rows

_MADE = pa.schema(
    [
        *SCHEMAS["incidents"],
        pa.field("standing", pa.string()),
        pa.field("verdict", pa.string()),
        pa.field("decisions", pa.int32()),
        pa.field("disputed", pa.bool_()),
    ]
)
_KEPT = 64
"""Overviews of lists that are kept."""
_State = tuple[int, str | None, int]
"""What tells whether an incident's row is stale: the object, its verdict, its decisions."""


class Desk:
    """Holds a case open, applies decisions as anybody makes them, and keeps the list in step.

    Every page is made under ``lock``: what it shows belongs together.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = RLock()
        self.log = DecisionLog(folder)
        self._open()

    def close(self) -> None:
        """Let the case go."""
        with self.lock:
            self.list.close()

    def _open(self) -> None:
        self._stamp = self._settings_stamp()
        case = Case.open(self.folder)
        self.case = ReviewedCase(case)
        self.changes = changes.noted(self.folder)
        self.changed = {one.incident: one for one in self.changes or () if one.incident}
        self.list = IncidentList(
            case.table("incidents"),
            case.table("origins"),
            case.table("claims"),
            sorted(ONLY_WORDS),
            list(self.changed),
        )
        self._overviews: dict[str, Overview] = {}
        self._removed: frozenset[str] = frozenset()
        self._states: dict[str, _State] = {}
        self._derived: dict[str, list[Derivation]] | None = None
        self._sync()

    def refresh(self) -> None:
        """Take in what others decided, and a later run of the case."""
        if self._settings_stamp() != self._stamp:
            self.list.close()
            self._open()
        elif self.case.refresh():
            self._sync()

    def decide(self, decisions: Sequence[Decision]) -> list[Entry]:
        """Write decisions to the log, then apply them; they are on disk when this returns."""
        entries = self.log.append_all(decisions)
        self.refresh()
        return entries

    def overview(self, seen: Listed, page: str) -> Overview:
        """What stands above a list; drawn once until somebody decides."""
        key = seen.query()
        if key not in self._overviews:
            if len(self._overviews) >= _KEPT:
                self._overviews.clear()
            self._overviews[key] = overview(self.list, seen, page)
        return self._overviews[key]

    def derivations(self, report: str) -> list[Derivation]:
        """Derivations that a report is part of."""
        if self._derived is None:
            self._derived = {}
            for one in self.case.derivations():
                self._derived.setdefault(one.a, []).append(one)
                self._derived.setdefault(one.b, []).append(one)
        return self._derived.get(report, [])

    def claims_of(self, report: str) -> list[str]:
        """Ids of the claims that a report's events make, in order, as they were read."""
        return [claim_id(report, event) for event in self.case.case.reading(report).events]

    def between(self, incident: Incident) -> list[Derivation]:
        """Derivations between an incident's reports, each once."""
        held = set(incident.reports)
        return [
            one
            for report in incident.reports
            for one in self.derivations(report)
            if one.a == report and one.b in held
        ]

    def _settings_stamp(self) -> tuple[int, int]:
        try:
            stat = (self.folder / "case.toml").stat()
        except OSError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_ino

    def _sync(self) -> None:
        self._overviews.clear()
        removed, made = self.case.changes()
        states = {
            one.id: (id(one), standing.verdict, len(standing.entries)) for one, standing in made
        }
        fresh = [(one, how) for one, how in made if self._states.get(one.id) != states[one.id]]
        gone = (
            (removed - self._removed)
            | (self._states.keys() - states.keys())
            | {one.id for one, _ in fresh}
        )
        rows = [self._row(one, how) for one, how in fresh]
        tables = [
            pa.Table.from_pylist(rows, schema=_MADE),
            pa.Table.from_pylist(origin_rows([one for one, _ in fresh]), schema=SCHEMAS["origins"]),
        ]
        self.list.put(sorted(gone), sorted(self._removed - removed), tables if rows else ())
        self._removed, self._states = removed, states

    def _row(self, incident: Incident, standing: Standing) -> Row:
        claims = {one: self.case.claim(one) for one in incident.claims}
        reports = {one: self.case.report(one) for one in incident.reports}
        return {
            **incident_row(incident, claims, reports),
            "record": None,
            "standing": said_to_be(incident, self.case).value,
            "verdict": standing.verdict or "",
            "decisions": len(standing.entries),
            "disputed": bool(standing.disputes),
        }
