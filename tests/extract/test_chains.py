"""Chains of sources behind an event, on fictional reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from headwater.extract import attributions, chains
from headwater.model import Chain, Count, Doc, Event, EventType, Factuality

ReadDoc = Callable[..., Doc]
OBSERVATORY = "Syrian Observatory for Human Rights"


def event(doc: Doc, evidence: str) -> Event:
    start = doc.report.text.index(evidence)
    span = (start, start + len(evidence))
    return Event((span,), (span,), EventType("ASSAULT"), main=True)


def read_chains(doc: Doc, evidence: str) -> tuple[Chain, ...]:
    (found,) = chains(doc, attributions(doc), (event(doc, evidence),))
    return found.chains


def names(chain: Chain) -> list[str]:
    return [hop.name for hop in chain]


def main(doc: Doc, evidence: str) -> list[str]:
    return names(read_chains(doc, evidence)[0])


CASES = [
    # text, evidence, main chain
    ("A mine killed nine shepherds, a medic said.", "A mine killed nine shepherds", ["a medic"]),
    ("A mine killed nine shepherds.", "A mine killed nine shepherds", []),
    (
        "A mine killed nine shepherds, a medic told Reuters.",
        "A mine killed nine shepherds",
        ["Reuters", "a medic"],
    ),
    (
        "State television quoted a police source as saying that a mine killed nine shepherds.",
        "a mine killed nine shepherds",
        ["State television", "a police source"],
    ),
    (
        "A mine killed nine, the interior ministry said in remarks carried by state media.",
        "A mine killed nine",
        ["state media", "interior ministry"],
    ),
    (
        "A mine killed nine shepherds, the Harbour Gazette reported, citing a police source.",
        "A mine killed nine shepherds",
        ["Harbour Gazette", "a police source"],
    ),
    (
        "The army said a mine killed nine shepherds, the Harbour Gazette reported.",
        "a mine killed nine shepherds",
        ["Harbour Gazette", "army"],
    ),
    (
        (
            "A mine killed nine shepherds in Tel Amra. The Syrian Observatory said the mine"
            " went off in a market in Tel Amra and that nine people died."
        ),
        "A mine killed nine shepherds in Tel Amra",
        [OBSERVATORY],
    ),
    (
        (
            "A mine killed nine shepherds in Tel Amra. The Syrian Observatory said the mine"
            " in Tel Amra killed four people."
        ),
        "A mine killed nine shepherds in Tel Amra",
        [],
    ),
    (
        "A mine killed nine shepherds in Tel Amra. The army blamed rebels for the mine there.",
        "A mine killed nine shepherds in Tel Amra",
        [],
    ),
    (
        (
            "A mine killed nine shepherds in Tel Amra. Rebels denied that they killed them in Tel"
            " Amra."
        ),
        "A mine killed nine shepherds in Tel Amra",
        [],
    ),
    (
        "A mine killed nine shepherds in Tel Amra. Saleh Brigade claimed responsibility for it.",
        "A mine killed nine shepherds in Tel Amra",
        [],
    ),
    (
        (
            "Gunmen killed nine men in Tel Amra a monitoring group said. The Syrian Observatory"
            " said the gunmen came from the north."
        ),
        "Gunmen killed nine men in Tel Amra",
        [OBSERVATORY],
    ),
    (
        "The Syrian Observatory and medics said a mine killed nine shepherds.",
        "a mine killed nine shepherds",
        [OBSERVATORY],
    ),
]


@pytest.mark.parametrize(("text", "evidence", "expected"), CASES)
def test_main_chain(read_doc: ReadDoc, text: str, evidence: str, expected: list[str]) -> None:
    assert main(read_doc(text), evidence) == expected


def test_own_voice_is_one_empty_chain(read_doc: ReadDoc) -> None:
    assert read_chains(read_doc("A mine killed nine shepherds."), "A mine killed nine") == ((),)


def test_wire_credit_is_the_first_hop(read_doc: ReadDoc) -> None:
    text = "TEL AMRA (AFP) - A mine killed nine shepherds, a medic said."
    doc = read_doc(text, credit="AFP")
    assert main(doc, "A mine killed nine shepherds") == ["AFP", "a medic"]
    assert read_chains(doc, "A mine killed nine shepherds")[0][0].why == "credit"


def test_wire_credit_stands_for_the_own_voice(read_doc: ReadDoc) -> None:
    doc = read_doc("A mine killed nine shepherds. (Reuters)", credit="Reuters")
    assert main(doc, "A mine killed nine shepherds") == ["Reuters"]


def test_own_outlet_is_no_hop(read_doc: ReadDoc) -> None:
    doc = read_doc("A mine killed nine shepherds, a medic told Sputnik.", outlet="sputnik")
    assert main(doc, "A mine killed nine shepherds") == ["a medic"]


def test_spokesman_is_via(read_doc: ReadDoc) -> None:
    doc = read_doc("Observatory chief Sami Haddad said a mine killed nine shepherds.")
    hop = read_chains(doc, "a mine killed nine shepherds")[0][0]
    assert (hop.name, hop.via, hop.named) == (OBSERVATORY, "Sami Haddad", True)


def test_told_elsewhere_by_the_source_of_the_figure(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra, the Syrian Observatory for Human Rights said."
        ' "The mine killed nine shepherds in the market," Observatory chief Sami Haddad told AFP.'
    )
    assert main(read_doc(text), "A mine killed nine shepherds in Tel Amra") == ["AFP", OBSERVATORY]


def test_a_spokesman_who_gave_the_figure_spoke_to_one_agency(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra, the Syrian Observatory for Human Rights said."
        ' "The town had seen no fighting for a year," Observatory chief Sami Haddad told AFP.'
        " He said the road was closed. He said nine shepherds had been killed by the mine."
    )
    assert main(read_doc(text), "A mine killed nine shepherds in Tel Amra") == ["AFP", OBSERVATORY]


def test_who_spoke_before_the_day_of_the_event_tells_of_another(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra on Thursday. On Wednesday the Syrian Observatory"
        " said a shell had killed nine people in Tel Amra."
    )
    assert main(read_doc(text), "A mine killed nine shepherds in Tel Amra on Thursday") == []


def test_a_length_of_time_is_no_toll(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra. The Relief Fund said that after nine years of"
        " war 4,200 schools lay in ruins."
    )
    assert main(read_doc(text), "A mine killed nine shepherds in Tel Amra") == []


def test_background_rests_on_who_gives_its_figure(read_doc: ReadDoc) -> None:
    text = (
        "The Syrian Observatory said a shell hit a school in Tel Amra. Last month a mine killed"
        " nine shepherds there."
    )
    doc = read_doc(text)
    background = replace(event(doc, "a mine killed nine shepherds there"), main=False)
    (found,) = chains(doc, attributions(doc), (background,))
    assert found.chains[0] == ()


def test_who_gives_the_toll_vouches_for_an_event_of_two_sentences(read_doc: ReadDoc) -> None:
    text = (
        "The army said a mine went off in the market of Tel Amra on its main road at noon."
        " Nine shepherds died, a medic said."
    )
    doc = read_doc(text)
    first = event(doc, "a mine went off in the market of Tel Amra on its main road at noon")
    second = event(doc, "Nine shepherds died")
    start = second.evidence[0][0]
    toll = Count(9, 9, 9, (start, start + 4), "Nine")
    given = replace(first, evidence=first.evidence + second.evidence, killed=toll)
    (found,) = chains(doc, attributions(doc), (given,))
    assert names(found.chains[0]) == ["a medic"]


def test_told_of_another_figure_is_no_relay(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra, the Syrian Observatory for Human Rights said."
        " Observatory chief Sami Haddad told AFP that 40 houses had burned in Tel Karim."
    )
    assert main(read_doc(text), "A mine killed nine shepherds in Tel Amra") == [OBSERVATORY]


def test_network_is_the_last_hop_and_unnamed(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds, the Syrian Observatory said. The Observatory"
        " relies on a network of sources in the hills."
    )
    chain = read_chains(read_doc(text), "A mine killed nine shepherds")[0]
    assert names(chain) == [OBSERVATORY, "a network of sources in the hills"]
    assert not chain[-1].named


def test_joined_sources_give_two_chains(read_doc: ReadDoc) -> None:
    doc = read_doc("The Syrian Observatory and medics said a mine killed nine.")
    found = [names(chain) for chain in read_chains(doc, "a mine killed nine")]
    assert found == [[OBSERVATORY], ["medics"]]


def test_contradicting_toll_is_a_further_chain(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra, the army said. A hospital source said a mine in"
        " Tel Amra killed 14 people."
    )
    found = [names(chain) for chain in read_chains(read_doc(text), "A mine killed nine shepherds")]
    assert found[0] == ["army"]
    assert ["A hospital source"] in found


def test_nested_four_hops(read_doc: ReadDoc) -> None:
    text = (
        "Dozens of fighters have fled the Saleh Brigade, the Harbour Gazette reported on Monday,"
        " citing people in Tel Amra.\n\n"
        '"There is tension in Tel Amra. A source inside the brigade has confirmed that most of the'
        ' deserters were drivers," said Sami Haddad of the Syrian Network for Human Rights.\n\n'
        "A teacher told the Harbour Gazette that nine young men had left."
    )
    doc = read_doc(text)
    assert main(doc, "most of the deserters were drivers") == [
        "Harbour Gazette",
        "Syrian Network for Human Rights",
        "A source inside the brigade",
    ]
    assert main(doc, "Dozens of fighters have fled the Saleh Brigade") == [
        "Harbour Gazette",
        "people in Tel Amra",
    ]
    carrier = read_chains(doc, "There is tension in Tel Amra")[0][0]
    assert (carrier.name, carrier.inherited, carrier.why) == ("Harbour Gazette", True, "carrier")


def test_the_newspaper_is_the_one_that_was_named(read_doc: ReadDoc) -> None:
    text = (
        "Dozens of fighters have fled the Saleh Brigade, the Harbour Gazette reported.\n\n"
        '"A source inside the brigade has confirmed to us that most of the deserters were drivers,"'
        " Sami Haddad of the activist group Tel Amra Watch told the newspaper."
    )
    (chain,) = read_chains(read_doc(text), "most of the deserters were drivers")
    assert names(chain) == ["Harbour Gazette", "Tel Amra Watch", "A source inside the brigade"]
    assert chain[1].via == "Sami Haddad"


def test_lead_says_how_it_was_inherited(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra. The Syrian Observatory for Human Rights said the"
        " mine in Tel Amra killed nine shepherds."
    )
    hop = read_chains(read_doc(text), "A mine killed nine shepherds in Tel Amra")[0][0]
    assert (hop.inherited, hop.why) == (True, "lead")


def test_every_hop_cites_the_text(read_doc: ReadDoc) -> None:
    for text, evidence, _ in CASES:
        doc = read_doc(text)
        for chain in read_chains(doc, evidence):
            for hop in chain:
                assert hop.span is not None
                assert 0 <= hop.span[0] < hop.span[1] <= len(text)


def test_order_and_number_of_events_stay(read_doc: ReadDoc) -> None:
    doc = read_doc("A mine killed nine shepherds. A shell killed two men, a medic said.")
    given = (event(doc, "A mine killed nine"), event(doc, "A shell killed two men"))
    found = chains(doc, attributions(doc), given)
    assert [item.evidence for item in found] == [item.evidence for item in given]


def test_no_events(read_doc: ReadDoc) -> None:
    assert chains(read_doc("Nothing."), (), ()) == ()


def test_unnamed_hops_are_never_named(read_doc: ReadDoc) -> None:
    text = (
        "Sami Haddad, a commander, left the town. A mine killed nine shepherds. A commander said"
        " a mine killed nine shepherds."
    )
    for chain in read_chains(read_doc(text), "A mine killed nine shepherds"):
        for hop in chain:
            assert not hop.named
            assert hop.via is None


def test_a_source_within_the_bodys_words_is_its_own_source(read_doc: ReadDoc) -> None:
    text = (
        "Gunmen executed 70 members of the Banu Hareth tribe, the Syrian Observatory said. The"
        " Observatory said reliable sources reported that members of the tribe had been executed"
        " in Tel Amra."
    )
    chain = read_chains(read_doc(text), "Gunmen executed 70 members of the Banu Hareth tribe")[0]
    assert names(chain) == [OBSERVATORY, "reliable sources"]
    assert (chain[-1].named, chain[-1].why) == (False, "own sources")


def test_a_described_body_has_its_network(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds, the Syrian Observatory said. The monitor, which is based"
        " abroad, relies on a network of volunteers in the hills."
    )
    chain = read_chains(read_doc(text), "A mine killed nine shepherds")[0]
    assert names(chain) == [OBSERVATORY, "a network of volunteers in the hills"]


def test_the_bodys_one_spokesman_is_via_wherever_he_is_named(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds, the Syrian Observatory said. The road was closed,"
        " Observatory chief Sami Haddad said."
    )
    hop = read_chains(read_doc(text), "A mine killed nine shepherds")[0][0]
    assert (hop.name, hop.via) == (OBSERVATORY, "Sami Haddad")


def test_a_sentence_between_two_of_a_source_goes_on_with_its_account(read_doc: ReadDoc) -> None:
    text = (
        "The Syrian Observatory said shells hit a school in Tel Amra. Nine shepherds were wounded"
        " in the fields. The Observatory said the road was closed."
    )
    (hop,) = read_chains(read_doc(text), "Nine shepherds were wounded in the fields")[0]
    assert (hop.name, hop.inherited, hop.why) == (OBSERVATORY, True, "account")


def test_another_voice_in_the_sentence_ends_an_account(read_doc: ReadDoc) -> None:
    text = (
        "The Syrian Observatory said shells hit a school in Tel Amra. Nine shepherds were wounded"
        " while a boy, a teacher said, was missing. The Observatory said the road was closed."
    )
    assert main(read_doc(text), "Nine shepherds were wounded") == []


@pytest.mark.parametrize(
    "text",
    [
        "A mine killed nine shepherds in Tel Amra. No one claimed the mine in Tel Amra.",
        "A mine killed nine shepherds in Tel Amra. The army did not comment on the mine there.",
        "A mine killed nine shepherds in Tel Amra. The army declined to confirm the mine there.",
    ],
)
def test_who_says_nothing_is_no_source(read_doc: ReadDoc, text: str) -> None:
    assert read_chains(read_doc(text), "A mine killed nine shepherds in Tel Amra") == ((),)


def test_the_body_that_gives_the_toll_comes_before_unnamed_people(read_doc: ReadDoc) -> None:
    text = (
        "A mine killed nine shepherds in Tel Amra, residents said. The Tel Amra Relief Committee"
        " said the mine had killed nine people."
    )
    doc = read_doc(text)
    given = event(doc, "A mine killed nine shepherds in Tel Amra")
    at = text.index("nine")
    given = replace(given, killed=Count(9, 9, 9, (at, at + 4), "nine"))
    (found,) = chains(doc, attributions(doc), (given,))
    assert [names(chain) for chain in found.chains[:2]] == [
        ["Tel Amra Relief Committee"],
        ["residents"],
    ]
    assert found.chains[0][0].inherited


@pytest.mark.parametrize(
    "comment",
    [
        'President Karl Ostrov said the attack in Tel Amra was "inhuman" and "unacceptable".',
        "The army said soldiers had launched an attack near Tel Amra, killing four shepherds.",
    ],
)
def test_verdicts_and_other_tolls_leave_the_lead_its_own_voice(
    read_doc: ReadDoc, comment: str
) -> None:
    text = f"An attack in Tel Amra killed nine shepherds. {comment}"
    assert main(read_doc(text), "An attack in Tel Amra killed nine shepherds") == []


def test_a_denial_rests_on_who_denies(read_doc: ReadDoc) -> None:
    doc = read_doc("The defence ministry denied that its aircraft had bombed a market in Tel Amra.")
    given = replace(
        event(doc, "denied that its aircraft had bombed a market in Tel Amra"),
        factuality=Factuality.DENIED,
    )
    (found,) = chains(doc, attributions(doc), (given,))
    assert names(found.chains[0]) == ["defence ministry"]


def test_an_agency_between_its_name_and_its_verb_quotes_someone(read_doc: ReadDoc) -> None:
    text = "The state news agency SANA, quoting a military source, put the number of dead at nine."
    found = main(read_doc(text), "put the number of dead at nine")
    assert found == ["SANA", "a military source"]
