# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
from __future__ import annotations

import itertools
from typing import Any

import pytest

from headwater.link.derivations import derivations
from headwater.link.held import Listed
from headwater.model import Derivation, DerivationKind, Direction, Reading
from headwater.sql import DuckEngine

WIRE = (
    "Shells struck the grain store of Oresk shortly before noon and set two barges alight. "
    "Nine porters died under the falling roof, the Harrow Monitor said. "
    '"We had no water to fight the flames," said a porter who gave his name as Ilyan. '
    "The guns stood on the chalk ridge, from where the harbour can be seen on clear days. "
    "By nightfall the wharf was closed and the ferry to Sandvik had stopped."
)
OTHER = (
    "A bakers' strike in Sandvik entered its third week as flour ran short. "
    "Ovens stayed cold along the quay, and queues formed at the two shops that still sell bread. "
    "The guild wants the levy on imported yeast to be dropped before the feast."
)


def found(*readings: Reading) -> tuple[Derivation, ...]:
    with DuckEngine() as engine:
        return tuple(sorted(derivations(Listed(readings), engine), key=lambda d: (d.a, d.b)))


def test_a_reprint_is_a_copy(make: Any) -> None:
    (one,) = found(make.reading("r1", WIRE, outlet="A"), make.reading("r2", WIRE, outlet="B"))
    assert (one.a, one.b, one.kind) == ("r1", "r2", DerivationKind.COPY)


def test_a_copy_with_swapped_words_and_a_new_toll_is_a_copy(make: Any) -> None:
    changed = WIRE.replace("Nine", "Eleven").replace("shortly", "just").replace("porters", "men")
    (one,) = found(make.reading("r1", WIRE, outlet="A"), make.reading("r2", changed, outlet="B"))
    assert one.kind is DerivationKind.COPY


def test_a_cut_report_is_a_copy_of_the_long_one(make: Any) -> None:
    cut = ". ".join(WIRE.split(". ")[:2]) + "."
    (one,) = found(make.reading("r1", WIRE, outlet="A"), make.reading("r2", cut, outlet="B"))
    assert one.kind is DerivationKind.COPY


def test_a_rewrite_that_keeps_half_sentences_is_partial(make: Any) -> None:
    rewrite = (
        "The harbour town of Oresk came under fire again this week, residents reported. "
        "Shells struck the grain store of Oresk shortly before noon, and help came late. "
        "Families were taken to a school on the hill, where the council handed out soup. "
        "The guns stood on the chalk ridge, from where the harbour can be seen, an officer said. "
        "Nobody would say how long the supplies of the town could last in such a siege."
    )
    (one,) = found(make.reading("r1", WIRE, outlet="A"), make.reading("r2", rewrite, outlet="B"))
    assert one.kind is DerivationKind.PARTIAL


def test_reports_of_their_own_are_not_derived(make: Any) -> None:
    assert found(make.reading("r1", WIRE, outlet="A"), make.reading("r2", OTHER, outlet="B")) == ()


def test_a_shared_public_statement_is_no_derivation(make: Any) -> None:
    said = (
        '"The council of Oresk will not leave the harbour while a single family waits for the '
        'boats, and it asks both armies to spare the chalk road until the feast is over."'
    )
    one = f"Merchants left their stalls early. {said} The square was empty by dusk in the old town."
    other = (
        f"Ferries ran late all morning on the sound. {said} A priest rang the bell for the dead."
    )
    assert found(make.reading("r1", one, outlet="A"), make.reading("r2", other, outlet="B")) == ()


def test_a_shared_background_sentence_is_no_derivation(make: Any) -> None:
    told = (
        "More than forty thousand people have died in the delta war since it began in 2011 with "
        "a quarrel over the sluices."
    )
    one = f"{OTHER} {told}"
    other = f"Snow closed the pass above Varn. Drivers slept in their cabs for two nights. {told}"
    assert found(make.reading("r1", one, outlet="A"), make.reading("r2", other, outlet="B")) == ()


def test_house_boilerplate_is_no_derivation(make: Any) -> None:
    house = (
        "The Sandvik Gazette has printed the lists of the missing every Friday for nine years "
        "and sends them free of charge to any reader who writes to the office on Fishmarket Lane."
    )
    bodies = (
        "Snow closed the pass above Varn and drivers slept in their cabs for two cold nights.",
        "Bakers put out their ovens in protest at the levy on yeast from across the sound.",
        "A choir sang for the drowned until the lamps in the harbour church burned down.",
    )
    readings = [
        make.reading(f"r{n}", f"{body} {house}", outlet="Sandvik Gazette")
        for n, body in enumerate(bodies)
    ]
    assert found(*readings) == ()


def test_background_of_long_ago_is_no_derivation(make: Any) -> None:
    shared = "The guns stood on the chalk ridge, from where the harbour can be seen on clear days."
    one = make.reading("r1", f"{OTHER} {shared} {OTHER[::-1]}", outlet="A", published="2031-01-01")
    other = make.reading(
        "r2",
        f"Snow fell. {shared} Drivers slept in their cabs.",
        outlet="B",
        published="2031-04-01",
    )
    near = make.reading("r2", other.report.text, outlet="B", published="2031-01-02")
    assert all(d.passages for d in found(one, near))
    assert len(found(one, other)) <= len(found(one, near))


@pytest.mark.parametrize(
    ("dates", "way"),
    [
        (("2031-05-01", "2031-05-02"), Direction.A_TO_B),
        (("2031-05-02", "2031-05-01"), Direction.B_TO_A),
        (("2031-05-01", "2031-05-01"), Direction.UNKNOWN),
        (("2031-05-01", "2031-05-01T18:00"), Direction.UNKNOWN),
        (("2031-05-01T18:00", "2031-05-01T09:00"), Direction.B_TO_A),
        ((None, "2031-05-01"), Direction.UNKNOWN),
    ],
)
def test_direction_by_time(make: Any, dates: tuple[str | None, str | None], way: Direction) -> None:
    (one,) = found(
        make.reading("r1", WIRE, outlet="A", published=dates[0]),
        make.reading("r2", WIRE, outlet="B", published=dates[1]),
    )
    assert one.direction is way


def test_a_credit_outweighs_time(make: Any) -> None:
    (one,) = found(
        make.reading("r1", WIRE, outlet="Northwire", published="2031-05-02"),
        make.reading(
            "r2", f"(Northwire) {WIRE}", outlet="B", published="2031-05-01", credit="Northwire"
        ),
    )
    assert one.direction is Direction.A_TO_B
    assert "r2 credits Northwire" in one.why


def test_two_papers_that_credit_one_agency_are_siblings(make: Any) -> None:
    text = f"(Northwire) {WIRE}"
    (one,) = found(
        make.reading("r1", text, outlet="A", published="2031-05-01", credit="Northwire"),
        make.reading("r2", text, outlet="B", published="2031-05-02", credit="Northwire"),
    )
    assert one.direction is Direction.UNKNOWN
    assert "both credit Northwire" in one.why


def test_a_report_contained_in_a_longer_one_was_cut_from_it(make: Any) -> None:
    cut = ". ".join(WIRE.split(". ")[:2]) + "."
    (one,) = found(make.reading("r1", cut, outlet="A"), make.reading("r2", WIRE, outlet="B"))
    assert one.direction is Direction.B_TO_A
    assert "r1 stands almost whole in the longer r2" in one.why


def test_passages_are_spans_of_equal_words(make: Any) -> None:
    changed = f"Correction. {WIRE}"
    (one,) = found(make.reading("r1", WIRE, outlet="A"), make.reading("r2", changed, outlet="B"))
    for left, right in one.passages:
        assert WIRE[slice(*left)] == changed[slice(*right)]


def test_the_reason_counts_words_and_quotes_the_text(make: Any) -> None:
    (one,) = found(
        make.reading("r1", WIRE, outlet="A", published="2031-05-01"),
        make.reading("r2", WIRE, outlet="B", published="2031-05-03"),
    )
    quote = one.why.split('"')[1]
    assert quote in WIRE
    assert "r1 was published earlier (2031-05-01, r2 2031-05-03)" in one.why
    assert "100 %" in one.why


def test_any_order_of_input_gives_the_same(make: Any) -> None:
    readings = [
        make.reading("r1", WIRE, outlet="A", published="2031-05-01"),
        make.reading("r2", WIRE.replace("Nine", "Ten"), outlet="B", published="2031-05-01"),
        make.reading("r3", OTHER, outlet="C"),
        make.reading("r4", f"{WIRE} {OTHER}", outlet="D", published="2031-05-02"),
    ]
    results = {found(*order) for order in itertools.permutations(readings)}
    assert len(results) == 1
