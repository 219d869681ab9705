"""Printing to a terminal: the console, plain lines, and cells that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console

from headwater.export.clean import visible

WIDTH = 100
"""Columns that a table fits; also the width when the output is not a terminal."""


def console(stream: TextIO) -> Console:
    """A console that wraps at 100 columns at most and guesses no markup."""
    made = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not made.is_terminal or made.width > WIDTH:
        made.width = WIDTH
    return made


def print_plain(out: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print tab-separated lines, each cell one line of visible characters."""
    for row in (heads, *rows) if heads else rows:
        out.file.write("\t".join(visible(cell) for cell in row) + "\n")


def cut(text: str, width: int) -> str:
    """Text of at most ``width`` columns, cut after a word with an ellipsis.

    A first word that is too long is cut within.
    """
    if cell_len(text) <= width:
        return text
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if cell_len(longer) > width - 1:
            break
        kept = longer
    if not kept:
        kept = "".join(_fitting(text, width - 1))
    return f"{kept.rstrip(',;: ')}…"


def _fitting(text: str, width: int) -> Iterator[str]:
    used = 0
    for character in text:
        used += cell_len(character)
        if used > width:
            return
        yield character
