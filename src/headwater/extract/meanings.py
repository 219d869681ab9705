"""How well a definition fits a clause: words matched by vectors that ship with the package.

A clause and a definition are compared word by word (Zhang et al. 2020, "BERTScore", with word
vectors): each content word of either takes its best match on the other side, weighted by how
rare it is; the ``BEST`` words of each count. The vectors are made by ``training/events/words.py``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from headwater.extract import packaged

FILE, CARD = "words.npz", "words_card.json"
BEST = 6
"""Words of either side that count: a long clause says more than one thing."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Content words of a text: unit vectors, shape (words, 128), and their weights."""

    words: tuple[str, ...]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Words with their vectors, shape (words, 128), and weights, shape (words,)."""

    index: dict[str, int]
    vectors: NDArray[np.int8]
    weights: NDArray[np.float16]

    def meaning(self, words: Iterable[str]) -> Meaning:
        """The known ones of some lemmas, each once."""
        known = tuple(word for word in dict.fromkeys(words) if word in self.index)
        rows = [self.index[word] for word in known]
        vectors = self.vectors[rows].astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return Meaning(known, vectors, self.weights[rows].astype(np.float32))


@cache
def load() -> Vectors:
    """Read the vectors that ship with the package.

    Raises:
        ModelError: the file is missing or not the one that its card describes.
    """
    raw = packaged.content(FILE, packaged.card(CARD)["sha256"], CARD)
    with np.load(io.BytesIO(raw), allow_pickle=False) as archive:
        words = archive["words"].tobytes().decode().split("\n")
        index = {word: at for at, word in enumerate(words)}
        return Vectors(index, archive["vectors"], archive["weights"])


def fit(clause: Meaning, definition: Meaning) -> float:
    """How well they fit, 0 to 2: how far the words of each are matched by those of the other."""
    if not clause.words or not definition.words:
        return 0.0
    alike = clause.vectors @ definition.vectors.T
    return _mean(alike.max(axis=1), clause.weights) + _mean(alike.max(axis=0), definition.weights)


def telling(clause: Meaning, definition: Meaning) -> Sequence[str]:
    """Words of the clause by how much they speak for the definition, most first."""
    score = (clause.vectors @ definition.vectors.T).max(axis=1) * clause.weights
    order = sorted(range(len(score)), key=lambda at: (-float(score[at]), at))
    return [clause.words[at] for at in order]


def _mean(values: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """Weighted mean over the words that say most."""
    told = values * weights
    best = np.argsort(-told, kind="stable")[:BEST]
    return float(told[best].sum() / max(float(weights[best].sum()), 1e-6))
