"""The bars that figures are held against, and the table that shows both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

START, END = "<!-- figures -->", "<!-- /figures -->"


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure, the floor it may not fall below and the aim; ``ceiling``: lower is better."""

    figure: str
    floor: float
    aim: float | None
    ceiling: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value is on the right side of the floor."""
        return value <= self.floor if self.ceiling else value >= self.floor


def load_bars(path: Path) -> tuple[Bar, ...]:
    """Read ``floors.json``: a list of {figure, floor, aim, ceiling?}."""
    return tuple(Bar(**one) for one in json.loads(path.read_text(encoding="utf-8")))


def below(bars: Sequence[Bar], figures: Mapping[str, float]) -> list[str]:
    """The bars that measured figures do not hold, in words. Unmeasured ones are passed over."""
    return [
        f"{bar.figure} is {figures[bar.figure]:.3f}, the floor is {bar.floor}"
        for bar in bars
        if bar.figure in figures and not bar.holds(figures[bar.figure])
    ]


def markdown(bars: Sequence[Bar], figures: Mapping[str, float]) -> str:
    """A table of the measured figures that have a bar."""
    lines = ["| figure | measured | floor | aim |", "|---|---:|---:|---:|"]
    for bar in bars:
        if bar.figure in figures:
            sign = "≤ " if bar.ceiling else ""
            aim = "" if bar.aim is None else f"{sign}{bar.aim:g}"
            lines.append(
                f"| {bar.figure} | {figures[bar.figure]:.3f} | {sign}{bar.floor:g} | {aim} |"
            )
    return "\n".join(lines)


def replace_between(path: Path, table: str) -> None:
    """Put a table between the markers of a page; the rest of the page stays."""
    page = path.read_text(encoding="utf-8")
    head, rest = page.split(START, 1)
    tail = rest.split(END, 1)[1]
    path.write_text(f"{head}{START}\n{table}\n{END}{tail}", encoding="utf-8")
