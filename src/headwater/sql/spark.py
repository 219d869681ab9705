"""The engine for archives past one machine: Spark SQL over the same queries as DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession

from headwater.sql.engine import BATCH, Column, Rows, columns_table


class SparkEngine:
    """Answers queries on a Spark session; satisfies `headwater.sql.Engine`.

    Answers come in the order of the query's ``order by``: Spark sorts by ranges, one file a range.

    Args:
        session: A running session. It has to take ``"name"`` in double quotes for a name, as
            `headwater.run.spark_session` sets it up.
        scratch: An empty folder that every worker reaches under the same path; what passes through
            it in bulk is left there until the caller deletes it.
    """

    def __init__(self, session: SparkSession, scratch: Path) -> None:
        self._session = session
        self._scratch = scratch
        self._number = count()

    def load(self, name: str, columns: Mapping[str, Column]) -> None:
        """Create or replace a table from columns of one length.

        Args:
            name: The table's name, an identifier.
            columns: Column name to values; integers become 64-bit, text becomes UTF-8.
        """
        self._session.createDataFrame(columns_table(columns)).createOrReplaceTempView(name)

    def load_batches(self, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Create or replace a table from batches, which are taken one by one.

        They pass through Parquet files in the scratch folder, so that neither this process nor
        Spark's driver holds them all.
        """
        folder = self._folder(name)
        folder.mkdir(parents=True)
        for number, table in enumerate(_pieces(schema, batches)):
            pq.write_table(table, folder / f"part-{number:06d}.parquet")
        self._session.read.parquet(str(folder)).createOrReplaceTempView(name)

    def derive(self, name: str, query: str) -> None:
        """Create or replace a table from what a query gives; it is computed once, here."""
        folder = self._folder(name)
        self.frame(query).write.parquet(str(folder))
        self._session.read.parquet(str(folder)).createOrReplaceTempView(name)

    def rows(self, query: str) -> Rows:
        """Run a query and fetch every row."""
        table = self.frame(query).toArrow()
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """Run a query and give its rows in batches; only one is in memory at a time."""
        folder = self._folder("answer")
        self.frame(query).write.parquet(str(folder))
        for path in sorted(folder.glob("part-*.parquet")):
            yield from pq.ParquetFile(path).iter_batches(BATCH)

    def frame(self, query: str) -> DataFrame:
        """The query as a data frame, not run yet, for work that stays on the workers."""
        return self._session.sql(query)

    def _folder(self, name: str) -> Path:
        return self._scratch / f"{name}-{next(self._number):06d}"


def _pieces(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Tables of about `BATCH` rows, one at least: small batches would make small files."""
    held: list[pa.RecordBatch] = []
    rows = 0
    some = False
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= BATCH:
            yield pa.Table.from_batches(held, schema)
            held, rows, some = [], 0, True
    if held or not some:
        yield pa.Table.from_batches(held, schema)
