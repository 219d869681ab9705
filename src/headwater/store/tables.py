"""Rows of each table. Columns that people query stand plain; ``record`` holds all, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import pyarrow as pa

from headwater.model import Claim, Derivation, Incident, Place, Reading, Rejected, Report, Time
from headwater.store.files import Row
from headwater.store.schemas import SCHEMAS


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
