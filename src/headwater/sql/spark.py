"""The engine for archives past one machine: Spark SQL over the same queries as DuckDB."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from headwater.sql.engine import BATCH, Column, Rows, columns_table

SLICES = 4
"""Slices a core into which work on rows is cut, so that one slow slice leaves no core idle."""
BYTES = 32 << 20
"""Bytes of a table on its way to Spark that wait in memory."""
RECORDS = 512
"""Rows with objects in them that are taken from an answer at once."""

Work = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""What a worker does with its rows."""


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
        table = columns_table(columns)
        if table.num_rows > BATCH:  # more than goes to Java at once
            self.load_batches(name, table.schema, table.to_batches(BATCH))
            return
        self._session.createDataFrame(table).createOrReplaceTempView(name)

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
        self._session.sql(query).write.parquet(str(folder))
        self._session.read.parquet(str(folder)).createOrReplaceTempView(name)

    def forget(self, *names: str) -> None:
        """Drop tables that are no longer asked for, with the memory and disk that they took."""
        for name in names:
            self._session.catalog.dropTempView(name)
            for folder in self._scratch.glob(f"{name}-*"):
                shutil.rmtree(folder)

    def rows(self, query: str) -> Rows:
        """Run a query and fetch every row."""
        table = self._session.sql(query).toArrow()
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """Run a query and give its rows in batches; only one is in memory at a time."""
        yield from self._answer(self._session.sql(query))

    def spread(
        self, table: str, order: str, work: Work, schema: pa.Schema
    ) -> Iterator[pa.RecordBatch]:
        """Let the workers turn the rows of a table into others.

        Args:
            table: Its name.
            order: The column by which rows are handed out in slices, and in order within one; the
                answers come in the same order.
            work: Batches in, batches out; runs in a worker process.
            schema: Columns of the answers.
        """
        rows = self._session.table(table)
        tasks = self._session.sparkContext.defaultParallelism * SLICES
        sliced = rows.repartitionByRange(tasks, order).sortWithinPartitions(order)
        yield from self._answer(sliced.mapInArrow(work, from_arrow_schema(schema)))

    def _answer(self, frame: DataFrame) -> Iterator[pa.RecordBatch]:
        """The rows of a data frame, by way of files in the scratch folder."""
        folder = self._folder("answer")
        frame.write.parquet(str(folder))
        for path in sorted(folder.glob("part-*.parquet")):
            with pq.ParquetFile(path) as file:
                objects = any(pa.types.is_binary(kind) for kind in file.schema_arrow.types)
                yield from file.iter_batches(RECORDS if objects else BATCH)
        shutil.rmtree(folder)

    def _folder(self, name: str) -> Path:
        return self._scratch / f"{name}-{next(self._number):06d}"


def _pieces(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Tables of about `BATCH` rows or `BYTES`, one at least: small batches make small files."""
    held: list[pa.RecordBatch] = []
    rows = size = 0
    some = False
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if rows >= BATCH or size >= BYTES:
            yield pa.Table.from_batches(held, schema)
            held, rows, size, some = [], 0, 0, True
    if held or not some:
        yield pa.Table.from_batches(held, schema)
