"""How quickly the package and the command line answer, in processor time, which load can't bend."""

import json
import resource
import subprocess
import sys

import pytest

HEAVY = ("spacy", "onnxruntime", "duckdb", "pyarrow", "numpy", "starlette", "bokeh", "jinja2")
LOADED = "import sys, json; print(json.dumps([m for m in sys.argv[1:] if m in sys.modules]))"


def processor_seconds(*command: str) -> float:
    """The least of three runs."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def test_importing_the_package_takes_less_than_a_third_of_a_second() -> None:
    assert processor_seconds("-c", "import headwater") < 0.3


def test_help_answers_in_less_than_half_a_second() -> None:
    assert processor_seconds("-m", "headwater", "--help") < 0.5


@pytest.mark.parametrize("start", ["import headwater", "import headwater.cli"])
def test_nothing_heavy_is_loaded_before_it_is_needed(start: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{start}; {LOADED}", *HEAVY],
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout) == []
