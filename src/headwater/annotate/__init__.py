"""Report -> annotated Doc: spaCy's syntax and entities, and the encoder's attributions."""

from importlib import import_module
from typing import TYPE_CHECKING

from headwater.annotate.encoder import WEIGHTS, read_card

if TYPE_CHECKING:
    from headwater.annotate.annotator import Annotator

__all__ = ["Annotator", "model_version"]


def __getattr__(name: str) -> object:
    # spaCy takes half a second to import: only those who annotate pay for it.
    if name == "Annotator":
        return import_module("headwater.annotate.annotator").Annotator
    raise AttributeError(name)


def model_version() -> str:
    """Version of the models that the package ships, as their card states it."""
    return str(read_card(WEIGHTS)["version"])
