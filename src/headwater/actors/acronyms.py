"""Acronyms that a text defines: "Long Form (LF)", "LF (Long Form)", "Long Form LF".

The parenthesised form follows Schwartz and Hearst (2003), "A simple algorithm for identifying
abbreviation definitions in biomedical text", with initials only, since names of bodies are
abbreviated so. The form without parentheses serves texts whose punctuation was stripped. An
acronym of another language ("Kurdistan Workers' Party (PKK)") shares no initials with its
translation: in parentheses, the capitalised words right before it are taken.
"""

from __future__ import annotations

import re

_SHORT = r"[A-Z](?:[A-Z]|\.(?=[A-Z])){1,8}(?:-[A-Z]{1,3})?"
_AFTER = re.compile(rf"(?P<open>[(\[]\s*)?(?<![\w.-])(?P<short>{_SHORT})s?\b(?!-\w)")
_BEFORE = re.compile(rf"\b(?P<short>{_SHORT})\s*[(,]\s*(?P<long>[^\W\d_][^(),.;]{{4,90}})[),]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = "of for the and in to on against from with al a an de la el del los las y e und für des"
_SKIPPED = frozenset(_SMALL.split())
_MOST_SKIPPED = 6
_LONGEST_NAME = 90
"""Characters of the longest long form."""


def acronyms(text: str) -> dict[str, str]:
    """Acronyms defined in ``text`` and their long forms as the text writes them, first one wins.

    A long form has the acronym's letters as the initials of its words, in order; only small
    words (of, for, the ...) may be passed over. Without parentheses the long form must be
    capitalised and stand directly before the acronym. Acronyms in parentheses that no initials
    spell take the two or more capitalised words before them.
    """
    found: dict[str, str] = {}
    for match in _BEFORE.finditer(text):
        long = _expansion(match["short"], text, *match.span("long"))
        if long is not None and long[1] == 0:
            found.setdefault(match["short"], long[0])
    for match in _AFTER.finditer(text):
        start = match.start("open") if match["open"] else match.start("short")
        before = _last_words(match["short"], text, start, strict=not match["open"])
        if before is None and match["open"]:
            before = _capitalised(text, start)
        if before is not None:
            found.setdefault(match["short"], before)
    return found


def _letters(short: str) -> str:
    return "".join(letter for letter in short.casefold() if letter.isalpha())


def _expansion(short: str, text: str, start: int, end: int) -> tuple[str, int] | None:
    """The words from ``start`` that spell ``short`` exactly, and how many are left over."""
    tokens = list(_WORD.finditer(text, start, end))
    letters = iter(_letters(short))
    wanted = next(letters, None)
    for token in tokens:
        word = token.group().casefold()
        if wanted is not None and word[0] == wanted:
            wanted = next(letters, None)
        elif word not in _SKIPPED:
            return None
    return (text[tokens[0].start() : tokens[-1].end()], 0) if tokens and wanted is None else None


def _last_words(short: str, text: str, end: int, *, strict: bool) -> str | None:
    """The words right before ``end`` whose initials spell ``short``, read backwards."""
    letters = _letters(short)
    window = max(0, end - 14 * (len(letters) + _MOST_SKIPPED))
    tokens = list(_WORD.finditer(text, window, end))
    if not tokens or text[tokens[-1].end() : end].strip(" \t\"'”’,"):
        return None
    index, position = len(letters) - 1, len(tokens) - 1
    first = last = position
    while index >= 0 and position >= 0:
        word = tokens[position].group()
        if word[0].casefold() == letters[index] and not (strict and word.isupper()):
            first = position
            index -= 1
        elif word.casefold() not in _SKIPPED:
            return None
        position -= 1
    if index >= 0 or (strict and not tokens[first].group()[0].isupper()):
        return None
    long = text[tokens[first].start() : tokens[last].end()]
    if "." in long.rstrip(".") or "\n" in long or len(_WORD.findall(long)) == 1:
        return None
    return long


def _capitalised(text: str, end: int) -> str | None:
    """The run of two or more capitalised words right before ``end``."""
    tokens = list(_WORD.finditer(text, max(0, end - _LONGEST_NAME), end))
    run: list[re.Match[str]] = []
    following = end
    for token in reversed(tokens):
        if text[token.end() : following].strip(" -\"'”’"):
            break
        if not token.group()[0].isupper() and token.group() not in _SKIPPED:
            break
        run.append(token)
        following = token.start()
    while run and run[-1].group().casefold() in _SKIPPED:
        run.pop()
    capitals = sum(token.group()[0].isupper() for token in run)
    return text[run[-1].start() : run[0].end()] if capitals > 1 else None
