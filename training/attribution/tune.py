"""Tunes the decoder's limits on PolNeAR dev with the official scorer, one limit at a time."""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from headwater.annotate.decode import Floats, Limits
from headwater.annotate.relations import Network, Shape, read_relations
from headwater.annotate.windows import Ints, Splitter
from training.attribution.measure import write

GRID: Mapping[str, Sequence[float]] = {
    "cue": (-0.5, 0.0, 0.5, 1.0),
    "relation": (0.3, 0.35, 0.4, 0.45),
    "source": (-0.5, 0.0, 0.5, 1.0, 1.5),
    "content": (-0.5, 0.0, 0.5, 1.0, 1.5),
}


LEAST_GAIN = 1e-4


class Remembering:
    """A network that computes each window, and each cue of it, once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._read: dict[bytes, tuple[Floats, Floats, Floats | None]] = {}
        self._related: dict[tuple[bytes, bytes], Floats] = {}

    def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats, Floats | None]:
        """See ``headwater.annotate.relations.Network``."""
        key = ids.tobytes() + marks.tobytes()
        if key not in self._read:
            self._read[key] = self._network.read(ids, marks)
        return self._read[key]

    def relate(self, memory: Floats, weights: Floats, distances: Ints, steps: Ints) -> Floats:
        """See ``headwater.annotate.relations.Network``."""
        whole = memory.tobytes()
        keys = [(whole, row.tobytes()) for row in weights]
        new = [i for i, key in enumerate(keys) if key not in self._related]
        if new:
            found = self._network.relate(memory, weights[new], distances[new], steps[new])
            self._related.update((keys[i], row) for i, row in zip(new, found, strict=True))
        return np.stack([self._related[key] for key in keys])


def scorer(folder: Path) -> Callable[[str, str], dict[str, Any]]:
    """Return the official scorer's function from its folder."""
    sys.path.insert(0, str(folder))
    found: Callable[[str, str], dict[str, Any]] = importlib.import_module("attribution").score
    return found


def measured(
    network: Network,
    splitter: Splitter,
    shape: Shape,
    limits: Limits,
    gold: Path,
    score: Callable[[str, str], dict[str, Any]],
) -> dict[str, Any]:
    """Return all official metrics on a gold file."""
    texts = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.jsonl"
        write(
            path,
            (
                (t["id"], read_relations(network, splitter, shape, limits, t["text"], ()))
                for t in texts
            ),
        )
        return score(str(gold), str(path))


def worth(metrics: Mapping[str, Any]) -> float:
    """Weigh relations and exact spans into one figure to tune on."""
    spans = sum(metrics["spans_trimmed"][role]["f1"] for role in ("source", "cue", "content")) / 3
    return float(metrics["relation_full"]["f1"] + 0.5 * spans)


def tuned(
    network: Network,
    splitter: Splitter,
    shape: Shape,
    start: Limits,
    gold: Path,
    score: Callable[[str, str], dict[str, Any]],
) -> tuple[Limits, dict[str, Any]]:
    """Climb one limit after the other; nested attributions are left out while tuning."""
    network = Remembering(network)
    nested = start.nested
    best = replace(start, nested=2.0)
    metrics = measured(network, splitter, shape, best, gold, score)
    for name, values in GRID.items():
        for value in values:
            tried = replace(best, **{name: value})
            if tried == best:
                continue
            found = measured(network, splitter, shape, tried, gold, score)
            if worth(found) > worth(metrics) + LEAST_GAIN:
                best, metrics = tried, found
    print(json.dumps({"limits": asdict(best), "worth": worth(metrics)}), flush=True)
    return replace(best, nested=nested), metrics
