"""``python -m training.events --data DATA``: train the linear models of events. See README.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.corpora import records
from evaluation.factuality import errors, sentences
from training.events import commitment, muc
from training.events.archive import write
from training.events.fit import SEED

CARD = {
    "method": "softmax regression on hashed features, AdaGrad with L2; training/events",
    "licence": "weights: Apache-2.0; the corpora are not contained in them",
    "seed": SEED,
}


def train_commitment(data: Path) -> None:
    """How far a text commits itself to an event."""
    write({"commitment": commitment.train(data / "factuality" / "uw_train.jsonl")}, CARD)
    measured = errors(sentences(records(data / "factuality" / "uw_dev.jsonl")))
    about = {
        "what": "how far a text commits itself to an event, -3 to 3",
        "data": "UW event factuality, training part (Lee et al. 2015)",
        "dev_mae": round(measured["mae"], 4),
    }
    write({}, {"commitment": about})


def train_muc(data: Path, cache: Path | None) -> None:
    """Which happenings are MUC-4 incidents, and who fills their slots."""
    models, bars, score = muc.train(data / "muc4" / "train.jsonl", cache)
    about = {
        "what": "which happenings are MUC-4 incidents, and which noun phrases fill their slots",
        "data": "MUC-4 training messages (DEV-MUC3, TST1 and TST2 not included), 1300",
        "held_out_f1": round(score, 4),
    }
    write(models, CARD | {"muc": about, "bars": bars})


def main() -> None:
    """Train what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--only", choices=("commitment", "muc"), help="default: both")
    parser.add_argument("--cache", type=Path, help="file that keeps the annotated messages")
    options = parser.parse_args()
    if options.only != "muc":
        train_commitment(options.data)
    if options.only != "commitment":
        train_muc(options.data, options.cache)


if __name__ == "__main__":
    main()
