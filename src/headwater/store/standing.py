"""What reviewers decided on one incident, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from headwater.store.decisions import Action, Decision, Entry

_VERDICTS = frozenset({Action.ACCEPT, Action.REJECT})
_SAMENESS = frozenset({Action.SAME, Action.DIFFERENT})
NOT_STATED = "not stated"


@dataclass(slots=True)
class Standing:
    """What reviewers decided on one incident."""

    verdict: str | None = None
    """accept or reject: the last one given."""
    entries: list[Entry] = field(default_factory=list)
    """Every decision in force on it, oldest first."""

    @property
    def disputes(self) -> list[str]:
        """Where reviewers disagree, in words: who last said what on each matter."""
        matters: dict[str, dict[str, str]] = {}
        for entry in self.entries:
            for matter, said in _positions(entry.decision):
                matters.setdefault(matter, {})[entry.decision.reviewer] = said
        return [
            f"{matter} ({_listed(said)})"
            for matter, said in matters.items()
            if len(set(said.values())) > 1
        ]


def value_words(value: object) -> str:
    """An edited value in words; null is "not stated"."""
    if value is None:
        return NOT_STATED
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items() if one is not None)
    return str(value)


def _positions(decision: Decision) -> Iterator[tuple[str, str]]:
    """(matter, position) of a decision; a note takes none."""
    if decision.action in _VERDICTS:
        of_claim = decision.target in decision.claims
        yield f"claim {decision.target}" if of_claim else "verdict", decision.action.value
    elif decision.action is Action.EDIT and decision.field:
        yield decision.field, value_words(decision.value)
    elif decision.action in _SAMENESS:
        pair = " and ".join(sorted((decision.target, str(decision.value))))
        yield pair, "one origin" if decision.action is Action.SAME else "two origins"
    elif decision.action is Action.SPAN:
        yield f"bounds of {decision.target}", str(decision.value)


def _listed(said: dict[str, str]) -> str:
    pairs: Iterable[tuple[str, str]] = sorted(said.items())
    return ", ".join(f"{who}: {what}" for who, what in pairs)
