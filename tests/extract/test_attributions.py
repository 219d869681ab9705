"""Attributions by the cue lexicon and rules alone, on fictional sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.extract import attributions
from headwater.model import Attribution, Doc, Quote, Relation, Span

ReadDoc = Callable[..., Doc]


def words(doc: Doc, spans: tuple[tuple[int, int], ...]) -> str:
    return " ... ".join(doc.report.text[start:end] for start, end in spans)


def find(doc: Doc, cue: str) -> Attribution:
    found = [item for item in attributions(doc) if cue in words(doc, item.cue)]
    assert found, [words(doc, item.cue) for item in attributions(doc)]
    return found[0]


CASES = [
    # text, cue, source, content
    (
        "The mayor said that the bridge had collapsed.",
        "said",
        "The mayor",
        "that the bridge had collapsed",
    ),
    ("The mayor said the bridge had collapsed.", "said", "The mayor", "the bridge had collapsed"),
    ("The bridge had collapsed, the mayor said.", "said", "the mayor", "The bridge had collapsed"),
    ("The bridge had collapsed, said the mayor.", "said", "the mayor", "The bridge had collapsed"),
    (
        "According to the mayor, the bridge had collapsed.",
        "According to",
        "the mayor",
        "the bridge had collapsed",
    ),
    (
        "The bridge had collapsed, according to the mayor.",
        "according to",
        "the mayor",
        "The bridge had collapsed",
    ),
    (
        "The mayor told reporters that the bridge had collapsed.",
        "told",
        "The mayor",
        "that the bridge had collapsed",
    ),
    (
        '"The bridge has collapsed," the mayor said.',
        "said",
        "the mayor",
        '"The bridge has collapsed,"',
    ),
    (
        "“The bridge has collapsed,” the mayor said.",
        "said",
        "the mayor",
        "“The bridge has collapsed,”",
    ),
    (
        "The mayor claimed that looters burned the market.",
        "claimed",
        "The mayor",
        "that looters burned the market",
    ),
    (
        "Residents believe the fire was set on purpose.",
        "believe",
        "Residents",
        "the fire was set on purpose",
    ),
    (
        "The ministry denied that its planes had bombed the town.",
        "denied",
        "The ministry",
        "that its planes had bombed the town",
    ),
    (
        "The ministry warned that the dam could burst.",
        "warned",
        "The ministry",
        "that the dam could burst",
    ),
    (
        "The report shows that nine villages were burned.",
        "shows",
        "The report",
        "that nine villages were burned",
    ),
    (
        "A witness added that the gunmen had fled north.",
        "added",
        "A witness",
        "that the gunmen had fled north",
    ),
    (
        "The army announced the capture of the port.",
        "announced",
        "The army",
        "the capture of the port",
    ),
    # without commas, as much of the material comes
    (
        "Gunmen killed nine people in the village a monitoring group said.",
        "said",
        "a monitoring group",
        "Gunmen killed nine people in the village",
    ),
    (
        "Nine people were killed in the attack the police chief said on Sunday.",
        "said",
        "the police chief",
        "Nine people were killed in the attack",
    ),
    (
        "The rebels left the town at dawn a resident told Reuters.",
        "told",
        "a resident",
        "The rebels left the town at dawn",
    ),
]


@pytest.mark.parametrize(("text", "cue", "source", "content"), CASES)
def test_source_cue_and_content(
    read_doc: ReadDoc, text: str, cue: str, source: str, content: str
) -> None:
    doc = read_doc(text)
    found = find(doc, cue)
    assert words(doc, found.source) == source
    assert words(doc, found.content).rstrip(".") == content


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ('"The bridge has collapsed and nobody came," the mayor said.', Quote.DIRECT),
        ("The mayor said the bridge had collapsed.", Quote.INDIRECT),
        ('The mayor said the bridge was "a ruin" and would stay closed.', Quote.MIXED),
        ("“We were left alone in the dark,” said a nurse.", Quote.DIRECT),
    ],
)
def test_rendering(read_doc: ReadDoc, text: str, quote: Quote) -> None:
    assert find(read_doc(text), "said").quote is quote


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Nine people were reportedly killed in the raid.", "reportedly"),
        ("The guards allegedly beat the prisoners.", "allegedly"),
        ("The group is believed to hold forty hostages.", "believed"),
        ("The rebels were reported to be leaving the town.", "reported"),
    ],
)
def test_cue_without_source(read_doc: ReadDoc, text: str, cue: str) -> None:
    found = find(read_doc(text), cue)
    assert found.source == ()
    assert found.source_name is None


def test_citing_nests_in_what_the_outlet_reports(read_doc: ReadDoc) -> None:
    doc = read_doc("Nine people were killed, the Harbour Gazette reported, citing a police source.")
    found = attributions(doc)
    inner = next(item for item in found if "citing" in words(doc, item.cue))
    assert inner.source_name == "a police source"
    assert inner.parent is not None
    assert found[inner.parent].source_name == "Harbour Gazette"


def test_quoted_as_saying(read_doc: ReadDoc) -> None:
    doc = read_doc("State television quoted a police source as saying that nine people had died.")
    found = find(doc, "as saying")
    assert found.source_name == "a police source"
    assert "nine people had died" in words(doc, found.content)


@pytest.mark.parametrize(
    "title",
    ["Ministry: 40 killed in raid on Tel Amra", "40 killed in raid on Tel Amra: ministry"],
)
def test_headline_names_its_source(read_doc: ReadDoc, title: str) -> None:
    doc = read_doc(f"{title}\n\nForty people died on Monday.", title=title)
    found = [item for item in attributions(doc) if not item.cue]
    assert len(found) == 1
    assert words(doc, found[0].source).lower() == "ministry"
    assert "40 killed in raid on Tel Amra" in words(doc, found[0].content)


def test_quotation_runs_on_over_sentences(read_doc: ReadDoc) -> None:
    text = (
        '"We heard two planes above the school," the teacher said. '
        '"Then the roof came down and nobody could get out."'
    )
    doc = read_doc(text)
    said, goes_on = attributions(doc)
    assert "We heard" in words(doc, said.content)
    assert "the roof came down" in words(doc, goes_on.content)
    assert (goes_on.source, goes_on.cue) == (said.source, ())


def test_encoder_relations_come_first(read_doc: ReadDoc) -> None:
    plain = read_doc("The mayor said the bridge had collapsed.")
    relation = Relation(((0, 9),), ((10, 14),), ((15, 39),), 0.77)
    doc = Doc(plain.report, plain.tokens, plain.sentences, (relation,))
    found = attributions(doc)
    assert len(found) == 1
    assert found[0].score == 0.77


def with_relation(plain: Doc, source: str, cue: str, content: str) -> Doc:
    """The document with one relation as the encoder would give it; an empty source is none."""
    text = plain.report.text

    def at(part: str) -> tuple[Span, ...]:
        return ((text.index(part), text.index(part) + len(part)),) if part else ()

    relation = Relation(at(source), at(cue), at(content), 0.9)
    return Doc(plain.report, plain.tokens, plain.sentences, (relation,))


SHARED = [
    # text, cue, content, source
    (
        "The mayor praised the rescuers, saying they had saved nine men.",
        "saying",
        "they had saved nine men",
        "The mayor",
    ),
    (
        "The general entered the hall and said the war was over.",
        "said",
        "the war was over",
        "The general",
    ),
    ("Two men were said to have drowned.", "were said", "to have drowned", ""),
]


@pytest.mark.parametrize(("text", "cue", "content", "source"), SHARED)
def test_a_source_left_open_is_the_subject_that_the_cue_shares(
    read_doc: ReadDoc, text: str, cue: str, content: str, source: str
) -> None:
    doc = with_relation(read_doc(text), "", cue, content)
    (found,) = attributions(doc)
    assert words(doc, found.source) == source


def test_a_blast_that_claims_lives_says_nothing(read_doc: ReadDoc) -> None:
    plain = read_doc("The blast in Tel Amra claimed the lives of nine shepherds.")
    doc = with_relation(plain, "The blast in Tel Amra", "claimed", "the lives of nine shepherds")
    assert attributions(doc) == ()


def test_citing_keeps_what_the_encoder_read(read_doc: ReadDoc) -> None:
    text = "Nine men drowned, the Harbour Gazette reported, citing a police source in Tel Amra."
    plain = read_doc(text)
    relations = (
        with_relation(plain, "the Harbour Gazette", "reported", "Nine men drowned").relations
        + with_relation(plain, "a police source in Tel Amra", "citing", "Nine men").relations
    )
    inner, outer = attributions(Doc(plain.report, plain.tokens, plain.sentences, relations))
    assert words(plain, inner.source) == "a police source in Tel Amra"
    assert inner.parent == 1
    assert words(plain, outer.content) == "Nine men drowned"


def test_rules_add_what_the_encoder_missed(read_doc: ReadDoc) -> None:
    text = "The mayor said the bridge had collapsed. Two men reportedly drowned."
    plain = read_doc(text)
    relation = Relation(((0, 9),), ((10, 14),), ((15, 39),), 0.77)
    doc = Doc(plain.report, plain.tokens, plain.sentences, (relation,))
    assert [words(doc, item.cue) for item in attributions(doc)] == ["said", "reportedly"]


def test_furniture_is_never_read(read_doc: ReadDoc) -> None:
    text = "The mayor said the bridge had fallen.\n\nRead also: Minister says all is well\n\nEnd."
    plain = read_doc(text)
    start = text.index("Read also")
    report = plain.report.__class__("r1", text, furniture=((start, start + 36),))
    doc = Doc(report, plain.tokens, plain.sentences)
    assert [words(doc, item.cue) for item in attributions(doc)] == ["said"]


@pytest.mark.parametrize("text", ["", "Nine people died.", "said", '"', '"""" said', "\n\n\n"])
def test_nothing_to_attribute(read_doc: ReadDoc, text: str) -> None:
    assert attributions(read_doc(text)) == ()


def test_two_runs_agree(read_doc: ReadDoc) -> None:
    text = " ".join(case[0] for case in CASES)
    doc = read_doc(text)
    assert attributions(doc) == attributions(doc)


def test_who_was_quoted_is_the_source_and_not_who_quotes(read_doc: ReadDoc) -> None:
    text = '"Nine people died," Barazi was quoted as saying by the Harbour Gazette.'
    plain = read_doc(text)
    doc = with_relation(plain, "the Harbour Gazette", "was quoted as saying", "Barazi")
    assert "Barazi" in [words(doc, item.source) for item in attributions(doc)]
