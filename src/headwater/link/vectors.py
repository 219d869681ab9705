"""Texts as vectors of rare words, and how alike two are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from headwater.link.vocabulary import rarity

Vector = Mapping[str, float]
"""Word to weight; of length 1, or empty."""


def vector(words: Sequence[str]) -> Vector:
    """Words weighed by rarity and damped count, scaled to length 1."""
    counts = Counter(words)
    weights = {word: rarity(word) * (1 + math.log(count)) for word, count in counts.items()}
    return scaled(weights)


def scaled(weights: Mapping[str, float]) -> Vector:
    """Weights scaled to length 1."""
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {word: weight / length for word, weight in weights.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two vectors, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)
