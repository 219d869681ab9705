"""Headlines that name their source: "Monitor: 40 killed", "40 killed - ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.extract.drafts import Draft
from headwater.extract.roles import is_body
from headwater.extract.tree import Tree
from headwater.model import Span

_LONGEST_SOURCE = 5
"""Words of a headline's source."""
_SHORTEST_CONTENT = 3
_LEAD = re.compile(r"^\s*([^:\n]{2,60}?)\s*:\s+(\S[^\n]{8,200})")
_TAIL = re.compile(r"\s*(?:\s[-–—]+|:)\s*([^:\n–—]{2,60}?)\s*$")


def headline_drafts(tree: Tree) -> Iterator[Draft]:
    """At most one draft: the headline's, where it stands in the text."""
    headline = headline_span(tree)
    if headline is None:
        return
    text = tree.doc.report.text
    start, end = headline
    line = text[start:end]
    lead = _LEAD.match(line)
    if lead and is_body(lead.group(1)):
        source = (start + lead.start(1), start + lead.end(1))
        yield Draft((source,), (), ((start + lead.start(2), end),), "headline", 0.8, precise=True)
        return
    tail = _TAIL.search(line)
    if tail and is_body(tail.group(1)):
        source = (start + tail.start(1), start + tail.end(1))
        content = (start, start + tail.start())
        yield Draft((source,), (), (content,), "headline", 0.8, precise=True)
        return
    yield from _bare(tree, headline)


def headline_span(tree: Tree) -> Span | None:
    """Where the report's title stands in its text, if it does."""
    report = tree.doc.report
    title = (report.title or "").strip()
    if not title:
        return None
    at = report.text.find(title, 0, 400 + len(title))
    return (at, at + len(title)) if at >= 0 else None


def _bare(tree: Tree, headline: Span) -> Iterator[Draft]:
    """A headline that lost its colon: "40 killed in raid on town Monitor"."""
    text = tree.doc.report.text
    start, end = headline
    words = list(re.finditer(r"\S+", text[start:end]))
    for count in range(min(_LONGEST_SOURCE, len(words) - _SHORTEST_CONTENT), 0, -1):
        first = words[-count]
        source = (start + first.start(), end)
        before = words[-count - 1].group().lower()
        wording = text[source[0] : source[1]]
        if wording[:1].isupper() and is_body(wording, whole=True) and before not in _JOINING:
            content = (start, start + words[-count - 1].end())
            yield Draft((source,), (), (content,), "headline", 0.7, precise=True)
            return


_JOINING = frozenset(
    {"of", "in", "on", "by", "for", "the", "to", "and", "from", "with", "at", "a", "against", "as"}
)
