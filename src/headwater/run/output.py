"""Lines to a file, all or nothing, or to standard output as they come."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from headwater.errors import UsageError
from headwater.store.files import atomic


def lines_to(path: Path | None, lines: Iterable[str]) -> int:
    """Write lines (with their line ends) and return how many there were.

    Raises:
        UsageError: ``path`` can't be written.
    """
    count = 0
    if path is None:
        for line in lines:
            sys.stdout.write(line)
            count += 1
        return count
    try:
        with atomic(path) as temporary, temporary.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line)
                count += 1
    except OSError as error:
        raise UsageError(f"{path}: can't be written ({error.strerror})") from None
    return count
