"""Unnamed sources: when two mentions may be one, and when a text sets one apart.

Nobody unnamed is ever resolved to a person or body. Two mentions count as one origin at the
maximum only inside one report or one story carried by several; across reports they split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from headwater.link.bodies import same_outlet_name, telling_words
from headwater.link.lexicon import lexicon
from headwater.link.roots import Root
from headwater.link.words import wordings
from headwater.model import Report, SourceKind, Span

BEFORE = 24
"""Characters before a source in which "another" may stand."""
AFTER = 60
"""Characters after a source in which "also said" may stand."""
BETWEEN = 70
"""Characters between two sources that are joined in one sentence."""
_GOVERNMENT = frozenset((SourceKind.OFFICIAL, SourceKind.STATE_MEDIA))


def one_description(one: Root, other: Root) -> bool:
    """Whether two unnamed mentions of one story may describe one source.

    They do when their kinds agree and their telling words overlap or one has none.
    """
    if one.kind is not other.kind:
        return False
    first, second = distinct_words(one.name), distinct_words(other.name)
    return not first or not second or bool(first & second)


def told_apart(root: Root, report: Report) -> Span | None:
    """Where the text calls an unnamed source another one than the last ("another activist")."""
    if root.span is None:
        return None
    start = root.span[0]
    match = _before().search(report.text, max(0, start - BEFORE), start + BEFORE)
    return match.span() if match else None


@lru_cache(maxsize=4096)  # asked for every two sources of an incident
def distinct_words(description: str) -> frozenset[str]:
    """Words of a description that say who is meant."""
    small = {"a", "an", "the", "of", "in", "at", "from", "to", "for", "who", "and", "by", "on"}
    return frozenset(wordings(description)) - lexicon().generic - small


def set_apart(
    root: Root, known: tuple[Sequence[Root], Sequence[Root]], report: Report
) -> tuple[str, Span] | None:
    """The words of its report that set an unnamed source apart from the named ones, if any.

    Args:
        root: The source.
        known: The sources of its own report, and those of all reports.
        report: Its report.

    Returns:
        (reason, span of the words that say so).
    """
    if root.span is None:
        return None
    text = report.text
    start, end = root.span
    if another := told_apart(root, report):
        return f'the text sets it apart by "{text[another[0] : another[1]]}"', another
    sentence_end = _sentence_end(text, end)
    if match := _after().search(text, start, min(sentence_end, end + AFTER)):
        return f'the text sets it apart by "{match.group().strip()}"', match.span()
    near, named = known
    for other in near:
        if other.span and (span := _joined(text, root.span, other.span)):
            return f"it stands beside {other.name} in one sentence", span
    return _other_side(root, named)


def _other_side(root: Root, named: Sequence[Root]) -> tuple[str, Span] | None:
    """A source of an authority or its army, unnamed, where no named one speaks for any."""
    if root.span is None or not named or not _of_authority(root):
        return None
    if any(other.kind in _GOVERNMENT or _of_authority(other) for other in named):
        return None
    who = "an official" if root.kind is SourceKind.OFFICIAL else "a source of the army"
    return (
        f"{who} is none of the named sources, of which none speaks for an authority",
        root.span,
    )


def _of_authority(root: Root) -> bool:
    """Whether a source belongs to a government, or to its forces and not to those it fights."""
    if root.kind is SourceKind.OFFICIAL:
        return True
    return root.kind is SourceKind.MILITARY and bool(lexicon().forces & set(wordings(root.name)))


def speaks_for(description: Root, body: Root) -> bool:
    """Whether a description is an office of a named body ("the army's press office")."""
    words = set(wordings(description.name))
    whole = " ".join(wordings(description.name))
    office = any(f" {mouth}" in f" {whole}" for mouth in lexicon().mouths)
    return (
        office
        and (body_words := telling_words(body.name)) != frozenset()
        and ({_bare(word) for word in body_words} <= {_bare(word) for word in words})
    )


def _bare(word: str) -> str:
    """A word without the genitive that folding has joined to it."""
    return word.removesuffix("s")


def relayed(one: Root, other: Root, outlet: str | None) -> bool:
    """Whether a report takes its unnamed source from the other's outlet, by the same words.

    "KSNA, quoting a military source" is the military source that KSNA's own report quotes.
    """
    if outlet is None or one.kind is not other.kind:
        return False
    if distinct_words(one.name) != distinct_words(other.name):
        return False
    return any(same_outlet_name(relay, outlet) for relay in one.relays)


def _joined(text: str, one: Span, other: Span) -> Span | None:
    """The stretch from one source to the other if they are joined in one sentence."""
    (_, first), (second, last) = sorted((one, other))
    between = text[first:second]
    if second < first or len(between) > BETWEEN or re.search(r"[.!?]\s+[A-Z\"“]", between):
        return None
    words = " ".join(wordings(between))
    if any(words == join or words.startswith(join + " ") for join in lexicon().joined) or any(
        words.endswith(" " + join) for join in lexicon().joined
    ):
        return min(one[0], other[0]), last
    return None


def _sentence_end(text: str, start: int) -> int:
    match = re.compile(r"[.!?][\"”]?\s").search(text, start)
    return match.start() if match else len(text)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon().before)})\b", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon().after)})\b", re.IGNORECASE)
