"""What stands below the last sentence: credits, sign-offs, share links, navigation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from headwater.model import Credit, Span
from headwater.read.agencies import Agencies, same_body
from headwater.read.dates import DATE, WEEKDAY

_REACH: Final = 1500
"""Characters from the end within which a foot is looked for."""

# Each matches at the very end of what is left; the loop peels them off one after the other.
_PEELS: Final = tuple(
    re.compile(rf"(?:{pattern})\s*\Z")
    for pattern in (
        r"(?i:(?<![\w'’])(?:read also|also read|read more|more ?image|twitter|share|print|comments?"
        r"|english bulletin|launched in london))[.:]?",
        r"(?i:community standards\s*discussion\s*comment via facebook\s*comment via [\w ]{2,30})",
        rf"(?i:last updated?:? (?:{WEEKDAY},? )?{DATE}[^.\n]{{0,60}})",
        r"(?<=[.!?\"”'’)])\s*(?:[A-Z]{2,6} )?\d{1,3}(?:-\d{1,3})?",
        r"\.\.\. \d{1,7}(?: Topic [^\n]{3,80}? \(\d+\))?(?: Related [^\n]{3,900}?)?"
        r"(?: Tags [^\n]{3,300}?)?",
        r"(?:Related|Topic|Tags) [^.\n]{3,300}?",
        r"(?i:\(?(?:additional )?(?:reporting|writing) by [^\n]{3,300}?"
        r"|\(?editing by [^\n]{3,200}?)"
        r"(?:\s*Our Standards: ?The [A-Z][\w ]+ Trust Principles\.)?",
        r"Our Standards: ?The [A-Z][\w ]+ Trust Principles\.",
        r"(?i:never miss a story again[^\n]{0,120})",
        r"(?i:(?:follow|like|find) [^.\n]{2,40} on (?:twitter|facebook|telegram|instagram)[^\n]{0,60})",
        r"(?i:(?:©|copyright|\(c\))[^\n]{3,120}|all rights reserved\.?[^\n]{0,80})",
        r"(?:Launched in [A-Z]\w+ in \d{4},? )?(?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,3} has "
        r"established itself as [^\n]{20,400}",
    )
)
_SIGN_OFF: Final = re.compile(
    r"(?<=[.!?\"”])\s+(?P<who>(?:[A-Z][\w'’.-]*|al-|Al-)(?:\s?[/&]\s?|[ -])?"
    r"(?:(?:[A-Z][\w'’.-]*|al-\s?|Al-)(?:\s?[/&]\s?|[ -])?){0,6})\s*\Z"
)
_NAVIGATION: Final = re.compile(
    r"privacy policy|cookie policy|terms of use|contact us|careers|press releases|about us"
    r"|all rights reserved|where to watch|live tv|subscribe|newsletter|sitemap|advertise|ios|android",
    re.IGNORECASE,
)
_MIN_NAVIGATION: Final = 3


@dataclass(slots=True)
class Foot:
    """What the foot of a text gives; ``start`` is where the report's own words end."""

    start: int
    furniture: list[Span] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


@cache
def _patterns(one: str) -> tuple[re.Pattern[str], ...]:
    """Credits at the end of a text, for one table of agencies."""
    other = r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}?"
    glue = r"(?:\s*(?:,|/|&|\+|;|\band\b)\s*|\s+)"
    several = rf"(?:(?:{one}|{other}){glue}){{0,5}}{one}(?:{glue}{other})?"
    known = rf"{one}(?:{glue}{one}){{0,5}}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<list>[-–—]{{1,3}}\s*{known})\s*[.)]?\s*\Z",
            rf"(?P<list>\((?:(?:[Ww]ith|[Ss]ource|[Ss]ources|[Ff]rom|[Bb]y|[Vv]ia)\b:?"
            rf"(?: (?:reporting|inputs?|files|additional reporting) (?:from|by))? ?)?"
            rf"{several}\))[.\s]*\Z",
            rf"(?<![\w'’])(?P<list>[Ss]ources?\s*:?\s*{several})\s*\.?\s*\Z",
            rf"(?<![\w'’])(?P<list>{known}(?: (?:also )?contributed"
            rf"(?: to this (?:report|story|article))?))\.?\s*\Z",
            rf"(?<![\w'’])(?P<list>[Ww]ith (?:additional )?(?:reporting|inputs?|files|material)"
            rf" (?:from|by) {several})\.?\s*\Z",
            rf"(?<![\w'’])(?P<list>(?:[Tt]his (?:story|report|article) (?:was|is) )?"
            rf"(?:[Oo]riginally )?(?:[Pp]ublished|[Pp]rovided|[Pp]roduced|[Ss]upplied) by {known})"
            rf"\.?\s*\Z",
            rf"(?:\A|\n)\s*(?P<list>{known})\.?\s*\Z",
            rf"(?P<list>(?:©|[Cc]opyright|\([Cc]\)) ?(?:\d{{4}} )?{known})[^\n]{{0,120}}\Z",
        )
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
    while foot.start > floor:
        base = max(floor, foot.start - _REACH)
        window = text[base : foot.start]
        found = _credits(window, base, outlet, agencies, foot) or _furniture(window)
        if found is None or base + found >= foot.start:
            break
        start = base + found
        start += len(text[start : foot.start]) - len(text[start : foot.start].lstrip())
        if text[start : foot.start].strip():
            foot.furniture.append((start, foot.start))
        foot.start = start
        while foot.start > floor and text[foot.start - 1].isspace():
            foot.start -= 1
    return foot


def _credits(
    window: str, base: int, outlet: str | None, agencies: Agencies, foot: Foot
) -> int | None:
    """Where a credit at the end of the window begins, its names noted."""
    for pattern in _patterns(agencies.one):
        if found := pattern.search(window, max(0, len(window) - 200)):
            begin = found.start("list")
            for name in re.finditer(agencies.one, found.group("list")):
                wording = name.group()
                known = agencies.canonical(wording)
                if not same_body(known, outlet) and not same_body(wording, outlet):
                    span = (base + begin + name.start(), base + begin + name.end())
                    foot.credits.append(Credit(known, span))
            return begin
    return None


def _furniture(window: str) -> int | None:
    """Where a piece of furniture at the end of the window begins."""
    for pattern in _PEELS:
        if found := pattern.search(window):
            return found.start()
    if found := _SIGN_OFF.search(window):
        return found.start("who")
    return _navigation(window)


def _navigation(window: str) -> int | None:
    """Where a run of navigation labels begins: no sentence end, several well-known labels."""
    begin = max(window.rfind(mark) for mark in (". ", '" ', "? ", "! ", ".\n", "\n"))
    tail = window[begin + 1 :]
    labels = {found.group().lower() for found in _NAVIGATION.finditer(tail)}
    return begin + 1 if len(labels) >= _MIN_NAVIGATION and begin >= 0 else None
