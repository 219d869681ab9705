"""Small networks that score entities and happenings by the states of their tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from headwater.extract import linear
from headwater.extract.layers import Read
from headwater.extract.token_features import Floats

TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
RANKS = 5
"""Ranks of happenings of one type told apart; the last stands for all further ones."""
Tokens = Sequence[int]


@dataclass(frozen=True, slots=True)
class Told:
    """Tokens of a happening.

    Attributes:
        triggers: its trigger words.
        words: all tokens of its first statements.
        kind: its MUC-4 type.
        rank: number of earlier happenings of this type.
    """

    triggers: Tokens
    words: Tokens
    kind: str
    rank: int


@dataclass(frozen=True, slots=True)
class Heads:
    """Two networks with one hidden layer each; ``weights`` by name, matrices as (out, in)."""

    weights: Mapping[str, NDArray[np.float32]]

    def entities(self, read: Read, entities: Sequence[Tokens]) -> Floats:
        """Log-odds that each entity fills each role, (entities, roles).

        Args:
            read: the report as the layers read it.
            entities: all tokens of the mentions of each.
        """
        both = np.concatenate([read.states, read.roles], axis=1)
        width = read.states.shape[1]
        rows = []
        for tokens in entities:
            mean, most = _mean(both, tokens), _most(both, tokens)
            rows.append(np.concatenate([mean[:width], most[:width], mean[width:], most[width:]]))
        shape = (len(rows), 2 * both.shape[1])
        return self._scored("entity", np.array(rows, dtype=np.float32).reshape(shape))

    def happenings(self, read: Read, happenings: Sequence[Told]) -> Floats:
        """Log-odds that each happening is an incident, (happenings,)."""
        kinds, ranks = self.weights["happening_kind"], self.weights["happening_rank"]
        rows = [
            np.concatenate(
                [
                    _mean(read.states, told.triggers),
                    _mean(read.states, told.words),
                    read.report,
                    kinds[TYPES.index(told.kind)],
                    ranks[min(told.rank, RANKS - 1)],
                ]
            )
            for told in happenings
        ]
        return self._scored("happening", np.array(rows, dtype=np.float32))[:, 0]

    def _scored(self, name: str, rows: Floats) -> Floats:
        part = [self.weights[f"{name}_{layer}"] for layer in ("in", "in_bias", "out", "out_bias")]
        found: Floats = _gelu(rows @ part[0].T + part[1]) @ part[2].T + part[3]
        return found


@cache
def load() -> Heads:
    """Read the packaged weights; raises ``ModelError`` as ``linear.arrays``."""
    return Heads({name: part.astype(np.float32) for name, part in linear.arrays("heads").items()})


def _mean(rows: Floats, tokens: Tokens) -> Floats:
    found: Floats = rows[list(tokens)].mean(axis=0) if tokens else np.zeros_like(rows[0])
    return found


def _most(rows: Floats, tokens: Tokens) -> Floats:
    found: Floats = rows[list(tokens)].max(axis=0) if tokens else np.zeros_like(rows[0])
    return found


def _gelu(x: Floats) -> Floats:
    """Gaussian error linear units by their tanh form (Hendrycks and Gimpel 2016)."""
    found: Floats = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    return found.astype(np.float32)
