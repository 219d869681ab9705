"""Which files the given paths, folders and globs stand for, sorted and each only once."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from headwater.model import Rejected

FORMATS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
"""File name ending to the name of its reader."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; ``path`` is ``None`` for standard input, ``format`` when to be sniffed."""

    label: str
    path: Path | None
    format: str | None


def format_of(path: Path) -> str | None:
    """The reader for a file name; ``None`` when its ending is not known."""
    name = path.name.lower()
    return FORMATS.get(".warc.gz" if name.endswith(".warc.gz") else path.suffix.lower())


def expand(inputs: Iterable[str | Path]) -> Iterator[Source | Rejected]:
    """List the files that the inputs stand for.

    A path that exists is taken as it is, even with ``*`` in its name; otherwise wildcards are
    expanded. Folders are walked through symbolic links, hidden files are passed over, and a
    folder or file that was met before (a loop, a second link) is not read again.

    Args:
        inputs: paths, glob patterns, or ``-`` for standard input.

    Yields:
        Sources in the order of the inputs, sorted by name within each; ``Rejected`` for what is
        missing, has no reader, or loops.
    """
    seen: set[tuple[int, int]] = set()
    for given in inputs:
        if str(given) == "-":
            yield Source("<stdin>", None, None)
            continue
        for path in _matches(str(given)):
            yield from _expand_one(path, seen, named=True)


def _matches(pattern: str) -> list[Path]:
    """Paths that a pattern stands for; the pattern itself when nothing matches."""
    if glob.has_magic(pattern) and not os.path.lexists(pattern):
        return [
            Path(name)
            for name in sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - patterns may be absolute
        ] or [Path(pattern)]
    return [Path(pattern)]


def _expand_one(
    path: Path, seen: set[tuple[int, int]], *, named: bool
) -> Iterator[Source | Rejected]:
    """A file as itself, a folder as all that lies in it."""
    label = str(path)
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        yield Rejected(label, _explain(error))
        return
    real = (found.st_dev, found.st_ino)
    if stat.S_ISDIR(found.st_mode):
        yield from _walk(path, real, seen)
        return
    kind = format_of(path)
    if not stat.S_ISREG(found.st_mode):
        yield Rejected(label, "not a regular file")
    elif kind is None and not named:
        yield Rejected(label, "no reader for this kind of file; name the file itself to try")
    elif real not in seen:
        seen.add(real)
        yield Source(label, path, kind)


def _walk(
    path: Path, real: tuple[int, int], seen: set[tuple[int, int]]
) -> Iterator[Source | Rejected]:
    """All that lies in a folder, sorted by name."""
    if real in seen:
        if path.is_symlink():
            yield Rejected(str(path), "symbolic link to a folder that is already read")
        return
    seen.add(real)
    try:
        names = sorted(entry.name for entry in os.scandir(path))
    except OSError as error:
        yield Rejected(str(path), _explain(error))
        return
    for name in names:
        if not name.startswith("."):
            yield from _expand_one(path / name, seen, named=False)


def _explain(error: Exception) -> str:
    """What went wrong with a path, for a person."""
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ELOOP:
        return "symbolic link that leads to itself"
    if number == errno.ENOENT:
        return "no such file or folder"
    if number in {errno.EACCES, errno.EPERM}:
        return "not readable: permission denied"
    return f"not readable: {error}"
