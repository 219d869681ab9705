"""What a caller may ask of an export."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What one row of a release is: an incident, or one report's claim about it."""

    INCIDENT = "incident"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Options of an export.

    Attributes:
        level: one row an incident, or one row a claim.
        public: pseudonyms, coarse coordinates, no full text (``export.public``).
        salt: the release's secret key for pseudonyms, at least 16 bytes; needed with ``public``.
    """

    level: Level = Level.INCIDENT
    public: bool = False
    salt: bytes | None = None


DEFAULT = ExportOptions()
