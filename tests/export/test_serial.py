import json
from collections.abc import Callable

import jsonschema
import pytest

from headwater.errors import CaseError, UsageError
from headwater.export.jsontext import SCHEMAS, Record, json_line, schema
from headwater.export.serial import derivation_record, incident_record, quote, reading_record
from headwater.export.view import MemoryCase


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_unknown_schema_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="annotate, incident, claim, derivation"):
        schema("../../model")


def test_every_record_keeps_the_contract(case: MemoryCase) -> None:
    for reading in case.readings():
        validator("annotate").validate(reading_record(reading))
    for incident in case.incidents():
        validator("incident").validate(incident_record(incident, case))
    for derivation in case.derivations():
        validator("derivation").validate(derivation_record(derivation))


def _drop_killed(record: Record) -> None:
    del record["events"][0]["killed"]  # type: ignore[index,call-overload]


def _text_for_number(record: Record) -> None:
    record["events"][0]["killed"]["low"] = "14"  # type: ignore[index,call-overload]


def _span_of_three(record: Record) -> None:
    record["events"][0]["evidence"][0] = [1, 2, 3]  # type: ignore[index,call-overload]


def _new_kind(record: Record) -> None:
    record["attributions"][0]["source_kind"] = "oracle"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    "spoil",
    [_drop_killed, _text_for_number, _span_of_three, _new_kind],
    ids=lambda one: one.__name__,
)
def test_the_schema_refuses(spoil: Callable[[Record], None], case: MemoryCase) -> None:
    record = json.loads(json_line(reading_record(case.reading("r1"))))
    assert validator("annotate").is_valid(record)
    spoil(record)
    assert not validator("annotate").is_valid(record)


def test_extra_keys_are_allowed(case: MemoryCase) -> None:
    record = reading_record(case.reading("r1")) | {"note": 1}
    assert validator("annotate").is_valid(json.loads(json_line(record)))


def test_reading_says_what_was_read(case: MemoryCase) -> None:
    record = json.loads(json_line(reading_record(case.reading("r1"))))
    text = case.report("r1").text
    strike = record["events"][0]
    start, end = strike["killed"]["span"]
    assert text[start:end] == "at least 14"
    assert (strike["killed"]["low"], strike["killed"]["high"]) == (14, None)
    assert [hop["name"] for hop in strike["chains"][0]] == [
        "Meridian Wire",
        "Marrow River Observatory",
    ]
    assert strike["plover"] == {"type": "ASSAULT", "mode": "aerial", "contexts": ["military"]}
    assert strike["wounded"] is None
    assert record["events"][1]["factuality"] == "denied"


def test_incident_lists_each_claims_toll(case: MemoryCase) -> None:
    incident = next(case.incidents())
    record = json.loads(json_line(incident_record(incident, case)))
    tolls = [(one["low"], one["best"], one["high"]) for one in record["killed"]["values"]]
    assert tolls == [(14, 14, None), (14, 14, None), (21, 21, 21), (17, 17, 17), (None, 18, None)]
    assert [one["claim"] for one in record["killed"]["values"]] == list(incident.claims)
    assert record["place"]["report"] == "r1"
    assert record["claims"][2]["quote"].endswith("has risen to 21")


def test_no_figure_is_null_not_zero(case: MemoryCase) -> None:
    defection = list(case.incidents())[1]
    record = incident_record(defection, case)
    assert record["killed"] is None
    assert record["place"] is None


def test_quote_marks_what_lies_between() -> None:
    assert quote("one two three", ((0, 3), (8, 13))) == "one … three"


def test_a_line_is_one_line() -> None:
    line = json_line({"text": "a\u2028b\x85c\nd\ud800"})
    assert line.splitlines() == [line.rstrip("\n")]
    assert json.loads(line)["text"] == "a\u2028b\x85c\nd\ud800"
    line.encode("utf-8")


def test_missing_claim_is_named(case: MemoryCase) -> None:
    with pytest.raises(CaseError, match="clm_none"):
        case.claim("clm_none")
