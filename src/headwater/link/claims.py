"""Claims: each event of each report, under an id that its content gives it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from headwater.link.leads import lead_of
from headwater.model import Claim, Event, Factuality, Reading

_NO_INCIDENT = (Factuality.HYPOTHETICAL, Factuality.FUTURE)


def in_order(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings by day of publication (unknown last), then id: the order every stage works in."""
    return tuple(
        sorted(readings, key=lambda reading: (reading.report.published or "~", reading.report.id))
    )


def claims_of(readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """One claim for every event, report by report, in the order of the text.

    A report that has no news gets one for its lead (see `leads`).
    """
    return tuple(
        Claim(claim_id(reading.report.id, event), reading.report.id, event)
        for reading in readings
        for event in sorted(_events(reading), key=lambda event: (event.evidence, event.mentions))
    )


def _events(reading: Reading) -> tuple[Event, ...]:
    lead = lead_of(reading)
    return reading.events if lead is None else (*reading.events, lead)


def claim_id(report: str, event: Event) -> str:
    """Digest of the report, the words that assert the event, and its type."""
    parts = (report, event.evidence, event.mentions, event.type.plover, event.type.mode)
    return "clm_" + sha256(repr(parts).encode()).hexdigest()[:16]


def can_happen(claim: Claim) -> bool:
    """Whether the claim speaks of something that has happened: plans and conditions do not."""
    return claim.event.factuality not in _NO_INCIDENT
