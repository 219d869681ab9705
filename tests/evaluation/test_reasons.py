"""Every reason names only what is in the case and what the texts say; a false one is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.corpora import as_report
from evaluation.reasons import faults
from evaluation.simulator import make_world, publish
from headwater.link import Linked, link
from headwater.model import Derivation, Incident, Origin, Reading
from headwater.read import read
from headwater.run import Pipeline

FAKES = Path(__file__).parents[3] / "shared" / "data" / "fakes" / "reports_dev.jsonl"
SOME = 45
"""Reports of the corpus, whole slices of which stand together."""


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [edition.reading for edition in publish(make_world(60, 5), 150, 5)]


@pytest.fixture(scope="module")
def linked(readings: list[Reading]) -> Linked:
    return link(readings)


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_all_reasons_of_a_simulated_world_hold(seed: int) -> None:
    readings = [edition.reading for edition in publish(make_world(60, seed), 150, seed)]
    assert not list(faults(readings, link(readings)))


@pytest.mark.corpora
@pytest.mark.skipif(not FAKES.exists(), reason="the shared corpora are not there")
def test_all_reasons_on_real_reports_hold(tmp_path: Path) -> None:
    rows = FAKES.read_text(encoding="utf-8").splitlines()[:SOME]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(json.dumps(as_report(json.loads(row))) for row in rows))
    pipeline = Pipeline()
    readings = [pipeline.read(one) for one in read([str(file)])]  # type: ignore[arg-type]
    assert len(readings) == SOME
    assert not list(faults(readings, link(readings)))


def first_with(linked: Linked, wanted: Callable[[Incident], bool]) -> tuple[int, Incident]:
    return next((at, one) for at, one in enumerate(linked.incidents) if wanted(one))


def with_incident(linked: Linked, at: int, changed: Incident) -> Linked:
    incidents = list(linked.incidents)
    incidents[at] = changed
    return replace(linked, incidents=tuple(incidents))


def with_origin(
    linked: Linked, wanted: Callable[[Origin], bool], why: Callable[[Origin, Incident], str]
) -> Linked:
    at, incident = first_with(linked, lambda one: any(map(wanted, one.origins)))
    place = next(n for n, origin in enumerate(incident.origins) if wanted(origin))
    origins = list(incident.origins)
    origins[place] = replace(origins[place], why=why(origins[place], incident))
    return with_incident(linked, at, replace(incident, origins=tuple(origins)))


OTHER = "h0r99"
STRANGER = "the Nowhere Monitor"
ORIGINS: dict[str, Callable[[Origin, Incident], str]] = {
    "a report that is not there": lambda origin, _: origin.why.replace(origin.reports[0], OTHER),
    "a report of another incident": lambda origin, _: origin.why.replace(
        origin.reports[0], "h1r0" if origin.reports[0] != "h1r0" else "h2r0"
    ),
    "a body that nobody names": lambda origin, _: origin.why.replace(origin.name, STRANGER, 1),
    "words that stand nowhere": lambda origin, _: origin.why.replace(' ("', ' ("never said ', 1),
    "a sentence of its own": lambda origin, _: f"{origin.why} It is true.",
    "a spokesman who is not there": lambda origin, _: origin.why.replace(
        ' ("', f' via {STRANGER} ("', 1
    ),
}


@pytest.mark.parametrize("how", ORIGINS)
def test_a_false_reason_of_an_origin_is_found(
    readings: list[Reading], linked: Linked, how: str
) -> None:
    at, incident = first_with(linked, lambda one: one.origins[0].named)
    origin = incident.origins[0]
    false = replace(origin, why=ORIGINS[how](origin, incident))
    changed = replace(incident, origins=(false, *incident.origins[1:]))
    assert list(faults(readings, with_incident(linked, at, changed)))


def test_a_span_that_names_somebody_else_is_found(readings: list[Reading], linked: Linked) -> None:
    at, incident = first_with(linked, lambda one: one.origins[0].named)
    origin = incident.origins[0]
    moved = replace(origin, spans=tuple((report, (0, 3)) for report, _ in origin.spans))
    changed = replace(incident, origins=(moved, *incident.origins[1:]))
    assert list(faults(readings, with_incident(linked, at, changed)))


COUNTS: dict[str, Callable[[str, Incident], str]] = {
    "a report that is not there": lambda why, one: why.replace(one.reports[0], OTHER),
    "a body that nobody names": lambda why, one: why.replace(one.origins[0].name, STRANGER),
    "a copy that is none": lambda why, one: (
        f"{why} {one.reports[0]} names no source but shares its text with {one.reports[-1]} "
        "(nearly the same text: 9999 words in 1 shared passage) and adds no origin."
    ),
    "another language": lambda why, _: why.replace("At least", "Surely"),
}


@pytest.mark.parametrize("how", COUNTS)
def test_a_false_reason_of_a_count_is_found(
    readings: list[Reading], linked: Linked, how: str
) -> None:
    at, incident = first_with(
        linked, lambda one: one.origins[0].named and one.reports[0] in one.origins[0].reports[:3]
    )
    why = COUNTS[how](incident.origins_why, incident)
    changed = with_incident(linked, at, replace(incident, origins_why=why))
    assert list(faults(readings, changed))
    by_field = tuple(replace(one, why=COUNTS[how](one.why, incident)) for one in incident.by_field)
    assert list(faults(readings, with_incident(linked, at, replace(incident, by_field=by_field))))


DERIVATIONS: dict[str, Callable[[Derivation], str]] = {
    "words that stand nowhere": lambda one: one.why.replace(' "', ' "never said ', 1),
    "another report": lambda one: one.why.replace(one.a, OTHER).replace(one.b, OTHER),
    "another day": lambda one: one.why.replace("(2031-0", "(2041-0"),
    "an agency that neither names": lambda one: (
        f"{one.why.split(';')[0]}; both credit {STRANGER}, so neither need come from the other"
    ),
}


@pytest.mark.parametrize("how", DERIVATIONS)
def test_a_false_reason_of_a_derivation_is_found(
    readings: list[Reading], linked: Linked, how: str
) -> None:
    at, told = next(
        (at, one)
        for at, one in enumerate(linked.derivations)
        if "published earlier" in one.why and one.kind != "cites"
    )
    derivations = list(linked.derivations)
    derivations[at] = replace(told, why=DERIVATIONS[how](told))
    assert list(faults(readings, replace(linked, derivations=tuple(derivations))))


def test_a_link_to_a_claim_elsewhere_or_with_other_parts_is_found(
    readings: list[Reading], linked: Linked
) -> None:
    at, incident = first_with(linked, lambda one: bool(one.links))
    strange = next(c.id for c in linked.claims if c.id not in incident.claims)
    tied = incident.links[0]
    for false in (
        replace(tied, b=strange),
        replace(tied, weight=tied.weight + 1),
        replace(tied, parts=tuple(replace(part, level="by guess") for part in tied.parts)),
    ):
        changed = with_incident(linked, at, replace(incident, links=(false, *incident.links[1:])))
        assert list(faults(readings, changed))


def test_a_value_that_somebody_else_is_said_to_give_is_found(
    readings: list[Reading], linked: Linked
) -> None:
    at, incident = first_with(linked, lambda one: bool(one.conflicts))
    conflict = incident.conflicts[0]
    strange = next(c.id for c in linked.claims if c.id not in incident.claims)
    for false in (
        replace(conflict.values[0], said_by=(STRANGER,)),
        replace(conflict.values[0], claims=(strange,)),
    ):
        values = (false, *conflict.values[1:])
        conflicts = (replace(conflict, values=values), *incident.conflicts[1:])
        changed = with_incident(linked, at, replace(incident, conflicts=conflicts))
        assert list(faults(readings, changed))
