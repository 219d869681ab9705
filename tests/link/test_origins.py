# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from headwater.link import sketch
from headwater.link.claims import claims_of, in_order
from headwater.link.origins import Counted, count, count_fields
from headwater.link.stories import Stories
from headwater.model import (
    Chain,
    Derivation,
    DerivationKind,
    Direction,
    Factuality,
    Reading,
    SourceKind,
)

MONITOR, MEDIC, AGENCY = SourceKind.MONITOR, SourceKind.MEDIC, SourceKind.AGENCY


def report(
    make: Any, name: str, text: str, *chains: Chain, killed: int | None = 9, **how: Any
) -> Reading:
    event = make.event(
        text,
        text.split(".", maxsplit=1)[0],
        killed=killed,
        place="Oresk" if "Oresk" in text else None,
        chains=chains,
        factuality=how.pop("factuality", Factuality.REPORTED),
    )
    how.setdefault("outlet", f"Paper {name}")
    reading: Reading = make.reading(name, text, event, published="2031-05-03", **how)
    return reading


def counted(*readings: Reading, derived: tuple[tuple[str, str], ...] = ()) -> Counted:
    ordered = in_order(readings)
    by_id = {reading.report.id: reading for reading in ordered}
    return count(claims_of(ordered), by_id, Stories(derivation(a, b) for a, b in derived))


def derivation(a: str, b: str) -> Derivation:
    return Derivation(
        a, b, DerivationKind.COPY, Direction.UNKNOWN, (), "nearly the same text: 90 words, 80 %"
    )


def bounds(found: Counted) -> tuple[int, int]:
    return found.least, found.most


def test_five_outlets_that_quote_one_monitor_are_one_origin(make: Any, monitor: Any) -> None:
    readings = []
    for n, form in enumerate(
        ("the {}", "UK-based {}", "{}", "the watchful {}", "activists of the {}")
    ):
        text = f"Shells hit Oresk, {form.format('Harrow Monitor')} said."
        readings.append(report(make, f"r{n}", text, (monitor(text),)))
    found = counted(*readings)
    assert bounds(found) == (1, 1)
    assert found.origins[0].reports == ("r0", "r1", "r2", "r3", "r4")


def test_two_named_bodies_never_merge(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells hit Oresk, the Register of the Dead said."
    hop = make.hop(two, "Register of the Dead", MONITOR)
    assert bounds(
        counted(report(make, "r1", one, (monitor(one),)), report(make, "r2", two, (hop,)))
    ) == (2, 2)


def test_an_alias_and_its_body_are_one(make: Any) -> None:
    one = "Shells hit Oresk, the Syrian Observatory for Human Rights said."
    two = "Shells hit Oresk, SOHR said."
    found = counted(
        report(make, "r1", one, (make.hop(one, "Syrian Observatory for Human Rights", MONITOR),)),
        report(make, "r2", two, (make.hop(two, "SOHR", MONITOR),)),
    )
    assert bounds(found) == (1, 1)
    assert (
        '"Syrian Observatory for Human Rights" and "SOHR" are taken as one' in found.origins[0].why
    )


def test_a_spokesman_speaks_for_his_body(make: Any) -> None:
    one = "Shells hit Oresk, the harbour ministry said."
    two = "Shells hit Oresk, Olan Dree of the harbour ministry said."
    found = counted(
        report(make, "r1", one, (make.hop(one, "harbour ministry", SourceKind.OFFICIAL),)),
        report(
            make,
            "r2",
            two,
            (make.hop(two, "harbour ministry", SourceKind.OFFICIAL, via="Olan Dree"),),
        ),
    )
    assert bounds(found) == (1, 1)
    assert "via Olan Dree" in found.origins[0].why


def test_a_monitor_and_its_network_are_one_root(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, said the Harrow Monitor, which relies on a network of sources."
    network = make.hop(text, "a network of sources", SourceKind.UNNAMED, named=False)
    found = counted(report(make, "r1", text, (monitor(text), network)))
    assert bounds(found) == (1, 1)
    assert found.origins[0].name == "Harrow Monitor"


def test_an_agency_relays_and_is_no_origin(make: Any, monitor: Any) -> None:
    text = "(Northwire) Shells hit Oresk, the Harrow Monitor said."
    credit = make.hop(text, "Northwire", AGENCY, why="credit")
    found = counted(report(make, "r1", text, (credit, monitor(text))))
    assert [o.name for o in found.origins] == ["Harrow Monitor"]
    assert "through Northwire" in found.origins[0].why


def test_an_agencys_own_reporter_is_an_origin(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, the Harrow Monitor said. A Northwire reporter saw three craters."
    found = counted(
        report(make, "r1", text, (monitor(text),), (make.hop(text, "Northwire", AGENCY),))
    )
    assert bounds(found) == (2, 2)


def test_an_unnamed_source_folds_at_least_and_splits_at_most(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells hit Oresk, a medic at the quay said."
    medic = make.hop(two, "a medic at the quay", MEDIC, named=False)
    found = counted(report(make, "r1", one, (monitor(one),)), report(make, "r2", two, (medic,)))
    assert bounds(found) == (1, 2)
    assert "nothing in the text sets it apart from Harrow Monitor" in found.origins[1].why


def test_two_unnamed_medics_of_two_reports_may_be_the_same(make: Any) -> None:
    readings = []
    for name, who in (("r1", "a medic"), ("r2", "a doctor at the quay")):
        text = f"Shells hit Oresk, {who} said."
        readings.append(report(make, name, text, (make.hop(text, who, MEDIC, named=False),)))
    found = counted(*readings)
    assert bounds(found) == (1, 2)
    assert found.origins[0].group == found.origins[1].group


def test_two_mentions_of_one_class_in_one_report_are_one(make: Any) -> None:
    text = "Shells hit Oresk, a medic said. Medics counted nine dead."
    first = make.hop(text, "a medic", MEDIC, named=False)
    second = make.hop(text, "Medics", MEDIC, named=False)
    assert bounds(counted(report(make, "r1", text, (first,), (second,)))) == (1, 1)


def test_another_activist_is_another_one(make: Any) -> None:
    text = "Shells hit Oresk, an activist said. Another activist counted nine dead."
    first = make.hop(text, "an activist", SourceKind.ACTIVIST, named=False)
    second = make.hop(text, "activist counted", SourceKind.ACTIVIST, name="activist", named=False)
    found = counted(report(make, "r1", text, (first,), (second,)))
    assert bounds(found) == (2, 2)
    assert '"Another"' in found.origins[1].why


def test_joined_in_one_sentence_is_set_apart(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, the Harrow Monitor and a doctor said."
    doctor = make.hop(text, "a doctor", MEDIC, named=False)
    found = counted(report(make, "r1", text, (monitor(text),), (doctor,)))
    assert bounds(found) == (2, 2)
    assert "it stands beside Harrow Monitor in one sentence" in found.origins[1].why
    assert '"Harrow Monitor and a doctor"' in found.origins[1].why


def test_an_official_beside_sources_of_no_authority_is_set_apart(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells hit Oresk, a harbour official said."
    official = make.hop(two, "a harbour official", SourceKind.OFFICIAL, named=False)
    found = counted(report(make, "r1", one, (monitor(one),)), report(make, "r2", two, (official,)))
    assert bounds(found) == (2, 2)


@pytest.mark.parametrize("cue", ["denied", "blamed", "condemned"])
def test_denial_blame_and_comment_are_no_origins(make: Any, monitor: Any, cue: str) -> None:
    text = f"Shells hit Oresk, the Harrow Monitor said. The Ridge Army {cue} the attack."
    party = make.hop(text, "The Ridge Army", SourceKind.MILITARY)
    reading = report(make, "r1", text, (monitor(text),), (party,), cues=(("The Ridge Army", cue),))
    assert [o.name for o in counted(reading).origins] == ["Harrow Monitor"]


def test_a_party_that_claims_it_is_an_origin(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, the Harrow Monitor said. The Ridge Army said it had fired them."
    party = make.hop(text, "The Ridge Army", SourceKind.MILITARY)
    reading = report(
        make, "r1", text, (monitor(text),), (party,), cues=(("The Ridge Army", "said it"),)
    )
    assert bounds(counted(reading)) == (2, 2)


def test_a_denied_claim_has_no_origin_of_its_own(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "No shells hit Oresk, the Ridge Army said."
    party = make.hop(two, "Ridge Army", SourceKind.MILITARY)
    denied = report(make, "r2", two, (party,), factuality=Factuality.DENIED)
    assert bounds(counted(report(make, "r1", one, (monitor(one),)), denied)) == (1, 1)


def test_an_own_voice_account_counts_at_most(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells killed nine in Oresk."
    found = counted(report(make, "r1", one, (monitor(one),)), report(make, "r2", two, ()))
    assert bounds(found) == (1, 2)
    assert "the text names no source for this account" in found.origins[1].why


def test_an_uncredited_copy_adds_no_origin(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells killed nine in Oresk."
    found = counted(
        report(make, "r1", one, (monitor(one),)),
        report(make, "r2", two, ()),
        derived=(("r1", "r2"),),
    )
    assert bounds(found) == (1, 1)
    assert "r2 names no source but shares its text with r1" in found.why


def test_a_copy_with_a_toll_of_its_own_counts_at_most(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells killed seventy in Oresk."
    found = counted(
        report(make, "r1", one, (monitor(one),)),
        report(make, "r2", two, (), killed=70),
        derived=(("r1", "r2"),),
    )
    assert bounds(found) == (1, 2)


def test_copies_of_one_story_share_their_unnamed_source(make: Any) -> None:
    readings = []
    for name in ("r1", "r2", "r3"):
        text = "Shells hit Oresk, a medic said."
        readings.append(report(make, name, text, (make.hop(text, "a medic", MEDIC, named=False),)))
    found = counted(*readings, derived=(("r1", "r2"), ("r2", "r3")))
    assert bounds(found) == (1, 1)


def test_two_own_voices_alone_are_one_or_two(make: Any) -> None:
    readings = [report(make, name, "Shells killed nine in Oresk.", ()) for name in ("r1", "r2")]
    assert bounds(counted(*readings)) == (1, 2)


def test_an_unnamed_source_is_never_given_a_name(make: Any) -> None:
    one = "Shells hit Oresk, Dr Vell of the quay clinic said."
    two = "Shells hit Oresk, a doctor of the quay clinic said."
    found = counted(
        report(make, "r1", one, (make.hop(one, "Dr Vell of the quay clinic", MEDIC),)),
        report(
            make, "r2", two, (make.hop(two, "a doctor of the quay clinic", MEDIC, named=False),)
        ),
    )
    unnamed = found.origins[1]
    assert (unnamed.name, unnamed.named) == ("a doctor of the quay clinic", False)
    assert found.origins[0].reports == ("r1",)


def test_reasons_quote_words_that_stand_in_the_reports_they_name(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells hit Oresk, a medic at the quay said."
    readings = {
        "r1": report(make, "r1", one, (monitor(one),)),
        "r2": report(make, "r2", two, (make.hop(two, "a medic at the quay", MEDIC, named=False),)),
    }
    for origin in counted(*readings.values()).origins:
        for name, span in origin.spans:
            words = readings[name].report.text[slice(*span)]
            assert f'{name} ("{words}")' in origin.why


def test_the_count_is_explained_from_below_and_above(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Shells hit Oresk, a medic said."
    medic = make.hop(two, "a medic", MEDIC, named=False)
    found = counted(report(make, "r1", one, (monitor(one),)), report(make, "r2", two, (medic,)))
    assert found.why == (
        'At least 1: Harrow Monitor (r1). At most 2: unnamed "a medic" (r2) '
        "may be one of these or further."
    )


def test_fields_may_rest_on_other_origins(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    two = "Nine died, the Register of the Dead said."
    readings = in_order(
        (
            report(make, "r1", one, (monitor(one),), killed=None),
            report(make, "r2", two, (make.hop(two, "Register of the Dead", MONITOR),)),
        )
    )
    by_id = {reading.report.id: reading for reading in readings}
    fields = {f.field: f for f in count_fields(claims_of(readings), by_id, Stories(()))}
    assert "Harrow Monitor" in fields["place"].why
    assert "Harrow Monitor" not in fields["toll"].why
    assert (fields["toll"].origins_min, fields["toll"].origins_max) == (1, 1)


def test_sketch_of_the_station_is_the_one_of_its_readings(make: Any) -> None:
    text = "Shells hit the long quay of Oresk at noon, people on the boats said."
    assert make.reading("r1", text).sketch == sketch(text)


def test_a_relay_alone_that_passes_on_anothers_word_is_no_origin(make: Any) -> None:
    text = "Shells hit Oresk. State radio carried it. The harbour ministry said so on state radio."
    radio = make.hop(text, "State radio", SourceKind.STATE_MEDIA)
    ministry = make.hop(text, "harbour ministry", SourceKind.OFFICIAL)
    found = counted(report(make, "r1", text, (radio, ministry), (radio,)))
    assert [o.name for o in found.origins] == ["harbour ministry"]


def test_a_monitor_in_the_lead_is_the_one_the_report_names(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, a monitor said. The Harrow Monitor counted nine dead."
    generic = make.hop(text, "a monitor", MONITOR, named=False)
    found = counted(report(make, "r1", text, (generic,), (monitor(text),)))
    assert [o.name for o in found.origins] == ["Harrow Monitor"]


def test_a_source_of_background_is_no_origin(make: Any, monitor: Any) -> None:
    text = (
        "Shells hit Oresk, the Harrow Monitor said. The Delta League says that forty thousand "
        "people have died since the war began in 2011."
    )
    league = make.hop(text, "The Delta League", SourceKind.ORGANISATION)
    found = counted(report(make, "r1", text, (monitor(text),), (league,)))
    assert [o.name for o in found.origins] == ["Harrow Monitor"]


def test_an_own_voice_rests_on_the_one_body_that_the_report_cites(make: Any, monitor: Any) -> None:
    text = "Shells killed 9 people in Oresk. The Harrow Monitor said that 9 died on the quay."
    found = counted(report(make, "r1", text, (), (monitor(text),)))
    assert bounds(found) == (1, 1)


def test_an_own_voice_with_another_figure_is_an_account_of_its_own(make: Any, monitor: Any) -> None:
    text = "Shells killed 70 people in Oresk. The Harrow Monitor said that 9 died on the quay."
    found = counted(report(make, "r1", text, (), (monitor(text),), killed=70))
    assert bounds(found) == (1, 2)


def test_nobody_is_no_origin(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, the Harrow Monitor said. No one claimed the attack."
    nobody = make.hop(text, "No one", SourceKind.UNNAMED, named=False)
    assert bounds(counted(report(make, "r1", text, (monitor(text),), (nobody,)))) == (1, 1)


@pytest.mark.parametrize("said", ["did not answer calls", "declined to comment"])
def test_a_source_that_said_nothing_is_no_origin(make: Any, monitor: Any, said: str) -> None:
    text = f"Shells hit Oresk, the Harrow Monitor said. The harbour ministry {said}."
    ministry = make.hop(text, "The harbour ministry", SourceKind.OFFICIAL)
    found = counted(report(make, "r1", text, (monitor(text),), (ministry,)))
    assert [o.name for o in found.origins] == ["Harrow Monitor"]


def test_a_piece_of_a_longer_name_is_that_body(make: Any, monitor: Any) -> None:
    one = "Shells hit Oresk, the Harrow Monitor said."
    piece = make.hop(one, "Monitor", SourceKind.NAMED_PERSON)
    two = "Shells hit Oresk, Harrow Monitor said."
    found = counted(report(make, "r1", one, (piece,)), report(make, "r2", two, (monitor(two),)))
    assert bounds(found) == (1, 1)


def test_what_a_report_mentions_beside_its_news_adds_no_origin(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, the Harrow Monitor said. The Ridge Army said gunmen shot a pilot."
    army = make.hop(text, "Ridge Army", SourceKind.MILITARY)
    news = make.event(text, "Shells hit Oresk", chains=((monitor(text),),))
    aside = make.event(text, "gunmen shot a pilot", chains=((army,),), main=False)
    assert bounds(counted(make.reading("r1", text, news, aside))) == (1, 1)
    assert bounds(counted(make.reading("r1", text, aside))) == (1, 1)


def test_an_incident_that_is_only_denied_says_so(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, the Harrow Monitor said."
    found = counted(report(make, "r1", text, (monitor(text),), factuality=Factuality.DENIED))
    assert bounds(found) == (0, 0)
    assert found.why == "No origin: the reports tell this only to deny it."


def test_a_field_rests_on_the_body_on_which_the_own_voice_rests(make: Any, monitor: Any) -> None:
    text = "Shells hit Oresk, leaving 9 dead. The Harrow Monitor said 9 died."
    reading = report(make, "r1", text, (), (monitor(text),))
    fields = count_fields(claims_of([reading]), {"r1": reading}, Stories([]))
    assert {(field.field, field.origins_min, field.origins_max) for field in fields} == {
        ("place", 1, 1),
        ("toll", 1, 1),
    }


def test_own_voice_accounts_of_one_story_are_one(make: Any) -> None:
    readings = [
        report(make, name, f"Shells hit Oresk, leaving {n} dead.", (), killed=n)
        for name, n in (("r1", 9), ("r2", 12))
    ]
    assert bounds(counted(*readings)) == (1, 2)
    assert bounds(counted(*readings, derived=(("r1", "r2"),))) == (1, 1)


def test_an_office_of_a_named_body_is_that_body(make: Any) -> None:
    text = "Shells hit Oresk, the Ridge Army said. The Ridge Army's press office gave no toll."
    army = make.hop(text, "Ridge Army", SourceKind.MILITARY)
    office = make.hop(text, "The Ridge Army's press office", SourceKind.MILITARY, named=False)
    assert bounds(counted(report(make, "r1", text, (army,), (office,)))) == (1, 1)


def test_who_is_cited_for_saying_nothing_is_no_origin(make: Any, monitor: Any) -> None:
    text = (
        "Shells hit Oresk, the Harrow Monitor said. The so-called Ridge Army holds the hills. "
        "The Ridge Army has not commented on the killing of 9 people."
    )
    hop = make.hop(text, "Ridge Army", SourceKind.MILITARY)
    reading = report(make, "r1", text, (monitor(text),), (hop,), cues=(("Ridge Army", "holds"),))
    assert bounds(counted(reading)) == (2, 2)
    (cited,) = reading.attributions
    silent = replace(cited, cue=(make.span(text, "commented on"),))
    assert bounds(counted(replace(reading, attributions=(silent,)))) == (1, 1)


def test_an_outlet_cited_for_its_own_report_gives_way_to_that_reports_source(make: Any) -> None:
    first = "Shells hit Oresk, a military source said."
    source = make.hop(first, "a military source", SourceKind.MILITARY, named=False)
    second = "Shells hit Oresk, the Sable News Agency said."
    relay = make.hop(second, "Sable News Agency", SourceKind.STATE_MEDIA)
    readings = (
        report(make, "r1", first, (source,), outlet="Sable News Agency"),
        report(make, "r2", second, (relay,)),
    )
    found = counted(*readings)
    assert [origin.name for origin in found.origins] == ["a military source"]
    assert "Sable News Agency, cited in r2, is the outlet of r1" in found.why


def test_a_source_relayed_from_the_outlet_that_quotes_it_is_one(make: Any) -> None:
    first = "Shells hit Oresk, a military source said."
    second = "Shells hit Oresk, the Sable News Agency said, quoting a military source."
    relay = make.hop(second, "Sable News Agency", SourceKind.STATE_MEDIA)
    sources = [
        make.hop(text, "a military source", SourceKind.MILITARY, named=False)
        for text in (first, second)
    ]
    other = report(make, "r2", second, (relay, sources[1]))
    own = report(make, "r1", first, (sources[0],), outlet="Sable News Agency")
    assert bounds(counted(own, other)) == (1, 1)
    stranger = report(make, "r1", first, (sources[0],), outlet="Paper Nine")
    assert bounds(counted(stranger, other)) == (1, 2)


@pytest.mark.parametrize(("words", "least"), [("an army source", 2), ("a rebel source", 1)])
def test_a_source_of_the_army_is_none_of_those_it_fights(make: Any, words: str, least: int) -> None:
    text = f"Shells hit Oresk, the Ridge Front said. The toll was 9, {words} told Paper r2."
    front = make.hop(text, "Ridge Front", SourceKind.MILITARY)
    source = make.hop(text, words, SourceKind.MILITARY, named=False)
    assert counted(report(make, "r1", text, (front,), (source,))).least == least


def test_who_holds_an_office_speaks_for_the_government(make: Any) -> None:
    one = "Shells hit Oresk, the French ambassador to the talks said."
    two = "Shells hit Oresk, French Foreign Minister Luc Aubrin said."
    hops = [
        make.hop(one, "French ambassador to the talks", SourceKind.OFFICIAL),
        make.hop(two, "French Foreign Minister Luc Aubrin", SourceKind.OFFICIAL),
    ]
    found = counted(report(make, "r1", one, (hops[0],)), report(make, "r2", two, (hops[1],)))
    assert bounds(found) == (1, 1)
    assert found.origins[0].name == "French government"
    assert "via French ambassador to the talks" in found.origins[0].why


def test_a_country_before_its_medium_is_an_adjective(make: Any) -> None:
    for said, name in (
        ("Syria's state TV", "Syrian state TV"),
        ("Syrias state TV", "Syrian state TV"),
        ("Oresk's state TV", "Oresk's state TV"),
    ):
        text = f"Shells hit Oresk, {said} said."
        hop = make.hop(text, said, SourceKind.STATE_MEDIA)
        assert counted(report(make, "r1", text, (hop,))).origins[0].name == name


def test_a_minister_speaks_for_the_ministry(make: Any) -> None:
    one = "Shells hit Oresk, the interior ministry said."
    two = "Shells hit Oresk, Amir Tevel, the interior minister, said."
    three = "Shells hit Oresk, Interior Minister Amir Tevel said. The oil minister was away."
    person = SourceKind.NAMED_PERSON
    found = counted(
        report(make, "r1", one, (make.hop(one, "interior ministry", SourceKind.OFFICIAL),)),
        report(make, "r2", two, (make.hop(two, "Amir Tevel", person),)),
        report(make, "r3", three, (make.hop(three, "Amir Tevel", person),)),
    )
    assert bounds(found) == (1, 1)
    assert "via Amir Tevel" in found.origins[0].why


def test_ministers_of_two_countries_are_two_origins(make: Any) -> None:
    one = "Shells hit Oresk, Turkish Interior Minister Amir Tevel said."
    two = "Shells hit Oresk, Dana Brel, Iraq's interior minister, said."
    three = "Shells hit Oresk, the Turkish interior ministry said."
    person = SourceKind.NAMED_PERSON
    found = counted(
        report(make, "r1", one, (make.hop(one, "Amir Tevel", person),)),
        report(make, "r2", two, (make.hop(two, "Dana Brel", person),)),
        report(
            make, "r3", three, (make.hop(three, "Turkish interior ministry", SourceKind.OFFICIAL),)
        ),
    )
    assert bounds(found) == (2, 2)
    assert [origin.name for origin in found.origins] == [
        "Turkish interior ministry",
        "Iraqi interior ministry",
    ]
