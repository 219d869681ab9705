"""What is found in a report before events are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headwater.extract import factuality, own_types, triggers
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


def find(
    doc: Doc,
    attributions: Sequence[Attribution],
    tables: tuple[Path, ...] = (),
    lexicon: Lexicon | None = None,
) -> Findings:
    """Find triggers, their factuality and figures, and which are one happening.

    Args:
        doc: the annotated report.
        attributions: its attributions.
        tables: tables of the user, whose own types are looked for too.
        lexicon: another trigger lexicon than the shipped one.
    """
    marked = triggers.mark(index(doc))
    types = own_types.load(tables)
    lexicon = own_types.extended(lexicon or triggers.load(), types)
    pieces = segments(marked.syntax)
    mentions = triggers.mentions(marked, lexicon)
    mentions = own_types.with_defined(marked.syntax, pieces, mentions, types)
    stances = tuple(factuality.factuality(marked.syntax, m, attributions) for m in mentions)
    counts = figures(marked, mentions, quantities(marked))
    groups = happenings(marked, lexicon, pieces, mentions, (stances, counts))
    return Findings(marked, lexicon, mentions, stances, counts, groups)
