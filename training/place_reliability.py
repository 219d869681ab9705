"""How far the confidence of a resolved place is to be believed, in five-fold cross-validation.

    python -m training.place_reliability GOLD.jsonl... --romanised REPORTS.jsonl

Each fifth of the gold reports is resolved with weights fitted on the other four (and on the
romanised reports, see ``place_weights``). A resolved place is right when it overlaps a gold
toponym and lies within 161 km of it; places that overlap a toponym without coordinates are left
out. Printed are, for each tenth of confidence, how many places fall into it, their mean
confidence and the share that is right, and the expected calibration error (Naeini, Cooper and
Hauskrecht 2015): the mean gap between the two, weighted by how many places each tenth holds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from headwater.ground import resolve
from headwater.ground.gazetteer import Gazetteer
from headwater.ground.geometry import distance_km
from headwater.ground.scoring import Weights
from headwater.model import Doc, Place
from training.place_weights import (
    LEAST_MENTION,
    LEAST_PLACE,
    NEAR_KM,
    NO_PLACES,
    REPORTS_READ,
    Gold,
    Table,
    documents,
    fit,
    read,
    read_romanised,
)

FOLDS = 5
BINS = 10

Outcome = tuple[float, bool]
"""Confidence of a place, and whether it is right."""


def outcomes(toponyms: Sequence[Gold], places: Sequence[Place]) -> Iterator[Outcome]:
    """Confidence and truth of a report's resolved places."""
    for place in places:
        if place.confidence is None or place.latitude is None or place.longitude is None:
            continue
        met = [
            row for row in toponyms if row["start"] < place.span[1] and place.span[0] < row["end"]
        ]
        sure = [row for row in met if row["lat"] is not None and row.get("offset_ok", True)]
        if met and not sure:
            continue
        point = (place.latitude, place.longitude)
        right = any(distance_km(point, (row["lat"], row["lon"])) <= NEAR_KM for row in sure)
        yield place.confidence, right


def curve(found: Sequence[Outcome]) -> list[tuple[float, float, int, float, float]]:
    """Rows of (from, to, places, mean confidence, share right) for the tenths that hold any."""
    rows = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        held = [one for one in found if low <= one[0] < high or (one[0] == 1.0 == high)]
        if held:
            mean = sum(confidence for confidence, _ in held) / len(held)
            rows.append((low, high, len(held), mean, sum(right for _, right in held) / len(held)))
    return rows


def calibration_error(found: Sequence[Outcome]) -> float:
    """Expected calibration error over the tenths of confidence; 0 for no places."""
    if not found:
        return 0.0
    return sum(count * abs(mean - share) for _, _, count, mean, share in curve(found)) / len(found)


def crossed(
    gold: Sequence[tuple[Doc, list[Gold]]], romanised: Sequence[Doc], gazetteer: Gazetteer
) -> list[Outcome]:
    """Outcomes of all gold reports, each resolved with weights that have not seen it."""
    no_places = frozenset(NO_PLACES.read_text("utf-8").splitlines())
    further = [read_romanised(doc, no_places, gazetteer) for doc in romanised]
    data = [read(doc, toponyms, gazetteer) for doc, toponyms in gold]
    found: list[Outcome] = []
    for fold in range(FOLDS):
        seen = [one for number, one in enumerate(data) if number % FOLDS != fold]
        weights = as_weights(fit([*seen, *further], gazetteer))
        with patch.object(resolve, "weights", lambda fitted=weights: fitted):
            for doc, toponyms in gold[fold::FOLDS]:
                found.extend(outcomes(toponyms, resolve.places(doc, gazetteer)))
    return found


def as_weights(tables: dict[str, Table]) -> Weights:
    """Fitted tables as the package reads them."""
    return Weights(**tables, least_mention=LEAST_MENTION, least_place=LEAST_PLACE)


def main() -> None:
    """Print the curve and its error, for each gold file and for all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--romanised", type=Path)
    options = parser.parse_args()
    gazetteer = Gazetteer.load()
    further = documents(options.romanised)[:REPORTS_READ] if options.romanised else []
    gold = [one for path in options.gold for one in documents(path)]
    found = crossed(gold, [doc for doc, _ in further], gazetteer)
    for low, high, count, mean, share in curve(found):
        print(f"{low:.1f}-{high:.1f} {count:5d} {mean:.3f} {share:.3f}")
    print(f"{len(found)} places, expected calibration error {calibration_error(found):.3f}")


if __name__ == "__main__":
    main()
