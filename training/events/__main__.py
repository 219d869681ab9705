"""``python -m training.events --data DATA``: train the models of events. See README.md."""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import asdict
from pathlib import Path

from evaluation.corpora import records
from evaluation.factuality import errors, sentences
from headwater.extract.layers import FILE
from training.events import commitment, layers, muc
from training.events.archive import OUT, models_as_arrays, write
from training.events.export import arrays, export
from training.events.fit import SEED

CARD = {
    "method": "softmax regression on hashed features, AdaGrad with L2; training/events",
    "licence": "weights: Apache-2.0; the corpora are not contained in them",
    "seed": SEED,
}
BASE = "upper layers of the attribution encoder (annotate/weights/attribution.md)"


def train_commitment(data: Path) -> None:
    """How far a text commits itself to an event."""
    trained = commitment.train(data / "factuality" / "uw_train.jsonl")
    write(models_as_arrays({"commitment": trained}), CARD)
    measured = errors(sentences(records(data / "factuality" / "uw_dev.jsonl")))
    about = {
        "what": "how far a text commits itself to an event, -3 to 3",
        "data": "UW event factuality, training part (Lee et al. 2015)",
        "dev_mae": round(measured["mae"], 4),
    }
    write({}, {"commitment": about})


def train_muc(data: Path, cache: Path | None, checkpoint: Path, out: Path) -> None:
    """Which happenings are MUC-4 incidents, and who fills their slots."""
    trained = muc.train(data / "muc4" / "train.jsonl", cache, checkpoint, out)
    finish(trained)


def finish(trained: muc.Trained) -> None:
    """Write what was trained into the package."""
    export(trained.net, trained.known, OUT / FILE)
    facts = {
        "bars": trained.bars,
        "shares": trained.shares,
        "layers": {
            "name": FILE,
            "sha256": hashlib.sha256((OUT / FILE).read_bytes()).hexdigest(),
            "base": BASE,
            "data": "MUC-4 training messages, three of every four (975)",
            "plan": asdict(layers.Plan()),
        },
        "muc": {
            "what": "which happenings are MUC-4 incidents, and which noun phrases fill their slots",
            "data": "MUC-4 training messages (DEV-MUC3, TST1 and TST2 not included), 1300",
            "held_out_f1": {name: round(score, 4) for name, score in trained.scores.items()},
        },
    }
    made = models_as_arrays(trained.linear) | arrays(trained.net, trained.known)
    write(made, CARD | facts)


def main() -> None:
    """Train what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--only", choices=("commitment", "muc"), help="default: both")
    parser.add_argument("--cache", type=Path, help="file that keeps the annotated messages")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        default=Path("build/attribution/epoch-7.pt"),
        help="the attribution model's, whose upper layers the event layers start from",
    )
    parser.add_argument("--out", type=Path, default=Path("build/events"), help="for checkpoints")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.only != "muc":
        train_commitment(options.data)
    if options.only != "commitment":
        train_muc(options.data, options.cache, options.checkpoint, options.out)


if __name__ == "__main__":
    main()
