# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
from __future__ import annotations

import random
from typing import Any

import pytest

from headwater.link import Linked, link
from headwater.link.weights import shipped
from headwater.model import Factuality, Incident, Reading, SourceKind


def together(linked: Linked) -> set[frozenset[str]]:
    """Reports of each incident that is no total."""
    return {frozenset(i.reports) for i in linked.incidents if not i.summary}


def raid(make: Any, name: str, killed: int, published: str, **how: Any) -> Reading:
    """One report of the air raid on the market of Oresk on 3 May."""
    text = how.pop("text", f"Jets bombed the market of Oresk on Sunday, killing {killed} people.")
    how = {"place": "Oresk", "day": "2031-05-03", "target": "market", **how}
    event = make.event(text, text[: text.index(",")], killed=killed, **how)
    return make.reading(name, text, event, outlet=f"Paper {name}", published=published)


def test_a_rising_toll_stays_one_incident(make: Any) -> None:
    readings = [
        raid(make, "r1", 24, "2031-05-03"),
        raid(make, "r2", 43, "2031-05-03"),
        raid(make, "r3", 112, "2031-05-04"),
        raid(make, "r4", 126, "2031-05-05"),
    ]
    linked = link(readings)
    assert together(linked) == {frozenset({"r1", "r2", "r3", "r4"})}
    (incident,) = linked.incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.best, incident.killed.high) == (24, 126, 126)
    assert incident.killed_report == "r4"


def test_two_incidents_in_one_town_on_following_days_stay_apart(make: Any) -> None:
    shelling = "Shells fell on the bakery of Oresk on Monday, leaving 4 dead."
    readings = [
        raid(make, "r1", 24, "2031-05-03"),
        raid(make, "r2", 26, "2031-05-04"),
        raid(make, "r3", 4, "2031-05-04", text=shelling, day="2031-05-04", target="bakery"),
        raid(make, "r4", 4, "2031-05-05", text=shelling, day="2031-05-04", target="bakery"),
    ]
    assert together(link(readings)) == {frozenset({"r1", "r2"}), frozenset({"r3", "r4"})}


def test_one_town_one_day_two_targets_stay_apart(make: Any) -> None:
    school = "Bombs hit a school at the north end of Oresk on Sunday, killing 6."
    readings = [
        raid(make, "r1", 24, "2031-05-03"),
        raid(make, "r2", 6, "2031-05-03", text=school, target="school"),
    ]
    assert together(link(readings)) == {frozenset({"r1"}), frozenset({"r2"})}


def test_distinct_claims_of_one_report_stay_distinct(make: Any) -> None:
    text = (
        "Jets bombed the market of Oresk at nine, killing 3. Jets bombed the market again at ten."
    )
    how = {"place": "Oresk", "day": "2031-05-03", "target": "market"}
    first = make.event(text, "Jets bombed the market of Oresk at nine", killed=3, **how)
    second = make.event(text, "Jets bombed the market again at ten", **how)
    readings = [make.reading("r1", text, first, second), raid(make, "r2", 3, "2031-05-03")]
    for incident in link(readings).incidents:
        assert len(incident.reports) == len(incident.claims)


def test_a_total_never_joins_a_single_incident(make: Any) -> None:
    text = "Raids on Oresk in May, counted together, killed 24 people."
    readings = [
        raid(make, "r1", 24, "2031-05-03"),
        raid(make, "r2", 24, "2031-05-04"),
        raid(make, "r3", 24, "2031-05-04", text=text, summary=True),
        raid(make, "r4", 24, "2031-05-05", text=text, summary=True),
    ]
    linked = link(readings)
    assert together(linked) == {frozenset({"r1", "r2"})}
    assert {frozenset(i.reports) for i in linked.incidents if i.summary} == {
        frozenset({"r3", "r4"})
    }


@pytest.mark.parametrize("factuality", [Factuality.FUTURE, Factuality.HYPOTHETICAL])
def test_what_has_not_happened_is_no_incident(make: Any, factuality: Factuality) -> None:
    linked = link([raid(make, "r1", 3, "2031-05-03", factuality=factuality)])
    assert len(linked.claims) == 1
    assert linked.incidents == ()


def test_places_far_apart_stay_apart(make: Any) -> None:
    readings = [
        raid(make, "r1", 24, "2031-05-03", at=(24.0, -30.0)),
        raid(
            make,
            "r2",
            7,
            "2031-05-03",
            text="Aircraft struck the market of Varn on Sunday, leaving 7 dead.",
            place="Varn",
            at=(27.0, -36.0),
        ),
    ]
    assert len(together(link(readings))) == 2


def test_spellings_of_one_place_meet(make: Any) -> None:
    readings = [
        raid(
            make, "r1", 24, "2031-05-03", place="Sheikhun", text="Jets bombed Sheikhun, killing 24."
        ),
        raid(
            make,
            "r2",
            24,
            "2031-05-03",
            place="Shaykhoun",
            text="Warplanes bombed the market in Shaykhoun, and 24 died.",
        ),
    ]
    assert together(link(readings)) == {frozenset({"r1", "r2"})}


def test_links_are_explained_by_their_parts(make: Any) -> None:
    linked = link([raid(make, "r1", 24, "2031-05-03"), raid(make, "r2", 24, "2031-05-04")])
    (incident,) = linked.incidents
    (one,) = incident.links
    assert {one.a, one.b} == set(incident.claims)
    assert one.weight == pytest.approx(shipped().prior + sum(p.weight for p in one.parts))
    assert ("place", "same name") in {(part.comparison, part.level) for part in one.parts}


def test_any_order_of_input_gives_the_same_case(make: Any) -> None:
    readings = [
        raid(make, f"r{n}", 20 + n % 3, f"2031-05-0{3 + n % 3}", target=("market", "school")[n % 2])
        for n in range(8)
    ]
    expected = link(readings)
    for seed in range(4):
        shuffled = readings[:]
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - test data
        assert link(shuffled) == expected


def test_ids_are_digests_of_content(make: Any) -> None:
    one, other = (link([raid(make, "r1", killed, "2031-05-03")]) for killed in (24, 24))
    changed = link([raid(make, "r9", 24, "2031-05-03")])
    assert one.incidents[0].id == other.incidents[0].id != changed.incidents[0].id
    assert one.claims[0].id.startswith("clm_")
    assert one.incidents[0].id.startswith("inc_")


def test_no_readings_give_an_empty_case() -> None:
    assert link([]) == Linked((), (), ())


def test_a_report_without_events_gives_no_incident(make: Any) -> None:
    assert link([make.reading("r1", "The choir sang in Oresk.")]).incidents == ()


def test_the_place_of_an_incident_cites_the_report_that_names_it(make: Any) -> None:
    readings = [raid(make, "r1", 24, "2031-05-03"), raid(make, "r2", 25, "2031-05-03")]
    (incident,) = link(readings).incidents
    assert incident.place is not None
    report = {r.report.id: r.report for r in readings}[incident.place_report or ""]
    assert report.text[slice(*incident.place.span)] == "Oresk"


def test_a_label_says_what_where_and_when(make: Any) -> None:
    (incident,) = link([raid(make, "r1", 24, "2031-05-03", target="a market")]).incidents
    assert incident.label == "Air strike on a market, Oresk, 3 May 2031"


def test_a_label_leaves_out_what_is_unknown(make: Any) -> None:
    text = "Two men fought at the gate, people said."
    event = make.event(text, "Two men fought at the gate", kind=make.clash)
    (incident,) = link([make.reading("r1", text, event)]).incidents
    assert incident.label == "Fighting"


def conflict(incident: Incident, field: str) -> dict[str, tuple[str, ...]]:
    (found,) = [c for c in incident.conflicts if c.field == field]
    return {value.value: value.said_by for value in found.values}


def test_a_conflict_says_who_says_which(make: Any) -> None:
    readings = []
    for name, killed, who in (("r1", 24, "Harrow Monitor"), ("r2", 31, "Dr Vell")):
        text = f"Jets bombed the market of Oresk on Sunday, killing {killed} people, {who} said."
        hop = make.hop(text, who, SourceKind.MONITOR if name == "r1" else SourceKind.MEDIC)
        readings.append(raid(make, name, killed, "2031-05-03", text=text, chains=((hop,),)))
    (incident,) = link(readings).incidents
    assert conflict(incident, "killed") == {"24": ("Harrow Monitor",), "31": ("Dr Vell",)}


@pytest.mark.parametrize(
    ("tolls", "rising"),
    [((24, 43, 112), True), ((112, 43, 24), False), ((24, 112, 110), True)],
)
def test_tolls_that_rise_are_marked(make: Any, tolls: tuple[int, ...], rising: bool) -> None:  # noqa: FBT001
    readings = [raid(make, f"r{n}", toll, f"2031-05-0{3 + n}") for n, toll in enumerate(tolls)]
    (incident,) = link(readings).incidents
    assert [c.rising for c in incident.conflicts if c.field == "killed"] == [rising]


def test_equal_figures_are_no_conflict(make: Any) -> None:
    (incident,) = link(
        [raid(make, "r1", 24, "2031-05-03"), raid(make, "r2", 24, "2031-05-03")]
    ).incidents
    assert incident.conflicts == ()


def test_a_report_that_names_the_outlet_of_another_cites_it(make: Any) -> None:
    first = raid(make, "r1", 24, "2031-05-03")
    text = "Aircraft struck stalls in Oresk on Sunday, according to Paper r1, and 24 people died."
    hop = make.hop(text, "Paper r1", SourceKind.OUTLET)
    second = raid(make, "r2", 24, "2031-05-04", text=text, chains=((hop,),))
    (cites,) = [d for d in link([first, second]).derivations if d.kind == "cites"]
    assert (cites.a, cites.b, cites.direction) == ("r1", "r2", "a->b")
    assert cites.why == 'r2 names "Paper r1", the outlet of r1, as its source'
