"""Cases behind a URL: fetched before they are read, put back after a run.

PyArrow's file systems carry the bytes: ``file``, ``s3``, ``gs``, ``abfs``, ``hdfs``, and with
``fsspec+`` in front whatever fsspec knows. Nothing is contacted unless a user names a URL.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from pyarrow import fs

from headwater.errors import CaseError

_URL = re.compile(r"([a-z][a-z0-9+.-]+):/+(.*)", re.DOTALL)
_LOCAL = fs.LocalFileSystem()
TABLES = "tables"
SETTINGS = "case.toml"
REVIEWED = "decisions.sqlite"


def url_of(path: Path) -> str | None:
    """The URL that a path stands for, whose doubled slashes it has lost; ``None`` for a path."""
    found = _URL.fullmatch(str(path))
    if found is None or path.exists():
        return None
    scheme, rest = found.groups()
    return f"{scheme}:///{rest}" if scheme == "file" else f"{scheme}://{rest}"


class Remote:
    """A case folder behind a URL.

    Args:
        url: Of the folder.

    Raises:
        CaseError: the URL can't be used.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        with self._told():
            self._system, self._folder = fs.FileSystem.from_uri(url)

    def fetch(self, folder: Path) -> None:
        """Copy the case, as far as there is one, into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        with self._told():
            for name in (TABLES, SETTINGS, REVIEWED):
                kind = self._kind(name)
                if kind is fs.FileType.Directory:
                    (folder / name).mkdir()
                    fs.copy_files(self._at(name), str(folder / name), self._system, _LOCAL)
                elif kind is fs.FileType.File:
                    self._fetch_file(self._at(name), folder / name)

    def put(self, folder: Path) -> None:
        """Put the tables of a case in the place of those that are there, then the settings.

        No store exchanges a folder at once: who reads meanwhile may find a table missing.
        """
        with self._told():
            for path in sorted((folder / TABLES).iterdir()):
                self._remove(f"{TABLES}/{path.name}")
                self._put(path, f"{TABLES}/{path.name}")
            self._put(folder / SETTINGS, SETTINGS)

    def _at(self, name: str) -> str:
        return f"{self._folder.rstrip('/')}/{name}"

    def _kind(self, name: str) -> fs.FileType:
        return self._system.get_file_info(self._at(name)).type

    def _fetch_file(self, source: str, target: Path) -> None:
        with self._system.open_input_stream(source) as stream, target.open("wb") as file:
            shutil.copyfileobj(stream, file)

    def _remove(self, name: str) -> None:
        kind = self._kind(name)
        if kind is fs.FileType.Directory:
            self._system.delete_dir(self._at(name))
        elif kind is fs.FileType.File:
            self._system.delete_file(self._at(name))

    def _put(self, path: Path, name: str) -> None:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        above = self._at(name) if path.is_dir() else self._at(name).rpartition("/")[0]
        self._system.create_dir(above, recursive=True)
        for file in files:
            with (
                file.open("rb") as source,
                self._system.open_output_stream(f"{above}/{file.name}") as stream,
            ):
                shutil.copyfileobj(source, stream)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong in one line that names the URL."""
        try:
            yield
        except (OSError, pa.ArrowException, ImportError, ValueError) as error:
            said = str(error).splitlines() or [type(error).__name__]
            raise CaseError(f"{self._url}: {said[0][:200]}") from None


@contextmanager
def working_copy(case: Path) -> Iterator[Path]:
    """Where a run writes a case: its folder, or for a URL a copy that is put there at the end."""
    url = url_of(case)
    if url is None:
        yield case
        return
    with TemporaryDirectory(prefix="headwater-") as folder:
        copy, remote = Path(folder) / "case", Remote(url)
        remote.fetch(copy)
        yield copy
        remote.put(copy)


@contextmanager
def readable_copy(case: Path) -> Iterator[Path]:
    """Where a case can be read: its folder, or for a URL a copy that is gone after the block."""
    url = url_of(case)
    if url is None:
        yield case
        return
    with TemporaryDirectory(prefix="headwater-") as folder:
        copy = Path(folder) / "case"
        Remote(url).fetch(copy)
        if not (copy / SETTINGS).exists():
            raise CaseError(f"{url}: no case here")
        yield copy
