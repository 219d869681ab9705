"""Addresses of the review pages. Satisfies ``headwater.export.page.links.Links``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class ServeLinks:
    """Addresses under the server's token.

    Attributes:
        base: ``/`` and the token.
        query: the list's filters and sort, which go along from incident to incident.
    """

    base: str
    query: str = ""

    def to(self, path: str, /, **parameters: str | int) -> str:
        """Address of a page with parameters; empty ones are left out."""
        kept = {name: value for name, value in parameters.items() if value != ""}
        return f"{self.base}/{path}" + (f"?{urlencode(kept)}" if kept else "")

    def incident(self, incident_id: str) -> str:
        """See ``Links``."""
        address = f"{self.base}/incident/{quote(incident_id, safe='')}"
        return f"{address}?{self.query}" if self.query else address

    def act(self, incident_id: str, action: str) -> str:
        """Where a decision on an incident is posted."""
        return f"{self.base}/incident/{quote(incident_id, safe='')}/{action}"

    def report(self, report_id: str) -> str:
        """See ``Links``."""
        return self.to("report", id=report_id)

    def words(self, report_id: str, offset: int) -> str:
        """See ``Links``."""
        return f"{self.report(report_id)}#w-{offset}"

    def compare(self, one: str, other: str) -> str:
        """Two reports side by side."""
        return self.to("compare", a=one, b=other)

    def source(self, name: str) -> str:
        """What a named source said."""
        return self.to("source", name=name)
