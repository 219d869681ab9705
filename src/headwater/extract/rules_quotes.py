"""Quotations whose speaker stands beside them, and quotations that run on over sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from headwater.doc import overlaps
from headwater.extract.cues import cues
from headwater.extract.drafts import Draft, first_token, last_token
from headwater.extract.speakers import source_span
from headwater.extract.tree import Tree
from headwater.extract.wording import Source
from headwater.model import Span

_SHORTEST = 20
"""Characters; shorter quotations are names and scare quotes, not speech."""
_REACH = 14
"""Tokens between a quotation and the verb that brings it in."""


def quote_drafts(
    tree: Tree, quoted: tuple[Span, ...], known: Iterable[Draft], bodies: tuple[Source, ...]
) -> Iterator[Draft]:
    """Quotations that no other rule covers, with the nearest verb of speech beside them."""
    covered = [span for draft in known for span in draft.content]
    lexicon = cues()
    spoken = lexicon.speech | lexicon.hearer
    for quote in quoted:
        if quote[1] - quote[0] < _SHORTEST or any(overlaps(quote, span) for span in covered):
            continue
        verb = _verb_beside(tree, quote, spoken)
        if verb is None:
            continue
        source = source_span(tree, lexicon, verb, bodies)
        if source is not None and not overlaps(source, quote):
            cue = tree.chars(verb, verb)
            yield Draft((source,), (cue,), (quote,), "quotation", 0.8)


def _verb_beside(tree: Tree, quote: Span, spoken: frozenset[str]) -> int | None:
    first, last = first_token(tree, quote), last_token(tree, quote)
    size = len(tree.tokens)
    same = tree.sentence_of
    for index in range(last + 1, min(size, last + 1 + _REACH)):
        if same[index] - same[last] > 1 or (index > last + 1 and tree.lower(index) in {".", '"'}):
            break
        if tree.tokens[index].lemma in spoken and tree.tokens[index].tag.startswith("VB"):
            return index
    for index in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if tree.lower(index) in {".", '"'}:
            break
        if tree.tokens[index].lemma in spoken and tree.tokens[index].tag.startswith("VB"):
            return index
    return None


def continued(tree: Tree, quoted: tuple[Span, ...], known: Sequence[Draft]) -> list[Draft]:
    """Give a quotation without a speaker of its own to the speaker of the one before it, cueless.

    It must open its sentence and follow, with nothing but its own kind between, the sentence of
    an attribution with quoted content.
    """
    result = list(known)
    covered = [span for draft in known for span in draft.content]
    for quote in quoted:
        if quote[1] - quote[0] < _SHORTEST or any(overlaps(quote, span) for span in covered):
            continue
        first, last = first_token(tree, quote), last_token(tree, quote)
        if first >= len(tree.tokens) or first > last or first != tree.sentence(first)[0]:
            continue
        if last < tree.sentence(last)[1] - 2:
            continue
        owner = _owner(tree, quoted, result, tree.sentence_of[first])
        if owner is not None:
            result.append(replace(result[owner], cue=(), content=(quote,), rule="continued"))
            covered.append(quote)
    return result


def _owner(
    tree: Tree, quoted: tuple[Span, ...], known: Sequence[Draft], sentence: int
) -> int | None:
    for number, draft in enumerate(known):
        if not draft.source or not any(overlaps(a, b) for a in draft.content for b in quoted):
            continue
        end = max(b for _, b in (*draft.content, *draft.cue, *draft.source))
        if tree.sentence_of[min(last_token(tree, (end - 1, end)), len(tree.tokens) - 1)] == (
            sentence - 1
        ):
            return number
    return None
