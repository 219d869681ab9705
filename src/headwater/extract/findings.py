"""What is found in a report before events are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.extract import factuality, triggers
from headwater.extract.casualties import Figure, figures
from headwater.extract.clauses import segments
from headwater.extract.happenings import Happening, happenings
from headwater.extract.numbers import quantities
from headwater.extract.syntax import index
from headwater.extract.triggers import Lexicon, Marked, Mention
from headwater.model import Attribution, Doc, Factuality


@dataclass(frozen=True, slots=True)
class Findings:
    """Trigger mentions of a report with the factuality and figures of each, and happenings."""

    marked: Marked
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    stances: tuple[Factuality, ...]
    figures: tuple[Figure, ...]
    happenings: tuple[Happening, ...]


def find(doc: Doc, attributions: Sequence[Attribution]) -> Findings:
    """Find triggers, their factuality and figures, and which are one happening."""
    marked = triggers.mark(index(doc))
    lexicon = triggers.load()
    mentions = triggers.mentions(marked, lexicon)
    stances = tuple(factuality.factuality(marked.syntax, m, attributions) for m in mentions)
    counts = figures(marked, mentions, quantities(marked))
    pieces = segments(marked.syntax)
    groups = happenings(marked, lexicon, pieces, mentions, (stances, counts))
    return Findings(marked, lexicon, mentions, stances, counts, groups)
