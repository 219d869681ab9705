"""Make characters visible that would act on a screen instead of standing on it."""

from __future__ import annotations

import unicodedata

# Characters that a reader can't see but that reorder, hide or end text: Unicode categories for
# controls (Cc), formats such as bidirectional marks and zero-width characters (Cf), half
# surrogates (Cs), private use (Co), and line and paragraph separators (Zl, Zp).
_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Joiners that Arabic, Persian and Indic scripts need for their letters to be right.
_JOINERS = "\u200c\u200d"


def acts(character: str) -> bool:
    """Whether a character acts on the screen; line ends and tabs count too."""
    return unicodedata.category(character) in _ACTING and character not in _JOINERS


def visible(text: str) -> str:
    """One line of text with acting characters as ``<U+202E>``; line ends and tabs as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one_visible(character) for character in text)


def one_visible(character: str) -> str:
    """One character made visible; a line end or tab becomes a space."""
    if character in "\n\r\t":
        return " "
    return f"<U+{ord(character):04X}>" if acts(character) else character
