"""Which decisions hang together: those on incidents that a merge has joined, directly or not.

An undo changes what every decision of its kin made of an incident; all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from headwater.store.decisions import Action, Entry


class Kin:
    """Decisions by the incidents, as the case has them, that they are about.

    Args:
        incident_of: the incident of each claim of the case; asked for when it is first needed.
    """

    def __init__(self, incident_of: Callable[[], Mapping[str, str]]) -> None:
        self._incident_of = incident_of
        self._by_incident: dict[str, list[Entry]] = {}

    def add(self, entry: Entry) -> None:
        """Take in a decision."""
        for incident in self.incidents(entry):
            self._by_incident.setdefault(incident, []).append(entry)

    def incidents(self, entry: Entry) -> list[str]:
        """The case's incidents that a decision is about; none when it has lost them."""
        decision = entry.decision
        claims = [*decision.claims]
        if decision.action is Action.MERGE and isinstance(decision.value, list):
            claims += [str(claim) for claim in decision.value]
        found = self._incident_of()
        return list(dict.fromkeys(found[claim] for claim in claims if claim in found))

    def of(self, entries: Iterable[Entry]) -> tuple[frozenset[str], dict[int, Entry]]:
        """Incidents that some decisions reach through others, and all decisions on those."""
        reached: dict[str, None] = {}
        kin: dict[int, Entry] = {}
        waiting = [incident for entry in entries for incident in self.incidents(entry)]
        while waiting:
            incident = waiting.pop()
            if incident in reached:
                continue
            reached[incident] = None
            for entry in self._by_incident.get(incident, ()):
                if entry.number not in kin:
                    kin[entry.number] = entry
                    waiting += self.incidents(entry)
        return frozenset(reached), kin


def undone(entries: Sequence[Entry], undo: Entry) -> Entry:
    """The decision that an undo, or an undo of undos, is about in the end."""
    entry = undo
    while entry.decision.undoes is not None:
        entry = entries[entry.decision.undoes - 1]
    return entry
