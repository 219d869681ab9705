"""The commands as a user starts them: wall clock, and the memory of all their processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

from benchmarks.rows import Row

SAMPLED = 0.25
"""Seconds between two looks at the memory."""
LINK = """
import sys
from pathlib import Path
from headwater import link
from headwater.sql import DuckEngine
from headwater.store import Case, Made
case, made = Case.create(Path(sys.argv[1])), Made()
case.start(made)
stored = case.gathered(made)
with DuckEngine(folder=case.scratch) as engine:
    found = link.link_held(stored, link.Place(engine, case.scratch))
case.write(made, stored, [], (found.claims, found.derivations, found.incidents))
"""
"""The second half of `run`: everything after the last report is read."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall clock in seconds; memory in MiB: all processes together, and the largest."""

    seconds: float
    together: float
    largest: float

    @property
    def memory(self) -> str:
        """For a table."""
        return f"{self.together:,.0f} ({self.largest:,.0f})"


def headwater(*arguments: str | Path) -> Spent:
    """Run a command of headwater."""
    return python("-m", "headwater", *arguments)


def python(*arguments: str | Path) -> Spent:
    """Run Python and watch its processes."""
    start = time.monotonic()
    running = subprocess.Popen(  # noqa: S603
        [sys.executable, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    peaks, done = [0.0, 0.0], Event()
    watcher = Thread(target=_watch, args=(running.pid, peaks, done))
    watcher.start()
    _, told = running.communicate()
    seconds = time.monotonic() - start
    done.set()
    watcher.join()
    if running.returncode:
        raise RuntimeError(told.decode()[-2000:])
    return Spent(seconds, *peaks)


def _watch(process: int, peaks: list[float], done: Event) -> None:
    while not done.wait(SAMPLED):
        sizes = [_size(one) for one in _family(process)]
        peaks[0] = max(peaks[0], sum(sizes))
        peaks[1] = max(peaks[1], *sizes, 0.0)


def _family(process: int) -> list[int]:
    """A process and all that it started, directly or not."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            text = path.read_text(encoding="utf-8", errors="replace")
            parents[int(path.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found = [process]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return found


def _size(process: int) -> float:
    """Memory of a process in MiB; what processes share counts in parts (PSS)."""
    with suppress(OSError):
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
        for line in text.splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def command_rows(
    source: Path, scratch: Path, size: tuple[int, int], workers: Sequence[str], rounds: int
) -> list[Row]:
    """`annotate` and `run` by numbers of workers, and `run` against the sum of its stages.

    Args:
        source: Reports in JSON Lines.
        scratch: An empty folder.
        size: How many reports and words there are.
        workers: The numbers.
        rounds: Rounds of each; the median by wall clock is told.
    """
    rows = []
    single = scratch / "single.jsonl"
    with source.open(encoding="utf-8") as file:
        single.write_text(next(file), encoding="utf-8")
    for number in workers:
        many = ("--workers", number)
        wholes, stages, links, starts = [], [], [], []
        for turn in range(rounds):
            case = scratch / f"case-{number}-{turn}"
            apart = scratch / f"apart-{number}-{turn}"
            stages.append(headwater("annotate", source, "-o", scratch / "read.jsonl", *many))
            starts.append(headwater("annotate", single, "-o", scratch / "read.jsonl", *many))
            wholes.append(headwater("run", source, "--out", case, "--plain", *many))
            _as_parts(case, apart)
            links.append(python("-c", LINK, apart))
        whole, stage, linked, first = map(_middle, (wholes, stages, links, starts))
        ratio = whole.seconds / (stage.seconds + linked.seconds)
        name = f"{number} worker{'s' * (number != '1')}"
        told = {
            f"annotate, {name}": (stage, _apart(stage, first, size[0])),
            f"link and tables, after {name}": (linked, "one process"),
            f"run, {name}": (whole, f"{ratio:.2f} of the two above"),
        }
        rows += _rows(told, size)
    return rows


def _apart(whole: Spent, first: Spent, count: int) -> str:
    """What the start takes, told by a run of the first report alone."""
    going = (count - 1) / (whole.seconds - first.seconds)
    return f"{first.seconds:.1f} s until the first report is written, then {going:.1f} reports/s"


def _rows(told: Mapping[str, tuple[Spent, str]], size: tuple[int, int]) -> list[Row]:
    return [
        Row(what, *size, spent.seconds, spent.memory, note) for what, (spent, note) in told.items()
    ]


def _as_parts(case: Path, apart: Path) -> None:
    """A case whose readings are in, and that is still to be linked."""
    (apart / "parts").mkdir(parents=True)
    readings = (case / "tables" / "readings.parquet").read_bytes()
    (apart / "parts" / "part-000001.parquet").write_bytes(readings)


def _middle(spent: Sequence[Spent]) -> Spent:
    middle = median(one.seconds for one in spent)
    return min(spent, key=lambda one: abs(one.seconds - middle))
