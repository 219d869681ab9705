"""How the product says things: one wording for the terminal, the page and the tables.

It speaks of reporting, never of truth. Unknown is "not stated", never 0, never blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from headwater.export.view import CaseView
from headwater.model import (
    Chain,
    Count,
    Event,
    Hop,
    Incident,
    Origin,
    Place,
    Report,
    SourceKind,
    Span,
    Time,
)

NOT_STATED = "not stated"
MASK = "\N{FULL BLOCK}"
"""Stands for each character of a text that a public release withholds."""
WITHHELD = "[withheld]"
NO_OUTLET = "outlet not stated"
OWN_VOICE = "in its own voice"
_MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = 1
_WORDS_OF_A_DAY = 2
_MASKED = re.compile(f"{MASK}(?:\\s*{MASK})*")


def number_of(figure: int, one: str, many: str | None = None) -> str:
    """A figure and its noun: "1 report", "6 reports"."""
    return f"{figure:,} {one if figure == 1 else many or one + 's'}"


def bounds(least: int, most: int) -> str:
    """The number of origins: "2", or "1 (at most 2)" when the texts leave it open."""
    return f"{least}" if least == most else f"{least} (at most {most})"


def origins(least: int, most: int) -> str:
    """The same with its noun: "1 origin (at most 2)"."""
    head = number_of(least, "origin")
    return head if least == most else f"{head} (at most {most})"


def count(value: Count | None) -> str:
    """A count in words: "14 to 21", "at least 14", "about 18", or its wording without a figure."""
    return _count(value, "about {:,}", "at least {:,}", "at most {:,}", "{:,} to {:,}")


def count_short(value: Count | None) -> str:
    """A count for a narrow column: "14-21", "14+", "~18", "“dozens”"."""
    return _count(value, "~{:,}", "{:,}+", "≤{:,}", "{:,}-{:,}")


def _count(value: Count | None, about: str, least: str, most: str, between: str) -> str:
    if value is None:
        return NOT_STATED
    low, best, high = value.low, value.best, value.high
    if low is None and high is None:
        return f"“{value.wording}”" if best is None else about.format(best)
    if low is None or high is None:
        return least.format(low) if low is not None else most.format(high)
    return f"{low:,}" if low == high else between.format(low, high)


def day(iso: str | None) -> str:
    """An ISO date or date-time as "3 May 2031" or "3 May 2031, 14:30"; as it is when it is not."""
    if not iso:
        return NOT_STATED
    moment = _parse(iso)
    if moment is None:
        return iso
    text = f"{moment.day} {_MONTHS[moment.month]} {moment.year}"
    return f"{text}, {iso[11:16]}" if len(iso) > len("2031-05-03T") else text


def day_short(iso: str | None) -> str:
    """An ISO date or date-time as "3 May 2031", months by three letters, without the hour."""
    text = day(iso).split(", ", 1)[0]
    for month in _MONTHS[1:]:
        text = text.replace(month, month[:3])
    return text


def time(value: Time | None) -> str:
    """When: a day, a month, a year, or from one day to another."""
    if value is None or value.start is None:
        return NOT_STATED
    start, end = _parse(value.start), _parse(value.end or "")
    if start is None:
        return value.start
    if value.precision == "minute" or end is None or end - start <= timedelta(days=_DAY):
        return day(value.start)
    return _interval(start, end - timedelta(days=_DAY))


def time_short(value: Time | None) -> str:
    """The same for a narrow column: "3 May 2031", "3-5 May 2031", "Sep 2031"."""
    text = time(value).split(", ", 1)[0]
    for month in _MONTHS[1:]:
        text = text.replace(month, month[:3])
    return text.replace(" to ", "-") if text.count(" ") > _WORDS_OF_A_DAY else text


def place(value: Place | None) -> str:
    """Where, as the gazetteer or the report names it."""
    return NOT_STATED if value is None else value.name


def hop(value: Hop) -> str:
    """One hop; an unnamed source stands in quotation marks, in the report's words."""
    name = value.name if value.named else f"“{value.name}”"
    return f"{name} (via {value.via})" if value.via else name


def origin(value: Origin) -> str:
    """An origin: its name, the exact words for an unnamed source, or whose own account it is."""
    if value.named:
        return value.name
    own = value.name in value.outlets or (
        value.kind is SourceKind.AGENCY and value.name[:1].isupper()
    )
    return f"{value.name}, own account" if own else f"“{value.name}”"


def quoted(text: str, spans: Sequence[Span]) -> str:
    """The words of some spans; an ellipsis marks what lies between two of them.

    A masked stretch reads the same whatever its length, which would tell of the name.
    """
    words = " … ".join(text[start:end] for start, end in spans)
    return _MASKED.sub(WITHHELD, words)


def chain(value: Chain, outlet: str | None = None, arrow: str = " <- ") -> str:
    """A chain, nearest first: "Daily Post <- the agency <- “a medic”"."""
    names = [outlet or NO_OUTLET, *(hop(one) for one in value)]
    return arrow.join(names) if value else f"{names[0]}, {OWN_VOICE}"


def outlet(report: Report) -> str:
    """Who published a report."""
    return report.outlet or NO_OUTLET


def outlets(incident: Incident, case: CaseView) -> list[str]:
    """Distinct outlets of an incident's reports, in order; a report without one counts alone."""
    names: dict[str, str] = {}
    for report_id in incident.reports:
        report = case.report(report_id)
        names[report.outlet or f"\0{report_id}"] = outlet(report)
    return list(names.values())


def vouched_by(event: Event) -> str:
    """Who vouches for an event, furthest source of the main chain."""
    main = event.chains[0] if event.chains else ()
    return hop(main[-1]) if main else OWN_VOICE


def _parse(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _months(start: date, last: date) -> str:
    first = f"{_MONTHS[start.month]} {start.year}"
    if (start.year, start.month) == (last.year, last.month):
        return first
    return f"{first} to {_MONTHS[last.month]} {last.year}"


def _interval(start: date, last: date) -> str:
    """From one day to another, as years or months where they are whole."""
    if (start.month, start.day) == (1, 1) and (last.month, last.day) == (12, 31):
        return f"{start.year}" if start.year == last.year else f"{start.year} to {last.year}"
    if start.day == 1 and (last + timedelta(days=_DAY)).day == 1:
        return _months(start, last)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day} to {day(last.isoformat())}"
    return f"{day(start.isoformat())} to {day(last.isoformat())}"
