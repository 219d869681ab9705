"""Report -> annotated Doc: spaCy's syntax and entities, and the encoder's attributions."""

from headwater.annotate.annotator import Annotator
from headwater.annotate.encoder import WEIGHTS, read_card

__all__ = ["Annotator", "model_version"]


def model_version() -> str:
    """Version of the models that the package ships, as their card states it."""
    return str(read_card(WEIGHTS)["version"])
