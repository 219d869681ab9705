"""Trains the model of how far a text commits itself to an event."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evaluation.corpora import records
from evaluation.factuality import sentences
from headwater.extract.commitment import STEPS, features
from headwater.extract.linear import Linear
from headwater.extract.syntax import index
from training.events.fit import Plan, fit

PLAN = Plan(rows=1 << 15, rate=0.3, decay=3e-4, rounds=10)


def train(corpus: Path) -> Linear:
    """Train on ``corpus``: tokenised sentences with judgements from -3 to 3."""
    items: list[list[str]] = []
    values: list[float] = []
    for doc, words in sentences(records(corpus)):
        syntax = index(doc)
        items += [features(syntax, token) for token, _ in words]
        values += [value for _, value in words]
    nearest = np.abs(np.array(values)[:, None] - np.array(STEPS)).argmin(axis=1)
    labels = [f"{step:g}" for step in STEPS]
    return fit(items, nearest, labels, PLAN)
