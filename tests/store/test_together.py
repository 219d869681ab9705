"""Decisions taken in as they come leave the same case as all of them read at once."""

import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from headwater.errors import CaseError
from headwater.model import Incident
from headwater.store import Case
from headwater.store.decisions import Action, Decision, DecisionLog, next_redo, next_undo
from headwater.store.reviewed import ReviewedCase

STEPS = 25


def moves(dice: random.Random, view: ReviewedCase) -> Iterator[Decision]:
    """A decision that a reviewer could take now."""
    incidents = [one for one, _ in view.changes()[1]] + list(view.incidents())
    one, other = (dice.choice(incidents) for _ in range(2))
    who = dice.choice(["Ana", "Bo"])
    action = dice.choice([*Action, Action.MERGE, Action.SPLIT, Action.UNDO, Action.UNDO])
    bare = {"reviewer": who, "target": one.id, "claims": one.claims}
    if action in {Action.ACCEPT, Action.REJECT}:
        yield Decision(**bare, action=action)  # type: ignore[arg-type]  # reviewer and incident
    elif action is Action.MERGE and other.id != one.id:
        yield Decision(**bare, action=action, value=list(other.claims))  # type: ignore[arg-type]
    elif action is Action.SPLIT and len(one.claims) > 1:
        yield Decision(**bare, action=action, value=[one.claims[-1]])  # type: ignore[arg-type]
    elif action is Action.EDIT:
        label = f"Line {dice.random():.3f}"
        yield Decision(**bare, action=action, field="label", value=label)  # type: ignore[arg-type]
    elif action is Action.SPAN:
        span = {"field": "evidence", "value": [[0, dice.randint(3, 9)]]}
        bare |= {"target": one.claims[0]}
        yield Decision(**bare, action=action, **span)  # type: ignore[arg-type]
    elif action is Action.UNDO:
        find = dice.choice([next_undo, next_redo])
        found = find(view.entries, who)
        if found is not None:
            yield Decision(who, action, "", undoes=found.number)


def state(view: ReviewedCase) -> tuple[object, ...]:
    removed, made = view.changes()
    standings = {
        one.id: (how.verdict, sorted(entry.number for entry in how.entries)) for one, how in made
    }
    incidents: dict[str, Incident] = {one.id: one for one, _ in made}
    claims = {claim: view.claim(claim) for one in incidents.values() for claim in one.claims}
    return removed, standings, incidents, claims, sorted(e.number for e in view.lost)


@pytest.mark.parametrize("seed", range(6))
def test_as_they_come_or_all_at_once(seed: int, tmp_path: Path, kit: SimpleNamespace) -> None:
    case: Case = kit.make(tmp_path / "case")
    log, view = DecisionLog(case.folder), ReviewedCase(case)
    dice = random.Random(seed)  # noqa: S311  # no secret
    for _ in range(STEPS):
        for decision in moves(dice, view):
            log.append(decision)
            view.refresh()
    assert view.entries
    assert state(view) == state(ReviewedCase(case))


def test_an_undo_leaves_other_incidents_alone(tmp_path: Path, kit: SimpleNamespace) -> None:
    case: Case = kit.make(tmp_path / "case")
    log, view = DecisionLog(case.folder), ReviewedCase(case)
    first, second, *_ = case.incidents()
    log.append(Decision("Ana", Action.EDIT, first.id, first.claims, "label", "A line"))
    log.append(Decision("Ana", Action.ACCEPT, second.id, second.claims))
    view.refresh()
    kept = view.incident(first.id)
    log.append(Decision("Ana", Action.UNDO, "", undoes=2))
    view.refresh()
    assert view.incident(first.id) is kept
    assert view.standing(second.id).verdict is None
    with pytest.raises(CaseError):
        view.incident("inc_none")
