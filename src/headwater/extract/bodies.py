"""Where a report names known bodies (``headwater.actors``)."""

from __future__ import annotations

from headwater.doc import entities
from headwater.extract.tree import Tree
from headwater.extract.wording import Source, known_body
from headwater.model import Span


def bodies_named(tree: Tree) -> tuple[Source, ...]:
    """Every known body that an entity or a run of capitals in the report names, in text order."""
    text = tree.doc.report.text
    spans = [span for label, span in entities(tree.doc) if label in _LABELS]
    found: dict[int, Source] = {}
    for start, end in sorted({*spans, *_capital_runs(tree)}):
        at = start
        while at < end:
            body = known_body(text, (at, end))
            if body is None:
                break
            source = Source(body.name, body.kind, named=True, span=body.span)
            found.setdefault(body.span[0], source)
            at = body.span[1]
    return _outermost([found[start] for start in sorted(found)])


def people_named(tree: Tree) -> tuple[tuple[Span, str], ...]:
    """Full names (two words or more) that the entity tagger holds for persons, in text order."""
    text = tree.doc.report.text
    return tuple(
        (span, text[span[0] : span[1]])
        for label, span in entities(tree.doc)
        if label == "PERSON" and len(text[span[0] : span[1]].split()) > 1
    )


def _outermost(bodies: list[Source]) -> tuple[Source, ...]:
    """Bodies whose wording does not lie in that of another ("Red Crescent" in a longer name)."""
    kept: list[Source] = []
    for body in sorted(bodies, key=lambda body: (body.span[0], -body.span[1])):
        if not kept or body.span[0] >= kept[-1].span[1]:
            kept.append(body)
    return tuple(kept)


def widened(span: Span, bodies: tuple[Source, ...]) -> Span:
    """A source span stretched over the body's name that it cuts through."""
    start, end = span
    for body in bodies:
        if body.span[0] < end and start < body.span[1]:
            start, end = min(start, body.span[0]), max(end, body.span[1])
    return start, end


_LABELS = frozenset({"ORG", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART"})


def _capital_runs(tree: Tree) -> list[Span]:
    result: list[Span] = []
    start: int | None = None
    for index, token in enumerate(tree.tokens):
        capital = token.text[:1].isupper()
        joined = start is not None and token.text in {"of", "for", "the", "and", "in", "is", "-"}
        if capital and start is None:
            start = index
        elif start is not None and not (capital or joined):
            result.append(tree.chars(start, index - 1))
            start = None
    return result
