"""The link station as a whole: readings in, claims, derivations and incidents out.

Memory stays bounded whatever the number of reports: readings, claims, derivations and incidents
are decoded when a step asks for them (`Held`, `shelf.Shelf`), candidate pairs come from the SQL
engine batch by batch, and every pair is weighed once and put away (`edges`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.link.assemble import incident
from headwater.link.citing import citations
from headwater.link.claims import claims_of
from headwater.link.derivations import candidates, compare_all
from headwater.link.derived import Derived, Pair
from headwater.link.held import Held, Listed
from headwater.link.incidents import Place, Ways, groups
from headwater.link.stories import Stories
from headwater.model import Claim, Derivation, Incident, Reading
from headwater.shelf import Arranged, Shelf
from headwater.sql import DuckEngine


@dataclass(frozen=True, slots=True)
class Linked:
    """What the reports of a case say together, each in an order of its own content.

    From `link` these are tuples, from `link_held` sequences that decode what they are asked for.
    """

    claims: Sequence[Claim]
    derivations: Sequence[Derivation]
    incidents: Sequence[Incident]


class Steps:
    """The steps that look at every claim or pair; an engine of many machines overrides them.

    All give their answers in the order of what they are given.
    """

    def compare(self, held: Held, pairs: Iterable[Pair]) -> Iterator[Derivation]:
        """The derivations among pairs of reports."""
        return compare_all(held, pairs)

    @property
    def ways(self) -> Ways:
        """Who brings claims into comparable form and weighs pairs of them."""
        return Ways()


def link(readings: Sequence[Reading]) -> Linked:
    """Find what was made from what, what speaks of one happening, and on whose word it rests.

    The result depends on the set of readings alone, not on their order. A total over a period or
    several places is kept as an incident of its own sort (`Incident.summary`).
    """
    with DuckEngine() as engine:
        linked = link_held(Listed(readings), Place(engine))
    return Linked(tuple(linked.claims), tuple(linked.derivations), tuple(linked.incidents))


def link_held(held: Held, place: Place, steps: Steps | None = None) -> Linked:
    """The same for readings that do not lie in memory.

    Args:
        held: The readings.
        place: Where to work.
        steps: Who compares pairs; this process by default.
    """
    steps = steps or Steps()
    claims = Shelf(Claim, folder=place.folder)
    for report in held.ids:
        for claim in claims_of([held[report]]):
            claims.put(claim)
    pairs = candidates(held, place.engine)
    derived = Derived(Shelf(Derivation, folder=place.folder), steps.compare(held, pairs))
    stories = Stories(derived.sorted())
    incidents = Shelf(Incident, folder=place.folder)
    keys: list[tuple[str, str]] = []
    known = Derived(Shelf(Derivation, folder=place.folder), derived)
    for group in groups(claims, held, derived, place, steps.ways):
        made = incident(group, held, stories)
        keys.append(_when(made))
        incidents.put(made)
        for citation in citations(group.claims, held, known.pairs()):
            known.add(citation)
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return Linked(claims, known.sorted(), Arranged(incidents, order))


def _when(item: Incident) -> tuple[str, str]:
    start = item.time.start if item.time is not None else None
    return start or "~", item.id
