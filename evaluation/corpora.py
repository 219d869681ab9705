"""Where each corpus lies under the data folder, and how its records become input reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One corpus to score: ``case`` runs `headwater run`, else `headwater annotate`."""

    name: str
    corpus: str
    """Path of the gold file under the data folder."""
    scorers: tuple[str, ...]
    case: bool = False
    reports: str | None = None
    """Path of the report texts when they stand apart from the gold."""
    docpairs: bool = False
    """The gold is pairs of documents that share a seminal event (ECB+)."""
    words: bool = False
    """The gold is single words: its scorer asks headwater itself."""


TASKS: tuple[Task, ...] = (
    Task("polnear", "polnear/dev.jsonl", ("attribution",)),
    Task("geowebnews", "geo/geowebnews.jsonl", ("places",)),
    Task("trnews", "geo/trnews.jsonl", ("places",)),
    Task("timebank", "tempeval3/timebank.jsonl", ("times",)),
    Task("aquaint", "tempeval3/aquaint.jsonl", ("times",)),
    Task("muc4", "muc4/dev.jsonl", ("muc",)),
    Task("case2021", "case2021_task2/dev.jsonl", ("case_acled",)),
    Task(
        "fakes",
        "fakes/gold_dev.jsonl",
        ("incidents", "chains", "origins", "derivations"),
        case=True,
        reports="fakes/reports_dev.jsonl",
    ),
    Task("isaf", "isaf/dev.jsonl", ("isaf",)),
    Task("factuality", "factuality/uw_dev.jsonl", ("factuality",), words=True),
    Task("gva", "gva/dev.jsonl", ("incident_docs",), case=True),
    Task("ecbplus", "ecbplus/dev.jsonl", ("incident_docs",), case=True, docpairs=True),
)


def records(path: Path) -> Iterator[Record]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def as_report(record: Record) -> Record:
    """A corpus record as an input report (the binding input format)."""
    return {
        "id": str(record["id"]),
        "text": record["text"],
        "title": record.get("title") or None,
        "outlet": record.get("outlet") or record.get("publisher") or record.get("domain"),
        "published": record.get("published") or record.get("dct") or record.get("date"),
        "url": record.get("url"),
        "language": "en",
    }


def write_lines(path: Path, rows: Sequence[Record] | Iterator[Record]) -> None:
    """Write records as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def document_pairs(path: Path) -> Iterator[Record]:
    """Every pair of ECB+ documents, and whether both report the same seminal event."""
    documents = [(record["id"], record["seminal_event"]) for record in records(path)]
    for (a, event_a), (b, event_b) in combinations(documents, 2):
        yield {"a": a, "b": b, "same_incident": event_a == event_b}
