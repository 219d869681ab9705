"""UCDP GED's columns (UCDP GED Codebook 24.1), and a few of our own.

Differences that users must know: ids are our strings; conflict, dyad, Gleditsch-Ward and
administrative codes are not guessed and stay empty; the deaths of each side are not split.
Our own columns start with ``headwater_``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import BinaryIO

from headwater.export import common, rows, wording
from headwater.export.csvtext import write_csv
from headwater.export.options import ExportOptions
from headwater.export.rows import Cell, Column, Row
from headwater.export.view import CaseView
from headwater.model import Entity, Place

_VIOLENCE = frozenset({"1", "2", "3"})
_WHERE = {"point": 1, "town": 1, "adm2": 3, "adm1": 4, "region": 5, "country": 6}
_WEEK, _MONTH = 7, 31
# PRIO-GRID: cells of half a degree, numbered from the south-west, 720 a row (Tollefsen 2012).
_CELL, _CELLS_A_ROW = 0.5, 720


def write_ucdp(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """CSV with GED's column names, one row an incident or a claim."""
    write_csv(COLUMNS, rows.rows(case, options.level), out)


def priogrid(place: Place | None) -> int | None:
    """PRIO-GRID cell of a place's coordinates."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    row = min(math.floor((place.latitude + 90) / _CELL), 359)
    column = min(math.floor((place.longitude + 180) / _CELL), _CELLS_A_ROW - 1)
    return row * _CELLS_A_ROW + column + 1


def _violence(row: Row) -> Cell:
    code = row.incident.type.ucdp
    return int(code) if code in _VIOLENCE else None


def _date_precision(row: Row) -> Cell:
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
    length = rows.days(row.time)
    if length is None:
        return None
    steps = ((1, 1), (_WEEK - 1, 2), (_WEEK, 3), (_MONTH, 4))
    return next((code for most, code in steps if length <= most), 5)


def _point(row: Row) -> Cell:
    place = row.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return f"POINT ({place.longitude} {place.latitude})"


def _first(entities: Sequence[Entity]) -> Cell:
    return entities[0].name if entities else None


def _source_article(row: Row) -> Cell:
    """Outlet, day and headline of each report, as GED cites them."""
    return rows.joined(
        ", ".join(
            part
            for part in (wording.outlet(report), (report.published or "")[:10], report.title)
            if part
        )
        for report in row.reports
    )


def _killed(part: str) -> Callable[[Row], Cell]:
    def read(row: Row) -> Cell:
        if row.killed is None:
            return None
        return {"low": row.killed.low, "best": row.killed.best, "high": row.killed.high}[part]

    return read


def _year(row: Row) -> Cell:
    first = rows.first_day(row.time)
    return first.year if first else None


COLUMNS = (
    Column("id", "our incident or claim id", lambda row: row.id),
    Column("relid", "our incident id", lambda row: row.incident.id),
    Column("year", "year of the first day", _year),
    common.empty("active_year", "empty: not guessed"),
    common.empty("code_status", "empty: not guessed"),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided", _violence),
    common.empty("conflict_new_id", "empty: not guessed"),
    common.empty("conflict_name", "empty: not guessed"),
    common.empty("dyad_new_id", "empty: not guessed"),
    common.empty("dyad_name", "empty: not guessed"),
    Column("side_a", "first named actor", lambda row: _first(rows.actors(row))),
    Column("side_b", "first named recipient", lambda row: _first(rows.recipients(row))),
    Column("number_of_sources", "number of reports", lambda row: len(row.reports)),
    Column("source_article", "outlet, day and headline of each report", _source_article),
    Column(
        "source_office",
        "outlets, joined by '; '",
        lambda row: rows.joined([wording.outlet(report) for report in row.reports]),
    ),
    Column(
        "source_date",
        "days of publication, joined by '; '",
        lambda row: rows.joined([(report.published or "")[:10] for report in row.reports]),
    ),
    Column(
        "source_headline",
        "headlines, joined by '; '",
        lambda row: rows.joined([report.title or "" for report in row.reports]),
    ),
    Column("source_original", "origins: who the reports go back to", rows.origin_names),
    Column(
        "where_prec",
        "1 town or finer, 3 second-level unit, 4 first-level unit, 5 wider, 6 country",
        lambda row: _WHERE.get(row.place.precision or "") if row.place else None,
    ),
    Column("where_coordinates", "place name", lambda row: row.place.name if row.place else None),
    Column("where_description", "the incident in one line", lambda row: row.incident.label),
    common.empty("adm_1", "empty: not guessed"),
    common.empty("adm_2", "empty: not guessed"),
    common.LATITUDE,
    common.LONGITUDE,
    Column("geom_wkt", "the point as well-known text", _point),
    Column("priogrid_gid", "PRIO-GRID cell", lambda row: priogrid(row.place)),
    common.COUNTRY,
    common.empty("country_id", "empty: Gleditsch-Ward codes are not guessed"),
    common.empty("region", "empty: not guessed"),
    Column(
        "event_clarity",
        "1 one happening, 2 a total over a period or places",
        lambda row: 2 if row.incident.summary else 1,
    ),
    Column("date_prec", "1 day, 2 two to six days, 3 week, 4 month, 5 longer", _date_precision),
    Column("date_start", "first day (ISO)", lambda row: rows.iso(rows.first_day(row.time))),
    Column("date_end", "last day (ISO)", lambda row: rows.iso(rows.last_day(row.time))),
    common.empty("deaths_a", "empty: not split"),
    common.empty("deaths_b", "empty: not split"),
    common.empty("deaths_civilians", "empty: not split"),
    common.empty("deaths_unknown", "empty: not split"),
    Column("best", "best estimate; empty is unknown", _killed("best")),
    Column("high", "high estimate; empty is unknown", _killed("high")),
    Column("low", "low estimate; empty is unknown", _killed("low")),
    common.empty("gwnoa", "empty: Gleditsch-Ward codes are not guessed"),
    common.empty("gwnob", "empty: Gleditsch-Ward codes are not guessed"),
    common.ORIGINS_MIN,
    common.ORIGINS_MAX,
    common.CHAINS,
)
