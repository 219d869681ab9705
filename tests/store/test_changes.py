"""What a later run changed is told incident by incident."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from headwater.errors import CaseError
from headwater.store import changes
from headwater.store.changes import Change, Kind

Row = tuple[str, str, Sequence[str], int, int, int, int | None]


def incidents(*rows: Row) -> pa.Table:
    """Rows (id, label, claims, reports, least and most origins, killed)."""
    names = ("incident", "label", "claims", "reports", "origins_min", "origins_max", "killed_low")
    columns = {name: [row[number] for row in rows] for number, name in enumerate(names)}
    columns["killed_high"] = columns["killed_low"]
    types = {"claims": pa.list_(pa.string()), "incident": pa.string(), "label": pa.string()}
    return pa.table(
        {name: pa.array(values, types.get(name, pa.int32())) for name, values in columns.items()}
    )


BLAST = ("i1", "Blast, Orvan", ["a", "b"], 2, 1, 1, 4)
RAID = ("i2", "Raid, Tilsa", ["c"], 1, 1, 1, None)


def between(before: pa.Table, after: pa.Table) -> list[Change]:
    return list(changes.between(before, after))


def test_nothing_differs_between_a_case_and_itself() -> None:
    assert between(incidents(BLAST, RAID), incidents(RAID, BLAST)) == []


def test_an_incident_without_a_former_claim_is_new() -> None:
    assert between(incidents(BLAST), incidents(BLAST, RAID)) == [
        Change("i2", "Raid, Tilsa", Kind.NEW, 1)
    ]


def test_more_reports_make_it_grow_under_whatever_id() -> None:
    now = ("i9", "Blast, Orvan", ["a", "b", "d"], 3, 2, 2, 4)
    assert between(incidents(BLAST), incidents(now)) == [
        Change("i9", "Blast, Orvan", Kind.GROWN, 1, (1, 1), ("Blast, Orvan",))
    ]


@pytest.mark.parametrize("now", [(2, 2, 2, 4), (2, 1, 2, 4), (2, 1, 1, 5), (2, 1, 1, None)])
def test_other_origins_or_another_toll_are_told(now: tuple[int, int, int, int | None]) -> None:
    (one,) = between(incidents(BLAST), incidents((*BLAST[:3], *now)))
    assert (one.kind, one.reports_more, one.origins_before) == (Kind.RECOUNTED, 0, (1, 1))


def test_two_that_became_one_name_both() -> None:
    now = ("i3", "Blast and raid, Orvan", ["a", "b", "c"], 3, 1, 2, 4)
    (one,) = between(incidents(BLAST, RAID), incidents(now))
    assert one.kind == Kind.JOINED
    assert one.before == ("Blast, Orvan", "Raid, Tilsa")
    assert one.origins_before is None


def test_one_that_became_two_is_told_of_both() -> None:
    parts = ("i4", "Blast, Orvan", ["a"], 1, 1, 1, 4), ("i5", "Fire, Orvan", ["b"], 1, 1, 1, None)
    found = between(incidents(BLAST), incidents(*parts))
    assert [(one.incident, one.kind) for one in found] == [
        ("i4", Kind.PARTED),
        ("i5", Kind.PARTED),
    ]


def test_what_is_gone_comes_last_and_has_no_id() -> None:
    assert between(incidents(BLAST, RAID), incidents(RAID)) == [
        Change(None, "Blast, Orvan", Kind.GONE)
    ]


def test_what_was_noted_is_read_back(tmp_path: Path, kit: SimpleNamespace) -> None:
    case = kit.make(tmp_path / "case")
    assert changes.noted(case.folder) is None
    whole = changes.standing(case)
    assert whole is not None
    first = str(whole["label"][0].as_py())
    changes.note(case, whole.slice(1))
    (one,) = changes.noted(case.folder) or []
    assert (one.kind, one.label, one.reports_more) == (Kind.NEW, first, 2)
    changes.forget(case.folder)
    assert changes.noted(case.folder) is None


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    changes.path_of(tmp_path).write_bytes(b"PAR1 no more")
    with pytest.raises(CaseError, match="damaged"):
        changes.noted(tmp_path)


def test_no_case_before_means_nothing_to_note(tmp_path: Path, kit: SimpleNamespace) -> None:
    case = kit.make(tmp_path / "case")
    changes.note(case, None)
    assert not changes.path_of(case.folder).exists()
