"""The origin diagram for narrow screens: origins, relays and reports one below the other.

Names stand at the right of one line of nodes; the lines that carry claims are arcs at its left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page import nodes
from headwater.export.page.flow import Edge, Flow
from headwater.export.page.layout import origin_order, report_order
from headwater.export.page.links import Links
from headwater.export.page.nodes import RADIUS, shortened
from headwater.export.page.svg import cubic, element, group, link, node
from headwater.export.page.svg import lines as broken

WIDTH = 358
_X = 84.0
"""Where the nodes stand."""
_NAMES = _X + 26
_CHARACTERS = 32
_LINE, _ROOM = 16.0, 24.0
"""Height of a line of words; room between two nodes."""
_HEAD = 32.0
_NEAR, _FAR, _REACH = 14.0, 68.0, 0.17
"""How far an arc swings out: at least, at most, for each unit of its height."""
_BRACKET = WIDTH - 6.0


@dataclass
class _Rows:
    """Where each node came to stand, and what was drawn beside it."""

    ys: dict[str, float] = field(default_factory=dict)
    drawn: list[Markup] = field(default_factory=list)
    bottom: float = 8.0

    def head(self, text: str) -> None:
        """Begin a part."""
        self.bottom += _HEAD
        at = self.bottom - 10
        self.drawn.append(element("text", text, x=_NAMES, y=at, class_="head"))

    def room(self, key: str, rows: int) -> float:
        """Take room for a node with so many lines of words; its height."""
        self.bottom += _ROOM
        self.ys[key] = self.bottom
        self.bottom += max(RADIUS, _LINE * (rows - 1) + 6)
        return self.ys[key]


def stacked(flow: Flow, links: Links, *, unfold: str | None = None, name: str = "") -> Markup:
    """Draw a flow in a width that needs no sideways scrolling.

    Args:
        flow: origins, relays, reports and edges.
        links: where the words behind each node stand.
        unfold: address that shows the copies one by one.
        name: what the drawing is, for readers who can't see it.
    """
    rows = _Rows()
    order = origin_order(flow)
    if order:
        rows.head("Origins")
    _origins(rows, order, flow, links)
    if flow.relays:
        rows.head("Relays")
    _relays(rows, flow, links)
    rows.head("Reports")
    _reports(rows, report_order(flow, order), flow, links, unfold)
    parts = [*_arcs(flow, rows.ys), *_same(order, flow, rows.ys), *rows.drawn]
    return element(
        "svg",
        element("title", name),
        *parts,
        viewBox=f"0 0 {WIDTH} {rows.bottom + 10:.0f}",
        role="group",
        aria_label=name,
        class_="diagram stacked",
    )


def _words(rows: Sequence[tuple[str, str | None]], y: float, **attributes: str) -> Markup:
    """Lines of words beside a node, each with its class."""
    spans = [
        element("tspan", words, x=_NAMES, y=y + 4.5 + _LINE * number, class_=kind)
        for number, (words, kind) in enumerate(rows)
    ]
    return element("text", *spans, **attributes)


def _origins(rows: _Rows, order: Sequence[int], flow: Flow, links: Links) -> None:
    before: int | None = None
    for number in order:
        origin = flow.origins[number]
        said = nodes.origin_words(origin)
        words: list[tuple[str, str | None]] = [(row, None) for row in broken(said, _CHARACTERS, 3)]
        if origin.group == before:
            words.append(("may be the same as the one above", "small"))
        before = origin.group
        y = rows.room(f"o{number}", len(words))
        rows.drawn.append(
            link(
                nodes.origin_href(origin, links),
                node(origin.kind, _X, y, RADIUS, hollow=not origin.named),
                _words(words, y, class_=nodes.name_class(named=origin.named)),
                class_=nodes.classes("origin", nodes.of_origin(flow, number)),
            )
        )


def _relays(rows: _Rows, flow: Flow, links: Links) -> None:
    # The relay furthest from the reports stands next to the origins.
    for key, relay in sorted(flow.relays.items(), key=lambda one: (-one[1].depth, one[0])):
        hop = relay.hop
        words: list[tuple[str, str | None]] = [
            (row, None) for row in broken(wording.hop(hop), _CHARACTERS, 2)
        ]
        y = rows.room(key, len(words))
        rows.drawn.append(
            link(
                links.words(relay.report, hop.span[0]) if hop.span else None,
                node(hop.kind, _X, y, RADIUS, hollow=not hop.named),
                _words(words, y, class_=nodes.name_class(named=hop.named)),
                class_=nodes.classes("relay", flow.touching(key)),
            )
        )


def _reports(
    rows: _Rows, order: Sequence[str], flow: Flow, links: Links, unfold: str | None
) -> None:
    for key in order:
        pile = flow.piles[key]
        apart = () if pile.copies else flow.apart.get(key, ())[:1]
        y = rows.room(key, 3 if pile.copies or apart else 2)
        own = nodes.own_claims(key, pile, flow)
        words: list[tuple[str, str | None]] = [
            (shortened(wording.outlet(pile.report), _CHARACTERS), None),
            (nodes.report_words(pile, own), "small"),
        ]
        sheet, below = nodes.sheet(_X, y), y + 2 * _LINE
        front = link(links.report(pile.report.id), sheet, _words(words, y, class_="name"))
        drawn = [front]
        if pile.copies:
            count, names = nodes.copies_words(pile)
            more = _words([(f"+ {count}: {shortened(names)}", "small")], below)
            behind = [
                nodes.sheet(_X + 4 * n, y - 4 * n) for n in range(len(pile.copies[:3]), 0, -1)
            ]
            drawn.insert(0, link(unfold, *behind, more, class_="copies"))
        for claim in apart:
            short, _ = nodes.apart_words(claim)
            href = nodes.words_of(claim, links)
            drawn.append(link(href, _words([(short, "small")], below), class_="copies"))
        rows.drawn.append(group(drawn, class_=nodes.classes("pile", flow.touching(key))))


def _arcs(flow: Flow, ys: Mapping[str, float]) -> Iterator[Markup]:
    """Lines, widest first, so that thin ones are not hidden."""
    edges: list[Edge] = sorted(flow.edges, key=lambda one: -len(one.reports))
    for edge in edges:
        y1, y2 = ys[edge.start], ys[edge.end]
        x = _X - RADIUS
        out = x - min(_NEAR + _REACH * abs(y2 - y1), _FAR)
        path = cubic((x, y1), (out, y1), (out, y2), (x, y2))
        # The middle of a cubic lies three quarters of the way out.
        middle = (x + 0.75 * (out - x), (y1 + y2) / 2)
        yield nodes.line(edge, flow, path, middle)


def _same(order: Sequence[int], flow: Flow, ys: Mapping[str, float]) -> Iterator[Markup]:
    """What the minimum merges: dashed lines between the nodes, a bracket at the far right."""
    members: dict[int, list[float]] = {}
    for number in order:
        members.setdefault(flow.origins[number].group, []).append(ys[f"o{number}"])
    for there in members.values():
        if len(there) == 1:
            continue
        top, bottom = there[0] - 12, there[-1] + 12
        title = "At the minimum these count as one origin: they cannot be shown independent."
        shape = element("path", d=f"M{_BRACKET - 6},{top} h6 V{bottom} h-6", class_="bracket")
        yield group([element("title", title), shape])
        for one, other in pairwise(there):
            y1, y2 = one + RADIUS + 1, other - RADIUS - 1
            yield element("line", x1=_X, x2=_X, y1=y1, y2=y2, class_="same")
