"""Two claims side by side, as comparisons take them."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.link.subjects import Subject
from headwater.model import Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims side by side; ``passages`` are those that their reports share, if they do."""

    one: Subject
    other: Subject
    passages: tuple[tuple[Span, Span], ...] | None = None

    @property
    def news(self) -> bool:
        """Whether both claims are the news of a report, of two different reports."""
        one, other = self.one, self.other
        return one.report != other.report and one.claim.event.main and other.claim.event.main
