"""The reliability curve of places."""

from __future__ import annotations

from typing import Any

import pytest

from headwater.model import Place
from training.place_reliability import calibration_error, curve, outcomes


def place(start: int, latitude: float | None, confidence: float | None) -> Place:
    longitude = None if latitude is None else 0.0
    return Place(
        (start, start + 4), "Here", latitude=latitude, longitude=longitude, confidence=confidence
    )


def test_outcomes_are_right_near_and_wrong_far_or_off_the_gold() -> None:
    gold: list[dict[str, Any]] = [
        {"start": 0, "end": 4, "lat": 10.0, "lon": 0.0},
        {"start": 10, "end": 14, "lat": None, "lon": None},
    ]
    found = [
        place(0, 10.5, 0.9),
        place(0, 20.0, 0.8),
        place(10, 10.0, 0.7),
        place(20, 10.0, 0.6),
        place(0, None, 0.5),
    ]
    assert list(outcomes(gold, found)) == [(0.9, True), (0.8, False), (0.6, False)]


def test_the_error_is_the_gap_weighted_by_places() -> None:
    found = [(0.95, True), (0.95, True), (1.0, False), (0.25, False)]
    assert [row[2] for row in curve(found)] == [1, 3]
    gap = abs(2.9 / 3 - 2 / 3)
    assert calibration_error(found) == pytest.approx((3 * gap + 0.25) / 4)
    assert calibration_error([]) == 0.0
