"""Does a change leave what is read from each report as it was?

    python -m benchmarks.same REPORTS.jsonl... > before.txt      (on the old code)
    python -m benchmarks.same REPORTS.jsonl... --against before.txt

One line a report: its id, a digest of its annotated document, a digest of its reading. With
``--against`` only the lines that differ are printed, and the exit status tells whether any does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

import msgspec

from headwater.annotate import Annotator
from headwater.model import Report
from headwater.read import read
from headwater.run import Pipeline


def lines(inputs: Sequence[str]) -> Iterator[str]:
    """One line a report."""
    annotator, pipeline = Annotator(), Pipeline()
    for report in read(inputs, sys.stdin.buffer):
        if isinstance(report, Report):
            doc = sha256(repr(astuple(annotator.annotate(report))).encode()).hexdigest()[:16]
            reading = sha256(msgspec.json.encode(pipeline.read(report))).hexdigest()[:16]
            yield f"{report.id}\t{doc}\t{reading}"


def main() -> None:
    """Print or compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.same", description=__doc__)
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--against", type=Path)
    given = parser.parse_args()
    before = set(given.against.read_text("utf-8").splitlines()) if given.against else set()
    different = 0
    for line in lines(given.reports):
        if line not in before:
            different += 1
            print(line, flush=True)
    if given.against:
        sys.stderr.write(f"{different} reports are read differently\n")
        sys.exit(different > 0)


if __name__ == "__main__":
    main()
