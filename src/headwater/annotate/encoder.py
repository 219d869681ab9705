"""The attribution encoder as the package ships it: int8 ONNX, run by onnxruntime on the CPU.

The model (``training/attribution`` makes it) is a MiniLM-L6 fine-tuned on PolNeAR (Newell et al.
2018) that reads who says what: see ``weights/attribution.md``. A window is run by itself, without
padding, so what is read in one report never depends on another, nor on the number of threads'
work around it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from headwater import onnx
from headwater.annotate.decode import Floats, Limits
from headwater.annotate.relations import Shape, read_relations
from headwater.annotate.states import TokenStates
from headwater.annotate.windows import Ints, Splitter
from headwater.errors import ModelError
from headwater.model import Relation, Span

WEIGHTS = Path(__file__).parent / "weights"
CARD = "attribution.toml"
READ, RELATE, TOKENIZER = "attribution.read.onnx", "attribution.relate.onnx", "tokenizer.json"
OUTPUTS = ("memory", "cues", "lower")
WIDTH = 384
"""Width of the lower layers' states."""
MAKE = "make it with `make train-attribution DATA=<corpora folder>` or reinstall headwater"


class Encoder:
    """Reads the attribution relations of a text.

    Args:
        folder: where the card, the two graphs and the tokenizer are; the packaged ones by default.
        threads: threads that one window may use.

    Raises:
        ModelError: a file is missing, or is not the one that the card describes.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        folder = folder or WEIGHTS
        card = read_card(folder)
        files = {name: checked(folder, card, name) for name in (READ, RELATE, TOKENIZER)}
        self.version: str = str(card["version"])
        self.shape = Shape(**card["shape"])
        self._limits = Limits(**card["limits"])
        self._network = _Graphs(files[READ], files[RELATE], threads)
        self.splitter = Splitter(Tokenizer.from_buffer(files[TOKENIZER]))

    def relations(
        self, text: str, breaks: Sequence[Span] = (), states: TokenStates | None = None
    ) -> tuple[Relation, ...]:
        """Return the attributions of a text, ordered by their cues.

        Args:
            text: a whole report; offsets are counted in its characters.
            breaks: stretches (site furniture) that no relation may hold or cross.
            states: takes up what the lower layers say, if given.
        """
        return read_relations(
            self._network, self.splitter, self.shape, self._limits, text, breaks, states
        )


class _Graphs:
    """The two halves of the network as onnxruntime sessions."""

    def __init__(self, read: bytes, relate: bytes, threads: int) -> None:
        self._read = onnx.session(read, READ, threads)
        self._relate = onnx.session(relate, RELATE, threads)

    def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats, Floats | None]:
        memory, cues, lower = self._read.run(OUTPUTS, {"ids": ids[None], "marks": marks[None]})
        return memory[0], cues[0], lower[0]

    def relate(self, memory: Floats, weights: Floats, distances: Ints, steps: Ints) -> Floats:
        given = {"memory": memory[None], "weights": weights, "distances": distances, "steps": steps}
        found: Floats = np.asarray(self._relate.run(None, given)[0])
        return found


def read_card(folder: Path) -> Mapping[str, Any]:
    """Read the model card; raises ``ModelError`` when it is missing or incomplete."""
    path = folder / CARD
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path}: the attribution model's card is missing; {MAKE}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ModelError(f"{path}: the model card can't be read ({error}); {MAKE}") from error
    for table, kind in (("shape", Shape), ("limits", Limits)):
        if not set(card.get(table, {})) <= {field.name for field in fields(kind)}:
            raise ModelError(
                f"{path}: [{table}] is not what this version of headwater reads; {MAKE}"
            )
    if not {"version", "files", "shape", "limits"} <= card.keys():
        raise ModelError(f"{path}: the model card is incomplete; {MAKE}")
    return card


def checked(folder: Path, card: Mapping[str, Any], name: str) -> bytes:
    """Return a file's bytes after comparing its SHA-256 with the card's."""
    path = folder / name
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{path}: the model file is missing; {MAKE}") from None
    except OSError as error:
        raise ModelError(f"{path}: the model file can't be read ({error}); {MAKE}") from error
    if hashlib.sha256(content).hexdigest() != card["files"].get(name):
        raise ModelError(f"{path}: damaged or swapped, its SHA-256 is not the card's; {MAKE}")
    return content
