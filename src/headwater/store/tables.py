"""Rows of each table. Columns that people query stand plain; ``record`` holds all, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import pyarrow as pa

from headwater.model import Claim, Derivation, Incident, Place, Reading, Rejected, Report, Time
from headwater.store.files import Row

_SPANS = pa.list_(pa.list_(pa.int32(), 2))
_TEXT = pa.string()

SCHEMAS: dict[str, pa.Schema] = {
    "reports": pa.schema(
        {
            "report": _TEXT,
            "outlet": _TEXT,
            "title": _TEXT,
            "byline": _TEXT,
            "dateline": _TEXT,
            "published": _TEXT,
            "url": _TEXT,
            "language": _TEXT,
            "credits": pa.list_(_TEXT),
            "origin": _TEXT,
            "digest": _TEXT,
            "text": _TEXT,
            "record": _TEXT,
        }
    ),
    "rejected": pa.schema({"origin": _TEXT, "reason": _TEXT, "digest": _TEXT}),
    "attributions": pa.schema(
        {
            "report": _TEXT,
            "number": pa.int32(),
            "source_name": _TEXT,
            "source_kind": _TEXT,
            "named": pa.bool_(),
            "via": _TEXT,
            "quote": _TEXT,
            "parent": pa.int32(),
            "score": pa.float64(),
            "source": _SPANS,
            "cue": _SPANS,
            "content": _SPANS,
        }
    ),
    "claims": pa.schema(
        {
            "claim": _TEXT,
            "report": _TEXT,
            "plover": _TEXT,
            "acled": _TEXT,
            "place": _TEXT,
            "geonames_id": pa.int64(),
            "latitude": pa.float64(),
            "longitude": pa.float64(),
            "start": _TEXT,
            "end": _TEXT,
            "killed_low": pa.int64(),
            "killed_best": pa.int64(),
            "killed_high": pa.int64(),
            "killed_wording": _TEXT,
            "factuality": _TEXT,
            "main": pa.bool_(),
            "summary": pa.bool_(),
            "root": _TEXT,
            "quote": _TEXT,
            "record": _TEXT,
        }
    ),
    "derivations": pa.schema(
        {
            "a": _TEXT,
            "b": _TEXT,
            "kind": _TEXT,
            "direction": _TEXT,
            "why": _TEXT,
            "record": _TEXT,
        }
    ),
    "incidents": pa.schema(
        {
            "incident": _TEXT,
            "label": _TEXT,
            "plover": _TEXT,
            "acled": _TEXT,
            "place": _TEXT,
            "latitude": pa.float64(),
            "longitude": pa.float64(),
            "start": _TEXT,
            "end": _TEXT,
            "killed_low": pa.int64(),
            "killed_best": pa.int64(),
            "killed_high": pa.int64(),
            "reports": pa.int32(),
            "outlets": pa.int32(),
            "outlet_names": pa.list_(_TEXT),
            "actors": pa.list_(_TEXT),
            "claims": pa.list_(_TEXT),
            "origins_min": pa.int32(),
            "origins_max": pa.int32(),
            "origins_why": _TEXT,
            "summary": pa.bool_(),
            "record": _TEXT,
        }
    ),
    "origins": pa.schema(
        {
            "incident": _TEXT,
            "number": pa.int32(),
            "name": _TEXT,
            "kind": _TEXT,
            "named": pa.bool_(),
            "group": pa.int32(),
            "reports": pa.list_(_TEXT),
            "claims": pa.list_(_TEXT),
            "why": _TEXT,
        }
    ),
    "links": pa.schema(
        {
            "incident": _TEXT,
            "a": _TEXT,
            "b": _TEXT,
            "weight": pa.float64(),
            "parts": pa.list_(
                pa.struct({"comparison": _TEXT, "level": _TEXT, "weight": pa.float64()})
            ),
        }
    ),
    "readings": pa.schema(
        {
            "report": _TEXT,
            "digest": _TEXT,
            "published": _TEXT,
            "outlet": _TEXT,
            "sketch": pa.list_(pa.int64()),
            "record": _TEXT,
        }
    ),
}
"""Columns of each table. The parts of a run have those of ``readings``."""

GROUPS: Mapping[str, int] = {"readings": 64, "reports": 256, "claims": 512, "incidents": 256}
"""Rows of a row group, which is what a reader decodes and a writer holds at once."""
GROUP = 4096
"""The same for the tables that hold no whole objects."""


def encode(value: object) -> str:
    """A model object as JSON."""
    return msgspec.json.encode(value).decode()


def table(name: str, rows: Iterable[Row]) -> pa.Table:
    """An Arrow table of the named schema; a row has exactly its columns."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])


def reading_row(digest: str, reading: Reading, record: str | None = None) -> Row:
    """One row of ``readings`` and of a part; ``record`` is the reading as JSON, where at hand."""
    return {
        "report": reading.report.id,
        "digest": digest,
        "published": reading.report.published,
        "outlet": reading.report.outlet,
        "sketch": list(reading.sketch),
        "record": encode(reading) if record is None else record,
    }


def report_row(report: Report, digest: str) -> Row:
    """One row of ``reports``."""
    return {
        "report": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "byline": report.byline,
        "dateline": report.dateline,
        "published": report.published,
        "url": report.url,
        "language": report.language,
        "credits": [credit.name for credit in report.credits],
        "origin": report.origin,
        "digest": digest,
        "text": report.text,
        "record": encode(report),
    }


def rejected_row(rejected: Rejected) -> Row:
    """One row of ``rejected``."""
    return {"origin": rejected.origin, "reason": rejected.reason, "digest": rejected.digest}


def attribution_rows(reading: Reading) -> list[Row]:
    """The rows of ``attributions`` of one report."""
    return [
        {
            "report": reading.report.id,
            "number": number,
            "source_name": one.source_name,
            "source_kind": one.source_kind.value,
            "named": one.named,
            "via": one.via,
            "quote": one.quote.value,
            "parent": one.parent,
            "score": one.score,
            "source": [list(span) for span in one.source],
            "cue": [list(span) for span in one.cue],
            "content": [list(span) for span in one.content],
        }
        for number, one in enumerate(reading.attributions)
    ]


def _where_when(place: Place | None, time: Time | None) -> Row:
    return {
        "place": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "start": time.start if time else None,
        "end": time.end if time else None,
    }


def claim_row(claim: Claim, text: str) -> Row:
    """One row of ``claims``; ``text`` is the report's, for the quotation."""
    event = claim.event
    killed = event.killed
    chain = event.chains[0] if event.chains else ()
    named = [hop for hop in chain if hop.named]
    return {
        "claim": claim.id,
        "report": claim.report,
        "plover": event.type.plover,
        "acled": event.type.acled,
        **_where_when(event.place, event.time),
        "geonames_id": event.place.geonames_id if event.place else None,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "killed_wording": killed.wording if killed else None,
        "factuality": event.factuality.value,
        "main": event.main,
        "summary": event.summary,
        "root": named[-1].name if named else None,
        "quote": " … ".join(text[start:end] for start, end in event.evidence),
        "record": encode(claim),
    }


def derivation_row(derivation: Derivation) -> Row:
    """One row of ``derivations``."""
    return {
        "a": derivation.a,
        "b": derivation.b,
        "kind": derivation.kind.value,
        "direction": derivation.direction.value,
        "why": derivation.why,
        "record": encode(derivation),
    }


def incident_row(
    incident: Incident, claims: Mapping[str, Claim], reports: Mapping[str, Report]
) -> Row:
    """One row of ``incidents``; claims and reports by id hold at least its own."""
    killed = incident.killed
    outlets = {reports[one].outlet for one in incident.reports}
    own = (claims[one].event for one in incident.claims)
    actors = {actor.canonical or actor.name for event in own for actor in event.actors}
    return {
        "incident": incident.id,
        "label": incident.label,
        "plover": incident.type.plover,
        "acled": incident.type.acled,
        **_where_when(incident.place, incident.time),
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "reports": len(incident.reports),
        "outlets": len({reports[one].outlet or one for one in incident.reports}),
        "outlet_names": sorted(name for name in outlets if name),
        "actors": sorted(actors),
        "claims": list(incident.claims),
        "origins_min": incident.origins_min,
        "origins_max": incident.origins_max,
        "origins_why": incident.origins_why,
        "summary": incident.summary,
        "record": encode(incident),
    }


def origin_rows(incidents: Sequence[Incident]) -> list[Row]:
    """The rows of ``origins``."""
    return [
        {
            "incident": incident.id,
            "number": number,
            "name": origin.name,
            "kind": origin.kind.value,
            "named": origin.named,
            "group": origin.group,
            "reports": list(origin.reports),
            "claims": list(origin.claims),
            "why": origin.why,
        }
        for incident in incidents
        for number, origin in enumerate(incident.origins)
    ]


def link_rows(incident: Incident) -> list[Row]:
    """The rows of ``links`` of one incident, each with the parts of its weight."""
    return [
        {
            "incident": incident.id,
            "a": link.a,
            "b": link.b,
            "weight": link.weight,
            "parts": [
                {"comparison": part.comparison, "level": part.level, "weight": part.weight}
                for part in link.parts
            ],
        }
        for link in incident.links
    ]
