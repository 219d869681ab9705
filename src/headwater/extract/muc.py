"""MUC-4 incidents: which events are incidents by its fill rules, and who filled their slots.

Both questions are answered by models trained on the MUC-4 training messages (1992): see
``scoring``. An event that is no incident keeps its other codes and its participants and has no
MUC-4 type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from headwater.extract import classes
from headwater.extract.fillers import choose, groups
from headwater.extract.findings import Findings
from headwater.extract.happenings import Happening
from headwater.extract.relevance import features
from headwater.extract.scoring import Item, score
from headwater.extract.syntax import singular
from headwater.model import Entity, Event

MOST_OF_TYPE = 2
TARGETS = frozenset(("property", "military_target"))
OFFICIAL = frozenset(("state", "troops"))
Told = tuple[Happening, Event]
FIELD = {
    "PerpInd": "actors",
    "PerpOrg": "actors",
    "Target": "recipients",
    "Victim": "recipients",
    "Weapon": "instruments",
}


def incidents(findings: Findings, made: Sequence[Told]) -> list[Told]:
    """Take the MUC-4 type from events that are no incident; fill the slots of the others."""
    typed = [number for number, (_, event) in enumerate(made) if event.type.muc is not None]
    if not typed:
        return list(made)
    entities = groups(findings)
    scores = score(findings, list(items(findings, made)), entities)
    passed = scores.incidents > scores.bars["incident"]
    likely = [n for n, likely in zip(typed, passed, strict=True) if likely]
    kept = first_of_type([(n, made[n][1].type.muc or "") for n in likely])
    result = list(made)
    for number in set(typed) - set(kept):
        group, event = made[number]
        result[number] = group, replace(event, type=replace(event.type, muc=None))
    if kept:
        text = findings.marked.syntax.doc.report.text
        _fill(result, kept, choose(text, entities, scores.roles, scores.bars))
    return result


def items(findings: Findings, made: Sequence[Told]) -> Iterator[Item]:
    """Happenings that have a MUC-4 type, with what the models look at."""
    ranks: Counter[str] = Counter()
    for group, event in made:
        kind = event.type.muc
        if kind is not None:
            found = [*features(findings, group, event, ranks[kind]), "bias"]
            yield Item(group, kind, ranks[kind], found)
            ranks[kind] += 1


def first_of_type(likely: Sequence[tuple[int, str]]) -> list[int]:
    """The first incidents of each type, news before the rest: more are mostly retellings."""
    seen: Counter[str] = Counter()
    kept = []
    for number, kind in likely:
        seen[kind] += 1
        if seen[kind] <= MOST_OF_TYPE:
            kept.append(number)
    return kept


def _fill(
    made: list[Told], kept: Sequence[int], chosen: Iterable[tuple[str, Entity, frozenset[int]]]
) -> None:
    """Give each chosen entity to the incidents nearest to one of its mentions."""
    told = {
        number: {cluster.segment.sentence for cluster in made[number][0].clusters}
        for number in kept
    }
    slots: dict[int, dict[str, list[Entity]]] = {number: {} for number in kept}
    for role, entity, sentences in chosen:
        distance = {
            number: min(abs(a - b) for a in own for b in sentences) for number, own in told.items()
        }
        nearest = min(distance.values())
        for number in kept:
            if distance[number] == nearest:
                slots[number].setdefault(FIELD[role], []).append(entity)
    for number in kept:
        group, event = made[number]
        made[number] = group, filled(event, slots[number])


def filled(event: Event, slots: Mapping[str, Sequence[Entity]]) -> Event:
    """The event with its slots filled.

    Where the models find nobody, the first actor and the buildings and vehicles that syntax
    found stand in. A state or its forces that the event's own words name as the actor are never
    replaced by others whom the models suspect. People who were hit and are not named stay in the
    wording of the figures: MUC-4 takes named victims alone.
    """
    chosen, told = tuple(slots.get("actors", ())), event.actors[:1]
    if not chosen or (told and _official(told[0]) and not _named(told[0], chosen)):
        chosen = told
    return replace(
        event,
        actors=chosen,
        recipients=tuple(slots.get("recipients", filter(_built, event.recipients))),
        instruments=tuple(slots.get("instruments", ())),
    )


def _official(entity: Entity) -> bool:
    """Whether a name holds a word for a state or its forces."""
    known = classes.load()
    return any(known.of(singular(word)) & OFFICIAL for word in _words(entity))


def _named(entity: Entity, others: Sequence[Entity]) -> bool:
    """Whether one of the others shares a word of the name."""
    return any(_words(entity) & _words(other) for other in others)


def _words(entity: Entity) -> set[str]:
    return set(entity.name.casefold().replace("-", " ").split())


def _built(entity: Entity) -> bool:
    head = singular(entity.name.casefold().split()[-1])
    return entity.kind == "thing" and bool(classes.load().of(head) & TARGETS)
