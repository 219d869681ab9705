"""Writes the trained models into the package: one numpy archive and its card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.extract import linear
from headwater.extract.linear import Linear

OUT = Path("src/headwater/extract")
Arrays = dict[str, NDArray[Any]]


def models_as_arrays(models: Mapping[str, Linear]) -> Arrays:
    """Linear models under their names in the archive."""
    found: Arrays = {}
    for name, model in models.items():
        found[f"{name}_weights"] = model.weights.astype(np.float16)
        found[f"{name}_labels"] = np.array(model.labels)
    return found


def write(made: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
    """Put arrays into the archive, beside those of other names that it has.

    Args:
        made: arrays by name.
        facts: what the card says of them: keys replace those of the card in place.
    """
    path, card_path = OUT / linear.FILE, OUT / linear.CARD
    arrays = (_kept(path) if path.exists() else {}) | dict(made)
    ordered = {name: arrays[name] for name in sorted(arrays)}
    np.savez_compressed(path, allow_pickle=False, **ordered)
    card = json.loads(card_path.read_text(encoding="utf-8")) if card_path.exists() else {}
    card.update(facts)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card["file"] = {"name": linear.FILE, "sha256": digest}
    card_path.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _kept(path: Path) -> Arrays:
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
