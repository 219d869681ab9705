from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.annotate.decode import Words, best_spans, distance_buckets, log_sigmoid, viterbi

SCORE = st.floats(-5, 5, allow_nan=False).map(lambda x: round(x, 3))


def every_set(length: int) -> list[list[tuple[int, int]]]:
    spans = [(a, b) for a in range(length) for b in range(a + 1, length + 1)]
    found: list[list[tuple[int, int]]] = [[]]
    for size in range(1, length + 1):
        found.extend(
            sorted(chosen)
            for chosen in itertools.combinations(spans, size)
            if all(x[1] <= y[0] for x, y in itertools.pairwise(sorted(chosen)))
        )
    return found


@given(st.lists(st.tuples(SCORE, SCORE, SCORE), min_size=1, max_size=5))
def test_viterbi_finds_the_best_of_all_span_sets(scores: list[tuple[float, float, float]]) -> None:
    inside, first, last = (list(column) for column in zip(*scores, strict=True))

    def gain(spans: list[tuple[int, int]]) -> float:
        return sum(sum(inside[a:b]) + first[a] + last[b - 1] for a, b in spans)

    found = viterbi(inside, first, last)
    assert gain(found) == pytest.approx(
        max(gain(spans) for spans in every_set(len(scores))), abs=1e-6
    )


def test_neighbouring_spans_stay_apart() -> None:
    inside = [3.0, 3.0, 3.0, -3.0]
    first = [3.0, -3.0, 3.0, -3.0]
    last = [-3.0, 3.0, 3.0, -3.0]
    assert viterbi(inside, first, last) == [(0, 2), (2, 3)]


def test_a_span_never_starts_or_ends_in_a_word() -> None:
    words = Words.of(np.array([True, False, True, True, False, False]))
    assert words.first.tolist() == [0, 2, 3]
    assert words.last.tolist() == [1, 2, 5]
    scores = np.full((6, 3), -4, dtype=np.float32)
    scores[3] = (5, 5, -4)
    scores[5] = (-4, -4, 5)
    assert best_spans(scores, words) == [(2, 3)]
    assert best_spans(scores, words, bias=-20) == []


def test_a_continuation_at_the_start_is_a_word() -> None:
    assert Words.of(np.array([False, False, True])).first.tolist() == [0, 2]


def test_distance_buckets() -> None:
    at = np.arange(12)
    assert distance_buckets(at, 4, 6).tolist() == [3, 3, 2, 1, 0, 0, 9, 10, 11, 11, 12, 12]


def test_log_sigmoid_never_overflows() -> None:
    found = log_sigmoid(np.array([-1e4, 0.0, 1e4], dtype=np.float32))
    assert found.tolist() == pytest.approx([-1e4, -0.693147, 0.0], abs=1e-5)
