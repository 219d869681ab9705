"""One line on standard error that tells stage, count, rate and time left; silent elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

Tell = Callable[[str, int, int | None], None]
"""Told (stage, reports done, total or None when it is not known yet)."""


@contextmanager
def progress_line() -> Iterator[Tell]:
    """A progress display, replaced in place; nothing when standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task: TaskID = progress.add_task("starting", total=None, rate="")
        stage = ""

        def tell(now: str, done: int, total: int | None) -> None:
            nonlocal stage
            if now != stage:
                stage = now
                progress.reset(task, description=now, total=total)
            speed = progress.tasks[0].speed
            rate = f"{speed:.1f} reports/s" if speed else ""
            progress.update(task, completed=done, total=total, rate=rate)

        yield tell
