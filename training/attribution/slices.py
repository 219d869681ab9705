"""PolNeAR dev as other text arrives: the same articles and gold, changed as in training."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from training.attribution.augment import (
    QUOTES,
    Example,
    cased,
    joined,
    requoted,
    stripped,
    without,
)
from training.attribution.data import load

SLICES: Mapping[str, Callable[[Example], Example]] = {
    "upper case": cased(str.upper),
    "lower case": cased(str.lower),
    "no quotation marks": without(QUOTES),
    "curly for straight quotes, straight for curly": requoted,
    "one paragraph": joined,
    "full stops and hyphens only": stripped,
}


def write_slice(gold: Path, change: Callable[[Example], Example], target: Path) -> None:
    """Write a gold file with texts and spans changed alike."""
    with target.open("w", encoding="utf-8") as out:
        for number, example in enumerate(load(gold)):
            changed = change(example)
            items = [
                {"source": g.source, "cue": g.cue, "content": g.content} for g in changed.golds
            ]
            out.write(
                json.dumps({"id": str(number), "text": changed.text, "attributions": items}) + "\n"
            )
