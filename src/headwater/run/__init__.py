"""Composes the stations: one report alone, and a whole case."""

from headwater.run.case import Outcome, run_case
from headwater.run.machine import Local, Machine
from headwater.run.pipeline import Knowledge, Pipeline
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
