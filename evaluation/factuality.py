"""Commitment to event words beside annotators: ``python -m evaluation.factuality GOLD``.

GOLD has a tokenised sentence a line with judgements ``[token, value]``, -3 (did not happen) to 3
(Lee et al. 2015 and the corpora unified to its scale). Each sentence is parsed by itself and the
value of ``headwater.extract.commitment`` for each judged token is compared.

mae           Mean absolute error.
correlation   Pearson's r.
baseline_mae  The error of always saying 3.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from evaluation.corpora import Record, records
from headwater.annotate.syntax import Syntax
from headwater.doc import token_at
from headwater.extract import commitment
from headwater.extract.syntax import index
from headwater.model import Doc, Report

Judged = tuple[Doc, list[tuple[int, float]]]


def sentences(rows: Iterable[Record]) -> Iterator[Judged]:
    """Parsed sentences with (token, judgement) of their event words."""
    syntax = Syntax()
    for row in rows:
        report = Report("sentence", " ".join(row["tokens"]), language="en")
        doc = Doc(report, *syntax.parse(report))
        starts = np.cumsum([0, *(len(token) + 1 for token in row["tokens"])])
        found = [(token_at(doc, int(starts[at])), float(value)) for at, value in row["factuality"]]
        yield doc, [(token, value) for token, value in found if token < len(doc.tokens)]


def errors(judged: Iterable[Judged]) -> dict[str, float]:
    """How far headwater's values are from the judgements."""
    said: list[float] = []
    wanted: list[float] = []
    for doc, words in judged:
        said += commitment.values(index(doc), [token for token, _ in words])
        wanted += [value for _, value in words]
    ours, theirs = np.array(said), np.array(wanted)
    return {
        "mae": float(np.abs(ours - theirs).mean()),
        "correlation": float(np.corrcoef(ours, theirs)[0, 1]),
        "baseline_mae": float(np.abs(3 - theirs).mean()),
    }


def main() -> None:
    """Print the errors as one line of JSON."""
    print(json.dumps(errors(sentences(records(Path(sys.argv[1]))))))


if __name__ == "__main__":
    main()
