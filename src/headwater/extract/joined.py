"""Sources that one span joins: "the Observatory and medics"."""

from __future__ import annotations

import re

from headwater import actors
from headwater.extract.roles import is_people, kind_by_wording, words
from headwater.extract.wording import known_body
from headwater.model import Span

_RELATIVES = frozenset({"who", "which", "that"})


def conjuncts(text: str, span: Span) -> list[Span]:
    """The sources that one span joins ("the Observatory and medics"), or the span itself.

    A span is cut at "and", "or", "as well as" and commas only when every part names or describes
    a source, so that names which hold an "and" stay whole.
    """
    wording = text[span[0] : span[1]]
    if actors.lookup(wording) is not None:
        return [span]
    cuts = list(_JOINT.finditer(wording))
    for chosen in (cuts, cuts[:1], cuts[-1:]):
        if not any(any(map(str.isalpha, cut.group())) for cut in chosen):
            continue  # commas alone set off an apposition: "its spokesman, Sami Haddad"
        edges = [0, *(edge for cut in chosen for edge in cut.span()), len(wording)]
        parts = [
            (span[0] + start, span[0] + end)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
        if len(parts) > 1 and all(is_source(text, part) for part in parts):
            return parts
    return [span]


_JOINT = re.compile(r"\s*,?\s+(?:and|or|as well as)\s+|\s*,\s+")


def is_source(text: str, span: Span) -> bool:
    """Whether words name or describe someone who can speak."""
    wording = text[span[0] : span[1]]
    found = words(wording)
    if not found or found[0] in _RELATIVES:
        return False
    return (
        is_people(wording)
        or kind_by_wording(wording) is not None
        or known_body(text, span) is not None
    )
