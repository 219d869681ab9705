"""What stands below the last sentence: credits, sign-offs, share links, navigation."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from headwater.model import Credit, Span
from headwater.read.agencies import Agencies, same_body
from headwater.read.dates import DATE, WEEKDAY

_REACH: Final = 2000
"""Characters from the end within which a foot is looked for."""

_SIGN_OFF: Final = re.compile(
    r"(?<=[.!?\"”])\s+(?P<who>{name}(?:(?:\s?[/&]\s?|[ ]){name}){{0,6}})(?<![.])\s*\Z".format(
        name=r"(?:[Aa]l- ?)?[A-Z][\w'’.-]*"
    )
)
_MIN_NAVIGATION: Final = 3


@dataclass(slots=True)
class Foot:
    """What the foot of a text gives; ``start`` is where the report's own words end."""

    start: int
    furniture: list[Span] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    """``foot.toml`` compiled for one table of agencies."""

    peels: tuple[re.Pattern[str], ...]
    credits: tuple[re.Pattern[str], ...]
    anywhere: re.Pattern[str]
    navigation: re.Pattern[str]
    links: re.Pattern[str]


@cache
def _table(one: str) -> _Table:
    """Compile ``foot.toml``; ``one`` is the pattern of a known agency's name."""
    table = tomllib.loads(files("headwater.read").joinpath("foot.toml").read_text("utf-8"))
    other = r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}?"
    glue = r"(?:\s*(?:,|/|&|\+|;|\band\b)\s*|\s+)"
    known = rf"{one}(?:{glue}{one}){{0,5}}"
    several = rf"(?:(?:{one}|{other}){glue}){{0,5}}{one}(?:{glue}{other})?"
    names = {"{known}": known, "{several}": several, "{one}": one}
    names["{date}"] = rf"(?:{WEEKDAY},? )?{DATE}"

    def filled(pattern: str) -> str:
        for name, value in names.items():
            pattern = pattern.replace(name, value)
        return pattern

    def at_end(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{filled(pattern)})\s*\Z")

    return _Table(
        tuple(at_end(pattern) for pattern in table["peels"]),
        tuple(at_end(pattern) for pattern in table["credits"]),
        re.compile(filled(table["anywhere"])),
        re.compile("|".join(table["navigation"]), re.IGNORECASE),
        re.compile(table["link_headings"]),
    )


def read_foot(text: str, floor: int, outlet: str | None, agencies: Agencies) -> Foot:
    """Read what stands below the last sentence, from the end backwards.

    Credits are noted and, like the rest, given as furniture: they are no sentence of the report.

    Args:
        text: the stored text.
        floor: where the report's own words begin; nothing above is touched.
        outlet: the report's outlet, whose own name is no credit.
        agencies: known agencies.
    """
    foot = Foot(len(text))
    _anywhere(text, floor, outlet, agencies, foot)
    while foot.start > floor:
        base = max(floor, foot.start - _REACH)
        window = text[base : foot.start]
        found = _credits(window, base, outlet, agencies, foot) or _furniture(
            window, _table(agencies.one)
        )
        if found is None or base + found >= foot.start:
            break
        start = base + found
        start += len(text[start : foot.start]) - len(text[start : foot.start].lstrip())
        if text[start : foot.start].strip():
            end = start + len(text[start : foot.start].rstrip())
            foot.furniture.append((start, end))
        foot.start = start
        while foot.start > floor and text[foot.start - 1].isspace():
            foot.start -= 1
    return foot


def _anywhere(text: str, floor: int, outlet: str | None, agencies: Agencies, foot: Foot) -> None:
    """A credit that is one wherever it stands: "AGENCY contributed to this report"."""
    for found in _table(agencies.one).anywhere.finditer(text, max(floor, len(text) - _REACH)):
        _note(found.group("list"), found.start("list"), outlet, agencies, foot)
        foot.furniture.append(found.span("list"))


def _note(wording: str, start: int, outlet: str | None, agencies: Agencies, foot: Foot) -> None:
    """Note the agencies that a stretch names, the outlet itself excepted."""
    for found in re.finditer(agencies.one, wording):
        known = agencies.canonical(found.group())
        if not same_body(known, outlet) and not same_body(found.group(), outlet):
            foot.credits.append(Credit(known, (start + found.start(), start + found.end())))


def _credits(
    window: str, base: int, outlet: str | None, agencies: Agencies, foot: Foot
) -> int | None:
    """Where a credit at the end of the window begins, its names noted."""
    for pattern in _table(agencies.one).credits:
        if found := pattern.search(window, max(0, len(window) - 200)):
            begin = found.start("list")
            _note(found.group("list"), base + begin, outlet, agencies, foot)
            who = found.groupdict().get("who")
            # A body that the text also speaks of is its publisher or its subject, no wire.
            if who and window.count(who) == 1 and not same_body(who, outlet):
                start = base + found.start("who")
                foot.credits.append(Credit(who, (start, start + len(who))))
            return begin
    return None


def _furniture(window: str, table: _Table) -> int | None:
    """Where a piece of furniture at the end of the window begins."""
    for pattern in table.peels:
        if found := pattern.search(window):
            return found.start()
    found = _SIGN_OFF.search(window)
    # "9 a.m. Eastern": an abbreviation's dot ends no sentence.
    if found and not re.search(r"(?:^|[\s.])[A-Za-z]{1,2}\.$", window[: found.start()]):
        return found.start("who")
    return _navigation(window, table)


def _navigation(window: str, table: _Table) -> int | None:
    """Where a run of navigation labels begins: no sentence end, several well-known labels."""
    begin = max(window.rfind(mark) for mark in (". ", '" ', "? ", "! ", ".\n", "\n"))
    links = table.links.search(window)
    starts = [begin + 1, *([links.start()] if links else [])]
    for start in sorted(starts):
        labels = {found.group().lower() for found in table.navigation.finditer(window, start)}
        if start and len(labels) >= _MIN_NAVIGATION:
            return start
    return None
