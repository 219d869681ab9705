"""Trains the event layers, one checkpoint an epoch."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from training.events.batches import Batch, Example, batch
from training.events.network import Network, Said

CHUNK = 8
"""Batches among which messages are sorted by length, so that little is padding."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; all of it goes into the card."""

    epochs: int = 6
    messages: int = 4
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.02
    warm: float = 0.08
    tokens: float = 0.15
    seed: int = 0


def train(net: Network, examples: Sequence[Example], plan: Plan, out: Path) -> Network:
    """Train, writing ``events.pt`` after every epoch."""
    torch.manual_seed(plan.seed)
    order = np.random.default_rng(plan.seed)
    work = optimiser(net, plan)
    rates = [group["lr"] for group in work.param_groups]
    for epoch in range(plan.epochs):
        start, losses = time.time(), []
        net.train()
        groups = list(grouped(examples, plan.messages, order))
        for number, group in enumerate(groups):
            factor = schedule(epoch + number / len(groups), plan)
            for part, rate in zip(work.param_groups, rates, strict=True):
                part["lr"] = rate * factor
            one = batch([examples[index] for index in group])
            loss = loss_of(said(net, one), one, plan)
            work.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            work.step()
            losses.append(loss.item())
        torch.save(net.state_dict(), out / "events.pt")
        mean, seconds = sum(losses) / len(losses), round(time.time() - start)
        print(json.dumps({"epoch": epoch, "loss": round(mean, 3), "seconds": seconds}), flush=True)
    return net.eval()


def optimiser(net: Network, plan: Plan) -> torch.optim.AdamW:
    """Give what starts afresh a higher rate than the layers."""
    named = list(net.named_parameters())
    parts = [
        {"params": [p for n, p in named if n.startswith("layers.") == layers], "lr": rate}
        for layers, rate in ((True, plan.rate), (False, plan.head_rate))
    ]
    return torch.optim.AdamW(parts, weight_decay=plan.decay, betas=(0.9, 0.98))


def schedule(at: float, plan: Plan) -> float:
    """Return the factor on the rates after ``at`` epochs: up for a while, then down to nothing."""
    warm = plan.epochs * plan.warm
    return min(at / warm, max(0.0, (plan.epochs - at) / (plan.epochs - warm)))


def grouped(
    examples: Sequence[Example], size: int, order: np.random.Generator
) -> Iterator[list[int]]:
    """Yield one epoch of batches, as indices."""
    mixed = order.permutation(len(examples)).tolist()
    groups: list[list[int]] = []
    for at in range(0, len(mixed), size * CHUNK):
        chunk = sorted(mixed[at : at + size * CHUNK], key=lambda i: len(examples[i].lower))
        groups += [chunk[start : start + size] for start in range(0, len(chunk), size)]
    for index in order.permutation(len(groups)):
        yield groups[index]


def said(net: Network, one: Batch) -> Said:
    """What the network says of a batch; the layers run in bf16 while it learns."""
    with torch.autocast("cpu", torch.bfloat16, enabled=net.training):
        mask = one.mask.to(torch.bfloat16) if net.training else one.mask
        states = net.states(one.lower, one.numbers, one.marks, mask)
    found: Said = net(states.float(), one.mask, one.pools)
    return found


def loss_of(found: Said, one: Batch, plan: Plan) -> Tensor:
    """Return the cross-entropy a message; tokens count little, they only shape the layers."""
    total = plan.tokens * _entropy(found.tokens[one.real], one.roles[one.real])
    total = total + _entropy(found.entities, one.fills) + _entropy(found.items, one.labels)
    return (total + _entropy(found.kinds, one.told)) / len(one.told)


def _entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, labels, reduction="sum")


@dataclass(frozen=True, slots=True)
class Odds:
    """Log-odds of a message: of items, of entities by role, of types of incident."""

    items: NDArray[np.float64]
    entities: NDArray[np.float64]
    kinds: NDArray[np.float64]


@torch.inference_mode()
def judged(net: Network, one: Example) -> Odds:
    """Score a message in fp32."""
    found = said(net.eval(), batch([one]))
    return Odds(
        found.items.double().numpy(),
        found.entities.double().numpy(),
        found.kinds[0].double().numpy(),
    )
