"""Attributions whose cue is a verb: "X said that ...", "..., said X", "X told Y", "is believed to".

Dependency patterns after Pareti (2015, chapter 4) and textacy's direct-quotation rules, with a
fallback on word order, since reports that lost their punctuation parse badly.
"""

from __future__ import annotations

from collections.abc import Iterator

from headwater.extract.cues import Cues
from headwater.extract.drafts import (
    STARTERS,
    Draft,
    first_token,
    has_clause,
    last_token,
    noun_phrase,
    stretch,
)
from headwater.extract.speakers import source_span
from headwater.extract.tree import Tree
from headwater.extract.wording import Source
from headwater.model import Span

_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis"})
_AUX = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})


def verb_drafts(tree: Tree, cues: Cues, bodies: tuple[Source, ...]) -> Iterator[Draft]:
    """One draft for each verb of the lexicon that has a source or is passive, in text order."""
    for index, token in enumerate(tree.tokens):
        if token.lemma not in cues.verbs or not token.tag.startswith("VB"):
            continue
        if tree.child(index, "nsubjpass", "auxpass") is not None:
            draft = _passive(tree, cues, index)
        else:
            draft = _active(tree, cues, index, bodies)
        if draft is not None:
            yield draft


def _active(tree: Tree, cues: Cues, verb: int, bodies: tuple[Source, ...]) -> Draft | None:
    lemma = tree.tokens[verb].lemma
    if lemma in cues.relay and tree.tokens[verb].tag == "VBG":
        return None  # "citing X": its object is the source (rules_phrases)
    source = source_span(tree, cues, verb, bodies)
    if source is None:
        return None
    content = _content(tree, cues, verb, source)
    if not content:
        return None
    strong = lemma in cues.speech or lemma in cues.hearer
    return Draft((source,), (_cue(tree, verb),), content, "verb", 0.85 if strong else 0.6)


def _cue(tree: Tree, verb: int) -> Span:
    first = verb
    while first > 0 and tree.head(first - 1) == verb and tree.tokens[first - 1].dep in _AUX:
        first -= 1
    return tree.chars(first, verb)


def _content(tree: Tree, cues: Cues, verb: int, source: Span) -> tuple[Span, ...]:
    lemma = tree.tokens[verb].lemma
    if _takes_lives(tree, cues, verb):
        return ()
    clause = _clause(tree, cues, verb)
    spoken = lemma in cues.speech or lemma in cues.hearer
    if clause is not None:
        return _around(tree, verb, clause, source)
    if spoken and (found := _by_order(tree, cues, verb, source)):
        return found
    if lemma in cues.toll and (toll := _toll(tree, cues, verb)):
        return toll
    if lemma in cues.object:
        thing = tree.child(verb, "dobj", "oprd", "attr")
        if thing is not None:
            return (tree.chars(tree.left[thing], tree.right[thing]),)
    return ()


def _takes_lives(tree: Tree, cues: Cues, verb: int) -> bool:
    thing = tree.child(verb, "dobj")
    return thing is not None and tree.tokens[thing].lemma in cues.lives


def _toll(tree: Tree, cues: Cues, verb: int) -> tuple[Span, ...]:
    """What "put the death toll at nine", "gave a toll of nine" say: the object and its figure."""
    thing = tree.child(verb, "dobj")
    if thing is None:
        return ()
    words = [tree.lower(index) for index in range(tree.left[thing], tree.right[thing] + 1)]
    if not cues.tolls & set(words):
        return ()
    piece = stretch(tree, tree.left[thing], max(tree.right[verb], tree.right[thing]))
    return (piece,) if piece else ()


def _clause(tree: Tree, cues: Cues, verb: int) -> int | None:
    """The clause of a verb; an infinitive counts only after verbs of intent ("vowed to")."""
    intent = tree.tokens[verb].lemma in cues.intent
    for child in tree.children[verb]:
        token = tree.tokens[child]
        if token.dep not in _CLAUSES or tree.right[child] == tree.left[child]:
            continue
        if token.dep == "xcomp" and (token.tag == "VBG" or not intent):
            continue
        return child
    return None


def _around(tree: Tree, verb: int, clause: int, source: Span) -> tuple[Span, ...]:
    """The clause without source and cue: two pieces when they interrupt it."""
    first, last = tree.left[clause], tree.right[clause]
    holes = sorted((first_token(tree, source), verb))
    low, high = holes[0], max(verb, last_token(tree, source))
    if clause > verb:
        piece = stretch(tree, max(first, high + 1) if first <= high else first, last)
        return (piece,) if piece else ()
    pieces = [stretch(tree, first, min(last, low - 1))]
    if last > high:
        pieces.append(stretch(tree, high + 1, last))
    return tuple(piece for piece in pieces if piece)


def _by_order(tree: Tree, cues: Cues, verb: int, source: Span) -> tuple[Span, ...]:
    """Content by word order: what follows the verb, or else what stands before the source."""
    first, stop = tree.sentence(verb)
    after = max(verb, last_token(tree, source)) + 1
    while after < stop and _filler(tree, cues, after):
        after += 1
    before = min(verb, first_token(tree, source)) - 1
    follows = after < stop and has_clause(tree, after, stop - 1)
    if follows and tree.lower(after) == "to":
        return ()
    opens = follows and (tree.lower(after) in cues.subordinators or tree.tokens[after].tag == "VBG")
    if opens:
        follows = before <= first or not has_clause(tree, first, before)
    if follows:
        piece = stretch(tree, after, stop - 1)
        return (piece,) if piece else ()
    if before > first and has_clause(tree, first, before):
        piece = stretch(tree, first, before)
        return (piece,) if piece else ()
    return ()


def _filler(tree: Tree, cues: Cues, index: int) -> bool:
    token = tree.tokens[index]
    return (
        tree.lower(index) in cues.times | STARTERS
        or token.entity in {"DATE", "TIME"}
        or token.dep in {"dative", "prt"}
    )


def _passive(tree: Tree, cues: Cues, verb: int) -> Draft | None:
    lemma = tree.tokens[verb].lemma
    if lemma not in cues.passive and lemma not in cues.hearer:
        return None
    clause = _clause(tree, cues, verb) or tree.child(verb, "xcomp")
    subject = tree.child(verb, "nsubjpass")
    if clause is None or subject is None:
        return None
    cue = _cue(tree, verb)
    to_clause = stretch(tree, tree.left[clause], tree.right[clause])
    agent = tree.child(verb, "agent")
    who = tree.child(agent, "pobj") if agent is not None else None
    source = (noun_phrase(tree, who, verb),) if who is not None else ()
    pieces: list[Span] = []
    if tree.lower(subject) != "it" and tree.left[clause] > verb:
        pieces.append(noun_phrase(tree, subject, verb))
    if to_clause:
        pieces.append(to_clause)
    return Draft(source, (cue,), tuple(pieces), "passive", 0.7, precise=not source)
