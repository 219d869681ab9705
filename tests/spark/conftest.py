"""One Spark session for all tests of this folder; without Java or PySpark they are skipped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from headwater.errors import UsageError
from headwater.run import Knowledge, Local, run_case, spark_setup
from headwater.store import Case

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = {
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
}
"""Settings under which tests start quickly and share a machine."""


@pytest.fixture(scope="session")
def spark_ready() -> None:
    try:
        spark_setup.require()
    except UsageError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def session(
    spark_ready: None,  # noqa: ARG001  # skips
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SparkSession]:
    from headwater.run.spark_session import SparkSettings, session  # noqa: PLC0415  # may be absent

    log = tmp_path_factory.mktemp("spark") / "spark.log"
    with session(SparkSettings("local[2]", SMALL), log) as started:
        yield started


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "scratch"


@dataclass(frozen=True)
class Cases:
    """The example reports as a case, once by each engine."""

    local: Path
    spark: Path


@pytest.fixture(scope="session")
def cases(session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Cases:
    from headwater.run.spark import SparkMachine  # noqa: PLC0415  # may be absent

    folder = tmp_path_factory.mktemp("cases")
    made = Cases(folder / "local", folder / "spark")
    knowledge = Knowledge((EXAMPLES / "gazetteer.csv",), (EXAMPLES / "actors.toml",))
    inputs = [str(EXAMPLES / "reports")]
    run_case(inputs, made.local, knowledge, Local(1))
    scratch = Case.create(made.spark).scratch
    run_case(inputs, made.spark, knowledge, SparkMachine(session, scratch))
    return made


@pytest.fixture
def headwater() -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "headwater", *(str(one) for one in arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run
