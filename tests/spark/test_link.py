"""Linking with every step on Spark's workers: what one process finds, in its order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from headwater.link import Listed, Place, link, link_held, sketch
from headwater.model import Count, Event, EventType, Hop, Reading, Report, SourceKind, Time
from headwater.model import Place as Where

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]

TOWNS = ("Orvan", "Marven", "Tilsa", "Dorrek")
MORE = (
    "Traders said the eastern hall had been rebuilt only last autumn with money from the guild.",
    "Ambulances from three districts waited outside the grain exchange until late in the evening.",
    "The governor's deputy, Ilse Norrin, promised an inquiry into how the van passed two barriers.",
    "A football match between the cities of the plain was called off because of the funerals.",
)


def reading(number: int, rng: random.Random) -> Reading:
    """A report of one of a few blasts; many carry sentences of others word for word."""
    town, day, toll = TOWNS[number % 4], 1 + number % 3, 10 + number % 4
    claim = f"A blast at the {town} market killed {toll} people on Monday, the Quell Monitor said."
    shared = rng.sample(MORE, rng.randrange(4))
    own = f"Reporter number {number} counted {number + 3} broken stalls along Canal Street."
    text = " ".join([claim, *shared, own])
    at, digits = text.index(town), text.index(str(toll))
    source = text.index("the Quell Monitor")
    date = f"2031-03-{day:02d}"
    event = Event(
        mentions=((2, 7),),
        evidence=((0, len(claim)),),
        type=EventType("ASSAULT", mode="explosives", acled="Remote explosive/landmine/IED"),
        place=Where((at, at + len(town)), town, None, 10.0 + number % 4, 20.0, "XQ", "town"),
        time=Time((0, 1), date, f"2031-03-{day + 1:02d}", "day"),
        killed=Count(toll, toll, toll, (digits, digits + 2), str(toll)),
        main=True,
        chains=((Hop("Quell Monitor", SourceKind.MONITOR, named=True, span=(source, 60)),),),
    )
    later = replace(event, main=False, mentions=((3, 8),))
    report = Report(
        f"r{number:03d}", text, f"Blast in {town}", f"Post {number % 7}", published=date
    )
    return Reading(report, (), (event, later)[: 1 + number % 2], (), (), sketch(text))


def readings() -> Iterator[Reading]:
    rng = random.Random(2)  # noqa: S311  # test data
    return (reading(number, rng) for number in itertools.count())


def test_the_same_links_in_the_same_order(session: SparkSession, scratch: Path) -> None:
    from headwater.run.spark_link import SparkSteps  # noqa: PLC0415  # may be absent
    from headwater.sql.spark import SparkEngine  # noqa: PLC0415  # may be absent

    some = list(itertools.islice(readings(), 60))
    expected = link(some)
    assert any(one.links for one in expected.incidents)
    assert len(expected.derivations) > 10
    engine = SparkEngine(session, scratch)
    found = link_held(Listed(some), Place(engine), SparkSteps(engine, scratch, least=1))
    assert tuple(found.claims) == expected.claims
    assert tuple(found.derivations) == expected.derivations
    assert tuple(found.incidents) == expected.incidents


def test_few_pairs_stay_in_this_process(
    session: SparkSession, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headwater.run.spark_link import SparkSteps  # noqa: PLC0415  # may be absent
    from headwater.sql import DuckEngine  # noqa: PLC0415
    from headwater.sql.spark import SparkEngine  # noqa: PLC0415  # may be absent

    def never(*_: object) -> None:
        raise AssertionError("nothing had to be spread")

    monkeypatch.setattr(SparkEngine, "spread", never)
    some = list(itertools.islice(readings(), 12))
    steps = SparkSteps(SparkEngine(session, scratch), scratch)
    with DuckEngine() as engine:
        found = link_held(Listed(some), Place(engine), steps)
    assert tuple(found.incidents) == link(some).incidents
