"""Where queries run. One protocol, one class for each SQL engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import duckdb
import pyarrow as pa

Column = Sequence[int] | Sequence[str] | Sequence[float] | Sequence[int | None]
Rows = list[tuple[int | str | float | None, ...]]

BATCH = 65_536
"""Rows that an engine hands over at once."""
AT_REST = "32MB"
"""What DuckDB may hold on to between one step and the next."""


class Engine(Protocol):
    """Holds tables of columns and answers queries over them."""

    def load(self, name: str, columns: Mapping[str, Column]) -> None:
        """Create or replace a table from columns of one length."""

    def load_batches(self, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Create or replace a table from batches, which are taken one by one."""

    def derive(self, name: str, query: str) -> None:
        """Create or replace a table from what a query gives."""

    def forget(self, *names: str) -> None:
        """Drop tables that are no longer asked for, with the memory and disk that they took."""

    def rows(self, query: str) -> Rows:
        """Run a query and fetch every row."""

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """Run a query and fetch its rows batch by batch, in their order."""


class DuckEngine:
    """A DuckDB of one thread count; the threads never change a result, only its time.

    Args:
        threads: Threads of a query.
        memory: What DuckDB may hold before it moves to disk.
        folder: Where it may move to; a temporary folder of its own by default.
    """

    def __init__(self, threads: int = 2, memory: str = "384MB", folder: Path | None = None) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="headwater-", dir=folder)
        self._connection = duckdb.connect(":memory:")
        self._connection.execute(f"set threads to {int(threads)}")
        self._memory = memory
        self._limit(memory)
        self._connection.execute("set temp_directory = $folder", {"folder": self._spill.name})
        # Every query says its order; keeping that of the input would only cost memory.
        self._connection.execute("set preserve_insertion_order = false")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._spill.cleanup()

    def load(self, name: str, columns: Mapping[str, Column]) -> None:
        """Create or replace a table from columns of one length.

        Args:
            name: The table's name, an identifier.
            columns: Column name to values; integers become 64-bit, text becomes UTF-8.
        """
        self._create(name, columns_table(columns))

    def load_batches(self, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Create or replace a table from batches, which are taken one by one."""
        self._create(name, pa.RecordBatchReader.from_batches(schema, batches))

    def _create(self, name: str, source: pa.Table | pa.RecordBatchReader) -> None:
        self._connection.register("incoming", source)
        self._connection.execute(f'create or replace table "{name}" as select * from incoming')
        self._connection.unregister("incoming")

    def derive(self, name: str, query: str) -> None:
        """Create or replace a table from what a query gives."""
        self._connection.execute(f'create or replace table "{name}" as {query}')

    def forget(self, *names: str) -> None:
        """Drop tables that are no longer asked for, with the memory and disk that they took."""
        for name in names:
            self._connection.execute(f'drop table if exists "{name}"')
        # DuckDB keeps what it has freed for the next query, up to its limit (170 MiB were measured
        # after the pairs of 20,000 reports); a lower limit makes it hand that back.
        self._limit(AT_REST)
        self._limit(self._memory)

    def _limit(self, memory: str) -> None:
        self._connection.execute("set memory_limit = $limit", {"limit": memory})

    def rows(self, query: str) -> Rows:
        """Run a query and fetch every row."""
        return self._connection.execute(query).fetchall()

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """Run a query and fetch its rows batch by batch, in their order."""
        yield from self._connection.cursor().sql(query).to_arrow_reader(BATCH)


def columns_table(columns: Mapping[str, Column]) -> pa.Table:
    """An Arrow table of columns of one length."""
    return pa.table({key: _array(values) for key, values in columns.items()})


def _array(values: Column) -> pa.Array:
    """An empty column has no type of its own; ours hold 64-bit integers unless they say else."""
    if not len(values):
        return pa.array(values, type=pa.int64())
    return pa.array(values)
