"""A small case of a country that does not exist, and a client that holds its token."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from headwater.link import link
from headwater.link.sketch import sketch
from headwater.model import (
    Attribution,
    Chain,
    Count,
    Event,
    EventType,
    Hop,
    Place,
    Quote,
    Reading,
    Report,
    SourceKind,
    Time,
)
from headwater.serve import create_app
from headwater.store import Case, Made
from headwater.store.case import report_digest

TOKEN = "tok-for-tests"  # noqa: S105  # a test's own
OWN = {"sec-fetch-site": "same-origin"}
TEXT = (
    "A blast at the {town} market killed {n} people on Monday, {source} said.\n\n"
    "Severed limbs lay among the stalls, and the square of {town} was closed."
)


def reading(  # noqa: PLR0913, PLR0917  # what sets one apart from the next
    name: str,
    town: str,
    day: int,
    killed: int,
    source: str,
    text: str = TEXT,
    outlet: str | None = None,
) -> Reading:
    text = text.format(town=town, n=killed, source=source)
    named = not source.startswith("a ")
    kind = SourceKind.MONITOR if named else SourceKind.MEDIC
    said = (text.index(source), text.index(source) + len(source))
    chain: Chain = (Hop(source, kind, named, span=said),)
    at, number = text.index(town), text.index(str(killed))
    content = (0, text.index(f", {source}"))
    event = Event(
        mentions=((2, 7),),
        evidence=(content,),
        type=EventType("ASSAULT", mode="explosives", acled="Remote explosive/landmine/IED"),
        place=Place((at, at + len(town)), town, None, 10.0 + day, 20.0, "XQ", "town"),
        time=Time((0, 1), f"2031-03-{day:02d}", f"2031-03-{day + 1:02d}", "day"),
        killed=Count(killed, killed, killed, (number, number + len(str(killed))), str(killed)),
        main=True,
        chains=(chain,),
    )
    cue = text.index(" said", said[1]) + 1
    attribution = Attribution(
        (said,), ((cue, cue + 4),), (content,), Quote.INDIRECT, kind, source, named
    )
    report = Report(name, text, f"Blast in {town}", outlet or f"Post {name}")
    dated = Report(**{**_fields(report), "published": f"2031-03-{day:02d}"})
    return Reading(dated, (attribution,), (event,), (), (), sketch(text))


def _fields(report: Report) -> dict[str, object]:
    return {name: getattr(report, name) for name in report.__dataclass_fields__}


def make(folder: Path, readings: Sequence[Reading], kept: Sequence[Reading] | None = None) -> Path:
    """A case linked from readings; ``kept`` are stored in their place."""
    linked = link(readings)
    pairs = [(report_digest(one.report), one) for one in kept or readings]
    made = (linked.claims, linked.derivations, linked.incidents)
    Case.create(folder).finish(Made(), pairs, [], made)
    return folder


SMALL = (
    reading("r1", "Orvan", 3, 4, "Quellmark Monitor"),
    reading("r2", "Orvan", 3, 4, "Quellmark Monitor", outlet="Copying Courier"),
    reading("r3", "Tilsa", 9, 7, "Dorrek Watch"),
    reading("r4", "Vennick", 15, 2, "a doctor"),
    reading("r5", "Ashmere", 21, 12, "Quellmark Monitor"),
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make(tmp_path / "case", SMALL)


@pytest.fixture
def client(case: Path) -> Iterator[TestClient]:
    with open_client(case) as one:
        yield one


def open_client(case: Path, reviewer: str | None = None) -> TestClient:
    app = create_app(case, TOKEN, reviewer)
    return TestClient(app, base_url="http://127.0.0.1:8000", headers=OWN)


def ids(page: str) -> list[str]:
    """Ids of the incidents that a page links to, in order."""
    return list(dict.fromkeys(re.findall(r"/incident/(inc_\w+)", page)))


def at(path: str) -> str:
    return f"/{TOKEN}/{path}"


@pytest.fixture
def kit() -> SimpleNamespace:
    """The helpers above: tests are no package, so they can't import them."""
    return SimpleNamespace(
        at=at, ids=ids, make=make, open=open_client, reading=reading, SMALL=SMALL, TOKEN=TOKEN
    )
