"""Which attribution stands inside which: parents by containment, or by the rule that read them."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.doc import overlaps, within
from headwater.extract.drafts import Draft
from headwater.model import Span


def parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the smallest one whose content holds its source and cue.

    A draft that knows its cue's governor ("X reported, citing Y") hangs on the attribution of
    that cue. The result has no cycles: a parent by rule is dropped when it would close one.
    """
    result: list[int | None] = [None] * len(drafts)
    for number in range(len(drafts)):
        parent = _by_rule(drafts, number)
        if parent is None:
            parent = _by_containment(drafts, number)
        if parent is not None and not _closes(result, number, parent):
            result[number] = parent
    return result


def _by_rule(drafts: Sequence[Draft], number: int) -> int | None:
    target = drafts[number].within
    if target is None:
        return None
    for other, draft in enumerate(drafts):
        if other != number and any(overlaps(cue, target) for cue in draft.cue):
            return other
    return None


def _by_containment(drafts: Sequence[Draft], number: int) -> int | None:
    inner = (*drafts[number].source, *drafts[number].cue)
    best: tuple[int, int] | None = None
    for other, draft in enumerate(drafts):
        if other == number or not inner:
            continue
        if all(any(within(span, piece) for piece in draft.content) for span in inner):
            size = _size(draft.content)
            if size > _size(drafts[number].content) and (best is None or size < best[0]):
                best = size, other
    return best[1] if best else None


def _size(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


def _closes(parent: Sequence[int | None], child: int, above: int) -> bool:
    at: int | None = above
    while at is not None:
        if at == child:
            return True
        at = parent[at]
    return False
