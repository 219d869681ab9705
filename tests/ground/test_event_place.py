"""Where events happened."""

from functools import lru_cache

import pytest

from headwater.annotate.syntax import Syntax
from headwater.ground import locate, places
from headwater.model import Count, Doc, Event, EventType, Place, Report


@lru_cache(maxsize=1)
def syntax() -> Syntax:
    return Syntax()


def place_of(text: str, quote: str) -> Place | None:
    """Where the event told by a quote happened."""
    report = Report(id="r", text=text)
    doc = Doc(report, *syntax().parse(report))
    start = text.index(quote)
    span = (start, start + len(quote))
    event = Event(mentions=(span,), evidence=(span,), type=EventType("ASSAULT"))
    (located,) = locate(doc, (event,), places(doc))
    return located.place


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        (
            "A car bomb killed nine people in the Syrian town of Azaz on Friday.",
            "A car bomb killed nine people",
            "Azaz",
        ),
        (
            "The Britain-based monitor told Reuters that shells killed four men in Douma, Syria.",
            "shells killed four men",
            "Douma",
        ),
        (
            (
                "Air raids killed six people in northern Syria on Monday. The raids hit the "
                "village of Kafr Hamra, a rescuer said."
            ),
            "Air raids killed six people",
            "Kafr Hamra",
        ),
        (
            (
                "Families fled from Raqqa to Turkey. On Sunday a mine killed three of them near "
                "Tell Abyad in Syria."
            ),
            "a mine killed three of them",
            "near Tell Abyad",
        ),
    ],
)
def test_the_nearest_most_specific_place(text: str, quote: str, name: str) -> None:
    place = place_of(text, quote)
    assert place is not None
    assert place.name == name


def test_a_part_of_a_town_keeps_the_town() -> None:
    place = place_of("Jets killed ten people in eastern Aleppo on Tuesday.", "killed ten people")
    assert place is not None
    assert place.name == "eastern Aleppo"
    assert place.geonames_id == 170063


def test_a_distance_moves_the_point_and_drops_the_id() -> None:
    text = "A mine killed two men 30 km north of Damascus on Tuesday, the Syrian army said."
    place = place_of(text, "A mine killed two men")
    assert place is not None
    assert place.name == "30 km north of Damascus"
    assert place.geonames_id is None
    assert place.latitude == pytest.approx(33.51 + 0.27, abs=0.05)
    assert place.precision == "adm2"


def test_a_direction_without_distance_is_coarser() -> None:
    place = place_of("Rebels shot down a jet south of Aleppo on Tuesday.", "shot down a jet")
    assert place is not None
    assert (place.name, place.precision) == ("south of Aleppo", "adm2")


def test_a_country_where_nothing_else_is_named() -> None:
    place = place_of("Syrian soldiers killed a dozen men, a witness said.", "killed a dozen men")
    assert place is not None
    assert (place.country, place.precision) == ("SY", "country")


def test_no_place_no_answer() -> None:
    assert place_of("Gunmen killed a dozen men, a witness said.", "killed a dozen men") is None


def test_a_border_of_two_countries() -> None:
    text = "Guards killed three smugglers on the Syria-Turkey border on Sunday."
    place = place_of(text, "Guards killed three smugglers")
    assert place is not None
    assert (place.name, place.precision) == ("Syria-Turkey border", "region")
    assert place.geonames_id is None
    assert (place.latitude, place.longitude) == pytest.approx((37.0, 36.5))


def test_a_border_too_long_for_one_point() -> None:
    place = place_of(
        "Guards killed three men on the Russia-China border.", "Guards killed three men"
    )
    assert place is not None
    assert (place.latitude, place.longitude) == (None, None)


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        pytest.param(
            (
                "A car bomb hit buses carrying families from Zabadani and killed 40 people. "
                "The blast struck the convoy in Ariha in Syria, a rescuer said. Others left "
                "Zabadani for Damascus."
            ),
            "A car bomb hit buses carrying families from Zabadani and killed 40 people",
            "Ariha",
            id="where the convoy was hit, not where it came from",
        ),
        pytest.param(
            (
                "A bomb killed six people in Aleppo in Syria as fighters advanced on the town "
                "of Manbij."
            ),
            "A bomb killed six people",
            "Aleppo",
            id="another clause has another place",
        ),
        pytest.param(
            "BEIRUT Shells killed nine people on Monday in Douma in Syria, a monitor said.",
            "Shells killed nine people",
            "Douma",
            id="a dateline is where it was written",
        ),
    ],
)
def test_places_of_other_things_are_passed_over(text: str, quote: str, name: str) -> None:
    place = place_of(text, quote)
    assert place is not None
    assert place.name == name


def test_a_total_keeps_the_place_of_the_whole() -> None:
    text = (
        "Air raids killed 16 people in Idlib province in Syria on Monday. Seven people were killed "
        "in raids on the town of Ariha."
    )
    report = Report(id="r", text=text)
    doc = Doc(report, *syntax().parse(report))
    events = []
    for quote, toll in (("Air raids killed 16 people", 16), ("Seven people were killed", 7)):
        span = (text.index(quote), text.index(quote) + len(quote))
        killed = Count(toll, toll, toll, span, quote)
        events.append(Event((span,), (span,), EventType("ASSAULT"), killed=killed))
    whole, part = (event.place for event in locate(doc, events, places(doc)))
    assert whole is not None
    assert part is not None
    assert (whole.name, part.name) == ("Idlib", "Ariha")
