"""What the format readers hand on: a text with the metadata that its file gave, unfinished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.model import Rejected

MAX_LINE = 8 * 1024 * 1024
"""Longest line of a line-based format, in characters; a longer one is refused, not held."""

MAX_FILE = 32 * 1024 * 1024
"""Largest file, in bytes, of a format that can only be read whole."""

MAX_TEXT = 1_000_000
"""Longest text of one report, in characters (spaCy's own limit)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as read from one place, before language, dates, credits and furniture."""

    text: str
    origin: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


Drafts = Iterator[Draft | Rejected]
"""What every format reader returns, in the order of the file."""
