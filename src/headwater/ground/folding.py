"""Folded spellings of place names, so that the writings of one name meet.

Two levels: ``fold`` undoes case, diacritics and punctuation, ``skeleton`` also undoes how Arabic,
Persian and Kurdish names are written in Latin letters (articles, vowels, doubled letters, the
digraphs of the romanisation systems). ``Dayr az-Zawr``, ``Deir ez-Zor`` and ``Deir Ezzor`` share
one skeleton; so do ``Kefraya`` and ``Kafriyya``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from headwater.ground.words import words

_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ħ": "h",
        "ŋ": "n",
    }
)
_DROPPED = re.compile(r"[’‘'`´ʻʼʿʾʹ\"“”.]")
_MARKS = re.compile("[\u0300-\u036f\u02b0-\u02ff]")
_FOREIGN = re.compile("[\u0370-\u1cff\u2c00-\uff00]")
"""Any letter of Greek, Cyrillic, Arabic, Indic or East Asian script."""
_SPACES = re.compile(r"[^a-z0-9&]+")
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ASSIMILATED = re.compile(r"^[aeu](?=(zz|ss|tt|dd|rr|nn|shsh))")
_DIGRAPHS = (
    ("ee", "i"),
    ("oo", "u"),
    ("tch", "x"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "x"),
    ("ch", "x"),
    ("ph", "f"),
    ("dj", "j"),
    ("q", "k"),
    ("c", "k"),
    ("w", "u"),
    ("y", "i"),
    ("o", "u"),
)
_DOUBLED = re.compile(r"(.)\1+")
_BROAD = re.compile(r"a+u|u+a(?=u)")
_NARROW = re.compile(r"[ae]i|ie")
_FINAL_H = re.compile(r"(?<=[aiu])h$")
_SHORT_STEM = 4


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case without diacritics, apostrophes and full stops; hyphens become spaces.

    Empty when the name is not written in Latin letters.
    """
    if _FOREIGN.search(name):
        return ""
    plain = _DROPPED.sub("", name.lower())
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = _DROPPED.sub("", _MARKS.sub("", plain))
        if not plain.isascii() and any(letter.isalpha() for letter in plain if letter > "~"):
            return ""
    parts = _SPACES.sub(" ", plain).strip().split(" ")
    return " ".join(_WORDS.get(part, part) for part in parts)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What the romanisations of one Arabic-script name have in common; may be empty.

    A name's stem shorter than three letters is refused: it would meet too many others.
    """
    articles = words().articles
    written = fold(name).split(" ")
    stems = [word for word in written if word not in articles] or written
    parts = [_stem(_ASSIMILATED.sub("", word)) for word in stems]
    joined = "".join(parts)
    return joined if len(joined) >= _SHORT_STEM - 1 else ""


def _stem(word: str) -> str:
    for written, sound in _DIGRAPHS:
        word = word.replace(written, sound)
    word = _DOUBLED.sub(r"\1", word)
    word = _BROAD.sub("u", word)
    word = _NARROW.sub("i", word)
    word = _DOUBLED.sub(r"\1", word.replace("e", "a"))
    word = _FINAL_H.sub("", word)
    if len(word) > _SHORT_STEM and word[0] in "aiu":
        word = word[1:]
    return word


def key(text: str) -> int:
    """64-bit key of a folded name for the index (BLAKE2b; stable across machines)."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
