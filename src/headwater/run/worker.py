"""What a worker process does; the process that feeds it loads no models."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from headwater.model import Reading, Report
from headwater.run.knowledge import Knowledge

if TYPE_CHECKING:
    from headwater.run.pipeline import Pipeline

PIPELINE = "headwater.run.pipeline"
"""The module with everything that a worker imports."""


class _Worker:
    """The pipeline of this process."""

    pipeline: Pipeline | None = None


def load(knowledge: Knowledge) -> Pipeline:
    """Import and load models and tables: a second or two."""
    made: Pipeline = import_module(PIPELINE).Pipeline(knowledge)
    return made


def start(knowledge: Knowledge) -> None:
    """Load the pipeline of this process."""
    _Worker.pipeline = load(knowledge)
    # It stays for good: the collector need not look at it again (3 % of a report's time).
    gc.freeze()


def read_chunk(reports: Sequence[Report]) -> list[Reading]:
    """Read some reports with what `start` loaded."""
    if _Worker.pipeline is None:
        raise RuntimeError("the worker was not started by read_reports")
    return [_Worker.pipeline.read(report) for report in reports]
