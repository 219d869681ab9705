"""Which attribution speaks for an event that its own sentence ascribes to nobody.

Codebook of the labelled set, "Chains": a lead's figure rests on the one body that the text cites
for it. Elsewhere a sentence goes on with a source's account when that source spoke right before
it and speaks on right after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extract.coverage import COVERED, sentence_at, share, speaks, wording
from headwater.extract.figures import contradicts, figures
from headwater.extract.support import Support, best_root, is_against
from headwater.extract.tree import Tree
from headwater.model import Attribution, SourceKind, Span


def lead_root(
    tree: Tree,
    known: Sequence[Attribution],
    ranked: Sequence[Support],
    evidence: tuple[Span, ...],
    *,
    news: bool,
) -> int | None:
    """The attribution of the one body cited for the event, or ``None``.

    Background, and what the text gives as hearsay, rests only on who gives its figure.
    """
    speaking = [support for support in ranked if vouches(tree, known[support.index])]
    strict = not news or _is_hearsay(known, evidence)
    own = figures(wording(tree, evidence))
    return best_root(known, speaking, own, strict=strict)


def account_of(tree: Tree, known: Sequence[Attribution], evidence: tuple[Span, ...]) -> int | None:
    """The attribution before the event's sentence whose source speaks again right after it."""
    here = sentence_at(tree, evidence)
    if _is_hearsay(known, evidence) or _speaking_in(tree, known, here):
        return None
    own = figures(wording(tree, evidence))
    before = _speaking_in(tree, known, here - 1)
    after = {known[number].source_name for number in _speaking_in(tree, known, here + 1)}
    for number in reversed(before):
        attribution = known[number]
        single = len({known[index].source_name for index in before}) == 1
        if single and attribution.source_name in after and vouches(tree, attribution):
            return None if contradicts(own, wording(tree, attribution.content)) else number
    return None


def _speaking_in(tree: Tree, known: Sequence[Attribution], sentence: int) -> list[int]:
    """Attributions without a parent that have a source and begin in a sentence, in text order."""
    return [
        number
        for number, attribution in enumerate(known)
        if attribution.source_name is not None
        and attribution.parent is None
        and sentence_at(tree, attribution.cue or attribution.source) == sentence
    ]


def vouches(tree: Tree, attribution: Attribution) -> bool:
    """Whether a source can carry a figure: it speaks, for itself, and not against the story."""
    paper = attribution.source_kind is SourceKind.DOCUMENT and not attribution.named
    return speaks(tree, attribution) and not is_against(tree, attribution) and not paper


def _is_hearsay(known: Sequence[Attribution], evidence: Sequence[Span]) -> bool:
    """Whether the text reports the event as hearsay of nobody ("were reportedly killed")."""
    return any(
        attribution.source_name is None and share(evidence, attribution) >= COVERED
        for attribution in known
    )
