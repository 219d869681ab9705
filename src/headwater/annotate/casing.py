"""Give upper-case wire text the case that the parser was trained on, without moving a character.

Words that the English lemma index knows (WordNet's, shipped inside the spaCy model) become lower
case, all others keep a capital: names are what is not in the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_WORD = re.compile(r"[^\W\d_]+")
_UPPER_SHARE = 0.7
_MIN_LETTERS = 20
_MIN_WORD = 3
_SENTENCE_END = re.compile(r"[.!?]['\"”)\]]*\s+$|^\s*$")


def is_upper(text: str) -> bool:
    """Whether a text is written in capitals: 70 % or more of at least 20 letters."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _MIN_LETTERS and (
        sum(char.isupper() for char in letters) >= _UPPER_SHARE * len(letters)
    )


def restore(text: str, is_common: Callable[[str], bool]) -> str:
    """The text in mixed case, of the same length: ``is_common`` tells dictionary words."""

    def recase(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if len(lower) != len(word) or not word.isupper():
            return word
        starts = bool(_SENTENCE_END.search(text[max(0, match.start() - 6) : match.start()]))
        if is_common(lower):
            return word[0] + lower[1:] if starts else lower
        return word if len(word) < _MIN_WORD else word[0] + lower[1:]

    return _WORD.sub(recase, text)


_SUFFIXES = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)


def base_forms(word: str) -> Iterator[str]:
    """Dictionary forms that a lower-case English word may be an inflection of."""
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix):
            stem = word[: len(word) - len(suffix)] + instead
            if len(stem) >= _MIN_WORD or stem == word:
                yield stem
            if suffix in {"ed", "ing"} and len(stem) > _MIN_WORD and stem[-1] == stem[-2]:
                yield stem[:-1]
