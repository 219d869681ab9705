from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.link.sketch import SHINGLE, WINDOW, sketch
from headwater.link.words import fold, wordings, words

LONG = (
    "Four lorries of flour reached the walled quarter of Oresk on Tuesday after the guards at the "
    "river gate had let them through for the first time since the frost"
)
WORD = st.text(alphabet="abcdefghij", min_size=1, max_size=6)


def test_the_same_words_give_the_same_sketch_in_any_house_style() -> None:
    assert sketch(LONG) == sketch(LONG.upper().replace(" ", "  ").replace("walled", "“walled”"))


def test_a_text_shorter_than_a_shingle_has_no_sketch() -> None:
    assert sketch("Oresk falls silent") == ()


def test_values_are_sorted_distinct_and_fit_a_signed_integer() -> None:
    found = sketch(LONG + " " + LONG)
    assert list(found) == sorted(set(found))
    assert all(0 <= value < 2**63 for value in found)


@given(st.lists(WORD, min_size=9, max_size=20), st.lists(WORD, max_size=40), st.lists(WORD))
def test_a_shared_passage_is_always_found(
    passage: list[str], before: list[str], after: list[str]
) -> None:
    assert len(passage) >= SHINGLE + WINDOW - 1
    alone = sketch(" ".join(passage))
    inside = sketch(" ".join([*before, *passage, *after]))
    assert set(alone) & set(inside)


def test_other_words_share_nothing() -> None:
    assert not set(sketch(LONG)) & set(
        sketch("A choir sang in the harbour church until the lamps failed")
    )


def test_words_keep_their_place() -> None:
    split = words("The “Ásh-Ford” town’s gate")
    assert split.norms == ("the", "ash", "ford", "towns", "gate")
    assert split.span(1, 3) == (5, 13)


def test_words_leave_out_furniture() -> None:
    text = "Guns fell silent. Read also: prices. Shops opened."
    start = text.index("Read")
    assert words(text, ((start, start + 18),)).norms == (
        "guns",
        "fell",
        "silent",
        "shops",
        "opened",
    )


def test_folding_forgets_accents_and_apostrophes() -> None:
    assert fold("D’Évora") == "devora"
    assert wordings("It's 40 p.m.") == ("its", "40", "p", "m")
