"""What every export reads from: a case seen as typed objects, wherever it is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

from headwater.errors import CaseError
from headwater.model import Claim, Derivation, Incident, Reading, Report


class CaseView(Protocol):
    """A case, read-only. Iterators give their items in one fixed order, the same each time."""

    def incidents(self) -> Iterator[Incident]:
        """Every incident, in the case's order (date, then id)."""
        ...

    def claim(self, claim_id: str) -> Claim:
        """The claim of an id; raises ``CaseError`` when the case has none."""
        ...

    def report(self, report_id: str) -> Report:
        """The report of an id; raises ``CaseError`` when the case has none."""
        ...

    def reading(self, report_id: str) -> Reading:
        """What was read from a report; raises ``CaseError`` when the case has none."""
        ...

    def readings(self) -> Iterator[Reading]:
        """Every reading, by report id."""
        ...

    def derivations(self) -> Iterator[Derivation]:
        """Every derivation, by the ids of its reports."""
        ...


@runtime_checkable
class Masked(Protocol):
    """A view whose report texts are not the originals: it vouches for those by their digests."""

    def original_digest(self, report_id: str) -> str:
        """SHA-256 of the original text."""
        ...


def text_digest(case: CaseView, report_id: str) -> str:
    """SHA-256 of a report's text in UTF-8, so that a holder of the text can check offsets."""
    if isinstance(case, Masked):
        return case.original_digest(report_id)
    text = case.report(report_id).text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class MemoryCase:
    """A case held in memory: for one reading just made, and for tests."""

    all_readings: Sequence[Reading] = ()
    all_claims: Sequence[Claim] = ()
    all_incidents: Sequence[Incident] = ()
    all_derivations: Sequence[Derivation] = field(default=())

    @cached_property
    def _readings(self) -> Mapping[str, Reading]:
        return {reading.report.id: reading for reading in self.all_readings}

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.all_claims}

    def incidents(self) -> Iterator[Incident]:
        """See ``CaseView``."""
        return iter(self.all_incidents)

    def claim(self, claim_id: str) -> Claim:
        """See ``CaseView``."""
        if claim_id not in self._claims:
            raise CaseError(f"the case has no claim {claim_id!r}")
        return self._claims[claim_id]

    def report(self, report_id: str) -> Report:
        """See ``CaseView``."""
        return self.reading(report_id).report

    def reading(self, report_id: str) -> Reading:
        """See ``CaseView``."""
        if report_id not in self._readings:
            raise CaseError(f"the case has no report {report_id!r}")
        return self._readings[report_id]

    def readings(self) -> Iterator[Reading]:
        """See ``CaseView``."""
        return iter(sorted(self.all_readings, key=lambda reading: reading.report.id))

    def derivations(self) -> Iterator[Derivation]:
        """See ``CaseView``."""
        return iter(sorted(self.all_derivations, key=lambda one: (one.a, one.b)))
