"""Is the text English? The other stations read nothing else."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE: Final = 2000
_ENGLISH: Final = frozenset({"en", "pcm", "sco", "jam"})
"""English and what the model takes short or telegraphic English for."""
_MIN_LETTERS: Final = 80
"""Below this many letters the model errs too often; such texts pass."""
_MARGIN: Final = 10.0
"""Log likelihood by which another language must win."""

_FUNCTION_WORDS: Final = re.compile(
    r"\b(?:the|of|and|to|that|were|said|with|from|which|who|has|had|have|his|their|they|by|after)\b"
)
_PLAINLY: Final = 0.14
"""Share of English function words at which a text is English without asking the model: nearly all
English news has more, other languages a twentieth. The model takes half a second to load."""


@cache
def _identifier() -> LanguageIdentifier:
    """The model of py3langid (Lui and Baldwin 2012), loaded once."""
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def other_language(text: str) -> str | None:
    """The language that the text is in when it is surely not English.

    Args:
        text: any text; its first 2,000 characters are judged, in lower case.

    Returns:
        An ISO 639 code, or ``None`` for English, for short texts and for close calls.
    """
    sample = text[:_SAMPLE].lower()
    if sum(char.isalpha() for char in sample) < _MIN_LETTERS:
        return None
    if len(_FUNCTION_WORDS.findall(sample)) >= _PLAINLY * len(sample.split()):
        return None
    ranked = _identifier().rank(sample)
    best, score = ranked[0]
    english = max(value for name, value in ranked if name in _ENGLISH)
    return None if best in _ENGLISH or score - english < _MARGIN else str(best)
