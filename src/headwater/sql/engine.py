"""Where queries run. One protocol, one class for each SQL engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Protocol, Self

import duckdb
import pyarrow as pa

Column = Sequence[int] | Sequence[str] | Sequence[float] | Sequence[int | None]
Rows = list[tuple[int | str | float | None, ...]]


class Engine(Protocol):
    """Holds tables of columns and answers queries over them."""

    def load(self, name: str, columns: Mapping[str, Column]) -> None:
        """Create or replace a table from columns of one length."""

    def rows(self, query: str) -> Rows:
        """Run a query and fetch every row."""


class DuckEngine:
    """An in-memory DuckDB of one thread count; the threads never change a result, only its time."""

    def __init__(self, threads: int = 2, memory: str = "4GB") -> None:
        self._connection = duckdb.connect(":memory:")
        self._connection.execute(f"set threads to {int(threads)}")
        self._connection.execute("set memory_limit = $limit", {"limit": memory})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def load(self, name: str, columns: Mapping[str, Column]) -> None:
        """Create or replace a table from columns of one length.

        Args:
            name: The table's name, an identifier.
            columns: Column name to values; integers become 64-bit, text becomes UTF-8.
        """
        table = pa.table({key: _array(values) for key, values in columns.items()})
        self._connection.register("incoming", table)
        self._connection.execute(f'create or replace table "{name}" as select * from incoming')
        self._connection.unregister("incoming")

    def rows(self, query: str) -> Rows:
        """Run a query and fetch every row."""
        return self._connection.execute(query).fetchall()


def _array(values: Column) -> pa.Array:
    """An empty column has no type of its own; ours hold 64-bit integers unless they say else."""
    if not len(values):
        return pa.array(values, type=pa.int64())
    return pa.array(values)
