"""Site furniture in the middle of a text: which stretches are the page's, not the report's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from headwater.model import Span
from headwater.read.agencies import Agencies

_LINE: Final = re.compile(r"[^\n]+")
_MAX_LINE: Final = 240
"""A longer line is a paragraph; no line pattern is tried on it."""
_MAX_LINK: Final = 110
_MAX_LINKS: Final = 8
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”'’)]*$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled table."""

    line: re.Pattern[str]
    heading: re.Pattern[str]
    link: re.Pattern[str]
    inline: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compile ``furniture.toml``."""
    table = tomllib.loads(files("headwater.read").joinpath("furniture.toml").read_text("utf-8"))

    def whole(name: str) -> re.Pattern[str]:
        choices = "|".join(f"(?:{pattern})" for pattern in table[name])
        return re.compile(rf"(?:{choices})[\s:.…>»]*", re.IGNORECASE)

    # Names in inline patterns rest on capitals: only words written in lower case are loose.
    inline = "|".join(f"(?:{_loose(pattern)})" for pattern in table["inline"])
    return _Patterns(
        whole("lines"), whole("link_headings"), whole("link_lines"), re.compile(inline)
    )


def _loose(pattern: str) -> str:
    """A pattern without regard to case, unless it asks for capitals itself."""
    return pattern if "[A-Z]" in pattern else f"(?i:{pattern})"


def furniture(text: str, agencies: Agencies) -> tuple[Span, ...]:
    """Find furniture lines and phrases in a text.

    A heading that announces links ("Read also") takes the short lines without sentence end that
    follow with it. A paragraph is never furniture as a whole.

    Args:
        text: the stored text.
        agencies: known agencies, whose photo credits are furniture.

    Returns:
        Spans without surrounding blanks, sorted and disjoint.
    """
    phrases = (_patterns().inline, _photo(agencies.one))
    found = [match.span() for pattern in phrases for match in pattern.finditer(text)]
    inline = [(start, start + len(text[start:end].rstrip())) for start, end in found]
    return merged([*_lines(text), *inline])


@cache
def _photo(one: str) -> re.Pattern[str]:
    """The credit of a photo caption in running text.

    A bare agency in brackets behind a sentence or a year; one behind a sentence with "Photo" or a
    year and a photographer's name ("AP Photo Name", "AFP 2031 Name").
    """
    return re.compile(
        rf"(?:(?<=[.!?\"”] )|(?<=\d{{4}})|(?<=\d{{4}} ))[(\[]{one}[)\]](?=\.? ?[A-Z])"
        rf"|(?<=[.!?\"”] ){one}(?: Photo| \d{{4}})(?= [A-Z][\w.-]+ [A-Z])"
    )


def _lines(text: str) -> Iterator[Span]:
    """Furniture that takes whole lines."""
    patterns = _patterns()
    links = 0
    rows = list(_LINE.finditer(text))
    for row in rows:
        line = row.group().strip()
        if not line:
            continue
        start = row.start() + row.group().index(line)
        short = len(line) <= _MAX_LINE and len(rows) > 1
        if short and patterns.heading.fullmatch(line):
            links = _MAX_LINKS
            yield start, start + len(line)
        elif short and (patterns.line.fullmatch(line) or patterns.link.fullmatch(line)):
            yield start, start + len(line)
        elif links and len(line) <= _MAX_LINK and not _SENTENCE_END.search(line):
            links -= 1
            yield start, start + len(line)
        else:
            links = 0


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans sorted, overlapping ones united, empty ones dropped."""
    united: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
