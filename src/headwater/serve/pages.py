"""The pages around the reports: incidents, one incident, sources, log, export."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import RedirectResponse, Response

from headwater.errors import CaseError
from headwater.export import changed, wording
from headwater.export.page.cited import report_names
from headwater.export.page.incident import incident_view
from headwater.model import Count, Incident, Time
from headwater.serve.asked import Listed, listed
from headwater.serve.deciding import taken_back
from headwater.serve.look import Asked
from headwater.sql.engine import Rows
from headwater.store.changes import Change

_SIZE = 50
_LOG_SIZE = 100
_SORTS = (
    ("date", "-date", "Date"),
    ("place", "place", "Place"),
    ("killed", "-killed", "Killed"),
    ("origins", "-origins", "Origins"),
    ("reports", "-reports", "Reports"),
)
_PRECISIONS = {10: "day", 7: "month", 4: "year"}


def home(asked: Asked) -> Response:
    """The list is where one starts."""
    return RedirectResponse(f"{asked.links.base}/incidents", 303)


def incidents(asked: Asked) -> Response:
    """The list with its filters, map and timeline."""
    seen = listed(dict(asked.request.query_params))
    rows = asked.desk.list
    over = asked.desk.overview(seen, asked.links.to("incidents"))
    news, also = over.news, over.also
    count = {"also": also, "all": news + also}.get(seen.filters.what, news)
    last = max(0, (count - 1) // _SIZE)
    page = min(seen.page, last)
    shown = _shown(rows.page(seen.filters, seen.sort, page, _SIZE), asked.desk.changed)
    links = type(asked.links)(asked.links.base, seen.query())
    narrow = Asked(asked.request, asked.desk, links, asked.reviewer)
    return narrow.page(
        "incidents.html",
        title="Incidents",
        rows=shown,
        count=count,
        seen=seen,
        types=rows.types(),
        map=over.map,
        timeline=over.timeline,
        sorts=_sorts(seen),
        tabs=_tabs(seen, news, also),
        chips=_chips(seen),
        changes=None if asked.desk.changes is None else changed.summed(asked.desk.changes),
        only_changed=seen.query(changed="yes", what="all"),
        page=page,
        last=last,
    )


def _sorts(seen: Listed) -> list[tuple[str, str, str]]:
    """Each sort's name, address and state (ascending, descending or none)."""
    made = []
    for up, down, title in _SORTS:
        first = down if seen.sort == up else up
        state = {up: "ascending", down: "descending"}.get(seen.sort, "none")
        made.append((title, seen.query(sort=first), state))
    return made


def _tabs(seen: Listed, news: int, also: int) -> list[tuple[str, str, bool]]:
    """(words, query, whether shown) of the news, what is only mentioned, and both."""
    what = seen.filters.what if seen.filters.what in {"also", "all"} else ""
    return [
        (f"{said} ({figure:,})", seen.query(what=name), what == name)
        for name, said, figure in (
            ("", "News", news),
            ("also", "Statements, background, totals", also),
            ("all", "All", news + also),
        )
    ]


def _chips(seen: Listed) -> list[tuple[str, str, str]]:
    """Each filter in force: its name, its value, the list without it."""
    said = {"area": "the part of the map shown", "changed": "by the last run"}
    return [
        (name, said.get(name, value), seen.query(**{name: None}))
        for name, value in seen.filters.active().items()
        if name != "what"
    ]


def _shown(rows: Rows, changes: Mapping[str, Change]) -> list[dict[str, object]]:
    """Rows of the list in words, with what the last run changed about each."""
    made: list[dict[str, object]] = []
    for row in rows:
        name, label, plover, acled, place, start, end, low, best, high, reports, outlets = row[:12]
        least, most, standing, verdict, decisions, disputed = row[12:]
        least_killed, killed_best, most_killed = (_number(value) for value in (low, best, high))
        killed = None
        if {least_killed, killed_best, most_killed} != {None}:
            killed = Count(least_killed, killed_best, most_killed, (0, 0), "")
        time = None
        if isinstance(start, str):
            precision = _PRECISIONS.get(len(start), "minute")
            time = Time((0, 0), start, None if end is None else str(end), precision)
        made.append(
            {
                "id": name,
                "label": label,
                "type": acled or str(plover).capitalize(),
                "place": place or wording.NOT_STATED,
                "date": wording.time_short(time),
                "killed": wording.count_short(killed),
                "origins": wording.origins(int(str(least)), int(str(most))),
                "changed": _changed(changes.get(str(name)), int(str(least)), int(str(most))),
                "reports": wording.number_of(int(str(reports)), "report"),
                "outlets": wording.number_of(int(str(outlets)), "outlet"),
                "standing": standing,
                "verdict": verdict,
                "decisions": decisions,
                "disputed": disputed,
            }
        )
    return made


def _changed(change: Change | None, least: int, most: int) -> str:
    return "" if change is None else changed.told(change, least, most)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def incident(asked: Asked) -> Response:
    """One incident: on whose word, field by field, and why."""
    desk, wanted = asked.desk, str(asked.request.path_params["incident"])
    try:
        one = desk.case.incident(wanted)
    except CaseError:
        # Merged or split since: its claims tell where they went.
        found = desk.case.holding(desk.case.case.incident(wanted).claims)
        if found is None:
            raise
        return RedirectResponse(asked.links.incident(found), 303)
    seen = listed(dict(asked.request.query_params))
    links = type(asked.links)(asked.links.base, seen.query())
    beside = desk.list.beside(seen.filters, seen.sort, one.id)
    standing = desk.case.standing(one.id)
    view = incident_view(one, desk.case, desk.between(one), links)
    narrow = Asked(asked.request, desk, links, asked.reviewer)
    return narrow.page(
        "incident.html",
        title=view.line,
        one=one,
        view=view,
        standing=standing,
        beside=beside,
        query=seen.query(),
        killed=wording.count(one.killed),
        names=report_names((desk.case.report(report) for report in one.reports), links),
        evidence={claim: _evidence(asked, claim) for claim in one.claims},
        dates=_dates(one),
        changed=_changed(desk.changed.get(one.id), one.origins_min, one.origins_max),
    )


def _evidence(asked: Asked, claim_id: str) -> str:
    claim = asked.desk.case.claim(claim_id)
    return wording.quoted(asked.desk.case.report(claim.report).text, claim.event.evidence[:1])


def _dates(one: Incident) -> tuple[str, str]:
    """First and last day for the form; empty where not stated."""
    if one.time is None or one.time.start is None:
        return "", ""
    return one.time.start[:10], ""


def log(asked: Asked) -> Response:
    """Every decision, newest first; whether the chain of hashes holds; where reviewers disagree."""
    entries = asked.desk.case.entries
    number = asked.request.query_params.get("page", "0")
    page = int(number) if number.isdigit() and len(number) < 8 else 0  # noqa: PLR2004  # bounded
    newest = entries[::-1][page * _LOG_SIZE : (page + 1) * _LOG_SIZE]
    try:
        verified = asked.desk.log.verify()
        broken = None
    except CaseError as error:
        verified, broken = 0, str(error)
    _, made = asked.desk.case.changes()
    return asked.page(
        "log.html",
        title="Log",
        entries=newest,
        total=len(entries),
        taken=taken_back(entries),
        verified=verified,
        broken=broken,
        disputes=[(one, how.disputes) for one, how in made if how.disputes],
        lost=asked.desk.case.lost,
        page=page,
        last=max(0, (len(entries) - 1) // _LOG_SIZE),
        holding=asked.desk.case.holding,
    )


def keys(asked: Asked) -> Response:
    """The single keys and the reading settings."""
    return asked.page("keys.html", title="Keys and settings")
