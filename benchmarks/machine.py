"""What was measured on: machine, versions, commit, and the fastest int8 product it can do."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import onnxruntime

from headwater import __version__

LIBRARIES = ("spacy", "onnxruntime", "numpy", "duckdb", "pyarrow", "textacy", "datasketch")
ROOT = Path(__file__).parent.parent


def described() -> str:
    """Two lines for people."""
    libraries = ", ".join(_versions())
    return (
        f"headwater {__version__} at {_commit()}, Python {platform.python_version()}, "
        f"{libraries}.\n"
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {_memory()} GiB; load before the "
        f"first run {os.getloadavg()[0]:.1f}."
    )


def _versions() -> Iterator[str]:
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):  # the last two are measured where they are installed
            yield f"{name} {version(name)}"


def _commit() -> str:
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=8"]
    done = subprocess.run(git, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or "no commit"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def int8_peak(seconds: float = 1.0) -> float:
    """Operations a second of one thread's fastest int8 matrix product (2 a multiply-add).

    The product is onnxruntime's, of two matrices that fit the second-level cache, the best of all
    repetitions within the time given.
    """
    rows, inner, columns = 256, 1024, 512
    session = _product_session(inner, columns)
    left = np.random.default_rng(1).integers(0, 255, (rows, inner), dtype=np.uint8)
    best = float("inf")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.process_time()
        for _ in range(20):
            session.run(None, {"left": left})
        best = min(best, (time.process_time() - start) / 20)
    return 2 * rows * inner * columns / best


def _product_session(inner: int, columns: int) -> onnxruntime.InferenceSession:
    """A graph of one ``MatMulInteger``, written as the bytes of its protocol buffer."""
    weights = np.random.default_rng(2).integers(-127, 127, (inner, columns), dtype=np.int8)
    tensor = b"".join(
        (
            _number(1, inner),
            _number(1, columns),
            _number(2, 3),  # int8
            _text(8, b"right"),
            _text(9, weights.tobytes()),
        )
    )
    node = _text(1, b"left") + _text(1, b"right") + _text(2, b"product")
    node += _text(4, b"MatMulInteger")
    graph = _text(1, node) + _text(2, b"product") + _text(5, tensor)
    graph += _text(11, _value(b"left", 2)) + _text(12, _value(b"product", 6))
    model = _number(1, 8) + _text(7, graph) + _text(8, _number(2, 13))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _value(name: bytes, kind: int) -> bytes:
    shape = _text(1, _text(2, b"rows")) + _text(1, _text(2, b"columns" + name))
    return _text(1, name) + _text(2, _text(1, _number(1, kind) + _text(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _variable(field << 3) + _variable(value)


def _text(field: int, content: bytes) -> bytes:
    return _variable(field << 3 | 2) + _variable(len(content)) + content


def _variable(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:  # noqa: PLR2004  # seven bits a byte
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
