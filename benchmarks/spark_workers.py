"""``python -m benchmarks.spark_workers REPORTS.jsonl``: two Spark workers against one.

Times the per-report stages alone (`headwater.run.spark_read`) on a small cluster of its own on
this machine, ``local-cluster[1,1,1024]`` and ``local-cluster[2,1,1024]`` in turn, each in a process
of its own. Every worker reads a few reports first, so that loading the models is not timed. The
reports are repeated up to ``--count``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyspark

from benchmarks.__main__ import repeated
from headwater.model import Report
from headwater.run import Knowledge
from headwater.run.case import code_digest
from headwater.run.spark_read import SparkReader
from headwater.run.spark_session import SparkSettings, session
from headwater.run.spark_worker import Kit, reader

WARMING = 8
"""Reports a worker that are read before the clock starts."""
WORKERS = (1, 2)


def reports(source: Path, count: int) -> Iterator[tuple[str, Report]]:
    """The reports of a file over and over, as the reader takes them."""
    for row in repeated(source, count):
        published = row.get("published")
        yield (
            str(row["id"]),
            Report(
                str(row["id"]), str(row["text"]), published=str(published) if published else None
            ),
        )


def seconds(source: Path, count: int, workers: int) -> float:
    """Time that so many workers take; starts a cluster."""
    master = f"local-cluster[{workers},1,1024]"
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        work = reader(Kit(Knowledge(), code_digest()))
        with session(SparkSettings(master), scratch / "spark.log") as spark:
            application = spark.sparkContext.applicationId
            read = SparkReader(spark, work, scratch / "scratch").read
            read(islice(reports(source, count), WARMING * workers), drop, lambda _: None)
            began = time.monotonic()
            read(reports(source, count), drop, lambda _: None)
            taken = time.monotonic() - began
    # Workers of such a cluster leave their folders inside PySpark.
    shutil.rmtree(Path(pyspark.__file__).parent / "work" / application, ignore_errors=True)
    return taken


def drop(files: Sequence[Path]) -> None:
    """Forget what was read."""
    for path in files:
        path.unlink()


def apart(source: Path, count: int, workers: int) -> float:
    """`seconds` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.spark_workers", str(source)]
    options = ["--count", str(count), "--only", str(workers)]
    done = subprocess.run(  # noqa: S603  # this very module
        [*command, *options], stdout=subprocess.PIPE, text=True, check=True
    )
    return float(json.loads(done.stdout.splitlines()[-1]))


def table(count: int, taken: dict[int, list[float]]) -> str:
    """A Markdown table with the medians, and how much faster two workers are."""
    medians = {workers: statistics.median(runs) for workers, runs in taken.items()}
    lines = [
        "| Spark, per-report stages | reports | seconds | reports/s |",
        "|---|---:|---:|---:|",
        *(
            f"| {workers} worker{'s' * (workers > 1)} | {count:,} | {median:.1f} | "
            f"{count / median:.1f} |"
            for workers, median in medians.items()
        ),
        "",
        (
            f"Two workers against one: {medians[1] / medians[2]:.2f} times, medians of "
            f"{len(taken[1])} runs each."
        ),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure in turn, so that what else the machine does weighs on both alike."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark_workers", description=__doc__)
    parser.add_argument("reports", type=Path, help="reports as JSON Lines")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", type=int, help="workers of the one run to time")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(seconds(options.reports, options.count, options.only)))
        return
    taken: dict[int, list[float]] = {workers: [] for workers in WORKERS}
    for _ in range(options.runs):
        for workers in WORKERS:
            taken[workers].append(apart(options.reports, options.count, workers))
    print(table(options.count, taken))


if __name__ == "__main__":
    main()
