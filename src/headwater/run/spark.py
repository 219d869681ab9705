"""A whole run on Spark: the same stations, the same queries, the same case."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pyspark.sql import SparkSession

from headwater.link import Linked, Place, link_held
from headwater.model import Rejected
from headwater.run.case import Outcome, code_digest, run_case
from headwater.run.knowledge import Knowledge
from headwater.run.machine import Digested
from headwater.run.progress import Tell
from headwater.run.spark_link import SparkSteps
from headwater.run.spark_read import SparkReader
from headwater.run.spark_session import SparkSettings, session
from headwater.run.spark_tables import write_readings
from headwater.run.spark_worker import Kit, reader
from headwater.sql.spark import SparkEngine
from headwater.store import Case, Made
from headwater.store.case import SCRATCH
from headwater.store.readings import StoredReadings
from headwater.store.writing import write_linked

__all__ = ["SparkMachine", "SparkSettings", "run_case_on_spark"]


def run_case_on_spark(
    inputs: Sequence[str],
    out: Path,
    knowledge: Knowledge | None = None,
    settings: SparkSettings | None = None,
    progress: Tell | None = None,
) -> Outcome:
    """Read ``inputs`` into the case at ``out`` with Spark; see `headwater.run.run_case`.

    The case folder has to be reached by every worker under its own path. What Spark and its
    workers print goes to ``spark.log`` in it.

    Raises:
        UsageError: PySpark or Java is missing.
        EngineError: Spark does not start, or gives up.
        InputError: no report could be used and the case holds none.
        CaseError: the case can't be written.
    """
    out = out.resolve()
    case = Case.create(out)
    with session(settings or SparkSettings(), out / "spark.log") as spark:
        return run_case(inputs, out, knowledge, SparkMachine(spark, case.scratch), progress)


class SparkMachine:
    """Does the heavy steps of a run on a session; a `headwater.run.Machine`.

    Args:
        spark: A running session.
        folder: Where temporary folders may lie; every worker reaches it under the same path.
    """

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self._spark = spark
        self._folder = folder

    def read(
        self, case: Case, reports: Iterator[Digested], knowledge: Knowledge, tell: Tell
    ) -> None:
        """Read reports on the workers; the parts that Spark wrote become parts of the case."""
        with _temporary(self._folder) as scratch:
            kit = Kit(_shared(knowledge, scratch), code_digest())
            work = SparkReader(self._spark, reader(kit), scratch)
            work.read(reports, case.adopt, lambda done: tell("reading", done, None))

    def link(self, case: Case, stored: StoredReadings) -> Linked:
        """Link with the queries on Spark, and the comparing where it pays."""
        with _temporary(self._folder) as scratch:
            engine = SparkEngine(self._spark, scratch)
            return link_held(stored, Place(engine, case.scratch), SparkSteps(engine, scratch))

    def write(
        self,
        case: Case,
        made: Made,
        stored: StoredReadings,
        results: tuple[Iterable[Rejected], Linked],
    ) -> None:
        """Spark writes what follows from readings alone; what was linked is written here."""
        rejected, linked = results
        counts = write_readings(self._spark, case, made)
        parts = (linked.claims, linked.derivations, linked.incidents)
        counts |= write_linked(case.table("incidents").parent, stored, rejected, parts)
        case.seal(made, counts)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as scratch:
        yield Path(scratch)


def _shared(knowledge: Knowledge, scratch: Path) -> Knowledge:
    """The user's tables where workers find them, and with them the same order and endings."""
    folder = scratch / "knowledge"
    folder.mkdir(parents=True)

    def put(path: Path) -> Path:
        return Path(shutil.copy(path, folder / f"{len(list(folder.iterdir())):03d}-{path.name}"))

    return replace(
        knowledge,
        gazetteers=tuple(put(path) for path in knowledge.gazetteers),
        actors=tuple(put(path) for path in knowledge.actors),
        crosswalk=put(knowledge.crosswalk) if knowledge.crosswalk else None,
    )
