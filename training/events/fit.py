"""Softmax regression on hashed string features, with numpy alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.extract.linear import Linear

SEED = 0


def hashed(items: Sequence[Sequence[str]], rows: int) -> NDArray[np.int64]:
    """Row numbers of features, padded with ``rows``, shape (items, most features)."""
    width = max(map(len, items))
    table = np.full((len(items), width), rows, dtype=np.int64)
    for number, item in enumerate(items):
        table[number, : len(item)] = [zlib.crc32(f.encode()) % rows for f in item]
    return table


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        rows: size of the table that features are hashed into.
        rate: step of AdaGrad.
        decay: weight of L2.
        rounds: passes over the items.
        batch: items a step; few items need small steps to reach the optimum.
    """

    rows: int
    rate: float
    decay: float
    rounds: int
    batch: int = 4000


def fit(
    items: Sequence[Sequence[str]], truth: NDArray[np.int64], labels: Sequence[str], plan: Plan
) -> Linear:
    """Train by AdaGrad with L2.

    Args:
        items: features of each item.
        truth: index of each item's label, shape (items,).
        labels: names of the labels.
        plan: rates and sizes.
    """
    rows, kinds = plan.rows, len(labels)
    table = hashed(items, rows)
    weights = np.zeros((rows + 1, kinds))
    squares = np.full((rows + 1, kinds), 1e-6)
    wanted, order = np.eye(kinds)[truth], np.random.default_rng(SEED)
    for _ in range(plan.rounds):
        mixed = order.permutation(len(truth))
        for start in range(0, len(mixed), plan.batch):
            batch = mixed[start : start + plan.batch]
            error = softmax(weights[table[batch]].sum(axis=1)) - wanted[batch]
            gradient = _gradient(table[batch], error, rows) + plan.decay * len(batch) * weights
            gradient[rows] = 0
            squares += gradient**2
            weights -= plan.rate * gradient / np.sqrt(squares)
    return Linear(tuple(labels), weights[:rows].astype(np.float32))


def _gradient(
    table: NDArray[np.int64], error: NDArray[np.float64], rows: int
) -> NDArray[np.float64]:
    """Sum of the errors of the items that have each feature, shape (rows + 1, labels)."""
    at, width = table.ravel(), table.shape[1]
    columns = [np.bincount(at, np.repeat(column, width), rows + 1) for column in error.T]
    return np.stack(columns, axis=1).astype(np.float64)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
