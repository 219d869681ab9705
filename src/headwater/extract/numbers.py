"""Quantities: numbers in words and figures with their bounds, and what they count.

Bounds follow the figures rule of the labelled set (CODEBOOK, "Figures"): a bare n is low = best =
high; "at least n" leaves high open; "about n" is best alone; "nearly n" and "up to n" are best
and high; "dozens" has no figure, only its wording.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Marked

DIGITS = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d{1,7}$")
GLUED = re.compile(r"^(over|some|about|nearly|around|almost)(\d{1,3}(?:,\d{3})+|\d{1,7})$")
YEARS = range(1900, 2100)
HUNDRED, THOUSAND = 100, 1000
NOUN_REACH = 7
MONTHS = frozenset(
    (
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("january", "february", "march", "april", "june", "july", "august"),
        *("september", "october", "november", "december"),
    )
)
AFTER_AGE = frozenset(("year", "years", "th", "%", "percent", "am", "pm", "old"))
BEFORE_NAME = frozenset(
    ("aged", "age", "$", "#", "no.", "m", "highway", "route", "brigade", "unit")
)
HOUSEHOLDS = frozenset(("family", "household"))
HYPHENED = frozenset(("year", "day", "month", "hour"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what: token range (inclusive) with the wording, and the noun counted."""

    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int
    noun: int | None = None

    @property
    def figure(self) -> int | None:
        """The number itself, whatever its bounds."""
        return self.best if self.best is not None else self.low


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words and modifiers."""

    words: dict[str, int]
    scales: dict[str, int]
    vague: frozenset[str]
    modifiers: tuple[tuple[tuple[str, ...], str], ...]
    rising: frozenset[str]
    """Lemmas that say of a toll that it has grown."""


@cache
def load() -> Numerals:
    """Read the number words that ship with the package."""
    text = files("headwater.extract").joinpath("quantities.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    modifiers = [
        (tuple(phrase.split()), bound)
        for bound, phrases in table["modifiers"].items()
        for phrase in phrases
    ]
    modifiers.sort(key=lambda item: (-len(item[0]), item[0]))
    vague, rising = (frozenset(table[name]["words"]) for name in ("vague", "rising"))
    return Numerals(table["words"], table["scales"], vague, tuple(modifiers), rising)


NONE_OF = frozenset(
    (
        "casualties",
        "casualty",
        "deaths",
        "fatalities",
        "injuries",
        "victims",
        "losses",
        "people",
        "civilians",
        "soldiers",
    )
)
"""Nouns of which "no" is a reported zero."""


def quantities(marked: Marked) -> tuple[Quantity, ...]:
    """All quantities of a report in text order, ages, dates and years left out."""
    found: list[Quantity] = []
    syntax, numerals = marked.syntax, load()
    at = 0
    while at < len(syntax.words):
        quantity = _quantity_at(syntax, numerals, at)
        if quantity is None:
            at += 1
            continue
        at = quantity.last + 1
        if not _dated(syntax, quantity):
            found.append(_of_people(syntax, replace(quantity, noun=_noun(syntax, quantity))))
    return tuple(found)


def _of_people(syntax: Syntax, quantity: Quantity) -> Quantity:
    """Six families are an unknown number of people; only the wording is kept."""
    if quantity.noun is None or syntax.lemmas[quantity.noun] not in HOUSEHOLDS:
        return quantity
    return replace(quantity, low=None, best=None, high=None)


def _quantity_at(syntax: Syntax, numerals: Numerals, at: int) -> Quantity | None:
    word = syntax.words[at]
    glued = GLUED.match(word)
    if glued:
        bound = dict(numerals.modifiers).get((glued[1],), "best")
        return Quantity(*_bounds(int(glued[2].replace(",", "")), bound), at, at)
    number = _number_at(syntax, numerals, at)
    if number is not None:
        value, last = number
        return _ranged(syntax, numerals, at, value, last)
    if word in numerals.vague and _vague(syntax, at):
        return Quantity(None, None, None, _vague_start(syntax, at), at)
    return None


def _number_at(syntax: Syntax, numerals: Numerals, at: int) -> tuple[int, int] | None:
    """(value, last token) of the number that starts at a token."""
    word = syntax.words[at]
    if word == "no" and NONE_OF.isdisjoint(syntax.words[at + 1 : at + 3]):
        # "No group has claimed it" counts nobody; only a stated absence of victims is a zero.
        return None
    if DIGITS.match(word):
        value = int(word.replace(",", ""))
    elif word in numerals.words:
        value = numerals.words[word]
    elif word == "a" and at + 1 < len(syntax.words) and syntax.words[at + 1] in numerals.scales:
        value = 1
    elif word in ("hundred", "dozen"):
        return numerals.scales[word], at
    else:
        return None
    return _extended(syntax, numerals, value, at)


def _extended(syntax: Syntax, numerals: Numerals, value: int, at: int) -> tuple[int, int]:
    """Continue a number over scales and units: "two hundred", "twenty - five", "thirty one"."""
    last = at
    while last + 1 < len(syntax.words):
        step = 2 if syntax.words[last + 1] in ("-", "and") else 1
        following = syntax.words[last + step] if last + step < len(syntax.words) else ""
        if following in numerals.scales and syntax.words[last + 1] != "and":
            value *= numerals.scales[following]
        elif _continues(numerals, value, following, syntax.words[last]):
            value += numerals.words[following]
        else:
            break
        last += step
    return value, last


def _continues(numerals: Numerals, value: int, following: str, word: str) -> bool:
    unit = numerals.words.get(following, 0)
    if not unit or word.isdigit():
        return False
    tens = 20 <= value % HUNDRED <= 90 and value % 10 == 0  # noqa: PLR2004 (twenty to ninety)
    return (tens and unit < 10) or (value >= HUNDRED and value % HUNDRED == 0)  # noqa: PLR2004


def _ranged(syntax: Syntax, numerals: Numerals, at: int, value: int, last: int) -> Quantity:
    """A number with its modifier, or a range ("between 12 and 15", "12 to 15")."""
    words = syntax.words
    joint = words[last + 1] if last + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if joint in ("to", "-", "–") or (joint == "and" and before in ("between", "from")):
        upper = _number_at(syntax, numerals, last + 2) if last + 2 < len(words) else None
        if upper is not None and upper[0] > value and upper[0] < value * 10:
            first = at - 1 if before in ("between", "from") else at
            return Quantity(value, None, upper[0], first, upper[1])
    for phrase, bound in numerals.modifiers:
        first = at - len(phrase)
        if first >= 0 and words[first:at] == phrase:
            return Quantity(*_bounds(value, bound), first, last)
    return Quantity(value, value, value, at, last)


def _bounds(value: int, bound: str) -> tuple[int | None, int | None, int | None]:
    if bound == "low_best":
        return value, value, None
    return None, value, value if bound == "best_high" else None


def _vague(syntax: Syntax, at: int) -> bool:
    """Whether a vague word counts something here."""
    word = syntax.words[at]
    if word == "number":
        return at + 1 < len(syntax.words) and syntax.words[at + 1] == "of"
    if syntax.words[at + 1 : at + 2] == ("than",):
        return False
    return word not in ("more", "most", "few") or syntax.dep(at) in ("amod", "dobj", "nsubjpass")


def _vague_start(syntax: Syntax, at: int) -> int:
    return at - 1 if at and syntax.words[at - 1] in ("a", "many", "tens", "several") else at


def _dated(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether a number is an age, a day, a year, a clock time or part of a name."""
    words, last, first = syntax.words, quantity.last, quantity.first
    following = words[last + 1 : last + 3]
    before = words[max(0, first - 2) : first]
    near = {*following[:1], *before[-1:]}
    bare = quantity.low == quantity.high
    return bool(
        near & MONTHS
        or near & BEFORE_NAME & {*before[-1:]}
        or AFTER_AGE & {*following[:1]}
        or (following[:1] == ("-",) and HYPHENED & {*following[1:]})
        or (bare and syntax.doc.tokens[last].entity in ("DATE", "TIME"))
        or (before[-1:] == ("-",) and before[0].isalpha())
        or (bare and quantity.best in YEARS and words[last].isdigit() and not _counts(syntax, last))
    )


def _counts(syntax: Syntax, token: int) -> bool:
    return syntax.dep(token) == "nummod" and syntax.tag(syntax.head(token)) == "NNS"


def _noun(syntax: Syntax, quantity: Quantity) -> int | None:
    """The noun that a number counts: by the parse, else the next noun run on the right."""
    last = quantity.last
    head = syntax.head(last)
    counted = syntax.dep(last) in ("nummod", "amod", "quantmod", "compound") and head > last
    if counted and syntax.tag(head).startswith("N"):
        return head
    return next(_linear_noun(syntax, last), None)


def _linear_noun(syntax: Syntax, last: int) -> Iterator[int]:
    end = min(syntax.bounds(last)[1], last + NOUN_REACH)
    at = last + 1
    if at < end and syntax.words[at] == "of":
        at += 1
    while at < end:
        tag = syntax.tag(at)
        if tag.startswith("N"):
            while at + 1 < end and syntax.tag(at + 1).startswith("N"):
                at += 1
            yield at
            return
        if not (
            tag.startswith("J")
            or tag in ("VBN", "HYPH", "POS", "CD", "DT", "PRP$")
            or syntax.words[at] in ("more", "other")
        ):
            return
        if tag == "VBN" and syntax.dep(at) != "amod":
            return
        at += 1
