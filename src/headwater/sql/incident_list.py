"""The list of incidents in memory: the case's tables, with what reviewers changed put in place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from threading import RLock
from typing import NamedTuple

import duckdb
import pyarrow as pa

from headwater.sql import listing, sources
from headwater.sql.engine import Rows
from headwater.sql.listing import Box, Filters, Outlying, Parameters

_INCIDENTS = """
select incident, label, plover, acled, place, latitude, longitude, start, "end",
       killed_low, killed_best, killed_high, reports, outlets, origins_min, origins_max,
       outlet_names,
       lower(array_to_string(actors, ' ')) as actor_search,
       lower(concat_ws(' ', label, place, array_to_string(actors, ' '),
                       array_to_string(outlet_names, ' '))) as search,
       {decided}
from {rows}
"""
_UNDECIDED = "standing, '' as verdict, 0 as decisions, false as disputed"
_DECIDED = "standing, verdict, decisions, disputed"
_READ = """
select i.*, case when i.summary then 'total'
                 when list_contains($words, i.plover) and i.acled is null then 'statement'
                 when m.incident is not null then 'news'
                 else 'background' end as standing
from read_parquet($path) i left join (
  select distinct t.incident
  from (select incident, unnest(claims) as claim from read_parquet($path)) t
  join read_parquet($claims) c on c.claim = t.claim where c.main
) m on m.incident = i.incident
"""
"""Incidents and what they are to the reports, as ``export.news.standing`` has it."""
_ORIGINS = """
select incident, name, kind, named, "group", coalesce(array_length(reports), 0) as reports
from {rows}
"""


class Beside(NamedTuple):
    """Incidents beside one in the list, None at its ends."""

    before: str | None
    after: str | None
    undecided: str | None


class IncidentList:
    """Answers the list's queries. Calls may come from several threads; one runs at a time.

    Args:
        incidents: path of the case's table of incidents.
        origins: path of its table of origins.
        claims: path of its table of claims.
        words: PLOVER types that are only words.
        changed: ids of the incidents that the last run changed.
    """

    def __init__(
        self,
        incidents: Path,
        origins: Path,
        claims: Path,
        words: Sequence[str],
        changed: Sequence[str] = (),
    ) -> None:
        self._lock = RLock()
        self._types: list[str] | None = None
        self._database = duckdb.connect(":memory:")
        self._database.execute("set threads to 2")
        for name, source, query, values in (
            (
                "incidents",
                _READ,
                _INCIDENTS.format(rows="read", decided=_UNDECIDED),
                {"path": str(incidents), "claims": str(claims), "words": list(words)},
            ),
            (
                "origins",
                "select * from read_parquet($path)",
                _ORIGINS.format(rows="read"),
                {"path": str(origins)},
            ),
        ):
            self._database.execute(
                f"create table read_{name} as with read as ({source}) {query}", values
            )
            self._database.execute(f"create table {name} as select * from read_{name}")
        self._database.execute(
            "create table changes as select unnest(cast($ids as varchar[])) as incident",
            {"ids": list(changed)},
        )

    def close(self) -> None:
        """Let the tables go."""
        self._database.close()

    def put(self, gone: Collection[str], back: Collection[str], made: Sequence[pa.Table]) -> None:
        """Change what the list holds.

        Args:
            gone: ids of incidents to take out.
            back: ids of incidents to put in as the case has them.
            made: rows to put in: incidents as in the case's table, with ``standing``, ``verdict``,
                ``decisions`` and ``disputed`` added, and their origins; empty when there are none.
        """
        queries = (_INCIDENTS.format(rows="made", decided=_DECIDED), _ORIGINS.format(rows="made"))
        self._types = None
        with self._lock:
            for position, name in enumerate(("incidents", "origins")):
                self._delete(name, gone)
                if back:
                    self._database.execute(
                        f"insert into {name} select * from read_{name} "
                        "where list_contains($ids, incident)",
                        {"ids": list(back)},
                    )
                if made:
                    self._database.register("made", made[position])
                    self._database.execute(f"insert into {name} {queries[position]}")
                    self._database.unregister("made")

    def _delete(self, name: str, ids: Collection[str]) -> None:
        if ids:
            self._database.execute(
                f"delete from {name} where incident in (select unnest($ids))", {"ids": list(ids)}
            )

    def page(self, filters: Filters, sort: str, number: int, size: int) -> Rows:
        """One page of rows (`listing.SHOWN`), pages numbered from 0."""
        return self._rows(*listing.page(filters, sort, number, size))

    def counts(self, filters: Filters) -> tuple[int, int]:
        """How many incidents pass the other filters: the news, and what is only mentioned."""
        news, also = self._rows(*listing.totals(filters))[0]
        return int(str(news)), int(str(also))

    def beside(self, filters: Filters, sort: str, incident: str) -> Beside:
        """Ids of the incidents before and after one in the list, and of the next undecided one."""
        query, parameters = listing.neighbours(filters, sort)
        rows = self._rows(query, {**parameters, "incident": incident})
        found = [None if name is None else str(name) for name in rows[0]] if rows else [None] * 3
        return Beside(*found)

    def extent(self, filters: Filters, outlying: Outlying) -> tuple[Box, int] | None:
        """Around all that is not outlying, and how many incidents are; None without coordinates."""
        *corners, off = self._rows(*listing.extent(filters, outlying))[0]
        if None in corners:
            return None
        south, west, north, east = (float(str(value)) for value in corners)
        return (south, west, north, east), int(str(off))

    def cells(self, filters: Filters, step: float, box: Box) -> Rows:
        """Rows (latitude, longitude, incidents, place) by cells of a box, most incidents first."""
        return self._rows(*listing.cells(filters, step, box))

    def periods(self, filters: Filters, characters: int) -> Rows:
        """Rows (period, incidents) in order of time: years 4 characters, months 7, days 10."""
        return self._rows(*listing.periods(filters, characters))

    def types(self) -> list[str]:
        """Event types that occur, for the filter; asked again only after a change."""
        if self._types is None:
            self._types = [str(row[0]) for row in self._rows(listing.TYPES, {})]
        return self._types

    def sources(self, search: str, number: int, size: int) -> Rows:
        """Rows of named sources, see `sources.named`."""
        return self._rows(*sources.named(search, number, size))

    def source_incidents(self, name: str, size: int) -> Rows:
        """Ids of incidents that rest on a source, and whether on it alone."""
        return self._rows(*sources.incidents_of(name, size))

    def outlets(self, reports: Path, derivations: Path) -> Rows:
        """Rows of outlets, see `sources.outlets`."""
        paths = {"reports": str(reports), "derivations": str(derivations)}
        return self._rows(sources.OUTLETS, {**paths})

    def _rows(self, query: str, parameters: Parameters) -> Rows:
        with self._lock:
            return self._database.execute(query, parameters).fetchall()
