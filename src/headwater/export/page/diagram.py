"""The origin diagram: on whose word an incident rests, and how the words travelled.

Three lanes from left to right: origins, relays, reports. A line carries claims; its width is the
number of reports. Copies lie in a pile behind the report that they come from. A dashed line is
"may be the same", and a bracket joins the origins that the minimum counts as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page.flow import Edge, Flow, Pile
from headwater.export.page.layout import ORIGIN_X, REPORT_X, WIDTH, Layout, arrange
from headwater.export.page.links import Links
from headwater.export.page.svg import curve, element, group, label, lines, link, node
from headwater.export.palette import LOOKS
from headwater.model import Claim, Factuality, Origin

_RADIUS = 14.0
_THIN, _STEP, _THICK = 1.8, 1.7, 11.0
_LABEL = 30
"""Characters of a line of a label beside a node."""
_RELAY_LABEL = 22
_HEADS = ((ORIGIN_X, "Origins", "end"), (490.0, "Relays", "middle"), (REPORT_X, "Reports", "start"))
FIELDS = ("killed", "place", "time", "who")


def diagram(flow: Flow, links: Links, *, unfold: str | None = None, name: str = "") -> Markup:
    """Draw a flow.

    Args:
        flow: origins, relays, reports and edges.
        links: where the words behind each node stand.
        unfold: address that shows the copies one by one; a pile leads there.
        name: what the drawing is, for readers who can't see it.
    """
    layout = arrange(flow)
    parts = [
        *_heads(flow, layout),
        *_edges(flow, layout),
        *_brackets(flow, layout),
        *(_origin(one, flow, layout, links) for one in layout.origins),
        *_relays(flow, layout, links),
        *(_pile(key, pile, flow, layout, links, unfold) for key, pile in flow.piles.items()),
    ]
    return element(
        "svg",
        element("title", name),
        *parts,
        viewBox=f"0 0 {WIDTH} {layout.height:.0f}",
        role="group",
        aria_label=name,
        class_="diagram",
    )


def fields_of(claim: Claim) -> list[str]:
    """The fields that a claim states, by which its lines can be picked out."""
    event = claim.event
    stated = {
        "killed": event.killed is not None,
        "place": event.place is not None,
        "time": event.time is not None and event.time.start is not None,
        "who": bool(event.actors),
    }
    return [name for name in FIELDS if stated[name]]


def _heads(flow: Flow, layout: Layout) -> Iterator[Markup]:
    bottom = layout.height - 12
    for x, text, anchor in _HEADS:
        if text == "Relays" and not flow.relays:
            continue
        yield element("line", x1=x, y1=40, x2=x, y2=bottom, class_="lane")
        shift = {"end": _RADIUS, "middle": 0.0, "start": -_RADIUS}[anchor]
        yield element("text", text, x=x + shift, y=26, class_="head", text_anchor=anchor)


def _edges(flow: Flow, layout: Layout) -> Iterator[Markup]:
    """Lines, widest first, so that thin ones are not hidden."""
    for edge in sorted(flow.edges, key=lambda one: -len(one.reports)):
        (x1, y1), (x2, y2) = layout.points[edge.start], layout.points[edge.end]
        count = len(edge.reports)
        fields = sorted({f"f-{name}" for claim in edge.claims for name in fields_of(claim)})
        family = LOOKS[flow.origins[edge.origin].kind].family
        line = element(
            "path",
            element("title", _edge_words(edge, flow)),
            d=curve(x1 + _RADIUS, y1, x2 - _RADIUS, y2),
            stroke_width=min(_THIN + _STEP * (count - 1), _THICK),
        )
        parts = [line]
        if edge.denied:
            parts.append(_denial((x1 + x2) / 2, (y1 + y2) / 2))
        yield group(parts, class_=" ".join(["edge", f"k-{family}", *fields]))


def _edge_words(edge: Edge, flow: Flow) -> str:
    origin = flow.origins[edge.origin]
    what = "denial" if edge.denied else "claim"
    count = wording.number_of(len(edge.reports), "report")
    return f"{what} from {_shortened(_origin_words(origin), 120)}, in {count}"


def _denial(x: float, y: float) -> Markup:
    """A cross on a line that carries a denial."""
    cross = element("path", d=f"M{x - 5},{y - 5} l10,10 m0,-10 l-10,10", class_="cross")
    return group([element("title", "denied"), cross])


def _brackets(flow: Flow, layout: Layout) -> Iterator[Markup]:
    """What the minimum merges: a bracket at the far left, dashed lines between the nodes."""
    members: dict[int, list[float]] = {}
    for number in layout.origins:
        y = layout.points[f"o{number}"][1]
        members.setdefault(flow.origins[number].group, []).append(y)
    for ys in members.values():
        if len(ys) == 1:
            continue
        top, bottom = ys[0] - 20, ys[-1] + 20
        shape = element("path", d=f"M22,{top} h-8 V{bottom} h8", class_="bracket")
        middle = (top + bottom) / 2
        turned = f"rotate(-90 9 {middle:.1f})"
        words = element(
            "text", "counted once", x=9, y=middle, transform=turned, class_="bracket-words"
        )
        title = "At the minimum these count as one origin: they cannot be shown independent."
        yield group([element("title", title), shape, words])
        for one, other in pairwise(ys):
            x, y1, y2 = ORIGIN_X, one + _RADIUS + 1, other - _RADIUS - 1
            yield element("line", x1=x, y1=y1, x2=x, y2=y2, class_="same")
            yield element(
                "text", "may be the same", x=x - 8, y=(y1 + y2) / 2 + 3.5, class_="same-words"
            )


def _origin(number: int, flow: Flow, layout: Layout, links: Links) -> Markup:
    origin = flow.origins[number]
    x, y = layout.points[f"o{number}"]
    href = links.words(origin.spans[0][0], origin.spans[0][1][0]) if origin.spans else None
    rows = lines(_origin_words(origin), _LABEL, 3)
    drawn = [
        element("title", origin.why or _origin_words(origin)),
        node(origin.kind, x, y, _RADIUS, hollow=not origin.named),
        label(rows, x - _RADIUS - 10, y, 15, text_anchor="end", class_=_name_class(origin)),
    ]
    return link(href, *drawn, class_="origin")


def _relays(flow: Flow, layout: Layout, links: Links) -> Iterator[Markup]:
    for key, relay in flow.relays.items():
        x, y = layout.points[key]
        hop = relay.hop
        rows = lines(wording.hop(hop), _RELAY_LABEL, 2)
        below = y + _RADIUS + 13 + 7 * (len(rows) - 1)
        words = "name" if hop.named else "name unnamed"
        href = links.words(relay.report, hop.span[0]) if hop.span else None
        yield link(
            href,
            element("title", f"{wording.hop(hop)}, {LOOKS[hop.kind].noun}"),
            node(hop.kind, x, y, _RADIUS, hollow=not hop.named),
            label(rows, x, below, 14, text_anchor="middle", class_=words),
            class_="relay",
        )


def _pile(
    key: str, pile: Pile, flow: Flow, layout: Layout, links: Links, unfold: str | None
) -> Markup:
    """A report, with its copies as sheets behind it."""
    x, y = layout.points[key]
    apart = flow.apart.get(key, ())
    claims = [claim for edge in flow.edges if edge.end == key for claim in edge.claims]
    claims += [claim for claim in apart if claim not in claims]
    behind = [_sheet(x + 4 * depth, y - 4 * depth) for depth in range(len(pile.copies[:3]), 0, -1)]
    own = [claim for claim in claims if claim.report == pile.report.id]
    words = [
        element("tspan", *lines(wording.outlet(pile.report), 28, 1), x=x + 26, y=y - 3),
        element("tspan", _report_words(pile, own), x=x + 26, y=y + 12, class_="small"),
    ]
    front = link(
        links.report(pile.report.id),
        element("title", _shortened(pile.report.title or wording.outlet(pile.report), 120)),
        _sheet(x, y),
        element("text", *words, class_="name"),
    )
    if not pile.copies:
        return group([front, *_apart(apart, links, x + 26, y + 26)], class_="pile")
    names = ", ".join(_shortened(wording.outlet(copy)) for copy in pile.copies)
    count = wording.number_of(len(pile.copies), "copy", "copies")
    more = element(
        "text", f"+ {count}: {_shortened(names)}", x=x + 26, y=y + 26, class_="small more"
    )
    title = element("title", f"{count} behind it: {names}")
    return group([link(unfold, title, *behind, more, class_="copies"), front], class_="pile")


def _apart(claims: Sequence[Claim], links: Links, x: float, y: float) -> Iterator[Markup]:
    """Who stands behind a report's claim that is no counted origin: a denial names who denies."""
    for claim in claims[:1]:
        who = wording.vouched_by(claim.event)
        said = "denied" if claim.event.factuality is Factuality.DENIED else "said"
        by = who if who == wording.OWN_VOICE else f"by {who}"
        start = claim.event.evidence[0][0] if claim.event.evidence else 0
        yield link(
            links.words(claim.report, start),
            element("title", f"{said} {_shortened(by, 120)}: not counted as an origin"),
            element("text", _shortened(by, 36), x=x, y=y, class_="small more"),
            class_="copies",
        )


def _sheet(x: float, y: float) -> Markup:
    """A report: a sheet with lines of text."""
    left, top = x - 9, y - 12
    page = element("rect", x=left, y=top, width=18, height=23, rx=2)
    text = element("path", d=f"M{left + 4},{top + 7} h10 m-10,5 h10 m-10,5 h6")
    return group([page, text], class_="sheet")


def _report_words(pile: Pile, claims: Sequence[Claim]) -> str:
    day = wording.day_short(pile.report.published)
    counts = list(dict.fromkeys(c.event.killed for c in claims if c.event.killed is not None))
    parts = [day]
    if counts:
        parts.append(f"{wording.count(counts[0])} killed")
    certainty = dict.fromkeys(str(claim.event.factuality) for claim in claims)
    parts += [word for word in certainty if word != "reported"]
    return _shortened(" · ".join(parts), 36)


def _shortened(text: str, width: int = 30) -> str:
    return "".join(lines(text, width, 1))


def _origin_words(origin: Origin) -> str:
    return origin.name if origin.named else f"“{origin.name}”"


def _name_class(origin: Origin) -> str:
    return "name" if origin.named else "name unnamed"
