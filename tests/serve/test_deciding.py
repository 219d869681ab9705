"""Decisions by form: on disk before the answer, undoable, several reviewers, hostile values."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from headwater.errors import UsageError
from headwater.serve.deciding import find_words
from headwater.store.case import Case
from headwater.store.decisions import DecisionLog
from headwater.store.reviewed import ReviewedCase


@pytest.fixture
def ana(case: Path, kit: SimpleNamespace) -> TestClient:
    with kit.open(case, "Ana") as client:
        yield client


def order(client: TestClient, kit: SimpleNamespace, query: str = "") -> list[str]:
    return kit.ids(client.get(kit.at(f"incidents?{query}")).text)


def decide(client: TestClient, kit: SimpleNamespace, one: str, action: str, **form: object) -> str:
    answer = client.post(kit.at(f"incident/{one}/{action}"), data=form)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_accepting_goes_on_to_the_next(ana: TestClient, kit: SimpleNamespace) -> None:
    ids = order(ana, kit)
    answer = ana.post(
        kit.at(f"incident/{ids[0]}/accept"), data={"query": "sort=date"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == kit.at(f"incident/{ids[1]}")
    page = ana.get(kit.at("incidents?decided=accept")).text
    assert kit.ids(page) == ids[:1]


def test_the_undecided_are_worked_off_one_by_one(ana: TestClient, kit: SimpleNamespace) -> None:
    where = f"incident/{order(ana, kit)[0]}"
    for _ in range(4):
        answer = ana.post(kit.at(f"{where}/reject"), data={"query": "decided=no"})
        where = str(answer.url).split(kit.at(""))[1].partition("?")[0]
    assert where == "incidents"
    assert order(ana, kit, "decided=no") == []
    assert order(ana, kit) == []
    assert len(order(ana, kit, "decided=reject")) == 4


def test_a_decision_is_on_disk_before_the_answer(
    case: Path, ana: TestClient, kit: SimpleNamespace
) -> None:
    one = order(ana, kit)[0]
    ana.post(kit.at(f"incident/{one}/accept"), follow_redirects=False)
    entries = DecisionLog(case).entries()
    assert [entry.decision.target for entry in entries] == [one]


def test_without_a_name_nothing_is_decided(
    client: TestClient, case: Path, kit: SimpleNamespace
) -> None:
    one = order(client, kit)[0]
    assert "say who reviews" in client.get(kit.at(f"incident/{one}")).text
    assert client.post(kit.at(f"incident/{one}/accept")).status_code == 400
    assert DecisionLog(case).entries() == []


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ({"field": "label", "label": "Blast at the old market"}, "Blast at the old market"),
        ({"field": "killed", "low": "3", "high": "6"}, "3 to 6"),
        ({"field": "killed"}, "not stated"),
        ({"field": "date", "first": "2031-04-01", "last": "2031-04-02"}, "1 to 2 April 2031"),
        ({"field": "place", "name": "Upper Orvan", "latitude": "3.5", "longitude": "4"}, "Upper"),
        ({"field": "type", "plover": "PROTEST", "acled": "Peaceful protest"}, "Peaceful protest"),
    ],
)
def test_fields_are_edited(
    ana: TestClient, kit: SimpleNamespace, form: dict[str, str], shown: str
) -> None:
    one = order(ana, kit)[0]
    page = decide(ana, kit, one, "edit", **form)
    assert shown in page
    assert "undecided" not in re.findall(r'class="bounds".*?</p>', page, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("edit", {"field": "killed", "low": "many"}),
        ("edit", {"field": "killed", "low": "9", "high": "2"}),
        ("edit", {"field": "date", "first": "2031-13-45"}),
        ("edit", {"field": "place", "name": "X", "latitude": "91"}),
        ("edit", {"field": "place", "name": "X", "latitude": "nan"}),
        ("edit", {"field": "origins_min", "value": "9"}),
        ("edit", {"field": "label", "label": "  "}),
        ("merge", {"other": "inc_nothing"}),
        ("merge", {"other": ""}),
        ("split", {}),
        ("split", {"claim": "clm_nothing"}),
        ("same", {"one": "Quellmark Monitor", "two": "Dorrek Watch"}),
        ("note", {"note": " "}),
        ("span", {"target": "clm_nothing", "words": "A blast"}),
        ("explode", {}),
    ],
)
def test_values_that_make_no_sense_never_reach_the_log(
    case: Path, ana: TestClient, kit: SimpleNamespace, action: str, form: dict[str, str]
) -> None:
    one = order(ana, kit)[0]
    answer = ana.post(kit.at(f"incident/{one}/{action}"), data=form)
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text
    assert DecisionLog(case).entries() == []


def test_merge_split_and_their_undo(ana: TestClient, kit: SimpleNamespace) -> None:
    ids = order(ana, kit)
    page = decide(ana, kit, ids[1], "merge", other=ids[2])
    assert len(order(ana, kit)) == 3
    claims = re.findall(r'name="claim" value="(\w+)"', page)
    assert len(claims) == 2
    # The address of an incident that was merged leads to where its claims are now.
    moved = ana.get(kit.at(f"incident/{ids[2]}"))
    assert str(moved.url) != kit.at(f"incident/{ids[2]}")
    merged = str(moved.url).rsplit("/", 1)[-1]
    decide(ana, kit, merged, "split", claim=claims[0])
    assert len(order(ana, kit)) == 4
    for count in (3, 4):
        ana.post(kit.at("undo"))
        assert len(order(ana, kit)) == count
    assert order(ana, kit) == ids
    ana.post(kit.at("redo"))
    assert len(order(ana, kit)) == 3


def test_bulk_is_undone_and_redone_at_once(ana: TestClient, kit: SimpleNamespace) -> None:
    ids = order(ana, kit)
    ana.post(kit.at("bulk"), data={"action": "reject", "incident": ids[:3]})
    assert order(ana, kit) == ids[3:]
    ana.post(kit.at("undo"))
    assert order(ana, kit) == ids
    ana.post(kit.at("redo"))
    assert order(ana, kit) == ids[3:]
    assert ana.post(kit.at("bulk"), data={"action": "reject"}).status_code == 400
    assert ana.post(kit.at("bulk"), data={"action": "edit", "incident": ids}).status_code == 400


def test_any_entry_of_the_log_can_be_undone(ana: TestClient, kit: SimpleNamespace) -> None:
    ids = order(ana, kit)
    decide(ana, kit, ids[0], "reject")
    decide(ana, kit, ids[1], "accept")
    ana.post(kit.at("undo"), data={"number": "1", "back": kit.at("log")})
    assert order(ana, kit) == ids
    assert order(ana, kit, "decided=accept") == [ids[1]]
    assert ana.post(kit.at("undo"), data={"number": "1"}).status_code == 400
    ana.post(kit.at("undo"), data={"number": "3"})
    assert ids[0] not in order(ana, kit)


def test_two_reviewers_at_once_and_their_dispute(case: Path, kit: SimpleNamespace) -> None:
    with kit.open(case, "Ana") as ana, kit.open(case, "Bo") as bo:
        one = order(ana, kit)[0]
        decide(ana, kit, one, "accept")
        decide(bo, kit, one, "reject")
        page = ana.get(kit.at("log")).text
        assert "Where reviewers differ" in page
        assert "Ana: accept" in page
        assert "Bo: reject" in page
        assert order(ana, kit, "decided=disputed") == [one]
        ana.post(kit.at("undo"))
        assert "Where reviewers differ" not in bo.get(kit.at("log")).text
        assert one in order(bo, kit, "decided=reject")


def test_bounds_of_the_evidence_move(case: Path, ana: TestClient, kit: SimpleNamespace) -> None:
    one = order(ana, kit)[0]
    claim = ReviewedCase(Case.open(case)).incident(one).claims[0]
    decide(ana, kit, one, "span", target=claim, words="killed 4 people\n on  Monday")
    moved = ReviewedCase(Case.open(case)).claim(claim)
    start, end = moved.event.evidence[0]
    text = ReviewedCase(Case.open(case)).report(moved.report).text
    assert text[start:end] == "killed 4 people on Monday"


def test_decisions_show_in_exports_and_after_a_restart(case: Path, kit: SimpleNamespace) -> None:
    with kit.open(case, "Ana") as client:
        ids = order(client, kit)
        decide(client, kit, ids[0], "reject")
        decide(client, kit, ids[1], "edit", field="label", label="Relabelled line")
    with kit.open(case) as client:
        assert ids[0] not in order(client, kit)
        export = client.get(kit.at("export/csv")).text
        assert "Relabelled line" in export
        assert ids[0] not in export


def test_words_are_found_nearest_to_where_they_were() -> None:
    text = "He said no. He said yes. He said no."
    assert find_words(text, "He said no", 30) == (25, 35)
    assert find_words(text, "He  said\nno", 0) == (0, 10)
    with pytest.raises(UsageError, match="don't stand"):
        find_words(text, "she said", 0)
    with pytest.raises(UsageError, match="don't stand"):
        find_words(text, "  ", 0)


def test_a_form_that_is_too_large_is_refused(ana: TestClient, kit: SimpleNamespace) -> None:
    one = order(ana, kit)[0]
    assert (
        ana.post(kit.at(f"incident/{one}/note"), data={"note": "x" * 1_100_000}).status_code == 400
    )
