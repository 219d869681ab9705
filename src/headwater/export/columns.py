"""The columns of headwater's own flat formats: csv, geojson and parquet."""

from __future__ import annotations

from collections.abc import Callable

from headwater.export import rows
from headwater.export.options import Level
from headwater.export.rows import Cell, Column, Row
from headwater.model import Count, Event, EventType, Place


def columns(level: Level) -> tuple[Column, ...]:
    """Columns of a release level, in order."""
    return INCIDENT if level is Level.INCIDENT else REPORT


def _type(row: Row) -> EventType:
    """The incident's type, or the claim's own at report level."""
    return row.incident.type if row.id == row.incident.id else row.claims[0].event.type


def _place(read: Callable[[Place], Cell]) -> Callable[[Row], Cell]:
    return lambda row: None if row.place is None else read(row.place)


def _killed(read: Callable[[Count], Cell]) -> Callable[[Row], Cell]:
    return lambda row: None if row.killed is None else read(row.killed)


def _event(read: Callable[[Event], Cell]) -> Callable[[Row], Cell]:
    """Read off the one claim of a row at report level."""
    return lambda row: read(row.claims[0].event)


def _conflicts(row: Row) -> Cell:
    return rows.joined(
        f"{conflict.field}: {' | '.join(value.value for value in conflict.values)}"
        + (" (rising)" if conflict.rising else "")
        for conflict in row.incident.conflicts
    )


def _offsets(row: Row) -> Cell:
    evidence = row.claims[0].event.evidence
    return rows.JOIN.join(f"{start}-{end}" for start, end in evidence)


def _counts(name: str, read: Callable[[Event], Count | None]) -> tuple[Column, ...]:
    """Low, best, high and wording of one kind of count at report level."""

    def part(of: Callable[[Count], Cell]) -> Callable[[Row], Cell]:
        return lambda row: of(found) if (found := read(row.claims[0].event)) else None

    return (
        Column(f"{name}_low", f"fewest {name}; empty is unknown", part(lambda c: c.low), "integer"),
        Column(
            f"{name}_best",
            f"{name}, as the report puts it; empty is unknown",
            part(lambda c: c.best),
            "integer",
        ),
        Column(
            f"{name}_high",
            f"most {name}; empty is unknown or open",
            part(lambda c: c.high),
            "integer",
        ),
        Column(f"{name}_wording", "the report's words for it", part(lambda c: c.wording)),
    )


_TYPE = (
    Column("plover_type", "PLOVER event type", lambda row: _type(row).plover),
    Column("plover_mode", "PLOVER mode", lambda row: _type(row).mode),
    Column(
        "plover_contexts",
        "PLOVER contexts, joined by '; '",
        lambda row: rows.joined(list(_type(row).contexts)),
    ),
    Column("acled_sub_event", "ACLED sub-event type", lambda row: _type(row).acled),
    Column("cameo_root", "CAMEO code", lambda row: _type(row).cameo),
    Column(
        "ucdp_type",
        "UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided",
        lambda row: _type(row).ucdp,
    ),
    Column("muc_type", "MUC-4 incident type", lambda row: _type(row).muc),
)
_WHEN_WHERE = (
    Column(
        "date_start",
        "first day (ISO); empty when the reports do not settle it",
        lambda row: rows.iso(rows.first_day(row.time)),
    ),
    Column("date_end", "last day (ISO), inclusive", lambda row: rows.iso(rows.last_day(row.time))),
    Column(
        "date_precision",
        "minute, day, week, month, season, year, decade or vague",
        lambda row: row.time.precision if row.time else None,
    ),
    Column("place", "place name", _place(lambda place: place.name)),
    Column("geonames_id", "GeoNames id", _place(lambda place: place.geonames_id), "integer"),
    Column("latitude", "degrees north (WGS 84)", _place(lambda place: place.latitude), "number"),
    Column("longitude", "degrees east (WGS 84)", _place(lambda place: place.longitude), "number"),
    Column("country", "ISO 3166-1 alpha-2", _place(lambda place: place.country)),
    Column(
        "place_precision",
        "point, town, adm2, adm1, country or region",
        _place(lambda place: place.precision),
    ),
)
_ORIGINS = (
    Column(
        "origins_min",
        "fewest independent origins of reporting, of the whole incident",
        lambda row: row.incident.origins_min,
        "integer",
    ),
    Column(
        "origins_max",
        "most independent origins of reporting, of the whole incident",
        lambda row: row.incident.origins_max,
        "integer",
    ),
)

_WHO = (
    Column(
        "actors",
        "who did it, as named, joined by '; '",
        lambda row: rows.joined([one.name for one in rows.actors(row)]),
    ),
    Column(
        "recipients",
        "to whom it was done, as named, joined by '; '",
        lambda row: rows.joined([one.name for one in rows.recipients(row)]),
    ),
)

INCIDENT = (
    Column("incident", "incident id", lambda row: row.incident.id),
    Column("label", "one plain line", lambda row: row.incident.label),
    *_TYPE,
    *_WHEN_WHERE,
    Column(
        "killed_low",
        "fewest killed; empty is unknown, 0 is a reported zero",
        _killed(lambda c: c.low),
        "integer",
    ),
    Column(
        "killed_best",
        "killed, best figure of the reports; empty is unknown",
        _killed(lambda c: c.best),
        "integer",
    ),
    Column(
        "killed_high",
        "most killed; empty is unknown or open",
        _killed(lambda c: c.high),
        "integer",
    ),
    Column("killed_wording", "the words of the figure", _killed(lambda c: c.wording)),
    *_WHO,
    Column("reports", "number of reports", lambda row: len(row.reports), "integer"),
    Column(
        "outlets",
        "number of distinct outlets; a report without one counts as one",
        lambda row: len({report.outlet or f"\0{report.id}" for report in row.reports}),
        "integer",
    ),
    *_ORIGINS,
    Column("origins_why", "why the count is what it is", lambda row: row.incident.origins_why),
    Column("origins", "name or wording and kind of each origin", rows.origin_names),
    Column("conflicts", "values that the reports disagree on, by field", _conflicts),
    Column(
        "factuality",
        "asserted, reported, alleged, denied, hypothetical, future: each that occurs",
        lambda row: rows.joined([str(claim.event.factuality) for claim in row.claims]),
    ),
    Column(
        "summary", "a total over a period or places", lambda row: row.incident.summary, "boolean"
    ),
    Column(
        "report_ids",
        "reports, joined by '; '",
        lambda row: rows.joined([r.id for r in row.reports]),
    ),
    Column(
        "outlet_names",
        "outlets, joined by '; '",
        lambda row: rows.joined([report.outlet or "" for report in row.reports]),
    ),
)

REPORT = (
    Column("claim", "claim id", lambda row: row.id),
    Column("incident", "incident id", lambda row: row.incident.id),
    Column("report", "report id", lambda row: row.reports[0].id),
    Column("outlet", "who published it", lambda row: row.reports[0].outlet),
    Column("published", "date of publication (ISO)", lambda row: row.reports[0].published),
    Column("url", "address of the report", lambda row: row.reports[0].url),
    Column("text_sha256", "SHA-256 of the report's text in UTF-8", lambda row: row.digests[0]),
    Column("quote", "the words that assert it", rows.bare_quote),
    Column("evidence", "offsets of those words, 'start-end', joined by '; '", _offsets),
    *_TYPE,
    *_WHEN_WHERE,
    *_counts("killed", lambda event: event.killed),
    *_counts("wounded", lambda event: event.wounded),
    *_counts("detained", lambda event: event.detained),
    *_counts("displaced", lambda event: event.displaced),
    *_counts("defected", lambda event: event.defected),
    *_WHO,
    Column(
        "factuality",
        "asserted, reported, alleged, denied, hypothetical or future",
        _event(lambda event: str(event.factuality)),
    ),
    Column(
        "main", "news of its report, not background", _event(lambda event: event.main), "boolean"
    ),
    Column("chains", "who vouches for it, nearest hop first, joined by '; '", rows.chains),
    Column("origins", "origins that its chains go back to", rows.origin_names),
    *_ORIGINS,
)
