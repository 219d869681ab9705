"""Each format is read back, with its consumer's own library where there is one."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import jsonschema
import pyarrow.parquet as pq
import pytest

from headwater.errors import CaseError, UsageError
from headwater.export import FORMATS, ExportOptions, Level, write
from headwater.export.csvtext import defused
from headwater.export.jsontext import schema
from headwater.export.timemap import EVENT_KEYS, SOURCE_KEYS
from headwater.export.ucdp import priogrid
from headwater.export.view import MemoryCase
from headwater.model import Place

BOTH = pytest.mark.parametrize("level", Level)


def exported(name: str, case: MemoryCase, level: Level = Level.INCIDENT) -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(case, out, ExportOptions(level))
    return out.getvalue()


def table(name: str, case: MemoryCase, level: Level = Level.INCIDENT) -> list[dict[str, str]]:
    text = exported(name, case, level).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(data: bytes) -> Iterator[dict[str, object]]:
    return (json.loads(line) for line in data.decode("utf-8").splitlines())


def hostile(case: MemoryCase) -> MemoryCase:
    """The same case with an outlet and a label that attack spreadsheets and writers."""
    readings = [
        replace(
            reading,
            report=replace(
                reading.report,
                outlet='=HYPERLINK("http://x")',
                title='a\ud800\0\u2028,\r\n"b"',
            ),
        )
        for reading in case.all_readings
    ]
    incidents = [replace(incident, label="@SUM(1+1)") for incident in case.all_incidents]
    return MemoryCase(readings, case.all_claims, incidents, case.all_derivations)


@pytest.mark.parametrize("name", FORMATS)
@BOTH
def test_two_exports_are_the_same(name: str, level: Level, case: MemoryCase) -> None:
    assert exported(name, case, level) == exported(name, case, level)


@pytest.mark.parametrize("name", FORMATS)
@BOTH
def test_hostile_text_and_an_empty_case_are_written(
    name: str, level: Level, case: MemoryCase
) -> None:
    assert exported(name, hostile(case), level)
    exported(name, MemoryCase(), level)


@pytest.mark.parametrize(("level", "name"), [(Level.INCIDENT, "incident"), (Level.REPORT, "claim")])
def test_jsonl_keeps_its_schema(level: Level, name: str, case: MemoryCase) -> None:
    validator = jsonschema.Draft202012Validator(schema(name))
    records = list(lines(exported("jsonl", case, level)))
    for record in records:
        validator.validate(record)
    assert len(records) == (2 if level is Level.INCIDENT else 6)


def test_derivations_keep_their_schema(case: MemoryCase) -> None:
    (record,) = lines(exported("derivations", case))
    jsonschema.Draft202012Validator(schema("derivation")).validate(record)
    assert (record["a"], record["b"], record["kind"]) == ("r1", "r2", "copy")


def test_csv_of_incidents(case: MemoryCase) -> None:
    strike, defection = table("csv", case)
    assert strike["killed_low"] == "14"
    assert strike["killed_high"] == "21"
    assert strike["date_start"] == strike["date_end"] == "2031-05-03"
    assert (strike["reports"], strike["outlets"]) == ("5", "5")
    assert (strike["origins_min"], strike["origins_max"]) == ("2", "3")
    assert strike["conflicts"] == "killed: 14 | 17 | 18 | 21 (rising)"
    assert defection["killed_low"] == defection["place"] == defection["date_start"] == ""


def test_csv_of_claims(case: MemoryCase) -> None:
    rows = table("csv", case, Level.REPORT)
    assert [row["report"] for row in rows] == ["r1", "r2", "r3", "r4", "r5", "r6"]
    text = case.report("r4").text
    start, end = map(int, rows[3]["evidence"].split("-"))
    assert rows[3]["quote"] == text[start:end]
    assert rows[5]["chains"] == (
        "Western Post <- Voices of Tell Omra (via Anar) <- “a source inside the brigade” <- "
        "“a guard at the northern gate”"
    )
    assert rows[5]["defected_best"] == "9"
    assert rows[4]["killed_low"] == ""
    assert rows[4]["killed_best"] == "18"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "|calc", "%0A"]
)
def test_formulas_are_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


def test_plain_cells_stay(case: MemoryCase) -> None:
    assert defused("a=b") == "a=b"
    assert defused(-1.5) == "-1.5"
    assert defused(None) == ""
    rows = table("acled-csv", hostile(case))
    assert rows[0]["source"].startswith("'=HYPERLINK")
    assert rows[0]["notes"].startswith("'@SUM")


def test_acled(case: MemoryCase) -> None:
    strike, defection = table("acled-csv", case)
    assert strike["event_type"] == "Explosions/Remote violence"
    assert strike["sub_event_type"] == "Air/drone strike"
    assert (strike["fatalities"], strike["headwater_fatalities_high"]) == ("14", "21")
    assert (strike["time_precision"], strike["geo_precision"]) == ("1", "1")
    assert strike["source"].split("; ")[:2] == ["Kelmara Courier", "Northern Star"]
    assert defection["fatalities"] == ""


def test_ucdp(case: MemoryCase) -> None:
    strike, _ = table("ucdp-csv", case)
    assert (strike["low"], strike["best"], strike["high"]) == ("14", "18", "21")
    assert (strike["where_prec"], strike["date_prec"]) == ("1", "1")
    assert strike["number_of_sources"] == "5"
    assert strike["source_original"].startswith("Marrow River Observatory (monitor); ")
    assert strike["type_of_violence"] == "3"
    assert strike["geom_wkt"] == "POINT (37.5678 36.1234)"


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    # South-west corner, first cell of the second row, and the last cell of the grid.
    [(-90.0, -180.0, 1), (-89.4, -179.9, 721), (90.0, 180.0, 259200)],
)
def test_priogrid(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(Place((0, 1), "x", latitude=latitude, longitude=longitude)) == cell
    assert priogrid(Place((0, 1), "x")) is None


def test_geojson(case: MemoryCase) -> None:
    collection = json.loads(exported("geojson", case))
    assert collection["type"] == "FeatureCollection"
    strike, defection = collection["features"]
    assert strike["geometry"] == {"type": "Point", "coordinates": [37.5678, 36.1234]}
    assert strike["properties"]["killed_best"] == 18
    assert defection["geometry"] is None
    assert json.loads(exported("geojson", MemoryCase()))["features"] == []


def test_parquet_by_pyarrow_and_duckdb(case: MemoryCase, tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    write("parquet", case, path)
    assert pq.read_table(path).column("killed_low").to_pylist() == [14, None]
    found = duckdb.read_parquet(str(path)).project("incident, latitude").fetchall()
    assert found == [("inc_0001", 36.1234), ("inc_0002", None)]


def test_meltt_has_only_what_it_can_place(case: MemoryCase) -> None:
    rows = table("meltt", case)
    assert [row["event"] for row in rows] == ["inc_0001"]
    assert rows[0]["enddate"] == "2031-05-03"
    assert all(rows[0].values())


def test_timemap_has_its_keys_and_only_strings(case: MemoryCase) -> None:
    data = json.loads(exported("timemap", case))
    (event,) = data["events"]
    assert tuple(event) == EVENT_KEYS
    assert event["date"] == "5/3/2031"
    for key, value in event.items():
        assert isinstance(value, list if key in {"associations", "sources"} else str)
    assert {tuple(source) for source in data["sources"].values()} == {SOURCE_KEYS}
    assert set(event["sources"]) <= set(data["sources"])
    assert event["associations"] == [one["id"] for one in data["associations"]]


def test_prov_by_its_library(case: MemoryCase) -> None:
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(content=exported("prov", case).decode("utf-8"))
    derivations = list(document.get_records(model.ProvDerivation))
    types = [str(kind) for record in derivations for kind in record.get_asserted_types()]
    assert types.count("prov:Quotation") == 6
    assert types.count("prov:PrimarySource") == 6
    assert types.count("term:copy") == 1
    assert "Marrow River Observatory" in exported("prov", case).decode("utf-8")


def test_ftm_by_its_library(case: MemoryCase) -> None:
    ftm = pytest.importorskip("followthemoney")
    entities = [ftm.model.get_proxy(record) for record in lines(exported("ftm", case))]
    schemata = [entity.schema.name for entity in entities]
    assert schemata.count("Event") == 2
    assert schemata.count("Article") == 6
    event = next(entity for entity in entities if entity.schema.name == "Event")
    assert event.get("startDate") == ["2031-05-03"]
    assert len(event.get("proof")) == 5
    names = [name for one in entities if one.schema.name == "Organization" for name in one.names]
    assert names == ["Marrow River Observatory"]


def test_a_missing_library_says_what_to_install(
    case: MemoryCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("headwater.export.extras.import_module", absent)
    with pytest.raises(UsageError, match=r"pip install 'headwater\[ftm\]'"):
        exported("ftm", case)


def test_unknown_format_lists_the_formats(case: MemoryCase) -> None:
    with pytest.raises(UsageError, match="jsonl, derivations, csv"):
        write("xlsx", case, None)


def test_an_unwritable_file_is_told(case: MemoryCase, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="can't be written"):
        write("csv", case, tmp_path / "none" / "x.csv")


def test_a_failed_export_leaves_the_old_file(
    case: MemoryCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    monkeypatch.setattr(
        MemoryCase, "claim", lambda _self, _id: (_ for _ in ()).throw(CaseError("x"))
    )
    with pytest.raises(CaseError):
        write("csv", case, path)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]
