"""A report's news as a whole: its words, those of its opening, and the names in it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from headwater.link.vectors import Vector, scaled, vector
from headwater.link.vocabulary import rarity
from headwater.link.words import fold, wordings
from headwater.model import Report

WORDS_KEPT = 100
"""Heaviest words of a report that stand for it as a whole."""
OPENING = 600
"""Characters from the start of a text that tell its news; much of what follows is background."""
NAME_RARITY = 3.5
"""Rarity from which a capitalised word counts as a name that tells happenings apart."""
NAMES_KEPT = 40

NAME = re.compile(r"(?<![.!?\"“”:]\s)(?<!^)\b[A-Z][\w'’-]+", re.MULTILINE)
"""A capitalised word inside a sentence."""


@dataclass(frozen=True, slots=True)
class News:
    """What a report tells as a whole. All empty where a claim is not the report's news."""

    words: Vector
    opening: Vector
    """The title and the first `OPENING` characters."""
    names: Vector


NONE = News({}, {}, {})


def news_of(report: Report, left_out: AbstractSet[str] = frozenset()) -> News:
    """The report's heaviest words, those of its opening, and its names; title included.

    Args:
        report: The report.
        left_out: Folded words that say nothing about which happening it tells (`tellers`).
    """
    title = report.title or ""
    words = _vector(f"{title} {report.text}", left_out)
    heaviest = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:WORDS_KEPT]
    names = {name: rare for name, rare in names_in(report.text).items() if name not in left_out}
    return News(
        scaled(dict(heaviest)),
        _vector(f"{title} {report.text[:OPENING]}", left_out),
        scaled(names),
    )


def _vector(text: str, left_out: AbstractSet[str]) -> Vector:
    return vector([word for word in wordings(text) if word not in left_out])


def names_in(text: str) -> Mapping[str, float]:
    """Rare capitalised words inside sentences, with their rarity; at most `NAMES_KEPT`.

    The order is that of salience, rarity times damped count: who a story is about comes first.
    """
    counts = Counter(
        fold(match.group().removesuffix("'s").removesuffix("’s")) for match in NAME.finditer(text)
    )
    rated = [
        (rarity(name) * (1 + math.log(count)), name)
        for name, count in counts.items()
        if len(name) > 2 and rarity(name) >= NAME_RARITY  # noqa: PLR2004 - initials
    ]
    salient = sorted(rated, key=lambda item: (-item[0], item[1]))[:NAMES_KEPT]
    return {name: rarity(name) for _, name in salient}
