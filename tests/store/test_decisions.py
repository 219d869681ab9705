"""The decision log: append-only, chained, shared by several reviewers, undoable throughout."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.errors import CaseError, UsageError
from headwater.store.decisions import (
    FILE,
    Action,
    Decision,
    DecisionLog,
    active,
    next_redo,
    next_undo,
)


def accept(target: str, reviewer: str = "Ana") -> Decision:
    return Decision(reviewer, Action.ACCEPT, target, claims=("clm_1",))


def undo(number: int, reviewer: str = "Ana") -> Decision:
    return Decision(reviewer, Action.UNDO, "", undoes=number)


def test_entries_come_back_as_they_went(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    edit = Decision("Ana", Action.EDIT, "inc_1", ("clm_1", "clm_2"), "killed", {"low": 3}, "why")
    entry = log.append(edit)
    assert log.entries() == [entry]
    assert entry.decision == edit
    assert log.verify() == 1


def test_an_empty_case_has_no_log(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    assert log.entries() == []
    assert log.verify() == 0
    assert not (tmp_path / FILE).exists()


def test_the_log_can_not_be_changed_in_place(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    log.append(accept("inc_1"))
    connection = sqlite3.connect(tmp_path / FILE)
    for statement in ("update decisions set reviewer = 'Bo'", "delete from decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "update decisions set reviewer = 'Bo' where number = 2",
        "delete from decisions where number = 2",
    ],
)
def test_tampering_is_seen(tmp_path: Path, tampering: str) -> None:
    log = DecisionLog(tmp_path)
    for name in ("inc_1", "inc_2", "inc_3"):
        log.append(accept(name))
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript("drop trigger never_changed; drop trigger never_deleted;" + tampering)
    connection.close()
    with pytest.raises(CaseError, match="entry 2"):
        log.verify()


def test_undo_and_redo(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    log.append(accept("inc_1"))
    log.append(accept("inc_2"))
    last = next_undo(log.entries(), "Ana")
    assert last is not None
    assert last.number == 2
    log.append(undo(2))
    assert [e.decision.target for e in active(log.entries())] == ["inc_1"]
    again = next_redo(log.entries(), "Ana")
    assert again is not None
    assert again.number == 3
    log.append(undo(3))
    assert [e.decision.target for e in active(log.entries())] == ["inc_1", "inc_2"]
    assert next_redo(log.entries(), "Ana") is None
    log.append(undo(2))
    log.append(accept("inc_3"))
    assert next_redo(log.entries(), "Ana") is None


def test_undo_takes_back_only_ones_own(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    log.append(accept("inc_1", "Ana"))
    log.append(accept("inc_2", "Bo"))
    mine = next_undo(log.entries(), "Ana")
    assert mine is not None
    assert mine.decision.target == "inc_1"
    assert next_undo(log.entries(), "Cy") is None


def test_a_bulk_is_all_or_nothing(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    with pytest.raises(UsageError, match="no entry 99"):
        log.append_all([accept("inc_1"), undo(99)])
    assert log.entries() == []


def test_a_name_is_needed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="reviewer's name"):
        DecisionLog(tmp_path).append(accept("inc_1", " "))


DECIDE = """
import sys
from pathlib import Path
from headwater.store.decisions import Action, Decision, DecisionLog
log = DecisionLog(Path(sys.argv[1]))
for number in range(25):
    log.append(Decision(sys.argv[2], Action.ACCEPT, f"inc_{number}"))
"""


def test_several_reviewers_lose_nothing(tmp_path: Path) -> None:
    people = [
        subprocess.Popen([sys.executable, "-c", DECIDE, str(tmp_path), name])
        for name in ("Ana", "Bo", "Cy")
    ]
    assert [person.wait(60) for person in people] == [0, 0, 0]
    log = DecisionLog(tmp_path)
    assert log.verify() == 75
    by_reviewer = [e.decision.reviewer for e in log.entries()]
    assert {name: by_reviewer.count(name) for name in ("Ana", "Bo", "Cy")} == {
        "Ana": 25,
        "Bo": 25,
        "Cy": 25,
    }
