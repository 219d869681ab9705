"""Join what the encoder and the rules read into one list of drafts without doubles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.doc import overlaps, within
from headwater.extract.cues import cues
from headwater.extract.drafts import Draft, first_token
from headwater.extract.joined import is_source
from headwater.extract.quotes import whole
from headwater.extract.rules_headlines import headline_drafts
from headwater.extract.rules_nested import nested_drafts
from headwater.extract.rules_phrases import phrase_drafts
from headwater.extract.rules_quotes import continued, quote_drafts
from headwater.extract.rules_verbs import verb_drafts
from headwater.extract.speakers import subject_of
from headwater.extract.tree import Tree
from headwater.extract.wording import Source
from headwater.model import Relation, Span

_SAME_CONTENT = 0.5


def drafts(tree: Tree, quoted: tuple[Span, ...], bodies: tuple[Source, ...]) -> list[Draft]:
    """All attributions of a report as bare spans, in text order of their first content or cue.

    With encoder output the rules only add what their precision earns (``Draft.precise``);
    without it they read alone.
    """
    lexicon = cues()
    rules = [*phrase_drafts(tree, lexicon), *verb_drafts(tree, lexicon, bodies)]
    rules += quote_drafts(tree, quoted, rules, bodies)
    rules += headline_drafts(tree)
    read = [
        Draft(relation.source, relation.cue, relation.content, "encoder", relation.score)
        for relation in tree.doc.relations
        if relation.content and not _takes_lives(tree, relation)
    ]
    if read:
        rules = [draft for draft in rules if draft.precise and _can_be_cited(tree, draft)]
    else:
        rules = [_whole(draft, quoted) for draft in rules]
    read = [_nested(_sourced(tree, draft), rules) for draft in read]
    read = [draft for draft in read if not any(_is_cited(draft, rule) for rule in rules)]
    joined = _join(read, rules)
    joined += nested_drafts(tree, lexicon, joined)
    joined = [draft for draft in joined if not _in_furniture(tree, draft)]
    joined.sort(key=lambda draft: (_start(draft), draft.cue, draft.source, draft.content))
    return continued(tree, quoted, _adopted(tree, joined))


def _is_cited(draft: Draft, rule: Draft) -> bool:
    """Whether the encoder took whom "citing Y" or "Y was quoted" names for what was said."""
    inside = any(overlaps(a, b) for a in rule.source for b in draft.content)
    return rule.rule in {"citing", "quoted"} and _same_cue(draft, rule) and inside


def _can_be_cited(tree: Tree, draft: Draft) -> bool:
    """Whether "citing Y" cites someone who can speak, not costs or reasons."""
    text = tree.doc.report.text
    return draft.rule != "citing" or any(is_source(text, span) for span in draft.source)


_LIVES = re.compile(r"(?:the\s+|\w+\s+){0,2}(?:lives|life)\b", re.IGNORECASE)


def _takes_lives(tree: Tree, relation: Relation) -> bool:
    """Whether what "claims" here are lives: a blast that claims lives says nothing."""
    text = tree.doc.report.text
    cue = text[relation.cue[0][0] : relation.cue[-1][1]].lower() if relation.cue else ""
    return "claim" in cue and _LIVES.match(text, relation.content[0][0]) is not None


def _sourced(tree: Tree, draft: Draft) -> Draft:
    """A draft with the subject of its cue, where the encoder saw no source."""
    if draft.source or not draft.cue:
        return draft
    subject = subject_of(tree, draft.cue[0])
    if subject is None or any(overlaps(subject, span) for span in (*draft.content, *draft.cue)):
        return draft
    return replace(draft, source=(subject,))


def _nested(draft: Draft, rules: Sequence[Draft]) -> Draft:
    """What the encoder read at "citing X", hung where the rule hangs it."""
    for rule in rules:
        if rule.rule == "citing" and _same_cue(draft, rule) and _same_source(draft, rule):
            return replace(draft, rule="citing")
    return draft


def _adopted(tree: Tree, known: list[Draft]) -> list[Draft]:
    """Give "citing X" the content of the attribution that it hangs on, and hang it there."""
    result = list(known)
    for number, draft in enumerate(known):
        if draft.rule != "citing":
            continue
        governor = _governor(tree, known, draft)
        if governor is not None:
            shared = jaccard(draft.content, governor.content) >= _SAME_CONTENT
            content = governor.content if draft.precise or shared else draft.content
            result[number] = replace(draft, content=content, within=governor.cue[0])
    return result


def _governor(tree: Tree, known: list[Draft], draft: Draft) -> Draft | None:
    cue = draft.cue[0]
    place = tree.sentence_of[first_token(tree, cue)]
    before: Draft | None = None
    for other in known:
        if other is draft or not other.cue or not other.source:
            continue
        if draft.within is not None and any(overlaps(span, draft.within) for span in other.cue):
            return other
        if _beside(tree, other.source[-1], cue):
            return other  # "X, citing Y, said": the source of both verbs stands right before
        near = (
            other.cue[0][1] <= cue[0] and tree.sentence_of[first_token(tree, other.cue[0])] == place
        )
        if near and (before is None or other.cue[0] > before.cue[0]):
            before = other
    return before


def _beside(tree: Tree, source: Span, cue: Span) -> bool:
    """Whether nothing but spaces and commas stands between a source and a cue after it."""
    text = tree.doc.report.text
    return source[1] <= cue[0] and not text[source[1] : cue[0]].strip(" ,")


def _whole(draft: Draft, quoted: tuple[Span, ...]) -> Draft:
    taken = (*draft.source, *draft.cue)
    pieces: list[Span] = []
    for piece in draft.content:
        wide = whole(piece, quoted)
        pieces.append(piece if any(overlaps(wide, other) for other in taken) else wide)
    return replace(draft, content=tuple(dict.fromkeys(pieces)))


def _join(read: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    kept = list(read)
    for draft in sorted(rules, key=lambda draft: (-draft.score, _start(draft))):
        if not any(_double(draft, other) for other in kept):
            kept.append(draft)
    return kept


def _same_cue(one: Draft, other: Draft) -> bool:
    return any(overlaps(a, b) for a in one.cue for b in other.cue)


def _same_source(one: Draft, other: Draft) -> bool:
    return one.source == other.source or any(
        overlaps(a, b) for a in one.source for b in other.source
    )


def _double(one: Draft, other: Draft) -> bool:
    if _same_cue(one, other):
        return True
    return _same_source(one, other) and jaccard(one.content, other.content) >= _SAME_CONTENT


def jaccard(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Shared characters over all characters of two groups of spans."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    total = sum(b - a for a, b in (*one, *other)) - shared
    return shared / total if total else 0.0


def _in_furniture(tree: Tree, draft: Draft) -> bool:
    furniture = tree.doc.report.furniture
    return any(
        within(span, area) or overlaps(span, area)
        for area in furniture
        for span in (*draft.source, *draft.cue, *draft.content)
    )


def _start(draft: Draft) -> Span:
    return min((*draft.cue, *draft.content))
