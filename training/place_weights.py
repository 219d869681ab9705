"""Fit the weights of the place-name models: ``data/weights.toml`` of ``headwater.ground``.

    python training/place_weights.py GOLD.jsonl... --romanised REPORTS.jsonl --out weights.toml

GOLD: reports with ``toponyms`` (start, end, lat, lon, geonames_id, offset_ok). ``mention`` is a
logistic regression over candidate stretches: positive when one overlaps a gold toponym with
coordinates, left out when it overlaps one without. ``first_look`` and ``second_look`` are
conditional logits over the entries of a name and "none": right is the entry with the gold id,
else any within 161 km, else none. All are L2-regularised; no random numbers.

The gold knows few names from Arabic script, the material that the product is for. REPORTS (its
first 260 lines were read for this) adds such mentions to ``mention``: each is a place unless it
is one of the names in ``romanised_no_places.txt`` beside this file.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.annotate import Annotator
from headwater.ground.candidates import Name, link_pairs, link_report, names
from headwater.ground.evidence import agreement, evidence, surnames
from headwater.ground.gazetteer import Gazetteer
from headwater.ground.geometry import distance_km
from headwater.ground.mentions import Mention, mentions
from headwater.ground.scoring import chances, logistic, total
from headwater.model import Doc, Report

NEAR_KM = 161.0
NO_PLACES = Path(__file__).parent / "romanised_no_places.txt"
REPORTS_READ = 260
LEAST_MENTION = 0.5
LEAST_PLACE = 0.4
Features = Mapping[str, float]
Table = dict[str, float]
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A gold report: its candidate mentions, their features, and the toponym that each meets."""

    doc: Doc
    found: list[Mention]
    features: list[Features]
    gold: list[Gold | None]
    judged: list[bool]
    right: list[bool]
    """Whether each mention is a place name."""


def read(doc: Doc, toponyms: Sequence[Gold], gazetteer: Gazetteer) -> Read:
    """Candidate mentions beside the gold."""
    found = mentions(doc, gazetteer)
    people = surnames(doc)
    sure = [row for row in toponyms if row["lat"] is not None and row.get("offset_ok", True)]
    gold = [next((row for row in sure if meets(mention, row)), None) for mention in found]
    judged = [
        gold[number] is not None or not any(meets(mention, row) for row in toponyms)
        for number, mention in enumerate(found)
    ]
    features: list[Features] = [evidence(doc, mention, people) for mention in found]
    return Read(doc, found, features, gold, judged, [row is not None for row in gold])


def read_romanised(doc: Doc, no_places: frozenset[str], gazetteer: Gazetteer) -> Read:
    """Candidate mentions of a report without gold: judged where they are romanised."""
    found = mentions(doc, gazetteer)
    people = surnames(doc)
    return Read(
        doc,
        found,
        [evidence(doc, mention, people) for mention in found],
        [None] * len(found),
        [mention.romanised for mention in found],
        [mention.text not in no_places for mention in found],
    )


def meets(mention: Mention, row: Gold) -> bool:
    """Whether a mention shares a character with a gold toponym."""
    return bool(mention.span[0] < row["end"] and row["start"] < mention.span[1])


def matrix(rows: Iterable[Features], columns: Mapping[str, int]) -> NDArray[np.float64]:
    """Features as a dense matrix."""
    rows = list(rows)
    table = np.zeros((len(rows), len(columns)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            table[number, columns[name]] = value
    return table


def columns_of(rows: Iterable[Features]) -> dict[str, int]:
    """Feature names in alphabetical order."""
    return {name: number for number, name in enumerate(sorted({k for row in rows for k in row}))}


def fit_logistic(rows: Sequence[tuple[Features, bool]], penalty: float = 2.0) -> Table:
    """Logistic regression by Newton's method."""
    columns = columns_of(row for row, _ in rows)
    table = matrix((row for row, _ in rows), columns)
    target = np.array([positive for _, positive in rows], float)
    weights = np.zeros(len(columns))
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - target) + penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table
        step = np.linalg.solve(curve + penalty * np.eye(len(weights)), slope)
        weights -= step
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004
            break
    return dict(zip(columns, weights.tolist(), strict=True))


Choice = tuple[list[Features], frozenset[int], float]
"""Candidates, which of them are right (their number means none), and the weight of the row."""


def fit_choice(rows: Sequence[Choice], penalty: float = 3.0, steps: int = 400) -> Table:
    """Conditional logit by Newton's method on the marginal likelihood of the right ones."""
    flat = [row for candidates, _, _ in rows for row in (*candidates, {"none": 1.0})]
    columns = columns_of(flat)
    table = matrix(flat, columns)
    sizes = [len(candidates) + 1 for candidates, _, _ in rows]
    owner = np.repeat(np.arange(len(rows)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.concatenate(
        [
            np.isin(np.arange(size), list(good))
            for size, (_, good, _) in zip(sizes, rows, strict=True)
        ]
    )
    share = np.array([weight for _, _, weight in rows])[owner]
    weights = np.zeros(len(columns))
    for _ in range(steps):
        scores = table @ weights
        masses = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = masses / np.add.reduceat(masses, starts)[owner]
        good = np.where(right, masses, 0.0)
        posterior = good / np.maximum(np.add.reduceat(good, starts), 1e-300)[owner]
        slope = table.T @ ((chance - posterior) * share) + penalty * weights
        means = np.add.reduceat(table * chance[:, None], starts)
        spread = (table * (chance * share)[:, None]).T @ table
        spread -= (means * share[starts][:, None]).T @ means
        step = np.linalg.solve(spread + penalty * np.eye(len(weights)), slope)
        weights -= 0.5 * step
        if np.abs(step).max() < 1e-5:  # noqa: PLR2004
            break
    return dict(zip(columns, weights.tolist(), strict=True))


def right_entries(name: Name, row: Gold) -> frozenset[int]:
    """Indices of the entries that answer a gold toponym; past the last means none does."""
    same = [
        number
        for number, entry in enumerate(name.entries)
        if entry.geonames_id is not None and str(entry.geonames_id) == str(row["geonames_id"])
    ]
    if same:
        return frozenset(same[:1])
    near = [
        number
        for number, entry in enumerate(name.entries)
        if distance_km((entry.latitude, entry.longitude), (row["lat"], row["lon"])) <= NEAR_KM
    ]
    return frozenset(near or [len(name.entries)])


def looks_again(data: Sequence[Read], mention: Table) -> list[list[dict[str, float]]]:
    """Features of the second look at the mentions of each report."""
    return [
        agreement(item.found, [total(features, mention) for features in item.features])
        for item in data
    ]


def choices(
    data: Sequence[Read], tables: tuple[Table, Table], first: Table | None, gazetteer: Gazetteer
) -> list[Choice]:
    """Rows for the first look, or for the second when the first look's weights are given."""
    rows: list[Choice] = []
    for item, again in zip(data, looks_again(data, tables[0]), strict=True):
        kept = [
            number
            for number, features in enumerate(again)
            if logistic(total(features, tables[1])) >= LEAST_MENTION
        ]
        found = [item.found[number] for number in kept]
        groups = names(item.doc, found)
        link_pairs(item.doc, found, groups)
        if first is not None:
            for group in groups:
                group.chances = chances(group.features, first)
            link_report(groups, item.doc.report, gazetteer)
        for group in groups:
            golds = [item.gold[kept[number]] for number in group.mentions]
            counted = Counter(right_entries(group, row) for row in golds if row is not None)
            rows += [
                (list(map(dict, group.features)), good, math.sqrt(count))
                for good, count in counted.items()
            ]
    return rows


def fit(data: Sequence[Read], gazetteer: Gazetteer) -> dict[str, Table]:
    """Weights of the models, in the order in which they are used."""
    mention = fit_logistic(labelled(data, [item.features for item in data]))
    again = fit_logistic(labelled(data, looks_again(data, mention)))
    first = fit_choice(choices(data, (mention, again), None, gazetteer))
    second = fit_choice(choices(data, (mention, again), first, gazetteer))
    return {
        "mention": mention,
        "mention_again": again,
        "first_look": first,
        "second_look": second,
    }


def labelled(
    data: Sequence[Read], features: Sequence[Sequence[Features]]
) -> list[tuple[Features, bool]]:
    """Features of the judged mentions, and whether each meets a gold toponym."""
    return [
        (row, right)
        for item, rows in zip(data, features, strict=True)
        for row, right, judged in zip(rows, item.right, item.judged, strict=True)
        if judged
    ]


def as_toml(tables: Mapping[str, Table]) -> str:
    """The file that ``headwater.ground.scoring`` reads."""
    lines = [
        "# Weights of the place-name models, natural-log odds a unit of each feature.",
        "# Made by training/place_weights.py; what the features mean: mentions.py, candidates.py.",
        "",
        "[least]",
        "# Less likely stretches are no mentions; less likely entries are left null.",
        f"mention = {LEAST_MENTION}",
        f"place = {LEAST_PLACE}",
    ]
    for title, table in tables.items():
        lines += ["", f"[{title}]"]
        order = sorted(table.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [f"{json.dumps(name)} = {round(value, 3)}" for name, value in order]
    return "\n".join(lines) + "\n"


def documents(path: Path) -> list[tuple[Doc, list[Gold]]]:
    """Annotated gold reports."""
    annotator = Annotator()
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        (
            annotator.annotate(
                Report(
                    id=str(row["id"]),
                    text=row["text"],
                    title=row.get("title"),
                    url=row.get("url"),
                    published=row.get("date"),
                )
            ),
            row.get("toponyms", []),
        )
        for row in rows
    ]


def main() -> None:
    """Fit on all gold files and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--romanised", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    gazetteer = Gazetteer.load()
    data = [
        read(doc, toponyms, gazetteer) for path in options.gold for doc, toponyms in documents(path)
    ]
    if options.romanised:
        no_places = frozenset(NO_PLACES.read_text("utf-8").splitlines())
        data += [
            read_romanised(doc, no_places, gazetteer)
            for doc, _ in documents(options.romanised)[:REPORTS_READ]
        ]
    options.out.write_text(as_toml(fit(data, gazetteer)), "utf-8")
    print(f"{len(data)} reports, {sum(len(item.found) for item in data)} candidate mentions")


if __name__ == "__main__":
    main()
