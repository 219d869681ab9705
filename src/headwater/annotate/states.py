"""What the encoder's lower layers say of each token, for whoever reads further from there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headwater.annotate.decode import Floats
from headwater.annotate.windows import Pieces, Window


class TokenStates:
    """Collects the hidden states of word pieces and averages those of one token.

    Args:
        starts: first character of each of n tokens, ascending.
        width: width of a state.
    """

    def __init__(self, starts: Sequence[int], width: int) -> None:
        self._starts = np.asarray(starts, dtype=np.int64)
        self._sums = np.zeros((len(starts), width), dtype=np.float32)
        self._counts = np.zeros(len(starts), dtype=np.int64)

    def add(self, pieces: Pieces, window: Window, states: Floats) -> None:
        """Add a window's states, (pieces of the window, width); what other windows own is left."""
        own = slice(window.own_start - window.start, window.own_end - window.start)
        first = pieces.starts[window.own_start : window.own_end]
        token = np.searchsorted(self._starts, first, side="right") - 1
        known = token >= 0
        np.add.at(self._sums, token[known], states[own][known])
        np.add.at(self._counts, token[known], 1)

    def mean(self) -> bytes:
        """The mean over each token's pieces, (n, width) as float16; 0 where no piece was read."""
        found = self._sums / np.maximum(self._counts, 1)[:, None]
        return found.astype("<f2").tobytes()
