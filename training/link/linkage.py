"""Fit the match weights of whole reports and of their names on labelled reports.

    headwater run gva/train.jsonl --out gva.case
    headwater run ecbplus/train.jsonl --out ecbplus.case
    python -m training.link.linkage gva.case gva/train.jsonl ecbplus.case ecbplus/train.jsonl

Reports that are filed under one incident (``incident`` or ``seminal_event``) match. Of the claims
that are the news of two reports the pair counts that weighs most under the shipped weights. These
are the starting point and the centre of a Gaussian prior; only the levels of `FITTED` move. Each
case has an intercept of its own, which is dropped: how many of the proposed pairs match differs
from corpus to corpus.

Output: the ``[weights]`` tables that were fitted, to be put into ``linkage.toml`` by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.link.claims import claims_of
from headwater.link.comparisons import COMPARISONS
from headwater.link.derivations import derivations
from headwater.link.derived import Derived
from headwater.link.held import Listed
from headwater.link.incidents import proposed_pairs
from headwater.link.weights import Linkage, shipped
from headwater.model import Derivation
from headwater.shelf import Shelf
from headwater.sql import DuckEngine
from headwater.store import Case

FITTED = ("story", "story names")
FIXED_LEVELS = ("unknown", "background")
STRENGTH = 0.3
"""Weight of the pull towards the starting values."""
PAIRS = 1200.0
"""Pairs for which a case counts, however many it has."""
STEPS = 500
RATE = 0.06

Levels = Mapping[str, str]
Labelled = list[tuple[Levels, bool]]
Floats = NDArray[np.float64]


def filed(path: Path) -> dict[str, str]:
    """The incident of each report; reports that are filed under two are left out."""
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        incident = str(record.get("incident") or record.get("seminal_event"))
        found.setdefault(str(record["id"]), set()).add(incident)
    return {report: min(incidents) for report, incidents in found.items() if len(incidents) == 1}


def labelled(case: Path, gold: Mapping[str, str]) -> Labelled:
    """The levels of each proposed pair of reports, and whether they are one incident."""
    held = Listed(Case.open(case).readings())
    linkage = shipped()
    best: dict[tuple[str, str], tuple[float, Levels]] = {}
    with DuckEngine() as engine:
        derived = Derived(Shelf(Derivation), derivations(held, engine))
        for pair in proposed_pairs(claims_of(list(held.values())), held, derived, engine):
            one, other = sorted((pair.one.report, pair.other.report))
            if not pair.news or one not in gold or other not in gold:
                continue
            levels = {name: level(pair) for name, level in COMPARISONS.items()}
            weight = sum(linkage.weights[name][level] for name, level in levels.items())
            if (one, other) not in best or weight > best[one, other][0]:
                best[one, other] = weight, levels
    return [(levels, gold[one] == gold[other]) for (one, other), (_, levels) in best.items()]


def fit(cases: Sequence[Labelled], start: Linkage) -> dict[tuple[str, str], float]:
    """Maximum a posteriori weights in bits, by Adam (Kingma and Ba 2015)."""
    keys = [(name, level) for name, levels in start.weights.items() for level in levels]
    number = {key: index for index, key in enumerate(keys)}
    rows, labels, shares = [], [], []
    for index, pairs in enumerate(cases):
        for levels, same in pairs:
            rows.append([number[item] for item in levels.items()] + [len(keys) + index])
            labels.append(float(same))
            shares.append(PAIRS / len(pairs))
    centre = np.array([start.weights[a][b] for a, b in keys] + [start.prior] * len(cases))
    free = np.array(
        [float(a in FITTED and b not in FIXED_LEVELS) for a, b in keys] + [1.0] * len(cases)
    )
    pull = np.array([STRENGTH] * len(keys) + [0.0] * len(cases))
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


def rising(levels: Mapping[str, float]) -> dict[str, float]:
    """Weights that never fall as texts grow more alike; levels stand most alike first.

    Reprints that a corpus files under two incidents would lower the highest levels.
    """
    found = dict(levels)
    bands = [name for name in levels if name.endswith("or more") or name.startswith("under")]
    for above, below in zip(bands[-2::-1], bands[:0:-1], strict=True):
        found[above] = max(found[above], found[below])
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the fitted tables in TOML."""
    start = shipped()
    paths = [Path(argument) for argument in arguments]
    cases = [
        labelled(case, filed(gold)) for case, gold in zip(paths[::2], paths[1::2], strict=True)
    ]
    fitted = fit(cases, start)
    for name in FITTED:
        print(f'[weights."{name}"]')
        levels = {level: fitted[name, level] for level in start.weights[name]}
        for level, weight in rising(levels).items():
            print(f'"{level}" = {weight}')
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
