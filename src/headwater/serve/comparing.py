"""Two reports side by side, what they share on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from headwater.errors import CaseError
from headwater.export.page.cited import report_names
from headwater.export.page.graphic import warning
from headwater.model import Span
from headwater.serve.look import Asked


@dataclass(frozen=True, slots=True)
class Aligned:
    """Text of two reports side by side; ``shared`` text stands in both."""

    one: str
    other: str
    graphic: str | None
    shared: bool = False


def compare(asked: Asked) -> Response:
    """Two reports, what they share on one line."""
    one_id, other_id = (asked.request.query_params.get(name, "") for name in ("a", "b"))
    one, other = asked.desk.case.report(one_id), asked.desk.case.report(other_id)
    found = [d for d in asked.desk.derivations(one_id) if other_id in {d.a, d.b}]
    if not found:
        raise CaseError("neither of these reports was made from the other, as far as was read")
    passages = [pair if found[0].a == one_id else (pair[1], pair[0]) for pair in found[0].passages]
    rows = aligned(one.text, other.text, passages)
    shared = [sum(pair[side][1] - pair[side][0] for pair in passages) for side in (0, 1)]
    return asked.page(
        "compare.html",
        title="Side by side",
        one=one,
        other=other,
        rows=rows,
        why=found[0].why,
        names=report_names((one, other), asked.links),
        kind=found[0].kind.value,
        shares=[
            round(100 * min(1.0, count / max(1, len(text))))
            for count, text in zip(shared, (one.text, other.text), strict=True)
        ],
    )


def aligned(one: str, other: str, passages: Sequence[tuple[Span, Span]]) -> list[Aligned]:
    """Cut two texts into rows: shared passages beside each other, the rest between them.

    A passage that stands in another order in the other text is shown beside its first; the other
    text's own words then follow where they stand.
    """
    rows: list[Aligned] = []
    at, beside = 0, 0
    for (start, passage_end), (other_start, other_passage_end) in sorted(passages):
        more = _stop(one[passage_end:], other[other_passage_end:])
        end, other_end = passage_end + more, other_passage_end + more
        first = max(start, at)
        _add(rows, one[at:first], other[beside : max(beside, other_start)])
        if first < end:
            words = one[first:end].strip()
            beside_it = other[other_start:other_end].strip()
            rows.append(Aligned(words, beside_it, warning(words), shared=True))
        at, beside = max(at, end), max(beside, other_end)
    _add(rows, one[at:], other[beside:])
    return rows


def _stop(one: str, other: str) -> int:
    """Characters of the punctuation that ends a passage in both texts alike."""
    length = 0
    for here, there in zip(one, other, strict=False):
        if here != there or here.isalnum() or here.isspace():
            break
        length += 1
    return length


def _add(rows: list[Aligned], one: str, other: str) -> None:
    if one.strip() or other.strip():
        rows.append(Aligned(one.strip(), other.strip(), warning(f"{one} {other}")))
