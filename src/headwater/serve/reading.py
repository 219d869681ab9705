"""A report: its text, and in its order what was read from it, with the chain of each saying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from headwater.export import wording
from headwater.export.page.cited import report_names
from headwater.export.page.graphic import warning
from headwater.export.page.incident import chain_view
from headwater.export.page.report import first_words
from headwater.export.page.text import Paragraph, paragraphs
from headwater.export.page.views import HopView
from headwater.export.palette import LOOKS, Look
from headwater.model import Attribution, Derivation, DerivationKind, Event, Reading
from headwater.serve.look import Asked

SAID = {
    DerivationKind.COPY: "Nearly all of this text stands in",
    DerivationKind.PARTIAL: "Part of this text stands in",
    DerivationKind.CITES: "This report and one cite the other:",
}


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event of a report in words, with where its words stand."""

    number: int
    start: int
    type: str
    words: str
    graphic: str | None
    place: str
    date: str
    killed: str
    factuality: str
    main: bool
    summary: bool
    chains: tuple[tuple[HopView, ...], ...]
    incident: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class SaidCard:
    """An attribution: its chain from the report on, what is said, and what is told in it."""

    number: int
    start: int
    look: Look
    cue: str
    words: str
    graphic: str | None
    chain: tuple[HopView, ...]
    within: tuple[SaidCard | EventCard, ...]


Card = SaidCard | EventCard


def report(asked: Asked) -> Response:
    """One report: its text, and beside it what was read from it."""
    reading = asked.desk.case.reading(asked.request.query_params.get("id", ""))
    cards = _cards(asked, reading)
    text = paragraphs(reading, "w", [one.start for one in _flat(cards)], cards=True)
    derived = asked.desk.derivations(reading.report.id)
    warnings = list(dict.fromkeys(one.graphic for one in text if one.graphic))
    near = {one for derivation in derived for one in (derivation.a, derivation.b)}
    reports = [asked.desk.case.report(one) for one in sorted(near)]
    return asked.page(
        "report.html",
        title=reading.report.title or wording.outlet(reading.report),
        report=reading.report,
        outlet=wording.outlet(reading.report),
        paragraphs=text,
        bars=_bars(text),
        types=[_type(event) for event in reading.events],
        cards=cards,
        derived=[_banner(asked, reading.report.id, one) for one in derived],
        names=report_names(reports, asked.links),
        warnings=warnings,
        kinds=_kinds(reading),
    )


def _bars(text: Sequence[Paragraph]) -> Markup:
    """The margin's bars as rules of one style sheet: the policy allows no style attributes."""
    rules = (f"#p{number}{{background:{one.bars}}}" for number, one in enumerate(text) if one.bars)
    return Markup("\n".join(rules))  # noqa: S704  # numbers and names of our palette


def _kinds(reading: Reading) -> list[Look]:
    """Kinds of source in this report, for the legend."""
    kinds = dict.fromkeys(one.source_kind for one in reading.attributions)
    return [LOOKS[kind] for kind in kinds]


def _type(event: Event) -> str:
    return event.type.acled or event.type.plover.capitalize()


# --- cards ------------------------------------------------------------------------------------


def _cards(asked: Asked, reading: Reading) -> tuple[Card, ...]:
    """What was read from a report in the text's order, each saying with what is told in it."""
    held: dict[int | None, list[Card]] = {}
    claims = asked.desk.claims_of(reading.report.id)
    for number, event in enumerate(reading.events):
        card = _event(asked, reading, number, claims[number])
        held.setdefault(_holder(reading.attributions, first_words(event)), []).append(card)
    within = _nested(reading.attributions)

    def said(number: int) -> SaidCard:
        inner = [*held.get(number, []), *(said(child) for child in within.get(number, []))]
        return _said(asked, reading, number, _sorted(inner))

    return _sorted([*held.get(None, []), *(said(number) for number in within.get(None, []))])


def _sorted(cards: Sequence[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: card.start))


def _flat(cards: Sequence[Card]) -> Iterator[Card]:
    for card in cards:
        yield card
        if isinstance(card, SaidCard):
            yield from _flat(card.within)


def _nested(attributions: Sequence[Attribution]) -> dict[int | None, list[int]]:
    """Attributions by the one that holds them; those of a loop of parents stand by themselves."""
    within: dict[int | None, list[int]] = {}
    for number, one in enumerate(attributions):
        loops = number in _above(attributions, number)
        within.setdefault(None if loops else one.parent, []).append(number)
    return within


def _above(attributions: Sequence[Attribution], number: int) -> list[int]:
    """The attributions that hold one, nearest first; ends where a loop closes."""
    above: list[int] = []
    parent = attributions[number].parent
    while parent is not None and parent not in above:
        above.append(parent)
        parent = attributions[parent].parent
    return above


def _holder(attributions: Sequence[Attribution], at: int) -> int | None:
    """The attribution in whose content an offset lies; the innermost of several."""
    holders = [
        (end - start, number)
        for number, one in enumerate(attributions)
        for start, end in one.content
        if start <= at < end
    ]
    return min(holders)[1] if holders else None


def _event(asked: Asked, reading: Reading, number: int, claim: str) -> EventCard:
    event, report_ = reading.events[number], reading.report
    words = wording.quoted(report_.text, event.evidence)
    return EventCard(
        number + 1,
        first_words(event),
        _type(event),
        words,
        warning(words),
        wording.place(event.place),
        wording.time(event.time),
        wording.count(event.killed),
        str(event.factuality),
        event.main,
        event.summary,
        tuple(chain_view(chain, report_.id, asked.links) for chain in event.chains or ((),)),
        asked.desk.case.holding([claim]),
        claim,
    )


def _said(asked: Asked, reading: Reading, number: int, within: tuple[Card, ...]) -> SaidCard:
    one, text = reading.attributions[number], reading.report.text
    spans = [*one.source, *one.cue, *one.content]
    words = wording.quoted(text, one.content)
    line = [*reversed(_above(reading.attributions, number)), number]
    return SaidCard(
        number,
        min((start for start, _ in spans), default=0),
        LOOKS[one.source_kind],
        wording.quoted(text, one.cue),
        words,
        warning(words),
        _chain(_hop(asked, reading, at) for at in dict.fromkeys(line)),
        within,
    )


def _chain(hops: Iterable[HopView]) -> tuple[HopView, ...]:
    """Hops, nearest first; a source that goes on within its own words is one hop."""
    kept: list[HopView] = []
    for hop in hops:
        if not kept or kept[-1].name != hop.name:
            kept.append(hop)
    return tuple(kept)


def _hop(asked: Asked, reading: Reading, number: int) -> HopView:
    one = reading.attributions[number]
    span = one.name_span or next(iter(one.source or one.cue), None)
    name = one.source_name or wording.NOT_STATED
    if one.source_name and not one.named:
        name = f"“{name}”"
    if one.via:
        name = f"{name} (via {one.via})"
    href = asked.links.words(reading.report.id, span[0]) if span else None
    return HopView(name, LOOKS[one.source_kind], one.named, href)


def _banner(asked: Asked, report_id: str, one: Derivation) -> dict[str, str]:
    other_id = one.b if one.a == report_id else one.a
    other = asked.desk.case.report(other_id)
    return {
        "said": SAID[one.kind],
        "other": f"{wording.outlet(other)}, {wording.day(other.published)}",
        "href": asked.links.report(other_id),
        "compare": asked.links.compare(report_id, other_id),
        "why": one.why,
    }
