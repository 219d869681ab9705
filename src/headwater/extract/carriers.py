"""An outlet that a report names once as carrying the whole story stands before what follows.

"... the Harbour Gazette reported on Monday. ... , said Sami Haddad of the Relief Union": the
quotation reached this report through the Gazette, though the second sentence does not say so.
"""

from __future__ import annotations

import re

from headwater.doc import tokens_in
from headwater.extract.tree import Tree
from headwater.extract.voices import same_outlet
from headwater.model import Attribution, Hop, SourceKind

_FIRST = 4
"""Sentences at the head of a report in which a carrier is introduced."""
_PAPER = "newspaper|paper|daily|weekly|magazine|website|channel|broadcaster"
_REPORTING = frozenset({"report", "write", "say", "reveal", "quote", "cite", "claim", "accord"})


def carrier(tree: Tree, known: tuple[Attribution, ...]) -> tuple[Hop, int] | None:
    """The carrying outlet and the offset from which it applies, or ``None``.

    The text must support it: one named outlet alone, other than the report's own, reports at the
    head of the text, and someone later tells that outlet something, so that the story is its own.
    """
    outlets = [item for item in known if item.source_kind is SourceKind.OUTLET and item.named]
    names = {item.source_name for item in outlets}
    if len(names) != 1:
        return None
    first = outlets[0]
    name = first.source_name or ""
    span = first.name_span or first.source[0]
    hop = Hop(name, first.source_kind, named=True, span=span, inherited=True, why="carrier")
    place = tree.sentence_of[tokens_in(tree.doc, span).start]
    own = tree.doc.report.outlet
    if place >= _FIRST or not _reports(tree, first) or (own and same_outlet(hop, own)):
        return None
    who = rf"(?:the\s+)?{re.escape(name)}|the\s+(?:{_PAPER})"
    told = re.compile(rf"\b(?:told|telling|speaking to)\s+(?:{who})\b")
    if told.search(tree.doc.report.text, span[1]) is None:
        return None
    return hop, span[1]


def _reports(tree: Tree, attribution: Attribution) -> bool:
    return any(
        tree.tokens[index].lemma in _REPORTING
        for cue in attribution.cue
        for index in tokens_in(tree.doc, cue)
    )
