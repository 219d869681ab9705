"""Names brought to one form, whatever their case, accents, punctuation and articles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})
_ARABIC_ARTICLES = ("al", "el", "an", "ar", "as", "ash", "at", "ad")
_JOINERS = re.compile(r"(?<=\w)['’`´.](?=\w|\s|$)")
_SHORTEST_POSSESSIVE = 4


def words(name: str) -> list[str]:
    """Casefolded words without accents; "U.N.'s" is ``uns``, leading English articles are gone."""
    decomposed = unicodedata.normalize("NFKD", _JOINERS.sub("", name)).casefold()
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    found: list[str] = _WORD.findall(plain)
    while found and found[0] in _ARTICLES:
        del found[0]
    return found


def key(name: str) -> str:
    """All letters and digits of a name in one run, so that a lost hyphen or space is no matter."""
    return "".join(words(name))


@lru_cache(maxsize=1 << 14)
def keys(name: str) -> tuple[str, ...]:
    """Keys to try, the most faithful first: as written, without possessive s, without al-."""
    found = words(name)
    forms = [found]
    forms.append([*found[:-1], _singular(found[-1])] if found else found)
    forms.append([_singular(word) for word in found])
    forms.extend([form[1:] for form in list(forms) if form and form[0] in _ARABIC_ARTICLES])
    return tuple(dict.fromkeys("".join(form) for form in forms if form))


def _singular(word: str) -> str:
    """A word without the s that a lost apostrophe leaves ("Syrias", "AFPs")."""
    if len(word) >= _SHORTEST_POSSESSIVE and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals alone, six letters at most, so that case tells."""
    letters = [letter for letter in name if letter.isalpha()]
    return " " not in name and len(letters) <= 6 and all(letter.isupper() for letter in letters)  # noqa: PLR2004
