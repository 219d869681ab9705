"""Killed and captured counts of ISAF press releases: ``python -m evaluation.isaf GOLD ANNOTATED``.

GOLD has for each release ``gold.min_killed`` and ``gold.min_captured``. A release's count is the
sum over its events that are said to have happened (asserted, reported, alleged) and are no
totals; an event's figure is its low bound, else its best one. The coders of the corpus took
"several", "multiple" and "a few" as three, "numerous" and "a number of" as four: so does this
scorer, of the wording that headwater keeps without a figure (beside the one leader who is counted).

killed     Share of releases whose killed count is right.
captured   The same of captured (headwater: detained).
both       Share of releases with both right.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evaluation.corpora import Record, records

HAPPENED = frozenset(("asserted", "reported", "alleged"))
VAGUE = {"several": 3, "multiple": 3, "few": 3, "numerous": 4, "number of": 4, "many": 4}
FIELDS = {"killed": ("min_killed", "killed"), "captured": ("min_captured", "detained")}


def figure(count: Mapping[str, Any] | None) -> int:
    """People that a count stands for; 0 for none."""
    if count is None:
        return 0
    wording = count["wording"].lower()
    unknown = next((value for word, value in VAGUE.items() if word in wording), 0)
    return int(count["low"] or count["best"] or 0) + (unknown if count["best"] is None else 0)


def total(events: Iterable[Record], field: str) -> int:
    """A release's count."""
    return sum(
        figure(event[field])
        for event in events
        if event["factuality"] in HAPPENED and not event["summary"]
    )


def shares(gold: Iterable[Record], annotated: Mapping[str, Record]) -> dict[str, float]:
    """Shares of releases with right counts; one that was not annotated has no events."""
    rights = [
        {
            name: total(annotated.get(str(row["id"]), {"events": []})["events"], field)
            == row["gold"][wanted]
            for name, (wanted, field) in FIELDS.items()
        }
        for row in gold
    ]
    found = {name: sum(right[name] for right in rights) / len(rights) for name in FIELDS}
    return found | {"both": sum(all(right.values()) for right in rights) / len(rights)}


def main() -> None:
    """Print the shares as one line of JSON."""
    gold, annotated = (records(Path(argument)) for argument in sys.argv[1:3])
    print(json.dumps(shares(gold, {row["id"]: row for row in annotated})))


if __name__ == "__main__":
    main()
