"""The event layers in PyTorch: the encoder's upper layers, embedded features, four heads.

Shapes: B messages, T tokens, H the encoder's width (384).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from headwater.extract.fillers import ROLES
from headwater.extract.heads import RANKS, TYPES
from headwater.extract.token_features import SENTENCES, Vocabulary
from training.attribution.model import base_folder, from_base

LOWER = 3
"""Layers shared with attributions; the further ones are the events' own."""
HIDDEN, KIND, RANK = 192, 32, 16
FAR = -1e4
SLOTS = len(ROLES) - 1


@dataclass(frozen=True, slots=True)
class Pool:
    """Tokens of G groups: ``group[k]`` holds token ``token[k]`` (counted over all messages)."""

    token: Tensor
    group: Tensor
    count: int

    def mean(self, rows: Tensor) -> Tensor:
        """Mean of each group's rows, (G, width)."""
        sums = torch.zeros(self.count, rows.shape[1]).index_add(0, self.group, rows[self.token])
        sizes = torch.bincount(self.group, minlength=self.count).clamp(min=1)
        return sums / sizes[:, None]

    def most(self, rows: Tensor) -> Tensor:
        """Maximum of each group's rows, (G, width)."""
        index = self.group[:, None].expand(-1, rows.shape[1])
        start = torch.zeros(self.count, rows.shape[1])
        return start.scatter_reduce(0, index, rows[self.token], "amax", include_self=False)


@dataclass(frozen=True, slots=True)
class Pools:
    """Entities; triggers and statements of items; message, type and rank of each item."""

    entities: Pool
    triggers: Pool
    words: Pool
    message: Tensor
    kind: Tensor
    rank: Tensor


@dataclass(frozen=True, slots=True)
class Said:
    """Log-odds: roles of tokens, (B, T, R), and entities; of items; of types of a message."""

    tokens: Tensor
    entities: Tensor
    items: Tensor
    kinds: Tensor


class Network(nn.Module):
    """Layers and heads."""

    def __init__(self, known: Vocabulary, layers: nn.ModuleList, width: int) -> None:
        super().__init__()
        frames = len(known.frames)
        sizes = (len(known.entities), len(known.labels), len(known.tags), *3 * (frames,), SENTENCES)
        tables = [nn.Embedding(size, width) for size in sizes]
        self.embedded = nn.ModuleList(tables)
        self.classes = nn.Parameter(torch.randn(len(known.classes), width) * 0.02)
        for table in tables:
            nn.init.normal_(table.weight, std=0.02)
        self.layers = layers
        self.features_drop, self.drop = nn.Dropout(0.2), nn.Dropout(0.2)
        self.states_drop = nn.Dropout(0.1)
        self.tokens = nn.Linear(width, SLOTS)
        self.entity_in = nn.Linear(2 * (width + SLOTS), HIDDEN)
        self.entity_out = nn.Linear(HIDDEN, SLOTS)
        self.look, self.kinds = nn.Linear(width, len(TYPES)), nn.Linear(width, len(TYPES))
        self.kind, self.rank = nn.Embedding(len(TYPES), KIND), nn.Embedding(RANKS, RANK)
        self.happening_in = nn.Linear(3 * width + KIND + RANK, HIDDEN)
        self.happening_out = nn.Linear(HIDDEN, 1)
        for head in (self.tokens, self.entity_out):
            nn.init.constant_(head.bias, -3.0)

    def states(self, lower: Tensor, numbers: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """States of all tokens, (B, T, H); ``mask`` (B, 1, 1, T) is added to the attention."""
        extra = marks @ self.classes
        for place, table in enumerate(self.embedded):
            extra = extra + table(numbers[..., place])
        x: Tensor = self.states_drop(lower + self.features_drop(extra))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def about(self, states: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """What each message tells of: by type of incident, (B, types, H), and its log-odds."""
        weights = self.look(states)
        if mask is not None:
            weights = weights + mask[:, 0, 0, :, None]
        found = torch.matmul(torch.softmax(weights, dim=1).transpose(1, 2), self.drop(states))
        return found, (found * self.kinds.weight).sum(-1) + self.kinds.bias

    def forward(self, states: Tensor, mask: Tensor, pools: Pools) -> Said:
        """Score everything that stands in the messages."""
        rows = self.drop(states).flatten(0, 1)
        tokens = self.tokens(rows)
        found, kinds = self.about(states, mask)
        entity, item = pools.entities, pools.triggers
        entities = torch.cat(
            [entity.mean(rows), entity.most(rows), entity.mean(tokens), entity.most(tokens)], -1
        )
        report = found.mean(1)[pools.message]
        items = torch.cat(
            [
                item.mean(rows),
                pools.words.mean(rows),
                report,
                self.kind(pools.kind),
                self.rank(pools.rank),
            ],
            -1,
        )
        return Said(
            tokens.view(*states.shape[:2], SLOTS),
            self.entity_out(self._hidden(self.entity_in(entities))),
            self.happening_out(self._hidden(self.happening_in(items)))[:, 0],
            kinds,
        )

    def _hidden(self, x: Tensor) -> Tensor:
        found: Tensor = self.drop(functional.gelu(x, approximate="tanh"))
        return found


def begin(known: Vocabulary, checkpoint: Path) -> Network:
    """A network whose layers are the upper ones of a checkpoint of ``training.attribution``."""
    whole = from_base(base_folder())
    whole.load_state_dict(torch.load(checkpoint, weights_only=True))
    return Network(known, whole.layers[LOWER:], whole.words.embedding_dim)
