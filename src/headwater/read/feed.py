"""RSS and Atom feed files: one report an entry."""

from __future__ import annotations

import io
import time

import feedparser

from headwater.model import Rejected
from headwater.read.draft import Draft, Drafts
from headwater.read.encoding import storable
from headwater.read.html import fragment_text


def read_feed(data: bytes, label: str) -> Drafts:
    """Read the entries of a feed file, in its order; the feed's title is their outlet.

    The longest of an entry's content and summary is its text. Nothing is fetched: an entry that
    only links to its article carries the summary alone.
    """
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        broken = feed.get("bozo_exception")
        detail = f": {broken}" if broken and not feed.version else ""
        yield Rejected(label, f"no feed entries{detail}".splitlines()[0])
        return
    outlet = _string(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(entry, f"{label}, entry {number}", outlet)


def _entry(
    entry: feedparser.util.FeedParserDict, origin: str, outlet: str | None
) -> Draft | Rejected:
    """One entry as a draft."""
    bodies = [part.get("value") or "" for part in entry.get("content", [])]
    bodies.append(entry.get("summary") or "")
    text = storable(max((fragment_text(body) for body in bodies), key=len)).strip()
    if not text:
        return Rejected(origin, "no text")
    source = entry.get("source") or {}
    return Draft(
        text,
        origin,
        title=_string(entry.get("title")),
        outlet=_string(source.get("title")) or outlet,
        byline=_string(entry.get("author")),
        published=_published(entry),
        url=_string(entry.get("link")),
    )


def _published(entry: feedparser.util.FeedParserDict) -> str | None:
    """The entry's date-time in UTC, as feedparser reads it; its update only when alone."""
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    if not isinstance(stamp, time.struct_time):
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", stamp)


def _string(value: object) -> str | None:
    """A string that says something, markup stripped, or ``None``."""
    return storable(fragment_text(value)) or None if isinstance(value, str) else None
