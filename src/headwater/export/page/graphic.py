"""Which passages a page does not show first, and what it says of them instead."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


def warning(text: str) -> str | None:
    """What a graphic passage describes, or None when it may be shown at once.

    Words decide (``graphic.toml``); it errs towards a warning.
    """
    for says, pattern in _patterns():
        if pattern.search(text):
            return says
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = resources.files("headwater.export.page").joinpath("graphic.toml").read_text("utf-8")
    made = []
    for entry in tomllib.loads(text).values():
        words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in entry["words"])
        made.append((entry["says"], re.compile(rf"\b(?:{words})\b", re.IGNORECASE)))
    return tuple(made)
