"""The example reports by each engine: the same case, row by row, and the same to whoever reads."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq
import pytest

from headwater.export import FORMATS, ExportOptions, write
from headwater.run import Local, Pipeline, run_case, workers
from headwater.store import Case
from headwater.store.schemas import SCHEMAS

if TYPE_CHECKING:
    from conftest import Cases
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]

Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = (
    "spark.driver.memory=1g",
    "spark.sql.shuffle.partitions=2",
    "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1",
)
BY_SPARK = {"readings", "reports", "attributions"}
"""Tables that Spark writes, as folders of parts."""


def rows(case: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(case / "tables" / f"{name}.parquet").to_pylist()
    return found


def as_bytes(case: Path, name: str) -> list[bytes]:
    return sorted(json.dumps(row, sort_keys=True).encode() for row in rows(case, name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_tables_are_equal_row_by_row(cases: Cases, name: str) -> None:
    assert as_bytes(cases.spark, name) == as_bytes(cases.local, name)
    assert rows(cases.spark, name) == rows(cases.local, name)
    assert (cases.spark / "tables" / f"{name}.parquet").is_dir() == (name in BY_SPARK)


def test_the_settings_are_equal_and_no_part_is_left(cases: Cases) -> None:
    told = [(case / "case.toml").read_text() for case in (cases.local, cases.spark)]
    assert told[0] == told[1]
    assert not list((cases.spark / "parts").iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_exports_are_equal(cases: Cases, tmp_path: Path, name: str) -> None:
    written = []
    for case in (cases.local, cases.spark):
        path = tmp_path / f"{case.name}.{name}"
        write(name, Case.open(case), path, ExportOptions())
        written.append(path.read_bytes())
    assert written[0] == written[1]
    assert written[0]


@pytest.mark.parametrize("name", sorted(BY_SPARK))
def test_duckdb_reads_a_folder_of_parts_by_the_name_of_the_table(cases: Cases, name: str) -> None:
    path = cases.spark / "tables" / f"{name}.parquet"
    query = "select count(*), count(distinct report) from read_parquet(?)"
    count, reports = duckdb.execute(query, [str(path)]).fetchall()[0]
    assert count == len(rows(cases.local, name))
    assert reports == len({row["report"] for row in rows(cases.local, name)})


def lines(path: Path, numbers: range, toll: int) -> str:
    text = "A bomb killed {} people in Marven on Monday, the Quell Monitor said."
    made = [{"id": f"r{n:02d}", "text": text.format(n + toll), "outlet": "Post"} for n in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in made))
    return str(path)


def test_either_engine_goes_on_with_the_other_s_case(
    session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headwater.run.spark import SparkMachine  # noqa: PLC0415  # may be absent

    pipeline = Pipeline()
    monkeypatch.setattr(workers, "load", lambda _: pipeline)  # loaded once, not once a run
    first, changed = lines(tmp_path / "a", range(4), 2), lines(tmp_path / "b", range(2, 6), 9)
    whole, turns = tmp_path / "whole", tmp_path / "turns"
    for inputs in (first, changed):
        run_case([inputs], whole, machine=Local(1))
    machine = SparkMachine(session, Case.create(turns).scratch)
    assert run_case([first], turns, machine=Local(1)).read == 4
    assert run_case([changed], turns, machine=machine).read == 4
    assert run_case([changed], turns, machine=machine).read == 0
    for name in SCHEMAS:
        assert rows(turns, name) == rows(whole, name)
    assert run_case([first], turns, machine=Local(1)).read == 2
    assert run_case([changed], turns, machine=Local(1)).read == 2
    for name in SCHEMAS:
        assert rows(turns, name) == rows(whole, name)
        assert (turns / "tables" / f"{name}.parquet").is_file()


def test_the_command_runs_on_spark(tmp_path: Path, headwater: Run) -> None:
    reports = lines(tmp_path / "a", range(3), 2)
    options = ["--engine", "spark", "--master", "local[1]"]
    for setting in SMALL:
        options += ["--conf", setting]
    done = headwater("run", reports, "--out", tmp_path / "case", *options)
    assert done.returncode == 0, done.stderr
    assert "3 reports" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [row["report"] for row in rows(tmp_path / "case", "reports")] == ["r00", "r01", "r02"]
    assert rows(tmp_path / "case", "incidents")
