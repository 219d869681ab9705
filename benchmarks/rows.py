"""Rows of the tables: medians of several rounds, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: what, on how many reports of how many words, seconds, MiB."""

    what: str
    reports: int
    words: int
    seconds: float
    memory: str = ""
    note: str = ""


def table(rows: Sequence[Row], seconds: str) -> str:
    """A Markdown table; ``seconds`` says what sort they are."""
    lines = [
        f"| | reports | ms a report ({seconds}) | reports/s | words/s | MiB | |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    lines += [
        f"| {row.what} | {row.reports:,} | {1000 * row.seconds / row.reports:,.1f} "
        f"| {row.reports / row.seconds:,.1f} | {row.words / row.seconds:,.0f} | {row.memory} "
        f"| {row.note} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median processor time of several rounds, in seconds."""
    spent = []
    for _ in range(rounds):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return median(spent)


def words(texts: Sequence[str]) -> int:
    """Words of texts, split at white space."""
    return sum(len(text.split()) for text in texts)
