"""The table of a case in the terminal: what, where, when, how many, on how many words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.news import Standing, standing
from headwater.export.screen import cut, print_plain
from headwater.export.view import CaseView
from headwater.model import Incident

_SHOWN = 60
"""Incidents in the table; a script gets them all, news or not, with ``plain``."""
_HEADS = ("incident", "place", "date", "killed", "reports", "outlets", "independent\norigins")
_PLAIN_HEADS = (
    *("incident", "label", "place", "date", "killed", "reports", "outlets"),
    *("origins_min", "origins_max", "standing"),
)
_NOTE = (
    "\nIndependent origins count the reporting, not the happening: five papers that quote one\n"
    "monitor are one origin. “At most” stands where unnamed sources may be the same."
)
_PLACE_WIDTH, _COUNT_WIDTH, _LABEL_LEAST, _GAP = 18, 13, 16, 2
_NARROWEST = 12
_FIGURES = 3
"""The first column of figures; they are set flush right."""


def summary_table(case: CaseView, out: Console, *, plain: bool = False) -> None:
    """Print the news of a case: what, where, when, how many, on how many words.

    One line says how much more the reports only mention (``export.news``).

    Args:
        case: the case.
        out: where to print; see ``console``.
        plain: tab-separated lines, every incident with its standing, no colour.
    """
    if plain:
        print_plain(out, _PLAIN_HEADS, (_plain_row(one, case) for one in case.incidents()))
        return
    rows: list[tuple[str, ...]] = []
    news = others = 0
    for incident in case.incidents():  # one at a time: a case can hold more than memory
        if standing(incident, case) is not Standing.NEWS:
            others += 1
            continue
        news += 1
        if news <= _SHOWN:
            rows.append(_row(incident, case))
    if not news and not others:
        out.print("No incident was found in the reports.")
        return
    if news:
        out.print(_table(rows, out.width))
    else:
        out.print("No incident is the news of a report.")
    if news > _SHOWN:
        more = wording.number_of(news - _SHOWN, "more incident")
        out.print(f"  … and {more}. All of them: headwater export CASE --format csv")
    if others:
        out.print(Text(_also(others)))
    if news:
        out.print(Text(_NOTE, style="dim"))


def _also(others: int) -> str:
    """How many incidents the table leaves out, and how to see them."""
    return (
        f"\nAlso mentioned, not shown: {others:,} (statements, background, totals). "
        "See: headwater report CASE"
    )


def headline(incident: Incident) -> str:
    """The incident's line without the place and date, which have columns of their own."""
    label = incident.label
    if incident.place is not None:
        label = label.split(f", {incident.place.name}", 1)[0]
    return label.removesuffix(", place not stated").removesuffix(", date not stated")


def _row(incident: Incident, case: CaseView) -> tuple[str, ...]:
    return (
        visible(headline(incident)),
        visible(wording.place(incident.place)),
        visible(wording.time_short(incident.time)),
        visible(wording.count_short(incident.killed)),
        f"{len(incident.reports):,}",
        f"{len(wording.outlets(incident, case)):,}",
        wording.bounds(incident.origins_min, incident.origins_max),
    )


def _plain_row(incident: Incident, case: CaseView) -> tuple[str, ...]:
    return (
        incident.id,
        incident.label,
        wording.place(incident.place),
        wording.time(incident.time),
        wording.count(incident.killed),
        str(len(incident.reports)),
        str(len(wording.outlets(incident, case))),
        str(incident.origins_min),
        str(incident.origins_max),
        str(standing(incident, case)),
    )


def _table(rows: Sequence[Sequence[str]], width: int) -> Table:
    widths = _widths(rows, width)
    # The box puts one column of its own between two cells: the other half of the gap.
    table = Table(box=SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    for number, head in enumerate(_HEADS):
        table.add_column(
            head,
            justify="right" if number >= _FIGURES else "left",
            width=widths[number],
            no_wrap=True,
            header_style="bold",
            style="bold" if number == len(_HEADS) - 1 else "",
        )
    for row in rows:
        cells = [Text(cut(cell, widths[number])) for number, cell in enumerate(row)]
        for number, cell in enumerate(cells):
            if row[number] == wording.NOT_STATED:
                cell.stylize("dim")
        table.add_row(*cells)
    return table


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths that fit: figures as wide as they need, the place bounded, the line takes the rest."""
    widest = [
        max(
            *(cell_len(line) for line in _HEADS[number].split("\n")),
            *(cell_len(row[number]) for row in rows),
        )
        for number in range(len(_HEADS))
    ]
    widest[1] = min(widest[1], _PLACE_WIDTH)
    widest[_FIGURES] = min(widest[_FIGURES], _COUNT_WIDTH)
    for number in (1, 2):
        over = sum(widest[1:]) + _LABEL_LEAST + _GAP * (len(_HEADS) - 1) - width
        widest[number] -= max(0, min(over, widest[number] - _NARROWEST))
    rest = width - sum(widest[1:]) - _GAP * (len(_HEADS) - 1)
    widest[0] = min(widest[0], max(rest, _LABEL_LEAST))
    return widest
