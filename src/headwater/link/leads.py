"""What a report says that tells no event: its lead as one claim of no type.

Reports about matters that no event type covers still speak of one happening with others. Their
lead can be linked by its words; it never makes an incident of its own.
"""

from __future__ import annotations

import re

from headwater.doc import overlaps
from headwater.model import Chain, Event, EventType, Factuality, Hop, Reading, SourceKind, Span

LEAST, MOST = 40, 400
"""Characters of a sentence that can be a lead; shorter ones are captions and datelines."""
READ = 4000
"""Characters from the start of a text in which its lead is looked for."""
UNTYPED = ""
"""PLOVER type of a lead: none."""

_SENTENCE = re.compile(rf"[^.!?\n]{{{LEAST},{MOST}}}[.!?]")


def lead_span(text: str) -> Span | None:
    """The first sentence that is no caption; ``None`` where there is none."""
    found = _SENTENCE.search(text[:READ])
    if found is None:
        return None
    start = found.start() + len(found.group()) - len(found.group().lstrip())
    return start, found.end()


def lead_of(reading: Reading) -> Event | None:
    """The lead as an event of no type, for a report that has no news; else ``None``."""
    if any(event.main for event in reading.events):
        return None
    span = lead_span(reading.report.text)
    if span is None:
        return None
    return Event(
        mentions=(span,),
        evidence=(span,),
        type=EventType(UNTYPED),
        factuality=Factuality.ASSERTED,
        main=True,
        chains=(_chain(reading, span),),
    )


def is_lead(event: Event) -> bool:
    """Whether an event is a lead of no type."""
    return event.type.plover == UNTYPED and event.type.acled is None


def _chain(reading: Reading, lead: Span) -> Chain:
    """Who is quoted with the lead; else the agency that the report credits; else its own voice."""
    for attribution in reading.attributions:
        name = attribution.source_name
        if name is None or not any(overlaps(lead, span) for span in attribution.content):
            continue
        span = attribution.name_span or next(iter(attribution.source), None)
        kind, named = attribution.source_kind, attribution.named
        return (Hop(name, kind, named, attribution.via, span, why="attribution"),)
    for credit in reading.report.credits:
        return (Hop(credit.name, SourceKind.AGENCY, named=True, span=credit.span, why="credit"),)
    return ()
