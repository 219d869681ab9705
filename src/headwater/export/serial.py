"""Model objects as JSON records: the lines that ``annotate`` and ``export`` write.

The keys are a contract with users' scripts: ``schema`` gives it as JSON Schema. A key that has
nothing to say is present as null or an empty list. A few keys go beyond the contract because
their reasons would be lost otherwise (``why``, ``inherited``, ``cumulative``,
``summary``, ``commitment``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from headwater.export import wording
from headwater.export.jsontext import Json, Record, json_line, schema
from headwater.export.view import CaseView
from headwater.model import (
    Attribution,
    Chain,
    Claim,
    Conflict,
    Count,
    Derivation,
    Entity,
    Event,
    EventType,
    FieldOrigins,
    Incident,
    Origin,
    Place,
    Reading,
    Span,
    Time,
)

__all__ = ["derivation_record", "incident_record", "json_line", "reading_record", "schema"]


def spans(values: Iterable[Span]) -> list[Json]:
    """Spans as ``[[start, end], ...]``."""
    return [list(value) for value in values]


def span(value: Span | None) -> Json:
    """A span as ``[start, end]`` or null."""
    return None if value is None else list(value)


def quote(text: str, evidence: Sequence[Span]) -> str:
    """The words of some spans of a text; an ellipsis marks what lies between two of them."""
    return wording.quoted(text, evidence)


def place_record(place: Place | None) -> Json:
    """A place; null id and coordinates where the gazetteer has no honest answer."""
    if place is None:
        return None
    return {
        "span": span(place.span),
        "name": place.name,
        "geonames_id": place.geonames_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "precision": place.precision,
    }


def time_record(time: Time | None) -> Json:
    """A time as a half-open interval; null bounds when it can't be resolved."""
    if time is None:
        return None
    return {
        "span": span(time.span),
        "start": time.start,
        "end": time.end,
        "precision": time.precision,
    }


def count_record(count: Count | None) -> Json:
    """A count with its wording; null is unknown, 0 is a reported zero."""
    if count is None:
        return None
    return {
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "span": span(count.span),
        "wording": count.wording,
        "cumulative": count.cumulative,
        "parts": [
            {
                "group": part.group,
                "low": part.low,
                "best": part.best,
                "high": part.high,
                "span": span(part.span),
            }
            for part in count.parts
        ],
    }


def chain_record(chain: Chain) -> list[Json]:
    """A chain as its hops, nearest first; empty in the report's own voice."""
    return [
        {
            "name": hop.name,
            "kind": str(hop.kind),
            "named": hop.named,
            "via": hop.via,
            "span": span(hop.span),
            "inherited": hop.inherited,
            "why": hop.why,
        }
        for hop in chain
    ]


def plover_record(type_: EventType) -> Record:
    """Type, mode and contexts in PLOVER's words; no type for what no event covers."""
    return {"type": type_.plover or None, "mode": type_.mode, "contexts": list(type_.contexts)}


def reading_record(reading: Reading) -> Record:
    """All that was read from one report: a line of ``headwater annotate``."""
    return {
        "id": reading.report.id,
        "attributions": [_attribution(one) for one in reading.attributions],
        "events": [event_record(event) for event in reading.events],
        "places": [place_record(place) for place in reading.places],
        "times": [time_record(time) for time in reading.times],
    }


def event_record(event: Event) -> Record:
    """One event of one report."""
    return {
        "mentions": spans(event.mentions),
        "evidence": spans(event.evidence),
        "plover": plover_record(event.type),
        "acled": event.type.acled,
        "cameo": event.type.cameo,
        "ucdp": event.type.ucdp,
        "muc": event.type.muc,
        "actors": [_entity(one) | {"kind": one.kind} for one in event.actors],
        "recipients": [_entity(one) | {"kind": one.kind} for one in event.recipients],
        "instruments": [_entity(one) for one in event.instruments],
        "place": place_record(event.place),
        "time": time_record(event.time),
        "killed": count_record(event.killed),
        "wounded": count_record(event.wounded),
        "detained": count_record(event.detained),
        "displaced": count_record(event.displaced),
        "defected": count_record(event.defected),
        "factuality": str(event.factuality),
        "commitment": event.commitment,
        "main": event.main,
        "summary": event.summary,
        "chains": [chain_record(chain) for chain in event.chains],
    }


def incident_record(incident: Incident, case: CaseView) -> Record:
    """One incident with its claims and origins: a line of ``headwater export --format jsonl``.

    Raises:
        CaseError: when the case lacks a claim or a report that the incident names.
    """
    claims = [case.claim(claim_id) for claim_id in incident.claims]
    return {
        "incident": incident.id,
        "label": incident.label,
        "plover": plover_record(incident.type),
        "acled": incident.type.acled,
        "cameo": incident.type.cameo,
        "ucdp": incident.type.ucdp,
        "muc": incident.type.muc,
        "place": _in_report(place_record(incident.place), incident.place_report),
        "time": _in_report(time_record(incident.time), incident.time_report),
        "killed": _incident_killed(incident, claims),
        "origins_min": incident.origins_min,
        "origins_max": incident.origins_max,
        "origins_why": incident.origins_why,
        "origins": [_origin(origin) for origin in incident.origins],
        "conflicts": [_conflict(conflict) for conflict in incident.conflicts],
        "by_field": [_field_origins(one) for one in incident.by_field],
        "claims": [claim_record(claim, case.report(claim.report).text) for claim in claims],
        "reports": list(incident.reports),
        "summary": incident.summary,
    }


def claim_record(claim: Claim, text: str) -> Record:
    """One report's word on an incident; ``text`` is that report's text, for the quote."""
    event = claim.event
    return {
        "claim": claim.id,
        "report": claim.report,
        "main": event.main,
        "evidence": spans(event.evidence),
        "quote": quote(text, event.evidence),
        "chains": [chain_record(chain) for chain in event.chains],
        "factuality": str(event.factuality),
    }


def derivation_record(derivation: Derivation) -> Record:
    """How one report depends on another: a line of ``--format derivations``."""
    return {
        "a": derivation.a,
        "b": derivation.b,
        "kind": str(derivation.kind),
        "direction": str(derivation.direction),
        "passages": [[span(in_a), span(in_b)] for in_a, in_b in derivation.passages],
        "why": derivation.why,
    }


def _attribution(one: Attribution) -> Record:
    return {
        "source": spans(one.source),
        "cue": spans(one.cue),
        "content": spans(one.content),
        "quote": str(one.quote),
        "source_kind": str(one.source_kind),
        "source_name": one.source_name,
        "named": one.named,
        "via": one.via,
        "parent": one.parent,
        "score": one.score,
    }


def _entity(entity: Entity) -> Record:
    return {"name": entity.name, "mentions": spans(entity.mentions), "canonical": entity.canonical}


def _in_report(record: Json, report: str | None) -> Json:
    """A span means nothing without the text that it points into."""
    if not isinstance(record, dict):
        return record
    return {**record, "report": report}


def _incident_killed(incident: Incident, claims: Sequence[Claim]) -> Json:
    """The incident's toll and each claim's; null only when no claim counts the dead at all."""
    values: list[Json] = [
        {"claim": claim.id, "low": count.low, "best": count.best, "high": count.high}
        for claim in claims
        if (count := claim.event.killed) is not None
    ]
    count = incident.killed
    if count is None and not values:
        return None
    return {
        "low": None if count is None else count.low,
        "best": None if count is None else count.best,
        "high": None if count is None else count.high,
        "span": None if count is None else span(count.span),
        "wording": None if count is None else count.wording,
        "report": incident.killed_report,
        "values": values,
    }


def _origin(origin: Origin) -> Record:
    return {
        "name": origin.name,
        "kind": str(origin.kind),
        "reports": list(origin.reports),
        "named": origin.named,
        "claims": list(origin.claims),
        "outlets": list(origin.outlets),
        "group": origin.group,
        "words": [{"report": report, "span": span(where)} for report, where in origin.spans],
        "why": origin.why,
    }


def _conflict(conflict: Conflict) -> Record:
    return {
        "field": conflict.field,
        "values": [
            {"value": value.value, "claims": list(value.claims), "said_by": list(value.said_by)}
            for value in conflict.values
        ],
        "rising": conflict.rising,
    }


def _field_origins(one: FieldOrigins) -> Record:
    return {
        "field": one.field,
        "origins_min": one.origins_min,
        "origins_max": one.origins_max,
        "why": one.why,
    }
