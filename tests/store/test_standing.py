"""Where reviewers differ: who last said what on each matter."""

from headwater.store.decisions import Action, Decision, Entry
from headwater.store.standing import Standing, value_words


def standing(*decisions: Decision) -> Standing:
    entries = [
        Entry(number, "2031-05-03", decision, "", "")
        for number, decision in enumerate(decisions, 1)
    ]
    return Standing(entries=entries)


def by(who: str, action: Action, target: str = "inc_1", **more: object) -> Decision:
    return Decision(who, action, target, ("clm_1", "clm_2"), **more)  # type: ignore[arg-type]


def test_verdicts_differ_until_one_gives_in() -> None:
    apart = [by("Ana", Action.ACCEPT), by("Bo", Action.REJECT)]
    assert standing(*apart).disputes == ["verdict (Ana: accept, Bo: reject)"]
    assert standing(*apart, by("Bo", Action.ACCEPT)).disputes == []


def test_a_rejected_claim_is_no_verdict_on_the_incident() -> None:
    decisions = [by("Ana", Action.REJECT, "clm_1"), by("Bo", Action.ACCEPT)]
    assert standing(*decisions).disputes == []


def test_fields_bounds_and_origins_can_differ() -> None:
    tolls = [
        by("Ana", Action.EDIT, field="killed", value={"low": 3, "best": None, "high": 4}),
        by("Bo", Action.EDIT, field="killed", value=None),
    ]
    assert standing(*tolls).disputes == ["killed (Ana: low 3, high 4, Bo: not stated)"]
    bounds = [
        by("Ana", Action.SPAN, "clm_1", field="evidence", value=[[0, 4]]),
        by("Bo", Action.SPAN, "clm_1", field="evidence", value=[[0, 9]]),
    ]
    assert len(standing(*bounds).disputes) == 1
    origins = [
        by("Ana", Action.SAME, "Quellmark", value="Dorrek"),
        by("Bo", Action.DIFFERENT, "Dorrek", value="Quellmark"),
    ]
    said = "Dorrek and Quellmark (Ana: one origin, Bo: two origins)"
    assert standing(*origins).disputes == [said]


def test_values_in_words() -> None:
    assert value_words(None) == "not stated"
    assert value_words({"low": 0, "best": None}) == "low 0"
    assert value_words("A line") == "A line"
