"""What a public release may not say, over every format."""

import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from headwater.cli import app
from headwater.errors import UsageError
from headwater.export import FORMATS, ExportOptions, Level, write
from headwater.export.jsontext import schema
from headwater.export.privacy import new_salt, private_entity
from headwater.export.public import PublicCase
from headwater.export.serial import reading_record
from headwater.export.singling import singling_out, told
from headwater.export.view import CaseView, MemoryCase, text_digest
from headwater.model import Entity, Place, SourceKind
from headwater.store import Case, Made
from headwater.store.case import report_digest

SALT = b"0123456789abcdef-release-one"
OTHER = b"0123456789abcdef-release-two"
# Wordings of unnamed sources, private persons, and text that no evidence holds.
PRIVATE = (
    "medic at the field hospital",
    "doctor who asked",
    "source inside the brigade",
    "guard at the northern gate",
    "Ilen Dovar",
    "Anar",
    "Rescuers were still digging",
    "blankets",
    "Market struck in Sarhan",
)


def released(name: str, case: CaseView, level: Level, tmp_path: Path) -> bytes:
    path = tmp_path / "out"
    write(name, case, path, ExportOptions(level, public=True, salt=SALT))
    return path.read_bytes()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
@pytest.mark.parametrize("level", Level)
def test_nothing_private_leaves(name: str, level: Level, case: MemoryCase, tmp_path: Path) -> None:
    text = released(name, case, level, tmp_path).decode("utf-8")
    assert [words for words in PRIVATE if words.lower() in text.lower()] == []
    assert "36.1234" not in text
    assert "37.5678" not in text


def test_nothing_private_leaves_in_parquet(case: MemoryCase, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    for level in Level:
        path = tmp_path / f"{level}.parquet"
        write("parquet", case, path, ExportOptions(level, public=True, salt=SALT))
        text = json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False)
        assert [words for words in PRIVATE if words.lower() in text.lower()] == []


def test_the_private_words_do_stand_in_the_case(case: MemoryCase) -> None:
    # Otherwise the tests above could not fail.
    whole = " ".join(f"{one.report.title} {one.report.text}" for one in case.readings())
    assert [words for words in PRIVATE if words not in whole] == []


def test_bodies_figures_and_quotes_stay(case: MemoryCase, tmp_path: Path) -> None:
    text = released("jsonl", case, Level.INCIDENT, tmp_path).decode("utf-8")
    strike = json.loads(text.splitlines()[0])
    assert strike["origins"][0]["name"] == "Marrow River Observatory"
    assert strike["killed"]["low"] == 14
    assert (strike["place"]["latitude"], strike["place"]["longitude"]) == (36.1, 37.6)
    assert strike["claims"][0]["quote"].startswith("Warplanes struck the livestock market")
    assert (strike["origins_min"], strike["origins_max"]) == (2, 3)


@pytest.mark.parametrize(("level", "name"), [(Level.INCIDENT, "incident"), (Level.REPORT, "claim")])
def test_records_keep_their_schema(
    level: Level, name: str, case: MemoryCase, tmp_path: Path
) -> None:
    validator = jsonschema.Draft202012Validator(schema(name))
    for line in released("jsonl", case, level, tmp_path).decode("utf-8").splitlines():
        validator.validate(json.loads(line))
    for reading in PublicCase(case, SALT).readings():
        jsonschema.Draft202012Validator(schema("annotate")).validate(reading_record(reading))


def via(case: PublicCase, report: str) -> str | None:
    return case.reading(report).events[0].chains[0][0].via


def test_pseudonyms_are_stable_within_a_release_only(case: MemoryCase) -> None:
    one, again, other = (PublicCase(case, salt) for salt in (SALT, SALT, OTHER))
    assert via(one, "r6") == via(again, "r6")
    assert str(via(one, "r6")).startswith("person ")
    assert via(one, "r6") != via(other, "r6")


def test_unnamed_sources_of_two_reports_never_share_a_pseudonym(case: MemoryCase) -> None:
    copies = [
        replace(case.reading("r4"), report=replace(case.report("r4"), id=name))
        for name in ("x", "y")
    ]
    public = PublicCase(MemoryCase(copies), SALT)
    names = [public.reading(name).events[0].chains[0][0].name for name in ("x", "y")]
    assert names[0] != names[1]
    assert all(name.startswith("unnamed medic ") for name in names)


def test_the_digest_is_of_the_original(case: MemoryCase) -> None:
    assert text_digest(PublicCase(case, SALT), "r1") == text_digest(case, "r1")
    assert PublicCase(case, SALT).report("r1").text != case.report("r1").text


def test_offsets_still_fit_the_original(case: MemoryCase) -> None:
    public = PublicCase(case, SALT)
    for reading in case.readings():
        assert len(public.report(reading.report.id).text) == len(reading.report.text)


def test_the_length_of_a_name_does_not_show(case: MemoryCase) -> None:
    reading = case.reading("r6")
    event = replace(reading.events[0], evidence=((0, len(reading.report.text)),))
    whole = replace(reading, events=(event,))
    claim = replace(case.all_claims[5], event=event)
    incident = case.all_incidents[1]
    out = io.BytesIO()
    public = PublicCase(MemoryCase([whole], [claim], [incident]), SALT)
    FORMATS["csv"].write(public, out, ExportOptions(Level.REPORT))
    text = out.getvalue().decode("utf-8")
    assert "Its spokesman [withheld] said he had this from [withheld], who had heard it" in text


def test_a_point_loses_its_name(case: MemoryCase) -> None:
    reading = case.reading("r4")
    point = Place((0, 7), "Field Hospital No 3", 5, 36.1234, 37.5678, "XK", "point")
    event = replace(reading.events[0], place=point)
    public = PublicCase(MemoryCase([replace(reading, events=(event,))]), SALT)
    place = public.reading("r4").events[0].place
    assert place is not None
    assert (place.name, place.geonames_id, place.latitude) == ("[withheld]", None, 36.1)


@pytest.mark.parametrize("salt", [None, b"", b"short"])
def test_a_release_needs_a_salt(salt: bytes | None, case: MemoryCase, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="salt"):
        write("csv", case, tmp_path / "x", ExportOptions(public=True, salt=salt))


def test_salts_differ() -> None:
    assert new_salt() != new_salt()
    assert len(new_salt()) >= 16


@pytest.mark.parametrize(
    ("name", "private"),
    [
        ("Ilen Dovar", True),
        ("Umm Sabri", True),
        ("Dovar", True),
        ("Maruf al-Sabri", True),
        ("a baker, Ilen Dovar,", True),
        ("two civilians", False),
        ("Nine fighters of the brigade", False),
        ("Kelmaran civilians", False),
    ],
)
def test_who_is_a_named_person(name: str, private: bool) -> None:  # noqa: FBT001
    assert private_entity(Entity(name, ())) is private


def test_bodies_are_not_persons() -> None:
    assert not private_entity(Entity("Ridge Brigade", (), "organisation"))
    assert not private_entity(Entity("Ridge Brigade", (), canonical="ridge-brigade"))


def test_close_descriptions_are_warned_of(case: MemoryCase) -> None:
    warned = list(singling_out(case))
    assert [one.report for one in warned] == ["r6"]
    assert "leads from one unnamed person to another" in warned[0].why
    assert "names a post or trade" in warned[0].why


def test_a_bare_description_is_not_warned_of(case: MemoryCase) -> None:
    reading = case.reading("r4")
    hop = replace(reading.events[0].chains[0][0], name="a medic", kind=SourceKind.MEDIC)
    event = replace(reading.events[0], chains=((hop,),))
    assert not list(singling_out(MemoryCase([replace(reading, events=(event,))])))


def test_warnings_are_told_a_line_each(case: MemoryCase) -> None:
    first, *lines = told(case)
    assert "1 description of unnamed sources could single out one person" in first
    assert len(lines) == 1
    assert "r6" in lines[0]
    assert "names a post or trade" in lines[0]
    assert told(MemoryCase()) == []
    assert told(case, 0)[-1] == "  and 1 more"


def test_the_command_line_warns_before_a_public_release(
    case: MemoryCase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "case"
    pairs = [(report_digest(one.report), one) for one in case.all_readings]
    made = (case.all_claims, case.all_derivations, case.all_incidents)
    Case.create(folder).finish(Made(), pairs, [], made)
    options = ("export", str(folder), "--format", "csv", "-o", str(tmp_path / "out.csv"))
    app([*options, "--public"], standalone_mode=False)
    warned = capsys.readouterr()
    assert "could single out one person" in warned.err
    assert warned.out == ""
    app(options, standalone_mode=False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("described", "warned"),
    [
        ("the only surgeon in Sarhan", True),
        ("the widow of a fighter in Sarhan", True),
        ("three surgeons in Sarhan", False),
        ("surgeons in Sarhan", False),
        ("a boss of the Sarhan guard", True),
    ],
)
def test_several_people_are_not_one_person(
    case: MemoryCase,
    described: str,
    warned: bool,  # noqa: FBT001
) -> None:
    reading = case.reading("r4")
    hop = replace(reading.events[0].chains[0][0], name=described, kind=SourceKind.UNNAMED)
    event = replace(reading.events[0], chains=((hop,),))
    found = list(singling_out(MemoryCase([replace(reading, events=(event,))])))
    assert bool(found) is warned
