"""Where a report quotes: pairs of quotation marks, straight, curly or angled."""

from __future__ import annotations

from headwater.model import Quote, Span

_OPEN = "“„«"
_CLOSE = "”»"
_LONGEST = 2000
"""Characters between two marks; beyond that one of them was lost and the pair is not trusted."""
_DIRECT = 0.9


def quotations(text: str) -> tuple[Span, ...]:
    """Spans of quotations with their marks, in order, never nested.

    A quotation that is not closed in its paragraph ends with the paragraph when the next one
    opens again (the printers' rule for running quotations) and is dropped otherwise.
    """
    found: list[Span] = []
    start: int | None = None
    for at, char in enumerate(text):
        if char == "\n" and start is not None:
            if _reopens(text, at):
                found.append((start, at))
            start = None
        elif char in _OPEN or (char == '"' and start is None and _may_open(text, at)):
            start = at
        elif start is not None and char == '"' and _only_opens(text, at):
            start = at  # the mark that should have closed was lost
        elif start is not None and (char in _CLOSE or char == '"'):
            if at - start <= _LONGEST and at > start + 1:
                found.append((start, at + 1))
            start = None
    return tuple(found)


def _may_open(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace()


def _only_opens(text: str, at: int) -> bool:
    return text[at - 1 : at].isspace() and _may_open(text, at)


def _reopens(text: str, at: int) -> bool:
    rest = text[at : at + 8].lstrip()
    return rest[:1] in (*_OPEN, '"') and bool(rest)


def rendering(text: str, content: tuple[Span, ...], quoted: tuple[Span, ...]) -> Quote:
    """Direct when nearly all of the content is quoted, mixed when some is, indirect otherwise."""
    total = inside = 0
    for start, end in content:
        total += len(text[start:end].strip())
        inside += sum(max(0, min(end, b) - max(start, a)) for a, b in quoted)
    if not inside:
        return Quote.INDIRECT
    return Quote.DIRECT if inside >= _DIRECT * total else Quote.MIXED


def whole(content: Span, quoted: tuple[Span, ...]) -> Span:
    """A content stretched over the quotation that it lies in or crosses the edge of."""
    start, end = content
    for a, b in quoted:
        if a < end and start < b:
            start, end = min(start, a), max(end, b)
    return start, end
