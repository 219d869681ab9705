"""Readings as linking sees them: by id and in order of time, decoded when a step asks for one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from headwater.link.claims import in_order
from headwater.model import Reading, Report


class Held(Mapping[str, Reading]):
    """The readings of a case. Iterates over report ids in order of time (`claims.in_order`)."""

    @property
    @abstractmethod
    def ids(self) -> Sequence[str]:
        """Report ids by day of publication (unknown last), then id."""

    @abstractmethod
    def report(self, report: str) -> Report:
        """The report alone, which is cheaper than its reading."""

    @abstractmethod
    def sketch(self, report: str) -> Sequence[int]:
        """The sketch of a report."""

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


class Listed(Held):
    """Readings that lie in memory."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = {one.report.id: one for one in in_order(tuple(readings))}
        self._ids = tuple(self._readings)

    @property
    def ids(self) -> Sequence[str]:
        """See `Held.ids`."""
        return self._ids

    def __getitem__(self, report: str) -> Reading:
        return self._readings[report]

    def report(self, report: str) -> Report:
        """See `Held.report`."""
        return self._readings[report].report

    def sketch(self, report: str) -> Sequence[int]:
        """See `Held.sketch`."""
        return self._readings[report].sketch
