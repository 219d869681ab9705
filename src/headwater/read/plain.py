"""Plain text and Markdown: one report a file, with or without header lines."""

from __future__ import annotations

import re
from typing import Final

from headwater.read.draft import Draft, Drafts

_KEYS: Final = {
    "id": "id",
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "byline": "byline",
    "author": "byline",
    "published": "published",
    "date": "published",
    "url": "url",
    "language": "language",
    "note": "note",
}
_HEADER: Final = re.compile(r"^([A-Za-z]{2,12}):[ \t]*(.*)$")
_FENCE: Final = "---"


def read_plain(text: str, label: str) -> Drafts:
    """Read one report from decoded text.

    Header lines (``Outlet: ...``, one a line, up to the first blank line, or between ``---``
    fences) become metadata when every one of them has a known key; the stored text begins after
    them. Otherwise the whole file is the text. Markdown is kept as written.
    """
    given, body = split_header(text)
    given.pop("note", None)
    yield Draft(body, label, **given)


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Split header lines from the body; an empty header when there is none."""
    start = text.lstrip("\n")
    fenced = start.startswith(_FENCE + "\n")
    head, mark, body = start.removeprefix(_FENCE + "\n").partition(
        "\n" + _FENCE + "\n" if fenced else "\n\n"
    )
    if not mark:
        return {}, text
    given: dict[str, str] = {}
    for line in head.split("\n"):
        found = _HEADER.match(line)
        key = _KEYS.get(found.group(1).lower()) if found else None
        if found is None or key is None:
            return {}, text
        value = found.group(2).strip().strip("\"'")
        if value:
            given.setdefault(key, value)
    return given, body.lstrip("\n")
