"""One report in, one annotated document out."""

from __future__ import annotations

from headwater.annotate.encoder import WIDTH, Encoder
from headwater.annotate.states import TokenStates
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
        """Tokens, sentences, entities, attribution relations and lower states of one report."""
        tokens, sentences = self._syntax.parse(report)
        states = TokenStates([token.start for token in tokens], WIDTH)
        relations = self._encoder.relations(report.text, report.furniture, states)
        return Doc(report, tokens, sentences, relations, states.mean())
