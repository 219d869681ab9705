"""Where a source's wording begins and ends, when what was read as source is only part of it.

Text that lost its commas ("... staff" head of the Observatory Sami Haddad said) makes readers stop
at a name and leave the role before it, or stop at the role and leave the name.
"""

from __future__ import annotations

import re

from headwater.doc import tokens_in
from headwater.extract.names import is_name_word
from headwater.extract.roles import ends_with, roles
from headwater.extract.speakers import grown
from headwater.extract.tree import Tree
from headwater.extract.wording import Source
from headwater.model import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LINKS = frozenset({"of", "for", "at"})
_ROLE_REACH = 12
"""Tokens before a name within which the role that belongs to it begins."""
_LONGEST_NAME = 5
_OWNED = re.compile(
    r"(?:\b[A-Z]\w+(?:['’]s)?\s+)?\b\w+-(?:run|owned|controlled|based|backed|led|linked)\s+$"
)


def extent(tree: Tree, span: Span, bodies: tuple[Source, ...]) -> Span:
    """A source span with the role, the name or the owner that belongs to it."""
    span = grown(tree, _with_head(tree, span), bodies)
    span = _with_name(tree, span)
    return _with_owner(tree, _with_role(tree, span))


_CUT = re.compile(r"(?:-\w+ed|-led|-run|\bal-|-)$", re.IGNORECASE)
_HEADS = frozenset({"NOUN", "PROPN", "ADJ"})


def _with_head(tree: Tree, span: Span) -> Span:
    """A source that was cut inside a compound ("A Tel Amra-based", "Sheikh Abdullah al-")."""
    if _CUT.search(tree.doc.report.text[slice(*span)]) is None:
        return span
    last = tokens_in(tree.doc, span).stop
    end = span[1]
    while last < len(tree.tokens) and tree.sentence_of[last] == tree.sentence_of[last - 1]:
        token = tree.tokens[last]
        if token.pos not in _HEADS and token.text != "-":
            break
        end = token.end
        last += 1
    return span[0], end


def _with_role(tree: Tree, span: Span) -> Span:
    """A person's name with "the manager of al-Noor hospital" right before it."""
    text = tree.doc.report.text
    first = tokens_in(tree.doc, span).start
    if not is_name_word(tree.tokens[first].text):
        return span
    lowest, _ = tree.sentence(first)
    named = False
    for index in range(first - 1, max(lowest, first - _ROLE_REACH) - 1, -1):
        token = tree.tokens[index]
        if token.tag in _FINITE or (token.pos == "PUNCT" and token.text != "-"):
            return span
        named = named or token.text[:1].isupper()
        role = token.lemma.lower() in roles().speakers
        if role and named and tree.lower(index + 1) in _LINKS:
            start = index - (tree.lower(index - 1) in roles().articles)
            return (tree.tokens[start].start, span[1]) if text[span[0]].isupper() else span
    return span


def _with_name(tree: Tree, span: Span) -> Span:
    """A role ("head of the Observatory") with the name that follows it without a comma."""
    text = tree.doc.report.text
    if ends_with(text[span[0] : span[1]], roles().speakers) is None:
        return span
    stop = tokens_in(tree.doc, span).stop
    last = stop
    while last < len(tree.tokens) and last - stop < _LONGEST_NAME:
        token = tree.tokens[last]
        if token.pos != "PROPN" or not is_name_word(token.text):
            break
        last += 1
    here = tree.sentence_of[stop - 1]
    if last == stop or last == len(tree.tokens) or tree.sentence_of[last - 1] != here:
        return span
    return span[0], tree.tokens[last - 1].end


def _with_owner(tree: Tree, span: Span) -> Span:
    """A class of bodies with the owner that the parse gave to what was said ("state-run")."""
    text = tree.doc.report.text
    if not text[span[0]].islower():
        return span
    match = _OWNED.search(text, max(0, span[0] - 40), span[0])
    return (match.start(), span[1]) if match else span
