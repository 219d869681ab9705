"""Local worker processes fed by an iterator: order kept, memory bounded."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from importlib import import_module
from itertools import islice
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.context import BaseContext

from headwater.model import Reading, Rejected, Report
from headwater.run.knowledge import Knowledge
from headwater.run.progress import Tell
from headwater.run.worker import PIPELINE, load, read_chunk, start

CHUNK = 8
"""Reports handed to a worker at once: large enough to hide the hand-over, small enough to show
progress and to lose little when a run is killed."""

READ = "headwater.read"
"""The station that gives reports."""
_AHEAD = 3
"""Chunks in flight for each worker."""


def default_workers() -> int:
    """As many workers as cores that this process may use."""
    return max(1, len(os.sched_getaffinity(0)))


def read_inputs(
    inputs: Sequence[str],
    knowledge: Knowledge,
    workers: int | None,
    refuse: Callable[[Rejected], None],
    tell: Tell | None = None,
) -> Iterator[Reading]:
    """Readings of all reports in ``inputs``; ``refuse`` is told what can't be read."""
    reports = _usable(inputs, knowledge, refuse)
    for done, reading in enumerate(read_reports(reports, knowledge, workers), 1):
        if tell:
            tell("reading", done, None)
        yield reading


def _usable(
    inputs: Sequence[str], knowledge: Knowledge, refuse: Callable[[Rejected], None]
) -> Iterator[Report]:
    knowledge.put_in_force()
    # Imported here, since parsers of HTML take as long to import as the server of workers.
    read: Callable[..., Iterator[Report | Rejected]] = import_module(READ).read
    for item in read(inputs, sys.stdin.buffer):
        if isinstance(item, Rejected):
            refuse(item)
        else:
            yield item


def read_reports(
    reports: Iterable[Report], knowledge: Knowledge, workers: int | None
) -> Iterator[Reading]:
    """Readings in the order of the reports. With one worker everything stays in this process."""
    workers = workers or default_workers()
    if workers <= 1:
        pipeline = load(knowledge)
        for report in reports:
            yield pipeline.read(report)
        return
    context = _processes()
    with ProcessPoolExecutor(workers, context, start, (knowledge,)) as pool:
        yield from _ordered(pool, iter(reports), workers * _AHEAD)


def _processes() -> BaseContext:
    """How worker processes are started: never forked from this one, whose threads would be lost.

    A server that has imported what workers need, and runs no threads, is forked for each of them
    where the system can: imports, a second of processor time, are paid once for all workers.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", PIPELINE])
    forkserver.ensure_running()  # it imports while this process finds the first reports
    return context


def _ordered(pool: ProcessPoolExecutor, reports: Iterator[Report], ahead: int) -> Iterator[Reading]:
    waiting: deque[Future[list[Reading]]] = deque()
    try:
        while chunk := list(islice(reports, CHUNK)):
            waiting.append(pool.submit(read_chunk, chunk))
            if len(waiting) >= ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
