"""Trains the linear models of MUC-4 incidents on the MUC-4 training messages."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.annotate.syntax import Syntax
from headwater.extract.events import told
from headwater.extract.fillers import ROLES, Group, groups, normal
from headwater.extract.findings import find
from headwater.extract.linear import Linear
from headwater.extract.muc import first_of_type
from headwater.extract.relevance import features
from headwater.model import Doc, Report
from training.events.fit import Plan, fit

GATE = Plan(rows=1 << 16, rate=0.1, decay=1e-2, rounds=10, batch=500)
FILLERS = Plan(rows=1 << 16, rate=0.3, decay=1e-4, rounds=15)
GRID = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
FOLDS = 4
STARTS = (0.1, 0.2, 0.35)
"""Bars of incidents that the climb begins with: it stops at the nearest top."""
Template = dict[str, Any]


@dataclass
class Message:
    """A message with what is read from it and its gold templates."""

    events: list[tuple[str, set[int], list[str]]]
    labels: list[int]
    groups: tuple[Group, ...]
    roles: list[int]
    wordings: list[list[str]]
    templates: list[Template]


def read(doc: Doc, templates: list[Template]) -> Message:
    """Read a message; label its events and entities by the templates."""
    found = find(doc, ())
    ranks: Counter[str] = Counter()
    events = []
    for group, event in told(found, ()):
        if (kind := event.type.muc) is not None:
            sentences = {cluster.segment.sentence for cluster in group.clusters}
            events.append((kind, sentences, [*features(found, group, event, ranks[kind]), "bias"]))
            ranks[kind] += 1
    entities = groups(found)
    text = doc.report.text
    wordings = [list(dict.fromkeys(normal(text[a:b]) for a, b in g.spans)) for g in entities]
    gold = {role: strings(templates, role) for role in ROLES[1:]}
    roles = [
        next((n for n, role in enumerate(ROLES[1:], 1) if set(words) & gold[role]), 0)
        for words in wordings
    ]
    return Message(events, align(doc, events, templates), entities, roles, wordings, templates)


def strings(templates: Sequence[Template], role: str) -> set[str]:
    """All wordings of a role's fillers."""
    return {normal(m) for t in templates for entity in t[role] for m in entity}


def align(
    doc: Doc, events: Sequence[tuple[str, set[int], list[str]]], templates: Sequence[Template]
) -> list[int]:
    """1 for each event that tells a template: of its type, with most of its fillers, earliest."""
    pairs = []
    for index, template in enumerate(templates):
        fillers = [strings([template], role) for role in ROLES[1:]]
        wanted = {word for filler in fillers for word in filler}
        for number, (kind, sentences, _) in enumerate(events):
            if kind in [part.strip() for part in template["incident_type"].split("/")]:
                words = " ".join(sentence_text(doc, s) for s in sorted(sentences))
                pairs.append((-sum(w in words for w in wanted), number, index))
    labels, used = [0] * len(events), set()
    for _, number, index in sorted(pairs):
        if not labels[number] and index not in used:
            labels[number] = 1
            used.add(index)
    return labels


def sentence_text(doc: Doc, sentence: int) -> str:
    """Normal wording of a sentence."""
    first, end = doc.sentences[sentence]
    return normal(doc.report.text[doc.tokens[first].start : doc.tokens[end - 1].end])


def models(messages: Sequence[Message]) -> dict[str, Linear]:
    """Train both models."""
    events = [features for m in messages for _, _, features in m.events]
    labels = np.array([label for m in messages for label in m.labels])
    relevant = [m for m in messages if m.templates]
    entities = [g.all_features() for m in relevant for g in m.groups]
    roles = np.array([role for m in relevant for role in m.roles])
    return {
        "incident": fit(events, labels, ("no", "incident"), GATE),
        "roles": fit(entities, roles, ROLES, FILLERS),
    }


@dataclass
class Judged:
    """A held-out message with the probabilities of its events and entities."""

    message: Message
    events: NDArray[np.float64]
    roles: NDArray[np.float64]


def judge(message: Message, trained: dict[str, Linear]) -> Judged:
    """Score a message."""
    events = trained["incident"].probabilities([f for _, _, f in message.events])
    roles = trained["roles"].probabilities([g.all_features() for g in message.groups])
    return Judged(message, events[:, 1] if len(events) else np.zeros(0), roles)


def templates_of(judged: Judged, bars: dict[str, float]) -> list[Template]:
    """Templates that the models would fill."""
    message = judged.message
    likely = [n for n, chance in enumerate(judged.events) if chance > bars["incident"]]
    kept = first_of_type([(n, message.events[n][0]) for n in likely])
    made: list[Template] = [{"type": message.events[n][0]} for n in kept]
    for group, words, row in zip(message.groups, message.wordings, judged.roles, strict=True):
        for index, role in enumerate(ROLES):
            if not kept or role == "none" or row[index] <= bars[role]:
                continue
            far = [
                min(abs(a - b) for a in message.events[n][1] for b in group.sentences) for n in kept
            ]
            for template, distance in zip(made, far, strict=True):
                if distance == min(far):
                    template.setdefault(role, []).append(set(words[:3]))
    return made


def hits(made: Template, gold: Template) -> int:
    """Fills of a template that are right, its type included; 0 for another type."""
    if made["type"] not in [part.strip() for part in gold["incident_type"].split("/")]:
        return 0
    right = 1
    for role in ROLES[1:]:
        free = [{normal(m) for m in entity} for entity in gold[role]]
        for words in made.get(role, []):
            match = next((entity for entity in free if entity & words), None)
            if match is not None:
                free.remove(match)
                right += 1
    return right


def f1(judged: Sequence[Judged], bars: dict[str, float]) -> float:
    """Micro F1 over all slots; templates aligned greedily, most hits first."""
    right = predicted = gold = 0
    for one in judged:
        made = templates_of(one, bars)
        wanted = one.message.templates
        predicted += sum(1 + sum(len(t.get(r, [])) for r in ROLES[1:]) for t in made)
        gold += sum(1 + sum(len(t[r]) for r in ROLES[1:]) for t in wanted)
        pairs = sorted(
            (-hits(m, g), i, j) for i, m in enumerate(made) for j, g in enumerate(wanted)
        )
        used: set[tuple[str, int]] = set()
        for score, i, j in pairs:
            if score and not {("m", i), ("g", j)} & used:
                right -= score
                used |= {("m", i), ("g", j)}
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def tune(judged: Sequence[Judged]) -> tuple[dict[str, float], float]:
    """Bars that give the best F1 on held-out messages, one at a time, from three starts."""
    return max((_climbed(judged, start) for start in STARTS), key=lambda found: found[1])


def _climbed(judged: Sequence[Judged], start: float) -> tuple[dict[str, float], float]:
    bars = dict.fromkeys(("incident", *ROLES[1:]), 0.35) | {"incident": start}
    best = f1(judged, bars)
    for _ in range(2):
        for name in reversed(bars):
            for value in GRID:
                trial = f1(judged, bars | {name: value})
                if trial > best:
                    best, bars = trial, bars | {name: value}
    return bars, best


def annotated(path: Path, cache: Path | None) -> tuple[list[Doc], list[list[Template]]]:
    """The messages with tokens and syntax; ``cache`` keeps them between runs."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    templates = [row["templates"] for row in rows]
    if cache is not None and cache.exists():
        return pickle.loads(cache.read_bytes()), templates  # noqa: S301 (our own file)
    syntax = Syntax()
    docs = []
    for row in rows:
        report = Report(str(row["id"]), row["text"], language="en")
        docs.append(Doc(report, *syntax.parse(report)))
    if cache is not None:
        cache.write_bytes(pickle.dumps(docs))
    return docs, templates


def train(corpus: Path, cache: Path | None) -> tuple[dict[str, Linear], dict[str, float], float]:
    """Models on all messages, bars tuned in cross-validation, and the F1 reached there.

    Args:
        corpus: the training messages with their templates.
        cache: file that keeps the annotated messages between runs.
    """
    docs, templates = annotated(corpus, cache)
    messages = [read(doc, gold) for doc, gold in zip(docs, templates, strict=True)]
    judged: list[Judged] = []
    for fold in range(FOLDS):
        trained = models([m for n, m in enumerate(messages) if n % FOLDS != fold])
        judged += [judge(m, trained) for n, m in enumerate(messages) if n % FOLDS == fold]
    bars, score = tune(judged)
    return models(messages), bars, score
