"""Arguments of a trigger word by dependency rules: who did it, to whom, with what, where.

Labels are those of spaCy's English models (CLEAR style). Where the parser found no argument,
the nearest noun phrase on the right side of the word is taken, since headlines and texts without
punctuation are parsed badly.
"""

from __future__ import annotations

from collections.abc import Iterator

from headwater.extract.syntax import Syntax

SUBJECT_NOUN_PREPOSITIONS = ("by", "from")
OBJECT_NOUN_PREPOSITIONS = ("of", "on", "against", "at", "in", "targeting", "to", "upon", "near")
RECIPROCAL = frozenset(("clash", "fighting", "fight", "battle", "skirmish", "firefight"))
"""Words whose other side stands behind "with" or "between"."""
CORE = ("compound", "amod", "nmod", "poss", "appos", "conj", "nummod", "prep", "npadvmod")
LIGHT = frozenset(
    (
        *("launch", "carry", "conduct", "stage", "mount", "make"),
        *("perpetrate", "commit", "execute", "report", "hit", "impose", "enforce"),
    )
)
"""Verbs that lend an event noun their arguments: "launched an attack on"."""
REACH = 4
"""Words looked at on either side where the parser gives no argument."""


def phrase(syntax: Syntax, head: int) -> Iterator[int]:
    """A noun with its modifiers, conjuncts and of-complements, but without clauses."""
    frontier = [head]
    while frontier:
        at = frontier.pop()
        yield at
        for kid in syntax.kids[at]:
            dep = syntax.dep(kid)
            inside = dep in CORE and (dep != "prep" or syntax.words[kid] == "of")
            if inside or (dep == "pobj" and syntax.words[at] == "of"):
                frontier.append(kid)


def passive(syntax: Syntax, verb: int) -> bool:
    """Whether a verb form is passive, reduced relatives and headlines included."""
    if syntax.tag(verb) != "VBN" and syntax.tag(verb) != "VBD":
        return False
    if syntax.kid(verb, "auxpass", "nsubjpass", "agent") is not None:
        return True
    active = syntax.kid(verb, "dobj", "nsubj", "aux") is not None
    return not active and syntax.dep(verb) in ("acl", "ROOT", "conj", "amod", "relcl", "advcl")


def subject_heads(syntax: Syntax, token: int) -> list[int]:
    """Heads of the phrases that name the doer."""
    if not syntax.tag(token).startswith("V"):
        return _noun_doers(syntax, token)
    found = _agents(syntax, token)
    if found:
        return found
    if passive(syntax, token):
        return []
    for at in _shared_subjects(syntax, token):
        found.extend(k for k in syntax.kids[at] if syntax.dep(k) == "nsubj")
        if found:
            break
    return found


def object_heads(syntax: Syntax, token: int) -> list[int]:
    """Heads of the phrases that name whom or what it was done to."""
    if not syntax.tag(token).startswith("V"):
        found = _complements(syntax, token, OBJECT_NOUN_PREPOSITIONS)
        if syntax.lemmas[token] in RECIPROCAL:
            found = _complements(syntax, token, ("with", "against", "between"))
        if not found and syntax.lemmas[syntax.head(token)] in LIGHT:
            found = _complements(syntax, syntax.head(token), ("on", "against", "at"))
        return found
    found = [k for k in syntax.kids[token] if syntax.dep(k) in ("dobj", "nsubjpass", "dative")]
    if not found and passive(syntax, token):
        if syntax.dep(token) in ("acl", "relcl"):
            found = [syntax.head(token)]
        elif syntax.dep(token) == "conj":
            above = syntax.head(token)
            found = [k for k in syntax.kids[above] if syntax.dep(k) == "nsubjpass"]
        else:
            found = [k for k in syntax.kids[token] if syntax.dep(k) == "nsubj"]
    if not found:
        found = _complements(syntax, token, ("at", "on", "against", "into", "upon"))
    if not found and syntax.lemmas[token] in RECIPROCAL:
        found = _complements(syntax, token, ("with",))
    return found


def subject_tokens(syntax: Syntax, token: int) -> Iterator[int]:
    """Words of the doer; of the words before the trigger where none is found."""
    heads = subject_heads(syntax, token)
    for head in heads:
        yield from phrase(syntax, head)
    if not heads:
        first = syntax.bounds(token)[0]
        yield from range(max(first, token - REACH), token)


def object_tokens(syntax: Syntax, token: int) -> Iterator[int]:
    """Words of whom or what it was done to; of the words behind the trigger where none is."""
    heads = object_heads(syntax, token)
    for head in heads:
        yield from phrase(syntax, head)
    if not heads:
        yield from range(token + 1, min(syntax.bounds(token)[1], token + REACH + 1))


def argument_tokens(syntax: Syntax, token: int) -> Iterator[int]:
    """Words of all that depends on the trigger, clauses left aside, and of its subject."""
    for kid in syntax.kids[token]:
        if syntax.dep(kid) in ("prep", "agent"):
            for below in syntax.kids[kid]:
                yield from phrase(syntax, below)
        elif syntax.dep(kid) in ("nsubj", "dobj", "compound", "amod", "nmod"):
            yield from phrase(syntax, kid)
    yield from subject_tokens(syntax, token)


def _agents(syntax: Syntax, verb: int) -> list[int]:
    return [
        below
        for kid in syntax.kids[verb]
        if syntax.dep(kid) == "agent" or (syntax.dep(kid) == "prep" and syntax.words[kid] == "by")
        for below in syntax.kids[kid]
        if syntax.dep(below) == "pobj"
    ]


def _shared_subjects(syntax: Syntax, verb: int) -> Iterator[int]:
    """The verb and those whose subject it shares: conjuncts, controllers, main clauses."""
    at = verb
    yield at
    for above in syntax.path_up(verb):
        if syntax.dep(at) not in ("conj", "xcomp", "advcl", "pcomp", "acl"):
            return
        if syntax.dep(at) == "acl" and syntax.tag(at) == "VBG":
            return
        if syntax.tag(above).startswith("V"):
            yield above
        at = above


def _complements(syntax: Syntax, token: int, prepositions: tuple[str, ...]) -> list[int]:
    return [
        below
        for kid in syntax.kids[token]
        if syntax.dep(kid) == "prep" and syntax.words[kid] in prepositions
        for below in syntax.kids[kid]
        if syntax.dep(below) == "pobj"
    ]


def _noun_doers(syntax: Syntax, noun: int) -> list[int]:
    found = _complements(syntax, noun, SUBJECT_NOUN_PREPOSITIONS)
    found += [k for k in syntax.kids[noun] if syntax.dep(k) in ("poss", "agent")]
    found += [
        below
        for kid in syntax.kids[noun]
        if syntax.dep(kid) == "acl"
        and syntax.lemmas[kid] in ("carry", "launch", "conduct", "stage")
        for below in _agents(syntax, kid)
    ]
    above = syntax.head(noun)
    if not found and syntax.lemmas[above] in LIGHT and above != noun:
        found = subject_heads(syntax, above)
    if not found:
        found = [k for k in syntax.kids[noun] if syntax.dep(k) in ("compound", "amod", "nmod")]
    return found
