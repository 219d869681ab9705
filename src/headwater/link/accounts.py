"""Who else in a report tells of its news from knowledge of his own, chained to it or not.

Witnesses, medics, activists and an agency's own people are quoted with what they saw, without the
words of the lead; no chain of the claim holds them. They are origins of the report's news all the
same (docs/codebook.md, "Root").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from headwater.link.bearing import (
    another,
    comments,
    gives_toll,
    of_a_happening,
    off_the_event,
    rescues,
    said_by,
    tells_another_event,
)
from headwater.link.lexicon import lexicon
from headwater.link.scene import at_the_scene
from headwater.link.standing import citing, cue_words
from headwater.link.subjects import family, is_soft
from headwater.link.words import wordings
from headwater.model import Attribution, Chain, Claim, Hop, Reading, SourceKind

_RELAYING = frozenset((SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA))
"""Kinds that pass on what others know; the own source of anyone else is part of him."""
_SEE = frozenset((SourceKind.WITNESS, SourceKind.MEDIC))
"""Kinds that know by nature."""


def accounts(claim: Claim, reading: Reading) -> Iterator[Chain]:
    """One-hop chains of sources that no chain of the claim holds, for a report's news alone."""
    if not claim.event.main:
        return
    held = {hop.name for chain in claim.event.chains for hop in chain}
    for attribution in reading.attributions:
        name = attribution.source_name
        if name is None or name in held:
            continue
        held.add(name)
        hop = _hop(attribution, name)
        if (
            hop is not None
            and _its_story(hop, claim, reading)
            and _knows(hop, citing(hop, reading), claim, reading)
        ):
            yield (hop,)


def _its_story(hop: Hop, claim: Claim, reading: Reading) -> bool:
    """Whether what is told last before a source is the claim's own story, not another one.

    A source that stands before all that is told goes with any of it. Words and moves ("they came
    home") begin no other story.
    """
    at = hop.span[0] if hop.span else 0
    told = [
        (start, event)
        for event in reading.events
        if not is_soft(family(event.type))
        for start, _ in event.evidence
        if start <= at
    ]
    if not told:
        return True
    last = max(told, key=lambda pair: pair[0])[1]
    return not another(claim.event, last)


def _hop(attribution: Attribution, name: str) -> Hop | None:
    span = attribution.name_span or next(iter(attribution.source), None)
    if span is None:
        return None
    kind, named = attribution.source_kind, attribution.named
    return Hop(name, kind, named, attribution.via, span, why="account")


def _knows(hop: Hop, cited: Sequence[Attribution], claim: Claim, reading: Reading) -> bool:
    if (
        _of_a_body(hop, cited, reading)
        or comments(hop, cited, reading)
        or off_the_event(cited, claim, reading)
    ):
        return False
    if not of_a_happening(said_by(cited, reading)):
        return False
    words = lexicon()
    judging = words.denial | words.blame | words.comment
    if any(cue_words(one, reading) & judging for one in cited):
        return False
    if hop.kind in _SEE or (hop.kind is SourceKind.AGENCY and at_the_scene(hop, reading)):
        return True
    return _can_know(hop, said_by(cited, reading)) and not tells_another_event(
        cited, claim, reading
    )


def _of_a_body(hop: Hop, cited: Sequence[Attribution], reading: Reading) -> bool:
    """Whether who has no name speaks only in the words of a named body: its own source."""
    outer = [reading.attributions[one.parent] for one in cited if one.parent is not None]
    return (
        not hop.named
        and len(outer) == len(cited) > 0
        and all(one.named and one.source_kind not in _RELAYING for one in outer)
    )


def _can_know(hop: Hop, said: str) -> bool:
    """Whether a source of its kind knows of a happening without being there."""
    if hop.kind is SourceKind.NAMED_PERSON:
        return _saw().search(said) is not None
    if hop.kind is SourceKind.ORGANISATION:
        return rescues(hop) and hop.named
    if hop.kind is SourceKind.OFFICIAL:
        return gives_toll(said)
    if hop.kind is SourceKind.UNNAMED:
        return bool({"source", "sources"} & set(wordings(hop.name)))
    return hop.named and hop.kind in (
        SourceKind.ACTIVIST,
        SourceKind.MONITOR,
        SourceKind.STATE_MEDIA,
    )


@cache
def _saw() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:I|we|my|our|me|us)\b|\bhe (?:saw|heard)\b|\bshe (?:saw|heard)\b", re.IGNORECASE
    )
