from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))  # training is no installed package

from training.attribution.augment import (
    Example,
    Gold,
    augmented,
    edited,
    headlined,
    nested,
    renamed,
    requoted,
    stripped,
)


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 (not for secrets)


TEXT = (
    'The mayor of Nahrin said that "the bridge, our bridge, is gone."\n\n'
    "A guard told reporters: ‘It’s over.’ Then it rained."
)


def gold(text: str, source: str, cue: str, content: str) -> Gold:
    return Gold(*(((text.index(s), text.index(s) + len(s)),) for s in (source, cue, content)))


EXAMPLE = Example(
    TEXT,
    (
        gold(TEXT, "The mayor of Nahrin", "said", 'that "the bridge, our bridge, is gone."'),
        gold(TEXT, "A guard", "told reporters", "‘It’s over.’"),
    ),
)


def words(example: Example, item: Gold) -> tuple[str, str, str]:
    source, cue, content = (
        " | ".join(example.text[a:b] for a, b in spans)
        for spans in (item.source, item.cue, item.content)
    )
    return source, cue, content


def test_stripped_text_keeps_its_spans() -> None:
    changed = stripped(EXAMPLE)
    assert changed.text == (
        "The mayor of Nahrin said that the bridge our bridge is gone. "
        "A guard told reporters Its over. Then it rained."
    )
    assert words(changed, changed.golds[0])[2] == "that the bridge our bridge is gone."
    assert words(changed, changed.golds[1]) == ("A guard", "told reporters", "Its over.")


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 4), st.text("xy", max_size=4)), max_size=6
    )
)
def test_spans_follow_edits_elsewhere(raw: list[tuple[int, int, str]]) -> None:
    text = "abcdefghijklmnopqrstuvwABCDEFGHIJKLMNOPQRSTUVW"
    span = (20, 26)
    edits: list[tuple[int, int, str]] = []
    for start, length, new in sorted(raw):
        end = start + length
        clear = end <= span[0] or start >= span[1]
        if clear and (not edits or start > edits[-1][1]):
            edits.append((start, end, new))
    changed = edited(Example(text, (Gold((span,), (span,), (span,)),)), edits)
    (a, b) = changed.golds[0].content[0]
    assert changed.text[a:b] == text[20:26]


def test_a_span_that_is_deleted_falls_away() -> None:
    cue = TEXT.index("said")
    changed = edited(EXAMPLE, [(cue, cue + 4, "")])
    assert len(changed.golds) == 1


def test_replaced_sources() -> None:
    changed = renamed(EXAMPLE, seeded(1), 1.0)
    assert [words(changed, g)[1:] for g in changed.golds] == [
        words(EXAMPLE, g)[1:] for g in EXAMPLE.golds
    ]
    assert words(changed, changed.golds[0])[0] != "The mayor of Nahrin"


def test_nesting_puts_an_attribution_around_another() -> None:
    changed = nested(EXAMPLE, seeded(1), 1.0)
    outer = [g for g in changed.golds if g.outer]
    assert outer
    inner = next(g for g in changed.golds if not g.outer)
    assert words(changed, inner) == words(EXAMPLE, EXAMPLE.golds[0])
    (start, end) = outer[0].content[0]
    assert all(start <= a and b <= end for a, b in inner.source + inner.cue)


def test_requoting_changes_only_quotation_marks() -> None:
    changed = requoted(EXAMPLE)
    assert len(changed.text) == len(TEXT)
    assert changed.golds == EXAMPLE.golds


def test_headline() -> None:
    text = "The mayor said that the old stone bridge over the river is gone. It rained."
    item = gold(text, "The mayor", "said", "that the old stone bridge over the river is gone")
    changed = headlined(Example(text, (item,)), seeded(3), 1.0)
    _, cue, content = words(changed, changed.golds[0])
    assert (cue, content) == (":", "The old stone bridge over the river is gone")
    assert words(changed, changed.golds[1]) == words(Example(text, (item,)), item)


@pytest.mark.parametrize("seed", range(40))
def test_any_change_keeps_spans_inside_the_text(seed: int) -> None:
    changed = augmented(EXAMPLE, seeded(seed))
    for item in changed.golds:
        for a, b in item.source + item.cue + item.content:
            assert 0 <= a < b <= len(changed.text)
            assert changed.text[a:b].strip() == changed.text[a:b]
