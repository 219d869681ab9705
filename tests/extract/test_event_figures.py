"""How many were killed, wounded, detained ...: bounds, parts, sums, and what is no toll."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.extract import events
from headwater.model import Count, Doc, Event

Bounds = tuple[int | None, int | None, int | None]
KILLED: list[tuple[str, Bounds, str]] = [
    ("A car bomb killed 12 people in Olmen.", (12, 12, 12), "12 people"),
    ("A car bomb killed at least 12 people in Olmen.", (12, 12, None), "at least 12 people"),
    (
        "A car bomb killed more than 1,200 people in Olmen.",
        (1200, 1200, None),
        "more than 1,200 people",
    ),
    ("A car bomb killed nearly 75 people in Olmen.", (None, 75, 75), "nearly 75 people"),
    ("A car bomb killed about 40 people in Olmen.", (None, 40, None), "about 40 people"),
    ("A car bomb killed up to 30 people in Olmen.", (None, 30, 30), "up to 30 people"),
    (
        "A car bomb killed between 12 and 15 people in Olmen.",
        (12, None, 15),
        "between 12 and 15 people",
    ),
    ("A car bomb killed dozens of people in Olmen.", (None, None, None), "dozens of people"),
    ("A car bomb killed thirty-one people in Olmen.", (31, 31, 31), "thirty-one people"),
    ("A car bomb killed two hundred people in Olmen.", (200, 200, 200), "two hundred people"),
    (
        "Twenty-five children were killed in an air strike on Olmen.",
        (25, 25, 25),
        "Twenty-five children",
    ),
    ("At least 9 dead in Olmen market blast", (9, 9, None), "At least 9"),
    ("Shelling of Olmen left six people dead.", (6, 6, 6), "six people"),
    (
        "The death toll of the bombing in Olmen reached 33, sources said.",
        (33, 33, 33),
        "33",
    ),
    ("Troops destroyed over 60 rebels in the attack on Olmen.", (60, 60, None), "over 60 rebels"),
    ("Some 70 people fell victim to the bombing of Olmen.", (None, 70, None), "Some 70 people"),
    ("The shelling of Olmen claimed the lives of 14 civilians.", (14, 14, 14), "14 civilians"),
    ("The death toll from the Olmen bombing rose to 126.", (126, 126, 126), "126"),
    ("Two medics were among 31 people killed in shelling of Olmen.", (31, 31, 31), "31 people"),
    (
        "The fighting killed 12 soldiers and 4 civilians near Olmen.",
        (16, 16, 16),
        "12 soldiers and 4 civilians",
    ),
    ("The execution of 48 people in Olmen was filmed.", (48, 48, 48), "48 people"),
    (
        "No one was hurt but the bombing of Olmen killed 1 guard on Monday 5 May 2031.",
        (1, 1, 1),
        "1 guard",
    ),
]
NO_TOLL = [
    "A bomb exploded on 12 May in Olmen.",
    "A 12-year-old boy saw the bombing of Olmen.",
    "A bomb exploded 12 kilometres from Olmen.",
    "Some 3,000 troops took part in the attack on Olmen.",
    "The bombing of Olmen in 2014 shook 60 houses.",
]


def only(doc: Doc, field: str) -> tuple[Event, Count]:
    found = [(e, getattr(e, field)) for e in events(doc, ()) if getattr(e, field) is not None]
    assert len(found) == 1, [e.type.rule for e, _ in found]
    return found[0]


@pytest.mark.parametrize(("sentence", "bounds", "wording"), KILLED)
def test_killed(read_doc: Callable[..., Doc], sentence: str, bounds: Bounds, wording: str) -> None:
    _, count = only(read_doc(sentence), "killed")
    assert (count.low, count.best, count.high) == bounds
    assert count.wording == wording
    assert sentence[slice(*count.span)] == wording


@pytest.mark.parametrize("sentence", NO_TOLL)
def test_other_numbers_are_no_toll(read_doc: Callable[..., Doc], sentence: str) -> None:
    assert all(event.killed is None for event in events(read_doc(sentence), ()))


def test_killed_and_wounded_go_to_their_own_fields(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc("The blast in Olmen killed 10 and wounded 30.")
    event, killed = only(doc, "killed")
    assert killed.best == 10
    assert event.wounded is not None
    assert event.wounded.best == 30


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("Three people were shot at a hotel in Olmen.", None, 3),
        ("Gunmen shot a man near the port of Olmen.", None, 1),
        ("Gunmen shot dead three people in Olmen.", 3, None),
        ("Three people were shot and killed in Olmen.", 3, None),
        ("Gunmen gunned down three people in Olmen.", 3, None),
        ("A man with two handguns was shot and killed in Olmen.", 1, None),
        ("A gunman shot and killed his sister in Olmen.", 1, None),
        ("Gunmen opened fire on nine officers in Olmen.", None, None),
    ],
)
def test_who_was_shot_is_dead_only_where_a_death_is_told(
    read_doc: Callable[..., Doc], text: str, killed: int | None, wounded: int | None
) -> None:
    found = events(read_doc(text), ())
    assert [e.killed.best for e in found if e.killed] == [killed] * (killed is not None)
    assert [e.wounded.best for e in found if e.wounded] == [wounded] * (wounded is not None)


def test_parts_are_kept(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc("Shelling killed 12 people, including three children, in Olmen.")
    _, killed = only(doc, "killed")
    assert killed.best == 12
    assert [(part.group, part.best) for part in killed.parts] == [("child", 3)]


def test_parts_of_a_sum_are_kept(read_doc: Callable[..., Doc]) -> None:
    _, killed = only(read_doc("Shelling killed 12 soldiers and 4 civilians in Olmen."), "killed")
    assert [(part.group, part.best) for part in killed.parts] == [("soldier", 12), ("civilian", 4)]


def test_a_rising_toll_says_so(read_doc: Callable[..., Doc]) -> None:
    _, killed = only(
        read_doc("The death toll from the bombing in Olmen has risen to 126."), "killed"
    )
    assert killed.cumulative
    _, killed = only(read_doc("The bombing in Olmen killed 126 people."), "killed")
    assert not killed.cumulative


def test_the_reports_own_bound_holds_for_its_bare_lead(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(
        "An air strike killed 17 people in Olmen on Monday. "
        "The strike killed at least 17 people, a nurse said."
    )
    _, killed = only(doc, "killed")
    assert (killed.low, killed.best, killed.high) == (17, 17, None)


def test_the_wounded_of_one_clause_are_not_the_dead_of_another(
    read_doc: Callable[..., Doc],
) -> None:
    doc = read_doc(
        "A bomb hit Olmen. The clinic said four children were among the dead "
        "and that about 30 people had been wounded."
    )
    found = events(doc, ())
    assert all(event.killed is None or event.killed.best != 30 for event in found)
    assert [e.wounded.best for e in found if e.wounded] == [30]


@pytest.mark.parametrize(
    ("sentence", "group", "best"),
    [
        ("Two medics were among 31 people killed in shelling of Olmen.", "medic", 2),
        ("Shelling of Olmen killed 31 people, two of them women.", "woman", 2),
        ("Shelling of Olmen killed 31 people, 14 of whom were civilians.", "civilian", 14),
        ("Shelling of Olmen killed 31 people, among them nine fighters.", "fighter", 9),
        ("Shelling of Olmen killed 31 people - including two women.", "woman", 2),
    ],
)
def test_a_part_is_kept_beside_its_total(
    read_doc: Callable[..., Doc], sentence: str, group: str, best: int
) -> None:
    _, killed = only(read_doc(sentence), "killed")
    assert killed.best == 31
    assert [(part.group, part.best) for part in killed.parts] == [(group, best)]


def test_a_part_told_later_bounds_nothing(read_doc: Callable[..., Doc]) -> None:
    doc = read_doc(
        "An air strike on Olmen killed 17 people on Monday. "
        "At least six children were among the dead, a nurse said."
    )
    _, killed = only(doc, "killed")
    assert (killed.low, killed.best, killed.high) == (17, 17, 17)
    assert [(part.group, part.low) for part in killed.parts] == [("child", 6)]


@pytest.mark.parametrize(
    "later",
    ["Four of the dead had been queuing.", "A bakery is where four of the seven were killed."],
)
def test_some_of_the_dead_are_no_toll(read_doc: Callable[..., Doc], later: str) -> None:
    doc = read_doc(f"Shells killed seven people in Olmen on Monday. {later}")
    assert {e.killed.best for e in events(doc, ()) if e.killed} == {7}


def test_families_are_no_count_of_people(read_doc: Callable[..., Doc]) -> None:
    _, killed = only(read_doc("Soldiers executed six families in Olmen."), "killed")
    assert (killed.low, killed.best, killed.high) == (None, None, None)
    assert killed.wording == "six families"
    _, killed = only(read_doc("A shell killed a family of five in Olmen."), "killed")
    assert killed.best == 5


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Troops captured a rebel leader in Olmen. They detained two suspects.", (3, 3, 3)),
        ("Troops arrested a rebel leader, and detained one suspect, in Olmen.", (2, 2, 2)),
        ("Troops detained a rebel leader along with one suspect in Olmen.", (2, 2, 2)),
        (
            "Troops captured a rebel leader in Olmen. They detained several suspects.",
            (1, None, None),
        ),
        (
            "Troops captured a rebel leader in Olmen. They detained the leader and two suspects.",
            (3, 3, 3),
        ),
        ("Troops detained two suspects in Olmen. They captured a rebel leader.", (2, 2, 2)),
        ("Troops detained a rebel leader and several others in Olmen.", (1, None, None)),
        ("Troops detained dozens of suspects in Olmen.", (None, None, None)),
        ("A rebel leader turned himself in to the police in Olmen.", (1, 1, 1)),
        ("Troops took the two occupants of the car into custody in Olmen.", (2, 2, 2)),
        ("Troops killed one rebel and captured two others in Olmen.", (2, 2, 2)),
        ("Troops detained a rebel leader in Olmen along with one suspect.", (2, 2, 2)),
        (
            "Troops detained two men in Olmen. The two men were also detained for another raid.",
            (2, 2, 2),
        ),
        ("Troops captured a leader of the Free Drava movement in Olmen.", (1, 1, 1)),
    ],
)
def test_one_person_and_the_others(read_doc: Callable[..., Doc], text: str, bounds: Bounds) -> None:
    found = [event.detained for event in events(read_doc(text), ()) if event.detained]
    assert [(count.low, count.best, count.high) for count in found[:1]] == [bounds]


def test_detained_displaced_and_defected(read_doc: Callable[..., Doc]) -> None:
    _, detained = only(read_doc("Police arrested 40 students in Olmen."), "detained")
    assert detained.best == 40
    _, displaced = only(read_doc("Some 5,000 people fled Olmen on Friday."), "displaced")
    assert displaced.best == 5000
    _, defected = only(read_doc("Sixty soldiers defected to the Varga militia."), "defected")
    assert defected.best == 60
