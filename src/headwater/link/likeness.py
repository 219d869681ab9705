"""How alike the texts of two claims and of their reports are, as levels (see `comparisons`)."""

from __future__ import annotations

from collections.abc import Mapping

from headwater.link.pair import Pair
from headwater.link.vectors import cosine
from headwater.model import Span

SHORT_STORY = 25
"""Different words below which a report is too short to be compared as a whole."""
STORY_BANDS = (0.5, 0.4, 0.32, 0.26, 0.21, 0.17, 0.14, 0.11, 0.08, 0.05)
"""Least likeness of each level of `compare_story`."""
NAME_BANDS = (0.6, 0.4, 0.3, 0.2, 0.12, 0.06)
FEW_NAMES = 4
"""Names below which a report has too few to be compared by them."""
DRIFT = 20
"""Characters by which swapped words may shift the rest of a passage."""


def compare_wording(pair: Pair) -> str:
    """Cosine of the words that assert the two events."""
    return _bands(cosine(pair.one.wording, pair.other.wording), (0.6, 0.4, 0.25, 0.12))


def compare_names(pair: Pair) -> str:
    """Rare names that stand by the evidence of both."""
    return _name_level(pair.one.names, pair.other.names)


def compare_story(pair: Pair) -> str:
    """Mean cosine of the two whole reports and of their openings, for what is the news of both."""
    if not pair.news:
        return "background"
    one, other = pair.one.news, pair.other.news
    if min(len(one.words), len(other.words)) < SHORT_STORY:
        return "background"
    alike = (cosine(one.words, other.words) + cosine(one.opening, other.opening)) / 2
    return _bands(alike, STORY_BANDS)


def compare_story_names(pair: Pair) -> str:
    """Cosine of the rare names anywhere in both reports, for what is the news of both."""
    if not pair.news:
        return "background"
    one, other = pair.one.news.names, pair.other.news.names
    if not one or not other:
        return "unknown"
    alike = cosine(one, other)
    if not alike:
        return "none"
    return "few" if min(len(one), len(other)) < FEW_NAMES else _bands(alike, NAME_BANDS)


def compare_passage(pair: Pair) -> str:
    """Whether the words of the one claim stand, in shared text, where those of the other do."""
    if pair.passages is None:
        return "none"
    held = False
    for left, right in pair.passages:
        for span in pair.one.spans:
            if not touches(left, span):
                continue
            held = True
            carried = _carried(span, left, right)
            if any(touches(carried, other) for other in pair.other.spans):
                return "one passage"
    return "other passage" if held else "one story"


def _carried(span: Span, left: Span, right: Span) -> Span:
    """Where the part of ``span`` inside ``left`` stands in ``right``."""
    shift = right[0] - left[0]
    start, end = max(span[0], left[0]) + shift, min(span[1], left[1]) + shift
    return max(right[0], start - DRIFT), min(right[1], end + DRIFT)


def _name_level(one: Mapping[str, float], other: Mapping[str, float]) -> str:
    if not one or not other:
        return "unknown"
    weight = sum(value for name, value in one.items() if name in other)
    for floor, level in ((30, "many"), (15, "several"), (8, "some"), (0.1, "one")):
        if weight >= floor:
            return level
    return "none"


def _bands(value: float, floors: tuple[float, ...]) -> str:
    for floor in floors:
        if value >= floor:
            return f"{floor:.2f} or more"
    return f"under {floors[-1]:.2f}"


def touches(span: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return span[0] < other[1] and other[0] < span[1]
