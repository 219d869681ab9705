"""Where things stand on a page, so that every number leads to the words behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from headwater.model import Incident, Reading


class Links(Protocol):
    """Addresses of what a page shows; one page and the review pages each have their own."""

    def incident(self, incident_id: str) -> str:
        """Address of an incident."""
        ...

    def report(self, report_id: str) -> str:
        """Address of a report's text."""
        ...

    def words(self, report_id: str, offset: int) -> str:
        """Address of the words that start at an offset of a report's text."""
        ...


@dataclass(frozen=True)
class PageLinks:
    """Anchors within one page: ``#i3``, ``#r7``, ``#r7-120``.

    Ids of reports may hold any character, so that anchors count instead.
    """

    incidents: dict[str, int] = field(default_factory=dict)
    reports: dict[str, int] = field(default_factory=dict)

    @classmethod
    def over(cls, incidents: Iterable[Incident], readings: Iterable[Reading]) -> PageLinks:
        """Number incidents and reports in the order in which the page shows them."""
        return cls(
            {incident.id: number for number, incident in enumerate(incidents, 1)},
            {reading.report.id: number for number, reading in enumerate(readings, 1)},
        )

    def incident(self, incident_id: str) -> str:
        """See ``Links``."""
        return f"#i{self.incidents[incident_id]}"

    def report(self, report_id: str) -> str:
        """See ``Links``."""
        return f"#r{self.reports[report_id]}"

    def words(self, report_id: str, offset: int) -> str:
        """See ``Links``."""
        return f"#r{self.reports[report_id]}-{offset}"
