"""W3C PROV-JSON through the prov library (extra ``prov``).

A claim was quoted from its report and had its origins as primary sources; an incident was derived
from its claims; a report was attributed to its outlet and derived from the report that it copies.
Identifiers are URNs of our ids. Both release levels give the same document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Protocol
from urllib.parse import quote

from headwater.export import wording
from headwater.export.extras import require
from headwater.export.options import ExportOptions
from headwater.export.view import CaseView, text_digest
from headwater.model import Claim, Derivation, DerivationKind, Direction, Incident, Report

_NAMESPACE = "urn:headwater:"
_KINDS = ("term", "report", "outlet", "claim", "incident", "origin")


class _Document(Protocol):
    """What is used of ``prov.model.ProvDocument``, which has no types of its own here."""

    def add_namespace(self, prefix: str, uri: str) -> object: ...
    def entity(self, identifier: str, other_attributes: Mapping[str, object]) -> object: ...
    def agent(self, identifier: str, other_attributes: Mapping[str, object]) -> object: ...
    def attribution(self, entity: str, agent: str) -> object: ...
    def quotation(self, generated: str, used: str) -> object: ...
    def primary_source(self, generated: str, used: str) -> object: ...
    def derivation(
        self, generated: str, used: str, *, other_attributes: Mapping[str, object]
    ) -> object: ...
    def alternate(self, one: str, other: str) -> object: ...
    def serialize(self, *, indent: int) -> str: ...


def write_prov(case: CaseView, out: BinaryIO, _options: ExportOptions) -> None:
    """One PROV-JSON document of the whole case."""
    document: _Document = require("prov.model", "prov").ProvDocument()
    for kind in _KINDS:
        document.add_namespace(kind, f"{_NAMESPACE}{kind}:")
    outlets: dict[str, None] = {}
    for reading in case.readings():
        _report(document, reading.report, text_digest(case, reading.report.id), outlets)
    for derivation in case.derivations():
        _derivation(document, derivation)
    for incident in case.incidents():
        _incident(document, incident, case)
    out.write(document.serialize(indent=1).encode("utf-8", "replace") + b"\n")


def _name(kind: str, identifier: str) -> str:
    return f"{kind}:{quote(identifier, safe='')}"


def _known(**values: object) -> dict[str, object]:
    """Attributes that say something; prov has no null. ``term_x`` becomes ``term:x``."""
    return {name.replace("_", ":", 1): value for name, value in values.items() if value is not None}


def _report(document: _Document, report: Report, digest: str, outlets: dict[str, None]) -> None:
    name = _name("report", report.id)
    document.entity(
        name,
        _known(
            prov_type="term:Report",
            prov_label=report.title,
            prov_location=report.url,
            term_published=report.published,
            term_textSha256=digest,
        ),
    )
    if report.outlet is None:
        return
    agent = _name("outlet", report.outlet)
    if report.outlet not in outlets:
        document.agent(agent, _known(prov_type="term:Outlet", prov_label=report.outlet))
        outlets[report.outlet] = None
    document.attribution(name, agent)


def _derivation(document: _Document, derivation: Derivation) -> None:
    one, other = _name("report", derivation.a), _name("report", derivation.b)
    if derivation.direction is Direction.UNKNOWN:
        document.alternate(one, other)
        return
    if derivation.direction is Direction.B_TO_A:
        one, other = other, one
    if derivation.kind is DerivationKind.CITES:
        document.quotation(other, one)
        return
    document.derivation(
        other,
        one,
        other_attributes=_known(prov_type=f"term:{derivation.kind}", term_why=derivation.why),
    )


def _incident(document: _Document, incident: Incident, case: CaseView) -> None:
    name = _name("incident", incident.id)
    document.entity(
        name,
        _known(
            prov_type="term:Incident",
            prov_label=incident.label,
            term_originsMin=incident.origins_min,
            term_originsMax=incident.origins_max,
            term_originsWhy=incident.origins_why,
        ),
    )
    for claim_id in incident.claims:
        claim = case.claim(claim_id)
        _claim(document, claim, case.report(claim.report))
        document.derivation(name, _name("claim", claim_id), other_attributes={})
    for number, origin in enumerate(incident.origins):
        source = _name("origin", f"{incident.id}.{number}")
        document.entity(
            source,
            _known(
                prov_type="term:Origin",
                prov_label=origin.name,
                term_kind=str(origin.kind),
                term_named=origin.named,
                term_group=origin.group,
            ),
        )
        for claim_id in origin.claims:
            document.primary_source(_name("claim", claim_id), source)


def _claim(document: _Document, claim: Claim, report: Report) -> None:
    event = claim.event
    name = _name("claim", claim.id)
    chains = "; ".join(wording.chain(chain, report.outlet) for chain in event.chains)
    document.entity(
        name,
        _known(
            prov_type="term:Claim",
            prov_value=wording.quoted(report.text, event.evidence),
            term_offsets="; ".join(f"{start}-{end}" for start, end in event.evidence),
            term_chains=chains,
            term_factuality=str(event.factuality),
        ),
    )
    document.quotation(name, _name("report", report.id))
