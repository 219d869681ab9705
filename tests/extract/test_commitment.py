"""How far a text commits itself to an event, as a number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from headwater.extract import commitment, events
from headwater.extract.syntax import index
from headwater.model import Doc


def value(doc: Doc, word: str) -> float:
    token = next(n for n, token in enumerate(doc.tokens) if token.text == word)
    (found,) = commitment.values(index(doc), [token])
    return found


@pytest.mark.parametrize(
    ("firm", "weak", "words"),
    [
        ("Troops shelled Olmen.", "Troops may shell Olmen.", ("shelled", "shell")),
        ("Troops shelled Olmen.", "Troops did not shell Olmen.", ("shelled", "shell")),
        ("Rebels attacked Olmen.", "Rebels plan to attack Olmen.", ("attacked", "attack")),
        (
            "Rebels attacked Olmen.",
            "If rebels attack Olmen, many will flee.",
            ("attacked", "attack"),
        ),
    ],
)
def test_hedged_and_denied_words_weigh_less(
    read_doc: Callable[..., Doc], firm: str, weak: str, words: tuple[str, str]
) -> None:
    strong, hedged = value(read_doc(firm), words[0]), value(read_doc(weak), words[1])
    assert strong > 2
    assert hedged < strong - 0.5


def test_a_denied_event_is_below_zero(read_doc: Callable[..., Doc]) -> None:
    assert value(read_doc("Troops did not shell Olmen."), "shell") < 0


def test_the_median_is_the_step_that_reaches_half() -> None:
    chances = np.zeros(len(commitment.STEPS))
    chances[0], chances[-1] = 0.4, 0.6
    assert commitment.median(chances) == commitment.STEPS[-1]
    chances[0], chances[-1] = 0.6, 0.4
    assert commitment.median(chances) == commitment.STEPS[0]


def test_events_carry_it(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc("Warplanes bombed a market in Olmen. Warplanes could bomb a school in Drava.")
    real, feared = sorted(events(doc, ()), key=lambda event: event.mentions)
    assert real.commitment is not None
    assert feared.commitment is not None
    assert real.commitment > feared.commitment


def test_no_words_no_values(read_doc: Callable[..., Doc]) -> None:
    assert commitment.values(index(read_doc("Nothing happened.")), []) == []
