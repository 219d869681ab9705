"""Segments: stretches of a sentence that tell of one thing.

A sentence is cut at the end of a headline that runs into the lead, before subordinate clauses
that set one event beside another ("as", "while", "after" ...) and before conjoined clauses with a
subject of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.doc import token_at
from headwater.extract.syntax import Syntax

MARKS = frozenset(
    ("as", "while", "whereas", "after", "before", "since", "when", "although", "though")
)
PREPOSITIONS = frozenset(("after", "following", "before", "since", "amid", "despite"))
BREAKS = frozenset((";", "but", "meanwhile", "whereas", "|"))
TITLE_WINDOW = 400

GOING_ON = frozenset(("adding", "noting", "saying", "stressing"))
"""Participles by which a speaker goes on to another matter ("adding that ...")."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Half-open token range, the sentence it is of, and the word that opens it (or empty)."""

    first: int
    end: int
    sentence: int
    opener: str
    headline: bool = False
    """Part of the report's title, repeated at the head of its text."""


def segments(syntax: Syntax) -> tuple[Segment, ...]:
    """Cut every sentence into segments, in text order."""
    title_end = _title_end(syntax)
    found: list[Segment] = []
    for number, (first, end) in enumerate(syntax.doc.sentences):
        cuts = [(first, "")]
        if first < title_end < end:
            cuts.append((title_end, "headline"))
        cuts += [(at, syntax.words[at]) for at in range(first + 1, end) if _cuts(syntax, at)]
        cuts.sort()
        for index, (at, opener) in enumerate(cuts):
            until = cuts[index + 1][0] if index + 1 < len(cuts) else end
            if until > at:
                found.append(Segment(at, until, number, opener, headline=until <= title_end))
    return tuple(found)


def _title_end(syntax: Syntax) -> int:
    report = syntax.doc.report
    title = (report.title or "").strip().casefold()
    if len(title) < 10:  # noqa: PLR2004 (too short to be told from a chance match)
        return 0
    at = report.text[: TITLE_WINDOW + len(title)].casefold().find(title)
    return token_at(syntax.doc, at + len(title)) if at >= 0 else 0


def _cuts(syntax: Syntax, at: int) -> bool:
    word, dep = syntax.words[at], syntax.dep(at)
    if word in BREAKS:
        return True
    if word in GOING_ON and syntax.words[at + 1 : at + 2] == ("that",):
        return True
    if word in MARKS and dep in ("mark", "advmod"):
        return _clause_follows(syntax, at)
    if word in PREPOSITIONS and dep in ("prep", "mark"):
        return dep == "mark" or bool(syntax.kids[at])
    if dep == "cc":
        return any(
            syntax.dep(k) == "conj" and k > at and _own_subject(syntax, k)
            for k in syntax.kids[syntax.head(at)]
        ) and _nearest_conjunct(syntax, at)
    return False


def _clause_follows(syntax: Syntax, at: int) -> bool:
    if syntax.words[at] != "as":
        return syntax.dep(at) == "mark" or syntax.head(at) > at
    return syntax.tag(syntax.head(at)).startswith("V") and syntax.words[at - 1] not in (
        "such",
        "well",
    )


def _own_subject(syntax: Syntax, verb: int) -> bool:
    subject = syntax.kid(verb, "nsubj", "nsubjpass")
    return subject is not None and syntax.words[subject] not in ("who", "which", "that")


def _nearest_conjunct(syntax: Syntax, at: int) -> bool:
    """Whether the clause that a conjunction joins begins right behind it."""
    later = [k for k in syntax.kids[syntax.head(at)] if k > at and syntax.dep(k) == "conj"]
    if not later:
        return False
    subject = syntax.kid(later[0], "nsubj", "nsubjpass")
    return subject is not None and subject > at


def places_of(syntax: Syntax, segment: Segment) -> Iterator[tuple[int, int]]:
    """Inclusive token ranges of place names (GPE, LOC, FAC) in a segment."""
    at = segment.first
    tokens = syntax.doc.tokens
    while at < segment.end:
        if tokens[at].entity in ("GPE", "LOC", "FAC"):
            last = at
            while last + 1 < segment.end and tokens[last + 1].entity == tokens[at].entity:
                if tokens[last + 1].entity_start:
                    break
                last += 1
            yield at, last
            at = last
        at += 1
