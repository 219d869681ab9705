"""The real report of the shared folder, value by value: chains of four hops, nothing invented."""

from dataclasses import replace
from pathlib import Path

import pytest

from headwater.model import Event, Factuality, Hop, Reading, Report
from headwater.read import read
from headwater.run import Pipeline

REPORT = Path(__file__).parents[3] / "shared" / "reports" / "suicide-squad-defections.txt"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not REPORT.exists(), reason="the shared reports are not there"),
]

RIBSS = "Raqqa Is Being Slaughtered Silently"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="module")
def report() -> Report:
    (one,) = read([str(REPORT)])
    assert isinstance(one, Report)
    return one


@pytest.fixture(scope="module")
def reading(pipeline: Pipeline, report: Report) -> Reading:
    return pipeline.read(report)


def words(reading: Reading, event: Event) -> str:
    text = reading.report.text
    return " ".join(text[a:b] for a, b in (*event.mentions, *event.evidence)).lower()


def about(reading: Reading, *parts: str) -> list[Event]:
    """Events one of whose mentions holds one of the words."""
    text = reading.report.text.lower()
    return [
        event
        for event in reading.events
        if any(part in text[a:b] for a, b in event.mentions for part in parts)
    ]


def names(chain: tuple[Hop, ...]) -> list[str]:
    return [hop.name.casefold() for hop in chain]


def test_defections_and_who_vouches_for_them(reading: Reading) -> None:
    events = about(reading, "defect", "flee", "desert")
    assert events
    chains = [chain for event in events for chain in event.chains]
    assert any("daily mail" in names(chain) for chain in chains)
    whole = [
        c for c in chains if names(c) == ["daily mail", RIBSS.casefold(), "a source from within is"]
    ]
    assert whole
    assert whole[0][1].via == "Abu Mohammed"
    assert not whole[0][2].named
    assert any(event.place and event.place.name.startswith("Raqqa") for event in events)


def test_executions_are_alleged(reading: Reading) -> None:
    (event,) = about(reading, "execution")
    assert event.factuality is Factuality.ALLEGED


def test_roadblocks_rest_on_a_source_that_told_the_group(reading: Reading) -> None:
    events = about(reading, "roadblock", "checks", "checkpoint")
    assert events
    assert any(
        names(chain)[-2:] == [RIBSS.casefold(), "a source"]
        for event in events
        for chain in event.chains
    )


def test_bombardment_and_fighting_are_placed_in_kobane(reading: Reading) -> None:
    events = about(reading, "bombardment", "fighting")
    assert events
    assert {event.place.geonames_id if event.place else None for event in events} == {172256}


def test_training_camps_according_to_an_unnamed_insider(reading: Reading) -> None:
    events = about(reading, "camps", "training")
    assert events
    assert any(
        chain and chain[-1].name == "an IS insider" and not chain[-1].named
        for event in events
        for chain in event.chains
    )
    assert events[0].place is not None
    assert events[0].place.country == "SY"


def test_no_casualty_figure(reading: Reading) -> None:
    assert all(event.killed is None and event.wounded is None for event in reading.events)


def test_no_date_no_time(reading: Reading) -> None:
    assert all(time.start is None and time.end is None for time in reading.times)
    assert all(event.time is None or event.time.start is None for event in reading.events)


def test_with_a_publication_date_times_resolve(pipeline: Pipeline, report: Report) -> None:
    dated = pipeline.read(replace(report, published="2015-02-03"))
    monday = [t for t in dated.times if report.text[t.span[0] : t.span[1]] == "Monday"]
    assert [(t.start, t.end) for t in monday] == [("2015-02-02", "2015-02-03")]
    assert any(event.time and event.time.start for event in dated.events)


def test_nothing_crosses_the_furniture(reading: Reading) -> None:
    (furniture,) = reading.report.furniture
    assert reading.report.text[furniture[0] : furniture[1]].strip() == "More From This Section"
    spans = [s for a in reading.attributions for s in (*a.source, *a.cue, *a.content)]
    spans += [s for e in reading.events for s in (*e.mentions, *e.evidence)]
    assert spans
    assert all(end <= furniture[0] or start >= furniture[1] for start, end in spans)
