"""Turns a checkpoint into the two int8 graphs that the package ships.

Weights are quantised once, per channel; activations while running (onnxruntime's dynamic
quantisation). The small output layers and the attention products stay in fp32.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from headwater.annotate.encoder import READ, RELATE
from training.attribution.model import Network

OPSET = 17
SMALL_TABLE, SCORES = 1000, 6
LOWER = 3
"""Layers that events share with attributions (``training/events``)."""


class _Read(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.net.read(ids, marks, None)
        return self.net.relator.piece(hidden), self.net.cues(hidden)


class _Relate(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.relator = net.relator

    def forward(self, memory: Tensor, weights: Tensor, distances: Tensor, steps: Tensor) -> Tensor:
        scores: Tensor = self.relator(memory, weights, distances, steps, None)
        return scores


def export(net: Network, folder: Path) -> None:
    """Write the fp32 graphs ``attribution.{read,relate}.onnx`` to a folder."""
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (1, 12))
    rows = torch.zeros(3, 12, dtype=torch.int64)
    with warnings.catch_warnings():
        # The exporter that needs no further package is called deprecated; its output is checked.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Read(net),
            (ids, rows[:1]),
            str(folder / READ),
            dynamo=False,
            opset_version=OPSET,
            input_names=["ids", "marks"],
            output_names=["memory", "cues"],
            dynamic_axes={name: {1: "pieces"} for name in ("ids", "marks", "memory", "cues")},
        )
        width = net.relator.cue.in_features
        by_cue = {
            name: {0: "cues", 1: "pieces"} for name in ("weights", "distances", "steps", "scores")
        }
        torch.onnx.export(
            _Relate(net),
            (torch.zeros(1, 12, width), torch.zeros(3, 12), rows, rows),
            str(folder / RELATE),
            dynamo=False,
            opset_version=OPSET,
            input_names=["memory", "weights", "distances", "steps"],
            output_names=["scores"],
            dynamic_axes={"memory": {1: "pieces"}, **by_cue},
        )


def quantise(source: Path, target: Path) -> None:
    """Write the int8 graphs made from the fp32 graphs of ``source``."""
    target.mkdir(parents=True, exist_ok=True)
    for name in (READ, RELATE):
        prepared = target / f"{name}.prepared"
        quant_pre_process(str(source / name), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(target / name),
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=kept_in_fp32(onnx.load(str(prepared))),
            extra_options={"MatMulConstBOnly": True},
        )
        prepared.unlink()
    give_out_lower(target / READ)


def give_out_lower(path: Path) -> None:
    """Add the states after ``LOWER`` layers to what the graph gives out; nothing else changes."""
    model = onnx.load(str(path))
    name = f"/layers.{LOWER - 1}/norm2/LayerNormalization_output_0"
    model.graph.node.append(onnx.helper.make_node("Identity", [name], ["lower"], "lower"))
    shape = (1, "pieces", "width")
    given = onnx.helper.make_tensor_value_info("lower", onnx.TensorProto.FLOAT, shape)
    model.graph.output.append(given)
    onnx.save(model, str(path))


def kept_in_fp32(model: onnx.ModelProto) -> list[str]:
    """Name the nodes whose rounding would cost more than their size: outputs, small tables."""
    sizes = {t.name: tuple(t.dims) for t in model.graph.initializer}
    small = []
    for node in model.graph.node:
        shapes = [sizes[i] for i in node.input if i in sizes]
        if (node.op_type == "Gather" and any(s[0] < SMALL_TABLE for s in shapes if s)) or (
            node.op_type == "MatMul" and any(s[-1] <= SCORES for s in shapes if s)
        ):
            small.append(node.name)
    return small
