# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from headwater.link.claims import claims_of
from headwater.link.distinct import distinct
from headwater.link.subjects import subjects

FIRST = "Jets bombed the market of Oresk on Sunday, killing 24"
SECOND = "The raid on Oresk tore through the stalls, a medic said"
ANOTHER = "Another raid on Oresk tore through the stalls"
ELSEWHERE = "Jets bombed Varn as well"
TEXT = f"{FIRST}. {SECOND}. {ANOTHER}. {ELSEWHERE}."
SAME = {"place": "Oresk", "day": "2031-05-03", "target": "market"}


def told_apart(
    make: Any, first: dict[str, Any], second: dict[str, Any], words: str = SECOND
) -> bool:
    events = (
        make.event(TEXT, FIRST, **{**SAME, **first}),
        make.event(TEXT, words, **{**SAME, **second}),
    )
    reading = make.reading("r1", TEXT, *events)
    one, other = subjects(claims_of([reading]), {"r1": reading})
    return distinct(one, other)


def test_news_told_twice_in_one_report_may_be_one_happening(make: Any) -> None:
    assert not told_apart(make, {"killed": 24}, {})
    assert not told_apart(make, {"killed": 24}, {"killed": 24})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"killed": 24}, {"killed": 6}),
        ({}, {"day": "2031-05-06"}),
        ({}, {"target": "school"}),
    ],
)
def test_another_toll_day_or_target_is_another_happening(
    make: Any, first: dict[str, Any], second: dict[str, Any]
) -> None:
    assert told_apart(make, first, second)


@pytest.mark.parametrize("told", [True, False])
def test_one_day_apart_is_another_happening_where_both_days_are_told(
    make: Any,
    told: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    text = f"{FIRST}. On Monday jets bombed Oresk."
    first = make.event(text, FIRST, **SAME)
    second = make.event(text, "On Monday jets bombed Oresk", **{**SAME, "day": "2031-05-04"})
    spans = (make.span(text, "Sunday"), make.span(text, "Monday") if told else (0, 1))
    first, second = (
        replace(event, time=replace(event.time, span=span))
        for event, span in zip((first, second), spans, strict=True)
    )
    reading = make.reading("r1", text, first, second)
    one, other = subjects(claims_of([reading]), {"r1": reading})
    assert distinct(one, other) is told


def test_another_place_is_another_happening(make: Any) -> None:
    there = {"place": "Varn", "at": (29.0, -30.0), "target": None}
    assert told_apart(make, {"at": (24.0, -30.0)}, there, ELSEWHERE)


def test_the_word_another_tells_of_another_happening(make: Any) -> None:
    assert told_apart(make, {"killed": 24}, {}, ANOTHER)


def test_what_shares_its_evidence_is_one_happening_whatever_its_type(make: Any) -> None:
    assert not told_apart(make, {"killed": 24}, {"kind": make.clash, "target": "school"}, FIRST)
    assert told_apart(make, {"killed": 24}, {"killed": 90}, FIRST)


def test_background_of_another_type_or_day_is_another_happening(make: Any) -> None:
    assert told_apart(make, {}, {"main": False, "day": "2031-05-12"})
    assert not told_apart(make, {}, {"main": False, "day": "2031-05-04"})


def test_claims_of_two_reports_are_never_held_apart(make: Any) -> None:
    readings = {
        name: make.reading(name, TEXT, make.event(TEXT, FIRST, killed=toll, **SAME))
        for name, toll in (("r1", 24), ("r2", 6))
    }
    one, other = subjects(claims_of(list(readings.values())), readings)
    assert not distinct(one, other)


def test_an_earlier_toll_is_no_other_happening(make: Any) -> None:
    text = f"{FIRST}. An initial count said 9 were killed in the raid on Oresk."
    events = (
        make.event(text, FIRST, killed=24, **SAME),
        make.event(text, "An initial count said 9 were killed", killed=9, **SAME),
    )
    reading = make.reading("r1", text, *events)
    one, other = subjects(claims_of([reading]), {"r1": reading})
    assert not distinct(one, other)
