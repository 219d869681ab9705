"""The tables of a case, written row group by row group from sequences that lie on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from headwater.link import Held
from headwater.model import Claim, Derivation, Incident, Rejected, Report
from headwater.shelf import ById
from headwater.store import tables
from headwater.store.files import Row, table_writer
from headwater.store.readings import StoredReadings
from headwater.store.schemas import GROUP, GROUPS, SCHEMAS

Linked = tuple[Sequence[Claim], Sequence[Derivation], Sequence[Incident]]
"""Claims, derivations and incidents, each in the order of its table."""


class Writer:
    """Writes rows of several tables side by side; each takes its place when the block ends well.

    Args:
        folder: The case's folder of tables.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.counts: dict[str, int] = {}

    def write(self, names: Sequence[str], rows: Iterable[tuple[str, Row]]) -> None:
        """Write (table, row) pairs, each table in the order in which its rows come."""
        with ExitStack() as stack:
            add = {
                name: stack.enter_context(
                    table_writer(
                        self._folder / f"{name}.parquet",
                        SCHEMAS[name],
                        GROUPS.get(name, GROUP),
                    )
                )
                for name in names
            }
            self.counts.update(dict.fromkeys(names, 0))
            for name, row in rows:
                add[name](row)
                self.counts[name] += 1


def write_readings(folder: Path, stored: StoredReadings) -> dict[str, int]:
    """Write the tables that follow from readings alone; returns their numbers of rows."""
    writer = Writer(folder)
    writer.write(("readings", "reports", "attributions"), _reading_rows(stored))
    return writer.counts


def _reading_rows(stored: StoredReadings) -> Iterator[tuple[str, Row]]:
    for digest, reading, row in stored.rows():
        yield "readings", row
        yield "reports", tables.report_row(reading.report, digest)
        yield from (("attributions", one) for one in tables.attribution_rows(reading))


def write_linked(
    folder: Path, held: Held, rejected: Iterable[Rejected], linked: Linked
) -> dict[str, int]:
    """Write the tables of what was refused and of what was linked; returns their numbers of rows.

    Incidents, whose table tells that a run has ended, come last.
    """
    claims, derivations, incidents = linked
    writer = Writer(folder)
    refused = sorted(rejected, key=lambda one: (one.origin, one.reason))
    writer.write(("rejected",), (("rejected", tables.rejected_row(one)) for one in refused))
    places: dict[str, int] = {}
    writer.write(("claims",), _claim_rows(claims, held, places))
    writer.write(
        ("derivations",), (("derivations", tables.derivation_row(one)) for one in derivations)
    )
    by_id = ById(claims, places)
    writer.write(("origins", "links", "incidents"), _incident_rows(incidents, by_id, held))
    return writer.counts


def _claim_rows(
    claims: Sequence[Claim], held: Held, places: dict[str, int]
) -> Iterator[tuple[str, Row]]:
    for place, claim in enumerate(claims):
        places[claim.id] = place
        yield "claims", tables.claim_row(claim, held.report(claim.report).text)


def _incident_rows(
    incidents: Sequence[Incident], claims: Mapping[str, Claim], held: Held
) -> Iterator[tuple[str, Row]]:
    reports = _Reports(held)
    for incident in incidents:
        yield from (("origins", row) for row in tables.origin_rows([incident]))
        yield from (("links", row) for row in tables.link_rows(incident))
        yield "incidents", tables.incident_row(incident, claims, reports)


@dataclass(frozen=True, slots=True)
class _Reports(Mapping[str, Report]):
    """Reports by id, without decoding what was read from them."""

    held: Held

    def __getitem__(self, report: str) -> Report:
        return self.held.report(report)

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)
