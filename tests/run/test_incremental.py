"""Reports added in any order and any number of steps give the case of one run, byte for byte.

Readings are prepared beforehand (simulated worlds, the examples, a few told by hand), so that the
runs cost linking alone; who asks for a reading is counted.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from evaluation.simulator import make_world, publish
from headwater.link import link, sketch
from headwater.model import (
    Count,
    Event,
    EventType,
    Hop,
    Place,
    Reading,
    Report,
    SourceKind,
    Span,
    Time,
)
from headwater.read import read
from headwater.run import Knowledge, Pipeline
from headwater.run.case import run_case
from headwater.run.machine import Digested, Local
from headwater.run.progress import Tell
from headwater.store import Case

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package's own files are not digested anew for each of the many runs."""
    monkeypatch.setattr("headwater.run.case.code_digest", lambda: "one version")


class Prepared(Local):
    """Reads nothing itself: it has the readings by report id and text."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        super().__init__(1)
        self._readings = {(one.report.id, one.report.text): one for one in readings}
        self.asked: list[str] = []

    def read(
        self,
        case: Case,
        reports: Iterator[Digested],
        knowledge: Knowledge,  # noqa: ARG002 - part of the interface
        tell: Tell,  # noqa: ARG002
    ) -> None:
        """See `Machine.read`."""
        for digest, report in reports:
            self.asked.append(report.id)
            case.keep([(digest, self._readings[report.id, report.text])])


def run(
    readings: Sequence[Reading], out: Path, known: Sequence[Reading] | None = None
) -> list[str]:
    """Run the reports of some readings into a case; which ones were read.

    ``known`` are those that may be asked for, where the case holds others that are read again.
    """
    file = out.with_suffix(".jsonl")
    rows = [
        {
            "id": one.report.id,
            "text": one.report.text,
            "outlet": one.report.outlet,
            "published": one.report.published,
        }
        for one in readings
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    machine = Prepared(known or readings)
    run_case([str(file)], out, machine=machine)
    return machine.asked


def tables(case: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((case / "tables").iterdir())}


def in_steps(readings: Sequence[Reading], rng: Random, out: Path) -> None:
    """Run the reports shuffled and cut at random; each is read once."""
    order = rng.sample(readings, len(readings))
    cuts = sorted(rng.sample(range(1, len(order)), rng.randint(1, 3)))
    for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
        asked = run(order[start:end], out)
        assert sorted(asked) == sorted(one.report.id for one in order[start:end])


@pytest.mark.parametrize("seed", [2, 9])
def test_a_simulated_world_in_any_order_and_any_steps(tmp_path: Path, seed: int) -> None:
    readings = [one.reading for one in publish(make_world(20, seed), 36, seed)]
    run(readings, tmp_path / "whole")
    whole = tables(tmp_path / "whole")
    rng = Random(seed)  # noqa: S311 - ways to cut, not secrets
    in_steps(readings, rng, tmp_path / "steps")
    assert tables(tmp_path / "steps") == whole
    assert run(readings, tmp_path / "steps") == []
    assert tables(tmp_path / "steps") == whole


@pytest.mark.parametrize("seed", [2, 6, 15])
def test_linking_does_not_depend_on_the_order_of_reports(seed: int) -> None:
    readings = [one.reading for one in publish(make_world(40, seed), 80, seed)]
    whole = link(readings)
    rng = Random(seed)  # noqa: S311 - orders, not secrets
    for _ in range(2):
        assert link(rng.sample(readings, len(readings))) == whole


def test_the_examples_four_by_four(tmp_path: Path) -> None:
    pipeline = Pipeline(Knowledge((EXAMPLES / "gazetteer.csv",), (EXAMPLES / "actors.toml",)))
    items = [one for one in read([str(EXAMPLES / "reports")]) if isinstance(one, Report)]
    readings = [pipeline.read(one) for one in items]
    run(readings, tmp_path / "whole")
    for start in range(0, len(readings), 4):
        part = readings[::-1][start : start + 4]
        assert run(part, tmp_path / "steps") == [one.report.id for one in part]
    assert tables(tmp_path / "steps") == tables(tmp_path / "whole")


MONITOR = "Quellmark Monitor"


def told(name: str, text: str, outlet: str, published: str, toll: str, **how: str) -> Reading:
    """One report of a raid: where (``town``) and when (``day``) as far as its text says so."""

    def at(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    day, town = how.get("day"), how.get("town")
    event = Event(
        mentions=(at(toll),),
        evidence=((0, text.index(".")),),
        type=EventType("ASSAULT", "aerial", (), "Air/drone strike"),
        place=Place(at(town), town, latitude=25.0, longitude=-30.0, precision="town")
        if town
        else None,
        time=Time(at(day), "2031-03-04", "2031-03-05", "day") if day else None,
        killed=Count(int(toll), int(toll), int(toll), at(toll), toll),
        main=True,
        chains=((Hop(MONITOR, SourceKind.MONITOR, named=True, span=at(MONITOR)),),),
    )
    report = Report(name, text, outlet=outlet, published=published, language="en")
    return Reading(report, (), (event,), (), (), sketch(text))


ONE = (
    "Jets bombed a bakery in Orvan, killing 14 people, the Quellmark Monitor said. Ilse Norrin "
    "lost three nephews in the flour store, and Tem Varrek carried the oven door to the graveyard."
)
TWO = (
    "A raid on Tuesday left 3 dead, the Quellmark Monitor said. Nobody knew who flew the planes. "
    "Doctor Pavlo Strend counted crates of bandages by lamplight in the Sandvik school."
)
BOTH = (
    "Jets bombed a bakery in Orvan on Tuesday and left 14 dead, the Quellmark Monitor said. Ilse "
    "Norrin lost three nephews in the flour store, and Tem Varrek carried the oven door to the "
    "graveyard. Doctor Pavlo Strend counted crates of bandages by lamplight in the Sandvik school."
)


def steps_of(tmp_path: Path, *steps: Sequence[Reading]) -> list[Case]:
    """The case after each step. The last must be the one that a single run makes."""
    found = []
    for number in range(len(steps)):
        out = tmp_path / f"until{number}"
        for step in steps[: number + 1]:
            assert run(step, out) == [one.report.id for one in step]
        found.append(Case.open(out))
    latest = {one.report.id: one for step in steps for one in step}
    run(list(latest.values()), tmp_path / "whole")
    assert tables(tmp_path / f"until{len(steps) - 1}") == tables(tmp_path / "whole")
    return found


def grouped(case: Case) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(one.reports)) for one in case.incidents())


def test_reports_of_another_version_are_read_again_and_none_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = [one.reading for one in publish(make_world(6, 2), 12, 2)]
    case = tmp_path / "case"
    run(readings[:8], case)
    monkeypatch.setattr("headwater.run.case.code_digest", lambda: "the next version")
    asked = run(readings[6:], case, known=readings)
    given = [one.report.id for one in readings[6:]]
    assert asked[: len(given)] == given
    assert sorted(asked) == sorted(one.report.id for one in readings)
    run(readings, tmp_path / "whole")
    assert tables(case) == tables(tmp_path / "whole")
    assert run(readings[6:], case) == []


def test_a_report_that_joins_two_incidents_of_before(tmp_path: Path) -> None:
    one = told("r1", ONE, "Dune Post", "2031-03-05", "14", town="Orvan")
    two = told("r2", TWO, "Reed Mail", "2031-03-09", "3", day="Tuesday")
    both = told("r3", BOTH, "Quay Daily", "2031-03-10", "14", day="Tuesday", town="Orvan")
    before, after = steps_of(tmp_path, [one, two], [both])
    assert grouped(before) == [("r1",), ("r2",)]
    assert grouped(after) == [("r1", "r2", "r3")]


def test_a_corrected_report_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    one = told("r1", ONE, "Dune Post", "2031-03-05", "14", town="Orvan")
    wrong = told("r2", ONE.replace("14", "40"), "Reed Mail", "2031-03-05", "40", town="Orvan")
    right = told("r2", ONE.replace("14", "15"), "Reed Mail", "2031-03-05", "15", town="Orvan")
    before, after = steps_of(tmp_path, [one, wrong], [right])
    assert "40" in before.report("r2").text
    assert "40" not in after.report("r2").text
    tolls = [claim.event.killed.best for claim in after.claims() if claim.event.killed]
    assert sorted(toll for toll in tolls if toll is not None) == [14, 15]


def test_a_corrected_date_turns_a_derivation_round(tmp_path: Path) -> None:
    one = told("r1", ONE, "Dune Post", "2031-03-05", "14", town="Orvan")
    late = told("r2", ONE, "Reed Mail", "2031-03-06", "14", town="Orvan")
    early = told("r2", ONE, "Reed Mail", "2031-03-04", "14", town="Orvan")
    before, after = steps_of(tmp_path, [one, late], [early])
    assert [one.direction for one in before.derivations()] == ["a->b"]
    assert [one.direction for one in after.derivations()] == ["b->a"]


def test_what_an_outlet_turns_out_to_repeat_ends_a_derivation(tmp_path: Path) -> None:
    """Two reports share a passage; further ones show that it is the house's own closing words."""
    house = (
        " Dune Post is printed on reed paper by the Sandvik cooperative, reaches eleven islands by "
        "ferry and takes letters, corrections and lost goats at the harbour kiosk until dusk."
    )
    towns = ("Orvan", "Marven", "Tilsa", "Dorrek", "Hesmar", "Ulvik")
    reports = [
        told(
            f"r{number}",
            f"A raid on {town} killed {number + 20} people, the Quellmark Monitor said.{house}",
            "Dune Post",
            f"2031-03-{number + 10}",
            str(number + 20),
            town=town,
        )
        for number, town in enumerate(towns)
    ]
    before, after = steps_of(tmp_path, reports[:2], reports[2:])
    assert list(before.derivations())
    assert not list(after.derivations())
