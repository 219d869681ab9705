"""ACLED's columns (ACLED Codebook; column names as of the 2023 change), and a few of our own.

Differences that users must know: fatalities is the low estimate and stays empty when no report
counts the dead (ACLED writes 0); interaction codes, administrative units, regions, source scale
and timestamp are not guessed and stay empty. Our own columns start with ``headwater_``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import BinaryIO

from headwater.export import common, rows, wording
from headwater.export.countries import country_number
from headwater.export.csvtext import write_csv
from headwater.export.options import ExportOptions
from headwater.export.rows import Cell, Column, Row
from headwater.export.view import CaseView
from headwater.model import Entity

_WEEK, _MONTH = 7, 31
_GEO_PRECISION = {"point": 1, "town": 1, "adm2": 2, "adm1": 3, "region": 3, "country": 3}


def write_acled(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """CSV with ACLED's column names, one row an incident or a claim."""
    write_csv(COLUMNS, rows.rows(case, options.level), out)


@cache
def _sub_events() -> dict[str, tuple[str, str]]:
    text = resources.files("headwater.export").joinpath("acled.toml").read_text("utf-8")
    return {name: (one[0], one[1]) for name, one in tomllib.loads(text)["sub_events"].items()}


def _classified(row: Row, index: int) -> Cell:
    found = _sub_events().get(row.incident.type.acled or "")
    return found[index] if found else None


def _time_precision(row: Row) -> Cell:
    """1 the day is known, 2 the week, 3 the month; none beyond a month."""
    length = rows.days(row.time)
    if length is None or length > _MONTH:
        return None
    return 1 if length == 1 else 2 if length <= _WEEK else 3


def _name(entities: Sequence[Entity], index: int) -> Cell:
    return entities[index].name if len(entities) > index else None


def _rest(entities: Sequence[Entity]) -> Cell:
    return rows.joined([one.name for one in entities[1:]])


def _notes(row: Row) -> Cell:
    return rows.joined([row.incident.label, rows.quotes(row) or ""])


COLUMNS = (
    Column("event_id_cnty", "our incident or claim id", lambda row: row.id),
    Column(
        "event_date",
        "first day (ISO); empty when not settled",
        lambda row: rows.iso(rows.first_day(row.time)),
    ),
    Column(
        "year",
        "year of the first day",
        lambda row: first.year if (first := rows.first_day(row.time)) else None,
    ),
    Column("time_precision", "1 day, 2 week, 3 month; empty beyond a month", _time_precision),
    Column("disorder_type", "from the sub-event type", lambda row: _classified(row, 1)),
    Column("event_type", "from the sub-event type", lambda row: _classified(row, 0)),
    Column("sub_event_type", "ACLED sub-event type", lambda row: row.incident.type.acled),
    Column("actor1", "first named actor", lambda row: _name(rows.actors(row), 0)),
    Column("assoc_actor_1", "further actors", lambda row: _rest(rows.actors(row))),
    common.empty("inter1", "empty: actor codes are not guessed"),
    Column("actor2", "first named recipient", lambda row: _name(rows.recipients(row), 0)),
    Column("assoc_actor_2", "further recipients", lambda row: _rest(rows.recipients(row))),
    common.empty("inter2", "empty: actor codes are not guessed"),
    common.empty("interaction", "empty: actor codes are not guessed"),
    common.empty("civilian_targeting", "empty: not guessed"),
    Column(
        "iso",
        "ISO 3166-1 numeric country code",
        lambda row: country_number(row.place.country) if row.place else None,
    ),
    common.empty("region", "empty: not guessed"),
    common.COUNTRY,
    common.empty("admin1", "empty: not guessed"),
    common.empty("admin2", "empty: not guessed"),
    common.empty("admin3", "empty: not guessed"),
    Column("location", "place name", lambda row: row.place.name if row.place else None),
    common.LATITUDE,
    common.LONGITUDE,
    Column(
        "geo_precision",
        "1 town or finer, 2 second-level unit, 3 first-level unit or wider",
        lambda row: _GEO_PRECISION.get(row.place.precision or "") if row.place else None,
    ),
    Column(
        "source",
        "outlets, joined by '; '",
        lambda row: rows.joined([wording.outlet(report) for report in row.reports]),
    ),
    common.empty("source_scale", "empty: not guessed"),
    Column("notes", "the incident in one line, and the words that assert it", _notes),
    Column(
        "fatalities",
        "low estimate; empty when no report counts the dead, 0 is a reported zero",
        lambda row: row.killed.low if row.killed else None,
    ),
    common.empty("tags", "empty"),
    common.empty("timestamp", "empty: an export is the same each time"),
    Column(
        "headwater_fatalities_best",
        "best estimate",
        lambda row: row.killed.best if row.killed else None,
    ),
    Column(
        "headwater_fatalities_high",
        "high estimate",
        lambda row: row.killed.high if row.killed else None,
    ),
    common.ORIGINS_MIN,
    common.ORIGINS_MAX,
    Column("headwater_origins", "name or wording and kind of each origin", rows.origin_names),
    common.CHAINS,
    Column(
        "headwater_factuality",
        "asserted, reported, alleged, denied, hypothetical, future: each that occurs",
        lambda row: rows.joined([str(claim.event.factuality) for claim in row.claims]),
    ),
)
