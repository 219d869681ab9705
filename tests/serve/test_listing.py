"""The list's order: what stands beside an incident is what stands beside it on the page."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from headwater.export.news import standing
from headwater.link import link
from headwater.model import EventType
from headwater.serve.desk import Desk
from headwater.sql.listing import SORTS, Filters, Outlying
from headwater.store import Case, Made
from headwater.store.case import report_digest


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("filters", [Filters(what="all"), Filters(origins=1)])
def test_neighbours_stand_in_the_order_of_the_list(case: Path, sort: str, filters: Filters) -> None:
    desk = Desk(case)
    order = [str(row[0]) for row in desk.list.page(filters, sort, 0, 50)]
    assert len(order) > 2
    for number, one in enumerate(order):
        beside = desk.list.beside(filters, sort, one)
        assert beside.before == (order[number - 1] if number else None)
        assert beside.after == (order[number + 1] if number + 1 < len(order) else None)
        assert beside.undecided == beside.after
    desk.close()


def test_nothing_stands_beside_an_incident_that_the_list_leaves_out(case: Path) -> None:
    desk = Desk(case)
    one = str(desk.list.page(Filters(), "date", 0, 1)[0][0])
    assert desk.list.beside(Filters(search="nowhere"), "date", one) == (None, None, None)
    desk.close()


def test_what_an_incident_is_agrees_with_the_page_of_the_case(
    tmp_path: Path, kit: SimpleNamespace
) -> None:
    linked = link(kit.SMALL)
    first, second, third, *rest = linked.incidents
    words = EventType("REJECT")
    changed = (replace(first, summary=True), replace(second, type=words), third, *rest)
    claims = [
        replace(one, event=replace(one.event, main=one.id not in third.claims))
        for one in linked.claims
    ]
    pairs = [(report_digest(one.report), one) for one in kit.SMALL]
    folder = tmp_path / "case"
    Case.create(folder).finish(Made(), pairs, [], (claims, linked.derivations, changed))
    desk = Desk(folder)
    rows = desk.list.page(Filters(what="all"), "date", 0, 50)
    said = {str(row[0]): row[14] for row in rows}
    assert said == {one.id: standing(one, desk.case).value for one in desk.case.incidents()}
    assert sorted(map(str, said.values())) == ["background", "news", "statement", "total"]
    assert desk.list.counts(Filters()) == (1, 3)
    assert len(desk.list.page(Filters(), "date", 0, 50)) == 1
    assert len(desk.list.page(Filters(what="also"), "date", 0, 50)) == 3
    desk.close()


def test_a_far_place_is_left_off_the_map(tmp_path: Path, kit: SimpleNamespace) -> None:
    readings = [kit.reading(f"r{day}", f"Town{day}", day, day, "Watch") for day in range(1, 9)]
    far = kit.reading("r20", "Faraway", 20, 9, "Watch")
    (event,) = far.events
    place = replace(event.place, latitude=-40.0)
    readings.append(replace(far, events=(replace(event, place=place),)))
    desk = Desk(kit.make(tmp_path / "case", readings))
    found = desk.list.extent(Filters(), Outlying(0.85, 2.5, 5.0))
    assert found is not None
    (south, _, north, _), off = found
    assert off == 1
    assert 11.0 <= south < north <= 18.0
    assert desk.list.extent(Filters(search="nowhere"), Outlying(0.85, 2.5, 5.0)) is None
    desk.close()
