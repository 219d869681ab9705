"""FollowTheMoney entities through its library (extra ``ftm``), one JSON object a line.

An incident is an Event, a report an Article, a Documentation links the two. Named bodies are
Organizations with an UnknownLink to the event that they are an origin of. Persons and unnamed
sources never become entities: tools that read this format merge entities by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import BinaryIO

from headwater.export import rows, wording
from headwater.export.extras import require
from headwater.export.options import ExportOptions
from headwater.export.view import CaseView
from headwater.model import Incident, Origin, Report, SourceKind

_PERSONS = frozenset(
    {
        SourceKind.NAMED_PERSON,
        SourceKind.WITNESS,
        SourceKind.MEDIC,
        SourceKind.ACTIVIST,
        SourceKind.UNNAMED,
        SourceKind.DOCUMENT,
    }
)
Values = Mapping[str, Iterable[str | None]]


def write_ftm(case: CaseView, out: BinaryIO, _options: ExportOptions) -> None:
    """Entities of the whole case; both release levels give the same."""
    library = require("followthemoney", "ftm")
    written: set[str] = set()
    for incident in case.incidents():
        for schema, key, values in _entities(incident, case):
            identifier = _id(key)
            if identifier not in written:
                written.add(identifier)
                out.write(_line(library, schema, identifier, values))


def _id(key: str) -> str:
    return "hw-" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:40]


def _line(library: ModuleType, schema: str, identifier: str, values: Values) -> bytes:
    proxy = library.model.make_entity(schema)
    proxy.id = identifier
    for name, texts in values.items():
        for text in texts:
            proxy.add(name, text)
    record = proxy.to_dict()
    record["properties"] = {name: sorted(found) for name, found in record["properties"].items()}
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"


def _entities(incident: Incident, case: CaseView) -> Iterator[tuple[str, str, Values]]:
    event = f"incident/{incident.id}"
    reports = [case.report(report_id) for report_id in incident.reports]
    for report in reports:
        yield "Article", f"report/{report.id}", _article(report)
    bodies = _actors(incident, case)
    for name in bodies:
        yield "Organization", f"body/{name}", {"name": [name]}
    yield "Event", event, _event(incident, reports, bodies)
    for report in reports:
        yield (
            "Documentation",
            f"{event}/report/{report.id}",
            {
                "document": [_id(f"report/{report.id}")],
                "entity": [_id(event)],
                "role": ["report of the incident"],
                "date": [(report.published or "")[:10] or None],
            },
        )
    for origin in incident.origins:
        if origin.named and origin.kind not in _PERSONS:
            yield "Organization", f"body/{origin.name}", {"name": [origin.name]}
            yield "UnknownLink", f"{event}/origin/{origin.name}", _link(event, origin)


def _article(report: Report) -> Values:
    return {
        "title": [report.title],
        "publisher": [report.outlet],
        "sourceUrl": [report.url],
        "publishedAt": [(report.published or "")[:10] or None],
        "notes": [f"headwater report {report.id}"],
    }


def _actors(incident: Incident, case: CaseView) -> list[str]:
    """Bodies (never persons) that the claims name as acting."""
    names = [
        entity.name
        for claim_id in incident.claims
        for entity in case.claim(claim_id).event.actors
        if entity.kind == "organisation"
    ]
    return list(dict.fromkeys(names))


def _event(incident: Incident, reports: list[Report], bodies: list[str]) -> Values:
    origins = wording.bounds(incident.origins_min, incident.origins_max)
    summary = (
        f"Killed: {wording.count(incident.killed)}. Independent origins of reporting: {origins}. "
        f"{incident.origins_why}"
    )
    return {
        "name": [incident.label],
        "startDate": [rows.iso(rows.first_day(incident.time))],
        "endDate": [rows.iso(rows.last_day(incident.time))],
        "location": [incident.place.name if incident.place else None],
        "country": [incident.place.country if incident.place else None],
        "keywords": [incident.type.plover, incident.type.acled],
        "summary": [summary],
        "recordId": [incident.id],
        "involved": [_id(f"body/{name}") for name in bodies],
        "proof": [_id(f"report/{report.id}") for report in reports],
    }


def _link(event: str, origin: Origin) -> Values:
    return {
        "subject": [_id(f"body/{origin.name}")],
        "object": [_id(event)],
        "role": ["origin of reporting"],
        "summary": [origin.why],
    }
