"""Whom the deed of a trigger befell, and persons told of one by one beside a count."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extract.arguments import object_heads, subject_heads
from headwater.extract.numbers import Quantity
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Marked, Mention

SINGLES = frozenset(
    ("kill", "die", "wound", "arrest", "kidnap", "execution", "assassination", "shooting")
)
CUSTODY = frozenset(("arrest", "kidnap"))
COLLECTIVE = frozenset(
    ("family", "couple", "crowd", "band", "team", "people", "staff", "life", "other", "opposition")
)
JOINTS = frozenset((("along", "with"), ("together", "with"), ("with",), ("and",)))
COMPANY = frozenset((("along", "with"), ("together", "with")))
"""What joins a person to a count, and what does so over a clause between them."""
REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself"))
PERSONAL = ("person", "civilian", "state", "rebel", "protester", "mob", "@PERSON", "@NORP")


def with_singles(marked: Marked, mention: Mention, chosen: list[Quantity]) -> list[Quantity]:
    """Add patients told of one by one: "arrested a leader and two men" are three."""
    syntax = marked.syntax
    unknown = any(q.figure is None for q in chosen)
    if mention.frame not in SINGLES or (unknown and mention.frame not in CUSTODY):
        return chosen
    covered = {q.noun for q in chosen}
    heads = patient_heads(syntax, mention)
    heads += [k for head in heads for k in syntax.kids[head] if syntax.dep(k) == "conj"]
    if chosen and not covered & set(heads) and not _beside(syntax, heads, chosen[0]):
        return chosen
    single = [h for h in dict.fromkeys(heads) if h not in covered and _one_person(marked, h)]
    return sorted([*chosen, *(Quantity(1, 1, 1, h, h, h) for h in single)], key=lambda q: q.first)


def _beside(syntax: Syntax, heads: Sequence[int], quantity: Quantity) -> bool:
    """Whether a quantity follows a patient behind "along with", "with" or "and"."""
    return any(
        syntax.words[head + 1 : quantity.first] in JOINTS
        or (in_company(syntax, quantity) and head < quantity.first)
        for head in heads
    )


def in_company(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether "along with" or "together with" opens a quantity."""
    return syntax.words[max(0, quantity.first - 2) : quantity.first] in COMPANY


def _one_person(marked: Marked, head: int) -> bool:
    syntax = marked.syntax
    if syntax.tag(head) not in ("NN", "NNP") or syntax.kid(head, "nummod") is not None:
        return False
    if marked.has(head, ("organisation", "event_word", "empty_word", "locality", "aircraft")):
        return False
    if syntax.lemmas[head] in COLLECTIVE:
        return False
    return syntax.doc.tokens[head].entity == "PERSON" or marked.has(head, PERSONAL[:-2])


def patient_heads(syntax: Syntax, mention: Mention) -> list[int]:
    """Heads of the phrases that name whom a deed befell."""
    token = mention.token
    if mention.frame in ("die", "displace", "defection", "surrender", "evacuate"):
        heads = [k for k in syntax.kids[token] if syntax.dep(k) in ("nsubj", "nsubjpass", "poss")]
        heads = heads or object_heads(syntax, token)
        if syntax.dep(token) in ("acl", "relcl", "amod"):
            heads = heads or [syntax.head(token)]
        return heads
    verbs = [v for v in range(mention.first, mention.last + 1) if syntax.tag(v).startswith("V")]
    # "Shot and killed a man": the last verb of the phrase has the object.
    heads = object_heads(syntax, verbs[-1] if len(verbs) > 1 else token)
    heads = heads or object_heads(syntax, token)
    if any(syntax.words[head] in REFLEXIVE for head in heads):
        # "A leader turned himself in."
        return subject_heads(syntax, token)
    return heads
