"""JSON Lines: incidents, claims and derivations, by the schemas that the package ships."""

from __future__ import annotations

from typing import BinaryIO

from headwater.export.jsontext import Record, json_line
from headwater.export.options import ExportOptions, Level
from headwater.export.serial import (
    claim_record,
    derivation_record,
    event_record,
    incident_record,
)
from headwater.export.view import CaseView, text_digest
from headwater.model import Incident


def write_jsonl(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """One incident a line (schema ``incident``), or one claim a line (schema ``claim``)."""
    for incident in case.incidents():
        if options.level is Level.INCIDENT:
            _write(out, incident_record(incident, case))
        else:
            for claim_id in incident.claims:
                _write(out, _claim(case, incident, claim_id))


def write_derivations(case: CaseView, out: BinaryIO, _options: ExportOptions) -> None:
    """One derivation between two reports a line (schema ``derivation``)."""
    for derivation in case.derivations():
        _write(out, derivation_record(derivation))


def _claim(case: CaseView, incident: Incident, claim_id: str) -> Record:
    """A claim with the whole event as its report tells it."""
    claim = case.claim(claim_id)
    report = case.report(claim.report)
    return {
        **claim_record(claim, report.text),
        **event_record(claim.event),
        "incident": incident.id,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "text_sha256": text_digest(case, report.id),
    }


def _write(out: BinaryIO, record: Record) -> None:
    out.write(json_line(record).encode("utf-8"))
