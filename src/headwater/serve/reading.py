"""A report with what was read from it, and two reports side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from headwater.errors import CaseError
from headwater.export import wording
from headwater.export.page.graphic import warning
from headwater.export.page.incident import HopView, chain_view
from headwater.export.page.text import Paragraph, paragraphs
from headwater.export.palette import LOOKS, Look
from headwater.model import Attribution, Derivation, DerivationKind, Event, Reading, Span
from headwater.serve.look import Asked

_SAID = {
    DerivationKind.COPY: "Nearly all of this text stands in",
    DerivationKind.PARTIAL: "Part of this text stands in",
    DerivationKind.CITES: "This report and one cite the other:",
}


@dataclass(frozen=True, slots=True)
class EventView:
    """An event of a report in words, with where its words stand."""

    number: int
    type: str
    words: str
    href: str
    place: str
    date: str
    killed: str
    factuality: str
    main: bool
    summary: bool
    chains: tuple[tuple[HopView, ...], ...]
    incident: str | None


@dataclass(frozen=True, slots=True)
class SaidView:
    """An attribution: who, as which kind of source, what."""

    name: str
    look: Look
    named: bool
    via: str | None
    cue: str
    content: str
    href: str
    depth: int


def report(asked: Asked) -> Response:
    """One report: its text, and beside it what was read from it."""
    reading = asked.desk.case.reading(asked.request.query_params.get("id", ""))
    extra = [one.content[0][0] for one in reading.attributions if one.content]
    text = paragraphs(reading, "w", extra)
    derived = asked.desk.derivations(reading.report.id)
    warnings = list(dict.fromkeys(one.graphic for one in text if one.graphic))
    return asked.page(
        "report.html",
        title=reading.report.title or wording.outlet(reading.report),
        report=reading.report,
        outlet=wording.outlet(reading.report),
        paragraphs=text,
        bars=_bars(text),
        events=[_event(asked, reading, number) for number in range(len(reading.events))],
        said=[_said(asked, reading, one) for one in reading.attributions],
        derived=[_banner(asked, reading.report.id, one) for one in derived],
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


def _event(asked: Asked, reading: Reading, number: int) -> EventView:
    event, report_ = reading.events[number], reading.report
    start = _start(event)
    return EventView(
        number + 1,
        event.type.acled or event.type.plover.capitalize(),
        wording.quoted(report_.text, event.evidence),
        f"#w-{start}",
        wording.place(event.place),
        wording.time(event.time),
        wording.count(event.killed),
        str(event.factuality),
        event.main,
        event.summary,
        tuple(chain_view(chain, report_.id, asked.links) for chain in event.chains or ((),)),
        asked.desk.incident_of(report_.id, event),
    )


def _start(event: Event) -> int:
    spans = event.evidence or event.mentions
    return spans[0][0] if spans else 0


def _said(asked: Asked, reading: Reading, one: Attribution) -> SaidView:
    text = reading.report.text
    depth, parent = 0, one.parent
    while parent is not None and depth < len(reading.attributions):
        depth, parent = depth + 1, reading.attributions[parent].parent
    start = one.content[0][0] if one.content else 0
    return SaidView(
        one.source_name or wording.NOT_STATED,
        LOOKS[one.source_kind],
        one.named,
        one.via,
        wording.quoted(text, one.cue),
        wording.quoted(text, one.content),
        f"{asked.links.report(reading.report.id)}#w-{start}",
        min(depth, 3),
    )


def _banner(asked: Asked, report_id: str, one: Derivation) -> dict[str, str]:
    other_id = one.b if one.a == report_id else one.a
    other = asked.desk.case.report(other_id)
    return {
        "said": _SAID[one.kind],
        "other": f"{wording.outlet(other)}, {wording.day(other.published)}",
        "href": asked.links.report(other_id),
        "compare": asked.links.compare(report_id, other_id),
        "why": asked.with_outlets(one.why, (one.a, one.b)),
    }


@dataclass(frozen=True, slots=True)
class Aligned:
    """Text of two reports side by side; ``shared`` text stands in both."""

    one: str
    other: str
    graphic: str | None
    shared: bool = False


def compare(asked: Asked) -> Response:
    """Two reports, what they share on one line."""
    one_id, other_id = (asked.request.query_params.get(name, "") for name in ("a", "b"))
    one, other = asked.desk.case.report(one_id), asked.desk.case.report(other_id)
    found = [d for d in asked.desk.derivations(one_id) if other_id in {d.a, d.b}]
    if not found:
        raise CaseError("neither of these reports was made from the other, as far as was read")
    passages = [pair if found[0].a == one_id else (pair[1], pair[0]) for pair in found[0].passages]
    rows = aligned(one.text, other.text, passages)
    shared = [sum(pair[side][1] - pair[side][0] for pair in passages) for side in (0, 1)]
    return asked.page(
        "compare.html",
        title="Side by side",
        one=one,
        other=other,
        rows=rows,
        why=asked.with_outlets(found[0].why, (one_id, other_id)),
        kind=found[0].kind.value,
        shares=[
            round(100 * min(1.0, count / max(1, len(text))))
            for count, text in zip(shared, (one.text, other.text), strict=True)
        ],
    )


def aligned(one: str, other: str, passages: Sequence[tuple[Span, Span]]) -> list[Aligned]:
    """Cut two texts into rows: shared passages beside each other, the rest between them.

    A passage that stands in another order in the other text is shown beside its first; the other
    text's own words then follow where they stand.
    """
    rows: list[Aligned] = []
    at, beside = 0, 0
    for (start, passage_end), (other_start, other_passage_end) in sorted(passages):
        more = _stop(one[passage_end:], other[other_passage_end:])
        end, other_end = passage_end + more, other_passage_end + more
        first = max(start, at)
        _add(rows, one[at:first], other[beside : max(beside, other_start)])
        if first < end:
            words = one[first:end].strip()
            beside_it = other[other_start:other_end].strip()
            rows.append(Aligned(words, beside_it, warning(words), shared=True))
        at, beside = max(at, end), max(beside, other_end)
    _add(rows, one[at:], other[beside:])
    return rows


def _stop(one: str, other: str) -> int:
    """Characters of the punctuation that ends a passage in both texts alike."""
    length = 0
    for here, there in zip(one, other, strict=False):
        if here != there or here.isalnum() or here.isspace():
            break
        length += 1
    return length


def _add(rows: list[Aligned], one: str, other: str) -> None:
    if one.strip() or other.strip():
        rows.append(Aligned(one.strip(), other.strip(), warning(f"{one} {other}")))
