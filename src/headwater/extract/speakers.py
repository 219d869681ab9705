"""Who speaks at a verb: by the dependency tree, or by word order where the tree fails.

Much conflict reporting reaches readers without its commas and quotation marks ("... killed 12
people the Observatory said"). There the parser hangs the source on what was said, so that a
finite verb of speech takes the noun phrase right before it.
"""

from __future__ import annotations

from headwater import actors
from headwater.doc import tokens_in
from headwater.extract.cues import Cues
from headwater.extract.drafts import noun_phrase
from headwater.extract.roles import ends_with, is_people, roles
from headwater.extract.tree import Tree
from headwater.extract.wording import Source
from headwater.model import Span

_LENDERS = frozenset({"conj", "advcl", "xcomp", "dep"})
_SHARING = _LENDERS | {"ccomp", "pcomp", "prep"}
_GOVERNORS = 4
"""Steps up the tree on which a shared subject is looked for."""
_AUX = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PLACED = frozenset({"of", "at", "in", "from", "with", "for", "inside", "within"})
_STEPS = 3
"""Phrases that a source may be grown by."""
_COUNTED = 2
"""Words of a source that starts with a number ("two residents")."""
_BE = frozenset({"be", "have", "to"})


def source_span(tree: Tree, cues: Cues, verb: int, bodies: tuple[Source, ...]) -> Span | None:
    """Characters of the source of a verb, or ``None`` when the sentence gives none."""
    spoken = tree.tokens[verb].lemma in cues.speech | cues.hearer
    before = _before(tree, verb, bodies) if spoken else None
    subject = tree.child(verb, "nsubj")
    if subject is not None:
        span = noun_phrase(tree, subject, verb)
        if before is not None and before[1] == span[1] and _is_mixed(tree, span):
            span = before
        return grown(tree, span, bodies)
    if before is not None:
        return grown(tree, before, bodies)
    head = _lent(tree, cues, verb)
    return noun_phrase(tree, head, verb) if head is not None and head != verb else None


def subject_of(tree: Tree, cue: Span) -> Span | None:
    """The subject that an active verb has or shares: "X praised her, saying", "X came and said".

    For cues whose source a reader left open. ``None`` for passives and nouns, and where the verb's
    governors have no subject either.
    """
    verbs = [index for index in tokens_in(tree.doc, cue) if tree.tokens[index].pos == "VERB"]
    if not verbs:
        return None
    verb = verbs[-1]
    passive = tree.child(verb, "auxpass", "nsubjpass") is not None
    if passive or tree.tokens[verb].tag == "VBN":
        return None
    at = verb
    for _ in range(_GOVERNORS):
        subject = tree.child(at, "nsubj")
        token = tree.tokens[at]
        if token.dep == "acl" and token.tag == "VBG" and token.head < at:
            subject = subject if subject is not None else token.head
        if subject is not None:
            return noun_phrase(tree, subject, verb)
        if token.dep not in _SHARING or token.head == at:
            return None
        at = token.head
    return None


def _is_mixed(tree: Tree, span: Span) -> bool:
    """Whether a parsed subject took in words of the clause before it ("on Monday activists")."""
    indices = list(tokens_in(tree.doc, span))
    return any(
        tree.tokens[index].entity in {"DATE", "TIME"} or tree.tokens[index].tag in _FINITE
        for index in indices[:-1]
    ) or (tree.tokens[indices[0]].pos == "NUM" and len(indices) > _COUNTED)


def grown(tree: Tree, span: Span, bodies: tuple[Source, ...]) -> Span:
    """A source with what belongs before it: "a source at" the hospital, "the army and" rebels."""
    text = tree.doc.report.text
    for _ in range(_STEPS):
        first = tokens_in(tree.doc, span).start
        if first <= 1 or tree.sentence_of[first] != tree.sentence_of[first - 2]:
            break
        joint = tree.lower(first - 1)
        if joint not in _PLACED | {"and"} or tree.tokens[first - 2].pos not in _NOMINAL:
            break
        before = _phrase(tree, first - 2, bodies)
        if before is None:
            break
        wording = text[before[0] : before[1]]
        leads = is_people(wording) or ends_with(wording, roles().speakers) is not None
        joins = leads or actors.kind_of(wording) is not None
        if not (joins if joint == "and" else leads):
            break
        span = before[0], span[1]
    return span


def _lent(tree: Tree, cues: Cues, verb: int) -> int | None:
    """A shared subject, or the noun that a participle hangs on ("a statement saying ...")."""
    token = tree.tokens[verb]
    if token.dep == "acl" and token.tag == "VBG" and tree.tokens[token.head].pos in _NOMINAL:
        return token.head
    if token.dep in _LENDERS and token.head != verb:
        subject = tree.child(token.head, "nsubj")
        if subject is not None:
            return subject
        if tree.tokens[token.head].lemma in cues.verbs and token.head < verb:
            return _lent(tree, cues, token.head)
    return None


def _before(tree: Tree, verb: int, bodies: tuple[Source, ...]) -> Span | None:
    """The noun phrase that ends right before a finite verb, by word order alone."""
    if not _finite(tree, verb):
        return None
    first, _ = tree.sentence(verb)
    last = verb - 1
    while last >= first and tree.tokens[last].dep in _AUX:
        last -= 1
    if last < first or tree.tokens[last].pos not in _NOMINAL or tree.lower(last) == "that":
        return None
    return _phrase(tree, last, bodies)


def _phrase(tree: Tree, last: int, bodies: tuple[Source, ...]) -> Span | None:
    """The noun phrase that ends with a token, by word order: known names stay whole."""
    first, _ = tree.sentence(last)
    start, named = last, False
    while start > first and tree.tokens[start].pos != "DET":
        body = _body_over(tree, start, bodies)
        if body is not None and body < start:
            start, named = body, True
            continue
        named = named or body is not None
        token = tree.tokens[start - 1]
        if token.entity in {"DATE", "TIME"} or token.lemma in {"more", "other"}:
            break
        over = _body_over(tree, start - 1, bodies) is not None
        ends = tree.tokens[start].pos == "ADJ" and token.pos in {"NOUN", "PROPN"}
        if ends and not over and not _hyphenated(tree, start):
            break  # "in Tel Amra | local sources said": a noun before an adjective ends a phrase
        if named and not over and token.pos not in {"DET", "ADJ"} and not _hyphenated(tree, start):
            break
        if not (token.pos in _INSIDE or over or _hyphenated(tree, start)):
            break
        start -= 1
    if tree.tokens[start].pos == "NUM":
        return None
    return tree.chars(start, last)


def _finite(tree: Tree, verb: int) -> bool:
    tag = tree.tokens[verb].tag
    if tag in _FINITE:
        return True
    # A past participle without an auxiliary is a past tense that the tagger misread.
    return tag == "VBN" and not (
        verb > 0 and (tree.tokens[verb - 1].lemma in _BE or tree.tokens[verb - 1].pos == "AUX")
    )


def _body_over(tree: Tree, index: int, bodies: tuple[Source, ...]) -> int | None:
    """First token of the known body's name that covers a token."""
    token = tree.tokens[index]
    for body in bodies:
        if body.span[0] <= token.start and token.end <= body.span[1]:
            return tokens_in(tree.doc, body.span).start
    return None


def _hyphenated(tree: Tree, index: int) -> bool:
    """Whether what precedes belongs to a compound like "Britain-based"."""
    return "-" in (tree.lower(index - 1), tree.lower(index - 2)) and (
        tree.tokens[index - 1].pos in {"PUNCT", "VERB", "ADJ", "NOUN", "PROPN", "ADP"}
    )
