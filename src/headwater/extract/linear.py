"""Linear models over hashed string features, read with numpy alone.

A feature's weights stand in row ``crc32(feature) % rows`` (feature hashing, Weinberger et al.
2009). The file is a numpy archive: ``<name>_weights`` (rows, labels) as float16 and
``<name>_labels``; the JSON card beside it holds its digest, which is checked.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.extract import packaged
from headwater.extract.packaged import Card

FILE, CARD = "events.npz", "events_card.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """A softmax classifier: ``weights`` has shape (rows, labels)."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]

    def probabilities(self, items: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Probability of each label for each item, shape (items, labels)."""
        rows = len(self.weights)
        scores = np.zeros((len(items), len(self.labels)))
        for number, features in enumerate(items):
            at = [zlib.crc32(feature.encode()) % rows for feature in features]
            scores[number] = self.weights[at].sum(axis=0)
        scores -= scores.max(axis=1, keepdims=True, initial=0.0)
        powers = np.exp(scores)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def card() -> Card:
    """The models' card.

    Raises:
        ModelError: it is missing or damaged.
    """
    return packaged.card(CARD)


def bars(who: str) -> dict[str, float]:
    """Log-odds that incidents and roles must pass: of the linear models "alone", or "blended"."""
    found: dict[str, float] = card()["bars"][who]
    return found


@cache
def load(name: str) -> Linear:
    """Read the model of this name.

    Raises:
        ModelError: the file is missing or not the one that the card describes.
    """
    found = arrays(name)
    labels = tuple(str(label) for label in found["labels"])
    return Linear(labels, found["weights"].astype(np.float32))


def arrays(name: str) -> dict[str, NDArray[Any]]:
    """Read the arrays ``<name>_...``, by the rest of their names.

    Raises:
        ModelError: the file is missing or not the one that the card describes.
    """
    raw = packaged.content(FILE, card()["file"]["sha256"], CARD)
    with np.load(io.BytesIO(raw), allow_pickle=False) as archive:
        wanted = [key for key in archive.files if key.startswith(f"{name}_")]
        return {key.removeprefix(f"{name}_"): archive[key] for key in wanted}
