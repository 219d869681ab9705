"""What a sentence tells as news, and what it only mentions beside it.

An event word behind "after", "over", "despite" ..., in a relative clause or under a verb of
mourning gives the occasion or the background of what the main clause tells.
"""

from __future__ import annotations

from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Mention

BESIDE = frozenset(
    (
        "after",
        "over",
        "despite",
        "following",
        "because",
        "since",
        "before",
        "amid",
        "until",
        "about",
    )
)
AGAINST = frozenset(("rally", "protest", "march", "demonstrate", "demonstration", "hold", "stage"))
RECALLING = frozenset(
    (
        "mourn",
        "commemorate",
        "anniversary",
        "mark",
        "condemn",
        "denounce",
        "response",
        "retaliation",
    )
)
BEHIND = frozenset(("wake", "face", "aftermath", "fear"))


def backgrounded(syntax: Syntax, mention: Mention) -> bool:
    """Whether an event word stands beside what its sentence tells."""
    below = mention.token
    for above in syntax.path_up(mention.token):
        dep, word = syntax.dep(below), syntax.words[above]
        if dep in ("pobj", "pcomp") and (word in BESIDE or _behind(syntax, above)):
            return True
        if dep == "pobj" and word == "against" and syntax.lemmas[syntax.head(above)] in AGAINST:
            return True
        if dep == "advcl" and _mark(syntax, below) in BESIDE:
            return True
        if dep == "relcl" or syntax.lemmas[above] in RECALLING:
            return True
        below = above
    return False


def _behind(syntax: Syntax, preposition: int) -> bool:
    """Whether a preposition closes "in the wake of", "in the face of"."""
    return syntax.words[preposition] == "of" and syntax.lemmas[syntax.head(preposition)] in BEHIND


def _mark(syntax: Syntax, verb: int) -> str:
    mark = syntax.kid(verb, "mark")
    return "" if mark is None else syntax.words[mark]
