"""The weights of ``data/weights.toml`` and what they make of features.

Two models, small enough to read: a logistic one (is this stretch a place name?) and a conditional
logit over the entries of a name (which is meant, or none?). Each looks twice: first at the
mention or name alone, then again with what the whole report says. Made by
``training/place_weights.py``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Table = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight (natural log odds) of each model, and the least confidence to answer."""

    mention: Table
    mention_again: Table
    first_look: Table
    second_look: Table
    least_mention: float
    least_place: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that the package ships."""
    with (files("headwater.ground") / "data" / "weights.toml").open("rb") as stream:
        table = tomllib.load(stream)
    return Weights(
        mention=table["mention"],
        mention_again=table["mention_again"],
        first_look=table["first_look"],
        second_look=table["second_look"],
        least_mention=table["least"]["mention"],
        least_place=table["least"]["place"],
    )


def total(features: Mapping[str, float], table: Table) -> float:
    """Weighted sum; a feature without a weight counts nothing."""
    return sum(value * table.get(name, 0.0) for name, value in features.items())


def logistic(score: float) -> float:
    """Chance from log odds."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, score))))


def chances(candidates: Sequence[Mapping[str, float]], table: Table) -> list[float]:
    """Chance of each candidate and, last, of none of them."""
    scores = [total(features, table) for features in candidates] + [table.get("none", 0.0)]
    top = max(scores)
    masses = [math.exp(score - top) for score in scores]
    whole = sum(masses)
    return [mass / whole for mass in masses]
