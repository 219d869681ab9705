from __future__ import annotations

from collections import defaultdict

import pytest

from evaluation.simulator import Edition, make_world, publish
from evaluation.simulator.measure import run


@pytest.fixture(scope="module")
def editions() -> list[Edition]:
    return list(publish(make_world(60, 5), 150, 5))


def test_the_same_seed_makes_the_same_world() -> None:
    assert make_world(30, 5) == make_world(30, 5)
    assert make_world(30, 5) != make_world(30, 6)


def test_the_size_is_what_was_asked_for(editions: list[Edition]) -> None:
    assert len(editions) == 150
    assert len({edition.reading.report.id for edition in editions}) == 150


def test_spans_point_to_the_words_they_claim(editions: list[Edition]) -> None:
    for edition in editions:
        text = edition.reading.report.text
        for event in edition.reading.events:
            assert event.place is not None
            assert text[slice(*event.place.span)] == event.place.name
            assert event.killed is not None
            assert text[slice(*event.killed.span)] == event.killed.wording
            for chain in event.chains:
                for hop in chain:
                    assert hop.span is not None
                    assert text[slice(*hop.span)].casefold() == hop.name.casefold()


def test_every_way_of_making_news_occurs(editions: list[Edition]) -> None:
    assert any(edition.reading.report.credits for edition in editions)
    assert any(len(edition.stories) == 2 for edition in editions)
    assert any(not edition.stories for edition in editions)
    assert any(event.chains == ((),) for e in editions for event in e.reading.events)
    assert any("denied" in edition.reading.report.text for edition in editions)


def test_tolls_never_fall(editions: list[Edition]) -> None:
    for happening in make_world(60, 5).happenings:
        for account in happening.accounts:
            assert list(account.tolls) == sorted(account.tolls)
    assert editions


def test_a_happening_has_at_least_one_true_origin(editions: list[Edition]) -> None:
    truth: dict[str, set[str]] = defaultdict(set)
    for edition in editions:
        assert edition.origins
        for happening, origin in edition.origins:
            truth[happening].add(origin)
    assert all(truth.values())


def test_bounds_hold_the_truth_and_are_narrow() -> None:
    measured, _ = run(400, 11)
    assert measured.inside >= 0.90
    assert measured.width <= 1.5
