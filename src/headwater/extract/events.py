"""Events of a report: happenings with type, participants, figures, certainty and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from headwater.extract import commitment, crosswalk, factuality
from headwater.extract.coding import code
from headwater.extract.evidence import counts, evidence
from headwater.extract.findings import Findings, find
from headwater.extract.happenings import Happening
from headwater.extract.muc import incidents
from headwater.extract.news import news_first
from headwater.extract.participants import cast
from headwater.extract.summaries import is_summary, of_a_period, over_operations
from headwater.model import Attribution, Doc, Event, Factuality

STATEMENTS = 3
"""Statements of a happening whose participants are read; later ones drift to other things."""


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
    found = find(doc, attributions, tables)
    return _parts_of_totals(found, incidents(found, told(found, tables)))


def _parts_of_totals(
    findings: Findings, told: Iterable[tuple[Happening, Event]]
) -> tuple[Event, ...]:
    """Where the news of a report is a period's total, its further tolls are parts of it."""
    made = tuple(told)
    news = [item for item in made if item[1].main]
    if not news or not all(of_a_period(findings.marked, g, e.killed) for g, e in news):
        return tuple(event for _, event in made)
    return tuple(replace(e, summary=True) if e.killed or e.wounded else e for _, e in made)


def told(findings: Findings, tables: tuple[Path, ...]) -> list[tuple[Happening, Event]]:
    """Happenings with the events made of them, in the order of ``events``."""
    table = crosswalk.load(tables)
    made = [(group, _event(findings, table, group)) for group in findings.happenings]
    typed = [(group, event) for group, event in made if event is not None]
    return news_first(findings, typed)


def _event(findings: Findings, table: crosswalk.Crosswalk, group: Happening) -> Event | None:
    members = [findings.mentions[n] for n in group.mentions]
    figures = counts(findings, group)
    told = [n for cluster in group.clusters[:STATEMENTS] for n in cluster.mentions]
    roles = cast(findings.marked, [findings.mentions[n] for n in sorted(told)])
    kind = code(findings, table, group, roles, killed="killed" in figures)
    if kind is None:
        return None
    syntax = findings.marked.syntax
    stance = max(
        (findings.stances[n] for n in group.clusters[0].mentions),
        key=lambda s: -factuality.STRENGTH.index(s),
    )
    return Event(
        mentions=tuple(syntax.chars(m.first, m.last) for m in members),
        evidence=evidence(findings, group, figures.get("killed")),
        type=kind,
        actors=tuple(found.entity for found in roles.actors),
        recipients=tuple(found.entity for found in roles.recipients),
        instruments=tuple(found.entity for found in roles.instruments),
        factuality=stance,
        commitment=_commitment(findings, group, stance),
        summary=is_summary(findings.marked, group, figures.get("killed"))
        or over_operations(findings.marked, group, figures.get("detained")),
        killed=figures.get("killed"),
        wounded=figures.get("wounded"),
        detained=figures.get("detained"),
        displaced=figures.get("displaced"),
        defected=figures.get("defected"),
    )


def _commitment(findings: Findings, group: Happening, stance: Factuality) -> float:
    """The firmest commitment of the first statement's words that have the event's factuality."""
    told = [n for n in group.clusters[0].mentions if findings.stances[n] == stance]
    tokens = [findings.mentions[n].token for n in told]
    return max(commitment.values(findings.marked.syntax, tokens))
