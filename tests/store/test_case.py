"""The case folder: same rows same bytes, nothing half written, newer cases refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from headwater.errors import CaseError
from headwater.model import (
    Attribution,
    Chain,
    Claim,
    Count,
    Credit,
    Event,
    EventType,
    Hop,
    Quote,
    Reading,
    Rejected,
    Report,
    SourceKind,
)
from headwater.store import Case, Made
from headwater.store.case import report_digest
from headwater.store.files import only_writer, write_table
from headwater.store.schemas import SCHEMAS
from headwater.store.tables import reading_row

TEXT = "Two men were killed near the mill, the Marven Watch said."


def reading(name: str) -> Reading:
    chain: Chain = (Hop("Marven Watch", SourceKind.MONITOR, named=True, span=(35, 51)),)
    event = Event(
        mentions=((13, 19),),
        evidence=((0, 33),),
        type=EventType("ASSAULT", acled="Attack"),
        killed=Count(2, 2, 2, (0, 7), "Two men"),
        chains=(chain,),
    )
    said = Attribution(
        source=((35, 51),),
        cue=((52, 56),),
        content=((0, 33),),
        quote=Quote.INDIRECT,
        source_kind=SourceKind.MONITOR,
        source_name="Marven Watch",
        named=True,
    )
    report = Report(id=name, text=TEXT, credits=(Credit("AFP", (0, 3)),), origin=f"{name}.txt")
    return Reading(report, (said,), (event,), (), (), (1, 2))


def pairs(*names: str) -> list[tuple[str, Reading]]:
    return [(report_digest(reading(name).report), reading(name)) for name in names]


def finish(case: Case, *names: str) -> None:
    claims = [Claim(f"clm_{name}", name, reading(name).events[0]) for name in names]
    case.finish(Made(), pairs(*names), [Rejected("bad.txt", "no text")], (claims, [], []))


def test_readings_come_back_as_they_went(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case")
    finish(case, "a", "b")
    opened = Case.open(tmp_path / "case")
    assert list(opened.readings()) == [reading("a"), reading("b")]
    assert opened.claim("clm_a").event == reading("a").events[0]
    assert list(opened.rejected()) == [Rejected("bad.txt", "no text")]
    with pytest.raises(CaseError, match="no report 'zz'"):
        opened.reading("zz")


def test_same_rows_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        finish(Case.create(tmp_path / name), "a", "b")
    for table in sorted((tmp_path / "one" / "tables").iterdir()):
        assert table.read_bytes() == (tmp_path / "two" / "tables" / table.name).read_bytes()


def test_parts_of_a_killed_run_are_kept(tmp_path: Path) -> None:
    case = Case.create(tmp_path)
    case.start(Made())
    case.keep(pairs("a"))
    case.keep(pairs("b"))
    assert sorted(Case.create(tmp_path).kept(Made())) == ["a", "b"]
    finish(case, "a", "b")
    assert not list((tmp_path / "parts").iterdir())
    assert sorted(case.kept(Made())) == ["a", "b"]


def test_a_half_written_part_is_read_again(tmp_path: Path) -> None:
    case = Case.create(tmp_path)
    case.start(Made())
    case.keep(pairs("a"))
    case.keep(pairs("b"))
    part = tmp_path / "parts" / "part-000002.parquet"
    part.write_bytes(part.read_bytes()[:100])
    assert list(case.kept(Made())) == ["a"]


def test_other_models_make_readings_stale(tmp_path: Path) -> None:
    case = Case.create(tmp_path)
    finish(case, "a")
    assert case.kept(Made(models="other")) == {}
    assert list(case.kept(Made())) == ["a"]


def test_a_run_with_other_models_that_was_killed_keeps_no_stale_reading(tmp_path: Path) -> None:
    finish(Case.create(tmp_path), "a", "b")
    other = Made(models="other")
    case = Case.create(tmp_path)
    assert case.kept(other) == {}
    case.start(other)
    case.keep(pairs("b"))
    case = Case.create(tmp_path)
    assert list(case.kept(other)) == ["b"]
    assert list(case.gathered(other)) == ["b"]
    assert Case.open(tmp_path).reading("a") == reading("a"), "the old case stays readable"


def test_the_latest_reading_of_a_report_wins(tmp_path: Path) -> None:
    finish(Case.create(tmp_path), "a", "b")
    case = Case.create(tmp_path)
    changed = replace(reading("a"), events=())
    case.start(Made())
    case.keep([("first", replace(reading("a"), attributions=()))])
    case.keep([("second", changed)])
    assert case.kept(Made()) == {"a": "second", "b": pairs("b")[0][0]}
    gathered = case.gathered(Made())
    assert gathered["a"] == changed
    assert gathered.report("a") == changed.report
    assert list(gathered.sketch("a")) == [1, 2]
    case.write(Made(), gathered, [], ([], [], []))
    assert Case.open(tmp_path).reading("a") == changed


def test_readings_in_order_of_time(tmp_path: Path) -> None:
    days = {"a": None, "b": "2031-02-03", "c": "2031-01-09T10:00", "d": "2031-02-03"}
    case = Case.create(tmp_path)
    case.start(Made())
    for name, day in days.items():
        one = replace(reading(name), report=replace(reading(name).report, published=day))
        case.keep([(name, one)])
    assert list(case.gathered(Made()).ids) == ["c", "b", "d", "a"]


def test_parts_written_elsewhere_are_adopted(tmp_path: Path) -> None:
    elsewhere = Case.create(tmp_path / "elsewhere")
    elsewhere.keep(pairs("b"))
    elsewhere.keep(pairs("c"))
    case = Case.create(tmp_path / "case")
    case.start(Made())
    case.keep(pairs("a"))
    case.adopt(sorted((tmp_path / "elsewhere" / "parts").iterdir()))
    assert list(case.kept(Made())) == ["a", "b", "c"]
    assert not list((tmp_path / "elsewhere" / "parts").iterdir())


def test_a_table_may_be_a_folder_of_parts_and_is_replaced_by_a_file(tmp_path: Path) -> None:
    names = [f"r{number:03d}" for number in range(150)]
    case = Case.create(tmp_path)
    finish(case, *names)
    table = case.table("readings")
    whole = table.read_bytes()
    table.unlink()
    table.mkdir()
    for number, first in enumerate(range(0, 150, 60)):
        rows = (reading_row(digest, one) for digest, one in pairs(*names[first : first + 60]))
        write_table(table / f"part-{number:05d}.parquet", SCHEMAS["readings"], rows, 7)
    opened = Case.open(tmp_path)
    assert [one.report.id for one in opened.readings()] == names
    assert opened.reading("r149") == reading("r149")
    assert sorted(case.kept(Made())) == names
    finish(case, *names)
    assert table.read_bytes() == whole


def test_what_a_killed_run_left_is_deleted(tmp_path: Path) -> None:
    case = Case.create(tmp_path)
    (tmp_path / "parts" / "headwater-spill").mkdir()
    (tmp_path / "parts" / "headwater-spill" / "block").write_text("x")
    (tmp_path / "tables" / ".claims.parquet.77.tmp").write_text("x")
    case.start(Made())
    assert not list((tmp_path / "parts").iterdir())
    assert not list((tmp_path / "tables").iterdir())


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    finish(Case.create(tmp_path), "a")
    table = tmp_path / "tables" / "claims.parquet"
    table.write_bytes(table.read_bytes()[:50])
    with pytest.raises(CaseError, match=r"claims\.parquet: the table is damaged"):
        Case.open(tmp_path).claim("clm_a")


def test_a_newer_case_is_refused(tmp_path: Path) -> None:
    finish(Case.create(tmp_path), "a")
    settings = tmp_path / "case.toml"
    settings.write_text(settings.read_text().replace("format = 1", "format = 99"))
    with pytest.raises(CaseError, match="newer headwater"):
        Case.open(tmp_path)
    with pytest.raises(CaseError, match="newer headwater"):
        Case.create(tmp_path)


def test_no_case_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case here"):
        Case.open(tmp_path)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "case").write_text("")
    with pytest.raises(CaseError, match="can't"):
        Case.create(tmp_path / "case")


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with (
        only_writer(tmp_path),
        pytest.raises(CaseError, match="another run"),
        only_writer(tmp_path),
    ):
        pass


def test_where_a_report_was_read_is_not_its_content() -> None:
    one = Report(id="a", text=TEXT, origin="here.txt")
    assert report_digest(one) == report_digest(Report(id="a", text=TEXT, origin="there.txt"))
    assert report_digest(one) != report_digest(Report(id="a", text=TEXT + "."))
