"""The list's order: what stands beside an incident is what stands beside it on the page."""

from pathlib import Path

import pytest

from headwater.serve.desk import Desk
from headwater.sql.listing import SORTS, Filters


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
