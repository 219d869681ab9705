"""Whether an attribution can vouch for a stretch of text, and how much of it its content holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from headwater import actors
from headwater.doc import tokens_in
from headwater.extract.cues import cues
from headwater.extract.roles import is_people, words
from headwater.extract.tree import Tree
from headwater.model import Attribution, Span

COVERED = 0.5
"""Share of an event's evidence that a content must hold to vouch for it."""
_NOBODY = frozenset({"no one", "nobody", "none", "no group", "neither"})
_SILENT = frozenset({"decline", "refuse"})


@lru_cache(maxsize=256)  # asked for each attribution once an event
def speaks(tree: Tree, attribution: Attribution) -> bool:
    """Whether the source can speak and does.

    Misread subjects ("the fighting claimed ...", "the jets attacked ...") cannot; who "did not
    comment" does not.
    """
    name = attribution.source_name
    if name is None or " ".join(words(name)[:2]) in _NOBODY:
        return False
    if not (attribution.named or actors.kind_of(name) is not None or is_people(name)):
        return False
    return not (_is_deed(tree, attribution) or _is_silence(tree, attribution))


def _is_deed(tree: Tree, attribution: Attribution) -> bool:
    """Whether the cue is nothing but an act of violence: a misread cue."""
    verbs = [
        tree.tokens[index].lemma
        for cue in attribution.cue
        for index in tokens_in(tree.doc, cue)
        if tree.tokens[index].pos == "VERB"
    ]
    return bool(verbs) and all(verb in cues().deeds for verb in verbs)


def _is_silence(tree: Tree, attribution: Attribution) -> bool:
    found = [index for cue in attribution.cue for index in tokens_in(tree.doc, cue)]
    negated = any(tree.tokens[index].dep == "neg" for index in found)
    verbs = {*found, *(tree.head(index) for index in found if tree.tokens[index].dep == "xcomp")}
    return negated or any(tree.tokens[index].lemma in _SILENT for index in verbs)


def share(evidence: Sequence[Span], attribution: Attribution) -> float:
    """Share of the evidence, source and cue apart, that an attribution's content holds."""
    frame = (*attribution.source, *attribution.cue)
    total = sum(end - start for start, end in evidence)
    total -= _shared(evidence, frame)
    return _shared(evidence, attribution.content) / total if total > 0 else 0.0


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def said(tree: Tree, attribution: Attribution) -> str:
    """The words of a content, its pieces joined by spaces."""
    return wording(tree, attribution.content)


def wording(tree: Tree, spans: Sequence[Span]) -> str:
    """The words of spans, joined by spaces."""
    text = tree.doc.report.text
    return " ".join(text[start:end] for start, end in spans)


def sentence_at(tree: Tree, spans: Sequence[Span]) -> int:
    """Number of the sentence in which the first of the spans begins."""
    at = tokens_in(tree.doc, spans[0]).start
    return tree.sentence_of[min(at, len(tree.tokens) - 1)] if tree.tokens else 0
