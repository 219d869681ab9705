"""Train the linear models of events on the MUC-4 training messages. See README.md beside this."""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.annotate.syntax import Syntax
from headwater.extract import linear
from headwater.extract.events import told
from headwater.extract.fillers import ROLES, Group, groups, normal
from headwater.extract.findings import find
from headwater.extract.relevance import features
from headwater.model import Doc, Report

ROWS = 1 << 16
OUT = Path("src/headwater/extract")
SEED = 0
GRID = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
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


def hashed(items: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Row numbers of features, padded with ROWS, shape (items, most features)."""
    width = max(map(len, items))
    table = np.full((len(items), width), ROWS, dtype=np.int64)
    for number, item in enumerate(items):
        table[number, : len(item)] = [zlib.crc32(f.encode()) % ROWS for f in item]
    return table


def fit(
    table: NDArray[np.int64],
    labels: NDArray[np.int64],
    kinds: int,
    rate: float,
    decay: float,
    rounds: int,
) -> NDArray[np.float64]:
    """Softmax regression by AdaGrad with L2, shape (ROWS, kinds)."""
    weights = np.zeros((ROWS + 1, kinds))
    squares = np.full((ROWS + 1, kinds), 1e-6)
    truth, order = np.eye(kinds)[labels], np.random.default_rng(SEED)
    for _ in range(rounds):
        mixed = order.permutation(len(labels))
        for start in range(0, len(mixed), 4000):
            batch = mixed[start : start + 4000]
            error = softmax(weights[table[batch]].sum(axis=1)) - truth[batch]
            at = table[batch].ravel()
            gradient = np.stack(
                [
                    np.bincount(at, np.repeat(error[:, k], table.shape[1]), ROWS + 1).astype(
                        np.float64
                    )
                    for k in range(kinds)
                ],
                axis=1,
            )
            gradient += decay * len(batch) * weights
            gradient[ROWS] = 0
            squares += gradient**2
            weights -= rate * gradient / np.sqrt(squares)
    return weights[:ROWS]


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def models(messages: Sequence[Message]) -> dict[str, linear.Linear]:
    """Train both models."""
    events = [features for m in messages for _, _, features in m.events]
    labels = np.array([label for m in messages for label in m.labels])
    gate = fit(hashed(events), labels, 2, rate=0.1, decay=1e-2, rounds=40)
    relevant = [m for m in messages if m.templates]
    entities = [g.all_features() for m in relevant for g in m.groups]
    roles = np.array([role for m in relevant for role in m.roles])
    fillers = fit(hashed(entities), roles, len(ROLES), rate=0.3, decay=1e-4, rounds=15)
    return {
        "incident": linear.Linear(("no", "incident"), gate.astype(np.float32)),
        "roles": linear.Linear(ROLES, fillers.astype(np.float32)),
    }


@dataclass
class Judged:
    """A held-out message with the probabilities of its events and entities."""

    message: Message
    events: NDArray[np.float64]
    roles: NDArray[np.float64]


def judge(message: Message, trained: dict[str, linear.Linear]) -> Judged:
    """Score a message."""
    events = trained["incident"].probabilities([f for _, _, f in message.events])
    roles = trained["roles"].probabilities([g.all_features() for g in message.groups])
    return Judged(message, events[:, 1] if len(events) else np.zeros(0), roles)


def templates_of(judged: Judged, bars: dict[str, float]) -> list[Template]:
    """Templates that the models would fill."""
    message = judged.message
    kept = [n for n, chance in enumerate(judged.events) if chance > bars["incident"]]
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
    """Bars that give the best F1 on held-out messages, one at a time, two rounds."""
    bars = dict.fromkeys(("incident", *ROLES[1:]), 0.3)
    best = f1(judged, bars)
    for _ in range(2):
        for name in bars:
            for value in GRID:
                trial = f1(judged, bars | {name: value})
                if trial > best:
                    best, bars = trial, bars | {name: value}
    return bars, best


def write(trained: dict[str, linear.Linear], bars: dict[str, float], score: float) -> None:
    """Write the archive and its card."""
    arrays = {f"{n}_weights": m.weights.astype(np.float16) for n, m in trained.items()}
    labels = {f"{name}_labels": np.array(model.labels) for name, model in trained.items()}
    path = OUT / linear.FILE
    np.savez_compressed(path, allow_pickle=False, **arrays, **labels)
    card = {
        "what": "which happenings are MUC-4 incidents, and which noun phrases fill their slots",
        "method": "softmax regression on hashed features, AdaGrad with L2; training/events",
        "data": "MUC-4 training messages (DEV-MUC3, TST1 and TST2 not included), 1300",
        "licence": "weights: Apache-2.0; the messages are not contained in them",
        "seed": SEED,
        "held_out_f1": round(score, 4),
        "bars": bars,
        "file": {"name": linear.FILE, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()},
    }
    (OUT / linear.CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


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


def main() -> None:
    """Train, tune and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", type=Path, help="muc4/train.jsonl")
    parser.add_argument("--cache", type=Path, help="file that keeps the annotated messages")
    arguments = parser.parse_args()
    docs, templates = annotated(arguments.messages, arguments.cache)
    messages = [read(doc, gold) for doc, gold in zip(docs, templates, strict=True)]
    held = [m for n, m in enumerate(messages) if n % 4 == 0]
    trained = models([m for n, m in enumerate(messages) if n % 4])
    bars, score = tune([judge(m, trained) for m in held])
    print("held out", round(score, 4), bars)
    write(models(messages), bars, score)


if __name__ == "__main__":
    main()
