"""Which happenings are the news of a report, and which it tells beside them.

News is what headline, standfirst or lead tells. Where an armed event is the news, a truce, a
withdrawal or an evacuation in the same lead is its setting; what stands behind "after" is its
occasion; a further toll without a place, a day or a weapon of its own is another version or a
part of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headwater.doc import within
from headwater.extract import factuality
from headwater.extract.coding import weight
from headwater.extract.findings import Findings
from headwater.extract.foreground import BESIDE
from headwater.extract.happenings import Happening
from headwater.model import Event

TALK = frozenset(("talk", "aid", "order"))
"""Families that are news only where nothing else is."""
LEAD_SENTENCES = 2
"""How many sentences with an event headline, standfirst and lead take up."""
Told = tuple[Happening, Event]


def news_first(findings: Findings, made: Sequence[Told]) -> list[Told]:
    """Mark the news as ``main`` and put it first, weightiest before the rest."""
    real = [item for item in made if item[1].factuality in factuality.REAL]
    told = sorted({c.segment.sentence for group, _ in real for c in group.clusters})
    lead = set(told[:LEAD_SENTENCES])
    news = [item for item in real if item[0].clusters[0].segment.sentence in lead]
    news = [item for item in news if item[0].clusters[0].family not in TALK] or news
    news.sort(key=lambda item: -weight(findings, item[0]))
    chosen: list[Told] = []
    for item in news:
        if not any(_beside(item, other) for other in chosen):
            chosen.append(item)
    kept = {id(event) for _, event in chosen}
    first = [(group, replace(event, main=True)) for group, event in chosen]
    return first + [item for item in made if id(item[1]) not in kept]


def _beside(item: Told, news: Told) -> bool:
    """Whether a happening is told beside a weightier one."""
    (group, event), (other, main) = item, news
    if all(any(within(own, told) for told in main.evidence) for own in event.evidence):
        return True
    if other.clusters[0].family != "armed":
        return False
    first = group.clusters[0]
    if first.segment.opener in BESIDE or all(c.segment.headline for c in group.clusters):
        return True
    if first.family != "armed":
        return _figureless(event)
    return first.outcome_only and not (first.places or first.days or first.weapons)


def _figureless(event: Event) -> bool:
    figures = (event.killed, event.wounded, event.detained, event.displaced, event.defected)
    return all(figure is None for figure in figures)
