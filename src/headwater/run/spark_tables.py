"""The tables that follow from readings alone, written by Spark as folders of sorted parts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from headwater.model import Reading
from headwater.run.spark_worker import READINGS, Work
from headwater.store import Case, Made, tables
from headwater.store.files import Row, remove, table_files
from headwater.store.schemas import GROUP, GROUPS, SCHEMAS

AT_ONCE = 256
"""Rows of a table that a worker hands over at once."""

Rows = Callable[[str, Reading], list[Row]]
"""The rows of a table that one reading (digest, reading) makes."""


def write_readings(spark: SparkSession, case: Case, made: Made) -> dict[str, int]:
    """Write ``readings``, ``reports`` and ``attributions``; returns their numbers of rows.

    Args:
        spark: A running session.
        case: Its parts, and the readings of earlier runs, are what is written.
        made: What they were made with.
    """
    latest = _latest(spark, case.sources(made)).persist()
    counts = {}
    for name, rows in (("reports", _report_rows), ("attributions", _attribution_rows)):
        frame = latest.select("report", "digest", "record").sort("report")
        schema = plain_schema(SCHEMAS[name])
        made_rows = frame.mapInArrow(mapped(schema, rows), from_arrow_schema(schema))
        counts[name] = _write(made_rows, case.table(name))
    table = case.table("readings")
    with _written(latest.sort("report"), table) as fresh:
        if table.exists():
            # What only the old table held must not be lost between taking it away and putting
            # the new one there.
            case.adopt([_second_name(path) for path in table_files(fresh)])
    latest.unpersist()
    return counts | {"readings": _rows(table)}


def _latest(spark: SparkSession, sources: Sequence[Path]) -> DataFrame:
    """One row a report, the last one written: parts by their names, the table before any."""
    reader = spark.read.schema(from_arrow_schema(READINGS))
    frames = [reader.parquet(str(one)).withColumn("file", sql.lit("")) for one in sources[:1]]
    if parts := [str(one) for one in sources[1:]]:
        frames.append(reader.parquet(*parts).withColumn("file", sql.col("_metadata.file_name")))
    order = Window.partitionBy("report").orderBy(sql.col("file").desc_nulls_last())
    ranked = reduce(DataFrame.unionByName, frames).withColumn("place", sql.row_number().over(order))
    return ranked.filter("place = 1").select(*READINGS.names)


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The schema without lists of a fixed length, which Spark does not know; same values."""
    return pa.schema([(field.name, _plain(field.type)) for field in schema])


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_list(kind) or pa.types.is_fixed_size_list(kind):
        return pa.list_(_plain(kind.value_type))
    return kind


def mapped(schema: pa.Schema, rows: Rows) -> Work:
    """Batches of readings (report, digest, record) to batches of the table that they make."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        decoder = msgspec.json.Decoder(Reading)
        waiting: list[Row] = []
        for batch in batches:
            _, digests, records = (column.to_pylist() for column in batch.columns)
            for digest, record in zip(digests, records, strict=True):
                waiting.extend(rows(digest, decoder.decode(record)))
                if len(waiting) >= AT_ONCE:
                    yield pa.RecordBatch.from_pylist(waiting, schema=schema)
                    waiting.clear()
        yield pa.RecordBatch.from_pylist(waiting, schema=schema)

    return work


def _report_rows(digest: str, reading: Reading) -> list[Row]:
    return [tables.report_row(reading.report, digest)]


def _attribution_rows(_: str, reading: Reading) -> list[Row]:
    return tables.attribution_rows(reading)


def _write(frame: DataFrame, table: Path) -> int:
    """Write a table; returns its rows."""
    with _written(frame, table):
        pass
    return _rows(table)


@contextmanager
def _written(frame: DataFrame, table: Path) -> Iterator[Path]:
    """A folder with the rows of a frame, which takes the table's place when the block ends."""
    fresh = table.with_name(f".{table.name}.{os.getpid()}.tmp")
    group = GROUPS.get(table.stem, GROUP)
    frame.write.option("parquet.block.row.count.limit", group).parquet(str(fresh))
    for path in fresh.iterdir():
        if path not in table_files(fresh):  # marks and check sums of Spark's own
            path.unlink()
    yield fresh
    remove(table)
    fresh.replace(table)


def _second_name(path: Path) -> Path:
    """Another name for the same file, without copying it."""
    other = path.with_name(f".{path.name}")
    other.hardlink_to(path)
    return other


def _rows(table: Path) -> int:
    return sum(pq.read_metadata(path).num_rows for path in table_files(table))
