"""Which incidents are the news of a case, and which its reports only mention.

A case holds more than what happened: positions taken, happenings told as background, totals over
a month. A reader sees the news first; nothing is left out.
"""

from __future__ import annotations

from enum import StrEnum

from headwater.export.view import CaseView
from headwater.model import Incident

ONLY_WORDS = frozenset(
    {
        *("ACCUSE", "CONCEDE", "CONSULT", "DEMAND", "INVESTIGATE", "REJECT", "REQUEST"),
        *("SUPPORT", "THREATEN"),
    }
)
"""PLOVER types that are verbal (PLOVER codebook: said, not done), by any of its versions' names."""


class Standing(StrEnum):
    """What an incident is to the reports of a case."""

    NEWS = "news"
    STATEMENT = "statement"
    BACKGROUND = "background"
    TOTAL = "total"


def standing(incident: Incident, case: CaseView) -> Standing:
    """What an incident is to the reports of its case.

    A total is one first. What is only words is a statement, unless ACLED has a sub-event for it
    (an agreement is a happening). The rest is news when it is the news of at least one report.
    """
    if incident.summary:
        return Standing.TOTAL
    if incident.type.plover in ONLY_WORDS and incident.type.acled is None:
        return Standing.STATEMENT
    if any(case.claim(claim_id).event.main for claim_id in incident.claims):
        return Standing.NEWS
    return Standing.BACKGROUND
