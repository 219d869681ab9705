"""Which of two related reports was made from the other, when the texts tell; else unknown."""

from __future__ import annotations

from headwater.link.bodies import same_outlet_name
from headwater.model import Direction, Report

CONTAINED = 0.9
"""Share of the shorter report in the longer one that makes it a cut of it."""
MUCH_LONGER = 1.5


def direction(one: Report, other: Report, share: float) -> tuple[Direction, str]:
    """Direction between report a (``one``) and b (``other``) and the reason in words.

    Two papers that credit the same agency are siblings: neither was made from the other.
    """
    if credit := _credit(other, one):
        return Direction.A_TO_B, f"{other.id} credits {credit}"
    if credit := _credit(one, other):
        return Direction.B_TO_A, f"{one.id} credits {credit}"
    if shared := _shared_credit(one, other):
        return Direction.UNKNOWN, f"both credit {shared}, so neither need come from the other"
    return _by_time(one, other) or _by_length(one, other, share)


def _credit(borrower: Report, lender: Report) -> str | None:
    """The credit in ``borrower`` that names the outlet of ``lender``."""
    outlet = lender.outlet
    if not outlet:
        return None
    for credit in borrower.credits:
        if same_outlet_name(credit.name, outlet):
            return credit.name
    return None


def _shared_credit(one: Report, other: Report) -> str | None:
    for mine in one.credits:
        if any(same_outlet_name(mine.name, theirs.name) for theirs in other.credits):
            return mine.name
    return None


def _by_time(one: Report, other: Report) -> tuple[Direction, str] | None:
    """The earlier publication is the source; a bare date and a time of that day do not compare."""
    first, second = one.published, other.published
    if not first or not second:
        return None
    size = min(len(first), len(second)) if "T" in first and "T" in second else len("2000-01-01")
    if first[:size] == second[:size]:
        return None
    earlier, later = (one, other) if first[:size] < second[:size] else (other, one)
    way = Direction.A_TO_B if earlier is one else Direction.B_TO_A
    return way, (
        f"{earlier.id} was published earlier ({earlier.published}, {later.id} {later.published})"
    )


def _by_length(one: Report, other: Report, share: float) -> tuple[Direction, str]:
    sizes = len(one.text), len(other.text)
    if share >= CONTAINED and max(sizes) >= MUCH_LONGER * min(sizes):
        longer, shorter = (one, other) if sizes[0] > sizes[1] else (other, one)
        way = Direction.A_TO_B if longer is one else Direction.B_TO_A
        return way, f"{shorter.id} stands almost whole in the longer {longer.id}"
    return Direction.UNKNOWN, "nothing tells which came first"
