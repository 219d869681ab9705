"""The origin diagram: on whose word an incident rests, and how the words travelled.

Three lanes from left to right: origins, relays, reports. A line carries claims; its width is the
number of reports. Copies lie in a pile behind the report that they come from. A dashed line is
"may be the same", and a bracket joins the origins that the minimum counts as one. ``stacked``
draws the same for narrow screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page import nodes
from headwater.export.page.flow import Flow, Pile
from headwater.export.page.layout import ORIGIN_X, REPORT_X, WIDTH, Layout, arrange
from headwater.export.page.links import Links
from headwater.export.page.nodes import RADIUS, shortened
from headwater.export.page.svg import curve, element, group, label, lines, link, node
from headwater.export.palette import LOOKS
from headwater.model import Claim

_LABEL = 30
"""Characters of a line of a label beside a node."""
_RELAY_LABEL = 22
_HEADS = ((ORIGIN_X, "Origins", "end"), (490.0, "Relays", "middle"), (REPORT_X, "Reports", "start"))


def diagram(
    flow: Flow, links: Links, *, unfold: str | None = None, name: str = "", quote: bool = True
) -> Markup:
    """Draw a flow.

    Args:
        flow: origins, relays, reports and edges.
        links: where the words behind each node stand.
        unfold: address that shows the copies one by one; a pile leads there.
        name: what the drawing is, for readers who can't see it.
        quote: lines and origins say their words on hover.
    """
    layout = arrange(flow)
    parts = [
        *_heads(flow, layout),
        *_edges(flow, layout, quote=quote),
        *_brackets(flow, layout),
        *(_origin(one, flow, layout, links, quote=quote) for one in layout.origins),
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
        class_="diagram lanes",
    )


def _heads(flow: Flow, layout: Layout) -> Iterator[Markup]:
    bottom = layout.height - 12
    for x, text, anchor in _HEADS:
        if text == "Relays" and not flow.relays:
            continue
        yield element("line", x1=x, y1=40, x2=x, y2=bottom, class_="lane")
        shift = {"end": RADIUS, "middle": 0.0, "start": -RADIUS}[anchor]
        yield element("text", text, x=x + shift, y=26, class_="head", text_anchor=anchor)


def _edges(flow: Flow, layout: Layout, *, quote: bool) -> Iterator[Markup]:
    """Lines, widest first, so that thin ones are not hidden."""
    for edge in sorted(flow.edges, key=lambda one: -len(one.reports)):
        (x1, y1), (x2, y2) = layout.points[edge.start], layout.points[edge.end]
        path = curve(x1 + RADIUS, y1, x2 - RADIUS, y2)
        yield nodes.line(edge, flow, path, ((x1 + x2) / 2, (y1 + y2) / 2), quote=quote)


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
            x, y1, y2 = ORIGIN_X, one + RADIUS + 1, other - RADIUS - 1
            yield element("line", x1=x, y1=y1, x2=x, y2=y2, class_="same")
            y = (y1 + y2) / 2 + 3.5
            yield element(
                "text", "may be the same", x=x - 8, y=y, class_="same-words", text_anchor="end"
            )


def _origin(number: int, flow: Flow, layout: Layout, links: Links, *, quote: bool) -> Markup:
    origin = flow.origins[number]
    x, y = layout.points[f"o{number}"]
    words = nodes.origin_words(origin)
    drawn = [
        *([element("title", origin.why or words)] if quote else []),
        node(origin.kind, x, y, RADIUS, hollow=not origin.named),
        label(
            lines(words, _LABEL, 3),
            x - RADIUS - 10,
            y,
            15,
            text_anchor="end",
            class_=nodes.name_class(named=origin.named),
        ),
    ]
    kind = nodes.classes("origin", nodes.of_origin(flow, number))
    return link(nodes.origin_href(origin, links), *drawn, class_=kind)


def _relays(flow: Flow, layout: Layout, links: Links) -> Iterator[Markup]:
    for key, relay in flow.relays.items():
        x, y = layout.points[key]
        hop = relay.hop
        rows = lines(wording.hop(hop), _RELAY_LABEL, 2)
        below = y + RADIUS + 13 + 7 * (len(rows) - 1)
        words = nodes.name_class(named=hop.named)
        href = links.words(relay.report, hop.span[0]) if hop.span else None
        yield link(
            href,
            element("title", f"{wording.hop(hop)}, {LOOKS[hop.kind].noun}"),
            node(hop.kind, x, y, RADIUS, hollow=not hop.named),
            label(rows, x, below, 14, text_anchor="middle", class_=words),
            class_=nodes.classes("relay", flow.touching(key)),
        )


def _pile(
    key: str, pile: Pile, flow: Flow, layout: Layout, links: Links, unfold: str | None
) -> Markup:
    """A report, with its copies as sheets behind it."""
    x, y = layout.points[key]
    kind = nodes.classes("pile", flow.touching(key))
    behind = [
        nodes.sheet(x + 4 * depth, y - 4 * depth) for depth in range(len(pile.copies[:3]), 0, -1)
    ]
    own = nodes.own_claims(key, pile, flow)
    words = [
        element("tspan", *lines(wording.outlet(pile.report), 28, 1), x=x + 26, y=y - 3),
        element("tspan", nodes.report_words(pile, own), x=x + 26, y=y + 12, class_="small"),
    ]
    front = link(
        links.report(pile.report.id),
        *([element("title", shortened(pile.report.title, 120))] if pile.report.title else []),
        nodes.sheet(x, y),
        element("text", *words, class_="name"),
    )
    if not pile.copies:
        apart = flow.apart.get(key, ())
        return group([front, *_apart(apart, links, x + 26, y + 26)], class_=kind)
    count, names = nodes.copies_words(pile)
    said = f"+ {count}: {shortened(names)}"
    more = element("text", said, x=x + 26, y=y + 26, class_="small more")
    title = element("title", f"{count} behind it: {names}")
    return group([link(unfold, title, *behind, more, class_="copies"), front], class_=kind)


def _apart(claims: Sequence[Claim], links: Links, x: float, y: float) -> Iterator[Markup]:
    """Who stands behind a report's claim that is no counted origin: a denial names who denies."""
    for claim in claims[:1]:
        short, long = nodes.apart_words(claim)
        yield link(
            nodes.words_of(claim, links),
            element("title", long),
            element("text", short, x=x, y=y, class_="small more"),
            class_="copies",
        )
