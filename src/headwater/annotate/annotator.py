"""One report in, one annotated document out."""

from __future__ import annotations

from headwater.annotate.encoder import Encoder
from headwater.annotate.syntax import Syntax
from headwater.model import Doc, Report


class Annotator:
    """Loads the models once; each report is read alone, so the result never depends on others.

    Raises:
        ModelError: a model file is missing, damaged or swapped.
    """

    def __init__(self) -> None:
        self._syntax = Syntax()
        self._encoder = Encoder()

    def annotate(self, report: Report) -> Doc:
        """Tokens, sentences, entities and attribution relations of one report."""
        tokens, sentences = self._syntax.parse(report)
        relations = self._encoder.relations(report.text, report.furniture)
        return Doc(report, tokens, sentences, relations)
