"""Fit the match weights of words, names, stories and passages on labelled documents.

    python training/link/linkage.py gva/train.jsonl ecbplus/train.jsonl > weights.toml

Every document becomes one claim whose evidence is its first sentence; two documents match when
they are filed under one incident (``incident`` or ``seminal_event``). The weights that stand in
``linkage.toml`` are the starting point and the centre of a Gaussian prior; levels that do not
occur keep them. Each file has an intercept of its own, which is dropped: how many pairs match
among the blocked ones differs from corpus to corpus.

Output: the ``[weights]`` tables that were fitted, to be put into ``linkage.toml`` by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.link.claims import claims_of
from headwater.link.comparisons import COMPARISONS
from headwater.link.derivations import derivations
from headwater.link.derived import Derived
from headwater.link.held import Listed
from headwater.link.incidents import proposed_pairs
from headwater.link.sketch import sketch
from headwater.link.weights import Linkage, shipped
from headwater.model import Derivation, Event, EventType, Reading, Report, Span
from headwater.shelf import Shelf
from headwater.sql import DuckEngine

FITTED = ("wording", "names", "story", "story names", "passage")
FIXED_LEVELS = ("unknown", "background")
STRENGTH = 2.0
"""Weight of the pull towards the starting values."""
PAIRS = 1200.0
"""Pairs for which a file counts, however many it has."""
STEPS = 300
RATE = 0.06

Levels = Mapping[str, str]
Floats = NDArray[np.float64]


def readings(path: Path) -> tuple[list[Reading], dict[str, str]]:
    """One claim a document, and the incident of each document; repeated ids are left out."""
    made: list[Reading] = []
    gold: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        if record["id"] in gold or not text.strip():
            continue
        gold[record["id"]] = str(record.get("incident") or record.get("seminal_event"))
        event = Event(
            (_lead(text),), (_lead(text),), EventType("ASSAULT", acled="Attack"), main=True
        )
        report = Report(
            record["id"],
            text,
            title=record.get("title"),
            outlet=record.get("domain"),
            published=record.get("dct"),
        )
        made.append(Reading(report, (), (event,), (), (), sketch(text)))
    return made, gold


def _lead(text: str) -> Span:
    found = re.search(r"[^.!?\n]{40,400}[.!?]", text)
    return found.span() if found else (0, min(200, len(text)))


def labelled(path: Path) -> Iterator[tuple[Levels, bool]]:
    """Levels of every pair that blocking proposes, and whether it is one incident."""
    made, gold = readings(path)
    held = Listed(made)
    with DuckEngine() as engine:
        derived = Derived(Shelf(Derivation), derivations(held, engine))
        pairs = list(proposed_pairs(claims_of(list(held.values())), held, derived, engine))
    for pair in pairs:
        levels = {name: level(pair) for name, level in COMPARISONS.items()}
        yield levels, gold[pair.one.report] == gold[pair.other.report]


def fit(files: list[list[tuple[Levels, bool]]], start: Linkage) -> dict[tuple[str, str], float]:
    """Maximum a posteriori weights in bits, by Adam (Kingma and Ba 2015)."""
    keys = [(name, level) for name, levels in start.weights.items() for level in levels]
    number = {key: index for index, key in enumerate(keys)}
    rows, labels, shares = [], [], []
    for index, pairs in enumerate(files):
        for levels, same in pairs:
            rows.append([number[item] for item in levels.items()] + [len(keys) + index])
            labels.append(float(same))
            shares.append(PAIRS / len(pairs))
    centre = np.array([start.weights[a][b] for a, b in keys] + [start.prior] * len(files))
    free = np.array(
        [float(a in FITTED and b not in FIXED_LEVELS) for a, b in keys] + [1.0] * len(files)
    )
    pull = np.array([STRENGTH] * len(keys) + [0.0] * len(files))
    weights = _adam(np.array(rows), (np.array(labels), np.array(shares)), (centre, free, pull))
    return {key: round(float(weights[index]), 1) for key, index in number.items()}


def _adam(
    rows: NDArray[np.int64], data: tuple[Floats, Floats], prior: tuple[Floats, Floats, Floats]
) -> Floats:
    labels, shares = data
    centre, free, pull = prior
    weights, first, second = centre.copy(), np.zeros_like(centre), np.zeros_like(centre)
    bit = np.log(2)
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-weights[rows].sum(axis=1) * bit))
        error = (chance - labels) * shares * bit
        slope = 2 * pull * (weights - centre)
        for column in rows.T:
            np.add.at(slope, column, error)
        slope *= free
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        moved = first / (1 - 0.9**step)
        weights -= RATE * moved / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def main(paths: list[str]) -> None:
    """Print the fitted tables in TOML."""
    start = shipped()
    fitted = fit([list(labelled(Path(path))) for path in paths], start)
    for name in FITTED:
        print(f'[weights."{name}"]')
        for level in start.weights[name]:
            print(f'"{level}" = {fitted[name, level]}')
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
