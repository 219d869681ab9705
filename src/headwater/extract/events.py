"""Events of a report: happenings with type, participants, figures, certainty and evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headwater.extract import crosswalk, factuality, triggers
from headwater.extract.casualties import Figure, figures
from headwater.extract.clauses import Segment, segments
from headwater.extract.happenings import Happening, happenings
from headwater.extract.numbers import quantities
from headwater.extract.participants import Cast, Found, cast
from headwater.extract.summaries import is_summary
from headwater.extract.syntax import index
from headwater.extract.triggers import Lexicon, Marked, Mention
from headwater.model import Attribution, Count, Doc, Event, EventType, Factuality, Span

FIELDS = ("killed", "wounded", "detained", "displaced", "defected")
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
    """Read the events of a report, in the order of their first mention.

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
    return _with_main(typed)


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
    marked = reading.marked
    frames = sorted({reading.mentions[n].frame for n in group.mentions})
    near: set[str] = set()
    for cluster in group.clusters[:2]:
        for token in range(*marked.syntax.doc.sentences[cluster.segment.sentence]):
            near.update(marked.marks[token])
            near.add(marked.syntax.lemmas[token])
    facts = crosswalk.Facts(
        frames,
        _classes(roles.actors),
        _classes(roles.recipients),
        frozenset(near),
        killed="killed" in counts,
        sides=tuple(found.classes for found in roles.actors),
    )
    head = group.clusters[0].mentions
    ranked = sorted(frames, key=lambda f: (-reading.lexicon.frames[f].rank, f))
    first = {reading.mentions[n].frame for n in head}
    ranked.sort(key=lambda f: f not in first)
    top = [f for f in ranked if f not in OUTCOMES] or ranked
    for frame in top:
        kind = table.type(frame, facts)
        if kind is not None:
            return kind
    return None


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
    """The first statement outside the headline, and the first that gives the main figure."""
    clusters = [c for c in group.clusters if not c.segment.headline] or group.clusters
    chosen = clusters[:1]
    if killed is not None and killed.best is not None and killed.best not in chosen[0].killed:
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


def _with_main(made: Sequence[tuple[Happening, Event]]) -> tuple[Event, ...]:
    """Mark what headline, standfirst or lead tells as news."""
    sentences: dict[int, None] = {}
    for group, event in made:
        if event.factuality in factuality.REAL:
            for cluster in group.clusters:
                sentences[cluster.segment.sentence] = None
    lead = set(sorted(sentences)[:LEAD_SENTENCES])
    result = []
    for group, event in made:
        first = group.clusters[0].segment.sentence
        news = first in lead and event.factuality in factuality.REAL
        result.append(replace(event, main=news))
    return tuple(result)
