"""The pages of who said what: named sources, one of them, and how much the outlets copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup
from starlette.responses import Response

from headwater.errors import CaseError
from headwater.export import wording
from headwater.export.page.flow import relays
from headwater.export.page.graphic import warning
from headwater.export.palette import LOOKS
from headwater.model import Chain, Incident
from headwater.serve.charts import shares
from headwater.serve.look import Asked

_SIZE = 50
_SOURCE_INCIDENTS = 50
_OUTLETS = 200


def sources(asked: Asked) -> Response:
    """Named sources and outlets."""
    search = asked.request.query_params.get("search", "")[:300]
    number = asked.request.query_params.get("page", "0")
    page = int(number) if number.isdigit() and len(number) < 6 else 0  # noqa: PLR2004  # bounded
    rows = asked.desk.list.sources(search, page, _SIZE + 1)
    case = asked.desk.case.case
    outlets = asked.desk.list.outlets(case.table("reports"), case.table("derivations"))
    return asked.page(
        "sources.html",
        title="Sources",
        rows=rows[:_SIZE],
        more=len(rows) > _SIZE,
        page=page,
        search=search,
        outlet_parts=_PARTS,
        outlets=[_outlet(row) for row in outlets[:_OUTLETS]],
    )


_PARTS = (
    ("own", "Own text"),
    ("cites", "Cites another report"),
    ("partly", "Copied in part"),
    ("copied", "Copied nearly whole"),
)
"""What a report of an outlet is, by class and in words."""


def _outlet(row: Sequence[object]) -> tuple[str, int, list[tuple[str, int]], Markup]:
    """An outlet: its name, reports, and how many are of which part, with their bar."""
    name, (reports, copied, partly, cites) = str(row[0]), (int(str(value)) for value in row[1:])
    counts = (reports - copied - partly - cites, cites, partly, copied)
    parts = [(kind, count) for (kind, _), count in zip(_PARTS, counts, strict=True)]
    return name, reports, parts, shares(parts)


def source(asked: Asked) -> Response:
    """What one named source said, through whom, and how often alone."""
    name = asked.request.query_params.get("name", "")
    found = asked.desk.list.source_incidents(name, _SOURCE_INCIDENTS + 1)
    if not found:
        raise CaseError(f"no incident rests on a source named {name!r}")
    through: Counter[str] = Counter()
    said = []
    for row in found[:_SOURCE_INCIDENTS]:
        one = asked.desk.case.incident(str(row[0]))
        quotes = []
        for claim_id in _claims_of(one, name):
            claim = asked.desk.case.claim(claim_id)
            report = asked.desk.case.report(claim.report)
            between = _between(claim.event.chains, name)
            through.update([*between, wording.outlet(report)])
            start = claim.event.evidence[0][0] if claim.event.evidence else 0
            words = wording.quoted(report.text, claim.event.evidence)
            day, href = wording.day_short(report.published), asked.links.words(report.id, start)
            quotes.append((words, warning(words), wording.outlet(report), day, between, href))
        said.append((one, bool(row[1]), quotes))
    return asked.page(
        "source.html",
        title=name,
        name=name,
        look=next(LOOKS[o.kind] for one, _, _ in said for o in one.origins if o.name == name),
        said=said,
        through=through.most_common(20),
        more=len(found) > _SOURCE_INCIDENTS,
        alone=sum(1 for _, alone, _ in said if alone),
    )


def _claims_of(one: Incident, name: str) -> list[str]:
    return [claim for origin in one.origins if origin.name == name for claim in origin.claims]


def _between(chains: tuple[Chain, ...], name: str) -> list[str]:
    """Relays between a source and the report."""
    return [
        wording.hop(hop)
        for chain in chains
        if any(hop.name == name for hop in chain)
        for hop in relays(chain, name)
    ]
