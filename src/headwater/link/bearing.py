"""Whether what a source is quoted with bears on an event, or on something else in the report.

A report cites many sources; those beside the main one vouch for an event only with words of their
own about it. Rules: docs/codebook.md, "Root".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from headwater.doc import overlaps
from headwater.link.comparisons import BROAD
from headwater.link.days import gap, interval
from headwater.link.lexicon import lexicon
from headwater.link.marks import is_background
from headwater.link.standing import citing, cue_words
from headwater.link.subjects import family, near_families, skeleton
from headwater.link.words import wordings
from headwater.model import Attribution, Claim, Event, Hop, Reading, SourceKind

_NUMBER = re.compile(r"\b\d[\d,]*\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH = re.compile(rf"\b(?:in|of|last|since|on|\d+) ({'|'.join(_MONTHS)})\b")
_COUNTS = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores)\b",
    re.IGNORECASE,
)
_KILLED = re.compile(r"\b(?:dead|died|killed|killing|deaths?|toll|lives)\b", re.IGNORECASE)
_CASUALTIES = re.compile(
    r"\b(?:dead|died|killed|killing|deaths?|toll|lives|wounded|injured|victims?|casualties)\b",
    re.IGNORECASE,
)
_STEADY = frozenset((SourceKind.MONITOR, SourceKind.MEDIC))
"""Kinds that count the dead as their trade: they speak of each event of a report in turn."""


def bears(hop: Hop, claim: Claim, reading: Reading) -> bool:
    """Whether a source beside the main one is quoted with knowledge of the event.

    It is not when it is quoted for pictures, for a verdict, for the war as a whole or another
    year, or only for another event of the report. Organisations, and
    groups that go without a name ("the rebels"), mostly comment: they must give numbers of dead.
    """
    cited = citing(hop, reading)
    if not cited:
        return True
    said = said_by(cited, reading)
    figure = _same_figure(said, claim.event)
    if figure and hop.named:
        return True
    if comments(hop, cited, reading) or not _may_know(hop, said):
        return False
    if hop.kind is SourceKind.MONITOR and hop.named:
        return not (claim.event.main and tells_another_event(cited, claim, reading))
    if off_the_event(cited, claim, reading):
        return False
    return figure or hop.kind in _STEADY or not tells_another_event(cited, claim, reading)


def said_by(cited: Sequence[Attribution], reading: Reading) -> str:
    """All that a source is quoted with."""
    text = reading.report.text
    return " ".join(text[start:end] for one in cited for start, end in one.content)


def _may_know(hop: Hop, said: str) -> bool:
    """Whether a source of its kind can know: some must speak of the dead, the hurt, the ruins."""
    if hop.kind is SourceKind.ORGANISATION:
        return rescues(hop)
    if hop.kind is SourceKind.OFFICIAL:
        return not hop.named or bool(_CASUALTIES.search(said) or _aftermath().search(said))
    return hop.kind is not SourceKind.MILITARY or hop.named or gives_toll(said)


def rescues(hop: Hop) -> bool:
    """Whether an organisation is one that comes to the scene."""
    folded = " ".join(wordings(hop.name))
    return any(word in folded for word in lexicon().rescuers)


def off_the_event(cited: Sequence[Attribution], claim: Claim, reading: Reading) -> bool:
    """Whether a source is quoted for pictures, a verdict or another time."""
    said = said_by(cited, reading)
    return (
        _shows_pictures(cited, reading) or _verdict(said) or _about_another_time(said, claim.event)
    )


def of_a_happening(said: str) -> bool:
    """Whether words tell of violence or of what it left."""
    return gives_toll(said) or _happening().search(said) is not None


def comments(hop: Hop, cited: Sequence[Attribution], reading: Reading) -> bool:
    """Whether who has no name comments by trade, or is cited for what many have said before.

    "Activists have documented dozens of cases" tells of no happening; "a medic has confirmed", in
    the words of another source, does.
    """
    if hop.named:
        return False
    first = next(iter(wordings(hop.name)), "")
    if first in lexicon().commentators:
        return True
    return all(one.parent is None and {"have", "has"} & cue_words(one, reading) for one in cited)


def gives_toll(said: str) -> bool:
    """Whether words give numbers of dead."""
    return bool(_KILLED.search(said) and _COUNTS.search(said))


def _same_figure(said: str, event: Event) -> bool:
    if event.killed is None:
        return False
    count = event.killed
    figures = {str(value) for value in (count.low, count.best, count.high) if value is not None}
    return bool(figures & {found.group().replace(",", "") for found in _NUMBER.finditer(said)})


def _shows_pictures(cited: Sequence[Attribution], reading: Reading) -> bool:
    """Whether a source only showed or posted something."""
    return all(cue_words(one, reading) & lexicon().pictures for one in cited)


def _verdict(said: str) -> bool:
    """Whether words give a motive, a verdict or a general finding, and no numbers of dead."""
    folded = " ".join(wordings(said))
    return any(phrase in folded for phrase in lexicon().verdicts) and not gives_toll(said)


def _about_another_time(said: str, event: Event) -> bool:
    """Whether words are about the war as a whole, or about another month or year."""
    if is_background(said):
        return True
    start = event.time.start if event.time is not None else None
    if start is None:
        return False
    years, months = _YEAR.findall(said), _MONTH.findall(said)
    month = _MONTHS[int(start[5:7]) - 1]
    return (bool(years) and start[:4] not in years) or (bool(months) and month not in months)


@cache
def _happening() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon().happening)})", re.IGNORECASE)


@cache
def _aftermath() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon().aftermath)})", re.IGNORECASE)


def tells_another_event(cited: Sequence[Attribution], claim: Claim, reading: Reading) -> bool:
    """Whether the words tell another event of the report, and nothing of this one."""
    content = [span for one in cited for span in one.content]
    if any(overlaps(span, own) for span in content for own in claim.event.evidence):
        return False
    if _of_another_kind(said_by(cited, reading), claim.event, reading):
        return True
    if any(overlaps(span, own) for span in content for own in claim.event.mentions):
        return False
    return any(
        overlaps(span, other)
        for event in reading.events
        if another(claim.event, event)
        for other in (*event.evidence, *event.mentions)
        for span in content
    )


def _of_another_kind(said: str, event: Event, reading: Reading) -> bool:
    """Whether words name the kind of another news of the report ("the blast"), not of this one."""
    folded = f" {' '.join(wordings(said))} "
    kinds = {
        kind
        for kind, nouns in lexicon().kinds.items()
        if any(f" {noun}" in folded for noun in nouns)
    }
    return family(event.type) not in kinds and any(
        other.main and family(other.type) in kinds for other in reading.events if other != event
    )


def another(one: Event, other: Event) -> bool:
    """Whether two events of a report differ in sort, day or place; another toll may be a rival."""
    sorts = family(one.type), family(other.type)
    if sorts[0] and sorts[1] and sorts[0] != sorts[1] and not near_families(sorts[0], sorts[1]):
        return True
    days = interval(one.time), interval(other.time)
    if days[0] and days[1] and gap(days[0], days[1]) > 0:
        return True
    places = [event.place for event in (one, other) if event.place is not None]
    if len(places) < 2 or any(place.precision in BROAD for place in places):  # noqa: PLR2004
        return False
    return not set.intersection(*({skeleton(w) for w in wordings(p.name)} for p in places))
