"""Whole reports: who took part, what is one happening, what is the news, what is a total."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.errors import ModelError
from headwater.extract import attributions, events, linear
from headwater.model import Doc, Event, Factuality

MARKET = (
    "An air strike on a market in Olmen killed 14 people on Tuesday, a monitor said. "
    "The strike also wounded 30 people, the monitor added. "
    "Last month a suicide bomber killed nine soldiers in the port of Drava. "
    "The war has killed more than 60,000 people since it began in 2031."
)


def armed(found: tuple[Event, ...]) -> list[Event]:
    return [event for event in found if event.type.plover == "ASSAULT"]


def test_mentions_of_one_happening_are_one_event(read_doc: Callable[..., Doc]) -> None:
    first = armed(events(read_doc(MARKET), ()))[0]
    assert first.type.acled == "Air/drone strike"
    assert first.killed is not None
    assert first.killed.best == 14
    assert first.wounded is not None
    assert first.wounded.best == 30


def test_news_is_told_from_background(read_doc: Callable[..., Doc]) -> None:
    found = armed(events(read_doc(MARKET), ()))
    assert [event.type.acled for event in found if event.main] == ["Air/drone strike"]
    assert any(event.type.acled == "Suicide bomb" and not event.main for event in found)


def test_a_total_of_a_war_is_a_summary(read_doc: Callable[..., Doc]) -> None:
    found = armed(events(read_doc(MARKET), ()))
    totals = [event for event in found if event.killed and event.killed.best == 60000]
    assert [event.summary for event in totals] == [True]
    assert not any(event.summary for event in found if event not in totals)


def test_evidence_is_the_statement_with_the_figure(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(MARKET)
    evidence = armed(events(doc, ()))[0].evidence
    words = [doc.report.text[a:b] for a, b in evidence]
    assert words[0].startswith("An air strike on a market in Olmen killed 14 people")
    assert all("suicide" not in part for part in words)


def test_two_incidents_stay_apart(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(
        "A car bomb killed six people in Olmen on Monday. "
        "In a separate attack on Tuesday, gunmen killed four guards in Drava."
    )
    assert [e.killed.best for e in armed(events(doc, ())) if e.killed] == [6, 4]


def test_a_headline_that_runs_into_the_lead_is_no_evidence(read_doc: Callable[..., Doc]) -> None:
    title = "Blast in Olmen kills six"
    doc = read_doc(f"{title} A car bomb killed six people in Olmen on Monday", title=title)
    first = armed(events(doc, ()))[0]
    start, end = first.evidence[0]
    assert doc.report.text[start:end].startswith("A car bomb")


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient"),
    [
        ("The army shelled a hospital in Olmen.", "army", "hospital"),
        ("A hospital in Olmen was shelled by the army.", "army", "hospital"),
        ("The shelling of a hospital by the army went on.", "army", "hospital"),
        ("The army carried out an attack on a convoy near Olmen.", "army", "convoy"),
    ],
)
def test_roles(read_doc: Callable[..., Doc], sentence: str, actor: str, recipient: str) -> None:
    doc = read_doc(sentence)
    event = armed(events(doc, ()))[0]
    assert actor in {one.name for one in event.actors}
    assert recipient in {one.name for one in event.recipients}
    for one in (*event.actors, *event.recipients):
        assert one.name in [sentence[a:b] for a, b in one.mentions]


def test_every_span_lies_in_the_text(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(MARKET)
    for event in events(doc, ()):
        spans = [*event.mentions, *event.evidence]
        for one in (*event.actors, *event.recipients, *event.instruments):
            spans.extend(one.mentions)
        assert all(0 <= start < end <= len(doc.report.text) for start, end in spans)


@pytest.mark.parametrize("text", ["", "Olmen.", "12", "?!", "the the the"])
def test_texts_without_events(read_doc: Callable[..., Doc], text: str) -> None:
    assert events(read_doc(text), ()) == ()


def test_capitals_and_missing_punctuation_change_little(read_doc: Callable[..., Doc]) -> None:
    text = "GUERRILLAS KIDNAPPED MAYOR PEDRO ALMAR IN OLMEN YESTERDAY, THE POLICE REPORTED."
    modes = {event.type.mode for event in events(read_doc(text), ())}
    assert "abduct" in modes
    bare = "A car bomb killed six people and wounded 12 in Olmen on Monday police said"
    first = armed(events(read_doc(bare), ()))[0]
    assert first.killed is not None
    assert first.killed.best == 6


def test_the_result_is_the_same_each_time(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(MARKET)
    assert events(doc, ()) == events(doc, ())


def test_a_damaged_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    linear.load.cache_clear()
    monkeypatch.setattr(linear, "card", lambda: {"file": {"sha256": "0"}})
    with pytest.raises(ModelError, match="reinstall"):
        linear.load("roles")
    linear.load.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb killed six people in Olmen on Monday as a truce between the two sides began.",
        "A car bomb hit buses that carried villagers evacuated from Drava, killing six people.",
        "Shelling killed six people in Olmen on Monday after rebels shot a captured pilot.",
        (
            "Shelling killed six people in Olmen. Thirty lorries were sent to the town. "
            "At least four of the dead were evacuees."
        ),
    ],
)
def test_what_a_lead_tells_beside_its_news_is_background(
    read_doc: Callable[..., Doc], text: str
) -> None:
    found = [event for event in events(read_doc(text), ()) if event.main]
    assert [event.killed and event.killed.best for event in found] == [6]


def test_two_attacks_of_a_lead_are_both_news(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(
        "A car bomb killed six people in Olmen on Monday. "
        "Gunmen killed four guards in the port of Drava on Tuesday."
    )
    assert {e.killed.best for e in events(doc, ()) if e.main and e.killed} == {4, 6}


def test_a_later_statement_makes_a_type_exact_but_does_not_change_it(
    read_doc: Callable[..., Doc],
) -> None:
    lead = "A bomb killed six people in Olmen on Monday. "
    exact = events(read_doc(lead + "The suicide bomber drove a van, police said."), ())
    assert exact[0].type.acled == "Suicide bomb"
    other = events(read_doc(lead + "The bodies lay in a town that the army captured in May."), ())
    assert other[0].type.acled == "Remote explosive/landmine/IED"


def test_the_evening_before_belongs_to_what_it_dates(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc("The Varga militia killed 11 soldiers near Olmen the evening before.")
    (start, end) = armed(events(doc, ()))[0].evidence[0]
    assert doc.report.text[start:end].endswith("the evening before")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Separate air raids in Olmen and Drava killed 25 people on Friday.", True),
        ("Shelling across the province of Drava killed 16 people on Monday.", True),
        ("Air strikes on several towns near Olmen killed 19 people on Tuesday.", True),
        ("Thirty rebels were killed in clashes near Olmen over the last 24 hours.", True),
        ("Gunmen have executed 70 villagers near Olmen during the past two weeks.", True),
        ("Air strikes on a market in Olmen killed 19 people on Tuesday.", False),
        ("A bomb killed six people in Olmen last week.", False),
        ("Shelling across the border killed three people in Olmen on Monday.", False),
    ],
)
def test_a_total_over_places_or_days_is_a_summary(
    read_doc: Callable[..., Doc], text: str, *, expected: bool
) -> None:
    found = [event for event in armed(events(read_doc(text), ())) if event.killed]
    assert [event.summary for event in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops detained more than 30 suspects in six raids near Olmen.", True),
        ("Troops detained three suspects during a raid near Olmen.", False),
    ],
)
def test_those_detained_in_several_raids_are_a_total(
    read_doc: Callable[..., Doc], text: str, *, expected: bool
) -> None:
    found = [event for event in events(read_doc(text), ()) if event.detained]
    assert [event.summary for event in found] == [expected]


def test_the_parts_of_a_days_total_are_incidents(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(
        "Separate air raids in Olmen and Drava killed 25 people on Friday. "
        "Jets attacked a market in Drava, killing 11 people."
    )
    tolls = {e.killed.best: e.summary for e in events(doc, ()) if e.killed}
    assert tolls == {25: True, 11: False}


TWO_SIDES = (
    "The army said it killed 20 militants in an attack on a bridge in Olmen on Friday. "
    "The Varga militia said it killed 11 soldiers in the attack on the bridge in Olmen."
)
DISPUTED = (
    "The rebels said that they killed 30 soldiers in Olmen on Monday. "
    "The army denied it and said three soldiers were killed in Olmen."
)
NUMBER_OF_DEAD = (
    "The rebels said they killed 11 soldiers near Olmen. "
    "The state agency put the number of dead rebels at 20."
)


@pytest.mark.parametrize(
    ("text", "tolls"), [(TWO_SIDES, [20, 11]), (DISPUTED, [30, 3]), (NUMBER_OF_DEAD, [11, 20])]
)
def test_the_versions_of_two_parties_are_both_kept(
    read_doc: Callable[..., Doc], text: str, tolls: list[int]
) -> None:
    doc = read_doc(text)
    found = [e for e in events(doc, attributions(doc)) if e.killed]
    assert [e.killed.best for e in found if e.killed] == tolls
    assert {e.factuality for e in found} <= {Factuality.REPORTED, Factuality.ASSERTED}
