"""Which happenings are incidents in the sense of MUC-4, as strings that a linear model weighs.

The fill rules (MUC-4, 1992) leave out clashes of armies with guerrillas, general descriptions
and what is older than two months, and want one template an incident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from headwater.extract.coding import weight
from headwater.extract.findings import Findings
from headwater.extract.foreground import backgrounded
from headwater.extract.happenings import Happening
from headwater.model import Event

WINDOW = 2
"""Statements of a happening whose words are looked at."""


def features(findings: Findings, group: Happening, event: Event, rank: int) -> list[str]:
    """What is known of a happening; ``rank`` counts earlier ones of its MUC-4 type."""
    kind = event.type.muc
    found = [
        f"type={kind}",
        f"rank={min(rank, 4)}",
        f"type={kind}|rank={min(rank, 4)}",
        f"rule={event.type.rule}",
        f"rule={event.type.rule}|rank={min(rank, 2)}",
        f"factuality={event.factuality}",
        f"main={event.main}",
        f"mentions={min(len(event.mentions), 6)}",
        f"sentence={min(group.clusters[0].segment.sentence, 12)}",
        f"weight={weight(findings, group) // 10}",
        f"killed={_figure(event)}",
        f"summary={event.summary}",
    ]
    for field, entities in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("instrument", event.instruments),
    ):
        found.append(f"{field}s={min(len(entities), 3)}")
        found += [f"{field}={entity.kind}" for entity in entities]
    found += _words(findings, group)
    found += _others(findings, group)
    return found


def _figure(event: Event) -> str:
    if event.killed is None or event.killed.best is None:
        return "none"
    return "one" if event.killed.best == 1 else "some"


def _words(findings: Findings, group: Happening) -> Iterator[str]:
    """Lemmas, classes and frames of the first statements."""
    marked, syntax = findings.marked, findings.marked.syntax
    lemmas: dict[str, None] = {}
    classes: dict[str, None] = {}
    for cluster in group.clusters[:WINDOW]:
        for token in range(*syntax.doc.sentences[cluster.segment.sentence]):
            if syntax.words[token].isalpha():
                lemmas[syntax.lemmas[token]] = None
            classes.update(dict.fromkeys(sorted(marked.marks[token])))
    yield from (f"lemma={lemma}" for lemma in lemmas)
    yield from (f"class={name}" for name in classes)
    for number in group.mentions:
        mention = findings.mentions[number]
        beside = backgrounded(syntax, mention)
        yield f"frame={mention.frame}"
        yield f"frame={mention.frame}|{beside}"
        yield f"frame={mention.frame}|{findings.stances[number]}"
        yield f"trigger={syntax.lemmas[mention.token]}"
    if any(cluster.past for cluster in group.clusters):
        yield "past"


def _others(findings: Findings, group: Happening) -> Collection[str]:
    """Frames that the rest of the report evokes: what it is about."""
    own = set(group.mentions)
    frames = {m.frame for n, m in enumerate(findings.mentions) if n not in own}
    return sorted(f"other={frame}" for frame in frames)
