"""The figures of a happening and the shortest words that assert it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headwater.extract.casualties import Figure
from headwater.extract.clauses import Segment
from headwater.extract.findings import Findings
from headwater.extract.happenings import Cluster, Happening
from headwater.extract.syntax import Syntax
from headwater.model import Count, Span

ALSO = frozenset(("also", "additional", "additionally", "another", "other", "others"))
"""Words that add a figure to one told before."""
FIELDS = ("killed", "wounded", "detained", "displaced", "defected")


def counts(findings: Findings, group: Happening) -> dict[str, Count]:
    """The main figure of each field: the first one, bounded or raised by later ones."""
    members = set(group.mentions)
    found: dict[str, Count] = {}
    for name in FIELDS:
        figures = [f for f in findings.figures if f.mention in members and f.field == name]
        if name == "detained" and len(figures) > 1:
            figures = _added(findings, figures)
        firm = [f for f in figures if not f.weak] or figures
        if firm:
            count = _main_count([f.count for f in firm])
            found[name] = _with_parts(count, [f.count for f in figures if f not in firm])
    return found


def _with_parts(main: Count, others: Sequence[Count]) -> Count:
    """The main count with the parts that later statements name."""
    parts = dict.fromkeys((*main.parts, *(part for other in others for part in other.parts)))
    return replace(main, parts=tuple(parts))


def _added(findings: Findings, figures: list[Figure]) -> list[Figure]:
    """The first figure with what a report adds to it.

    That is who was "also" detained, and one person told of before the count of the others
    ("captured a leader ... detained two suspects").
    """
    syntax = findings.marked.syntax
    firm = [f for f in figures if not f.weak] or figures
    total = firm[0].count
    for figure in firm[1:]:
        token = findings.mentions[figure.mention].token
        words = syntax.words[slice(*syntax.bounds(token))]
        told_again = figure.count.best == firm[0].count.best and not _names_more(figure.count)
        if figure.count.best is not None and not told_again and any(word in ALSO for word in words):
            total = _plus(total, figure.count)
    if figures[0].weak and not firm[0].weak and not _covers(firm[0].count, figures[0].count):
        total = _plus(total, figures[0].count)
        if firm[0].count.low is None:
            total = replace(total, low=figures[0].count.low)
    if total == firm[0].count:
        return figures
    return [replace(firm[0], count=total, weak=False)]


def _names_more(count: Count) -> bool:
    """Whether a count's own wording says that it is of others: "two additional suspects"."""
    return not ALSO.isdisjoint(count.wording.casefold().split())


def _plus(one: Count, other: Count) -> Count:
    return replace(
        one,
        low=_sum(one.low, other.low),
        best=_sum(one.best, other.best),
        high=_sum(one.high, other.high),
    )


def _covers(count: Count, person: Count) -> bool:
    """Whether a count's wording has the word for the person in it."""
    return person.wording.split()[-1].casefold() in count.wording.casefold().split()


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _main_count(found: Sequence[Count]) -> Count:
    numbered = [c for c in found if c.best is not None or c.low is not None]
    main = numbered[0] if numbered else found[0]
    for other in numbered[1:]:
        if other.best == main.best and other.low == main.best and other.high is None:
            main = replace(main, low=other.low, high=None)
    return main


def evidence(findings: Findings, group: Happening, killed: Count | None) -> tuple[Span, ...]:
    """The first statement outside the headline, and one more that gives the main figure.

    The second one bounds or repeats the figure ("at least n"), or gives it where the first
    statement has none.
    """
    clusters = [c for c in group.clusters if not c.segment.headline] or group.clusters
    chosen = clusters[:1]
    if killed is not None and killed.best is not None:
        chosen += [c for c in clusters[1:] if killed.best in c.killed][:1]
    return tuple(_stretch(findings, cluster) for cluster in chosen)


def _stretch(findings: Findings, cluster: Cluster) -> Span:
    """The segment; of what is told beside an armed event in one segment, its own clause."""
    syntax, segment = findings.marked.syntax, cluster.segment
    if cluster.family != "armed" and any(
        other.family == "armed" and other.segment.first == segment.first
        for group in findings.happenings
        for other in group.clusters
    ):
        first = findings.mentions[cluster.mentions[0]]
        own = [t for t in syntax.subtree(first.token) if segment.first <= t < segment.end]
        return syntax.chars(min(own[0], first.first), max(own[-1], first.last))
    return _trim(syntax, segment)


def _trim(syntax: Syntax, segment: Segment) -> Span:
    first, last = segment.first, segment.end - 1
    while last > first and not syntax.words[last].isalnum():
        last -= 1
    while first < last and not syntax.words[first].isalnum():
        first += 1
    return syntax.chars(first, last)
