"""Decisions laid over a case: found again by claims, counted anew, nothing lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from headwater.errors import UsageError
from headwater.link import link
from headwater.model import (
    Chain,
    Count,
    Event,
    EventType,
    Hop,
    Place,
    Reading,
    Report,
    SourceKind,
    Time,
)
from headwater.store import Case, Made
from headwater.store.case import report_digest
from headwater.store.decisions import Action, Decision, DecisionLog
from headwater.store.edits import apply_edit
from headwater.store.reviewed import ReviewedCase
from headwater.store.sources import as_one, as_two

TEXT = "A blast at the {town} market killed {n} people on Monday, {source} said."


def reading(name: str, town: str, day: int, killed: int, source: str) -> Reading:
    text = TEXT.format(town=town, n=killed, source=source)
    named = not source.startswith("a ")
    kind = SourceKind.MONITOR if named else SourceKind.MEDIC
    chain: Chain = (Hop(source, kind, named, span=(text.index(source), len(text) - 6)),)
    at = text.index(town)
    number = text.index(str(killed))
    event = Event(
        mentions=((2, 7),),
        evidence=((0, text.index(",")),),
        type=EventType("ASSAULT", mode="explosives", acled="Remote explosive/landmine/IED"),
        place=Place((at, at + len(town)), town, None, 10.0 + day, 20.0, "XQ", "town"),
        time=Time((0, 1), f"2031-03-{day:02d}", f"2031-03-{day + 1:02d}", "day"),
        killed=Count(killed, killed, killed, (number, number + 1), str(killed)),
        main=True,
        chains=(chain,),
    )
    report = Report(id=name, text=text, outlet=f"Post {name}", published=f"2031-03-{day:02d}")
    return Reading(report, (), (event,), (), ())


def make(folder: Path, *readings: Reading) -> Case:
    linked = link(readings)
    case = Case.create(folder)
    pairs = [(report_digest(one.report), one) for one in readings]
    case.finish(Made(), pairs, [], (linked.claims, linked.derivations, linked.incidents))
    return Case.open(folder)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make(
        tmp_path / "case",
        reading("r1", "Orvan", 3, 4, "Quellmark Monitor"),
        reading("r2", "Tilsa", 9, 7, "Dorrek Watch"),
    )


def decide(case: Case, action: Action, number: int, **more: object) -> None:
    one = list(ReviewedCase(case).incidents())[number]
    decision = Decision("Ana", action, one.id, claims=one.claims)
    DecisionLog(case.folder).append(replace(decision, **more))  # type: ignore[arg-type]


def test_without_decisions_it_is_the_case(case: Case) -> None:
    assert list(ReviewedCase(case).incidents()) == list(case.incidents())


def test_rejected_incidents_leave_the_list_and_undo_brings_them_back(case: Case) -> None:
    before = [one.id for one in case.incidents()]
    decide(case, Action.REJECT, 0)
    assert [one.id for one in ReviewedCase(case).incidents()] == before[1:]
    assert ReviewedCase(case).standing(before[0]).verdict == "reject"
    DecisionLog(case.folder).append(Decision("Ana", Action.UNDO, "", undoes=1))
    assert [one.id for one in ReviewedCase(case).incidents()] == before


def test_merge_counts_origins_anew(case: Case) -> None:
    other = list(case.incidents())[1]
    decide(case, Action.MERGE, 0, value=list(other.claims))
    (merged,) = ReviewedCase(case).incidents()
    assert sorted(merged.reports) == ["r1", "r2"]
    assert (merged.origins_min, merged.origins_max) == (2, 2)
    assert {origin.name for origin in merged.origins} == {"Quellmark Monitor", "Dorrek Watch"}


def test_split_undoes_a_merge(case: Case) -> None:
    other = list(case.incidents())[1]
    decide(case, Action.MERGE, 0, value=list(other.claims))
    decide(case, Action.SPLIT, 0, value=list(other.claims))
    assert {one.reports for one in ReviewedCase(case).incidents()} == {("r1",), ("r2",)}


def test_edits_show_and_say_who(case: Case) -> None:
    decide(case, Action.EDIT, 0, field="killed", value={"low": 5, "best": 6, "high": 6})
    decide(case, Action.EDIT, 0, field="date", value="2031-03-04")
    one = next(iter(ReviewedCase(case).incidents()))
    assert one.killed is not None
    assert (one.killed.low, one.killed.best, one.killed.wording) == (5, 6, "set by a reviewer")
    assert one.time is not None
    assert (one.time.start, one.time.end) == ("2031-03-04", "2031-03-05")


def test_a_span_is_moved(case: Case) -> None:
    one = next(iter(case.incidents()))
    decide(case, Action.SPAN, 0, target=one.claims[0], value=[[2, 20]])
    assert ReviewedCase(case).claim(one.claims[0]).event.evidence == ((2, 20),)


def test_decisions_survive_a_run_with_more_reports(case: Case) -> None:
    decide(case, Action.EDIT, 0, field="label", value="Blast at the grain market")
    readings = [*case.readings(), reading("r3", "Orvan", 3, 4, "Hesmar Post")]
    again = make(case.folder, *readings)
    labels = [one.label for one in ReviewedCase(again).incidents()]
    assert "Blast at the grain market" in labels


def test_decisions_on_vanished_claims_are_listed(case: Case) -> None:
    DecisionLog(case.folder).append(Decision("Ana", Action.ACCEPT, "inc_x", claims=("clm_gone",)))
    reviewed = ReviewedCase(case)
    assert [entry.decision.target for entry in reviewed.lost] == ["inc_x"]
    assert list(reviewed.incidents()) == list(case.incidents())


def test_disputes_between_reviewers_are_listed(case: Case) -> None:
    decide(case, Action.ACCEPT, 0)
    decide(case, Action.EDIT, 0, field="label", value="One")
    decide(case, Action.EDIT, 0, field="label", value="Two", reviewer="Bo")
    one = next(iter(ReviewedCase(case).incidents()))
    decide(case, Action.REJECT, 0, reviewer="Bo")
    assert ReviewedCase(case).standing(one.id).disputes == [
        "verdict (Ana: accept, Bo: reject)",
        "label (Ana: One, Bo: Two)",
    ]


def test_same_body_lowers_the_count(case: Case) -> None:
    other = list(case.incidents())[1]
    decide(case, Action.MERGE, 0, value=list(other.claims))
    decide(case, Action.SAME, 0, target="Quellmark Monitor", value="Dorrek Watch")
    (merged,) = ReviewedCase(case).incidents()
    assert (merged.origins_min, merged.origins_max) == (1, 1)
    assert "Ana holds Quellmark Monitor and Dorrek Watch to be one body" in merged.origins_why


def test_an_unnamed_source_is_never_tied_to_a_named_one(tmp_path: Path) -> None:
    case = make(
        tmp_path,
        reading("r1", "Orvan", 3, 4, "Quellmark Monitor"),
        reading("r2", "Orvan", 3, 4, "a medic in Orvan"),
    )
    one = next(one for one in case.incidents() if len(one.reports) == 2)
    with pytest.raises(UsageError, match="unnamed"):
        as_one(one, "Quellmark Monitor", "a medic in Orvan", "Ana")
    assert one.origins_min == 1
    apart = as_two(one, "Quellmark Monitor", "a medic in Orvan", "Ana")
    assert (apart.origins_min, apart.origins_max) == (2, 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("killed", {"low": 9, "best": 3}),
        ("killed", {"low": -1}),
        ("killed", {}),
        ("date", "tomorrow"),
        ("date", "2031-03-09/2031-03-01"),
        ("place", 7),
        ("label", " "),
        ("colour", "red"),
    ],
)
def test_bad_edits_are_refused_in_words(case: Case, field: str, value: object) -> None:
    with pytest.raises(UsageError, match=rf"^{field}: (has to be|can't be edited)"):
        apply_edit(next(iter(case.incidents())), field, value)
