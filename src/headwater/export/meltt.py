"""Input of meltt (Donnay et al. 2019): events with day, point and taxonomy columns.

meltt needs a day and a point for each row, so that incidents without either are left out; the
plain CSV has them. Its taxonomy tables map the values of the ``_tax`` columns to levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from headwater.export import rows
from headwater.export.csvtext import write_csv
from headwater.export.options import ExportOptions
from headwater.export.rows import Column, Row
from headwater.export.view import CaseView


def write_meltt(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """CSV for meltt, one row an incident or a claim that has a day and a point."""
    write_csv(COLUMNS, _placed_and_dated(rows.rows(case, options.level)), out)


def _placed_and_dated(found: Iterator[Row]) -> Iterator[Row]:
    for row in found:
        point = row.place is not None and None not in (row.place.latitude, row.place.longitude)
        if point and rows.first_day(row.time) is not None:
            yield row


COLUMNS = (
    Column("dataset", "always 'headwater'", lambda _row: "headwater"),
    Column("event", "our incident or claim id", lambda row: row.id),
    Column("date", "first day (ISO)", lambda row: rows.iso(rows.first_day(row.time))),
    Column("enddate", "last day (ISO)", lambda row: rows.iso(rows.last_day(row.time))),
    Column(
        "latitude", "degrees north (WGS 84)", lambda row: row.place.latitude if row.place else None
    ),
    Column(
        "longitude", "degrees east (WGS 84)", lambda row: row.place.longitude if row.place else None
    ),
    Column(
        "event_tax",
        "ACLED sub-event type, or the PLOVER type without one",
        lambda row: row.incident.type.acled or row.incident.type.plover,
    ),
    Column(
        "actor_tax",
        "first named actor, or 'unknown'",
        lambda row: found[0].name if (found := rows.actors(row)) else "unknown",
    ),
    Column(
        "prec_tax",
        "precision of the place: point, town, adm2, adm1, country or region",
        lambda row: row.place.precision if row.place else None,
    ),
)
