"""Composes the stations: one report alone, and a whole case."""

from headwater.run.case import Outcome, run_case
from headwater.run.pipeline import Knowledge, Pipeline
from headwater.run.workers import read_inputs, read_reports

__all__ = ["Knowledge", "Outcome", "Pipeline", "read_inputs", "read_reports", "run_case"]
