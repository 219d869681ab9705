"""Place mentions and what they are resolved to."""

from functools import lru_cache

import pytest

from headwater.annotate.syntax import Syntax
from headwater.ground import Gazetteer, places
from headwater.ground.gazetteer import Entry
from headwater.ground.gazetteer_build import cached_index
from headwater.model import Doc, Place, Report


@lru_cache(maxsize=1)
def syntax() -> Syntax:
    return Syntax()


def annotated(text: str, **fields: str) -> Doc:
    report = Report(id="r", text=text, **fields)
    return Doc(report, *syntax().parse(report))


def read(text: str, **fields: str) -> dict[str, Place]:
    """Places by their wording; the last one of a wording."""
    return {
        text[place.span[0] : place.span[1]]: place for place in places(annotated(text, **fields))
    }


def test_spans_are_the_words_and_do_not_overlap() -> None:
    text = "Shells fell on Homs and on Hama on Monday, said a doctor in Damascus, Syria."
    found = places(annotated(text))
    assert [text[slice(*place.span)] for place in found] == ["Homs", "Hama", "Damascus", "Syria"]
    assert all(place.why for place in found)
    assert all(place.confidence and 0 < place.confidence <= 1 for place in found)


@pytest.mark.parametrize(
    ("wording", "text", "identifier"),
    [
        ("Kobane", "Kurdish fighters held the Syrian town of Kobane on Tuesday.", 172256),
        ("Ain al-Arab", "Fighters held the Syrian town of Ain al-Arab on Tuesday.", 172256),
        ("Raqqa", "Planes bombed the Syrian city of Raqqa, residents said.", 172955),
        ("Deir Ezzor", "Soldiers in the Syrian province of Deir Ezzor fired back.", 170792),
        ("Ramadi", "A bomb went off in Ramadi, west of Baghdad, in Iraq.", 95446 - 0),
    ],
)
def test_names_of_the_region(wording: str, text: str, identifier: int) -> None:
    found = read(text)[wording]
    if wording == "Ramadi":
        assert found.country == "IQ"
    else:
        assert found.geonames_id == identifier


def test_a_namesake_is_told_by_what_it_lies_in() -> None:
    texas = read("A fire broke out in Paris, Texas, on Sunday.")["Paris"]
    assert (texas.country, texas.precision) == ("US", "town")
    assert texas.latitude == pytest.approx(33.66, abs=0.1)
    france = read("A fire broke out in Paris on Sunday, the French interior ministry said.")[
        "Paris"
    ]
    assert france.country == "FR"


def test_the_rest_of_the_report_tells_a_namesake() -> None:
    text = (
        "Police in Macon, Georgia, closed a road. Officers from Warner Robins and Savannah came. "
        "The governor of Georgia thanked them in Atlanta."
    )
    found = read(text)
    assert found["Georgia"].country == "US"
    assert found["Savannah"].latitude == pytest.approx(32.08, abs=0.1)


def test_adjectives_point_to_their_country() -> None:
    found = read("Syrian troops met Turkish officers on Friday.")
    assert (found["Syrian"].name, found["Syrian"].country) == ("Syria", "SY")
    assert (found["Turkish"].name, found["Turkish"].precision) == ("Turkey", "country")


def test_letters_glued_where_apostrophes_were_lost() -> None:
    text = "Planes hit Aleppos eastern quarters, said Syrias army on Monday."
    found = read(text)
    assert found["Aleppo"].country == "SY"
    assert found["Syria"].geonames_id == 163843


def test_bodies_and_persons_are_no_places() -> None:
    text = "IS and SANA said little. Mr. Jordan Washington told Daesh fighters to leave Syria."
    assert {"IS", "SANA", "Daesh", "Jordan"}.isdisjoint(read(text))


def test_an_unknown_village_takes_the_unit_that_the_text_names() -> None:
    text = "Shells hit the village of Qarmeedzat in Idlib province in Syria, witnesses said."
    found = read(text)["Qarmeedzat"]
    assert found.geonames_id is None
    assert (found.country, found.precision) == ("SY", "adm1")
    assert "puts it in" in found.why


def test_an_unknown_village_alone_stays_null() -> None:
    found = read("Shells hit the Syrian village of Qarmeedzat, witnesses said.")["Qarmeedzat"]
    assert (found.latitude, found.longitude, found.geonames_id) == (None, None, None)
    assert found.why == "not in the gazetteer"


def test_a_users_place_is_found_and_preferred() -> None:
    village = Entry("Qarmeedzat", "village", 35.9, 36.6, "SY")
    gazetteer = Gazetteer(cached_index(), [village])
    doc = annotated("Shells hit the Syrian village of Qarmeedzat near Idlib, witnesses said.")
    found = {place.name: place for place in places(doc, gazetteer)}["Qarmeedzat"]
    assert (found.latitude, found.precision) == (35.9, "town")


def test_text_in_capitals() -> None:
    found = read("THREE PEOPLE DIED IN SAN SALVADOR, EL SALVADOR, THE ARMY REPORTED ON MONDAY.")
    assert {"SAN SALVADOR", "EL SALVADOR"} <= set(found)
    assert found["SAN SALVADOR"].country == "SV"


def test_no_text_no_places() -> None:
    assert places(annotated("Nothing happened.")) == ()


def test_the_same_report_is_read_the_same_way_twice() -> None:
    doc = annotated("A bomb hit Tripoli in Libya, not Tripoli in Lebanon, officials in Tunis said.")
    assert places(doc) == places(doc)


@pytest.mark.parametrize(
    ("text", "wording", "precision"),
    [
        (
            "Shells hit the Ossenar neighbourhood of the northern city of Aleppo in Syria.",
            "Ossenar",
            "town",
        ),
        (
            "Shells hit the village of Ossenar in the southern countryside of Aleppo in Syria.",
            "Ossenar",
            "adm1",
        ),
        ("Shells hit the village of Ossenar north of Aleppo in Syria.", "Ossenar", "adm2"),
    ],
)
def test_an_unknown_place_takes_the_point_of_what_the_text_puts_it_in(
    text: str, wording: str, precision: str
) -> None:
    place = next(place for found, place in read(text).items() if found.startswith(wording))
    assert (place.geonames_id, place.precision, place.country) == (None, precision, "SY")
    assert place.latitude == pytest.approx(36.25, abs=0.1)
    assert "its point" in place.why


def test_a_quarter_is_not_a_town_of_the_same_name_far_off() -> None:
    text = "Rockets hit a school in the Shahba neighbourhood of Aleppo in Syria on Thursday."
    place = next(p for found, p in read(text).items() if found.startswith("Shahba"))
    assert place.geonames_id is None
    assert place.latitude == pytest.approx(36.2, abs=0.2)


def test_an_unknown_place_beside_nothing_stays_without_a_point() -> None:
    place = next(p for w, p in read("Shells hit the village of Ossenar.").items() if "Ossenar" in w)
    assert (place.latitude, place.longitude) == (None, None)
