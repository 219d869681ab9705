"""The terminal: the table of a case, a report with what was read from it, the decision log.

Nothing from a report is sent raw: control characters and bidirectional marks are made visible,
and no text is read as markup.
"""

from __future__ import annotations

from headwater.export.logtext import show_log
from headwater.export.screen import console
from headwater.export.showing import show_report
from headwater.export.summary import summary_table

__all__ = ["console", "show_log", "show_report", "summary_table"]
