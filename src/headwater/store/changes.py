"""What the last run changed: incidents that are new, grown, counted anew, joined, parted or gone.

An incident of the run before is the same as one now when the two share a claim: ids change with
the claims, and a monitor who adds today's reports wants to read today's difference alone. What is
noted lies beside the tables, not in them: the tables of a case are the same however many runs it
was made in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from headwater.errors import CaseError
from headwater.store.case import Case
from headwater.store.files import Row, read_columns, remove, write_table

_FIGURES = ("reports", "origins_min", "origins_max", "killed_low", "killed_high")
_COLUMNS = ("incident", "label", "claims", *_FIGURES)
SCHEMA = pa.schema(
    {
        "incident": pa.string(),
        "label": pa.string(),
        "kind": pa.string(),
        "reports_more": pa.int32(),
        "origins_min_before": pa.int32(),
        "origins_max_before": pa.int32(),
        "before": pa.list_(pa.string()),
    }
)
_GROUP = 4096
_ALONE = 1
"""Incidents that one which only grew shares claims with."""


class Kind(StrEnum):
    """How an incident differs from what the run before had."""

    NEW = "new"
    """No claim of it stood in any incident."""
    JOINED = "joined"
    """Claims of it stood in several incidents."""
    PARTED = "parted"
    """Claims of it stood together with claims of another incident of now."""
    GROWN = "grown"
    """More reports tell it."""
    RECOUNTED = "recounted"
    """The same reports, but other origins or another toll, or fewer reports."""
    GONE = "gone"
    """An incident of before of which no claim stands in any incident now."""


@dataclass(frozen=True, slots=True)
class Change:
    """One incident that the last run changed."""

    incident: str | None
    """Its id; None for one that is gone."""
    label: str
    kind: Kind
    reports_more: int = 0
    """Reports that tell it now, less those that told it."""
    origins_before: tuple[int, int] | None = None
    """Bounds of its origins before, where it stood alone in one incident."""
    before: tuple[str, ...] = ()
    """Labels of the incidents that its claims stood in."""


def path_of(folder: Path) -> Path:
    """Where a case keeps what its last run changed."""
    return folder / "changes.parquet"


def standing(case: Case) -> pa.Table | None:
    """The incidents of a finished case as they stand, to be compared after a run; None for none."""
    try:
        return read_columns(case.table("incidents"), _COLUMNS)
    except CaseError:
        return None


def forget(folder: Path) -> None:
    """Drop what an earlier run noted, so that a killed run leaves nothing stale behind."""
    remove(path_of(folder))


def note(case: Case, before: pa.Table | None) -> None:
    """Write down what differs from ``before``; nothing when there was no case before."""
    if before is None:
        return
    after = read_columns(case.table("incidents"), _COLUMNS)
    rows = (_written(one) for one in between(before, after))
    write_table(path_of(case.folder), SCHEMA, rows, _GROUP)


def _written(one: Change) -> Row:
    least, most = one.origins_before or (None, None)
    return {
        "incident": one.incident,
        "label": one.label,
        "kind": one.kind.value,
        "reports_more": one.reports_more,
        "origins_min_before": least,
        "origins_max_before": most,
        "before": list(one.before),
    }


def noted(folder: Path) -> tuple[Change, ...] | None:
    """What the last run changed; None for a case made in one run.

    Raises:
        CaseError: the file is damaged.
    """
    path = path_of(folder)
    if not path.exists():
        return None
    return tuple(_change(row) for row in read_columns(path, None).to_pylist())


def _change(row: Mapping[str, object]) -> Change:
    least, most = row["origins_min_before"], row["origins_max_before"]
    known = isinstance(least, int) and isinstance(most, int)
    before = row["before"]
    return Change(
        incident=None if row["incident"] is None else str(row["incident"]),
        label=str(row["label"]),
        kind=Kind(str(row["kind"])),
        reports_more=int(str(row["reports_more"])),
        origins_before=(int(str(least)), int(str(most))) if known else None,
        before=tuple(str(one) for one in before) if isinstance(before, list) else (),
    )


def between(before: pa.Table, after: pa.Table) -> Iterator[Change]:
    """What differs between the incidents of two runs, in the order of the tables, gone ones last.

    Args:
        before: Columns incident, label, claims, reports, origins and toll of the run before.
        after: The same columns now.
    """
    shared = _shared(before, after)
    of_after: dict[int, list[int]] = {}
    of_before: dict[int, list[int]] = {}
    for old, new in shared:
        of_after.setdefault(new, []).append(old)
        of_before.setdefault(old, []).append(new)
    same = _unchanged(before, after, shared)
    for new in range(after.num_rows):
        olds = of_after.get(new, [])
        if len(olds) == _ALONE and len(of_before[olds[0]]) == _ALONE and (olds[0], new) in same:
            continue
        parted = any(len(of_before[old]) > _ALONE for old in olds)
        yield _changed(_row(after, new), [_row(before, old) for old in olds], parted=parted)
    for old in range(before.num_rows):
        if old not in of_before:
            yield Change(None, str(before["label"][old].as_py()), Kind.GONE)


def _changed(
    now: Mapping[str, object], olds: list[Mapping[str, object]], *, parted: bool
) -> Change:
    incident, label = str(now["incident"]), str(now["label"])
    labels = tuple(str(old["label"]) for old in olds)
    if not olds:
        return Change(incident, label, Kind.NEW, int(str(now["reports"])))
    if len(olds) > _ALONE:
        return Change(incident, label, Kind.JOINED, before=labels)
    if parted:
        return Change(incident, label, Kind.PARTED, before=labels)
    (old,) = olds
    more = int(str(now["reports"])) - int(str(old["reports"]))
    bounds = int(str(old["origins_min"])), int(str(old["origins_max"]))
    kind = Kind.GROWN if more > 0 else Kind.RECOUNTED
    return Change(incident, label, kind, more, bounds, labels)


def _row(table: pa.Table, number: int) -> Mapping[str, object]:
    return {name: table[name][number].as_py() for name in table.column_names if name != "claims"}


def _held(table: pa.Table, side: str) -> pa.Table:
    """Rows (claim, number of the incident's row)."""
    claims = table["claims"].combine_chunks()
    return pa.table({"claim": pc.list_flatten(claims), side: pc.list_parent_indices(claims)})


def _shared(before: pa.Table, after: pa.Table) -> list[tuple[int, int]]:
    """Pairs of rows (before, after) whose incidents share a claim, in order."""
    joined = _held(before, "old").join(_held(after, "new"), "claim", join_type="inner")
    pairs = joined.group_by(["old", "new"]).aggregate([])
    return sorted(zip(pairs["old"].to_pylist(), pairs["new"].to_pylist(), strict=True))


def _unchanged(
    before: pa.Table, after: pa.Table, pairs: list[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Pairs whose reports, origins and toll are the same."""
    old = before.take(pa.array([pair[0] for pair in pairs], pa.int64()))
    new = after.take(pa.array([pair[1] for pair in pairs], pa.int64()))
    columns = [(old[name].to_pylist(), new[name].to_pylist()) for name in _FIGURES]
    return {
        pair
        for number, pair in enumerate(pairs)
        if all(one[number] == other[number] for one, other in columns)
    }
