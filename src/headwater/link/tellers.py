"""The words that name who tells of happenings by trade: they say nothing about which one."""

from __future__ import annotations

from headwater.link.words import wordings
from headwater.model import Reading, SourceKind

_BY_TRADE = frozenset(
    (SourceKind.MONITOR, SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA)
)


def teller_words(reading: Reading) -> frozenset[str]:
    """Folded words of the monitors, agencies, outlets and state media that a report names.

    One monitor counts the dead of hundreds of happenings; that two reports both cite it does not
    make them alike. A person or a ministry that both cite does.
    """
    names = [credit.name for credit in reading.report.credits]
    names.extend(
        one.source_name
        for one in reading.attributions
        if one.named and one.source_name is not None and one.source_kind in _BY_TRADE
    )
    return frozenset(word for name in names for word in wordings(name))
