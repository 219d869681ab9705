"""The reviewers' log, in the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from headwater.export.clean import visible
from headwater.export.screen import print_plain
from headwater.store.decisions import Entry

HEADS = ("entry", "when", "reviewer", "decision", "on", "what", "hash")


def show_log(entries: Sequence[Entry], out: Console, *, plain: bool = False) -> None:
    """Print every entry, oldest first; ``plain`` as tab-separated text."""
    rows = [_row(entry) for entry in entries]
    if plain:
        print_plain(out, HEADS, rows)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="right" if head == "entry" else "left")
    for row in rows:
        table.add_row(*row)
    out.print(table)


def _row(entry: Entry) -> tuple[str, ...]:
    decision = entry.decision
    what = [f"{decision.field}:"] if decision.field else []
    if decision.undoes is not None:
        what.append(f"entry {decision.undoes}")
    if decision.value is not None:
        what.append(json.dumps(decision.value, ensure_ascii=False))
    if decision.note:
        what.append(decision.note)
    cells = (
        str(entry.number),
        entry.at,
        decision.reviewer,
        decision.action.value,
        decision.target,
        " ".join(what),
        entry.hash[:12],
    )
    return tuple(visible(cell) for cell in cells)
