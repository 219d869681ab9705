"""Report -> annotated Doc: spaCy's syntax and entities, and the encoder's attributions."""

from headwater.annotate.annotator import Annotator

__all__ = ["Annotator"]
