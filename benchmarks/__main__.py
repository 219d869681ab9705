"""``python -m benchmarks REPORTS.jsonl``: reports a second and peak memory of a whole run.

The reports are repeated under new ids up to ``--count``; each run is a fresh process, so its peak
memory (its own and that of its workers, in MiB) is what a user would need.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headwater import __version__

MEASURE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds, and the peak memory of its largest process in MiB."""

    what: str
    reports: int
    words: int
    seconds: float
    memory: float


def repeated(source: Path, count: int) -> Iterator[dict[str, object]]:
    """The reports of a file over and over under ids of their own, ``count`` in all."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    for number in range(count):
        row = rows[number % len(rows)]
        yield {**row, "id": f"{row.get('id', 'report')}-{number // len(rows)}"}


def measure(what: str, reports: Path, command: list[str]) -> Measured:
    """Run a command in a process of its own."""
    rows = [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURE, sys.executable, "-m", "headwater", *command],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.monotonic() - began
    words = sum(len(str(row["text"]).split()) for row in rows)
    return Measured(what, len(rows), words, seconds, int(done.stdout) / 1024)


def table(rows: list[Measured]) -> str:
    """A Markdown table of the runs, with the machine and versions above it."""
    lines = [
        (
            f"headwater {__version__}, Python {platform.python_version()}, {platform.machine()}, "
            f"{len(os.sched_getaffinity(0))} cores"
        ),
        "",
        "| run | reports | reports/s | words/s | largest process, MiB |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.what} | {row.reports:,} | {row.reports / row.seconds:.1f} | "
        f"{row.words / row.seconds:,.0f} | {row.memory:,.0f} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure `annotate` and `run` with one and two workers, print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("reports", type=Path, help="reports as JSON Lines")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--workers", nargs="*", default=["1", "2"], help="numbers to measure")
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md")
    options = parser.parse_args()
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "reports.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for row in repeated(options.reports, options.count):
                file.write(json.dumps(row) + "\n")
        for workers in options.workers:
            out = Path(scratch) / f"case-{workers}"
            command = ["run", str(source), "--out", str(out), "--workers", workers, "--plain"]
            rows.append(measure(f"run, {workers} worker{'s' * (workers > '1')}", source, command))
            print(table(rows), flush=True)
    if options.write:
        text = "# Measured speed and memory\n\n    python -m benchmarks REPORTS.jsonl --write\n\n"
        (HERE / "RESULTS.md").write_text(text + table(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
