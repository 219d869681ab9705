"""Which reports carry one story: groups of copies and partial copies."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from headwater.model import Derivation, DerivationKind


class Stories:
    """Reports grouped by derivation. A report alone is a story of its own."""

    def __init__(self, derived: Iterable[Derivation]) -> None:
        self._derived = derived if isinstance(derived, Sequence) else tuple(derived)
        self._parent: dict[str, str] = {}
        self._partners: dict[str, array[int]] = {}
        for index, derivation in enumerate(self._derived):
            if derivation.kind is DerivationKind.CITES:
                continue
            for report in (derivation.a, derivation.b):
                self._partners.setdefault(report, array("q")).append(index)
            self._join(derivation.a, derivation.b)

    def of(self, report: str) -> str:
        """The story of a report: the least id of its group."""
        while (parent := self._parent.get(report, report)) != report:
            self._parent[report] = report = self._parent.get(parent, parent)
        return report

    def partners(self, report: str, within: AbstractSet[str]) -> list[tuple[str, Derivation]]:
        """Reports among ``within`` that share text with ``report``, and how."""
        found = []
        for index in self._partners.get(report, ()):
            derivation = self._derived[index]
            other = derivation.b if derivation.a == report else derivation.a
            if other in within:
                found.append((other, derivation))
        return found

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first
