"""Which attributions of a report speak for an event that its own sentence ascribes to nobody.

Codebook of the labelled set, "Chains": an unattributed lead figure rests on the one body that the
text cites for the same event and that does not contradict it; sources cited only for symptoms,
parts, another day, blame or denial are not its chain. The weights were set by hand on the
development set; each is one observation that a reader would make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.doc import tokens_in
from headwater.extract.cues import cues
from headwater.extract.figures import agrees, contradicts, figures
from headwater.extract.roles import roles
from headwater.extract.tree import Tree
from headwater.model import Attribution, SourceKind, Span

_EVENT = re.compile(
    r"\b(?:the|saturdays?|sundays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|this|latest)"
    r"\s+(?:\w+\s+){0,2}(?:attacks?|blasts?|bomb(?:ing|ardment)?s?|raids?|strikes?|airstrikes?"
    r"|explosions?|shelling|clashes|assault|offensive|killings?|massacre|executions?|dead|victims"
    r"|casualties|toll|incident|bomber|attacker|crash|operation|advance|fighting|car|truck|device"
    r"|death toll)\b",
    re.IGNORECASE,
)
_STRONG = frozenset(
    {
        SourceKind.MONITOR,
        SourceKind.STATE_MEDIA,
        SourceKind.OFFICIAL,
        SourceKind.MILITARY,
        SourceKind.MEDIC,
        SourceKind.AGENCY,
        SourceKind.ORGANISATION,
    }
)
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "NUM", "ADJ"})
ENOUGH = 3.0
"""Score from which an attribution is taken to speak of the event."""


@dataclass(frozen=True, slots=True)
class Support:
    """One attribution's bearing on an event."""

    index: int
    score: float
    contradicts: bool
    agrees: bool


def is_against(tree: Tree, attribution: Attribution) -> bool:
    """Whether the cue denies or lays blame: such a source never carries the main figure."""
    lexicon = cues()
    for cue in attribution.cue:
        for index in tokens_in(tree.doc, cue):
            lemma = tree.tokens[index].lemma
            if lemma in lexicon.denial or lemma in lexicon.blame:
                return True
    return False


def supports(tree: Tree, known: Sequence[Attribution], evidence: Sequence[Span]) -> list[Support]:
    """How each attribution bears on the event, the most supportive first."""
    text = tree.doc.report.text
    own_text = " ".join(text[start:end] for start, end in evidence)
    own = figures(own_text)
    terms = _terms(tree, evidence)
    here = _sentence(tree, evidence[0])
    found = [
        _support(tree, number, attribution, own, terms, here)
        for number, attribution in enumerate(known)
        if attribution.source_name is not None
    ]
    return sorted(found, key=lambda support: (-support.score, support.index))


def _support(
    tree: Tree,
    number: int,
    attribution: Attribution,
    own: list[int],
    terms: frozenset[str],
    here: int,
) -> Support:
    text = tree.doc.report.text
    said = " ".join(text[start:end] for start, end in attribution.content)
    same = bool(own) and agrees(own, said)
    against = contradicts(own, said)
    shared = len(terms & _terms(tree, attribution.content))
    distance = abs(_sentence(tree, attribution.content[0]) - here)
    score = 4.0 * same + min(3.0, 0.75 * shared) + 1.5 * bool(_EVENT.search(said))
    score += 1.0 * (attribution.source_kind in _STRONG) - 0.25 * min(distance, 12)
    score -= 1.5 * (attribution.source_kind is SourceKind.WITNESS)
    score -= 4.0 * is_against(tree, attribution)
    return Support(number, score, against, same)


def _terms(tree: Tree, spans: Sequence[Span]) -> frozenset[str]:
    return (
        frozenset(
            tree.tokens[index].lemma.lower()
            for span in spans
            for index in tokens_in(tree.doc, span)
            if tree.tokens[index].pos in _CONTENT
        )
        - roles().common
    )


def _sentence(tree: Tree, span: Span) -> int:
    index = tokens_in(tree.doc, span).start
    return tree.sentence_of[min(index, len(tree.tokens) - 1)] if tree.tokens else 0
