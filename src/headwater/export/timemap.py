"""TimeMap's data (Forensic Architecture): events, sources and associations in one JSON object.

TimeMap fetches each of the three from an address of its own: serve the values of the keys
``events``, ``sources`` and ``associations``. All its values are strings; empty is unknown.
"""

from __future__ import annotations

import json
from typing import BinaryIO

from headwater.export import rows, wording
from headwater.export.jsontext import Json, Record
from headwater.export.options import ExportOptions
from headwater.export.rows import Row
from headwater.export.view import CaseView
from headwater.model import Report

EVENT_KEYS = (
    "id",
    "description",
    "date",
    "time",
    "time_precision",
    "location",
    "latitude",
    "longitude",
    "category",
    "associations",
    "sources",
    "comments",
)
SOURCE_KEYS = ("id", "title", "paths", "type", "url", "author", "date", "description")


def write_timemap(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """Events (one an incident or a claim) with the reports as their sources.

    TimeMap can show only what has a day or a point; other incidents are left out.
    """
    events: list[Json] = []
    sources: dict[str, Json] = {}
    categories: dict[str, None] = {}
    for row in rows.rows(case, options.level):
        event = _event(row)
        if not event["date"] and not event["latitude"]:
            continue
        events.append(event)
        categories[_category(row)] = None
        for report in row.reports:
            sources.setdefault(report.id, _source(report))
    data: Record = {
        "events": events,
        "sources": sources,
        "associations": [_association(name) for name in categories],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    out.write(text.encode("utf-8", "replace") + b"\n")


def _category(row: Row) -> str:
    return row.incident.type.acled or row.incident.type.plover


def _event(row: Row) -> Record:
    incident, time, place = row.incident, row.time, row.place
    day = rows.first_day(time)
    start = time.start if time and time.start else ""
    point = place is not None and place.latitude is not None and place.longitude is not None
    return {
        "id": row.id,
        "description": f"{incident.label}. {rows.quotes(row) or ''}",
        "date": f"{day.month}/{day.day}/{day.year}" if day else "",
        "time": start[11:16] if len(start) > len("2031-05-03T") else "",
        "time_precision": time.precision if time else "",
        "location": place.name if place else "",
        "latitude": str(place.latitude) if place and point else "",
        "longitude": str(place.longitude) if place and point else "",
        "category": _category(row),
        "associations": [_category(row)],
        "sources": [report.id for report in row.reports],
        "comments": f"Independent origins of reporting: "
        f"{wording.bounds(incident.origins_min, incident.origins_max)}. {incident.origins_why}",
    }


def _source(report: Report) -> Record:
    return {
        "id": report.id,
        "title": report.title or report.id,
        "paths": [],
        "type": "Report",
        "url": report.url or "",
        "author": wording.outlet(report),
        "date": report.published or "",
        "description": "",
    }


def _association(name: str) -> Record:
    return {"id": name, "title": name, "desc": "", "mode": "CATEGORY", "filter_paths": [name]}
