"""The shipped linkage settings and what they make of a pair of claims."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from headwater.link.comparisons import COMPARISONS
from headwater.link.pair import Pair
from headwater.model import Link, LinkPart


@dataclass(frozen=True)
class Linkage:
    """Match weights by comparison and level, all in bits (log2 of a Bayes factor)."""

    prior: float
    """Log2 odds that two claims which share a blocking key are about one happening."""
    merge: float
    """Mean weight above which two groups of claims become one incident."""
    least: float
    """What a pair counts at least in a mean: one misread place must not outweigh the rest."""
    weights: Mapping[str, Mapping[str, float]]

    @cached_property
    def _steps(self) -> tuple[tuple[Callable[[Pair], str], Mapping[str, float], float], ...]:
        """(comparison, weights, most that the comparisons after it can add), cheap ones first."""
        steps = []
        left = sum(max(self.weights[name].values()) for name in COMPARISONS)
        for name, level in COMPARISONS.items():
            left -= max(self.weights[name].values())
            steps.append((level, self.weights[name], left))
        return tuple(steps)

    def weigh(self, pair: Pair) -> float:
        """Log2 odds that the two claims are about one happening, but not below `least`.

        Comparing stops where nothing in what is left could lift the pair above that.
        """
        total = self.prior
        for level, weights, left in self._steps:
            total += weights[level(pair)]
            if total + left <= self.least:
                return self.least
        return max(total, self.least)

    def explain(self, pair: Pair) -> Link:
        """The weight with the parts that make it up; parts that say nothing are left out."""
        parts = []
        for name, level in COMPARISONS.items():
            found = level(pair)
            if weight := self.weights[name][found]:
                parts.append(LinkPart(name, found, weight))
        total = self.prior + sum(part.weight for part in parts)
        return Link(pair.one.claim.id, pair.other.claim.id, round(total, 3), tuple(parts))


@cache
def shipped() -> Linkage:
    """The settings of ``linkage.toml``."""
    table = tomllib.loads(files("headwater.link").joinpath("linkage.toml").read_text("utf-8"))
    return Linkage(table["prior"], table["merge"], table["least"], table["weights"])
