"""The case folder: Parquet tables, parts of a run in progress, and what a case was made with."""

from headwater.store.case import Case, Made

__all__ = ["Case", "Made"]
