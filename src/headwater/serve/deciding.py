"""From a posted form to decisions, checked before they enter the log."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from headwater.errors import CaseError, UsageError
from headwater.model import Incident, Span
from headwater.serve.asked import Form, text
from headwater.serve.desk import Desk
from headwater.store.decisions import Action, Decision, Entry, active, next_redo, next_undo
from headwater.store.edits import apply_edit
from headwater.store.sources import as_one, as_two

ADVANCES = frozenset({"accept", "reject"})
"""Decisions after which the next incident is shown."""
_BULK = "bulk"


def decision(desk: Desk, incident: Incident, action: str, given: Form, reviewer: str) -> Decision:
    """The decision that a form asks for.

    Raises:
        UsageError: a value is missing or has another form than it needs.
    """
    note = text(given, "note") or None
    bare = Decision(reviewer, Action.NOTE, incident.id, incident.claims, note=note)
    if action in ADVANCES:
        return replace(bare, action=Action(action))
    if action == "note":
        if note is None:
            raise UsageError("a note needs some words")
        return bare
    if action == "edit":
        return _edit(incident, given, bare)
    if action in {"same", "different"}:
        return _sources(incident, action, given, bare)
    if action in {"split", "merge"}:
        return _regrouped(desk, incident, action, given, bare)
    return _on_claim(desk, incident, action, given, bare)


def _regrouped(
    desk: Desk, incident: Incident, action: str, given: Form, bare: Decision
) -> Decision:
    if action == "merge":
        other = _other(desk, incident, text(given, "other"))
        return replace(bare, action=Action.MERGE, value=list(other.claims))
    off = [claim for claim in given.get("claim", []) if claim in incident.claims]
    if not off or len(off) == len(incident.claims):
        raise UsageError("tick the claims to split off; at least one has to stay")
    return replace(bare, action=Action.SPLIT, value=off)


def _edit(incident: Incident, given: Form, bare: Decision) -> Decision:
    field = text(given, "field")
    value = _value(field, given)
    apply_edit(incident, field, value)
    return replace(bare, action=Action.EDIT, field=field, value=value)


def _value(field: str, given: Form) -> object:
    """The value of an edited field, as ``store.edits.FIELDS`` wants it; empty is "not stated"."""
    if field == "label":
        return text(given, "label")
    if field == "type":
        return {"plover": text(given, "plover"), "acled": text(given, "acled") or None}
    if field == "date":
        first, last = text(given, "first"), text(given, "last")
        return (f"{first}/{last}" if last else first) or None
    if field == "killed":
        names = ("low", "best", "high")
        values = {name: _whole(name, text(given, name)) for name in names}
        return None if set(values.values()) == {None} else values
    if field == "place":
        name = text(given, "name")
        if not name:
            return None
        return {
            "name": name,
            "latitude": _degrees("latitude", text(given, "latitude"), 90),
            "longitude": _degrees("longitude", text(given, "longitude"), 180),
            "country": text(given, "country").upper() or None,
        }
    raise UsageError(f"{field}: can't be edited")


def _whole(name: str, value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit()):
        raise UsageError(f"{name}: has to be a whole number, or nothing for not stated")
    return int(value)


def _degrees(name: str, value: str, most: float) -> float | None:
    if not value:
        return None
    try:
        degrees = float(value)
    except ValueError:
        degrees = most + 1
    if not -most <= degrees <= most:
        raise UsageError(f"{name}: has to be degrees from -{most:g} to {most:g}, or nothing")
    return degrees


def _sources(incident: Incident, action: str, given: Form, bare: Decision) -> Decision:
    one, other = text(given, "one"), text(given, "two")
    names = {origin.name for origin in incident.origins}
    if one not in names or other not in names or one == other:
        raise UsageError("pick two different origins of this incident")
    check = as_one if action == "same" else as_two
    check(incident, one, other, bare.reviewer)
    return replace(bare, action=Action(action), target=one, value=other)


def _other(desk: Desk, incident: Incident, wanted: str) -> Incident:
    """The incident to merge with, by id or address."""
    found = wanted.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    if not found or found == incident.id:
        raise UsageError("pick another incident to merge with")
    try:
        return desk.case.incident(found)
    except CaseError:
        raise UsageError(f"{found}: the case has no such incident now") from None


def _on_claim(desk: Desk, incident: Incident, action: str, given: Form, bare: Decision) -> Decision:
    target = text(given, "target")
    if target not in incident.claims:
        raise UsageError("that claim is not part of this incident now")
    if action == "reject-claim":
        if len(incident.claims) == 1:
            raise UsageError("it is the incident's only claim; reject the incident instead")
        return replace(bare, action=Action.REJECT, target=target)
    if action == "span":
        claim = desk.case.claim(target)
        near = claim.event.evidence[0][0] if claim.event.evidence else 0
        span = find_words(desk.case.report(claim.report).text, text(given, "words"), near)
        value = [list(span)]
        return replace(bare, action=Action.SPAN, target=target, field="evidence", value=value)
    raise UsageError(f"{action}: no such decision")


def find_words(text_: str, words: str, near: int) -> Span:
    """Where words stand in a text, nearest to an offset; space between words may differ.

    Raises:
        UsageError: they don't stand in it.
    """
    parts = words.split()
    found: list[Span] = []
    start = text_.find(parts[0]) if parts else -1
    while start >= 0:
        end = _matches(text_, start, parts)
        if end is not None:
            found.append((start, end))
        start = text_.find(parts[0], start + 1)
    if not found:
        raise UsageError("these words don't stand in the report; copy them from its text")
    return min(found, key=lambda span: abs(span[0] - near))


def _matches(text_: str, start: int, parts: Sequence[str]) -> int | None:
    at = start
    for number, part in enumerate(parts):
        if number:
            gap = at
            while at < len(text_) and text_[at].isspace():
                at += 1
            if at == gap:
                return None
        if not text_.startswith(part, at):
            return None
        at += len(part)
    return at


def bulk(desk: Desk, action: str, ids: Sequence[str], reviewer: str) -> list[Decision]:
    """One decision on each of several incidents, undone together.

    Raises:
        UsageError: nothing is selected, or the action can't be done in bulk.
    """
    if action not in ADVANCES:
        raise UsageError("several incidents at once can be accepted or rejected")
    if not ids:
        raise UsageError("select incidents first")
    mark = {_BULK: secrets.token_hex(4)}
    incidents = [desk.case.incident(one) for one in dict.fromkeys(ids)]
    return [Decision(reviewer, Action(action), one.id, one.claims, value=mark) for one in incidents]


def undo(desk: Desk, reviewer: str, number: int | None = None) -> list[Decision]:
    """Entries that take back a reviewer's last decision, or one entry of the log by its number.

    Raises:
        UsageError: there is nothing to undo.
    """
    entries = desk.case.entries
    if number is not None:
        if not in_force(entries, number):
            raise UsageError(f"entry {number} is not in force; there is nothing to undo")
        return [_undoing(entries[number - 1], reviewer)]
    last = next_undo(entries, reviewer)
    if last is None:
        raise UsageError("there is no decision of yours to undo")
    together = [
        entry
        for entry in active(entries)
        if entry.decision.reviewer == reviewer and _together(entry, last)
    ]
    return [_undoing(entry, reviewer) for entry in reversed(together)]


def redo(desk: Desk, reviewer: str) -> list[Decision]:
    """Entries that take back a reviewer's last undo.

    Raises:
        UsageError: there is nothing to redo.
    """
    entries = desk.case.entries
    last = next_redo(entries, reviewer)
    if last is None or last.decision.undoes is None:
        raise UsageError("there is no undo of yours to take back")
    decided = entries[last.decision.undoes - 1]
    undone = {entry.decision.undoes for entry in entries}
    together = [
        entry
        for entry in entries
        if entry.decision.action is Action.UNDO
        and entry.number not in undone
        and entry.decision.undoes is not None
        and entry.decision.reviewer == reviewer
        and _together(entries[entry.decision.undoes - 1], decided)
    ]
    return [_undoing(entry, reviewer) for entry in reversed(together)]


def in_force(entries: Sequence[Entry], number: int) -> bool:
    """Whether an entry, an undo too, has an effect now."""
    if not 0 < number <= len(entries):
        return False
    return number not in taken_back(entries)


def taken_back(entries: Sequence[Entry]) -> set[int]:
    """Numbers of the entries that an undo in force takes back."""
    back: set[int] = set()
    for entry in reversed(entries):
        if entry.decision.undoes is not None and entry.number not in back:
            back.add(entry.decision.undoes)
    return back


def _undoing(entry: Entry, reviewer: str) -> Decision:
    decided = entry.decision
    return Decision(reviewer, Action.UNDO, decided.target, decided.claims, undoes=entry.number)


def _together(one: Entry, other: Entry) -> bool:
    """Whether two decisions were made at once."""
    mark = _mark(other)
    return one.number == other.number or (mark is not None and _mark(one) == mark)


def _mark(entry: Entry) -> object:
    value = entry.decision.value
    return value.get(_BULK) if isinstance(value, dict) else None
