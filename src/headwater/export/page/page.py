"""The page of a case: one file that opens offline, with every number a step from its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from headwater.errors import UsageError
from headwater.export import wording
from headwater.export.news import Standing, standing
from headwater.export.page.charts import Spot, incident_map, outlying, spots, timeline
from headwater.export.page.cited import report_names
from headwater.export.page.incident import incident_view
from headwater.export.page.links import Links, PageLinks
from headwater.export.page.look import environment
from headwater.export.page.report import EventKey, first_words, report_view
from headwater.export.page.style import style_sheet
from headwater.export.page.views import IncidentView
from headwater.export.palette import LOOKS, Look
from headwater.export.view import CaseView
from headwater.model import Incident, Reading, SourceKind
from headwater.store.files import atomic


@dataclass
class RecordingLinks:
    """Links that remember the words they lead to, so that each gets an anchor in its report."""

    under: PageLinks
    led_to: dict[str, set[int]] = field(default_factory=dict)

    def incident(self, incident_id: str) -> str:
        """See ``Links``."""
        return self.under.incident(incident_id)

    def report(self, report_id: str) -> str:
        """See ``Links``."""
        return self.under.report(report_id)

    def words(self, report_id: str, offset: int) -> str:
        """See ``Links``."""
        self.led_to.setdefault(report_id, set()).add(offset)
        return self.under.words(report_id, offset)


@dataclass(frozen=True, slots=True)
class Row:
    """An incident on the page: its view, what it is to the reports, and its facts in short."""

    view: IncidentView
    standing: Standing
    short_date: str
    killed: str

    @property
    def href(self) -> str:
        """Address of the incident."""
        return f"#{self.view.anchor}"


@dataclass(frozen=True, slots=True)
class _Overview:
    """What stands above the list."""

    reports: int
    outlets: int
    map: Markup | None
    timeline: Markup | None
    places: Sequence[Spot]
    anchors: Mapping[str, str]
    """Address of each incident of the news."""
    outlying: int
    """Places off the map."""
    unplaced: int
    undated: int
    kinds: Sequence[Look]
    span: str


def write_page(case: CaseView, path: Path) -> None:
    """Write the page of a case, all or nothing.

    Args:
        case: the case.
        path: the HTML file to write or replace.

    Raises:
        UsageError: ``path`` can't be written.
    """
    html = page(case)
    try:
        with atomic(path) as temporary:
            temporary.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: can't be written ({error.strerror})") from None


def page(case: CaseView) -> str:
    """The page of a case as HTML; the same case gives the same text."""
    standings = [(one, standing(one, case)) for one in case.incidents()]
    news = [one for one, what in standings if what is Standing.NEWS]
    others = [one for one, what in standings if what is not Standing.NEWS]
    readings = sorted(case.readings(), key=_order)
    links = RecordingLinks(PageLinks.over([*news, *others], readings))
    derivations = list(case.derivations())
    known = {one.id: what for one, what in standings}
    rows = [
        _row(one, known[one.id], incident_view(one, case, derivations, links, brief=True))
        for one in [*news, *others]
    ]
    events = _incidents_of_events([*news, *others], case, links)
    for reading in readings:
        for event in reading.events:
            links.words(reading.report.id, first_words(event))
    reports = [
        report_view(
            reading, case, links, links.led_to.get(reading.report.id, set()), events, derivations
        )
        for reading in readings
    ]
    return (
        environment("headwater.export.page")
        .get_template("page.html")
        .render(
            news=rows[: len(news)],
            others=rows[len(news) :],
            reports=reports,
            over=_overview(news, readings, links),
            names=report_names((one.report for one in readings), links),
            style=style_sheet(),
        )
    )


def _order(reading: Reading) -> tuple[str, str]:
    """Reports by day; those without one last."""
    return reading.report.published or "~", reading.report.id


def _row(one: Incident, what: Standing, view: IncidentView) -> Row:
    return Row(view, what, wording.time_short(one.time), wording.count(one.killed))


def _incidents_of_events(
    incidents: Sequence[Incident], case: CaseView, links: Links
) -> dict[EventKey, tuple[str, str]]:
    """For each event the address and line of the incident that holds it."""
    held: dict[EventKey, tuple[str, str]] = {}
    for one in incidents:
        for claim_id in one.claims:
            claim = case.claim(claim_id)
            held[claim.report, claim.event] = links.incident(one.id), one.label
    return held


def _overview(news: Sequence[Incident], readings: Sequence[Reading], links: Links) -> _Overview:
    anchors = {one.id: links.incident(one.id) for one in news}
    places = spots(news)
    kinds = {kind for reading in readings for kind in _kinds(reading)}
    days = sorted(day[:10] for one in readings if (day := one.report.published) is not None)
    span = wording.NOT_STATED
    if days:
        first, last = wording.day(days[0]), wording.day(days[-1])
        span = first if first == last else f"{first} to {last}"
    return _Overview(
        len(readings),
        len({one.report.outlet or f"\0{one.report.id}" for one in readings}),
        incident_map(places, anchors),
        timeline(news, anchors),
        places,
        anchors,
        len(outlying(places)),
        len(news) - sum(len(spot.incidents) for spot in places),
        sum(1 for one in news if one.time is None or one.time.start is None),
        [look for kind, look in LOOKS.items() if kind in kinds],
        span,
    )


def _kinds(reading: Reading) -> set[SourceKind]:
    hops = {hop.kind for event in reading.events for chain in event.chains for hop in chain}
    return hops | {one.source_kind for one in reading.attributions}
