"""Entities as spaCy's recogniser finds them, without stepping through every token.

The recogniser is greedy over BILUO moves (begin, in, last, unit, out). Outside an entity its scores
depend on the token alone, so they are computed for all tokens in one matrix product; only inside an
entity is one token after the other weighed, and there two moves are open. Weights, rules for what
is allowed, and answers are those of spaCy (pipeline/_parser_internals/ner.pyx), whose own loop
takes a lock for every one of its 74 moves at every token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc as SpacyDoc

from headwater.annotate.vectors import Vectors
from headwater.errors import ModelError

Floats = NDArray[np.float32]
Mark = tuple[str, bool]
"""Label of the entity that a token is in (empty: none), and whether it begins there."""
_NONE: Mark = ("", False)
_FEATURES = 3
"""Tokens that a score looks at: the next, the first of the open entity, the one before the next."""


@dataclass(frozen=True, slots=True)
class _Moves:
    """Columns of the scores."""

    names: tuple[str, ...]
    begin: NDArray[np.bool_]
    unit: NDArray[np.bool_]
    inside: dict[str, NDArray[np.intp]]
    """Label to the columns of its "in" and "last"."""

    @classmethod
    def of(cls, names: Sequence[str]) -> _Moves:
        """From names such as ``B-GPE``; a unit without a label is never used."""
        kinds = [(name[:2], name[2:]) for name in names]
        column = {name: place for place, name in enumerate(names)}
        return cls(
            tuple(names),
            np.array([kind == "B-" and label != "" for kind, label in kinds]),
            np.array([kind == "U-" and label != "" for kind, label in kinds]),
            {
                label: np.array([column[f"I-{label}"], column[f"L-{label}"]])
                for kind, label in kinds
                if kind == "B-"
            },
        )


class Entities:
    """Finds the entities of parsed documents.

    Args:
        recogniser: spaCy's, trained.

    Raises:
        ModelError: it is not built as this code reads it.
    """

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        words, _, self._narrow = model.get_ref("tok2vec").layers
        self._vectors = Vectors(words)
        moves = recogniser.moves
        self._moves = _Moves.of([moves.get_class_name(move) for move in range(moves.n_moves)])
        width = lower.get_dim("nO") * lower.get_dim("nP")
        self._pieces = lower.get_dim("nP")
        if lower.get_dim("nF") != _FEATURES or upper.get_dim("nO") != len(self._moves.names):
            raise ModelError("spaCy's entity recogniser is not built as headwater reads it")
        self._lower: Floats = lower.get_param("W").reshape(_FEATURES * width, -1)
        self._pad: Floats = lower.get_param("pad").reshape(_FEATURES, width)
        self._bias: Floats = lower.get_param("b").reshape(width)
        self._upper: Floats = upper.get_param("W")
        self._upper_bias: Floats = upper.get_param("b")

    def of(self, docs: Sequence[SpacyDoc]) -> list[list[Mark]]:
        """The mark of every token of each document."""
        vectors: Floats = self._narrow.predict(np.concatenate(self._vectors.of(docs)))
        features = (vectors @ self._lower.T).reshape(len(vectors), _FEATURES, -1)
        found, at = [], 0
        for doc in docs:
            found.append(self._marks(doc, features[at : at + len(doc)]))
            at += len(doc)
        return found

    def _marks(self, doc: SpacyDoc, features: Floats) -> list[Mark]:
        closed = features[:, 0] + self._pad[1] + self._pad[2] + self._bias
        scores = self._hidden(closed) @ self._upper.T + self._upper_bias
        starts = [token.is_sent_start is True for token in doc]
        ends = np.array([*starts[1:], True])
        space = np.array([token.is_space for token in doc])
        moves = self._moves
        out = np.array([name == "O" for name in moves.names])
        allowed = (moves.begin & ~(ends | space)[:, None]) | (moves.unit & ~space[:, None]) | out
        best = np.where(allowed, scores, -np.inf).argmax(axis=1)
        marks = [_NONE] * len(doc)
        index = 0
        while index < len(doc):
            kind, label = moves.names[best[index]][:2], moves.names[best[index]][2:]
            stop = index + 1
            if kind == "B-":
                stop = self._stop(features, ends, index, moves.inside[label])
            if kind != "O":
                marks[index] = label, True
                marks[index + 1 : stop] = [(label, False)] * (stop - index - 1)
            index = stop
        return marks

    def _stop(
        self, features: Floats, ends: NDArray[np.bool_], first: int, columns: NDArray[np.intp]
    ) -> int:
        """Where the entity that begins at ``first`` stops, one past its last token."""
        at = first + 1
        while not ends[at]:
            state = features[at, 0] + features[first, 1] + features[at - 1, 2] + self._bias
            within, last = (
                self._upper[columns] @ self._hidden(state[None])[0] + self._upper_bias[columns]
            )
            if last > within:
                break
            at += 1
        return at + 1

    def _hidden(self, states: Floats) -> Floats:
        hidden: Floats = states.reshape(len(states), -1, self._pieces).max(axis=2)
        return hidden
