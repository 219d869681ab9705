"""Writing that a crash can't leave half done, and one writer a case at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.errors import CaseError

Row = dict[str, object]
"""Column name to value."""


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        if path.is_dir():
            remove(path)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def table_writer(path: Path, schema: pa.Schema, group: int) -> Iterator[Callable[[Row], None]]:
    """A function that adds one row to a Parquet table, which takes its place when the block ends.

    The bytes depend on the rows alone. A group of rows is all that waits in memory.

    Args:
        path: The table.
        schema: Its columns; every row has exactly these.
        group: Rows of a row group.
    """
    waiting: list[Row] = []
    with (
        atomic(path) as temporary,
        pq.ParquetWriter(temporary, schema, compression="zstd", version="2.6") as writer,
    ):

        def flush() -> None:
            writer.write_table(pa.Table.from_pylist(waiting, schema=schema), row_group_size=group)
            waiting.clear()

        def add(row: Row) -> None:
            waiting.append(row)
            if len(waiting) >= group:
                flush()

        yield add
        if waiting:
            flush()


def write_table(path: Path, schema: pa.Schema, rows: Iterable[Row], group: int) -> int:
    """Write Parquet atomically, group by group, and return how many rows there were."""
    count = 0
    with table_writer(path, schema, group) as add:
        for row in rows:
            add(row)
            count += 1
    return count


def remove(path: Path) -> None:
    """Delete a table, which another engine may have written as a folder of parts."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def table_files(path: Path) -> list[Path]:
    """The files that make up a table: itself, or the parts of a folder, in their order."""
    return sorted(path.glob("part-*.parquet")) if path.is_dir() else [path]


def read_columns(path: Path, columns: Sequence[str] | None) -> pa.Table:
    """Read some columns of a Parquet table (``None``: all).

    Raises:
        CaseError: the file is missing or half written.
    """
    with readable(path):
        return pq.read_table(path, columns=None if columns is None else list(columns))


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what goes wrong in reading a table into a ``CaseError`` that names it."""
    try:
        yield
    except FileNotFoundError:
        raise CaseError(f"{path}: the table is missing; run `headwater run` on the case") from None
    except (pa.ArrowException, OSError) as error:
        raise CaseError(
            f"{path}: the table is damaged ({type(error).__name__}); run `headwater run` again"
        ) from None


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold a case for writing; the lock dies with the process, however that ends.

    Raises:
        CaseError: another run holds it, or the folder can't be written.
    """
    try:
        lock = (folder / ".lock").open("w", encoding="utf-8")
    except OSError as error:
        raise CaseError(f"{folder}: can't write here ({error.strerror})") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CaseError(f"{folder}: another run is writing this case; wait for it") from None
        yield
