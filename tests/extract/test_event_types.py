"""Types of events: ACLED sub-event, PLOVER type, UCDP type, and the crosswalk's format."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater.errors import TableError
from headwater.extract import crosswalk, events
from headwater.extract.events import told
from headwater.extract.findings import find
from headwater.model import Doc, Event

TABLE = [
    ("Warplanes bombed a market in Olmen.", "Air/drone strike", "ASSAULT"),
    ("A drone strike hit a school in Olmen.", "Air/drone strike", "ASSAULT"),
    ("Artillery fire struck the town of Olmen.", "Shelling/artillery/missile attack", "ASSAULT"),
    ("A mortar shell landed on a bakery.", "Shelling/artillery/missile attack", "ASSAULT"),
    ("A suicide bomber blew himself up at a checkpoint.", "Suicide bomb", "ASSAULT"),
    ("A roadside bomb exploded near a patrol.", "Remote explosive/landmine/IED", "ASSAULT"),
    ("A landmine killed two shepherds.", "Remote explosive/landmine/IED", "ASSAULT"),
    ("A man hurled a grenade at a police post.", "Grenade", "ASSAULT"),
    ("Helicopters dropped chlorine on Olmen.", "Chemical weapon", "ASSAULT"),
    ("Soldiers clashed with rebels near Olmen.", "Armed clash", "ASSAULT"),
    ("Militants attacked an army base in Olmen.", "Armed clash", "ASSAULT"),
    ("Gunmen attacked villagers in Olmen.", "Attack", "ASSAULT"),
    ("Gunmen shot dead three teachers in Olmen.", "Attack", "ASSAULT"),
    ("The militia executed nine prisoners.", "Attack", "ASSAULT"),
    ("Soldiers raped women in the camp.", "Sexual violence", "ASSAULT"),
    ("Rebels kidnapped a doctor in Olmen.", "Abduction/forced disappearance", "ASSAULT"),
    ("An angry mob beat a man to death.", "Mob violence", "ASSAULT"),
    ("The army recaptured the town of Olmen.", "Government regains territory", "ASSAULT"),
    ("Rebels seized the town of Olmen.", "Non-state actor overtakes territory", "ASSAULT"),
    (
        "Rebels took control of Olmen after troops withdrew from the town.",
        "Non-violent transfer of territory",
        "RETREAT",
    ),
    ("Thousands of people marched through Olmen.", "Peaceful protest", "PROTEST"),
    ("Rioters threw stones at police during a protest.", "Violent demonstration", "PROTEST"),
    ("Police fired tear gas at protesters.", "Protest with intervention", "COERCE"),
    (
        "Police opened fire on protesters, killing four demonstrators.",
        "Excessive force against protesters",
        "ASSAULT",
    ),
    ("Looters ransacked shops in Olmen.", "Looting/property destruction", "COERCE"),
    ("Police arrested 12 activists.", "Arrests", "COERCE"),
    ("Soldiers seized rifles and ammunition.", "Disrupted weapons use", "COERCE"),
    ("Experts defused a bomb near the bridge.", "Disrupted weapons use", "COERCE"),
    ("The army set up a new base near Olmen.", "Headquarters or base established", "MOBILIZE"),
    ("Dozens of fighters deserted the Varga militia.", "Change to group/activity", "RETREAT"),
    ("Dozens of fighters left their posts in Olmen.", "Change to group/activity", "RETREAT"),
    ("Soldiers deserted the town of Olmen.", "Non-violent transfer of territory", "RETREAT"),
    ("Six people died after a suicide bomber struck a wake in Olmen.", "Suicide bomb", "ASSAULT"),
    (
        "The two sides agreed on a ceasefire. Warplanes have been bombing Olmen since May.",
        "Agreement",
        "AGREE",
    ),
    ("Two companies defected to the rebels.", "Change to group/activity", "RETREAT"),
    ("The army deployed troops along the border.", "Change to group/activity", "MOBILIZE"),
    ("Fifty fighters surrendered to the army.", "Agreement", "RETREAT"),
    ("The two sides agreed on a ceasefire.", "Agreement", "AGREE"),
    ("Some 900 families fled Olmen.", "Other", "COERCE"),
    ("The president praised the minister.", None, "SUPPORT"),
    ("The minister accused the governor of corruption.", None, "ACCUSE"),
    ("The council imposed sanctions on the regime.", None, "SANCTION"),
    ("The party rejected the proposal.", None, "REJECT"),
]


PLOVER = [
    ("The two countries signed a border agreement.", "AGREE"),
    ("The presidents of both countries held talks in Olmen.", "CONSULT"),
    ("The president praised the peace envoy.", "SUPPORT"),
    ("The governor lifted the curfew in Olmen.", "CONCEDE"),
    ("The two ministries shared intelligence on smugglers.", "COOPERATE"),
    ("The relief agency delivered food aid to Olmen.", "AID"),
    ("The army withdrew its troops from Olmen.", "RETREAT"),
    ("The bishop urged the government to end the curfew.", "REQUEST"),
    ("The minister accused the governor of corruption.", "ACCUSE"),
    ("The party rejected the proposal.", "REJECT"),
    ("The general threatened his neighbours with war.", "THREATEN"),
    ("Students demonstrated in Olmen.", "PROTEST"),
    ("The council imposed sanctions on the regime.", "SANCTION"),
    ("The army deployed troops along the border.", "MOBILIZE"),
    ("Police arrested 12 activists.", "COERCE"),
    ("Gunmen attacked villagers in Olmen.", "ASSAULT"),
]
CAMEO = [
    ("The Varga militia claimed responsibility.", "01"),
    ("The bishop urged the government to end the curfew.", "02"),
    ("The president said his country was willing to help its neighbour.", "03"),
    ("The presidents of both countries held talks in Olmen.", "04"),
    ("The president praised the peace envoy.", "05"),
    ("The two ministries shared intelligence on smugglers.", "06"),
    ("The relief agency delivered food aid to Olmen.", "07"),
    ("The governor lifted the curfew in Olmen.", "08"),
    ("Judges opened an investigation into the minister's fortune.", "09"),
    ("The union demanded that the minister resign.", "10"),
    ("The minister accused the governor of corruption.", "11"),
    ("The party rejected the proposal.", "12"),
    ("The general threatened his neighbours with war.", "13"),
    ("Students demonstrated in Olmen.", "14"),
    ("The army deployed troops along the border.", "15"),
    ("The council imposed sanctions on the regime.", "16"),
    ("Police arrested 12 activists.", "17"),
    ("Rebels kidnapped a doctor in Olmen.", "18"),
    ("Soldiers clashed with rebels near Olmen.", "19"),
    ("The militia massacred forty villagers.", "20"),
]
MUC = [
    ("Guerrillas attacked the mayor's house in Olmen.", "attack"),
    ("A car bomb exploded outside a bank in Olmen.", "bombing"),
    ("Guerrillas kidnapped a rancher near Olmen.", "kidnapping"),
    ("Guerrillas set fire to two buses in Olmen.", "arson"),
    ("Armed men robbed a bank in Olmen.", "robbery"),
    ("The guerrillas imposed an armed strike and stopped all transport.", "forced work stoppage"),
]


def main_event(doc: Doc) -> Event:
    found = events(doc, ())
    return next((event for event in found if event.main), found[0])


@pytest.mark.parametrize(("sentence", "acled", "plover"), TABLE)
def test_type(read_doc: Callable[..., Doc], sentence: str, acled: str | None, plover: str) -> None:
    kind = main_event(read_doc(sentence)).type
    assert (kind.acled, kind.plover) == (acled, plover)
    assert kind.rule


@pytest.mark.parametrize(("sentence", "plover"), PLOVER)
def test_every_plover_type_comes_out(
    read_doc: Callable[..., Doc], sentence: str, plover: str
) -> None:
    assert main_event(read_doc(sentence)).type.plover == plover


@pytest.mark.parametrize(("sentence", "root"), CAMEO)
def test_every_cameo_root_comes_out(read_doc: Callable[..., Doc], sentence: str, root: str) -> None:
    assert (main_event(read_doc(sentence)).type.cameo or "")[:2] == root


@pytest.mark.parametrize(("sentence", "incident"), MUC)
def test_every_muc_type_comes_out(
    read_doc: Callable[..., Doc], sentence: str, incident: str
) -> None:
    typed = told(find(read_doc(sentence), ()), ())
    assert incident in {event.type.muc for _, event in typed}


def test_sub_events_in_the_words_of_many_newsrooms(read_doc: Callable[..., Doc]) -> None:
    table = tomllib.loads((Path(__file__).parent / "sub_events.toml").read_text("utf-8"))
    rights = {
        code: [
            any(event.type.acled == code and event.main for event in events(read_doc(one), ()))
            for one in sentences
        ]
        for code, sentences in table["sentences"].items()
    }
    assert len(rights) == 25
    assert sum(map(sum, rights.values())) >= 0.95 * sum(map(len, rights.values()))
    assert {code for code, right in rights.items() if sum(right) < 0.75 * len(right)} == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Soldiers clashed with rebels near Olmen.", "1"),
        ("The army attacked the rebels near Olmen.", "1"),
        ("Islamist rebels attacked a rival militia near Olmen.", "2"),
        ("Government forces attacked villagers near Olmen.", "3"),
        ("A bomb exploded in Olmen.", None),
    ],
)
def test_ucdp(read_doc: Callable[..., Doc], sentence: str, expected: str | None) -> None:
    assert main_event(read_doc(sentence)).type.ucdp == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Transport workers went on strike over wages.",
        "The heart attack surprised the minister.",
        "The market fell and prices hit a record.",
        "An earthquake killed eight people in Olmen.",
    ],
)
def test_other_senses_are_no_armed_events(read_doc: Callable[..., Doc], sentence: str) -> None:
    assert all(event.type.plover != "ASSAULT" for event in events(read_doc(sentence), ()))


def test_every_row_is_of_the_sixteen_types_and_the_25_sub_events() -> None:
    rows = {row.words["id"]: row for rows in crosswalk.load().rows.values() for row in rows}
    types = {row.words["plover"] for row in rows.values()}
    assert types == {
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }
    assert len({row.words["acled"] for row in rows.values() if "acled" in row.words}) == 25
    muc = {row.words["muc"] for row in rows.values() if "muc" in row.words}
    assert muc == {*("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")}
    for name, row in rows.items():
        assert row.words["cameo"], name


def test_a_users_table_comes_first(read_doc: Callable[..., Doc], tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(
        '[[row]]\nid = "mine"\nframes = ["kidnap"]\nplover = "COERCE"\nacled = "Other"\n',
        encoding="utf-8",
    )
    doc = read_doc("Rebels kidnapped a doctor in Olmen.")
    assert [e.type.rule for e in events(doc, (), (table,))] == ["mine"]
    assert [e.type.rule for e in events(doc, ())] == ["kidnap"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[row]\n", "not TOML"),
        ('[[row]]\nid = "x"\nframes = ["kidnap"]\n', "needs id, frames and plover"),
        ('[[row]]\nid = "x"\nframes = ["kidnap"]\nplover = "AID"\ncolour = "red"\n', "colour"),
        ('[[row]]\nid = "x"\nframes = "kidnap"\nplover = "AID"\n', "frames must be a list"),
    ],
)
def test_a_broken_table_says_where(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "broken.toml"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=message) as problem:
        crosswalk.load((table,))
    assert "broken.toml" in str(problem.value)


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.toml"):
        crosswalk.load((tmp_path / "none.toml",))
