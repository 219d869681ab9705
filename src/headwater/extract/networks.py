"""A body's own sources, where the text says that it has some: "relies on a network of sources"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.doc import tokens_in
from headwater.extract.coverage import speaks
from headwater.extract.roles import ends_with, is_people, roles, words
from headwater.extract.support import Support, is_against
from headwater.extract.tree import Tree
from headwater.extract.wording import Source
from headwater.model import Attribution, Hop, SourceKind, Span

_OWN = re.compile(
    r"\b(?:relies?|relying|depends?|depending|draws?|drawing)\s+(?:\w+\s+)?(?:on|upon)\s+"
    r"(?P<a>(?:(?:a|an|its|the)\s+)?(?:[\w-]+\s+){0,4}?(?:sources|activists|contacts|informants|network|monitors|volunteers)"
    r"\b[^.,;()\-–—]*)"
    r"|\b(?:takes?|gets?|gathers?|obtains?|collects?)\s+(?:its|their)\s+\w+\s+(?:from|through|via)\s+"
    r"(?P<b>(?:a|an|its)?\s*(?:[\w-]+\s+){0,3}?(?:network|sources|activists)\b[^.,;()\-–—]*)"
    r"|\b(?:has|have|uses?|using|runs?|through|via)\s+"
    r"(?P<c>(?:a|an|its)?\s*(?:[\w-]+\s+){0,3}?network\s+of\s+(?:sources|activists|contacts|informants|monitors|volunteers)"
    r"\b[^.,;()\-–—]*|sources\s+(?:on|inside|in)\s[^.,;()\-–—]*)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+(?:to\s+(?:monitor|track|follow|gather|document|report|cover|compile)|for\s+(?:its|their)"
    r"|said|says|told|reported|has|have|and\s+(?:said|says)|who|which|that|added)\b.*$",
    re.IGNORECASE,
)
_BEARS = 1.0
"""Score from which an inner statement bears on an event that its outer one vouches for."""
_REACH = 160
"""Characters between a body's name and what is said of its sources."""


def networks(
    tree: Tree, known: tuple[Attribution, ...], bodies: tuple[Source, ...]
) -> dict[str, Hop]:
    """For each body of whose own sources the report speaks, these as an unnamed hop."""
    text = tree.doc.report.text
    result: dict[str, Hop] = {}
    for match in _OWN.finditer(text):
        group = next(name for name in ("a", "b", "c") if match.group(name))
        start, end = match.span(group)
        wording = _CUT.sub("", text[start : _clause_end(tree, start, end)]).strip()
        owner = _owner(text, known, bodies, match.start())
        if owner is not None and wording:
            span: Span = (start, start + len(wording))
            result.setdefault(
                owner,
                Hop(wording, SourceKind.UNNAMED, named=False, span=span, why="own sources"),
            )
    return result


def own_source(
    tree: Tree, known: tuple[Attribution, ...], body: Hop, ranked: Sequence[Support]
) -> Hop | None:
    """The one unnamed source that a body cites in its own account of the event.

    "The Observatory said reliable sources reported ...": the inner statement has to bear on the
    event, and no other source may be cited within the body's words.
    """
    if not body.named:
        return None
    inner = [
        item
        for item in known
        if item.parent is not None and known[item.parent].source_name == body.name
        if item.source_name not in {None, body.name} and speaks(tree, item)
    ]
    about = [known[support.index] for support in ranked if support.score >= _BEARS]
    given = [item for item in inner if item in about and not is_against(tree, item)]
    if len({item.source_name for item in inner}) != 1 or not given:
        return None
    first = given[0]
    name = first.source_name or ""
    if first.named or not is_people(name):
        return None
    return Hop(name, first.source_kind, named=False, span=first.name_span, why="own sources")


def _clause_end(tree: Tree, start: int, end: int) -> int:
    """Where the phrase ends: at the next finite verb, which takes the account up again."""
    for index in tokens_in(tree.doc, (start, end)):
        if tree.tokens[index].tag in {"VBD", "VBZ", "VBP", "MD"}:
            return tree.tokens[index].start
    return end


def _owner(
    text: str, known: tuple[Attribution, ...], bodies: tuple[Source, ...], at: int
) -> str | None:
    """Name of the body whose wording stands nearest before ``at`` in its sentence."""
    named = [(body.span, body.name) for body in bodies]
    named += [
        (span, attribution.source_name)
        for attribution in known
        if attribution.named and attribution.source_name is not None
        for span in attribution.source
    ]
    best: tuple[int, str] | None = None
    for (start, end), name in named:
        near = start < at and at - end <= _REACH and ". " not in text[end:at]
        if near and (best is None or end > best[0]):
            best = end, name
    return best[1] if best else _described_owner(text, known, at)


_SUBJECT = re.compile(r"(?:^|[.!?]\s+|\n)\s*(?P<who>It|The\s+(?:[\w-]+\s+){0,2}?[\w-]+)(?=[\s,–-])")


def _described_owner(text: str, known: tuple[Attribution, ...], at: int) -> str | None:
    """The last body that spoke, when "it" or a description of its kind opens the sentence."""
    opening = None
    for match in _SUBJECT.finditer(text, max(0, at - _REACH), at):
        opening = match
    if opening is None or ". " in text[opening.end() : at]:
        return None
    who = opening.group("who")
    for attribution in sorted(known, key=_place, reverse=True):
        kind = attribution.source_kind
        if not attribution.named or _place(attribution) >= at or kind not in roles().anaphors:
            continue
        if who == "It" or _opens_with(who, roles().anaphors[kind]):
            return attribution.source_name
    return None


def _opens_with(wording: str, heads: frozenset[str]) -> bool:
    """Whether a wording's words, cut anywhere after the article, end with one of the heads."""
    found = words(wording)
    return any(ends_with(" ".join(found[:count]), heads) for count in range(2, len(found) + 1))


def _place(attribution: Attribution) -> int:
    return min(start for start, _ in (*attribution.source, *attribution.content))
