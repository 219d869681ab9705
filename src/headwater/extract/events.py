"""Events of a report: happenings with type, participants, figures, certainty and evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headwater.extract import crosswalk, factuality, triggers
from headwater.extract.casualties import Figure, figures
from headwater.extract.clauses import Segment, segments
from headwater.extract.foreground import BESIDE, backgrounded
from headwater.extract.happenings import Happening, happenings
from headwater.extract.numbers import quantities
from headwater.extract.participants import Cast, Found, cast
from headwater.extract.summaries import is_summary
from headwater.extract.syntax import index
from headwater.extract.triggers import Lexicon, Marked, Mention
from headwater.model import Attribution, Count, Doc, Event, EventType, Factuality, Span

FIELDS = ("killed", "wounded", "detained", "displaced", "defected")
TALK = frozenset(("talk", "aid", "order"))
"""Families that are news only where nothing else is."""
BACKGROUND = 60
"""What standing in the background takes from the rank of a happening."""
OUTCOMES = frozenset(("kill", "die", "wound"))
LEAD_SENTENCES = 2
"""How many sentences with an event headline, standfirst and lead take up."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a report before events are made of it."""

    marked: Marked
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    stances: tuple[Factuality, ...]
    figures: tuple[Figure, ...]


def events(
    doc: Doc, attributions: Sequence[Attribution], tables: tuple[Path, ...] = ()
) -> tuple[Event, ...]:
    """Read the events of a report: the news first, then in the order of first mention.

    Args:
        doc: the annotated report.
        attributions: its attributions; their contents and cues tell who vouches.
        tables: crosswalk tables of the user, read before the shipped one.

    Returns:
        Events without place, time and chains.

    Raises:
        TableError: a user's table breaks its format.
    """
    marked = triggers.mark(index(doc))
    lexicon = triggers.load()
    mentions = triggers.mentions(marked, lexicon)
    stances = tuple(factuality.factuality(marked.syntax, m, attributions) for m in mentions)
    counts = figures(marked, mentions, quantities(marked))
    reading = Reading(marked, lexicon, mentions, stances, counts)
    pieces = segments(marked.syntax)
    groups = happenings(marked, lexicon, pieces, mentions, (stances, counts))
    table = crosswalk.load(tables)
    made = [(group, _event(reading, table, group)) for group in groups]
    typed = [(group, event) for group, event in made if event is not None]
    return _with_main(reading, typed)


def _event(reading: Reading, table: crosswalk.Crosswalk, group: Happening) -> Event | None:
    members = [reading.mentions[n] for n in group.mentions]
    counts = _counts(reading, group)
    roles = cast(reading.marked, members)
    kind = _type(reading, table, group, roles, counts)
    if kind is None:
        return None
    syntax = reading.marked.syntax
    stance = max(
        (reading.stances[n] for n in group.clusters[0].mentions),
        key=lambda s: -factuality.STRENGTH.index(s),
    )
    return Event(
        mentions=tuple(syntax.chars(m.first, m.last) for m in members),
        evidence=_evidence(reading, group, counts.get("killed")),
        type=kind,
        actors=tuple(found.entity for found in roles.actors),
        recipients=tuple(found.entity for found in roles.recipients),
        instruments=tuple(found.entity for found in roles.instruments),
        factuality=stance,
        summary=is_summary(reading.marked, group, counts.get("killed")),
        killed=counts.get("killed"),
        wounded=counts.get("wounded"),
        detained=counts.get("detained"),
        displaced=counts.get("displaced"),
        defected=counts.get("defected"),
    )


def _type(
    reading: Reading,
    table: crosswalk.Crosswalk,
    group: Happening,
    roles: Cast,
    counts: dict[str, Count],
) -> EventType | None:
    members = [reading.mentions[n] for n in group.mentions]
    facts = _facts(reading, group, roles, counts)
    for frame in _ranked(reading, members):
        kind = table.type(frame, facts)
        if kind is not None:
            return kind
    return None


def _ranked(reading: Reading, members: Sequence[Mention]) -> list[str]:
    """Frames by how well they type a happening: news before background, causes before outcomes."""
    syntax = reading.marked.syntax
    told = {m.frame for m in members if not backgrounded(syntax, m)}
    frames = sorted(
        {m.frame for m in members},
        key=lambda f: (f in OUTCOMES, f not in told, -reading.lexicon.frames[f].rank, f),
    )
    causes = [f for f in frames if f not in OUTCOMES]
    return causes or frames


def _facts(
    reading: Reading, group: Happening, roles: Cast, counts: dict[str, Count]
) -> crosswalk.Facts:
    """What the crosswalk asks, from the first statements of the happening."""
    marked, syntax = reading.marked, reading.marked.syntax
    told = sorted({cluster.segment.sentence for cluster in group.clusters[:2]})
    near: set[str] = set()
    for sentence in told:
        for token in range(*syntax.doc.sentences[sentence]):
            near.update(marked.marks[token])
            near.add(syntax.lemmas[token])

    def violent(frame: str) -> bool:
        return reading.lexicon.frames[frame].family in ("violence", "outcome")

    around = {at + step for at in told for step in (0, 1)}
    company = {
        mention.frame
        for mention, stance in zip(reading.mentions, reading.stances, strict=True)
        if syntax.sentence[mention.token] in around
        and stance in factuality.REAL
        and not (violent(mention.frame) and backgrounded(syntax, mention))
    }
    return crosswalk.Facts(
        sorted(company),
        _classes(roles.actors),
        _classes(roles.recipients),
        frozenset(near),
        killed="killed" in counts,
        sides=tuple(found.classes for found in roles.actors),
    )


def _classes(found: Collection[Found]) -> frozenset[str]:
    return frozenset[str]().union(*(one.classes for one in found))


def _counts(reading: Reading, group: Happening) -> dict[str, Count]:
    """The main figure of each field: the first one, bounded or raised by later ones."""
    members = set(group.mentions)
    found: dict[str, Count] = {}
    for name in FIELDS:
        figures = [f for f in reading.figures if f.mention in members and f.field == name]
        figures = [f for f in figures if not f.weak] or figures
        if figures:
            found[name] = _main_count([f.count for f in figures])
    return found


def _main_count(counts: Sequence[Count]) -> Count:
    numbered = [c for c in counts if c.best is not None or c.low is not None]
    main = numbered[0] if numbered else counts[0]
    for other in numbered[1:]:
        if other.best == main.best and other.low == main.best and other.high is None:
            main = replace(main, low=other.low, high=None)
    return main


def _evidence(reading: Reading, group: Happening, killed: Count | None) -> tuple[Span, ...]:
    """The first statement outside the headline, and one more that gives the main figure.

    The second one bounds or repeats the figure ("at least n"), or gives it where the first
    statement has none.
    """
    clusters = [c for c in group.clusters if not c.segment.headline] or group.clusters
    chosen = clusters[:1]
    if killed is not None and killed.best is not None:
        chosen += [c for c in clusters[1:] if killed.best in c.killed][:1]
    return tuple(_trim(reading, cluster.segment) for cluster in chosen)


def _trim(reading: Reading, segment: Segment) -> Span:
    syntax = reading.marked.syntax
    first, last = segment.first, segment.end - 1
    while last > first and not syntax.words[last].isalnum():
        last -= 1
    while first < last and not syntax.words[first].isalnum():
        first += 1
    return syntax.chars(first, last)


def _with_main(reading: Reading, made: Sequence[tuple[Happening, Event]]) -> tuple[Event, ...]:
    """Mark what headline, standfirst or lead tells as news, and put the weightiest news first."""
    real = [item for item in made if item[1].factuality in factuality.REAL]
    told = sorted({c.segment.sentence for group, _ in real for c in group.clusters})
    lead = set(told[:LEAD_SENTENCES])
    news = [item for item in real if item[0].clusters[0].segment.sentence in lead]
    news = [item for item in news if item[0].clusters[0].family not in TALK] or news
    news.sort(key=lambda item: -_weight(reading, item[0]))
    first = [replace(event, main=True) for _, event in news]
    chosen = {id(event) for _, event in news}
    return (*first, *(event for _, event in made if id(event) not in chosen))


def _weight(reading: Reading, group: Happening) -> int:
    members = [reading.mentions[n] for n in group.mentions]
    told = [m for m in members if not backgrounded(reading.marked.syntax, m)]
    rank = max(reading.lexicon.frames[m.frame].rank for m in told or members)
    return rank if told and group.clusters[0].segment.opener not in BESIDE else rank - BACKGROUND
