from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random

import pytest

from evaluation.simulator import Edition, make_world, publish
from evaluation.simulator.measure import run
from evaluation.simulator.world import templates
from evaluation.simulator.writer import Sentence, rewrite
from headwater.link.words import wordings
from headwater.model import SourceKind


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
    events = [event for edition in editions for event in edition.reading.events]
    chains = [chain for event in events for chain in event.chains]
    assert any(edition.reading.report.credits for edition in editions)
    assert any(len(edition.stories) == 2 for edition in editions), "merged"
    assert any(not edition.stories for edition in editions), "own words"
    assert any(event.chains == ((),) for event in events), "no source"
    assert any(not event.main for event in events), "an earlier story recalled as background"
    assert any("denied" in edition.reading.report.text for edition in editions)
    assert any(not hop.named for chain in chains for hop in chain), "unnamed"
    for kind in (SourceKind.AGENCY, SourceKind.OUTLET):
        assert any(len(chain) > 1 and chain[0].kind is kind for chain in chains), "relayed"


def test_reports_of_one_story_are_cut_and_rewritten_at_several_strengths() -> None:
    kept: dict[str, list[float]] = defaultdict(list)
    for edition in publish(make_world(60, 5), 150, 5):
        if len(edition.stories) == 1:
            kept[edition.stories[0]].append(len(edition.reading.report.text))
    assert any(max(sizes) > 1.5 * min(sizes) for sizes in kept.values())
    sentence = Sentence("Shells [source|hit the town] and hit the town by a road.")
    rng = Random(2)  # noqa: S311 - a simulation, not a secret
    swaps = templates()["swaps"]
    told = [rewrite(rng, sentence, strength, swaps).text for strength in (0.0, 0.5, 1.0)]
    assert told[0] == sentence.text
    assert told[2] == "Shells [source|hit the town] and smashed the settlement by a highway."
    assert told[0] != told[1] != told[2]


def test_reports_follow_late_and_some_print_a_wrong_day(editions: list[Edition]) -> None:
    days = {happening.id: happening.day for happening in make_world(60, 5).happenings}
    delays, wrong = [], 0
    for edition in editions:
        for event, happening in zip(edition.reading.events, edition.happenings, strict=True):
            published = date.fromisoformat(edition.reading.report.published or "")
            delays.append((published - days[happening]).days)
            assert event.time is not None
            wrong += event.time.start != days[happening].isoformat()
    assert max(delays) > 1
    assert 0 < wrong < len(delays) / 5


def test_unrelated_reports_are_little_alike(editions: list[Edition]) -> None:
    """As in real news, two of them seldom share a tenth of their runs of three words."""

    def triples(edition: Edition) -> set[tuple[str, ...]]:
        words = wordings(edition.reading.report.text)
        return set(zip(words, words[1:], words[2:], strict=False))

    told = [(edition, triples(edition)) for edition in editions[::5]]
    shares = [
        len(left & right) / len(left | right)
        for index, (one, left) in enumerate(told)
        for other, right in told[index + 1 :]
        if not set(one.happenings) & set(other.happenings)
    ]
    assert sum(share >= 0.1 for share in shares) <= 0.05 * len(shares)


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


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_bounds_hold_the_truth_and_are_narrow(seed: int) -> None:
    measured, _ = run(400, seed)
    assert measured.inside >= 0.90
    assert measured.width <= 1.5
