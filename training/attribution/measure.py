"""Runs a network (torch or ONNX) over PolNeAR dev and writes what the official scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import torch

from headwater.annotate.decode import Floats
from headwater.annotate.windows import Ints
from headwater.model import Relation
from training.attribution.model import Network


class TorchNetwork:
    """A torch network behind the interface that the decoder asks for."""

    def __init__(self, net: Network) -> None:
        self.net = net.eval()

    @torch.inference_mode()
    def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats, Floats | None]:
        """See ``headwater.annotate.relations.Network``."""
        hidden = self.net.read(torch.from_numpy(ids)[None], torch.from_numpy(marks)[None], None)
        return self.net.relator.piece(hidden)[0].numpy(), self.net.cues(hidden)[0].numpy(), None

    @torch.inference_mode()
    def relate(self, memory: Floats, weights: Floats, distances: Ints, steps: Ints) -> Floats:
        """See ``headwater.annotate.relations.Network``."""
        given = (torch.from_numpy(a) for a in (weights, distances, steps))
        found: Floats = self.net.relator(torch.from_numpy(memory)[None], *given, None).numpy()
        return found


def rows(named: Iterable[tuple[str, tuple[Relation, ...]]]) -> str:
    """Return predictions as JSON Lines in the form of the schema."""
    return "".join(
        json.dumps(
            {
                "id": name,
                "attributions": [
                    {"source": r.source, "cue": r.cue, "content": r.content, "score": r.score}
                    for r in found
                ],
            }
        )
        + "\n"
        for name, found in named
    )


def write(path: Path, named: Iterable[tuple[str, tuple[Relation, ...]]]) -> None:
    """Write predictions to a file."""
    path.write_text(rows(named), encoding="utf-8")
