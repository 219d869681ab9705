"""Count in how many reports a word stands, for the weights that word comparisons use.

    python training/link/common_words.py TRAIN.jsonl... > src/headwater/link/common_words.tsv

Each file is one sort of news. A word's share is its greatest share over the files: what is common
in any sort of news tells little about which happening a report speaks of. Only words that stand
in at least ``LEAST`` of the reports of some file are listed; all others count as rare. The output
holds single words and figures, no text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from headwater.link.words import wordings

LEAST = 0.004
LEAST_REPORTS = 8


def shares(path: Path) -> dict[str, float]:
    """Share of the reports of one file that hold each word often enough to be listed."""
    counts: Counter[str] = Counter()
    total = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(set(wordings(json.loads(line)["text"])))
            total += 1
    return {
        word: count / total
        for word, count in counts.items()
        if count >= LEAST_REPORTS and count / total >= LEAST
    }


def main(paths: list[str]) -> None:
    """Print ``word<tab>share`` sorted by word."""
    greatest: dict[str, float] = {}
    for path in paths:
        for word, share in shares(Path(path)).items():
            greatest[word] = max(share, greatest.get(word, 0.0))
    for word in sorted(greatest):
        print(f"{word}\t{greatest[word]:.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
