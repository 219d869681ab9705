"""An incident as a page shows it: line, bounds, who says what, field by field, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page.diagram import diagram
from headwater.export.page.fields import field_views
from headwater.export.page.flow import Flow, flow, owners, relays
from headwater.export.page.graphic import warning
from headwater.export.page.links import Links
from headwater.export.page.stacked import stacked
from headwater.export.page.views import ClaimView, HopView, IncidentView, OriginView, ReasonView
from headwater.export.page.waterfall import waterfall
from headwater.export.palette import LOOKS
from headwater.export.view import CaseView
from headwater.model import (
    Chain,
    Claim,
    Count,
    Derivation,
    Hop,
    Incident,
    Link,
    Origin,
    Place,
    Time,
)


def incident_view(
    incident: Incident,
    case: CaseView,
    derivations: Iterable[Derivation],
    links: Links,
    *,
    brief: bool = False,
) -> IncidentView:
    """Gather what a page shows of an incident.

    Args:
        incident: the incident.
        case: its case.
        derivations: of the case; those between its own reports are used.
        links: where words stand.
        brief: no words on hover and copies not drawn one by one: a page of many stays small.
    """
    held = set(incident.reports)
    own = [one for one in derivations if one.a in held and one.b in held]
    claims = [case.claim(claim_id) for claim_id in incident.claims]
    address = links.incident(incident.id)
    anchor = address[1:] if address.startswith("#") else "this"
    drawn = flow(incident, case, own)
    whole = flow(incident, case, own, folded=False) if drawn.copies and not brief else None
    unfold = f"#{anchor}-copies" if drawn.copies else None
    fields = field_views(incident, claims, case, links)
    owner = owners({one: case.report(one) for one in incident.reports}, own)
    return IncidentView(
        id=incident.id,
        anchor=anchor,
        line=incident.label,
        type=incident.type.acled or incident.type.plover.capitalize(),
        date=wording.time(incident.time),
        sort_date=(incident.time.start or "") if incident.time else "",
        place=wording.place(incident.place),
        killed=None if incident.killed is None else wording.count(incident.killed),
        killed_href=_words(incident.killed_report, incident.killed, links)
        or (f"#{anchor}-fields" if incident.killed else None),
        place_href=_words(incident.place_report, incident.place, links),
        date_href=_words(incident.time_report, incident.time, links),
        word=tuple(_word(origin, links) for origin in by_weight(incident.origins)),
        least=incident.origins_min,
        most=incident.origins_max,
        bounds=wording.origins(incident.origins_min, incident.origins_max),
        why=incident.origins_why,
        reports=len(incident.reports),
        outlets=len(wording.outlets(incident, case)),
        origins=_origins(incident, case, links),
        claims=tuple(_claim(claim, case, links, owner) for claim in claims),
        fields=fields,
        reasons=tuple(_reason(one, case) for one in incident.links),
        drawings=_drawings(drawn, incident, links, unfold, quote=not brief),
        unfolded=_drawings(whole, incident, links, None, quote=False) if whole else (),
        switch=tuple((one.name, one.title, one.bounds, one.why) for one in fields if one.counted),
        copies=drawn.copies,
        summary=incident.summary,
    )


def by_weight(origins: Iterable[Origin]) -> list[Origin]:
    """Origins, those that most reports carry first."""
    return sorted(origins, key=lambda one: -len(one.reports))


def _words(report: str | None, stated: Count | Place | Time | None, links: Links) -> str | None:
    """Address of the words that state a value; None for what nobody stated, or a reviewer set."""
    if report is None or stated is None:
        return None
    return links.words(report, stated.span[0])


def _word(origin: Origin, links: Links) -> HopView:
    href = links.words(origin.spans[0][0], origin.spans[0][1][0]) if origin.spans else None
    return HopView(wording.origin(origin), LOOKS[origin.kind], origin.named, href)


def _drawings(
    drawn: Flow, incident: Incident, links: Links, unfold: str | None, *, quote: bool
) -> tuple[Markup, ...]:
    """A flow in lanes, and stacked for narrow screens."""
    name = f"Origin diagram: {wording.origins(incident.origins_min, incident.origins_max)}"
    return (
        diagram(drawn, links, unfold=unfold, name=name, quote=quote),
        stacked(drawn, links, unfold=unfold, name=name),
    )


def chain_view(chain: Chain, report: str, links: Links) -> tuple[HopView, ...]:
    """A chain's hops, nearest first."""
    return tuple(_hop(hop, report, links) for hop in chain)


def _hop(hop: Hop, report: str, links: Links) -> HopView:
    href = links.words(report, hop.span[0]) if hop.span else None
    return HopView(wording.hop(hop), LOOKS[hop.kind], hop.named, href)


def _claim(claim: Claim, case: CaseView, links: Links, owner: Mapping[str, str]) -> ClaimView:
    event, report = claim.event, case.report(claim.report)
    quote = wording.quoted(report.text, event.evidence)
    start = event.evidence[0][0] if event.evidence else 0
    killed = event.killed
    source = owner.get(claim.report)
    return ClaimView(
        id=claim.id,
        report=claim.report,
        outlet=wording.outlet(report),
        day=wording.day(report.published),
        href=links.report(claim.report),
        words_href=links.words(claim.report, start),
        quote=quote,
        graphic=warning(quote),
        killed=wording.count(killed),
        killed_href=links.words(claim.report, killed.span[0]) if killed else None,
        factuality=str(event.factuality),
        main=event.main,
        copy_of=wording.outlet(case.report(source)) if source else None,
        chains=tuple(chain_view(chain, claim.report, links) for chain in event.chains or ((),)),
    )


def _origins(incident: Incident, case: CaseView, links: Links) -> tuple[OriginView, ...]:
    groups = [origin.group for origin in incident.origins]
    shown = by_weight(incident.origins)
    return tuple(
        OriginView(
            name=wording.origin(origin),
            look=LOOKS[origin.kind],
            named=origin.named,
            why=origin.why,
            merged=groups.count(origin.group) > 1,
            words=tuple(
                (wording.outlet(case.report(report)), links.words(report, span[0]))
                for report, span in origin.spans
            ),
            carried=tuple(_carried(origin, case)),
        )
        for origin in shown
    )


def _carried(origin: Origin, case: CaseView) -> list[tuple[str, str, str]]:
    """Each report that carries an origin's word, with the relays on the way."""
    rows: dict[str, tuple[str, str, str]] = {}
    for claim_id in origin.claims:
        claim = case.claim(claim_id)
        report = case.report(claim.report)
        between = [
            wording.hop(hop)
            for chain in claim.event.chains
            if any(hop.name == origin.name for hop in chain)
            for hop in relays(chain, origin.name)
        ]
        through = ", ".join(dict.fromkeys(between))
        rows.setdefault(
            claim.report, (wording.outlet(report), wording.day(report.published), through)
        )
    return list(rows.values())


def _reason(link: Link, case: CaseView) -> ReasonView:
    outlets: Sequence[str] = [
        wording.outlet(case.report(case.claim(claim).report)) for claim in (link.a, link.b)
    ]
    parts = sorted(link.parts, key=lambda part: -abs(part.weight))
    bars = waterfall([part.weight for part in parts])
    return ReasonView(
        outlets[0],
        outlets[1],
        link.weight,
        tuple(
            (part.comparison, part.level, part.weight, bar)
            for part, bar in zip(parts, bars, strict=True)
        ),
    )
