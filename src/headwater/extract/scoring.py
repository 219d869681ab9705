"""Which happenings are incidents and who fills their slots: linear models and event layers.

Both speak in log-odds, which are averaged. Where no encoder read the report the linear models
decide alone, with bars of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.doc import tokens_in
from headwater.extract import heads, layers, linear, token_features
from headwater.extract.fillers import Group
from headwater.extract.findings import Findings
from headwater.extract.happenings import Happening
from headwater.extract.heads import TYPES, Told
from headwater.model import Doc

STATEMENTS = 2
"""Sentences of a happening that are read for it."""
SURE = 1e-5
"""Chances are kept this far from 0 and 1."""
Odds = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Item:
    """A happening that may be an incident: its MUC-4 type, rank among them, and features."""

    happening: Happening
    kind: str
    rank: int
    features: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-odds and the bars that they must pass.

    Attributes:
        incidents: that each item is an incident, (items,).
        roles: that each entity fills each role, (entities, roles).
        bars: by role, and of "incident".
    """

    incidents: Odds
    roles: Odds
    bars: Mapping[str, float]


def score(findings: Findings, items: Sequence[Item], entities: Sequence[Group]) -> Scores:
    """Score at least one item and the entities of its report."""
    incidents, roles = by_features(items, entities)
    if not findings.marked.syntax.doc.states:
        return Scores(incidents, roles, linear.bars("alone"))
    found = by_states(findings, items, entities)
    share = linear.card()["shares"]
    kinds = found.kinds[[TYPES.index(item.kind) for item in items]]
    return Scores(
        mixed(incidents, found.incidents, share["incident"]) + share["kind"] * kinds,
        mixed(roles, found.roles, share["roles"]),
        linear.bars("blended"),
    )


def mixed(one: Odds, other: Odds, share: float) -> Odds:
    """The mean of two log-odds, the other's weighed by ``share``."""
    return (1 - share) * one + share * other


def by_features(items: Sequence[Item], entities: Sequence[Group]) -> tuple[Odds, Odds]:
    """Log-odds of the linear models, (items,) and (entities, roles)."""
    incidents = linear.load("incident").probabilities([item.features for item in items])
    roles = linear.load("roles").probabilities([group.all_features() for group in entities])
    return log_odds(incidents[:, 1]), log_odds(roles[:, 1:])


def log_odds(chances: Odds) -> Odds:
    """Log-odds of probabilities."""
    kept = np.clip(chances, SURE, 1 - SURE)
    found: Odds = np.log(kept / (1 - kept))
    return found


@dataclass(frozen=True, slots=True)
class ByStates:
    """Log-odds of the event layers: of items, of entities by role, and of types of incident."""

    incidents: Odds
    roles: Odds
    kinds: Odds


def by_states(findings: Findings, items: Sequence[Item], entities: Sequence[Group]) -> ByStates:
    """Log-odds of the event layers for a report whose states are known."""
    doc = findings.marked.syntax.doc
    lower = np.frombuffer(doc.states, dtype="<f2").reshape(len(doc.tokens), -1)
    numbers, marks = token_features.token_features(findings, token_features.load())
    read = layers.load().read(lower.astype(np.float32), numbers, marks, doc.sentences)
    judge = heads.load()
    return ByStates(
        judge.happenings(read, [told(findings, item) for item in items]).astype(np.float64),
        judge.entities(read, [tokens_of(doc, group) for group in entities]).astype(np.float64),
        read.kinds.astype(np.float64),
    )


def told(findings: Findings, item: Item) -> Told:
    """Tokens of a happening."""
    group, sentences = item.happening, findings.marked.syntax.doc.sentences
    first = sorted({cluster.segment.sentence for cluster in group.clusters})[:STATEMENTS]
    return Told(
        sorted({findings.mentions[number].token for number in group.mentions}),
        [token for number in first for token in range(*sentences[number])],
        item.kind,
        item.rank,
    )


def tokens_of(doc: Doc, group: Group) -> list[int]:
    """All tokens of an entity's mentions."""
    return sorted({token for span in group.spans for token in tokens_in(doc, span)})
