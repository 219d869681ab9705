"""Trains the models of MUC-4 incidents on the MUC-4 training messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from headwater.extract.fillers import ROLES
from headwater.extract.heads import TYPES
from headwater.extract.linear import Linear
from headwater.extract.scoring import log_odds, mixed
from headwater.extract.token_features import Vocabulary
from training.events import layers, network
from training.events.batches import example, vocabulary
from training.events.fit import Plan, fit
from training.events.messages import Message, annotated, read
from training.events.templates import Judged, tune

GATE = Plan(rows=1 << 16, rate=0.1, decay=1e-2, rounds=10, batch=500)
FILLERS = Plan(rows=1 << 16, rate=0.3, decay=1e-4, rounds=15)
FOLDS = 4
SHARES = (
    {"incident": 0.5, "roles": 0.5, "kind": 0.3},
    {"incident": 0.5, "roles": 0.5, "kind": 0.5},
)
"""Shares of the layers that are tried on the messages held out."""


@dataclass
class Trained:
    """Everything that goes into the package, and the F1 that it reached on held-out messages.

    Attributes:
        linear: the linear models by name, trained on all messages.
        net: the layers, trained without the first fold.
        known: the layers' vocabulary.
        bars: log-odds by role for linear models alone, and for both together.
        shares: how much the layers say.
        scores: F1 on the messages held out: linear models alone in cross-validation, both
            together on the first fold.
    """

    linear: dict[str, Linear]
    net: network.Network
    known: Vocabulary
    bars: dict[str, dict[str, float]]
    shares: dict[str, float]
    scores: dict[str, float]


def models(messages: Sequence[Message]) -> dict[str, Linear]:
    """Train both linear models."""
    items = [item.features for m in messages for item in m.items]
    labels = np.array([label for m in messages for label in m.labels])
    relevant = [m for m in messages if m.templates]
    entities = [g.all_features() for m in relevant for g in m.groups]
    filled = np.concatenate([m.fills for m in relevant])
    roles = np.where(filled.any(axis=1), filled.argmax(axis=1) + 1, 0)
    return {
        "incident": fit(items, labels, ("no", "incident"), GATE),
        "roles": fit(entities, roles, ROLES, FILLERS),
    }


def judge(message: Message, trained: dict[str, Linear]) -> Judged:
    """Score a message with the linear models."""
    items = trained["incident"].probabilities([item.features for item in message.items])
    roles = trained["roles"].probabilities([g.all_features() for g in message.groups])
    return Judged(message, log_odds(items[:, 1]), log_odds(roles[:, 1:]))


def blended(judged: Judged, said: layers.Odds, share: dict[str, float]) -> Judged:
    """Score a message with both, as ``headwater.extract.scoring.score`` does."""
    kinds = said.kinds[[TYPES.index(item.kind) for item in judged.message.items]]
    return Judged(
        judged.message,
        mixed(judged.incidents, said.items, share["incident"]) + share["kind"] * kinds,
        mixed(judged.roles, said.entities, share["roles"]),
    )


def train(corpus: Path, cache: Path | None, checkpoint: Path, out: Path) -> Trained:
    """Linear models, event layers, and the bars tuned on messages held out.

    Args:
        corpus: the training messages with their templates.
        cache: file that keeps the annotated messages between runs.
        checkpoint: of the attribution model whose lower layers the package ships.
        out: folder for checkpoints.
    """
    docs, templates = annotated(corpus, cache)
    messages = [read(doc, gold) for doc, gold in zip(docs, templates, strict=True)]
    alone = _cross_validated(messages)
    known = vocabulary(docs)
    net = network.begin(known, checkpoint)
    examples = [example(message, known) for message in messages]
    plan = layers.Plan()
    layers.train(net, [one for n, one in enumerate(examples) if n % FOLDS], plan, out)
    said = {n: layers.judged(net, examples[n]) for n in range(0, len(messages), FOLDS)}
    bars, score = tune(alone)
    tried = []
    for share in SHARES:
        both = [blended(alone[n], odds, share) for n, odds in said.items()]
        tried.append((*tune(both), share))
    best_bars, best, share = max(tried, key=lambda found: found[1])
    return Trained(
        models(messages),
        net,
        known,
        {"alone": bars, "blended": best_bars},
        share,
        {"alone": score, "blended": best},
    )


def _cross_validated(messages: Sequence[Message]) -> list[Judged]:
    judged: dict[int, Judged] = {}
    for fold in range(FOLDS):
        trained = models([m for n, m in enumerate(messages) if n % FOLDS != fold])
        for n in range(fold, len(messages), FOLDS):
            judged[n] = judge(messages[n], trained)
    return [judged[n] for n in range(len(messages))]
