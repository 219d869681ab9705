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
OUTCOMES = frozenset(
    ("kill", "die", "wound", "injure", "hurt", "perish", "sustain", "suffer", "leave")
)
"""Verbs whose "after" gives the cause: "killed after a bomber struck" tells one thing."""


def backgrounded(syntax: Syntax, mention: Mention) -> bool:
    """Whether an event word stands beside what its sentence tells."""
    if _going_on(syntax, mention.token):
        return True
    below = mention.token
    for above in syntax.path_up(mention.token):
        beside = _beside(syntax, below, above)
        if beside is not None:
            return beside
        below = above
    return False


def _beside(syntax: Syntax, below: int, above: int) -> bool | None:
    """Whether a governor sets what is below it aside; ``None`` where it says nothing of that."""
    dep, word = syntax.dep(below), syntax.words[above]
    governor = syntax.head(above) if dep in ("pobj", "pcomp") else above
    if syntax.lemmas[governor] in OUTCOMES and "after" in (word, _mark(syntax, below)):
        return False
    aside = (
        (dep in ("pobj", "pcomp") and (word in BESIDE or _behind(syntax, above)))
        or (
            dep == "pobj"
            and word in ("against", "at")
            and syntax.lemmas[syntax.head(above)] in AGAINST
        )
        or (dep == "advcl" and _mark(syntax, below) in BESIDE)
        or dep == "relcl"
        or syntax.lemmas[above] in RECALLING
    )
    return True if aside else None


def _going_on(syntax: Syntax, verb: int) -> bool:
    """Whether a verb tells what has gone on for long: "has been bombing the rebels since"."""
    if syntax.tag(verb) != "VBG":
        return False
    helpers = {syntax.lemmas[k] for k in syntax.kids[verb] if syntax.dep(k) in ("aux", "auxpass")}
    return {"have", "be"} <= helpers and any(syntax.words[k] == "since" for k in syntax.kids[verb])


def _behind(syntax: Syntax, preposition: int) -> bool:
    """Whether a preposition closes "in the wake of", "in the face of"."""
    return syntax.words[preposition] == "of" and syntax.lemmas[syntax.head(preposition)] in BEHIND


def _mark(syntax: Syntax, verb: int) -> str:
    mark = syntax.kid(verb, "mark")
    return "" if mark is None else syntax.words[mark]
