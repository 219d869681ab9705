"""Starts Spark as headwater uses it: quiet, retrying, closed to the network on one machine."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException, PySparkRuntimeError
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from headwater.errors import EngineError
from headwater.run.spark_setup import require

ATTEMPTS = 4
"""Times a task is tried before the run gives up, as on a cluster."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Parallel work is by processes, one a core; see `headwater.cli.main`."""

_BASE = {
    "spark.app.name": "headwater",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.python.worker.reuse": "true",
    # A row can hold a whole reading: a worker is given tens of megabytes at once, not hundreds.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",
}
_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # Spark's 200 are for clusters: on one machine they cost more than the queries themselves.
    "spark.sql.shuffle.partitions": "32",
}
_RAISED = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception): ")
"""The line of a Python traceback that says what was raised."""
_JAVA_ENDED = re.compile(r"(?:Error: |Exception in thread \"main\" (?:[\w.]+: )?)(.+)")
"""The line by which Java says why it ended."""
_LOCAL_MASTER = re.compile(r"local(?:\[(?P<cores>\d+|\*)\])?")


@dataclass(frozen=True, slots=True)
class SparkSettings:
    """What a user may say about Spark."""

    master: str = "local[*]"
    conf: Mapping[str, str] = field(default_factory=dict)
    """Spark's own settings; they win over headwater's."""


@contextmanager
def session(settings: SparkSettings, log: Path) -> Iterator[SparkSession]:
    """A session that ends with the block. What Spark and its workers print goes to ``log``.

    Raises:
        UsageError: PySpark or Java is missing.
        EngineError: Spark does not start, or gives up on the work of the block.
    """
    os.environ["JAVA_HOME"] = str(require())
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name in THREADS:
        os.environ.setdefault(name, "1")
    conf = SparkConf(loadDefaults=False)
    conf.setAll(sorted(configuration(settings).items()))
    with log.open("ab") as told:
        started: SparkSession | None = None
        try:
            started = _start(conf, told)
            yield started
        except (PySparkException, Py4JError) as error:
            raise EngineError(f"Spark gave up: {_in_short(error)}; its log is {log}") from error
        finally:
            if started is not None:
                started.stop()


def _start(conf: SparkConf, told: BinaryIO) -> SparkSession:
    """Start Java and Spark in it; ``told`` gets what they print.

    Raises:
        EngineError: Java ended at once; with what it said.
        PySparkException, Py4JError: Spark does not start.
    """
    before = told.tell()
    try:
        gateway = launch_gateway(  # type: ignore[no-untyped-call]  # PySpark's own lacks types
            conf, {"stdout": told, "stderr": told}
        )
    except PySparkRuntimeError as error:
        with Path(told.name).open(encoding="utf-8", errors="replace") as log:
            log.seek(before)
            said = [found[1] for line in log if (found := _JAVA_ENDED.match(line))]
        raise EngineError(
            f"Spark does not start: {said[0] if said else _in_short(error)}; its log is {told.name}"
        ) from error
    return SparkSession(SparkContext(conf=conf, gateway=gateway))


def configuration(settings: SparkSettings) -> dict[str, str]:
    """All settings of a run, the user's last."""
    master = settings.master
    local = master.startswith("local")
    if found := _LOCAL_MASTER.fullmatch(master):
        # Without a number of failures a local master gives up at the first.
        master = f"local[{found['cores'] or 1},{ATTEMPTS}]"
    threads = {f"spark.executorEnv.{name}": "1" for name in THREADS}
    return {
        "spark.master": master,
        "spark.task.maxFailures": str(ATTEMPTS),
        **_BASE,
        **(_LOCAL if local else {}),
        **threads,
        **settings.conf,
    }


def _in_short(error: Exception) -> str:
    """What went wrong, in one line: the end of a worker's traceback, else the first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if _RAISED.match(line)]
    return (raised or lines or [type(error).__name__])[0][:300]
