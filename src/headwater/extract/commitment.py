"""How far a report commits itself to an event, as a number from -3 (did not happen) to 3 (did).

The scale is that of Lee et al. (2015, "Event detection and factuality assessment with
non-expert supervision"), whose annotations the model is trained on (``training/events``). A
softmax over steps of the scale is read off at its median, which is the value with the least
expected absolute error. Features: the word, what modifies it, what governs it, and the verdict
of the rules in ``factuality``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from headwater.extract import linear
from headwater.extract.factuality import factuality
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Mention

STEPS = (-3.0, -2.4, -1.6, -0.8, 0.0, 0.6, 1.0, 1.4, 1.8, 2.2, 2.6, 3.0)
"""Values that a judgement is rounded to."""
HEIGHT = 4
"""Governors looked at."""
MODIFYING = frozenset(
    ("aux", "auxpass", "neg", "mark", "advmod", "det", "preconj", "amod", "expl", "poss", "prt")
)
QUOTES = frozenset(('"', "'", "''", "``", "“", "”"))


def values(syntax: Syntax, tokens: Sequence[int]) -> list[float]:
    """Commitment to the event that each token tells, -3 to 3.

    Raises:
        ModelError: the model's file is missing or damaged.
    """
    if not tokens:
        return []
    model = linear.load("commitment")
    chances = model.probabilities([features(syntax, token) for token in tokens])
    return [median(row) for row in chances]


def median(chances: NDArray[np.float64]) -> float:
    """The step of ``STEPS`` at which a distribution reaches its half."""
    below = 0.0
    for number, chance in enumerate(chances):
        if below + chance >= 0.5:  # noqa: PLR2004 (the median)
            return STEPS[number]
        below += float(chance)
    return STEPS[-1]


def features(syntax: Syntax, token: int) -> list[str]:
    """What is known of an event word, as strings."""
    stance = factuality(syntax, Mention(token, token, token, "", ""), ())
    lemma, tag, dep = syntax.lemmas[token], syntax.tag(token), syntax.dep(token)
    found = [f"lemma={lemma}", f"tag={tag}", f"dep={dep}", f"tag={tag}|dep={dep}"]
    found += [f"stance={stance}", f"stance={stance}|tag={tag}", "bias"]
    found += [f"kid={kid}" for kid in _modifiers(syntax, token)]
    found += _above(syntax, token)
    found += _around(syntax, token)
    return list(dict.fromkeys(found))


def _modifiers(syntax: Syntax, token: int) -> Iterator[str]:
    for kid in syntax.kids[token]:
        dep = syntax.dep(kid)
        if dep in MODIFYING:
            yield f"{dep}:{syntax.lemmas[kid]}"
        elif dep in ("nsubj", "nsubjpass", "dobj", "prep"):
            yield f"{dep}:{syntax.words[kid] if dep == 'prep' else syntax.tag(kid)}"


def _above(syntax: Syntax, token: int) -> Iterator[str]:
    """Governors by their distance, with what modifies them."""
    below, path = token, ""
    for height, above in enumerate(syntax.path_up(token), start=1):
        if height > HEIGHT:
            break
        dep, lemma = syntax.dep(below), syntax.lemmas[above]
        path = f"{path}>{dep}"
        yield f"up{height}={dep}:{lemma}"
        yield f"up={lemma}"
        yield f"path={path}"
        yield f"path={path}|{lemma}"
        yield f"up{height}tag={dep}:{syntax.tag(above)}"
        for kid in syntax.kids[above]:
            if kid != below and syntax.dep(kid) in ("aux", "auxpass", "neg", "mark", "advmod"):
                word = f"{syntax.dep(kid)}:{syntax.lemmas[kid]}"
                yield f"up{height}kid={word}"
                yield f"upkid={word}|{dep}"
        below = above
    if not path:
        yield "root"


def _around(syntax: Syntax, token: int) -> Iterator[str]:
    """Neighbouring words, marks of the sentence."""
    first, end = syntax.bounds(token)
    words = syntax.words[first:end]
    for step in (-2, -1, 1):
        at = token + step
        yield f"word{step}={syntax.words[at] if first <= at < end else ''}"
    if "?" in words:
        yield "question"
    if any(word in QUOTES for word in syntax.words[first:token]):
        yield "quoted"
    yield from (
        f"before={w}"
        for w in ("if", "would", "not", "could", "may", "will", "whether")
        if w in syntax.words[first:token]
    )
