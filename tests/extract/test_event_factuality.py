"""What a report commits itself to: a table of sentences about one attack each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.extract import attributions, events
from headwater.model import Doc, Factuality

SAID = ("asserted", "reported", "alleged")
TABLE = [
    ("The Varga militia attacked the village of Olmen.", "asserted"),
    ("The Varga militia could attack the village of Olmen.", "hypothetical"),
    ("The Varga militia may attack the village of Olmen.", "hypothetical"),
    ("The Varga militia might have attacked the village of Olmen.", "hypothetical"),
    (
        "The Varga militia would attack the village of Olmen if its demands were refused.",
        "hypothetical",
    ),
    ("The Varga militia will attack the village of Olmen.", "future"),
    ("The Varga militia did not attack the village of Olmen.", "denied"),
    ("The Varga militia never attacked the village of Olmen.", "denied"),
    ("The Varga militia denied attacking the village of Olmen.", "denied"),
    ("The Varga militia denied that it attacked the village of Olmen.", "denied"),
    ("The army says the Varga militia attacked the village of Olmen.", "reported"),
    ("The army said the Varga militia attacked the village of Olmen.", "reported"),
    ("According to the army, the Varga militia attacked the village of Olmen.", "reported"),
    ("The Varga militia attacked the village of Olmen, the army reported.", "reported"),
    ("The Varga militia reportedly attacked the village of Olmen.", "reported"),
    ("The Varga militia allegedly attacked the village of Olmen.", "alleged"),
    ("The army claims the Varga militia attacked the village of Olmen.", "alleged"),
    ("The army accused the Varga militia of attacking the village of Olmen.", "alleged"),
    ("The Varga militia is believed to have attacked the village of Olmen.", "alleged"),
    ("The Varga militia is suspected of attacking the village of Olmen.", "alleged"),
    ("The army blamed the Varga militia for attacking the village of Olmen.", "alleged"),
    ("An attack by the Varga militia on Olmen was foiled.", "hypothetical"),
    ("Police foiled an attack by the Varga militia on Olmen.", "hypothetical"),
    ("Police thwarted an attack on the village of Olmen.", "hypothetical"),
    ("Soldiers prevented an attack on the village of Olmen.", "hypothetical"),
    ("The Varga militia threatened to attack the village of Olmen.", "hypothetical"),
    ("The Varga militia plans to attack the village of Olmen.", "hypothetical"),
    ("The Varga militia wants to attack the village of Olmen.", "hypothetical"),
    ("The Varga militia vowed to attack the village of Olmen.", "hypothetical"),
    ("The Varga militia is preparing to attack the village of Olmen.", "hypothetical"),
    ("The Varga militia tried to attack the village of Olmen.", "hypothetical"),
    ("The general ordered his men to attack the village of Olmen.", "hypothetical"),
    ("If the Varga militia attacks Olmen, thousands will flee.", "hypothetical"),
    ("Residents fear an attack by the Varga militia on Olmen.", "hypothetical"),
    ("Residents fear that the Varga militia will attack Olmen.", "hypothetical"),
    ("The embassy warned of a possible attack on Olmen.", "hypothetical"),
    ("The embassy warned of the risk of an attack on Olmen.", "hypothetical"),
    ("The plot to attack the village of Olmen was uncovered.", "hypothetical"),
    ("It is not clear whether the Varga militia attacked Olmen.", "hypothetical"),
    ("Nobody attacked the village of Olmen.", "denied"),
    ("There was no attack on the village of Olmen.", "denied"),
    ("The Varga militia refused to attack the village of Olmen.", "hypothetical"),
    ("The Varga militia failed to attack the village of Olmen.", "hypothetical"),
    ("Warplanes bombed a market in Olmen.", "asserted"),
    ("Warplanes could bomb a market in Olmen.", "hypothetical"),
    ("Warplanes did not bomb a market in Olmen.", "denied"),
    ("A monitor said warplanes bombed a market in Olmen.", "reported"),
    ("The air force denied bombing a market in Olmen.", "denied"),
    ("Gunmen killed six farmers in Olmen.", "asserted"),
    ("Gunmen threatened to kill six farmers in Olmen.", "hypothetical"),
    ("A witness said gunmen killed six farmers in Olmen.", "reported"),
    ("Gunmen allegedly killed six farmers in Olmen.", "alleged"),
    ("Six farmers were killed in Olmen.", "asserted"),
    ("Six farmers were not killed in Olmen.", "denied"),
    ("Six farmers could have been killed in Olmen.", "hypothetical"),
    ("Six farmers were reportedly killed in Olmen.", "reported"),
    ("Rebels kidnapped a doctor near Olmen.", "asserted"),
    ("Rebels planned to kidnap a doctor near Olmen.", "hypothetical"),
    ("Rebels denied kidnapping a doctor near Olmen.", "denied"),
    ("Police say rebels kidnapped a doctor near Olmen.", "reported"),
    ("A suicide bomber struck a checkpoint in Olmen.", "asserted"),
    ("A suicide bomber might strike a checkpoint in Olmen.", "hypothetical"),
    ("Soldiers stopped a suicide bomber from striking a checkpoint in Olmen.", "hypothetical"),
    ("The ministry rejected claims that troops shelled Olmen.", "denied"),
    ("The ministry said troops had not shelled Olmen.", "denied"),
    ("The ministry said troops would shell Olmen.", "hypothetical"),
    ("Troops shelled Olmen after talks collapsed.", "asserted"),
    ("Troops are expected to shell Olmen.", "hypothetical"),
    ("Troops have been urged to shell Olmen.", "hypothetical"),
    ("Without firing a shot, troops shelled nobody.", "denied"),
    ("The group claimed that it executed two deserters.", "alleged"),
    ("The group executed two deserters.", "asserted"),
    ("The group will execute two deserters unless a ransom is paid.", "future"),
    ("The group has threatened the execution of two deserters.", "hypothetical"),
    ("A source said that the group executed two deserters.", "reported"),
]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60
    assert len({sentence for sentence, _ in TABLE}) == len(TABLE)


@pytest.mark.parametrize(("sentence", "expected"), TABLE)
def test_sentence(read_doc: Callable[..., Doc], sentence: str, expected: str) -> None:
    doc = read_doc(sentence)
    found = [event for event in events(doc, attributions(doc)) if event.type.plover == "ASSAULT"]
    assert found, "no event"
    stances = {event.factuality for event in found}
    assert Factuality(expected) in stances
    if expected not in SAID:
        assert not stances & {Factuality(name) for name in SAID}
        assert not any(event.main for event in found)
