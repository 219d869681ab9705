"""How linking grows with the number of reports: cases of simulated readings, 1,000 and more."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.commands import LINK, Spent, python
from evaluation.simulator.measure import REPORTS_A_HAPPENING
from evaluation.simulator.newsroom import publish
from evaluation.simulator.world import make_world
from headwater.store import Case, Made
from headwater.store.case import report_digest

SEED = 7
PART = 500
MAKE = """
import sys
from pathlib import Path
from benchmarks.growth import simulated
simulated(Path(sys.argv[1]), int(sys.argv[2]))
"""
TIMED = (
    LINK
    + """
import resource
used = resource.getrusage(resource.RUSAGE_SELF)
Path(sys.argv[1], "spent").write_text(
    f"{used.ru_utime + used.ru_stime} {len(found.claims)} {len(found.derivations)} "
    f"{len(found.incidents)}"
)
"""
)


def simulated(folder: Path, reports: int) -> None:
    """A case whose readings the newsroom simulator made (evaluation/simulator), not yet linked."""
    world = make_world(int(reports / REPORTS_A_HAPPENING * 1.2) + 5, SEED)
    editions = iter(publish(world, reports, SEED))
    case = Case.create(folder)
    case.start(Made())
    while batch := [one.reading for one in islice(editions, PART)]:
        case.keep([(report_digest(one.report), one) for one in batch])


def growth_table(sizes: Sequence[int], scratch: Path, make: Sequence[str | Path] = (MAKE,)) -> str:
    """A Markdown table: time and memory of linking by number of reports, and the exponents.

    Args:
        sizes: Numbers of reports, rising.
        scratch: An empty folder.
        make: Python that makes a case of a folder and a number, and what it is told after these.
    """
    lines = [
        "| reports | claims | derivations | incidents | CPU s | wall s | ms each | MiB | power |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    found = [(size, *_measured(size, scratch, make)) for size in sizes]
    exponents = [
        f"{math.log(two[2] / one[2]) / math.log(two[0] / one[0]):.2f}"
        for one, two in pairwise(found)
    ]
    for (size, spent, seconds, counts), exponent in zip(found, ["", *exponents], strict=True):
        claims, derivations, incidents = counts
        lines.append(
            f"| {size:,} | {claims:,} | {derivations:,} | {incidents:,} | {seconds:,.1f} "
            f"| {spent.seconds:,.1f} | {1000 * seconds / size:.1f} | {spent.largest:,.0f} "
            f"| {exponent} |"
        )
    return "\n".join(lines) + "\n"


def _measured(
    size: int, scratch: Path, make: Sequence[str | Path]
) -> tuple[Spent, float, tuple[int, int, int]]:
    case = scratch / f"growth-{size}"
    python("-c", make[0], case, str(size), *make[1:])
    spent = python("-c", TIMED, case)
    seconds, *counts = (case / "spent").read_text(encoding="utf-8").split()
    claims, derivations, incidents = (int(count) for count in counts)
    sys.stderr.write(f"{size:,} reports: {seconds} s, {spent.largest:,.0f} MiB\n")
    return spent, float(seconds), (claims, derivations, incidents)
