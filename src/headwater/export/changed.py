"""What the last run changed, in words: one line for a case, a few words for an incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from headwater.export import wording
from headwater.store.changes import Change, Kind

_SUMS = {
    Kind.NEW: "{} new",
    Kind.GROWN: "{} with more reports",
    Kind.RECOUNTED: "{} counted anew",
    Kind.JOINED: "{} joined from several",
    Kind.PARTED: "{} parted from others",
    Kind.GONE: "{} gone",
}


def summed(changes: Iterable[Change]) -> str:
    """How many incidents changed in which way, as "3 new, 1 with more reports"; may be "none"."""
    counts = Counter(one.kind for one in changes)
    return (
        ", ".join(said.format(f"{counts[kind]:,}") for kind, said in _SUMS.items() if counts[kind])
        or "none"
    )


def told(change: Change, least: int, most: int) -> str:
    """What changed about one incident.

    Args:
        change: what the last run changed.
        least: its independent origins now, at least.
        most: at most.
    """
    if change.kind is Kind.NEW:
        return "new"
    if change.kind is Kind.JOINED:
        return f"joined from {wording.number_of(len(change.before), 'incident')}"
    if change.kind is Kind.PARTED:
        return "parted from another incident"
    if change.kind is Kind.GONE:
        return "gone"
    parts = []
    if change.reports_more:
        many = wording.number_of(abs(change.reports_more), "report")
        parts.append(f"{many} {'more' if change.reports_more > 0 else 'fewer'}")
    if change.origins_before and change.origins_before != (least, most):
        parts.append(f"{wording.origins(*change.origins_before)} before")
    return ", ".join(parts) or "another toll"
