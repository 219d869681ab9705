"""What the last run changed, in words."""

import pytest

from headwater.export.changed import summed, told
from headwater.store.changes import Change, Kind

GREW = Change("i1", "Blast", Kind.GROWN, 2, (1, 1), ("Blast",))


def test_a_case_is_summed_up_in_one_line_with_the_new_ones_first() -> None:
    many = [GREW, Change(None, "Raid", Kind.GONE), *[Change("i2", "Fire", Kind.NEW, 1)] * 1200]
    assert summed(many) == "1,200 new, 1 with more reports, 1 gone"
    assert summed([]) == "none"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (GREW, "2 reports more, 1 origin before"),
        (Change("i1", "Blast", Kind.GROWN, 1, (2, 3), ("Blast",)), "1 report more"),
        (Change("i1", "Blast", Kind.RECOUNTED, -1, (2, 3), ("Blast",)), "1 report fewer"),
        (Change("i1", "Blast", Kind.RECOUNTED, 0, (2, 3), ("Blast",)), "another toll"),
        (Change("i1", "Blast", Kind.RECOUNTED, 0, (1, 2), ()), "1 origin (at most 2) before"),
        (Change("i1", "Blast", Kind.NEW, 1), "new"),
        (Change("i1", "Blast", Kind.JOINED, before=("a", "b")), "joined from 2 incidents"),
        (Change("i1", "Blast", Kind.PARTED, before=("a",)), "parted from another incident"),
        (Change(None, "Blast", Kind.GONE), "gone"),
    ],
)
def test_an_incident_is_told_with_what_it_was(change: Change, said: str) -> None:
    assert told(change, 2, 3) == said
