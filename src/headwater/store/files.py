"""Writing that a crash can't leave half done, and one writer a case at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.errors import CaseError


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_table(path: Path, table: pa.Table) -> None:
    """Write Parquet atomically; the bytes depend on the rows alone."""
    with atomic(path) as temporary:
        # No statistics of the writer's process enter the file: same rows, same bytes.
        pq.write_table(table, temporary, compression="zstd", version="2.6", row_group_size=20_000)


def read_table(path: Path) -> pa.Table:
    """Read a whole Parquet table.

    Raises:
        CaseError: the file is missing or half written.
    """
    return read_columns(path, None)


def read_columns(path: Path, columns: Sequence[str] | None) -> pa.Table:
    """Read some columns of a Parquet table (``None``: all); raises as ``read_table`` does."""
    try:
        return pq.read_table(path, columns=None if columns is None else list(columns))
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
