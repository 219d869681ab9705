from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from headwater.annotate.encoder import CARD, READ, RELATE, TOKENIZER, WEIGHTS, Encoder
from headwater.errors import ModelError
from headwater.model import Relation

# All sentences are made up.
PLAIN = (
    "Shells fell on Tel Hamra.\n\n"
    "The Nahrin Observatory said that at least 12 people were killed in the market. "
    "“We heard two blasts,” said Karim al-Walid, a baker, “and then the roof was gone.”\n\n"
    "The army denied that its planes were in the area."
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def said(text: str, relation: Relation) -> tuple[list[str], list[str], list[str]]:
    source, cue, content = (
        [text[a:b] for a, b in spans] for spans in (relation.source, relation.cue, relation.content)
    )
    return source, cue, content


def test_reads_sources_cues_and_contents(encoder: Encoder) -> None:
    found = [said(PLAIN, r) for r in encoder.relations(PLAIN)]
    assert (
        ["The Nahrin Observatory"],
        ["said"],
        ["that at least 12 people were killed in the market"],
    ) in found
    quote = next(r for r in found if r[1] == ["said"] and "Karim al-Walid" in r[0][0])
    assert len(quote[2]) == 2
    assert "We heard two blasts" in quote[2][0]
    assert "the roof was gone" in quote[2][1]
    assert any(r[0] == ["The army"] and r[1] == ["denied"] for r in found)


@pytest.mark.parametrize(
    "text",
    [
        "THE NAHRIN OBSERVATORY SAID THAT AT LEAST 12 PEOPLE WERE KILLED IN THE MARKET.",
        "the nahrin observatory said that at least 12 people were killed in the market",
        "Nine die in Nahr The Nahrin Observatory said that at least 12 were killed in the market",
        "At least 12 people were killed in the market according to the Nahrin Observatory.",
        "At least 12 people were killed in the market, the Nahrin Observatory told reporters.",
        "Nahrin Observatory: 12 killed in market\n\nShells fell on Tel Hamra.",
        "12 people were killed in the market the Nahrin Observatory said on Sunday. It rained.",
    ],
)
def test_reads_shouted_and_stripped_text(encoder: Encoder, text: str) -> None:
    found = [said(text.lower(), r) for r in encoder.relations(text)]
    assert any(
        "nahrin observatory" in " ".join(source) and "killed in" in " ".join(content)
        for source, _, content in found
    ), found


def test_quote_over_paragraphs(encoder: Encoder) -> None:
    text = (
        "“We walked all night,” said Huda Nasser, a teacher.\n\n"
        "“In the morning the soldiers came. They burned the school,” she said."
    )
    cues = [said(text, r)[0] for r in encoder.relations(text)]
    assert len(cues) == 2


def test_an_attribution_within_a_quotation_is_found_too(encoder: Encoder) -> None:
    text = (
        "“The town is tense. A source from within the militia has confirmed that most of the "
        "guards left... this is a blow to the group,” said Abu Salem of the Nahrin Collective."
    )
    found = {said(text, r)[1][0]: r for r in encoder.relations(text)}
    assert {"said", "has confirmed"} <= found.keys()
    (start, end), inner = found["said"].content[0], found["has confirmed"].cue[0]
    assert start < inner[0] < inner[1] < end


def test_no_relation_holds_or_crosses_a_break(encoder: Encoder) -> None:
    furniture = "Read more about this"
    text = f"The Nahrin Observatory said that 12 people {furniture} were killed in the market."
    start = text.index(furniture)
    end = start + len(furniture)
    for relation in encoder.relations(text, [(start, end)]):
        spans = relation.source + relation.cue + relation.content
        assert all(b <= start for _, b in spans) or all(a >= end for a, _ in spans)


def test_same_text_same_answer(encoder: Encoder) -> None:
    first = encoder.relations(PLAIN)
    encoder.relations("Somebody else said that this text was longer. " * 40)
    assert encoder.relations(PLAIN) == first
    assert Encoder().relations(PLAIN) == first


def test_spans_are_sound(encoder: Encoder) -> None:
    text = (PLAIN + "\n\n") * 12
    found = encoder.relations(text)
    assert len(found) > 12
    for relation in found:
        assert relation.cue
        assert relation.content
        assert 0 <= relation.score <= 1
        for spans in (relation.source, relation.cue, relation.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert all(x[1] <= y[0] for x, y in pairwise(spans))


@pytest.mark.parametrize("text", ["", " \n ", ".", "😀", "a" * 5000, "، حلب"])
def test_odd_texts_are_no_error(encoder: Encoder, text: str) -> None:
    encoder.relations(text)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in (CARD, READ, RELATE, TOKENIZER):
        shutil.copy(WEIGHTS / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [READ, RELATE, TOKENIZER])
def test_a_changed_file_is_refused(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ModelError, match="damaged or swapped") as raised:
        Encoder(copied)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", [CARD, READ, RELATE, TOKENIZER])
def test_a_missing_file_says_how_to_make_it(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match="make train-attribution") as raised:
        Encoder(copied)
    assert name in str(raised.value)


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ("not toml", "can't be read"),
        ('version = "1"', "incomplete"),
        ("[limits]\nnew = 1", "not what"),
    ],
)
def test_a_broken_card_is_refused(copied: Path, card: str, why: str) -> None:
    (copied / CARD).write_text(card, encoding="utf-8")
    with pytest.raises(ModelError, match=why):
        Encoder(copied)


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 30_000_000
