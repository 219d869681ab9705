"""``python -m evaluation.simulator``: simulate, link, print the figures as one line of JSON."""

from __future__ import annotations

import argparse
import json

from evaluation.simulator.measure import as_record, run


def main() -> None:
    """Print one line of JSON for each size."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.simulator", description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[1000], help="sizes to run")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    for size in options.reports:
        measured, _ = run(size, options.seed)
        print(json.dumps(as_record(measured)))


if __name__ == "__main__":
    main()
