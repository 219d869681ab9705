"""What is known of each token besides the encoder's states: numbers that the event layers embed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from headwater.extract import linear
from headwater.extract.findings import Findings

REACH = 5
"""Governors looked at for the trigger that a token depends on."""
SENTENCES = 16
"""Sentences told apart; the last number stands for all further ones."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers of the strings that training met; 0 is for none and for unknown ones."""

    entities: Mapping[str, int]
    labels: Mapping[str, int]
    tags: Mapping[str, int]
    frames: Mapping[str, int]
    classes: Mapping[str, int]


@cache
def load() -> Vocabulary:
    """Read the vocabulary of the packaged layers; raises ``ModelError`` as ``linear.arrays``."""
    found = linear.arrays("vocabulary")
    return Vocabulary(**{name: numbered(map(str, words)) for name, words in found.items()})


def numbered(words: Iterable[str]) -> dict[str, int]:
    """Numbers of words by their place."""
    return {word: number for number, word in enumerate(words)}


def token_features(findings: Findings, known: Vocabulary) -> tuple[Ints, Floats]:
    """Numbers and word classes of n tokens.

    Returns:
        Entity, dependency label, tag, frame, frame of the governor, frame of the nearest trigger
        among the governors, sentence: shape (n, 7). Word classes as 0 and 1: shape (n, classes).
    """
    syntax = findings.marked.syntax
    tokens = syntax.doc.tokens
    frames = [0] * len(tokens)
    for mention in findings.mentions:
        number = known.frames.get(mention.frame, 0)
        frames[mention.first : mention.last + 1] = [number] * (mention.last + 1 - mention.first)
    rows = [
        (
            known.entities.get(token.entity, 0),
            known.labels.get(token.dep, 0),
            known.tags.get(token.tag, 0),
            frames[at],
            frames[token.head],
            _above(findings, frames, at),
            min(syntax.sentence[at], SENTENCES - 1),
        )
        for at, token in enumerate(tokens)
    ]
    marks = np.zeros((len(tokens), len(known.classes)), dtype=np.float32)
    for at, found in enumerate(findings.marked.marks):
        marks[at, [known.classes[name] for name in found if name in known.classes]] = 1
    return np.array(rows, dtype=np.int64).reshape(-1, 7), marks


def _above(findings: Findings, frames: list[int], token: int) -> int:
    for step, above in enumerate(findings.marked.syntax.path_up(token)):
        if step >= REACH:
            break
        if frames[above]:
            return frames[above]
    return 0
