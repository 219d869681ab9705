from __future__ import annotations

import numpy as np

from headwater.annotate.annotator import Annotator
from headwater.annotate.encoder import WIDTH
from headwater.annotate.states import TokenStates
from headwater.annotate.windows import Pieces, Window
from headwater.model import Report

# All sentences are made up.
TEXT = "Gunmen shot the mayor of Tel Hamra.\n\nRead more\n\nShells fell on Nahr."


def pieces(starts: list[int]) -> Pieces:
    count = len(starts)
    numbers = np.arange(count)
    return Pieces(
        ids=numbers,
        marks=numbers,
        starts=np.array(starts),
        ends=np.array(starts) + 1,
        heads=np.ones(count, dtype=np.bool_),
        units=(0, count),
        paragraphs=frozenset((0,)),
    )


def rows(raw: bytes, width: int) -> np.ndarray:
    return np.frombuffer(raw, dtype="<f2").reshape(-1, width)


def test_pieces_of_a_token_are_averaged() -> None:
    states = TokenStates([0, 5, 9], 1)
    read = np.array([[1.0], [3.0], [8.0], [5.0]], dtype=np.float32)
    states.add(pieces([0, 2, 5, 9]), Window(0, 4, 0, 4), read)
    assert rows(states.mean(), 1).tolist() == [[2.0], [8.0], [5.0]]


def test_each_piece_counts_in_the_window_that_owns_it() -> None:
    states = TokenStates([0, 1, 2], 1)
    found = pieces([0, 1, 2])
    states.add(found, Window(0, 2, 0, 1), np.array([[1.0], [100.0]], dtype=np.float32))
    states.add(found, Window(0, 3, 1, 3), np.array([[100.0], [2.0], [3.0]], dtype=np.float32))
    assert rows(states.mean(), 1).tolist() == [[1.0], [2.0], [3.0]]


def test_a_token_that_no_window_read_is_zero() -> None:
    states = TokenStates([0, 5], 2)
    states.add(pieces([5]), Window(0, 1, 0, 1), np.ones((1, 2), dtype=np.float32))
    assert rows(states.mean(), 2).tolist() == [[0.0, 0.0], [1.0, 1.0]]


def test_a_document_has_a_state_for_every_token_outside_furniture() -> None:
    start = TEXT.index("Read")
    report = Report("r", TEXT, furniture=((start, start + len("Read more")),), language="en")
    doc = Annotator().annotate(report)
    states = rows(doc.states, WIDTH)
    assert len(states) == len(doc.tokens)
    assert states.any(axis=1).all()
