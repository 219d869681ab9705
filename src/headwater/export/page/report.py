"""A report at the end of the page: its text with the evidence marked, and what was read from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from headwater.export import wording
from headwater.export.page.links import Links
from headwater.export.page.text import Paragraph, paragraphs
from headwater.export.view import CaseView
from headwater.model import Derivation, DerivationKind, Direction, Event, Reading, Report

_SAID = {
    DerivationKind.COPY: "Nearly all of this text stands in",
    DerivationKind.PARTIAL: "Part of this text stands in",
    DerivationKind.CITES: "Cites, or is cited by,",
}


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of a report: its number in the margin, what it is, where its incident stands."""

    number: int
    type: str
    href: str
    killed: str | None
    factuality: str
    incident: str | None
    label: str


@dataclass(frozen=True, slots=True)
class DerivedLine:
    """A report that this one shares text with: in words, and where it stands."""

    said: str
    other: str
    href: str
    why: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report, ready for a template."""

    report: Report
    anchor: str
    outlet: str
    title: str
    day: str
    paragraphs: tuple[Paragraph, ...]
    events: tuple[EventLine, ...]
    derived: tuple[DerivedLine, ...]
    warnings: tuple[str, ...]
    missing: tuple[int, ...]
    """Offsets that the page leads to and no paragraph holds; they lead to the report's head."""


_IDS = re.compile(r" id=([\w-]+)")
EventKey = tuple[str, Event]
"""A report's id and an event that was read from it."""


def report_view(
    reading: Reading,
    case: CaseView,
    links: Links,
    led_to: Collection[int],
    incidents: Mapping[EventKey, tuple[str, str]],
    derivations: Iterable[Derivation],
) -> ReportView:
    """Gather what the page shows of a report.

    Args:
        reading: what was read from it.
        case: its case.
        links: where things stand.
        led_to: offsets of words that other parts of the page lead to.
        incidents: for each event the address and line of its incident.
        derivations: of the case; those of this report are used.
    """
    report = reading.report
    anchor = links.report(report.id).lstrip("#")
    text = tuple(paragraphs(reading, anchor, led_to, brief=True))
    written = {name for one in text for name in _IDS.findall(one.html)}
    missing = (at for at in sorted(led_to) if f"{anchor}-{at}" not in written)
    outlet = wording.outlet(report)
    return ReportView(
        report=report,
        anchor=anchor,
        outlet=outlet,
        title=report.title or outlet,
        day=wording.day(report.published),
        paragraphs=text,
        events=tuple(
            _event(number, event, reading, links, incidents)
            for number, event in enumerate(reading.events, 1)
        ),
        derived=tuple(
            _derived(report.id, one, case, links)
            for one in derivations
            if report.id in {one.a, one.b}
        ),
        warnings=tuple(dict.fromkeys(one.graphic for one in text if one.graphic)),
        missing=tuple(missing),
    )


def first_words(event: Event) -> int:
    """Offset at which the words for an event begin."""
    spans = event.evidence or event.mentions
    return spans[0][0] if spans else 0


def _event(
    number: int,
    event: Event,
    reading: Reading,
    links: Links,
    incidents: Mapping[EventKey, tuple[str, str]],
) -> EventLine:
    href, line = incidents.get((reading.report.id, event), (None, ""))
    return EventLine(
        number,
        event.type.acled or event.type.plover.capitalize(),
        links.words(reading.report.id, first_words(event)),
        None if event.killed is None else wording.count(event.killed),
        str(event.factuality),
        href,
        line,
    )


def _derived(report_id: str, one: Derivation, case: CaseView, links: Links) -> DerivedLine:
    other = case.report(one.b if one.a == report_id else one.a)
    from_other = Direction.B_TO_A if one.a == report_id else Direction.A_TO_B
    order = "" if one.direction is Direction.UNKNOWN else ", the later of the two"
    if one.direction is from_other:
        order = ", the earlier of the two"
    return DerivedLine(
        _SAID[one.kind],
        f"{wording.outlet(other)}, {wording.day(other.published)}{order}",
        links.report(other.id),
        one.why,
    )
