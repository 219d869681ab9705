"""Transformer layers of the events' own, on the states that the shared lower layers give.

They are the upper half of the attribution encoder (a MiniLM-L6, Wang et al. 2020), fine-tuned on
the MUC-4 training messages by ``training/events``; ``events.onnx`` holds them as int8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater import onnx
from headwater.extract import linear, packaged
from headwater.extract.token_features import Floats, Ints
from headwater.model import Span

FILE = "events.onnx"
OUTPUTS = ("states", "roles", "report", "kinds")
MOST = 800
"""Tokens read together."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the layers say of a report of n tokens.

    Attributes:
        states: of each token, (n, width).
        roles: log-odds that a token fills each role, (n, roles).
        report: of the whole report, (width,).
        kinds: log-odds that the report tells an incident of each type, (types,).
    """

    states: Floats
    roles: Floats
    report: Floats
    kinds: Floats


class Layers:
    """The layers, run by onnxruntime in one thread, one stretch of a report after the other."""

    def __init__(self, content: bytes) -> None:
        self._session = onnx.session(content, FILE)

    def read(self, lower: Floats, numbers: Ints, marks: Floats, sentences: Sequence[Span]) -> Read:
        """Read a report.

        Args:
            lower: states of the lower layers, (n, width), n at least 1.
            numbers: see ``token_features``, (n, 7).
            marks: see ``token_features``, (n, classes).
            sentences: half-open ranges of tokens; long reports are cut between them.
        """
        given: dict[str, NDArray[Any]] = {"lower": lower, "numbers": numbers, "marks": marks}
        parts = [
            self._session.run(OUTPUTS, {name: rows[cut][None] for name, rows in given.items()})
            for cut in stretches(len(lower), sentences)
        ]
        states, roles, report, kinds = zip(*parts, strict=True)
        return Read(
            np.concatenate([part[0] for part in states]),
            np.concatenate([part[0] for part in roles]),
            np.mean([part[0] for part in report], axis=0),
            np.max([part[0] for part in kinds], axis=0),
        )


def stretches(tokens: int, sentences: Sequence[Span]) -> Iterator[slice]:
    """Cut a report into stretches of at most ``MOST`` tokens, between sentences where possible."""
    start = 0
    while start < tokens:
        end = min(start + MOST, tokens)
        if end < tokens:
            end = max((last for _, last in sentences if start < last <= end), default=end)
        yield slice(start, end)
        start = end


@cache
def load() -> Layers:
    """Load the packaged layers.

    Raises:
        ModelError: the file is missing or not the one that the card describes.
    """
    return Layers(packaged.content(FILE, linear.card()["layers"]["sha256"], linear.CARD))
