from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from headwater.annotate.encoder import TOKENIZER, WEIGHTS
from headwater.annotate.windows import Splitter, case_mark, gap_mark, segments, windows

WORDS = st.sampled_from(
    [
        "said",
        "Hamā",
        "al-Karim",
        "“we",
        "saw”",
        '"no"',
        "3,000",
        "it's",
        "\n\n",
        "ISTANBUL",
        ".",
        "?",
        "ﬁre",
        "ß",
        "İ",
        "حلب",
        "😀",
        "e\u0301tat",
        "—",
        "\u00a0",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=120).map(" ".join)


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(Tokenizer.from_file(str(WEIGHTS / TOKENIZER)))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_pieces_keep_exact_offsets(splitter: Splitter, text: str) -> None:
    pieces = splitter.pieces(text, (0, len(text)))
    places = list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert places == sorted(places)
    assert not any(text[a].isspace() or text[b - 1].isspace() for a, b in places)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, before=st.text(max_size=10))
def test_a_stretch_is_read_as_if_alone(splitter: Splitter, text: str, before: str) -> None:
    alone = splitter.pieces(text, (0, len(text)))
    within = splitter.pieces(before + text, (len(before), len(before + text)))
    assert (alone.ids == within.ids).all()
    assert (alone.marks == within.marks).all()
    assert (alone.starts + len(before) == within.starts).all()


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, size=st.integers(102, 256), overlap=st.integers(0, 60))
def test_windows_own_every_piece_once(
    splitter: Splitter, text: str, size: int, overlap: int
) -> None:
    pieces = splitter.pieces(text, (0, len(text)))
    found = windows(pieces, size, overlap)
    owned = [i for w in found for i in range(w.own_start, w.own_end)]
    assert owned == list(range(len(pieces)))
    assert all(w.start <= w.own_start <= w.own_end <= w.end for w in found)
    assert all(0 < w.end - w.start <= size - 2 for w in found)


def test_windows_start_at_units_and_share_some(splitter: Splitter) -> None:
    text = "\n\n".join(
        ["The mayor of Nahrin said that the bridge was closed. It opened again."] * 60
    )
    pieces = splitter.pieces(text, (0, len(text)))
    found = windows(pieces, 256, 48)
    assert len(found) > 2
    assert all(w.start in pieces.paragraphs for w in found[1:])
    assert all(a.end - b.start >= 30 for a, b in pairwise(found))


def test_units_end_at_stops_and_breaks(splitter: Splitter) -> None:
    text = 'A guard said: "We left." Nobody knew.\nThen it rained'
    pieces = splitter.pieces(text, (0, len(text)))
    starts = [text[pieces.starts[u] :] for u in pieces.units[:-1]]
    assert [s.split()[0] for s in starts] == ["A", "Nobody", "Then"]
    assert len(pieces.paragraphs) == 2


def test_marks() -> None:
    assert [case_mark(w) for w in ("he", "Homs", "AFP", "A", "12", ",")] == [0, 1, 2, 1, 3, 3]
    assert [gap_mark(g) for g in ("", " ", "\n", " \n ")] == [0, 1, 2, 2]


def test_segments_leave_breaks_out() -> None:
    assert segments(20, [(5, 8), (0, 2)]) == ((2, 5), (8, 20))
    assert segments(5, [(0, 5)]) == ()
    assert segments(5, [(3, 9), (3, 4)]) == ((0, 3),)
    assert segments(0, []) == ()
