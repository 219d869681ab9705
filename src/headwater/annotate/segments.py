"""Cut a report's text into segments that syntax may not cross: paragraphs, headings, furniture."""

from __future__ import annotations

import re

from headwater.model import Report, Span

_BREAK = re.compile(r"\n\s*\n|\n")
_SPACE = re.compile(r"\s*")
_WRAPPED = 60
"""Lines longer than this that end without a full stop are taken as hard-wrapped prose."""


def segments(report: Report) -> tuple[Span, ...]:
    """Stretches of ``report.text`` to parse one by one, in order, trimmed of white space.

    Blank lines and furniture always cut. A single line break cuts unless the text is
    hard-wrapped, that is unless the line before runs on (no sentence end, next line lower case).
    """
    text = report.text
    cuts: list[Span] = list(report.furniture)
    cuts += [match.span() for match in _BREAK.finditer(text) if _breaks(text, match)]
    found: list[Span] = []
    at = 0
    for start, end in sorted(cuts):
        _add(text, (at, max(at, start)), found)
        at = max(at, end)
    _add(text, (at, len(text)), found)
    return tuple(found)


def _breaks(text: str, match: re.Match[str]) -> bool:
    if text.count("\n", match.start(), match.end()) > 1:
        return True
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    after = text[match.end() : match.end() + 1]
    runs_on = bool(before) and before[-1] not in ".!?:\"'”’)"
    wrapped = len(before) >= _WRAPPED and runs_on
    return not (runs_on and (after.islower() or (wrapped and not _is_heading(before))))


def _is_heading(line: str) -> bool:
    words = [word for word in line.split() if word[:1].isalpha() and len(word) > 3]  # noqa: PLR2004
    return bool(words) and all(word[:1].isupper() for word in words) and not line.isupper()


def _add(text: str, span: Span, found: list[Span]) -> None:
    start, end = span
    leading = _SPACE.match(text, start, end)
    start = leading.end() if leading else start
    stop = start + len(text[start:end].rstrip())
    if stop > start:
        found.append((start, stop))
