"""A case as rows, one an incident or one a claim, from which the flat formats pick columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from headwater.export import wording
from headwater.export.options import Level
from headwater.export.view import CaseView, text_digest
from headwater.model import Claim, Count, Entity, Incident, Place, Report, Time

Cell = None | bool | int | float | str
JOIN = "; "


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a release: an incident with all its claims, or with one of them."""

    id: str
    incident: Incident
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    place: Place | None
    time: Time | None
    killed: Count | None
    digests: tuple[str, ...] = ()
    """SHA-256 of each report's text."""

    def text(self, report_id: str) -> str:
        """Text of one of the row's reports."""
        return next(report.text for report in self.reports if report.id == report_id)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat format: its name, what stands in it, and how it is read off a row."""

    name: str
    meaning: str
    value: Callable[[Row], Cell]
    type: str = "string"
    """string, integer, number or boolean: the column's type in Parquet."""


def rows(case: CaseView, level: Level) -> Iterator[Row]:
    """Rows of a case in the case's order."""
    for incident in case.incidents():
        claims = tuple(case.claim(claim_id) for claim_id in incident.claims)
        if level is Level.INCIDENT:
            yield _incident_row(case, incident, claims)
        else:
            yield from (_claim_row(case, incident, claim) for claim in claims)


def first_day(time: Time | None) -> date | None:
    """First day of an interval, or None when the time is not resolved."""
    return _date(time.start) if time else None


def last_day(time: Time | None) -> date | None:
    """Last day of an interval (its end is exclusive), or None when the time is not resolved."""
    first = first_day(time)
    end = _date(time.end) if time else None
    if first is None or end is None:
        return first
    return max(first, end - timedelta(days=1))


def days(time: Time | None) -> int | None:
    """Length of an interval in days, at least 1."""
    first, last = first_day(time), last_day(time)
    return None if first is None or last is None else (last - first).days + 1


def iso(day: date | None) -> str | None:
    """A day as an ISO date."""
    return day.isoformat() if day else None


def joined(values: Iterator[str] | list[str]) -> str | None:
    """Distinct values in order, joined; None when there are none."""
    distinct = list(dict.fromkeys(value for value in values if value))
    return JOIN.join(distinct) or None


def actors(row: Row) -> list[Entity]:
    """Who did it, as the row's claims name them, each name once."""
    return _distinct(entity for claim in row.claims for entity in claim.event.actors)


def recipients(row: Row) -> list[Entity]:
    """To whom it was done, as the row's claims name them, each name once."""
    return _distinct(entity for claim in row.claims for entity in claim.event.recipients)


def quotes(row: Row) -> str | None:
    """The words that assert it, each with its report's id."""
    return joined(f"{claim.report}: “{quote}”" for claim, quote in _quotes(row))


def bare_quote(row: Row) -> str:
    """The words that assert the first claim of a row."""
    return next(quote for _, quote in _quotes(row))


def chains(row: Row) -> str | None:
    """Chains of the row's claims, nearest hop first, each once."""
    by_id = {report.id: report for report in row.reports}
    return joined(
        wording.chain(chain, by_id[claim.report].outlet)
        for claim in row.claims
        for chain in claim.event.chains
    )


def origin_names(row: Row) -> str | None:
    """Names (or wording) of the origins that the row's claims go back to, with their kinds."""
    ids = {claim.id for claim in row.claims}
    return joined(
        f"{origin.name} ({origin.kind})"
        for origin in row.incident.origins
        if ids.intersection(origin.claims)
    )


def _incident_row(case: CaseView, incident: Incident, claims: tuple[Claim, ...]) -> Row:
    return Row(
        incident.id,
        incident,
        claims,
        tuple(case.report(report_id) for report_id in incident.reports),
        incident.place,
        incident.time,
        incident.killed,
        tuple(text_digest(case, report_id) for report_id in incident.reports),
    )


def _claim_row(case: CaseView, incident: Incident, claim: Claim) -> Row:
    event = claim.event
    return Row(
        claim.id,
        incident,
        (claim,),
        (case.report(claim.report),),
        event.place,
        event.time,
        event.killed,
        (text_digest(case, claim.report),),
    )


def _quotes(row: Row) -> Iterator[tuple[Claim, str]]:
    for claim in row.claims:
        yield claim, wording.quoted(row.text(claim.report), claim.event.evidence)


def _distinct(entities: Iterator[Entity]) -> list[Entity]:
    return list({entity.name: entity for entity in entities}.values())


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
