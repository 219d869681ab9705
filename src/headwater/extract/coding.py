"""Which type a happening has, and how much weight it has as news."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from headwater.extract import crosswalk, factuality
from headwater.extract.findings import Findings
from headwater.extract.foreground import BESIDE, backgrounded
from headwater.extract.happenings import Happening
from headwater.extract.participants import Cast, Found
from headwater.extract.triggers import Mention
from headwater.model import EventType

BACKGROUND = 60
"""What standing in the background takes from the rank of a happening."""
SPECIFIC = 57
"""Rank from which a frame names a weapon or a kind of deed."""
REFINES = {
    "bombing": ("suicide_bombing",),
    "explosion": ("bombing", "suicide_bombing"),
    "bombardment": ("air_strike", "shelling", "missile", "chemical"),
    "shelling": ("air_strike",),
    "missile": ("air_strike",),
    "shooting": ("execution", "clash"),
    "clash": ("seize_territory", "handover"),
    "seize_territory": ("handover",),
}
"""Frames by which a later statement may be more exact than the one that named the kind."""
OUTCOMES = frozenset(("kill", "die", "wound"))


def code(
    findings: Findings,
    table: crosswalk.Crosswalk,
    group: Happening,
    roles: Cast,
    *,
    killed: bool,
) -> EventType | None:
    """Type a happening by the crosswalk; ``None`` for accidents and disasters."""
    facts = _facts(findings, group, roles, killed=killed)
    for frame in _ranked(findings, _typing(findings, group)):
        if findings.lexicon.frames[frame].family == "disaster":
            return None
        kind = table.type(frame, facts)
        if kind is not None:
            return kind
    return None


def _typing(findings: Findings, group: Happening) -> list[Mention]:
    """Mentions that type a happening: up to the first statement that names its kind.

    Later statements may only be more exact about it ("a suicide bomber" after "a bomb"): a siege,
    a capture or an earlier gas attack that they add does not retype it.
    """
    told: list[Mention] = []
    named: set[str] = set()
    for cluster in group.clusters:
        here = [findings.mentions[n] for n in cluster.mentions]
        if named:
            told += [m for m in here if any(m.frame in REFINES.get(one, ()) for one in named)]
            continue
        told += here
        news = [m.frame for m in here if not backgrounded(findings.marked.syntax, m)]
        named.update(f for f in news if findings.lexicon.frames[f].rank >= SPECIFIC)
    return told


def _ranked(findings: Findings, members: Sequence[Mention]) -> list[str]:
    """Frames by how well they type a happening: news before background, causes before outcomes."""
    syntax = findings.marked.syntax
    told = {m.frame for m in members if not backgrounded(syntax, m)}
    frames = sorted(
        {m.frame for m in members},
        key=lambda f: (f in OUTCOMES, f not in told, -findings.lexicon.frames[f].rank, f),
    )
    causes = [f for f in frames if f not in OUTCOMES]
    if not told.isdisjoint(OUTCOMES) and told.isdisjoint(causes):
        return [*(f for f in frames if f in told), *causes]
    return causes or frames


def _facts(findings: Findings, group: Happening, roles: Cast, *, killed: bool) -> crosswalk.Facts:
    """What the crosswalk asks, from the first statements of the happening."""
    marked, syntax = findings.marked, findings.marked.syntax
    told = sorted({cluster.segment.sentence for cluster in group.clusters[:2]})
    near: set[str] = set()
    for sentence in told:
        for token in range(*syntax.doc.sentences[sentence]):
            near.update(marked.marks[token])
            near.add(syntax.lemmas[token])

    def grave(frame: str) -> bool:
        return findings.lexicon.frames[frame].family in ("violence", "outcome", "custody")

    around = {at + step for at in told for step in (0, 1)}
    company = {
        mention.frame
        for mention, stance in zip(findings.mentions, findings.stances, strict=True)
        if syntax.sentence[mention.token] in around
        and stance in factuality.REAL
        and not (grave(mention.frame) and backgrounded(syntax, mention))
    }
    return crosswalk.Facts(
        sorted(company),
        _classes(roles.actors),
        _classes(roles.recipients),
        frozenset(near),
        killed=killed,
        sides=tuple(found.classes for found in roles.actors),
    )


def _classes(found: Collection[Found]) -> frozenset[str]:
    return frozenset[str]().union(*(one.classes for one in found))


def weight(findings: Findings, group: Happening) -> int:
    """Rank of the weightiest frame that a happening tells as news."""
    members = [findings.mentions[n] for n in group.mentions]
    told = [m for m in members if not backgrounded(findings.marked.syntax, m)]
    rank = max(findings.lexicon.frames[m.frame].rank for m in told or members)
    return rank if told and group.clusters[0].segment.opener not in BESIDE else rank - BACKGROUND
