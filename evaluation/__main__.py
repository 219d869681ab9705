"""``python -m evaluation --data DATA``: score, print a table, fail below the floors."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from evaluation.corpora import TASKS
from evaluation.scoring import Folders, ScoringError, score
from evaluation.table import below, load_bars, markdown, replace_between

HERE = Path(__file__).parent


def main() -> int:
    """Exit status: 0 all floors hold, 1 a figure is below its floor, 2 it could not be scored."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds data/ score/")
    parser.add_argument("--only", nargs="*", default=[], help="names of tasks (default: all)")
    parser.add_argument("--work", type=Path, help="keep predictions here")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    parser.add_argument("--all-figures", action="store_true", help="print every figure as JSON")
    options = parser.parse_args()
    if not (options.data / "score").is_dir():
        sys.stderr.write(f"{options.data}: no score/ folder there; give the corpora's folder\n")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        folders = Folders(options.data / "data", options.data / "score", work)
        figures: dict[str, float] = {}
        for task in TASKS:
            if options.only and task.name not in options.only:
                continue
            if not (folders.data / task.corpus).exists():
                sys.stderr.write(f"skipped {task.name}: {task.corpus} is not there\n")
                continue
            sys.stderr.write(f"scoring {task.name}\n")
            try:
                figures.update(score(task, folders))
            except ScoringError as error:
                sys.stderr.write(f"{error}\n")
                return 2
    bars = load_bars(HERE / "floors.json")
    table = markdown(bars, figures)
    print(json.dumps(figures, indent=1) if options.all_figures else table)
    if options.write:
        replace_between(HERE / "README.md", table)
    failed = below(bars, figures)
    for line in failed:
        sys.stderr.write(f"below its floor: {line}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
