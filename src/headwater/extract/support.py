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
from functools import lru_cache

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
_ONLOOKERS = frozenset({SourceKind.WITNESS, SourceKind.NAMED_PERSON})
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
ENOUGH = 2.5
"""Score from which a source is taken to speak of the event."""
_NEAR = 3
"""Sentences within which another toll is held to be of the same event."""
_ABOUT = 2.0
"""Score from which an attribution is about the event wherever it stands."""
_RESPONSIBLE = re.compile(r"(?:that it was behind|responsibility)\b", re.IGNORECASE)
_UPDATED = re.compile(
    r"\b(?:gave|gives|giving|updated|updating|issued|in)\s+(?:an|the|its|a|his)?\s*"
    r"(?:previous|updated|latest|new|earlier|initial)?\s*(?:death\s+)?toll\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Support:
    """One attribution's bearing on an event; ``contradicts``: it gives the event another toll."""

    index: int
    score: float
    contradicts: bool
    agrees: bool
    figures: tuple[int, ...] = ()


@lru_cache(maxsize=256)  # asked for each attribution once an event
def is_against(tree: Tree, attribution: Attribution) -> bool:
    """Whether a source denies, blames, judges or claims the deed: it carries no figure."""
    lexicon = cues()
    text = tree.doc.report.text
    if any(_RESPONSIBLE.match(text, start, end) for start, end in attribution.content):
        return True
    for cue in attribution.cue:
        for index in tokens_in(tree.doc, cue):
            lemma = tree.tokens[index].lemma
            if lemma in lexicon.denial or lemma in lexicon.blame:
                return True
    return _judges(tree, attribution)


def _judges(tree: Tree, attribution: Attribution) -> bool:
    """Whether a content is a verdict on the deed without a figure: "the attack was inhuman"."""
    words_ = {
        tree.tokens[index].lemma.lower()
        for span in attribution.content
        for index in tokens_in(tree.doc, span)
    }
    text = tree.doc.report.text
    said = " ".join(text[start:end] for start, end in attribution.content)
    return bool(words_ & cues().verdicts) and not figures(said)


def supports(tree: Tree, known: Sequence[Attribution], evidence: Sequence[Span]) -> list[Support]:
    """How each attribution bears on the event, the most supportive first."""
    text = tree.doc.report.text
    own = figures(" ".join(text[start:end] for start, end in evidence))
    event = _About(own, _terms(tree, tuple(evidence)), _sentence(tree, evidence[0]))
    found = [
        _support(tree, number, attribution, event)
        for number, attribution in enumerate(known)
        if attribution.source_name is not None
    ]
    return sorted(found, key=lambda support: (-support.score, support.index))


@dataclass(frozen=True, slots=True)
class _About:
    """What is asked of each attribution: figures, words and sentence of the event."""

    figures: list[int]
    terms: frozenset[str]
    sentence: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What an attribution says, whatever the event: asked for once an event."""

    said: str
    figures: tuple[int, ...]
    sentence: int
    score: float
    """Whom it is from and what of."""


@lru_cache(maxsize=256)  # asked for each attribution once an event
def _told(tree: Tree, attribution: Attribution) -> _Told:
    text = tree.doc.report.text
    said = " ".join(text[start:end] for start, end in attribution.content)
    score = 1.5 * bool(_EVENT.search(said))
    score += 1.0 * (attribution.source_kind in _STRONG)
    score -= 1.5 * (attribution.source_kind in _ONLOOKERS)
    score += 3.0 * _gives_toll(text, attribution)
    return _Told(said, tuple(figures(said)), _sentence(tree, attribution.content[0]), score)


def _support(tree: Tree, number: int, attribution: Attribution, event: _About) -> Support:
    told = _told(tree, attribution)
    earlier = _before(tree, told.sentence, event.sentence)
    same = bool(event.figures) and not earlier and agrees(event.figures, told.said)
    shared = len(event.terms & _terms(tree, attribution.content))
    distance = abs(told.sentence - event.sentence)
    # All weights are multiples of a quarter, so the order of the sum tells nothing.
    score = min(3.0, 0.75 * shared) + told.score - 0.25 * min(distance, 12)
    score -= 4.0 * (earlier or is_against(tree, attribution))
    near = distance <= _NEAR or score >= _ABOUT
    other = near and contradicts(event.figures, told.said)
    return Support(number, score + 4.0 * same, other, same, told.figures)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EARLIER = 3
"""Days before the event's weekday that are held to be before the event."""


def _before(tree: Tree, there: int, here: int) -> bool:
    """Whether the source spoke on a weekday before the event's: it tells of another event."""
    event, spoke = _weekdays(tree, here), _weekdays(tree, there)
    return (
        len(event) == 1
        and len(spoke) == 1
        and 0 < (min(event) - min(spoke)) % len(_DAYS) <= _EARLIER
    )


@lru_cache(maxsize=256)  # likewise
def _weekdays(tree: Tree, sentence: int) -> frozenset[int]:
    first, stop = tree.doc.sentences[sentence]
    told = {tree.lower(index) for index in range(first, stop)}
    return frozenset(number for number, day in enumerate(_DAYS) if day in told or day + "s" in told)


def _gives_toll(text: str, attribution: Attribution) -> bool:
    """Whether the source is said to give the toll ("the medic, who gave the updated toll")."""
    return any(
        _UPDATED.search(text, start, min(len(text), end + 40)) is not None
        for start, end in attribution.source
    )


def best_root(
    known: Sequence[Attribution], ranked: Sequence[Support], own: Sequence[int], *, strict: bool
) -> int | None:
    """The attribution of the one source that carries the event, or ``None``.

    ``strict``: the source has to give one of the event's figures, or parts that add up to one.

    The bearings of a source's three best attributions are added, the second and third with about
    a third and a seventh of their weight; a source that gives another toll is out unless it gives
    this one as well.
    """
    scores: dict[str, list[Support]] = {}
    for support in ranked:
        scores.setdefault(known[support.index].source_name or "", []).append(support)
    best: tuple[float, int] | None = None
    for supports_ in scores.values():
        agrees_ = any(support.agrees for support in supports_) or _adds_up(supports_, own)
        contradicts_ = any(support.contradicts for support in supports_)
        if not agrees_ and (strict or contradicts_):
            continue
        total = sum(
            weight * max(0.0, support.score)
            for weight, support in zip((1.0, 0.35, 0.15), supports_, strict=False)
        )
        total += 2.0 * (agrees_ and not any(support.agrees for support in supports_))
        total += 1.0 * known[supports_[0].index].named
        if total >= ENOUGH and (best is None or total > best[0]):
            best = total, supports_[0].index
    return best[1] if best else None


def _adds_up(supports_: Sequence[Support], own: Sequence[int]) -> bool:
    """Whether figures of two of a source's attributions add up to one of the event's."""
    groups = [support.figures for support in supports_ if support.score > 0]
    return any(
        one + other in own
        for index, first in enumerate(groups)
        for second in groups[:index]
        for one in first
        for other in second
    )


@lru_cache(maxsize=256)  # likewise
def _terms(tree: Tree, spans: tuple[Span, ...]) -> frozenset[str]:
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
