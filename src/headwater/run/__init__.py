"""Composes the stations: one report alone, and a whole case."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headwater.run.case import Outcome, run_case
    from headwater.run.knowledge import Knowledge
    from headwater.run.machine import Local, Machine
    from headwater.run.pipeline import Pipeline
    from headwater.run.workers import read_inputs, read_reports

__all__ = [
    "Knowledge",
    "Local",
    "Machine",
    "Outcome",
    "Pipeline",
    "read_inputs",
    "read_reports",
    "run_case",
]
_WHERE = {
    "Knowledge": "knowledge",
    "Local": "machine",
    "Machine": "machine",
    "Outcome": "case",
    "Pipeline": "pipeline",
    "read_inputs": "workers",
    "read_reports": "workers",
    "run_case": "case",
}


def __getattr__(name: str) -> object:
    # Imported when asked for: a worker process needs no case, the one that feeds it no models.
    if name in _WHERE:
        return getattr(import_module(f"headwater.run.{_WHERE[name]}"), name)
    raise AttributeError(name)
