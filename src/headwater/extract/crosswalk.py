"""The crosswalk: from a happening's frames and participants to the codes of the field.

The table is ``crosswalk.toml``; what its rows mean stands at its head. A user's file of the same
form is read before it, so its rows take precedence. A type of a user's own (``own_types``) is a
frame with a row for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from headwater.errors import TableError
from headwater.extract import own_types
from headwater.model import EventType

TEXT_KEYS = ("id", "plover", "mode", "acled", "cameo", "ucdp", "muc")
LIST_KEYS = ("frames", "contexts", "actor", "recipient", "no_actor", "no_recipient")
MORE_LIST_KEYS = ("near", "not_near", "with")
ARMED = frozenset(("state", "rebel"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its words and its lists of conditions."""

    words: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    contexts: tuple[str, ...]
    killed: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table asks of a happening: word classes of its participants and company."""

    frames: Collection[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    near: frozenset[str]
    killed: bool
    sides: tuple[frozenset[str], ...] = ()
    """Word classes of each actor, for fighting among them."""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Rows by the frames that they type, in order of precedence."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def type(self, frame: str, facts: Facts) -> EventType | None:
        """Type a happening; ``None`` when no row fits (accidents, disasters)."""
        for row in self.rows.get(frame, ()):
            if _fits(row, facts):
                words = row.words
                return EventType(
                    plover=words["plover"],
                    mode=words.get("mode"),
                    contexts=row.contexts,
                    acled=words.get("acled"),
                    cameo=words.get("cameo"),
                    ucdp=violence_type(facts) if "ucdp" in words else None,
                    muc=words.get("muc"),
                    rule=words["id"],
                )
        return None


def violence_type(facts: Facts) -> str | None:
    """UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided; ``None`` if undecidable.

    UCDP GED codebook 23.1, section "type_of_violence": 1 when a state fights an organised group,
    2 when two groups do, 3 when a state or group kills civilians.
    """
    doers, done = facts.actors & ARMED, facts.recipients
    if doers and "civilian" in done and not done & ARMED:
        return "3"
    if ("state" in doers and "rebel" in done) or ("rebel" in doers and "state" in done):
        return "1"
    armed = [side & ARMED for side in facts.sides if side & ARMED]
    if len(armed) > 1 and any("state" in s for s in armed) and any("rebel" in s for s in armed):
        return "1"
    if "rebel" in doers and "rebel" in done:
        return "2"
    return None


@cache
def load(extra: tuple[Path, ...] = ()) -> Crosswalk:
    """Read the shipped table, and before it those of ``extra``.

    Raises:
        TableError: a user's table can't be read or breaks the format.
    """
    shipped = files("headwater.extract").joinpath("crosswalk.toml").read_text(encoding="utf-8")
    tables = [(str(path), own_types.read(path)) for path in extra]
    tables.append(("crosswalk.toml", tomllib.loads(shipped)))
    grouped: dict[str, list[Row]] = {}
    for row in (row for where, table in tables for row in _rows(where, table)):
        for frame in sorted(row.lists["frames"]):
            grouped.setdefault(frame, []).append(row)
    return Crosswalk(grouped)


def _rows(where: str, table: Mapping[str, Any]) -> Iterable[Row]:
    for number, entry in enumerate(table.get("row", []), start=1):
        yield _row(f"{where}, row {number}", entry)
    for number, entry in enumerate(table.get("type", []), start=1):
        coded = {key: value for key, value in entry.items() if key not in own_types.KEYS}
        yield _row(f"{where}, type {number}", coded | {"frames": [entry.get("id")]})


def _row(where: str, entry: Mapping[str, object]) -> Row:
    known = {*TEXT_KEYS, *LIST_KEYS, *MORE_LIST_KEYS, "killed"}
    for key in entry:
        if key not in known:
            raise TableError(f"{where}: unknown key {key!r}; known: {', '.join(sorted(known))}")
    words, lists = {}, {}
    for key in TEXT_KEYS:
        value = entry.get(key)
        if isinstance(value, str):
            words[key] = value
        elif value is not None:
            raise TableError(f"{where}: {key} must be text")
    for key in (*LIST_KEYS, *MORE_LIST_KEYS):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TableError(f"{where}: {key} must be a list of words")
        lists[key] = tuple(value)
    if "id" not in words or "plover" not in words or not lists["frames"]:
        raise TableError(f"{where}: needs id, frames and plover")
    killed = entry.get("killed")
    if killed is not None and not isinstance(killed, bool):
        raise TableError(f"{where}: killed must be true or false")
    sets = {key: frozenset(value) for key, value in lists.items()}
    return Row(words, sets, lists["contexts"], killed)


def _fits(row: Row, facts: Facts) -> bool:
    wanted = row.lists
    present = {
        "actor": facts.actors,
        "recipient": facts.recipients,
        "near": facts.near,
        "with": frozenset(facts.frames),
    }
    absent = {"no_actor": facts.actors, "no_recipient": facts.recipients, "not_near": facts.near}
    return (
        all(not wanted[key] or wanted[key] & have for key, have in present.items())
        and all(not wanted[key] & have for key, have in absent.items())
        and (row.killed is None or row.killed == facts.killed)
    )
