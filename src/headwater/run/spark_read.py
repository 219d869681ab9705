"""The per-report stages on Spark: reports go to the workers in waves, parts come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from itertools import count, islice
from math import ceil
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from headwater.run.machine import Digested
from headwater.run.spark_worker import READINGS, REPORTS, Work

STAGED = 512
"""Reports of one file that waits for the workers."""
WAVE = 1024
"""Reports a core that make one Spark job: what a killed run loses at most."""
TASK = 64
"""Reports of one task at most: what a lost worker has to read again."""
TURNS = 4
"""Tasks a core at least, so that long reports in one task leave no other core idle."""


@dataclass(frozen=True, slots=True)
class Wave:
    """Reports that wait for the workers in a folder of Parquet files."""

    folder: Path
    reports: int


class SparkReader:
    """Reads reports on the workers of a session.

    Args:
        session: A running session.
        work: What each task does with its batches, see `headwater.run.spark_worker.reader`.
        scratch: An empty folder that every worker reaches under the same path.
    """

    def __init__(self, session: SparkSession, work: Work, scratch: Path) -> None:
        self._session = session
        self._work = work
        self._scratch = scratch
        self._number = count()

    def _cores(self) -> int:
        """Cores at work now: a cluster's workers come one by one."""
        return max(1, self._session.sparkContext.defaultParallelism)

    def read(
        self,
        reports: Iterable[Digested],
        keep: Callable[[Sequence[Path]], None],
        told: Callable[[int], None],
    ) -> None:
        """Read all reports; the next wave is gathered while the workers read.

        Args:
            reports: Taken one by one, from another thread.
            keep: Is given the files (Parquet, readings) of each wave that is done, to move away.
            told: Is given the number of reports read so far.
        """
        waiting = iter(reports)
        done = 0
        with ThreadPoolExecutor(1) as ahead:
            # The bodies that the user makes known are in force in this context alone.
            known = copy_context()
            coming = ahead.submit(known.run, self._stage, waiting)
            while (wave := coming.result()).reports:
                coming = ahead.submit(known.run, self._stage, waiting)
                keep(self._parts(wave))
                done += wave.reports
                told(done)

    def _stage(self, reports: Iterator[Digested]) -> Wave:
        folder = self._scratch / f"reports-{next(self._number):06d}"
        folder.mkdir(parents=True)
        left = WAVE * self._cores()
        taken = 0
        while chunk := list(islice(reports, min(STAGED, left - taken))):
            rows = [(digest, msgspec.json.encode(report).decode()) for digest, report in chunk]
            columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
            path = folder / f"part-{taken:09d}.parquet"
            pq.write_table(pa.Table.from_arrays(columns, schema=REPORTS), path)
            taken += len(chunk)
        return Wave(folder, taken)

    def _parts(self, wave: Wave) -> list[Path]:
        """Run the job of a wave. A task that is tried again leaves what only its last try wrote."""
        folder = wave.folder.with_name(f"{wave.folder.name}-read")
        tasks = max(ceil(wave.reports / TASK), min(self._cores() * TURNS, wave.reports))
        (
            self._session.read.schema(from_arrow_schema(REPORTS))
            .parquet(str(wave.folder))
            .repartition(tasks)
            .mapInArrow(self._work, from_arrow_schema(READINGS))
            .write.parquet(str(folder))
        )
        for path in wave.folder.iterdir():
            path.unlink()
        return sorted(folder.glob("part-*.parquet"))
