"""Whether an agency or outlet is cited for what its own people saw."""

from __future__ import annotations

import re
from functools import cache

from headwater.link.lexicon import lexicon
from headwater.model import Hop, Reading

SCENE = 60
"""Characters around an agency's name in which its reporter may stand."""


def at_the_scene(hop: Hop, reading: Reading) -> bool:
    """Whether an agency or outlet is cited for what its own people saw."""
    if hop.span is None:
        return False
    text = reading.report.text
    start, end = max(0, hop.span[0] - SCENE), hop.span[1] + SCENE
    return _scene().search(text[start:end]) is not None


@cache
def _scene() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon().reporters)})\b", re.IGNORECASE)
