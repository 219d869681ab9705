# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
from __future__ import annotations

from typing import Any

import pytest

from headwater.link import incidents, link, origin_graph, reprints
from headwater.link.claims import claims_of
from headwater.link.derivations import derivations
from headwater.link.derived import Derived
from headwater.link.held import Listed
from headwater.model import Derivation, Reading, SourceKind
from headwater.shelf import Shelf
from headwater.sql import DuckEngine

WIRE = (
    "Warplanes struck the covered market of Darbaya at noon on Tuesday, killing nine people and "
    "burying stalls under concrete. The Lantern Monitor, which keeps a list of such strikes, said "
    "that rescuers were still digging when a second aircraft circled above the river quarter. "
    "Shopkeepers carried the wounded on doors to a clinic that has had no surgeon since spring."
)
OTHER = (
    "Nine people died when aircraft hit the market in Darbaya, the town council said in a "
    "statement that named each of the dead and asked the envoy to visit the ruined arcade."
)


def copy(make: Any, number: int, day: str = "2031-05-06", text: str = WIRE) -> Reading:
    words = text.split(".", maxsplit=1)[0]
    how = {"place": "Darbaya", "at": (35.1, 36.2), "killed": 9, "target": "market"}
    event = make.event(text, words, day=day, **how)
    name = f"r{number:03d}"
    made: Reading = make.reading(
        name, text, event, outlet=f"Gazette {number}", published="2031-05-07"
    )
    return made


def copies(make: Any, count: int) -> list[Reading]:
    return [*(copy(make, n) for n in range(count)), copy(make, 900, text=OTHER)]


def derived_of(readings: list[Reading]) -> Derived:
    with DuckEngine() as engine:
        return Derived(Shelf(Derivation), derivations(Listed(readings), engine))


def test_a_story_of_few_copies_is_compared_whole(make: Any) -> None:
    readings = copies(make, reprints.COMPARED)
    assert not reprints.reprints(claims_of(readings), Listed(readings), derived_of(readings))


def test_of_many_copies_the_first_published_are_compared(make: Any) -> None:
    readings = copies(make, reprints.COMPARED + 5)
    going = reprints.reprints(claims_of(readings), Listed(readings), derived_of(readings))
    assert going == dict.fromkeys(range(reprints.COMPARED, reprints.COMPARED + 5), 0)


def test_a_copy_of_which_another_day_was_read_is_compared(make: Any) -> None:
    readings = [*copies(make, reprints.COMPARED), copy(make, 950, day="2031-05-13")]
    assert not reprints.reprints(claims_of(readings), Listed(readings), derived_of(readings))


def test_copies_that_are_not_compared_stand_in_the_incident_all_the_same(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = copies(make, 60)
    some = link(readings)
    monkeypatch.setattr(reprints, "COMPARED", 1000)
    whole = link(readings)
    assert some.derivations == whole.derivations

    def told(linked: Any) -> list[Any]:
        return [
            (one.id, one.claims, one.origins_min, one.origins_max, one.origins)
            for one in linked.incidents
        ]

    assert told(some) == told(whole)
    linked = {link.b for one in some.incidents for link in one.links}
    linked |= {link.a for one in some.incidents for link in one.links}
    assert linked == {claim.id for claim in some.claims}


def test_pairs_grow_with_distinct_texts(make: Any) -> None:
    def proposed(count: int) -> int:
        readings = copies(make, count)
        with DuckEngine() as engine:
            found = incidents.proposed_pairs(
                claims_of(readings), Listed(readings), derived_of(readings), engine
            )
            return len(list(found))

    assert proposed(200) == proposed(40) == proposed(reprints.COMPARED)


def test_sources_that_are_alike_are_asked_once_and_merge_as_if_each_were(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(number: int) -> Reading:
        text = WIRE if number % 3 else f"Gazette {number - 1} quoted rescuers. {WIRE}"
        rescuers = make.hop(text, "rescuers", SourceKind.WITNESS, named=False)
        relay = (
            make.hop(text, f"Gazette {number - 1}", SourceKind.OUTLET) if number % 3 == 0 else None
        )
        lonely = make.hop(text, "Shopkeepers", SourceKind.WITNESS, named=False)
        chains = ((relay, rescuers) if relay else (rescuers,), (lonely,))
        words = WIRE.split(".", maxsplit=1)[0]
        where = {"place": "Darbaya", "day": "2031-05-06"}
        event = make.event(text, words, killed=9, chains=chains, **where)
        made: Reading = make.reading(
            f"r{number:03d}", text, event, outlet=f"Gazette {number}", published="2031-05-07"
        )
        return made

    readings = [told(number) for number in range(1, 25)]
    found = link(readings).incidents
    merge = origin_graph._merge  # noqa: SLF001 - what it leaves out is the test
    monkeypatch.setattr(origin_graph, "_merge", lambda roots, same, *_: merge(roots, same))
    assert link(readings).incidents == found
    assert any(len(one.reports) > 20 for one in found)
    assert {origin.name for one in found for origin in one.origins} == {"rescuers"}
