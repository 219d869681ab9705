"""Measure speed, memory and growth, print the tables and write benchmarks/RESULTS.md.

    python -m benchmarks REPORTS.jsonl --write             everything, a quarter of an hour
    python -m benchmarks REPORTS.jsonl --parts components --growth --memory         a minute

Every figure is the median of ``--rounds``, except growth and memory, which run once. Components
and other tools are told in processor time of one thread, commands by the wall clock: leave the
machine alone meanwhile. Needs the repository, not the package alone, and for the other tools
``pip install -r benchmarks/requirements.txt``, which changes no package that is there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.commands import command_rows, headwater  # one thread, set above
from benchmarks.components import component_rows, encoder_line
from benchmarks.growth import growth_table
from benchmarks.machine import described
from benchmarks.others import other_rows
from benchmarks.rows import Row, table, words
from headwater.model import Report
from headwater.read import read

HERE = Path(__file__).parent
PARTS = ("components", "others", "commands")


def repeated(source: Path, count: int) -> Iterator[dict[str, object]]:
    """The reports of a file over and over under ids of their own, ``count`` in all."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    for number in range(count):
        row = rows[number % len(rows)]
        yield {**row, "id": f"{row.get('id', 'report')}-{number // len(rows)}"}


def sections(given: argparse.Namespace, scratch: Path) -> Iterator[str]:
    """The parts of the page, each once it is measured."""
    path = str(given.reports)
    found = (one for one in read([path]) if isinstance(one, Report))
    reports = list(islice(found, given.count))
    source = scratch / "reports.jsonl"
    lines = (json.dumps(row) + "\n" for row in repeated(given.reports, len(reports)))
    source.write_text("".join(lines), encoding="utf-8")
    size = (len(reports), words([one.text for one in reports]))
    if "components" in given.parts:
        rows = component_rows(path, reports, given.rounds)
        yield "## Components, one thread\n\n" + table(rows, "processor time")
        yield encoder_line(reports, given.rounds)
    if "others" in given.parts:
        yield "## Other tools on the same texts, one thread\n\n" + table(
            other_rows(reports, given.rounds), "processor time"
        )
    if "commands" in given.parts:
        rows = command_rows(source, scratch, size, given.workers, given.rounds)
        yield f"## Commands\n\n{table(rows, 'wall clock')}\n{MEMORY}"
    if given.memory:
        rows = list(memory_rows(given.reports, given.memory, scratch))
        yield f"## Memory of `run`, two workers\n\n{table(rows, 'wall clock')}\n{MEMORY}"
    if given.growth:
        yield "## Linking simulated reports\n\n" + growth_table(given.growth, scratch)


MEMORY = "MiB: the peak of all processes together (PSS), in brackets that of the largest.\n"


def memory_rows(reports: Path, sizes: Sequence[int], scratch: Path) -> Iterator[Row]:
    """A whole run of many reports, the given ones over and over."""
    for count in sizes:
        source, case = scratch / f"memory-{count}.jsonl", scratch / f"memory-{count}"
        size = 0
        with source.open("w", encoding="utf-8") as file:
            for row in repeated(reports, count):
                file.write(json.dumps(row) + "\n")
                size += len(str(row["text"]).split())
        spent = headwater("run", source, "--out", case, "--plain", "--workers", "2")
        yield Row("run", count, size, spent.seconds, spent.memory)


APART = "## Measured apart"
"""Heading of what other programs measured; it and all after it stays when the page is written."""


def measured_apart() -> str:
    """The end of the page as it is."""
    page = (HERE / "RESULTS.md").read_text(encoding="utf-8")
    return page[page.index(APART) :] if APART in page else ""


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("reports", type=Path, help="reports as JSON Lines")
    parser.add_argument("--count", type=int, default=120, help="reports to measure (120)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each (3)")
    parser.add_argument("--workers", nargs="*", default=["1", "2"], help="numbers to measure")
    parser.add_argument("--parts", nargs="*", default=PARTS, choices=PARTS)
    parser.add_argument(
        "--growth", nargs="*", type=int, default=[1000, 10_000, 100_000], help="simulated reports"
    )
    parser.add_argument(
        "--memory", nargs="*", type=int, default=[2000], help="reports of a whole run"
    )
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md")
    return parser.parse_args()


def main() -> None:
    """Measure and print; with ``--write`` keep what was printed."""
    given = options()
    asked = " ".join(["python -m benchmarks", given.reports.name, *sys.argv[2:]])
    page = [f"# Measured speed and memory\n\n    {asked}\n\n{described()}\n"]
    print(page[0], flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for section in sections(given, Path(scratch)):
            page.append(section)
            print(section, flush=True)
    if given.write:
        page.append(measured_apart())
        (HERE / "RESULTS.md").write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main()
