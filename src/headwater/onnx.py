"""Networks as the package ships them: ONNX, run by onnxruntime on the CPU, always set up alike."""

from __future__ import annotations

import onnxruntime

from headwater.errors import ModelError

LEFT_OUT = ("SkipLayerNormFusion",)
"""Optimisations of onnxruntime that make it slower: the fused operator takes several times as long
as the sum and the normalisation that it stands for (docs/adr/0011)."""


def session(network: bytes, name: str, threads: int = 1) -> onnxruntime.InferenceSession:
    """Set up a network so that the same input gives the same numbers.

    Args:
        network: the ONNX file's content.
        name: what it is called in an error.
        threads: threads that one run may use.

    Raises:
        ModelError: onnxruntime can't load it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            network, options, ["CPUExecutionProvider"], disabled_optimizers=LEFT_OUT
        )
    except Exception as error:  # onnxruntime's exceptions share no base but Exception
        raise ModelError(f"onnxruntime can't load {name} ({error}); reinstall headwater") from error
