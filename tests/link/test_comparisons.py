# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from headwater.link.claims import claims_of, in_order
from headwater.link.comparisons import COMPARISONS
from headwater.link.pair import Pair
from headwater.link.subjects import subjects
from headwater.link.weights import shipped
from headwater.model import EventType, Reading, SourceKind

TEXT = "Jets bombed the market of Oresk on Sunday, and the dead lay along the quay of Sandvik."


def level(name: str, *readings: Reading) -> str:
    ordered = in_order(readings)
    by_id = {reading.report.id: reading for reading in ordered}
    one, other = subjects(claims_of(ordered), by_id)
    return COMPARISONS[name](Pair(one, other))


def pair(make: Any, left: dict[str, Any], right: dict[str, Any]) -> tuple[Reading, Reading]:
    made = []
    for name, how in (("r1", left), ("r2", right)):
        published = how.pop("published", None)
        event = make.event(TEXT, "Jets bombed the market of Oresk on Sunday", **how)
        made.append(make.reading(name, TEXT, event, published=published))
    return made[0], made[1]


def test_every_level_that_a_comparison_can_give_has_a_weight() -> None:
    weights = shipped().weights
    assert list(weights) != []
    assert set(weights) == set(COMPARISONS)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2031-05-03", "2031-05-03"), "same day"),
        (("2031-05-03", "2031-05-04"), "told 1 day apart"),
        (("2031-05-03", "2031-05-06"), "told days apart"),
        ((None, "2031-05-03"), "unknown"),
    ],
)
def test_days(make: Any, days: tuple[str | None, str | None], expected: str) -> None:
    assert level("time", *pair(make, {"day": days[0]}, {"day": days[1]})) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2031-05-03", "2031-05-04"), "1 day"),
        (("2031-05-03", "2031-05-06"), "2-3 days"),
        (("2031-05-03", "2031-05-12"), "4-10 days"),
        (("2031-05-03", "2031-06-12"), "more days"),
    ],
)
def test_days_that_the_evidence_does_not_tell_are_less_sure(
    make: Any, days: tuple[str, str], expected: str
) -> None:
    readings = []
    for name, day in zip(("r1", "r2"), days, strict=True):
        event = make.event(TEXT, "the dead lay along the quay", day=day)
        elsewhere = make.span(TEXT, "Sunday")
        assert event.time is not None
        event = replace(event, time=replace(event.time, span=elsewhere))
        readings.append(make.reading(name, TEXT, event))
    assert level("time", *readings) == expected


def test_without_days_publication_serves(make: Any) -> None:
    readings = pair(make, {"published": "2031-05-03"}, {"published": "2031-05-05"})
    assert level("time", *readings) == "published 2-3 days"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"place": "Oresk"}, {"place": "Oresk"}, "same name"),
        ({"place": "Sheikhun"}, {"place": "Shaykhoun"}, "same name"),
        ({"place": "Oresk"}, {}, "unknown"),
        ({"place": "Varn"}, {"place": "Lumen"}, "other name"),
        ({"place": "Oresk"}, {"place": "Sandvik"}, "named beside"),
        ({"place": "Varn", "at": (24.0, -30.0)}, {"place": "Lum", "at": (24.1, -30.0)}, "near"),
        ({"place": "Varn", "at": (24.0, -30.0)}, {"place": "Lum", "at": (24.5, -30.0)}, "apart"),
        (
            {"place": "Oresk", "at": (24.0, -30.0)},
            {"place": "Oresk", "at": (29.0, -30.0)},
            "far",
        ),
        (
            {"place": "Oresk", "at": (24.0, -30.0)},
            {"place": "quay", "at": (29.0, -30.0)},
            "far, not in the evidence",
        ),
        ({"place": "Varn"}, {"place": "Delta", "precision": "country"}, "within"),
    ],
)
def test_places(make: Any, left: dict[str, Any], right: dict[str, Any], expected: str) -> None:
    assert level("place", *pair(make, left, right)) == expected


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ((24, 24), "equal, large"),
        ((2, 2), "equal"),
        ((24, 30), "close"),
        ((24, 43), "rising"),
        ((24, 80), "rising much"),
        ((24, 126), "rising far"),
        ((43, 24), "different"),
        ((126, 24), "far apart"),
        ((24, None), "unknown"),
        ((0, 0), "equal"),
    ],
)
def test_tolls(make: Any, tolls: tuple[int | None, int | None], expected: str) -> None:
    readings = pair(
        make,
        {"killed": tolls[0], "published": "2031-05-03"},
        {"killed": tolls[1], "published": "2031-05-04"},
    )
    assert level("toll", *readings) == expected


def test_tolls_of_two_told_days_are_no_rising_toll(make: Any) -> None:
    later = {"killed": 43, "published": "2031-05-05"}
    early = {"killed": 24, "published": "2031-05-04", "day": "2031-05-03"}
    assert level("toll", *pair(make, dict(early), {**later, "day": "2031-05-03"})) == "rising"
    assert level("toll", *pair(make, dict(early), {**later, "day": "2031-05-04"})) == "different"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"target": "market"}, {"target": "school"}, "other target"),
        ({"target": "market"}, {"target": "the market"}, "one side"),
        ({"target": "civilians", "target_kind": "person"}, {"target": "families"}, "unknown"),
        ({"actor": "Ridge Army"}, {"actor": "Third Column"}, "other actors"),
        (
            {"actor": "Ridge Army", "target": "market"},
            {"actor": "Ridge Army", "target": "market"},
            "both sides",
        ),
    ],
)
def test_sides(make: Any, left: dict[str, Any], right: dict[str, Any], expected: str) -> None:
    assert level("sides", *pair(make, left, right)) == expected


def test_types_of_one_family_agree(make: Any) -> None:
    assert level("type", *pair(make, {"kind": make.air}, {"kind": make.air})) == "same family"
    assert level("type", *pair(make, {"kind": make.air}, {"kind": make.bomb})) == "near family"


def test_two_tiny_texts_are_not_compared_as_stories(make: Any) -> None:
    assert level("story", *pair(make, {}, {})) == "background"


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (("buses", "a bus convoy"), "one side"),
        (("crowded buses", "the convoy"), "one side"),
        (("market", "town"), "unknown"),
        (("market", "several areas"), "unknown"),
        (("two schools", "bakery"), "other target"),
    ],
)
def test_things_hit_are_compared_by_class(
    make: Any, targets: tuple[str, str], expected: str
) -> None:
    readings = pair(make, {"target": targets[0]}, {"target": targets[1]})
    assert level("sides", *readings) == expected


def test_soft_types_disagree_with_none(make: Any) -> None:
    deal = EventType("AGREE", None, (), "Agreement")
    talks = EventType("CONSULT")
    assert level("type", *pair(make, {"kind": deal}, {"kind": talks})) == "unknown"
    assert level("type", *pair(make, {"kind": deal}, {})) == "unknown"
    assert level("type", *pair(make, {"kind": deal}, {"kind": deal})) == "same family"


def test_soft_news_is_compared_by_the_place_that_its_own_words_name(make: Any) -> None:
    deal = EventType("AGREE", None, (), "Agreement")
    elsewhere = {"kind": deal, "place": "Sandvik"}
    assert level("place", *pair(make, elsewhere, {"kind": deal, "place": "Oresk"})) == "unknown"
    here = {"kind": deal, "place": "Oresk"}
    assert level("place", *pair(make, here, {"kind": deal, "place": "Oresk"})) == "same name"


@pytest.mark.parametrize(("kind", "told"), [("monitor", "unknown"), ("named_person", "some")])
def test_who_tells_by_trade_makes_no_two_reports_alike(make: Any, kind: str, told: str) -> None:
    """One monitor counts the dead of hundreds of happenings; a neighbour saw one."""
    readings = []
    for number, happening in enumerate(("Jets bombed a market", "Shells fell on a camp")):
        text = f"{happening}, the Quellmark Tannrider said. Quellmark Tannrider gave no names."
        reading = make.reading(
            f"r{number}", text, make.event(text, happening), cues=(("Quellmark Tannrider", "said"),)
        )
        (cited,) = reading.attributions
        cited = replace(cited, source_kind=SourceKind(kind))
        readings.append(replace(reading, attributions=(cited,)))
    assert level("names", *readings) == told
    assert level("story names", *readings) == {"some": "few"}.get(told, told)


FIRE = (
    "Firefighter Brannock Ilvane pulled nine children from the burning nursery of Wexcombe. "
    "Neighbours Osgar Tilt and Mirela Quennell broke the door with a bench, Captain Darwyn said. "
    "The blaze began in a boiler room, spread along the roof and was put out before noon."
)
RETOLD = (
    "Nine children owe their lives to Brannock Ilvane, a firefighter at Wexcombe. "
    "The nursery burned to the roof; Osgar Tilt and Mirela Quennell had forced the door, "
    "Captain Darwyn told us, and a faulty boiler is thought to have started the blaze."
)
ANOTHER = (
    "Voters in Estermouth chose Hollis Penrudd as mayor by a margin of thirty ballots. "
    "Rival Ludo Varr conceded late on election night, and Sannah Brisk asked for a recount. "
    "Turnout fell below half for a third term, which Registrar Oskell blamed on the ferry strike."
)


def news(make: Any, *texts: str, main: bool = True) -> list[Reading]:
    return [
        make.reading(f"r{number}", text, make.event(text, text[: text.index(".")], main=main))
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("name", ["story", "story names"])
def test_two_tellings_of_one_story_are_more_alike_than_two_stories(make: Any, name: str) -> None:
    weights = shipped().weights[name]
    same = weights[level(name, *news(make, FIRE, RETOLD))]
    assert same > 1 > -0.5 > weights[level(name, *news(make, FIRE, ANOTHER))]


@pytest.mark.parametrize("name", ["story", "story names"])
def test_background_is_not_compared_by_its_reports(make: Any, name: str) -> None:
    ordered = in_order(news(make, FIRE, RETOLD, main=False))
    told = [claim for claim in claims_of(ordered) if not claim.event.main]
    one, other = subjects(told, {reading.report.id: reading for reading in ordered})
    assert COMPARISONS[name](Pair(one, other)) == "background"


@pytest.mark.parametrize("name", ["story", "story names"])
def test_a_likelier_level_never_weighs_less(name: str) -> None:
    """Reprints filed under two incidents in a training set must not lower the highest levels."""
    levels = shipped().weights[name]
    bands = [levels[key] for key in levels if key.endswith("or more") or key.startswith("under")]
    assert bands == sorted(bands, reverse=True)
