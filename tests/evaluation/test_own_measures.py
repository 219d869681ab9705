"""The measures that this repository scores itself."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation import isaf


def count(**given: int | str) -> dict[str, Any]:
    return {"low": None, "best": None, "wording": "", **given}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, 0),
        (count(low=2, best=2), 2),
        (count(best=7), 7),
        (count(low=0, best=0), 0),
        (count(wording="Several suspected fighters"), 3),
        (count(wording="dozens"), 0),
        (count(wording="numerous suspects"), 4),
        (count(low=1, wording="leader and several of his men"), 4),
        (count(low=12, best=12, wording="a number of men, 12 in all"), 12),
    ],
)
def test_what_a_figure_stands_for(given: dict[str, Any] | None, expected: int) -> None:
    assert isaf.figure(given) == expected


def event(**given: object) -> dict[str, Any]:
    return {
        "killed": None,
        "detained": None,
        "factuality": "asserted",
        "summary": False,
        **given,
    }


def test_only_what_happened_and_is_no_total_is_counted() -> None:
    events = [
        event(killed=count(low=2)),
        event(killed=count(low=1), factuality="reported"),
        event(killed=count(low=5), factuality="denied"),
        event(killed=count(low=90), summary=True),
    ]
    assert isaf.total(events, "killed") == 3


def test_shares_of_releases() -> None:
    gold = [
        {"id": 1, "gold": {"min_killed": 2, "min_captured": 0}},
        {"id": 2, "gold": {"min_killed": 0, "min_captured": 1}},
    ]
    annotated = {"1": {"events": [event(killed=count(low=2))]}}
    assert isaf.shares(gold, annotated) == {"killed": 1.0, "captured": 0.5, "both": 0.5}
