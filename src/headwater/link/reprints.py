"""Claims that many copies of one story repeat: the first are compared, the others go with them.

A wire story can stand in thousands of outlets. What its copies say in the same words, of the same
day, place and toll, is one claim printed many times: comparing each with each finds nothing that
comparing some does not. Up to `COMPARED` copies nothing is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256

from headwater.link.derived import Derived
from headwater.link.held import Held
from headwater.link.words import wordings
from headwater.model import Claim, DerivationKind

COMPARED = 20
"""Copies of one claim that are compared like any others, the first published."""

Key = bytes


def reprints(claims: Sequence[Claim], held: Held, derived: Derived) -> dict[int, int]:
    """Claims that go with another one, by index: the first that was published in these words.

    Args:
        claims: All claims, report by report in order of time.
        held: The readings of the case.
        derived: Copies and partial copies among the reports.
    """
    story_of = _many_copies(derived)
    if not story_of:
        return {}
    first: dict[Key, int] = {}
    copies: Counter[Key] = Counter()
    within: Counter[Key] = Counter()
    report = ""
    going: dict[int, int] = {}
    for index, claim in enumerate(claims):
        story = story_of.get(claim.report)
        if story is None:
            continue
        if claim.report != report:
            report = claim.report
            within.clear()
        said = _said(claim, held.report(report).text, story)
        within[said] += 1
        key = said + within[said].to_bytes(4, "big")
        leader = first.setdefault(key, index)
        copies[key] += 1
        if copies[key] > COMPARED:
            going[index] = leader
    return going


def _many_copies(derived: Derived) -> Mapping[str, str]:
    """The story of each report that has more than `COMPARED` copies, directly or by others."""
    parent: dict[str, str] = {}

    def root(report: str) -> str:
        while (above := parent.get(report, report)) != report:
            parent[report] = report = parent.get(above, above)
        return report

    for one in derived:
        if one.kind is DerivationKind.COPY:
            first, second = sorted((root(one.a), root(one.b)))
            parent[second] = parent[first] = first
    sizes = Counter(root(report) for report in parent)
    return {report: story for report in parent if sizes[story := root(report)] > COMPARED}


def _said(claim: Claim, text: str, story: str) -> Key:
    """What a claim says: its words and what was read from them."""
    event = claim.event
    words = [word for start, end in event.evidence for word in wordings(text[start:end])]
    place, time, killed = event.place, event.time, event.killed
    read = (
        (event.type.plover, event.type.mode, event.type.acled),
        (event.factuality.value, event.main, event.summary),
        place and (place.geonames_id, place.name),
        time and (time.start, time.end),
        killed and (killed.low, killed.best, killed.high),
    )
    return sha256(repr((story, words, read)).encode()).digest()[:16]
