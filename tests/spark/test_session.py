"""How a session is set up, and what is said when it can't be."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.usefixtures("spark_ready")
@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ("local[*]", "local[*,4]"),
        ("local", "local[1,4]"),
        ("local[3]", "local[3,4]"),
        ("local[3,1]", "local[3,1]"),
        ("spark://head:7077", "spark://head:7077"),
    ],
)
def test_tasks_are_tried_again_on_one_machine_too(given: str, passed: str) -> None:
    from headwater.run.spark_session import SparkSettings, configuration  # noqa: PLC0415

    told = configuration(SparkSettings(given))
    assert told["spark.master"] == passed
    assert told.get("spark.driver.bindAddress") == ("127.0.0.1" if "local" in given else None)


@pytest.mark.usefixtures("spark_ready")
def test_the_user_s_settings_win() -> None:
    from headwater.run.spark_session import SparkSettings, configuration  # noqa: PLC0415

    conf = {"spark.ui.enabled": "true", "spark.executor.memory": "4g"}
    told = configuration(SparkSettings(conf=conf))
    assert conf.items() <= told.items()


@pytest.mark.usefixtures("spark_ready")
def test_a_spark_that_does_not_start_says_why_in_one_line(tmp_path: Path, headwater: Run) -> None:
    report = tmp_path / "a.txt"
    report.write_text("A bomb killed 4 people in Marven on Monday.\n")
    done = headwater(
        "run", report, "--out", tmp_path / "case", "--engine", "spark", "--master", "nowhere"
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("headwater: Spark does not start: Master must")
    assert line.endswith(str(tmp_path / "case" / "spark.log"))


@pytest.mark.usefixtures("spark_ready")
def test_the_docs_give_the_numbers_of_the_code() -> None:
    from headwater.run.spark_link import LEAST  # noqa: PLC0415
    from headwater.run.spark_read import TASK, WAVE  # noqa: PLC0415
    from headwater.run.spark_session import ATTEMPTS  # noqa: PLC0415

    docs = (Path(__file__).parents[2] / "docs" / "spark.md").read_text(encoding="utf-8")
    assert f"{LEAST:,} pairs" in docs
    assert f"{TASK} reports each" in docs
    assert f"{WAVE:,} reports a core" in docs
    assert ATTEMPTS == 4
    assert "up to four times" in docs
