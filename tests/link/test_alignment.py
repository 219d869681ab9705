from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headwater.link.alignment import align
from headwater.link.words import words

SOURCE = words("the guards at the river gate let four lorries of flour into the quarter at dawn")


def test_a_verbatim_passage_is_one_passage() -> None:
    other = words("Officials said the guards at the river gate let four lorries pass")
    (found,) = align(SOURCE, other, 4)
    assert (found.a0, found.a1, found.b0, found.b1) == (0, 9, 2, 11)
    assert found.equal == 9


def test_a_swapped_word_does_not_break_a_passage() -> None:
    other = words(
        "the guards at the river gate let seven lorries of flour into the quarter at dawn"
    )
    (found,) = align(SOURCE, other, 4)
    assert found.equal == len(SOURCE.norms) - 1


def test_texts_without_a_seed_share_nothing() -> None:
    assert align(SOURCE, words("the river rose and the gate held"), 1) == ()


def test_short_passages_are_dropped() -> None:
    other = words("four lorries of flour burned")
    assert align(SOURCE, other, 4)
    assert align(SOURCE, other, 5) == ()


def test_moved_sentences_are_both_found() -> None:
    one = words("rain fell on the empty square all night and the mayor spoke of a hard year")
    other = words("the mayor spoke of a hard year while rain fell on the empty square all night")
    found = align(one, other, 5)
    assert {(p.a0, p.b0) for p in found} == {(0, 8), (9, 0)}


@given(
    st.lists(st.sampled_from("abcde"), max_size=40), st.lists(st.sampled_from("abcde"), max_size=40)
)
def test_no_word_belongs_to_two_passages(one: list[str], other: list[str]) -> None:
    found = align(words(" ".join(one)), words(" ".join(other)), 1)
    for first, last in (("a0", "a1"), ("b0", "b1")):
        taken = [i for p in found for i in range(getattr(p, first), getattr(p, last))]
        assert len(taken) == len(set(taken))


@given(
    st.lists(st.sampled_from("abcdefg"), max_size=30),
    st.lists(st.sampled_from("abcdefg"), max_size=30),
)
def test_equal_words_never_exceed_either_side(one: list[str], other: list[str]) -> None:
    for p in align(words(" ".join(one)), words(" ".join(other)), 1):
        assert p.equal <= min(p.a1 - p.a0, p.b1 - p.b0)
