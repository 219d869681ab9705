"""What both drawings of an origin diagram share: the words and signs of its nodes and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page.flow import Edge, Flow, Pile
from headwater.export.page.graphic import warning
from headwater.export.page.links import Links
from headwater.export.page.svg import element, group, lines
from headwater.export.palette import LOOKS
from headwater.model import Claim, Factuality, Origin

RADIUS = 14.0
_THIN, _STEP, _THICK = 1.8, 1.7, 11.0
_ON_HOVER = 120
"""Characters of what a node says on hover."""
FIELDS = ("killed", "place", "who")


def fields_of(claim: Claim) -> list[str]:
    """The fields that a claim states, by which its lines can be picked out."""
    event = claim.event
    stated = {
        "killed": event.killed is not None,
        "place": event.place is not None,
        "who": bool(event.actors),
    }
    return [name for name in FIELDS if stated[name]]


def classes(kind: str, edges: Iterable[Edge]) -> str:
    """Classes of a node or line: what it is, and the fields that the claims through it state."""
    stated = {name for edge in edges for claim in edge.main for name in fields_of(claim)}
    return " ".join([kind, *(f"f-{name}" for name in FIELDS if name in stated)])


def of_origin(flow: Flow, number: int) -> list[Edge]:
    """The lines that carry an origin's words."""
    return [edge for edge in flow.edges if edge.origin == number]


def line(
    edge: Edge, flow: Flow, path: str, middle: tuple[float, float], *, quote: bool = False
) -> Markup:
    """A line: its width is the number of reports; a cross in its middle where it is a denial.

    With ``quote`` it says on hover whose claim it is, and its words.
    """
    family = LOOKS[flow.origins[edge.origin].kind].family
    width = min(_THIN + _STEP * (len(edge.reports) - 1), _THICK)
    title = [element("title", _line_words(edge, flow))] if quote else []
    drawn = [element("path", *title, d=path, stroke_width=width)]
    if edge.denied:
        drawn.append(_denial(*middle))
    return group(drawn, class_=classes(f"edge k-{family}", [edge]))


def _line_words(edge: Edge, flow: Flow) -> str:
    what = "denial" if edge.denied else "claim"
    count = wording.number_of(len(edge.reports), "report")
    words = f"{what} from {shortened(origin_words(flow.origins[edge.origin]), 120)}, in {count}"
    said = flow.words(edge)
    return f"{words}: “{shortened(said, _ON_HOVER)}”" if said and not warning(said) else words


def _denial(x: float, y: float) -> Markup:
    cross = element("path", d=f"M{x - 5},{y - 5} l10,10 m0,-10 l-10,10", class_="cross")
    return group([element("title", "denied"), cross])


def sheet(x: float, y: float) -> Markup:
    """A report: a sheet with lines of text."""
    left, top = x - 9, y - 12
    page = element("rect", x=left, y=top, width=18, height=23, rx=2)
    text = element("path", d=f"M{left + 4},{top + 7} h10 m-10,5 h10 m-10,5 h6")
    return group([page, text], class_="sheet")


def report_words(pile: Pile, claims: Sequence[Claim], width: int = 36) -> str:
    """A report in a line: its day, its toll, how certain it is where that is not "reported"."""
    day = wording.day_short(pile.report.published)
    counts = list(dict.fromkeys(c.event.killed for c in claims if c.event.killed is not None))
    parts = [day]
    if counts:
        parts.append(f"{wording.count(counts[0])} killed")
    certainty = dict.fromkeys(str(claim.event.factuality) for claim in claims)
    parts += [word for word in certainty if word != "reported"]
    return shortened(" · ".join(parts), width)


def own_claims(key: str, pile: Pile, flow: Flow) -> list[Claim]:
    """The claims of the report at the front of a pile, counted or not."""
    claims = [claim for edge in flow.edges if edge.end == key for claim in edge.claims]
    claims += [claim for claim in flow.apart.get(key, ()) if claim not in claims]
    return [claim for claim in claims if claim.report == pile.report.id]


def copies_words(pile: Pile) -> tuple[str, str]:
    """How many copies lie behind a report, and in which outlets."""
    names = ", ".join(shortened(wording.outlet(copy)) for copy in pile.copies)
    return wording.number_of(len(pile.copies), "copy", "copies"), names


def apart_words(claim: Claim) -> tuple[str, str]:
    """Who stands behind a claim that is no counted origin, in a few words and on hover."""
    who = wording.vouched_by(claim.event)
    said = "denied" if claim.event.factuality is Factuality.DENIED else "said"
    by = who if who == wording.OWN_VOICE else f"by {who}"
    return shortened(by, 36), f"{said} {shortened(by, _ON_HOVER)}: not counted as an origin"


def words_of(claim: Claim, links: Links) -> str:
    """Address of the words that state a claim."""
    start = claim.event.evidence[0][0] if claim.event.evidence else 0
    return links.words(claim.report, start)


def shortened(text: str, width: int = 30) -> str:
    """Text cut to one line."""
    return "".join(lines(text, width, 1))


def origin_words(origin: Origin) -> str:
    """An origin's name; the exact wording of an unnamed one."""
    return wording.origin(origin)


def origin_href(origin: Origin, links: Links) -> str | None:
    """Address of the words that name an origin."""
    return links.words(origin.spans[0][0], origin.spans[0][1][0]) if origin.spans else None


def name_class(*, named: bool) -> str:
    """Class of a name: an unnamed source's wording is set apart."""
    return "name" if named else "name unnamed"
