"""Why a count is what it is, in words that name reports, sources and the words of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from headwater.link.origin_graph import Folded, Source
from headwater.link.roots import Root, Sort
from headwater.link.words import inner
from headwater.model import Reading, Span

NO_ORIGIN = "No origin: the reports tell this only to deny it."


class Grouped(Protocol):
    """A source in its group (`origins.Placed`)."""

    @property
    def source(self) -> Source:
        """The source."""

    @property
    def group(self) -> int:
        """Sources of one group are one origin at the minimum."""

    @property
    def apart(self) -> tuple[str, Span] | None:
        """Why an unnamed source is set apart."""


def explain(
    placed: Sequence[Grouped], folded: Sequence[Folded], readings: Mapping[str, Reading]
) -> str:
    """One paragraph: who stands behind the minimum, who may be further, what was merged."""
    if not placed:
        return NO_ORIGIN
    least = len({item.group for item in placed})
    firm: dict[int, Grouped] = {}
    maybe = []
    for item in placed:
        if item.group in firm:
            maybe.append(item)
        else:
            firm[item.group] = item
    parts = [f"At least {least}: {_list([_who(item.source, readings) for item in firm.values()])}."]
    if maybe:
        parts.append(
            f"At most {len(placed)}: {_list([_who(item.source, readings) for item in maybe])} "
            f"may be {'one' if len(maybe) == 1 else 'some'} of these or further."
        )
    parts.extend(dict.fromkeys(item.why for item in folded))
    return " ".join(parts)


def reason(item: Grouped, placed: Sequence[Grouped], readings: Mapping[str, Reading]) -> str:
    """Why a source is an origin, and what folds it into another one or keeps it apart."""
    source = item.source
    where = _mentions(source, readings)
    if source.sort is Sort.NAMED:
        if leader := _leader(item, placed):
            return (
                f"{where}; a channel of {leader.source.first.name}, so not counted at the minimum."
            )
        return f"{where}; a named body counts for itself{_spellings(source)}."
    if item.apart is not None:
        words = _quoted(source.first.report, item.apart[1], readings)
        return f"{where}; not named, but {item.apart[0]} ({words})."
    leader = _leader(item, placed)
    if source.sort is Sort.OWN:
        start = f"{where}; the text names no source for this account"
        return f"{start}, which may rest on {leader.source.first.name}." if leader else f"{start}."
    if leader:
        return (
            f"{where}; not named, and nothing in the text sets it apart from "
            f"{leader.source.first.name} ({', '.join(leader.source.reports[:3])})."
        )
    return f"{where}; not named, and no named source stands beside it."


def _leader(item: Grouped, placed: Sequence[Grouped]) -> Grouped | None:
    """The first source of the item's group, unless it is the item."""
    first = next(other for other in placed if other.group == item.group)
    return None if first is item else first


def _mentions(source: Source, readings: Mapping[str, Reading]) -> str:
    """Up to four reports with the words by which each names the source."""
    seen: dict[str, Root] = {}
    for root in source.roots:
        seen.setdefault(root.report, root)
    parts = []
    for report, root in list(seen.items())[:4]:
        words = _quoted(report, root.span, readings)
        via = f" via {root.via}" if root.via else ""
        relays = f" through {', '.join(root.relays)}" if root.relays else ""
        parts.append(f"{report}{relays}{via} ({words})")
    more = len(seen) - len(parts)
    tail = f" and {more} more" if more > 0 else ""
    return f"{source.first.name} in {', '.join(parts)}{tail}"


def _spellings(source: Source) -> str:
    names = list(dict.fromkeys(root.name for root in source.roots))
    if len(names) < 2:  # noqa: PLR2004 - one spelling needs no word
        return ""
    quoted = [f'"{inner(name)}"' for name in names[:5]]
    return f"; {_list(quoted)} are taken as one"


def _who(source: Source, readings: Mapping[str, Reading]) -> str:
    reports = source.reports
    shown = ", ".join(reports[:3]) + (f" and {len(reports) - 3} more" if len(reports) > 3 else "")  # noqa: PLR2004
    name = source.first.name
    if source.sort is Sort.UNNAMED:
        words = _quoted(source.first.report, source.first.span, readings)
        return f"unnamed {words} ({shown})"
    if source.sort is Sort.OWN:
        return f"the own account of {name} ({shown})"
    return f"{name} ({shown})"


def _quoted(report: str, span: Span | None, readings: Mapping[str, Reading]) -> str:
    if span is None:
        return "words not marked"
    words = inner(readings[report].report.text[span[0] : span[1]])
    return f'"{words if len(words) <= 90 else words[:87] + "..."}"'  # noqa: PLR2004 - one line


def _list(parts: Sequence[str]) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
