"""Whom a source means within its report, on fictional sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.extract import attributions
from headwater.model import Attribution, Doc, Relation, SourceKind

ReadDoc = Callable[..., Doc]
OBSERVATORY = "Syrian Observatory for Human Rights"


def sources(doc: Doc) -> list[Attribution]:
    return [item for item in attributions(doc) if item.source_name is not None]


def last(doc: Doc) -> Attribution:
    return sources(doc)[-1]


NAMED = [
    # text, name, kind, via
    (
        '"It shook the house" said Abdullah al-Sheikh a young mechanic.',
        "Abdullah al-Sheikh",
        "named_person",
        None,
    ),
    ("The Orvan Herald Facebook page said nine had died.", "Orvan Herald", "outlet", None),
    ("Nine died, the Syrian Observatory for Human Rights said.", OBSERVATORY, "monitor", None),
    ("Nine died, the Britain-based Observatory said.", OBSERVATORY, "monitor", None),
    (
        "Nine died, said Sami Haddad, a spokesman for the Syrian Observatory for Human Rights.",
        OBSERVATORY,
        "monitor",
        "Sami Haddad",
    ),
    (
        "Observatory chief Sami Haddad said nine people had died.",
        OBSERVATORY,
        "monitor",
        "Sami Haddad",
    ),
    (
        "Sami Haddad of the Syrian Network for Human Rights said nine people had died.",
        "Syrian Network for Human Rights",
        "monitor",
        "Sami Haddad",
    ),
    ("UNICEF said that nine children had died.", "UNICEF", "organisation", None),
    ("According to Reuters, nine people had died.", "Reuters", "agency", None),
    ("Nine people had died, an AFP correspondent said.", "AFP", "agency", None),
    ("Resident Abu Karim said the shop had burned down.", "Abu Karim", "witness", None),
    ("The activist Lina Darwish said the shop had burned down.", "Lina Darwish", "activist", None),
    (
        "Defence Minister Karl Ostrov said the planes had returned.",
        "Defence Minister Karl Ostrov",
        "official",
        None,
    ),
    (
        "The Velian foreign minister said the talks had failed.",
        "Velian foreign minister",
        "official",
        None,
    ),
    (
        "The Tel Amra Relief Committee said nine houses had burned.",
        "Tel Amra Relief Committee",
        "organisation",
        None,
    ),
    ("The army said nine rebels had died.", "army", "military", None),
    ("The Harbour Hospital said nine wounded had arrived.", "Harbour Hospital", "medic", None),
    (
        '"Two were nurses" head of the Syrian Observatory for Human Rights Sami Haddad said.',
        OBSERVATORY,
        "monitor",
        "Sami Haddad",
    ),
    (
        "The wounded had inhaled gas the manager of al-Noor hospital Sami Khatib told Reuters.",
        "al-Noor hospital",
        "medic",
        "Sami Khatib",
    ),
    (
        (
            "The defence ministry said all was well. The ministry's spokesman, Colonel Edvin Marr,"
            " said nobody had died."
        ),
        "defence ministry",
        "official",
        "Edvin Marr",
    ),
    (
        "The Velian army said all was well. The army's press office said nobody had died.",
        "Velian army",
        "military",
        None,
    ),
    (
        "Earlier Syrian state television said nine had died.",
        "Syrian state television",
        "state_media",
        None,
    ),
    (
        "Nine people had died, the provincial police command said.",
        "provincial police command",
        "official",
        None,
    ),
    (
        "Nine people had died, the Velian ambassador to the United Nations said.",
        "Velian ambassador to the United Nations",
        "official",
        None,
    ),
    (
        "Nine people had died, the Assad regime's official television channel reported.",
        "Assad regime's official television channel",
        "state_media",
        None,
    ),
    (
        '"Nine men left," Joren Hask of the activist group Orrivane Watch told the newspaper.',
        "Orrivane Watch",
        "activist",
        "Joren Hask",
    ),
]


@pytest.mark.parametrize(("text", "name", "kind", "via"), NAMED)
def test_named_sources(read_doc: ReadDoc, text: str, name: str, kind: str, via: str | None) -> None:
    found = last(read_doc(text))
    assert (found.source_name, found.source_kind, found.named) == (name, SourceKind(kind), True)
    assert found.via == via
    if via is not None:
        assert found.via_span is not None


UNNAMED = [
    # text, wording, kind
    (
        "An army-affiliated Facebook page said nine people had died.",
        "An army-affiliated Facebook page",
        "outlet",
    ),
    ("A medic said nine people had died.", "A medic", "medic"),
    (
        "A source from within the brigade said nine people had died.",
        "A source from within the brigade",
        "military",
    ),
    ("Nine people had died, a police source said.", "a police source", "official"),
    (
        "Nine people had died, according to a medical source at the hospital.",
        "a medical source at the hospital",
        "medic",
    ),
    ("Residents said the bridge had fallen.", "Residents", "witness"),
    ("Local activists said the bridge had fallen.", "Local activists", "activist"),
    ("A witness, who asked not to be named, said the bridge had fallen.", "A witness", "witness"),
    ("Two Velian officials said the talks had failed.", "Two Velian officials", "official"),
    ("Red Crescent workers said nine people had died.", "Red Crescent workers", "organisation"),
    ("An analyst told Reuters the talks had failed.", "An analyst", "unnamed"),
    (
        "Doctors in the town of Khan Amra said nine people had died.",
        "Doctors in the town of Khan Amra",
        "medic",
    ),
    ("Pro-Velian media said nine people had died.", "Pro-Velian media", "outlet"),
]


@pytest.mark.parametrize(("text", "wording", "kind"), UNNAMED)
def test_unnamed_sources_keep_their_wording(
    read_doc: ReadDoc, text: str, wording: str, kind: str
) -> None:
    found = last(read_doc(text))
    assert (found.source_name, found.named) == (wording, False)
    assert found.source_kind == SourceKind(kind)
    assert found.name_span is not None
    assert text[slice(*found.name_span)] == wording


BACK = [
    # text, name, named
    (
        "Shells hit the mill, Governor Talal Berezi of Orvan said. The governor said five died.",
        "Governor Talal Berezi",
        True,
    ),
    (
        (
            "SANA's correspondent quoted a police source as saying that shells had hit the town."
            " The correspondent said nine people had died."
        ),
        "SANA",
        True,
    ),
    (
        "The Syrian Observatory for Human Rights said nine had died. It said more were missing.",
        OBSERVATORY,
        True,
    ),
    (
        "The Syrian Observatory said nine had died. The group said more were missing.",
        OBSERVATORY,
        True,
    ),
    (
        "The Syrian Observatory said nine had died. The monitor said more were hurt.",
        OBSERVATORY,
        True,
    ),
    ("Lina Darwish said the shop had burned. She said nobody came to help.", "Lina Darwish", True),
    (
        "Lina Darwish said the shop had burned. Darwish said nobody came to help.",
        "Lina Darwish",
        True,
    ),
    ("A medic said nine had died. He said more were missing.", "A medic", False),
    (
        "A source in the police said nine had died. The source said more were missing.",
        "A source in the police",
        False,
    ),
    ("Activists said nine had died. They said more were missing.", "Activists", False),
    ("UNICEF said nine children had died. The statement said more were missing.", "UNICEF", True),
    (
        "Nine people died, a monitor said. The Syrian Observatory said five were boys.",
        OBSERVATORY,
        True,
    ),
    (
        "A local aid group said nine had died. The group said more were missing.",
        "A local aid group",
        False,
    ),
]


@pytest.mark.parametrize(("text", "name", "named"), BACK)
def test_back_references(read_doc: ReadDoc, *, text: str, name: str, named: bool) -> None:
    found = last(read_doc(text))
    assert (found.source_name, found.named) == (name, named)


def test_class_of_body_is_named_in_advance(read_doc: ReadDoc) -> None:
    text = "Nine people died, a monitor said. The Syrian Observatory for Human Rights said so."
    assert sources(read_doc(text))[0].source_name == OBSERVATORY


def test_two_monitors_leave_the_class_unnamed(read_doc: ReadDoc) -> None:
    text = (
        "Nine people died, a monitor said. The Syrian Observatory for Human Rights said five were"
        " boys. The Syrian Network for Human Rights said six were boys."
    )
    first = sources(read_doc(text))[0]
    assert (first.source_name, first.named) == ("a monitor", False)


def test_another_monitor_is_not_the_one_named(read_doc: ReadDoc) -> None:
    text = "The Syrian Observatory for Human Rights said nine died. Another monitor said six died."
    found = last(read_doc(text))
    assert (found.source_name, found.named) == ("Another monitor", False)


HARM = [
    "A source in the brigade said nine had died. Sami Haddad was in the town at the time.",
    "Sami Haddad said nine had died. A source close to him said more were missing.",
    "Doctor Sami Haddad said nine had died. A doctor said the hospital was full.",
    "The Syrian Observatory for Human Rights said nine had died. An activist said six had died.",
    "Commander Sami Haddad said nine had died. A commander said the road was cut.",
    "The Observatory named Sami Haddad. A medical source said nine people had died.",
]


@pytest.mark.parametrize("text", HARM)
def test_an_unnamed_source_is_never_given_a_name(read_doc: ReadDoc, text: str) -> None:
    doc = read_doc(text)
    anonymous = ("A source", "A doctor", "An activist", "A commander", "A medical source")
    seen = 0
    for item in sources(doc):
        wording = doc.report.text[slice(*item.source[0])]
        if wording.startswith(anonymous):
            seen += 1
            assert not item.named
            assert item.via is None
            assert item.source_name is not None
            assert wording.startswith(item.source_name)
    assert seen == 1


def test_wording_is_never_sharpened(read_doc: ReadDoc) -> None:
    text = (
        "A source said nine had died. A medical source at the Harbour Hospital said six had died."
    )
    assert [item.source_name for item in sources(read_doc(text))] == [
        "A source",
        "A medical source at the Harbour Hospital",
    ]


def test_pronoun_without_antecedent_stays_a_pronoun(read_doc: ReadDoc) -> None:
    found = last(read_doc("He said the bridge had fallen."))
    assert (found.source_name, found.named) == ("He", False)


def test_acronym_names_its_body(read_doc: ReadDoc) -> None:
    text = "The Syrian Network for Human Rights (SNHR) said nine died. SNHR said six were boys."
    assert {item.source_name for item in sources(read_doc(text))} == {
        "Syrian Network for Human Rights"
    }


def test_misspelled_body_is_recognised(read_doc: ReadDoc) -> None:
    text = (
        "The Syrian Observatory for Human Rights said nine died. The Syrian Obervatory for Human"
        " Rights said six were boys."
    )
    assert {item.source_name for item in sources(read_doc(text))} == {OBSERVATORY}


def test_an_acronym_with_two_letters_changed_over_is_the_body(read_doc: ReadDoc) -> None:
    text = (
        "The Syrian Observatory for Human Rights said nine had died. Four were nurses, SORH said."
    )
    assert last(read_doc(text)).source_name == OBSERVATORY


def test_a_source_cut_inside_a_compound_is_read_whole(read_doc: ReadDoc) -> None:
    text = "A Tel Amra-based activist network said nine people had died."
    plain = read_doc(text)
    relation = Relation(((0, 16),), ((34, 38),), ((39, 59),), 0.9)
    (found,) = sources(Doc(plain.report, plain.tokens, plain.sentences, (relation,)))
    assert (found.source_name, found.named) == ("A Tel Amra-based activist network", False)


def test_a_pronoun_whose_clause_was_cut_off_is_no_part_of_a_source(read_doc: ReadDoc) -> None:
    text = "An activist in the valley who hid his face told Reuters nine people had died."
    doc = read_doc(text)
    relation = Relation(((0, 29),), ((43, 47),), ((56, 77),), 0.9)
    found = last(Doc(doc.report, doc.tokens, doc.sentences, (relation,)))
    assert text[0:29] == "An activist in the valley who"
    assert found.source_name == "An activist in the valley"
