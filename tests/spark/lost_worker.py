"""Run as a program: a small cluster of two workers, one of which is killed while it works.

Argument: a folder. Prints the ids of the reports that came back.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark

from headwater.model import Report
from headwater.run.spark_read import SparkReader
from headwater.run.spark_session import SparkSettings, session
from headwater.run.spark_worker import READINGS, Work

REPORTS = 60
MASTER = "local-cluster[2,1,1024]"
CONF = {
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "2",
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


def above(process: int) -> int:
    """The parent of a process."""
    stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    return int(stat.rpartition(")")[2].split()[1])


def kill_one(folder: Path) -> None:
    """Kill the executor (Java) above this process, if it is the first to be killed."""
    executor = above(os.getppid())
    (folder / f"executor-{executor}").touch()
    if len(list(folder.glob("executor-*"))) > 1:
        try:
            (folder / "alive").rename(folder / "killed")
        except FileNotFoundError:
            return
        os.kill(executor, signal.SIGKILL)


def worker(folder: Path) -> Work:
    """Work that reads nothing, slowly; in each task the second report may cost a worker."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number, row in enumerate(batch.to_pylist()):
                time.sleep(0.02)
                if number == 1:
                    kill_one(folder)
                name = json.loads(row["record"])["id"]
                whole = dict.fromkeys(READINGS.names) | {"report": name, "digest": row["digest"]}
                yield pa.RecordBatch.from_pylist([whole], schema=READINGS)

    return work


def main(folder: Path) -> None:
    """Read reports through the cluster and print what came back."""

    def keep(files: Sequence[Path]) -> None:
        for path in files:
            sys.stdout.writelines(f"{one}\n" for one in pq.read_table(path)["report"].to_pylist())

    (folder / "alive").touch()
    reports = ((f"d{n}", Report(f"r{n:03d}", "Nothing.")) for n in range(REPORTS))
    with session(SparkSettings(MASTER, CONF), folder / "spark.log") as spark:
        application = spark.sparkContext.applicationId
        SparkReader(spark, worker(folder), folder / "scratch").read(reports, keep, lambda _: None)
    # Workers of such a cluster leave their folders inside PySpark.
    shutil.rmtree(Path(pyspark.__file__).parent / "work" / application, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
