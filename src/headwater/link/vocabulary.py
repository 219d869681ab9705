"""How much a word tells: rare words tell which happening a report speaks of, common ones do not."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

RAREST = 0.002
"""Share of reports assumed for a word that the table does not list."""
MOST = -math.log(RAREST)


@cache
def _shares() -> dict[str, float]:
    """Word to its greatest share over several sorts of news (training/link/common_words.py)."""
    table = files("headwater.link").joinpath("common_words.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines())
    return {word: float(share) for word, share in pairs}


def rarity(word: str) -> float:
    """Inverse document frequency of a folded word, from 0 (in every report) to `MOST`."""
    return -math.log(min(1.0, max(RAREST, _shares().get(word, RAREST))))
