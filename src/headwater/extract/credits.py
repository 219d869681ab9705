"""The wire credit as the first hop of every chain of a report."""

from __future__ import annotations

from headwater import actors
from headwater.extract.voices import without_own
from headwater.model import Chain, Doc, Hop, SourceKind

_UNTOLD = frozenset({"agencies", "news agencies", "wire services"})


def credit(doc: Doc) -> Chain:
    """The credit as a chain of one hop, empty without one; the outlet's own name is none."""
    hops = []
    for item in doc.report.credits:
        actor = actors.lookup(item.name)
        kind = actor.kind if actor else actors.kind_of(item.name) or SourceKind.AGENCY
        named = item.name.casefold() not in _UNTOLD
        name = actor.name if actor and named else item.name
        hops.append(Hop(name, kind, named=named, span=item.span, why="credit"))
    kept = without_own(tuple(hops), doc.report.outlet)
    named_first = sorted(kept, key=lambda hop: not hop.named)
    return tuple(named_first[:1])
