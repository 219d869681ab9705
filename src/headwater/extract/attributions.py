"""Attributions of a report: who is said to have said what, sources resolved, nesting marked."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extract import reading
from headwater.extract.antecedents import Memory
from headwater.extract.bodies import bodies_named, people_named, widened
from headwater.extract.drafts import Draft
from headwater.extract.extents import extent
from headwater.extract.nesting import parents
from headwater.extract.quotes import quotations, rendering
from headwater.extract.sources import resolve
from headwater.extract.tree import Tree, build
from headwater.extract.wording import Source
from headwater.model import Attribution, Doc, SourceKind


def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Attribution relations of an annotated report, in text order.

    The encoder's relations, where the document has any, are joined with high-precision rules;
    otherwise the cue lexicon and dependency rules read alone. Sources are resolved within the
    report only. ``parent`` is an index into the result.
    """
    tree = build(doc)
    quoted = quotations(doc.report.text)
    bodies = bodies_named(tree)
    found = reading.drafts(tree, quoted, bodies)
    sources = _resolved(tree, found, bodies)
    above = parents(found)
    text = doc.report.text
    return tuple(
        Attribution(
            source=draft.source,
            cue=draft.cue,
            content=draft.content,
            quote=rendering(text, draft.content, quoted),
            source_kind=source.kind if source else SourceKind.UNNAMED,
            source_name=source.name if source else None,
            named=source.named if source else False,
            via=source.via if source else None,
            via_span=source.via_span if source else None,
            name_span=source.span if source else None,
            parent=parent,
            score=draft.score,
        )
        for draft, source, parent in zip(found, sources, above, strict=True)
    )


def _resolved(
    tree: Tree, drafts: Sequence[Draft], bodies: tuple[Source, ...]
) -> list[Source | None]:
    """Resolve sources in the order in which they stand, so that each sees those before it."""
    memory = Memory(tree, bodies, people_named(tree))
    result: list[Source | None] = [None] * len(drafts)
    order = sorted((draft.source[0], number) for number, draft in enumerate(drafts) if draft.source)
    for span, number in order:
        source = resolve(tree, extent(tree, widened(span, bodies), bodies), memory)
        memory.hear(span, source)
        result[number] = source
    return result
