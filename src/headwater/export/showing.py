"""A report in the terminal: its text with marks, and a tree of the chains behind each event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text
from rich.tree import Tree

from headwater.export import wording
from headwater.export.clean import one_visible, visible
from headwater.export.marks import Layer, Stretch, stretches
from headwater.export.palette import COLOURS, LOOKS
from headwater.export.screen import print_plain
from headwater.export.view import CaseView
from headwater.model import (
    Derivation,
    DerivationKind,
    Direction,
    Event,
    Factuality,
    Hop,
    Reading,
    SourceKind,
    Span,
)

_MEASURE = 72
"""Columns of a line of text (60 to 75 read best)."""
_GUTTER = 8
_WORD = re.compile(r"\S+[^\S\n]*|[^\S\n]+")
_CERTAINTY = {
    Factuality.ASSERTED: Style(bold=True),
    Factuality.REPORTED: Style(bold=True),
    Factuality.ALLEGED: Style(bold=True, italic=True),
    Factuality.DENIED: Style(bold=True, strike=True),
    Factuality.HYPOTHETICAL: Style(italic=True),
    Factuality.FUTURE: Style(italic=True),
}
_KEY = (
    "source underlined, cue italic, content in the colour of its source's kind, event words bold "
    "with the event's number in the margin; | in the margin: someone else's words, || nested"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the drawn text: ``[start, end)`` of the report's text."""

    start: int
    end: int


def show_report(reading: Reading, case: CaseView, out: Console, *, plain: bool = False) -> None:
    """Print a report with what was read from it.

    Args:
        reading: the reading.
        case: the case that it belongs to, for what it derives from.
        out: where to print.
        plain: tab-separated lines instead (what was read, without the text).
    """
    if plain:
        print_plain(out, (), _plain_rows(reading, case))
        return
    report = reading.report
    out.print(Text(visible(report.title or report.id), style="bold"))
    about = [wording.outlet(report), wording.day(report.published), report.url or "", report.id]
    out.print(Text(visible(" · ".join(part for part in about if part)), style="dim"))
    for line in derivation_lines(report.id, case):
        out.print(Text(visible(line), style="yellow"))
    out.print()
    for drawn in _text_lines(reading):
        out.print(drawn, no_wrap=True, crop=True)
    out.print()
    out.print(_tree(reading))
    out.print(Text(f"\n{_KEY}.", style="dim"))
    out.print(_kinds(reading))


def derivation_lines(report_id: str, case: CaseView) -> Iterator[str]:
    """One sentence for each report that this one shares text with."""
    for one in case.derivations():
        if report_id in {one.a, one.b}:
            yield derivation_line(one, report_id, case)


def derivation_line(one: Derivation, report_id: str, case: CaseView) -> str:
    """How a report depends on another, from its own side, and why."""
    mine_is_a = one.a == report_id
    other = case.report(one.b if mine_is_a else one.a)
    name = f"{other.id} ({wording.outlet(other)})"
    later = Direction.B_TO_A if mine_is_a else Direction.A_TO_B
    if one.kind is DerivationKind.CITES:
        head = f"It cites {name}" if one.direction is later else f"{name} cites it"
    else:
        amount = "Nearly all" if one.kind is DerivationKind.COPY else "Part"
        head = f"{amount} of this text stands in {name}"
        if one.direction is later:
            head += ", which is the earlier"
        elif one.direction is not Direction.UNKNOWN:
            head += ", which was made from it"
    return f"{head}: {one.why}" if one.why else f"{head}."


def _text_lines(reading: Reading) -> Iterator[Text]:
    """The text line by line: a gutter with event numbers and depth bars, then the words."""
    text = reading.report.text
    cut = stretches(reading)
    first = 0
    for line in _wrapped(text):
        while first < len(cut) and cut[first].end <= line.start:
            first += 1
        drawn, events, depth = Text(), [], 0
        index = first
        while index < len(cut) and cut[index].start < line.end:
            stretch = cut[index]
            start, end = max(stretch.start, line.start), min(stretch.end, line.end)
            words = "".join(one_visible(character) for character in text[start:end])
            drawn.append(words, _style(reading, stretch))
            events += [one for one in stretch.of(Layer.EVENT) if one not in events]
            depth = max(depth, len(stretch.of(Layer.CONTENT)))
            index += 1
        numbers = ",".join(str(one + 1) for one in events)
        gutter = Text(f"{numbers[: _GUTTER - 4]:>{_GUTTER - 4}} {'|' * min(depth, 2):<2} ", "dim")
        yield gutter.append_text(drawn)


def _wrapped(text: str) -> Iterator[_Line]:
    """Lines of a text by words; a word wider than the measure is broken."""
    offset = 0
    for paragraph in text.split("\n"):
        start, used = offset, 0
        for word in _WORD.finditer(paragraph):
            width = _columns(word.group().rstrip())
            at = offset + word.start()
            if used and used + width > _MEASURE:
                yield _Line(start, at)
                start, used = at, 0
            if width > _MEASURE:
                yield from (pieces := list(_broken(text, at, offset + word.end())))[:-1]
                start, used = pieces[-1].start, _MEASURE
                continue
            used += _columns(word.group())
        yield _Line(start, offset + len(paragraph))
        offset += len(paragraph) + 1


def _broken(text: str, start: int, end: int) -> Iterator[_Line]:
    used, begun = 0, start
    for at in range(start, end):
        width = _columns(text[at])
        if used + width > _MEASURE:
            yield _Line(begun, at)
            begun, used = at, 0
        used += width
    yield _Line(begun, end)


def _columns(text: str) -> int:
    return cell_len("".join(one_visible(character) for character in text))


def _style(reading: Reading, stretch: Stretch) -> Style:
    """Colour by the innermost content's source, lines by what it is."""
    if stretch.of(Layer.FURNITURE):
        return Style(dim=True, strike=True)
    style = Style()
    holders = [*stretch.of(Layer.CONTENT), *stretch.of(Layer.SOURCE)]
    if holders:
        style += Style(color=_colour(reading.attributions[holders[-1]].source_kind))
    if stretch.of(Layer.SOURCE):
        style += Style(underline=True)
    if stretch.of(Layer.CUE):
        style += Style(italic=True)
    for index in stretch.of(Layer.EVENT):
        style += _CERTAINTY[reading.events[index].factuality]
    return style


def _colour(kind: SourceKind) -> str:
    return COLOURS[LOOKS[kind].family].fill


def _tree(reading: Reading) -> Tree:
    count = wording.number_of(len(reading.events), "event")
    tree = Tree(Text(f"{count}, {wording.number_of(len(reading.attributions), 'attribution')}"))
    outlet = visible(wording.outlet(reading.report))
    for number, event in enumerate(reading.events, 1):
        branch = tree.add(_event_text(number, event, reading))
        for chain in event.chains or ((),):
            node = branch.add(Text(outlet if chain else f"{outlet}, {wording.OWN_VOICE}"))
            for hop in chain:
                node = node.add(_hop_text(hop))
    return tree


def _event_text(number: int, event: Event, reading: Reading) -> Text:
    drawn = Text(f"{number} ", "dim")
    drawn.append(event.type.acled or event.type.plover.capitalize(), "bold")
    drawn.append(f" · {event.factuality}")
    for part in _facts(event):
        drawn.append(f" · {visible(part)}")
    if not event.main:
        drawn.append(" · background", "dim")
    drawn.append(f"\n“{visible(wording.quoted(reading.report.text, event.evidence))}”", "italic")
    return drawn


def _facts(event: Event) -> Iterator[str]:
    yield f"place {wording.place(event.place)}"
    yield f"date {wording.time(event.time)}"
    for name in ("killed", "wounded", "detained", "displaced", "defected"):
        count = {
            "killed": event.killed,
            "wounded": event.wounded,
            "detained": event.detained,
            "displaced": event.displaced,
            "defected": event.defected,
        }[name]
        if count is not None:
            yield f"{wording.count(count)} {name}"


def _hop_text(hop: Hop) -> Text:
    drawn = Text("<- ", "dim")
    drawn.append(visible(wording.hop(hop)), Style(color=_colour(hop.kind), bold=hop.named))
    drawn.append(f" · {LOOKS[hop.kind].noun}", "dim")
    if hop.inherited:
        drawn.append(" · carried on from before", "dim")
    return drawn


def _kinds(reading: Reading) -> Text:
    """A legend of the kinds of source that occur."""
    kinds = dict.fromkeys(one.source_kind for one in reading.attributions)
    kinds |= dict.fromkeys(hop.kind for e in reading.events for chain in e.chains for hop in chain)
    drawn = Text()
    for kind in kinds:
        drawn.append(f"{LOOKS[kind].noun}  ", Style(color=_colour(kind)))
    return drawn


def _plain_rows(reading: Reading, case: CaseView) -> Iterator[Sequence[str]]:
    report = reading.report
    yield "report", report.id, wording.outlet(report), report.published or "", report.title or ""
    for line in derivation_lines(report.id, case):
        yield "derivation", line
    for one in reading.attributions:
        name = one.source_name or wording.NOT_STATED
        yield "attribution", _offsets(one.content), str(one.quote), str(one.source_kind), name
    for number, event in enumerate(reading.events, 1):
        quote = wording.quoted(report.text, event.evidence)
        kind = event.type.acled or event.type.plover
        offsets = _offsets(event.evidence)
        yield "event", str(number), kind, str(event.factuality), *_facts(event), offsets, quote
        for chain in event.chains:
            yield "chain", str(number), wording.chain(chain, report.outlet)


def _offsets(spans: Sequence[Span]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)
