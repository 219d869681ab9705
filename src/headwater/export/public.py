"""A case as it may leave the house: the ``--public`` profile of every export.

Unnamed sources and private persons bear pseudonyms, coordinates are coarse, texts are masked
except for the quoted evidence, and reasons that would quote a report are cut to their figures.
Every format is written from this view, so none can leak what another hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from headwater.errors import UsageError
from headwater.export import wording
from headwater.export.privacy import (
    Pseudonyms,
    masked_text,
    private_attribution,
    private_hop,
    private_words,
    scrubbed,
)
from headwater.export.view import CaseView, text_digest
from headwater.model import (
    Attribution,
    Chain,
    Claim,
    Conflict,
    Derivation,
    Entity,
    Event,
    Hop,
    Incident,
    Origin,
    Place,
    Reading,
    Report,
)

_DECIMALS = 1
"""A tenth of a degree: about 11 km north to south."""
_KEPT = 256
"""Masked readings held at a time; a claim's report is asked for many times in a row."""


class PublicCase:
    """A case seen through the public profile; satisfies ``CaseView`` and ``Masked``.

    Raises:
        UsageError: without a salt of at least 16 bytes.
    """

    def __init__(self, case: CaseView, salt: bytes | None) -> None:
        if salt is None:
            raise UsageError("a public release needs a secret salt of its own")
        self._case = case
        self._names = Pseudonyms(salt)
        self._masked = lru_cache(_KEPT)(self._reading)

    def incidents(self) -> Iterator[Incident]:
        """Incidents with pseudonyms and without quoting reasons."""
        return (self._incident(incident) for incident in self._case.incidents())

    def claim(self, claim_id: str) -> Claim:
        """A claim with pseudonyms."""
        claim = self._case.claim(claim_id)
        return replace(claim, event=self._event(claim.event, claim.report))

    def report(self, report_id: str) -> Report:
        """A report whose text is masked but for the evidence."""
        return self._masked(report_id).report

    def reading(self, report_id: str) -> Reading:
        """A reading with pseudonyms and a masked text."""
        return self._masked(report_id)

    def readings(self) -> Iterator[Reading]:
        """Every reading, masked."""
        return (self._masked(reading.report.id) for reading in self._case.readings())

    def derivations(self) -> Iterator[Derivation]:
        """Derivations by their offsets, without quoting reasons."""
        for one in self._case.derivations():
            yield replace(one, why=f"{wording.number_of(len(one.passages), 'shared passage')}")

    def original_digest(self, report_id: str) -> str:
        """SHA-256 of the report's original text."""
        return text_digest(self._case, report_id)

    def _reading(self, report_id: str) -> Reading:
        reading = self._case.reading(report_id)
        report = replace(
            reading.report,
            text=masked_text(reading),
            title=None,
            byline=None,
            dateline=None,
            origin="",
        )
        return Reading(
            report,
            tuple(self._attribution(one, report_id) for one in reading.attributions),
            tuple(self._event(event, report_id) for event in reading.events),
            tuple(_coarse(place) for place in reading.places),
            reading.times,
        )

    def _attribution(self, one: Attribution, report_id: str) -> Attribution:
        private = private_attribution(one)
        if one.source_name is None or not private:
            name = one.source_name
        elif one.named:
            name = self._names.person(one.source_name)
        else:
            name = self._names.unnamed(report_id, one.source_name, one.source_kind)
        via = self._names.via(one.via, one.source_kind)
        return replace(
            one,
            source_name=name,
            via=via,
            via_span=one.via_span if via == one.via else None,
            name_span=None if private else one.name_span,
        )

    def _event(self, event: Event, report_id: str) -> Event:
        return replace(
            event,
            actors=tuple(self._entity(one) for one in event.actors),
            recipients=tuple(self._entity(one) for one in event.recipients),
            place=None if event.place is None else _coarse(event.place),
            chains=tuple(self._chain(chain, report_id) for chain in event.chains),
        )

    def _entity(self, entity: Entity) -> Entity:
        return replace(entity, name=self._names.entity(entity))

    def _chain(self, chain: Chain, report_id: str) -> Chain:
        return tuple(self._hop(hop, report_id) for hop in chain)

    def _hop(self, hop: Hop, report_id: str) -> Hop:
        return replace(
            hop,
            name=self._names.hop(hop, report_id),
            via=self._names.via(hop.via, hop.kind),
            span=None if private_hop(hop) else hop.span,
        )

    def _incident(self, incident: Incident) -> Incident:
        words = self._private_words(incident)
        place = None if incident.place is None else _coarse(incident.place)
        kind = incident.type.acled or incident.type.plover.capitalize()
        where = place.name if place else "place not stated"
        when = wording.time(incident.time) if incident.time else "date not stated"
        return replace(
            incident,
            label=f"{kind}, {where}, {when}",
            place=place,
            origins_why=_reason(incident.origins_min, incident.origins_max),
            origins=tuple(self._origin(origin) for origin in incident.origins),
            conflicts=tuple(_conflict(one, words) for one in incident.conflicts),
            by_field=tuple(
                replace(one, why=_reason(one.origins_min, one.origins_max))
                for one in incident.by_field
            ),
            links=(),
        )

    def _private_words(self, incident: Incident) -> list[str]:
        found: set[str] = set()
        for report_id in incident.reports:
            found.update(private_words(self._case.reading(report_id)))
        return sorted(found, key=lambda word: (-len(word), word))

    def _origin(self, origin: Origin) -> Origin:
        hop = Hop(origin.name, origin.kind, origin.named)
        private = private_hop(hop)
        return replace(
            origin,
            name=self._names.hop(hop, origin.reports[0] if origin.reports else ""),
            spans=() if private else origin.spans,
            why="",
        )


def _coarse(place: Place) -> Place:
    """A place without its exact point; one finer than a town is not named at all."""
    fine = place.precision == "point"
    return replace(
        place,
        name=wording.WITHHELD if fine else place.name,
        geonames_id=None if fine else place.geonames_id,
        latitude=None if place.latitude is None else round(place.latitude, _DECIMALS),
        longitude=None if place.longitude is None else round(place.longitude, _DECIMALS),
        why="",
    )


def _conflict(conflict: Conflict, words: list[str]) -> Conflict:
    return replace(
        conflict,
        values=tuple(
            replace(
                value,
                value=scrubbed(value.value, words),
                said_by=tuple(scrubbed(name, words) for name in value.said_by),
            )
            for value in conflict.values
        ),
    )


def _reason(least: int, most: int) -> str:
    if least == most:
        return f"All chains lead to {wording.number_of(least, 'root')}."
    return (
        f"Chains lead to at most {wording.number_of(most, 'root')}; unnamed sources cannot be "
        f"shown independent of each other, which leaves at least {least}."
    )
