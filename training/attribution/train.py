"""Trains the network, one checkpoint an epoch, and measures each on PolNeAR dev."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as spread
from torch import Tensor
from torch.nn import functional

from headwater.annotate.decode import cue_inputs
from headwater.annotate.windows import Splitter
from training.attribution.augment import Example
from training.attribution.data import Batch, batch, groups_of
from training.attribution.model import Network


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; all of it goes into the model card."""

    epochs: int = 7
    seed: int = 20
    size: int = 256
    tokens: int = 2048
    processes: int = 2
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm: float = 0.06
    average: float = 0.998
    hard: int = 1
    aside: float = 0.3
    bf16: bool = True


def log_loss(scores: Tensor, labels: Tensor, weights: Tensor | None) -> Tensor:
    """Return the summed binary cross-entropy."""
    return functional.binary_cross_entropy_with_logits(
        scores.float(), labels, weights, reduction="sum"
    )


UNLIKELY = -4.0
"""Log-odds below which a word is not worth being shown as a wrong cue."""


def hard_cues(batch: Batch, scores: Tensor, count: int) -> list[tuple[int, tuple[int, int]]]:
    """Pick for each window the likeliest words that are no cue: (window, (piece, piece + 1))."""
    allowed = (batch.cues[..., 3] == 0) & (batch.cues[..., 0] == 0) & (batch.weights[..., 3] > 0)
    allowed &= batch.weights[..., 0] > 0
    best = scores[..., 3].detach().float().masked_fill(~allowed, -1e9).topk(count, dim=1)
    return [
        (row, (piece - 1, piece))
        for row, (values, at) in enumerate(
            zip(best.values.tolist(), best.indices.tolist(), strict=True)
        )
        for value, piece in zip(values, at, strict=True)
        if value > UNLIKELY
    ]


def loss_of(net: Network, batch: Batch, plan: Plan) -> tuple[Tensor, dict[str, float]]:
    """Return the loss a piece, and its parts for the log."""
    mask = batch.mask.to(torch.bfloat16) if plan.bf16 else batch.mask
    hidden = net.read(batch.ids, batch.marks, mask)
    cue_scores = net.cues(hidden)
    seen = (batch.mask[:, 0, 0] == 0).float()[..., None].expand(-1, -1, 6)
    sums = {
        "cue": log_loss(cue_scores, batch.cues, batch.weights),
        "rel": torch.zeros(()),
        "aside": log_loss(net.aside(hidden), batch.aside, seen),
    }
    row, inputs, labels = with_wrong_cues(batch, hard_cues(batch, cue_scores, plan.hard))
    if len(row):
        scores = net.relator(net.relator.piece(hidden)[row], *inputs, mask[row])
        sums["rel"] = log_loss(scores, labels, seen[row])
    pieces = seen[..., 0].sum()
    total = (sums["cue"] + sums["rel"] + plan.aside * sums["aside"]) / pieces
    return total, {name: value.item() / pieces.item() for name, value in sums.items()}


def with_wrong_cues(
    batch: Batch, wrong: list[tuple[int, tuple[int, int]]]
) -> tuple[Tensor, list[Tensor], Tensor]:
    """Return window, description and labels of every cue; wrong cues have nothing to them."""
    inputs = [batch.cue_weights, batch.distances, batch.steps]
    if not wrong:
        return batch.row, inputs, batch.related
    longest = batch.ids.shape[1]
    for row, span in wrong:
        for k, part in enumerate(cue_inputs([span], *batch.items[row].places)):
            padded = functional.pad(torch.from_numpy(part), (0, longest - part.shape[1]))
            inputs[k] = torch.cat([inputs[k].to(padded.dtype), padded])
    rows = torch.cat([batch.row, torch.tensor([row for row, _ in wrong])])
    return rows, inputs, torch.cat([batch.related, torch.zeros(len(wrong), longest, 6)])


def optimiser(net: Network, plan: Plan) -> torch.optim.AdamW:
    """Give lower layers lower rates; word vectors stay as they are (rare names keep theirs)."""
    net.words.weight.requires_grad = False
    groups: dict[tuple[float, float], list[Tensor]] = {}
    depth = len(net.layers)
    for name, value in net.named_parameters():
        if not value.requires_grad:
            continue
        rate = plan.rate * plan.layer_decay**depth
        if name.startswith("layers."):
            rate = plan.rate * plan.layer_decay ** (depth - 1 - int(name.split(".")[1]))
        elif name.startswith(("cues.", "aside.", "relator.", "marks.")):
            rate = plan.head_rate
        decay = plan.weight_decay if value.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(value)
    settings = [
        {"params": values, "lr": rate, "weight_decay": decay}
        for (rate, decay), values in groups.items()
    ]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


def schedule(at: float, epochs: int, warm: float) -> float:
    """Return the factor on the rates after ``at`` epochs: up for a while, then down to nothing."""
    return min(at / (epochs * warm), max(0.0, (epochs - at) / (epochs * (1 - warm))))


class Average:
    """Exponential moving average of the weights (Polyak averaging)."""

    def __init__(self, net: Network, decay: float) -> None:
        self.decay = decay
        self.state = {n: v.detach().clone() for n, v in net.named_parameters() if v.requires_grad}
        self.updates = 0

    def update(self, net: Network) -> None:
        """Move towards the present weights."""
        self.updates += 1
        keep = min(self.decay, (1 + self.updates) / (10 + self.updates))
        live = [v.detach() for n, v in net.named_parameters() if n in self.state]
        torch._foreach_lerp_(list(self.state.values()), live, 1 - keep)

    def into(self, net: Network) -> None:
        """Put the average into a network."""
        net.load_state_dict(self.state, strict=False)


@dataclass(slots=True)
class Run:
    """Everything that changes while training, and can be saved and restored."""

    net: Network
    work: torch.optim.AdamW
    average: Average
    rates: list[float]
    epoch: int = 0
    step: int = 0

    @classmethod
    def begin(cls, net: Network, plan: Plan) -> Run:
        """Start afresh."""
        work = optimiser(net, plan)
        return cls(net, work, Average(net, plan.average), [g["lr"] for g in work.param_groups])

    def restore(self, path: Path) -> None:
        """Go on from a saved state."""
        saved = torch.load(path, weights_only=True)
        self.net.load_state_dict(saved["net"])
        self.work.load_state_dict(saved["work"])
        self.average.state, self.average.updates = saved["average"], saved["updates"]
        self.step, self.epoch = saved["step"], saved["epoch"]

    def save(self, out: Path) -> None:
        """Write the state, and the averaged weights as ``epoch-N.pt``."""
        saved = {"net": self.net.state_dict(), "work": self.work.state_dict()}
        averaged = {"average": self.average.state, "updates": self.average.updates}
        torch.save(saved | averaged | {"step": self.step, "epoch": self.epoch}, out / "state.pt")
        live = {n: v.detach().clone() for n, v in self.net.state_dict().items()}
        self.average.into(self.net)
        torch.save(self.net.state_dict(), out / f"epoch-{self.epoch}.pt")
        self.net.load_state_dict(live)

    def learn(self, one: Batch, plan: Plan, factor: float) -> dict[str, float]:
        """Take one step; returns the parts of the loss."""
        for group, rate in zip(self.work.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16):
            loss, parts = loss_of(self.net, one, plan)
        loss.backward()  # type: ignore[no-untyped-call]
        learnt = [p for p in self.net.parameters() if p.requires_grad]
        shared(learnt)
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        self.work.step()
        self.work.zero_grad()
        self.average.update(self.net)
        self.step += 1
        return parts


def place() -> tuple[int, int]:
    """Return which of how many training processes this is."""
    if spread.is_initialized():
        return spread.get_rank(), spread.get_world_size()
    return 0, 1


def shared(learnt: list[torch.nn.Parameter]) -> None:
    """Average the gradients of all training processes."""
    _, ranks = place()
    if ranks == 1:
        return
    # A batch without any cue leaves some gradients out: all processes must add the same ones.
    parts = [torch.zeros_like(p) if p.grad is None else p.grad for p in learnt]
    flat = torch.cat([part.flatten() for part in parts])
    spread.all_reduce(flat)
    flat /= ranks
    for p, part in zip(learnt, torch.split(flat, [p.numel() for p in learnt]), strict=True):
        p.grad = part.view_as(p)


def train(run: Run, examples: list[Example], splitter: Splitter, plan: Plan, out: Path) -> None:
    """Run the epochs that are left; each is saved in ``out``."""
    while run.epoch < plan.epochs:
        seed = plan.seed * 1000 + run.epoch
        rank, ranks = place()
        torch.manual_seed(seed + 100 * rank)
        run.net.train()
        start, seen, parts = time.time(), 0, list[dict[str, float]]()
        groups = groups_of(examples, splitter, plan.size, plan.tokens, seed)
        groups = groups[: len(groups) // ranks * ranks][rank::ranks]
        for number, group in enumerate(groups, 1):
            one = batch(group)
            # Epochs differ a little in their number of steps: the schedule counts in epochs.
            factor = schedule(run.epoch + number / len(groups), plan.epochs, plan.warm)
            parts.append(run.learn(one, plan, factor))
            seen += one.ids.numel()
            if number % 20 == 0 and rank == 0:
                log(run, parts, seen / (time.time() - start))
                parts.clear()
        run.epoch += 1
        if rank == 0:
            run.save(out)


def log(run: Run, parts: list[dict[str, float]], speed: float) -> None:
    """Print where the run is, as a line of JSON."""
    means = {k: round(sum(p[k] for p in parts) / len(parts), 4) for k in parts[0]}
    line = {"epoch": run.epoch, "step": run.step, **means, "pieces_a_second": round(speed)}
    print(json.dumps(line), flush=True)
