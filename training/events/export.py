"""Turns trained event layers into what the package ships: an int8 graph, heads, vocabulary."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from headwater.extract.layers import OUTPUTS
from headwater.extract.token_features import Vocabulary
from training.attribution.export import OPSET
from training.events.network import Network

INPUTS = ("lower", "numbers", "marks")
SMALL = 40
"""Widest matrices that stay in fp32: heads and word classes."""


class _Layers(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, lower: Tensor, numbers: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        states = self.net.states(lower, numbers, marks, None)
        found, kinds = self.net.about(states, None)
        return states, self.net.tokens(states), found.mean(1), kinds


def export(net: Network, known: Vocabulary, target: Path) -> None:
    """Write the int8 graph."""
    width = net.tokens.in_features
    shapes = ((torch.rand(1, 9, width)), torch.zeros(1, 9, 7, dtype=torch.int64))
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # The exporter that needs no further package is called deprecated; its output is checked.
        warnings.simplefilter("ignore")
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            _Layers(net.eval()),
            (*shapes, torch.zeros(1, 9, len(known.classes))),
            str(plain),
            dynamo=False,
            opset_version=OPSET,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={name: {1: "tokens"} for name in (*INPUTS, "states", "roles")},
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(target),
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=kept_in_fp32(onnx.load(str(prepared))),
            extra_options={"MatMulConstBOnly": True},
        )


def kept_in_fp32(model: onnx.ModelProto) -> list[str]:
    """Name the products whose rounding would cost more than their size."""
    sizes = {t.name: tuple(t.dims) for t in model.graph.initializer}
    return [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul"
        and any(min(sizes[name]) <= SMALL for name in node.input if len(sizes.get(name, ())) > 1)
    ]


def arrays(net: Network, known: Vocabulary) -> dict[str, NDArray[np.generic]]:
    """The heads' weights and the vocabulary, by their names in the archive."""
    parts = {
        "entity_in": net.entity_in.weight,
        "entity_in_bias": net.entity_in.bias,
        "entity_out": net.entity_out.weight,
        "entity_out_bias": net.entity_out.bias,
        "happening_in": net.happening_in.weight,
        "happening_in_bias": net.happening_in.bias,
        "happening_out": net.happening_out.weight,
        "happening_out_bias": net.happening_out.bias,
        "happening_kind": net.kind.weight,
        "happening_rank": net.rank.weight,
    }
    weights: dict[str, NDArray[np.generic]] = {
        f"heads_{name}": part.detach().numpy().astype(np.float16) for name, part in parts.items()
    }
    words = {
        "entities": known.entities,
        "labels": known.labels,
        "tags": known.tags,
        "frames": known.frames,
        "classes": known.classes,
    }
    return weights | {f"vocabulary_{name}": np.array(list(of)) for name, of in words.items()}
