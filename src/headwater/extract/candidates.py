"""Noun phrases that may take part in an event, and what speaks for each role.

Features are plain strings; ``fillers`` weighs them. They name words, word classes, the
dependency path to the nearest trigger and its frame, and where in the report the phrase stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headwater.extract.participants import core
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Marked, Mention
from headwater.model import Span

NAMES = frozenset(("PERSON", "ORG", "NORP", "GPE", "FAC"))
NEVER = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
PATH = 4
"""Governors looked at for the trigger that a phrase depends on."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase: its head, and the spans that may name it, best first."""

    head: int
    spans: tuple[Span, ...]


def candidates(marked: Marked) -> Iterator[Candidate]:
    """Noun phrases of a report in text order, names inside other phrases included."""
    syntax = marked.syntax
    for head, token in enumerate(syntax.doc.tokens):
        if not token.tag.startswith("N") or token.entity in NEVER:
            continue
        if marked.has(head, ("empty_word",)) or not token.text[:1].isalnum():
            continue
        inner = token.dep in ("compound", "nmod", "amod") and syntax.head(head) > head
        if inner and not _name_ends(syntax, head):
            continue
        yield Candidate(head, tuple(_spans(syntax, head)))


def _name_ends(syntax: Syntax, at: int) -> bool:
    """Whether a modifier ends a name of its own kind ("the FMLN guerrillas")."""
    tokens = syntax.doc.tokens
    if tokens[at].entity not in ("ORG", "NORP") and not tokens[at].tag.startswith("NNP"):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or following.entity != tokens[at].entity or not tokens[at].entity


def _spans(syntax: Syntax, head: int) -> Iterator[Span]:
    first, last = core(syntax, head)
    yield syntax.chars(first, last)
    for kid in syntax.kids[head]:
        below = syntax.kid(kid, "pobj") if syntax.words[kid] == "of" else None
        if below is not None:
            yield syntax.chars(first, core(syntax, below)[1])
    name = _name(syntax, head)
    if name is not None:
        yield syntax.chars(*name)
    if first != head:
        yield syntax.chars(head, head)


def _name(syntax: Syntax, head: int) -> Span | None:
    tokens = syntax.doc.tokens
    label = tokens[head].entity
    if label not in NAMES:
        return None
    first = last = head
    while first > 0 and tokens[first - 1].entity == label and not tokens[first].entity_start:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].entity == label:
        if tokens[last + 1].entity_start:
            break
        last += 1
    return first, last


def features(
    marked: Marked, mentions: Sequence[Mention], report: Sequence[str], candidate: Candidate
) -> list[str]:
    """What is known of a candidate, as strings; ``report`` says what the report is about."""
    syntax, head = marked.syntax, candidate.head
    token = syntax.doc.tokens[head]
    marks = sorted(marked.marks[head])
    found = [f"lemma={syntax.lemmas[head]}", f"ent={token.entity}", f"tag={token.tag}"]
    found += [f"class={name}" for name in marks]
    first, last = core(syntax, head)
    found += [f"mod={syntax.lemmas[i]}" for i in range(first, last + 1) if i != head]
    found += [f"size={min(last - first, 4)}"]
    before = syntax.words[first - 1] if first else ""
    after = syntax.words[last + 1] if last + 1 < len(syntax.words) else ""
    found += [f"before={before}", f"after={after}"]
    found += _governor(syntax, mentions, head, marks, token.entity)
    found += _nearest(syntax, mentions, head, marks)
    number = min(syntax.sentence[head], 8)
    found += [f"sentence={number}"]
    found += [f"about={name}" for name in report]
    found += [f"about={name}|class={mark}" for name in report for mark in marks]
    return found


def _governor(
    syntax: Syntax, mentions: Sequence[Mention], head: int, marks: list[str], entity: str
) -> Iterator[str]:
    """The path of labels up to a governor, and the frame of the first trigger on it."""
    frames = {
        m.token: m.frame for m in mentions if syntax.sentence[m.token] == syntax.sentence[head]
    }
    below, labels = head, []
    for step, above in enumerate(syntax.path_up(head)):
        word = syntax.words[below] if syntax.dep(below) == "prep" else ""
        labels.append(f"{syntax.dep(below)}{word}")
        if step < 2:  # noqa: PLR2004 (verb behind a preposition)
            path = ">".join(labels)
            yield f"path={path}|{syntax.lemmas[above]}"
            yield f"path={path}"
        if above in frames:
            path = ">".join(labels)
            yield f"frame={path}|{frames[above]}"
            yield f"frame={labels[0]}|{frames[above]}|{entity}"
            yield from (f"frame={path}|{frames[above]}|{mark}" for mark in marks)
            return
        if step >= PATH:
            break
        below = above
    yield "frame=none"


def _nearest(
    syntax: Syntax, mentions: Sequence[Mention], head: int, marks: list[str]
) -> Iterator[str]:
    """The nearest trigger in the sentence: frame, side and distance."""
    here = [m for m in mentions if syntax.sentence[m.token] == syntax.sentence[head]]
    if not here:
        yield "near=none"
        return
    best = min(here, key=lambda m: abs(m.token - head))
    side = "left" if best.token < head else "right"
    distance = min(abs(best.token - head), 12) // 3
    yield f"near={best.frame}|{side}"
    yield f"near={best.frame}|{side}|{distance}"
    yield from (f"near={best.frame}|{side}|{mark}" for mark in marks)
    yield from sorted({f"with={m.frame}" for m in here})
