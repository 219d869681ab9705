"""A text cut into the words and marks that rules on time expressions are written over."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

_ATOM = re.compile(
    r"""
    (?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d))
    |(?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/-]))
    |(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
    |(?P<decade>(?<!\d)\d{3}0['’]?[sS]\b|['’‘]\d0[sS]\b)
    |(?P<nth>(?<!\d)\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<number>\d+(?:,\d{3})+(?!\d)|\d+/\d+|\d+\.\d+|\d+)
    |(?P<ampm>[APap]\.\s?[Mm]\b\.?)
    |(?P<possessive>['’]s\b)
    |(?P<word>[^\W\d_]+)
    |(?P<mark>[^\w\s]|\n\s*\n)
    """,
    re.VERBOSE,
)
_DECADE_WORDS = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_YEARS = range(1800, 2050)
_RUN_TOGETHER = re.compile(r"(\d{1,2})((?:19|20)\d{2})")
_ABBREVIATED = 4
"""Letters of the longest abbreviated month or weekday."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: where it stands, its class letter and the value that the class gives it."""

    start: int
    end: int
    text: str
    """As the text writes it."""
    letter: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Letter and value of each word, and the rules over letters, in order."""

    words: Mapping[str, tuple[str, object]]
    rules: tuple[tuple[str, re.Pattern[str]], ...]
    holidays: Mapping[tuple[str, ...], tuple[object, ...]]
    """Day rule of each holiday by its words; empty where the day moves."""


@cache
def lexicon() -> Lexicon:
    """The package's ``times.toml``, read once."""
    table = tomllib.loads(
        (resources.files("headwater.ground") / "times.toml").read_text(encoding="utf-8")
    )
    words: dict[str, tuple[str, object]] = {}
    for letter, listed in table["words"].items():
        words.update((word, (letter, None)) for word in listed)
    for section, letter in (
        ("ordinals", "0"), ("numbers", "2"), ("units", "U"), ("clock_units", "u"), ("seasons", "S"),
        ("deictic", "T"), ("weekdays", "D"), ("months", "M"),
    ):  # fmt: skip
        for word, value in table[section].items():
            words.setdefault(word, (letter, value))
    for word, value in table["weekdays"].items():
        if len(word) > _ABBREVIATED:
            words[word + "s"] = ("d", value)
    for number, word in enumerate(_DECADE_WORDS):
        words[word] = ("G", 1920 + 10 * number)
    parts: dict[str, str] = {}
    for name, part in table["parts"].items():
        parts[name] = _expand(part, parts)
    rules = tuple(
        (name, re.compile(_expand(rule, parts), re.VERBOSE))
        for name, rule in table["rules"].items()
    )
    holidays = {}
    for name, value in table["holidays"].items():
        for spelling in (name, name.replace("'", "")):
            atoms = tuple(match.group() for match in _ATOM.finditer(spelling))
            holidays[atoms] = tuple(value)
    return Lexicon(words, rules, holidays)


def _expand(pattern: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\{([A-Z]+)\}", lambda name: parts[name.group(1)], pattern)


def cut(text: str) -> list[Word]:
    """All words and marks of a text, classed."""
    words = [_word(match) for match in _ATOM.finditer(text)]
    for index in range(len(words)):
        words[index] = _in_context(words, index)
    return _holidays(_spelled_years(_abbreviations(words)))


def _word(match: re.Match[str]) -> Word:
    text, group = match.group(), match.lastgroup
    if group == "word":
        letter, value = lexicon().words.get(text.casefold(), (".", None))
    elif group == "number":
        letter, value = _number(text)
    elif group == "nth":
        letter, value = "0", int(text[:-2])
    elif group == "decade":
        digits = int(re.sub(r"\D", "", text))
        letter, value = "G", digits if digits > 99 else 1900 + digits  # noqa: PLR2004
    elif group == "mark":
        letter, value = {",": "c", "-": "h", "–": "h", "—": "h", ".": ";"}.get(text, ";"), None
    else:
        letter = {"iso": "I", "numeric": "I", "clock": "C", "ampm": "P", "possessive": "s"}[
            group or ""
        ]
        value = text.casefold() if letter == "P" else text
    return Word(match.start(), match.end(), text, letter, value)


def _number(text: str) -> tuple[str, object]:
    if "/" in text or "." in text:
        return "2", 0.5
    value = int(text.replace(",", "")) if len(text) < 12 else 10**9  # noqa: PLR2004
    if len(text) == 4 and value in _YEARS:  # noqa: PLR2004
        return "Y", value
    return ("1" if 1 <= value <= 31 and len(text) <= 2 else "2"), value  # noqa: PLR2004


_SETTLED = ".;ctoainqfLXW"
"""Letters of words that no neighbour turns into something else (but "am" and "pm")."""


def _in_context(words: list[Word], index: int) -> Word:
    """A word whose class hangs on its neighbours."""
    word = words[index]
    if word.letter in _SETTLED and len(word.text) != len("am"):
        return word
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if after is not None and after.text == "." and after.start == word.end:
        after = words[index + 2] if index + 2 < len(words) else None
    letter, value = word.letter, word.value
    low = word.text.casefold()
    if low in {"am", "pm"} and before is not None and before.letter in "1C":
        letter, value = "P", low
    elif low == "second" and before is not None and before.letter in "a12":
        letter = "u"
    elif _is_no_name(words, index, before, after):
        letter, value = ".", None
    elif letter == "2" and (run := _RUN_TOGETHER.fullmatch(word.text)):
        if any(near is not None and near.letter == "M" for near in (before, after)):
            letter, value = "J", (int(run[1]), int(run[2]))
    elif letter == "2" and re.fullmatch(r"[3-9]\d", word.text) and _shouted(before):
        letter, value = "Y", 1900 + int(word.text)
    elif letter == "h" and before is not None and before.end != word.start and low != "-":
        letter = ";"
    return Word(word.start, word.end, word.text, letter, value)


def _shouted(month: Word | None) -> bool:
    """Whether a month is in capitals, as in wire headers ("4 FEB 90")."""
    return month is not None and month.letter == "M" and month.text.isupper()


def _is_no_name(words: list[Word], index: int, before: Word | None, after: Word | None) -> bool:
    """Whether what looks like a month or weekday is another word."""
    word = words[index]
    if word.letter == "M":
        return not _is_month(word, before, after)
    return word.letter in "Dd" and not _is_weekday(word, words, index)


def _is_weekday(word: Word, words: list[Word], index: int) -> bool:
    """Whether a weekday's name is one: capitalised, a short one before a date."""
    if word.text.islower() or len(word.text) > _ABBREVIATED:
        return not word.text.islower()
    after = [near.letter for near in words[index + 1 : index + 3] if near.text not in {".", ","}]
    return bool(after) and after[0] in "M1I"


_UNSURE_MONTHS = frozenset({"may", "march", "mar", "jan", "sep", "dec", "august", "jun", "apr"})
_BEFORE_MONTH = "LXWEoi&n10sqVYJB,"
_AFTER_MONTH = "1J0Y"


def _is_month(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether a month's name is one: words like May need the company of dates."""
    if word.text.islower():
        return False
    if word.text.casefold() not in _UNSURE_MONTHS:
        return True
    if after is not None and (after.letter in _AFTER_MONTH or _RUN_TOGETHER.fullmatch(after.text)):
        return True
    if before is None:
        return False
    return before.letter in _BEFORE_MONTH or before.text.casefold() in _PREPOSITIONS


_PREPOSITIONS = frozenset({"by", "since", "from", "till", "between", "before", "after", "of", "as"})


def _abbreviations(words: list[Word]) -> list[Word]:
    """Takes the full stop of "Aug." and "Sun." into the word."""
    kept: list[Word] = []
    for index, word in enumerate(words):
        before = kept[-1] if kept else None
        if (
            word.text == "."
            and before is not None
            and before.letter in "MD"
            and before.end == word.start
            and len(before.text) <= _ABBREVIATED
            and index + 1 < len(words)
            and words[index + 1].letter in "1JY02;cM"
            and before.text.casefold() not in {"may", "june", "july"}
        ):
            kept[-1] = Word(before.start, word.end, before.text, before.letter, before.value)
        else:
            kept.append(word)
    return kept


def _holidays(words: list[Word]) -> list[Word]:
    """Joins the words of each holiday into one."""
    known = lexicon().holidays
    first_words = {name[0] for name in known}
    longest = max(len(name) for name in known)
    kept: list[Word] = []
    index = 0
    while index < len(words):
        size = 1
        if words[index].text.casefold() in first_words and not words[index].text.islower():
            for length in range(min(longest, len(words) - index), 0, -1):
                name = tuple(word.text.casefold() for word in words[index : index + length])
                if name in known:
                    size, last = length, words[index + length - 1]
                    kept.append(
                        Word(words[index].start, last.end, " ".join(name), "K", known[name])
                    )
                    break
            else:
                kept.append(words[index])
        else:
            kept.append(words[index])
        index += size
    return kept


_TENS = range(10, 100)


def _spelled_years(words: list[Word]) -> list[Word]:
    """Joins the words of a year that is written out: "nineteen ninety-six"."""
    kept: list[Word] = []
    for word in words:
        head = kept[-2] if len(kept) > 1 and kept[-1].letter == "h" else kept[-1] if kept else None
        kept.append(word)
        if head is None or not isinstance(head.value, int) or not isinstance(word.value, int):
            continue
        if head.text.casefold() in {"eighteen", "nineteen"} and word.value in _TENS:
            _join(kept, head, word, head.value * 100 + word.value)
        elif head.text == _WRITTEN_OUT and head.value % 10 == 0 and word.value not in _TENS:
            _join(kept, head, word, head.value + word.value)
    return kept


_WRITTEN_OUT = "year"
"""Text of a word that stands for a year written out."""


def _join(kept: list[Word], head: Word, last: Word, value: int) -> None:
    while kept.pop() is not head:
        pass
    kept.append(Word(head.start, last.end, _WRITTEN_OUT, "Y", value))
