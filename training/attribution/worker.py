"""One of the processes that train together."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.distributed as spread
from tokenizers import Tokenizer

from headwater.annotate.windows import Splitter
from training.attribution.data import load
from training.attribution.model import from_base
from training.attribution.train import Plan, Run, train


def work(rank: int, plan: Plan, base: Path, corpus: Path, out: Path, resume: bool) -> None:  # noqa: FBT001 (spawn passes places)
    """Train in one of ``plan.processes`` processes of one thread each.

    Two processes that meet once a step are faster on two cores than two threads that meet in
    every operation, and much faster where something else runs.
    """
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    if plan.processes > 1:
        meeting = (out / "meeting").resolve().as_uri()
        spread.init_process_group("gloo", meeting, rank=rank, world_size=plan.processes)
    splitter = Splitter(Tokenizer.from_file(str(base / "tokenizer.json")))
    examples = load(corpus)
    run = Run.begin(from_base(base), plan)
    if resume and (out / "state.pt").exists():
        run.restore(out / "state.pt")
    train(run, examples, splitter, plan, out)
