"""A case of a country that does not exist, for tests of decisions."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from headwater.link import link
from headwater.model import Event, EventType, Hop, Place, Reading, Report, SourceKind, Time
from headwater.store import Case, Made
from headwater.store.case import report_digest

TOWNS = ("Orvan", "Tilsa", "Vennick", "Ashmere", "Dorrek")


def reading(name: str, town: str, day: int) -> Reading:
    text = f"A blast shook {town} on Monday, Quellmark Monitor said."
    at, said = text.index(town), text.index("Quellmark")
    hop = Hop("Quellmark Monitor", SourceKind.MONITOR, named=True, span=(said, said + 17))
    event = Event(
        mentions=((2, 7),),
        evidence=((0, text.index(",")),),
        type=EventType("ASSAULT", mode="explosives", acled="Remote explosive/landmine/IED"),
        place=Place((at, at + len(town)), town, None, 10.0 + day, 20.0, "XQ", "town"),
        time=Time((0, 1), f"2031-03-{day:02d}", f"2031-03-{day + 1:02d}", "day"),
        main=True,
        chains=((hop,),),
    )
    report = Report(id=name, text=text, outlet=f"Post {name}", published=f"2031-03-{day:02d}")
    return Reading(report, (), (event,), (), ())


def make(folder: Path) -> Case:
    """A case of five incidents, the first of them in two reports."""
    days = range(2, 28, 6)
    readings = [reading(f"r{d}", town, d) for town, d in zip(TOWNS, days, strict=True)]
    readings.append(reading("r99", TOWNS[0], 2))
    linked = link(readings)
    case = Case.create(folder)
    pairs = [(report_digest(one.report), one) for one in readings]
    case.finish(Made(), pairs, [], (linked.claims, linked.derivations, linked.incidents))
    return Case.open(folder)


@pytest.fixture
def kit() -> SimpleNamespace:
    """The helpers above: tests are no package, so they can't import them."""
    return SimpleNamespace(make=make)
