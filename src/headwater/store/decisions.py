"""What reviewers decided: an append-only log in SQLite, each entry chained to the one before.

Nothing is ever changed or deleted; an undo is an entry of its own, and so is undoing an undo. The
chain (SHA-256 over the entry and the hash before it) shows any later change to the file.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from headwater.errors import CaseError, UsageError

FILE = "decisions.sqlite"

_TABLE = """
create table if not exists decisions (
  number integer primary key,
  at text not null,
  reviewer text not null,
  action text not null,
  target text not null,
  claims text not null,
  field text,
  value text,
  note text,
  undoes integer references decisions (number),
  before text not null,
  hash text not null unique
);
create trigger if not exists never_changed before update on decisions
  begin select raise(abort, 'the log is append-only'); end;
create trigger if not exists never_deleted before delete on decisions
  begin select raise(abort, 'the log is append-only'); end;
"""

_COLUMNS = "number, at, reviewer, action, target, claims, field, value, note, undoes, before, hash"


class Action(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    SPAN = "span"
    MERGE = "merge"
    SPLIT = "split"
    SAME = "same"
    DIFFERENT = "different"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry, as a reviewer makes it.

    ``target`` is the id of what is decided on (an incident, a claim, a source name); ``claims``
    are the claims that it held then, by which it is found again after later runs. ``value`` is
    JSON: the new value of ``field``, the other incidents of a merge, the claims to split off.
    """

    reviewer: str
    action: Action
    target: str
    claims: tuple[str, ...] = ()
    field: str | None = None
    value: object = None
    note: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as the log holds it."""

    number: int
    at: str
    decision: Decision
    before: str
    hash: str


class DecisionLog:
    """The log of one case. Every call opens its own connection: threads and processes may share."""

    def __init__(self, case: Path) -> None:
        self.path = case / FILE

    def append(self, decision: Decision) -> Entry:
        """Write a decision; it is on disk when this returns.

        Raises:
            UsageError: no reviewer's name, or an undo of an entry that isn't there.
            CaseError: the log can't be written.
        """
        return self.append_all([decision])[0]

    def append_all(self, decisions: Sequence[Decision]) -> list[Entry]:
        """Write several decisions together: all of them, or none."""
        for decision in decisions:
            if not decision.reviewer.strip():
                raise UsageError("a decision needs a reviewer's name; give --reviewer NAME")
        with self._connection() as connection:
            connection.execute("begin immediate")
            number, before = connection.execute(
                "select coalesce(max(number), 0), "
                "coalesce((select hash from decisions order by number desc limit 1), '') "
                "from decisions"
            ).fetchone()
            entries = []
            for decision in decisions:
                number += 1
                if decision.undoes is not None and not 0 < decision.undoes < number:
                    raise UsageError(f"nothing to undo: the log has no entry {decision.undoes}")
                entry = _entry(number, datetime.now(UTC), decision, before)
                connection.execute(
                    f"insert into decisions ({_COLUMNS}) values ({', '.join('?' * 12)})",  # noqa: S608  # constants
                    _row(entry),
                )
                before = entry.hash
                entries.append(entry)
            connection.execute("commit")
        return entries

    def entries(self, after: int = 0) -> list[Entry]:
        """Entries numbered above ``after``, oldest first; empty when there are none yet."""
        if not self.path.exists():
            return []
        with self._connection() as connection:
            rows = connection.execute(
                f"select {_COLUMNS} from decisions where number > ? order by number",  # noqa: S608  # constants
                (after,),
            )
            return [_from_row(row) for row in rows]

    def verify(self) -> int:
        """Number of entries, all of whose hashes fit.

        Raises:
            CaseError: an entry was changed, removed or put in after the fact.
        """
        before = ""
        entries = self.entries()
        for position, entry in enumerate(entries, 1):
            if entry.number != position:
                raise CaseError(f"{self.path}: entry {position} is missing; the log was changed")
            if entry.before != before or entry.hash != _hash(entry):
                raise CaseError(
                    f"{self.path}: entry {position} does not fit its hash; it was changed"
                )
            before = entry.hash
        return len(entries)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(self.path, timeout=30, isolation_level=None)
            ) as connection:
                connection.execute("pragma journal_mode = wal")
                connection.execute("pragma synchronous = full")
                connection.executescript(_TABLE)
                yield connection
        except sqlite3.Error as error:
            raise CaseError(f"{self.path}: the decision log can't be used ({error})") from None


def active(entries: Sequence[Entry]) -> list[Entry]:
    """The decisions in force: those neither undone nor undos themselves, oldest first."""
    undone: set[int] = set()
    # Read backwards: an undo that was itself undone has no effect on what it undid.
    for entry in reversed(entries):
        if entry.decision.undoes is not None and entry.number not in undone:
            undone.add(entry.decision.undoes)
    return [
        entry
        for entry in entries
        if entry.number not in undone and entry.decision.action is not Action.UNDO
    ]


def next_undo(entries: Sequence[Entry], reviewer: str) -> Entry | None:
    """The last decision of a reviewer that is in force; what their undo takes back."""
    mine = [entry for entry in active(entries) if entry.decision.reviewer == reviewer]
    return mine[-1] if mine else None


def next_redo(entries: Sequence[Entry], reviewer: str) -> Entry | None:
    """The undo that a reviewer's redo takes back: theirs, in force, with no decision since."""
    undone = {e.decision.undoes for e in entries if e.decision.undoes is not None}
    found: Entry | None = None
    for entry in entries:
        if entry.decision.reviewer != reviewer:
            continue
        if entry.decision.action is not Action.UNDO:
            found = None
        elif entry.number not in undone and _undoes_a_decision(entries, entry):
            found = entry
    return found


def _undoes_a_decision(entries: Sequence[Entry], undo: Entry) -> bool:
    target = undo.decision.undoes
    return target is not None and entries[target - 1].decision.action is not Action.UNDO


def _entry(number: int, at: datetime, decision: Decision, before: str) -> Entry:
    bare = Entry(number, at.isoformat(timespec="milliseconds"), decision, before, "")
    return Entry(bare.number, bare.at, decision, before, _hash(bare))


def _hash(entry: Entry) -> str:
    content = asdict(entry)
    content.pop("hash")
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _row(entry: Entry) -> tuple[object, ...]:
    decision = entry.decision
    return (
        entry.number,
        entry.at,
        decision.reviewer,
        decision.action.value,
        decision.target,
        json.dumps(decision.claims),
        decision.field,
        json.dumps(decision.value, sort_keys=True, ensure_ascii=False),
        decision.note,
        decision.undoes,
        entry.before,
        entry.hash,
    )


def _from_row(row: tuple[object, ...]) -> Entry:
    number, at, reviewer, action, target, claims, field, value, note, undoes, before, digest = row
    decision = Decision(
        reviewer=str(reviewer),
        action=Action(str(action)),
        target=str(target),
        claims=tuple(json.loads(str(claims))),
        field=None if field is None else str(field),
        value=json.loads(str(value)),
        note=None if note is None else str(note),
        undoes=undoes if isinstance(undoes, int) else None,
    )
    return Entry(int(str(number)), str(at), decision, str(before), str(digest))
