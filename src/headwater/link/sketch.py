"""The sketch of a report: local minima of its shingle hashes, to find reports that share text.

Winnowing (Schleimer, Wilkerson and Aiken 2003) keeps the smallest hash of every window of
shingles. Unlike a MinHash signature of fixed length, whose bands find documents that resemble
each other as wholes, it is certain to keep a common value for any shared passage of at least
``SHINGLE + WINDOW - 1`` words, however long the rest of the two reports: a brief cut from a long
agency story is found.
"""

from __future__ import annotations

from hashlib import blake2b

from headwater.link.words import wordings

SHINGLE = 4
"""Words in a shingle."""
WINDOW = 6
"""Shingles in a window; passages of ``SHINGLE + WINDOW - 1`` = 9 words are always found."""


def sketch(text: str) -> tuple[int, ...]:
    """Sorted distinct hashes (63 bits, never negative) that stand for a text.

    A text shorter than a shingle has an empty sketch. The value depends on the folded words alone.
    """
    norms = wordings(text)
    hashes = [
        shingle_hash(norms[first : first + SHINGLE]) for first in range(len(norms) - SHINGLE + 1)
    ]
    if not hashes:
        return ()
    starts = range(max(1, len(hashes) - WINDOW + 1))
    return tuple(sorted({min(hashes[first : first + WINDOW]) for first in starts}))


def shingle_hash(shingle: tuple[str, ...]) -> int:
    """Hash of a run of words that every machine and SQL engine can hold as a signed integer."""
    digest = blake2b(" ".join(shingle).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
