"""From a draft to a report: language, id, title, date, credits, furniture."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Final

from headwater.model import Rejected, Report, Span
from headwater.read.agencies import Agencies
from headwater.read.dates import iso_date
from headwater.read.draft import MAX_TEXT, Draft
from headwater.read.foot import read_foot
from headwater.read.furniture import furniture, merged
from headwater.read.head import Head, read_head
from headwater.read.language import other_language

_WORD: Final = re.compile(r"[^\W\d_]{2}")
_MAX_TITLE: Final = 160


def content_digest(draft: Draft) -> str:
    """Digest of all that a report says: text and given metadata, not where the file lies."""
    parts = [draft.text, draft.title, draft.outlet, draft.byline, draft.published, draft.url]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def finish(draft: Draft, agencies: Agencies) -> Report | Rejected:
    """Complete a draft; given metadata wins over what the text says.

    Args:
        draft: a text with what its file gave.
        agencies: known agencies.

    Returns:
        The report, or why it can't be used: no text, too long, not English.
    """
    digest = content_digest(draft)
    if not _WORD.search(draft.text):
        return Rejected(draft.origin, "no text", digest)
    if len(draft.text) > MAX_TEXT:
        return Rejected(draft.origin, f"text longer than {MAX_TEXT:,} characters", digest)
    given = draft.language.lower() if draft.language else None
    other = other_language(draft.text) if given is None else None
    if other or (given and not re.match(r"en(?:g|glish)?\b", given)):
        reason = f"language is {other}" if other else f"language is given as {draft.language}"
        return Rejected(draft.origin, f"{reason}; only English is read", digest)
    return _report(draft, digest, agencies)


def _report(draft: Draft, digest: str, agencies: Agencies) -> Report:
    """The report of a usable draft."""
    text = draft.text
    title = _clean(draft.title) or first_line_title(text)
    head = read_head(text, title, draft.outlet, agencies)
    foot = read_foot(text, head.end, draft.outlet, agencies)
    by_name = {credit.name: credit for credit in reversed((*head.credits, *foot.credits))}
    return Report(
        id=draft.id or digest,
        text=text,
        title=title,
        outlet=draft.outlet,
        byline=draft.byline or head.byline,
        dateline=head.dateline,
        published=iso_date(draft.published) or head.published,
        url=draft.url,
        language="en",
        credits=tuple(sorted(by_name.values(), key=lambda credit: credit.span)),
        furniture=_furniture(head, [*foot.furniture, *furniture(text, agencies)]),
        origin=draft.origin,
    )


def _furniture(head: Head, below: list[Span]) -> tuple[Span, ...]:
    """All furniture, the title line excepted."""
    spans = [*head.furniture, *below]
    if head.title is not None:
        start, end = head.title
        spans = [span for span in spans if span[1] <= start or span[0] >= end]
    return merged(spans)


def _clean(title: str | None) -> str | None:
    """A given title without the outlet's name behind a bar."""
    return title.split(" | ")[0].strip() or None if title else None


def first_line_title(text: str) -> str | None:
    """The first line as title: short, no sentence, more text below; ``#`` marks of Markdown off."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    bare = first.lstrip("# ").strip()
    marked = first.startswith("#")
    fits = bool(bare) and len(bare) <= _MAX_TITLE and bool(_WORD.search(rest))
    if not fits or (not marked and (bare[-1] in '.,;:!…"”' or not bare[0].isupper())):
        return None
    return bare if marked or re.match(r"\s*\n", rest) or not bare.startswith("By ") else None
