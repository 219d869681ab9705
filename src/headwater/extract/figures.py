"""Plain numbers in a stretch of text, to tell whether two stretches give the same figure."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from headwater.extract.numbers import load

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+|[^\W\d_]+")
_YEARS = range(1900, 2100)
_DATED = re.compile(
    r"\b(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,4})?"
    r"|\b\d{1,2}[:.]\d\d\b|\bage[d]? \d+"
    r"|\b(?:\d[\d,.]*|[a-z]+)[- ](?:years?|months?|weeks?|days?|hours?|minutes?|miles?|km"
    r"|kilomet(?:er|re)s?|met(?:er|re)s?|percent|per cent)\b",
    re.IGNORECASE,
)
_TENS = re.compile(r"ty[\s-]$", re.IGNORECASE)
TEN = 10
_WOUNDED = re.compile(
    r"\b(?:\d[\d,]*|[a-z]+)\s+(?:others?|people|civilians|more|children|persons)?\s*(?:others?|more)?\s*"
    r"(?:were|was|been|have been)?\s*(?:also\s+)?(?:wounded|injured|hurt)\b"
    r"|\b(?:wounding|injuring|wounded|injured)\s+(?:at least|some|about|over|more than|nearly)?\s*"
    r"(?:\d[\d,]*|[a-z]+)\b",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\btoll\b|\bdead\b|\bkill\w*|\bdie[sd]?\b|\bdeaths?\b|\bbodies\b|\bcasualt\w+|\bvictims?\b"
    r"|\bexecut\w+|\bmassacr\w+|\bslain\b|\bliv(?:e|es)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bamong\b|\bincluding\b|\bof them\b|\brest\b|\bothers?\b"
    r"|\banother\b|\bof the (?:dead|killed|victims)\b|\bof those\b|\bidentified\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:children|women|civilians?|fighters?|militants?|soldiers?)\b", re.IGNORECASE
)
_COUNTED = 25
"""Characters before a group's name in which its number stands ("29 regime soldiers")."""


_PLAIN = frozenset({"a", "an", "no", "zero"})


@cache
def _number_words() -> dict[str, int]:
    return dict(load().words)


def figures(text: str) -> list[int]:
    """Numbers of a text in order, dates, ages, clock times and years left out."""
    return list(_figures(text))


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[int, ...]:
    plain = _DATED.sub(" ", text)
    words = _number_words()
    found: list[int] = []
    for match in _NUMBER.finditer(plain):
        word = match.group()
        if word[0].isdigit():
            value = int(word.replace(",", ""))
            if value not in _YEARS:
                found.append(value)
        elif word.lower() in words and word.lower() not in _PLAIN:
            _add_word(found, words[word.lower()], plain[: match.start()])
    return tuple(found)


def _add_word(found: list[int], value: int, before: str) -> None:
    """A number word; a unit right after tens belongs to them ("thirty-one", "thirty one")."""
    tens = bool(found) and found[-1] in range(20, 100, 10) and value < TEN
    if tens and _TENS.search(before):
        found[-1] += value
    else:
        found.append(value)


def _without_wounded(text: str) -> str:
    return _WOUNDED.sub(" ", text)


def tells_toll(text: str) -> bool:
    """Whether a text speaks of the dead."""
    return _TOLL.search(text) is not None


def agrees(own: list[int], other: str) -> bool:
    """Whether a text gives one of the figures, or parts that add up to one (15 and six others)."""
    theirs = figures(other)
    if set(own) & set(theirs):
        return True
    return len(theirs) > 1 and any(
        theirs[i] + theirs[j] in own for i in range(len(theirs)) for j in range(i)
    )


def contradicts(own: list[int], other: str) -> bool:
    """Whether a text gives a toll that is none of the figures and no part of one."""
    theirs = figures(_without_wounded(other))
    if not own or not theirs or agrees(own, other) or not tells_toll(other):
        return False
    smaller = all(value < max(own) for value in theirs)
    return not (smaller and _names_part(other))


def _names_part(text: str) -> bool:
    """Whether a figure of a text is one of a part: "four of them", "29 soldiers"."""
    return _PART.search(text) is not None or any(
        figures(text[max(0, match.start() - _COUNTED) : match.start()])
        for match in _GROUP.finditer(text)
    )
