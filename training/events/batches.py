"""Messages as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from headwater.extract import classes, triggers
from headwater.extract.heads import RANKS, TYPES
from headwater.extract.layers import MOST
from headwater.extract.scoring import tokens_of, told
from headwater.extract.token_features import Vocabulary, numbered, token_features
from headwater.model import Doc
from training.events.messages import Message, token_roles, types
from training.events.network import FAR, Pool, Pools

Tokens = list[int]


@dataclass(frozen=True, slots=True)
class Example:
    """A message as arrays: T tokens, at most ``MOST``.

    Attributes:
        lower: states of the shared layers, (T, H) as float16.
        numbers: features, (T, 7).
        marks: word classes, (T, classes).
        roles: labels of tokens, (T, roles).
        entities: tokens of each entity.
        fills: labels of entities, (entities, roles).
        triggers: trigger words of each item.
        words: first statements of each item.
        kinds: number of each item's type.
        ranks: rank of each item.
        labels: labels of items.
        told: types of incident that the message tells, (types,).
    """

    lower: NDArray[np.float16]
    numbers: NDArray[np.int64]
    marks: NDArray[np.float32]
    roles: NDArray[np.float32]
    entities: list[Tokens]
    fills: NDArray[np.bool_]
    triggers: list[Tokens]
    words: list[Tokens]
    kinds: list[int]
    ranks: list[int]
    labels: list[int]
    told: NDArray[np.float32]


def vocabulary(docs: Sequence[Doc]) -> Vocabulary:
    """The strings that the layers know: those of the lexicons, and those that parses hold."""
    tokens = [token for doc in docs for token in doc.tokens]
    names = {name for rests in classes.load().phrases.values() for _, of in rests for name in of}
    return Vocabulary(
        entities=numbered(sorted({"", *(token.entity for token in tokens)})),
        labels=numbered(["", *sorted({token.dep for token in tokens})]),
        tags=numbered(["", *sorted({token.tag for token in tokens})]),
        frames=numbered(["", *sorted(triggers.load().frames)]),
        classes=numbered(sorted(names)),
    )


def example(message: Message, known: Vocabulary) -> Example:
    """Turn a message into arrays."""
    doc = message.findings.marked.syntax.doc
    lower = np.frombuffer(doc.states, dtype="<f2").reshape(len(doc.tokens), -1)
    numbers, marks = token_features(message.findings, known)
    items = [told(message.findings, item) for item in message.items]
    incidents = {name for template in message.templates for name in types(template)}
    return Example(
        lower[:MOST],
        numbers[:MOST],
        marks[:MOST],
        token_roles(doc, message.templates)[:MOST],
        [_cut(tokens_of(doc, group)) for group in message.groups],
        message.fills,
        [_cut(item.triggers) for item in items],
        [_cut(item.words) for item in items],
        [TYPES.index(item.kind) for item in items],
        [min(item.rank, RANKS - 1) for item in items],
        message.labels,
        np.array([name in incidents for name in TYPES], dtype=np.float32),
    )


def _cut(tokens: Sequence[int]) -> Tokens:
    return [token for token in tokens if token < MOST]


@dataclass(frozen=True, slots=True)
class Batch:
    """B messages, padded to T tokens, with the labels of everything in them."""

    lower: Tensor
    numbers: Tensor
    marks: Tensor
    mask: Tensor
    pools: Pools
    roles: Tensor
    real: Tensor
    fills: Tensor
    labels: Tensor
    told: Tensor


def batch(chosen: Sequence[Example]) -> Batch:
    """Pad messages to the longest."""
    sizes = [len(one.lower) for one in chosen]
    longest = max(sizes)

    def pad(rows: Sequence[NDArray[np.generic]]) -> Tensor:
        out = np.zeros((len(rows), longest, rows[0].shape[1]), dtype=rows[0].dtype)
        for padded, row in zip(out, rows, strict=True):
            padded[: len(row)] = row
        return torch.from_numpy(out)

    real = torch.arange(longest)[None] < torch.tensor(sizes)[:, None]
    starts = [0, *accumulate([longest] * (len(chosen) - 1))]

    def pool(groups: Sequence[list[Tokens]]) -> Pool:
        moved = [
            [start + token for token in tokens]
            for start, own in zip(starts, groups, strict=True)
            for tokens in own
        ]
        rows = [(token, number) for number, tokens in enumerate(moved) for token in tokens]
        token, group = torch.tensor(rows, dtype=torch.int64).reshape(-1, 2).unbind(1)
        return Pool(token, group, len(moved))

    def flat(values: Sequence[list[int]]) -> Tensor:
        return torch.tensor([value for own in values for value in own], dtype=torch.int64)

    pools = Pools(
        pool([one.entities for one in chosen]),
        pool([one.triggers for one in chosen]),
        pool([one.words for one in chosen]),
        flat([[number] * len(one.labels) for number, one in enumerate(chosen)]),
        flat([one.kinds for one in chosen]),
        flat([one.ranks for one in chosen]),
    )
    return Batch(
        pad([one.lower for one in chosen]).float(),
        pad([one.numbers for one in chosen]),
        pad([one.marks for one in chosen]),
        (~real * FAR)[:, None, None],
        pools,
        pad([one.roles for one in chosen]),
        real,
        torch.from_numpy(np.concatenate([one.fills for one in chosen])).float(),
        flat([one.labels for one in chosen]).float(),
        torch.from_numpy(np.stack([one.told for one in chosen])),
    )
