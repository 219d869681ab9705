"""spaCy's token vectors (tok2vec), with the embeddings of words remembered.

The vector of a token is its embedding, a function of the word alone, and four layers that each look
at the neighbours. Text repeats its words, so embeddings are kept; the layers are the matrix
products of thinc's without what only training needs. Same weights, same order of operations, same
bits as `Tok2Vec.predict` (spacy/ml/models/tok2vec.py, thinc/layers).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc as SpacyDoc
from thinc.api import Model

from headwater.errors import ModelError

Floats = NDArray[np.float32]
Rows = NDArray[np.uint64]

MOST = 20_000
"""Words whose embeddings are remembered before it begins anew: 8 MB."""
BLOCK = 64
"""Embeddings are computed so many at a time, never fewer, so that the kernel of the matrix product,
and with it the rounding, is the same whatever comes along."""
_SMALL = np.float32(1e-8)
_ROOT = np.float32(-0.5)


class Vectors:
    """Token vectors of documents.

    Args:
        model: a tok2vec network of spaCy: embedding, then windows of three with maxout.

    Raises:
        ModelError: it is not built as this code reads it.
    """

    def __init__(self, model: Model[list[SpacyDoc], list[Floats]]) -> None:
        try:
            embed, encode = model.layers
            extract, _, self._hashes, self._mixed, _ = embed.layers
            self._columns: list[int | str] = list(extract.attrs["columns"])
            self._pad: int = encode.attrs["pad"]
            self._layers = [_Layer(one) for one in encode.layers[0].layers]
        except (ValueError, KeyError, IndexError) as error:
            raise ModelError("spaCy's tok2vec is not built as headwater reads it") from error
        self._known: dict[bytes, int] = {}
        self._table: Floats = np.zeros((MOST, self._layers[0].width), dtype=np.float32)

    def of(self, docs: Sequence[SpacyDoc]) -> list[Floats]:
        """The vectors of each document, shape (tokens, width)."""
        at = [self._pad]
        for doc in docs:
            at.append(at[-1] + len(doc) + self._pad)
        # Rows of zeros keep documents apart, as in spaCy.
        whole = np.zeros((at[-1], self._table.shape[1]), dtype=np.float32)
        for doc, start in zip(docs, at, strict=False):
            whole[start : start + len(doc)] = self._embedded(doc)
        for layer in self._layers:
            whole = layer(whole)
        return [whole[start : start + len(doc)] for doc, start in zip(docs, at, strict=False)]

    def _embedded(self, doc: SpacyDoc) -> Floats:
        rows: Rows = np.asarray(doc.to_array(self._columns), dtype=np.uint64)
        keys = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        new = {key: place for place, key in enumerate(keys) if key not in self._known}
        if len(self._known) + len(new) > MOST:
            self._known.clear()
            new = {key: place for place, key in enumerate(keys)}
            if len(new) > MOST:
                return self._computed(rows)
        if new:
            first = len(self._known)
            self._table[first : first + len(new)] = self._computed(rows[list(new.values())])
            self._known.update(zip(new, range(first, first + len(new)), strict=True))
        return self._table[[self._known[key] for key in keys]]

    def _computed(self, rows: Rows) -> Floats:
        found = []
        for start in range(0, len(rows), BLOCK):
            block = np.zeros((BLOCK, rows.shape[1]), dtype=np.uint64)
            part = rows[start : start + BLOCK]
            block[: len(part)] = part
            found.append(self._mixed.predict(self._hashes.predict(block))[: len(part)])
        computed: Floats = np.concatenate(found)
        return computed


class _Layer:
    """A window of three vectors, maxout, layer normalisation, and the input added."""

    def __init__(self, model: Model[Floats, Floats]) -> None:
        nodes = {node.name: node for node in model.walk()}
        maxout, norm = nodes["maxout"], nodes["layernorm"]
        self.width: int = maxout.get_dim("nO")
        weights, bias = _parameter(maxout, "W"), _parameter(maxout, "b")
        if weights.shape[2] != 3 * self.width or nodes["expand_window"].attrs["window_size"] != 1:
            raise ValueError("not a window of three")
        # The pieces of which the greatest counts stand side by side as blocks.
        self._weights: Floats = np.ascontiguousarray(
            weights.transpose(1, 0, 2).reshape(-1, 3 * self.width).T
        )
        self._bias: Floats = np.ascontiguousarray(bias.T.reshape(-1))
        self._scale, self._shift = _parameter(norm, "G"), _parameter(norm, "b")

    def __call__(self, given: Floats) -> Floats:
        """From and to shape (rows, width)."""
        width = self.width
        window = np.zeros((len(given), 3 * width), dtype=np.float32)
        window[1:, :width] = given[:-1]
        window[:, width : 2 * width] = given
        window[:-1, 2 * width :] = given[1:]
        pieces = window @ self._weights
        pieces += self._bias
        found: Floats = pieces[:, :width]
        for start in range(width, pieces.shape[1], width):
            found = np.maximum(found, pieces[:, start : start + width])
        found = found - found.mean(axis=1, keepdims=True)
        variance = np.square(found).mean(axis=1, keepdims=True)
        variance += _SMALL
        found *= variance**_ROOT
        found *= self._scale
        found += self._shift
        found += given
        return found


def _parameter(model: Model[Floats, Floats], name: str) -> Floats:
    return np.asarray(model.get_param(name), dtype=np.float32)
