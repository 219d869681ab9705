from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest
import sqlglot
from sqlglot import exp

from headwater.sql import DuckEngine, claim_pairs, report_pairs
from headwater.sql.candidates import CROWDED

BANNED = {"list", "hash", "array_length", "list_intersect", "upper"}


def shared_values(rows: list[tuple[int, int]], reach: int) -> Counter[tuple[int, int]]:
    """The same answer in plain Python."""
    holders: dict[int, list[int]] = defaultdict(list)
    for report, value in rows:
        holders[value].append(report)
    counts: Counter[tuple[int, int]] = Counter()
    for reports in holders.values():
        ordered = sorted(reports)
        for place, report in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + reach]:
                counts[report, other] += 1
    return counts


def test_report_pairs_equal_a_plain_count() -> None:
    rng = random.Random(3)  # noqa: S311 - test data
    rows = sorted({(rng.randrange(30), rng.randrange(40)) for _ in range(400)})
    expected = shared_values(rows, reach=4)
    with DuckEngine() as engine:
        engine.load("sketches", {"report": [r for r, _ in rows], "value": [v for _, v in rows]})
        found = engine.rows(report_pairs(4, 3))
    assert found == sorted((a, b, n) for (a, b), n in expected.items() if n >= 3)


def test_a_crowded_value_pairs_neighbours_alone() -> None:
    count = CROWDED + 5
    with DuckEngine() as engine:
        engine.load("sketches", {"report": list(range(count)), "value": [1] * count})
        found = engine.rows(report_pairs(10, 1))
    assert {b - a for a, b, _ in found} == {1, 2}


def test_no_reports_give_no_pairs() -> None:
    with DuckEngine() as engine:
        engine.load("sketches", {"report": [], "value": []})
        assert engine.rows(report_pairs(4, 1)) == []


def keys(*rows: tuple[int, int, int, int, str]) -> dict[str, list[int] | list[str]]:
    claim, report, day, days, name = (list(column) for column in zip(*rows, strict=True))
    return {"claim": claim, "report": report, "day": day, "days": days, "name": name}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ((1, 1, 105, 12, "w:oresk"), [(0, 1)]),
        ((1, 1, 150, 12, "w:oresk"), []),
        ((1, 1, 0, 12, "w:oresk"), [(0, 1)]),
        ((1, 1, 105, 12, "w:varn"), []),
        ((1, 0, 105, 12, "w:oresk"), []),
    ],
    ids=["near", "too late", "no day", "other key", "one report"],
)
def test_claims_pair_by_key_and_days(
    second: tuple[int, int, int, int, str], expected: list[tuple[int, int]]
) -> None:
    with DuckEngine() as engine:
        engine.load("keys", keys((0, 0, 100, 12, "w:oresk"), second))
        assert engine.rows(claim_pairs(5)) == expected


def test_a_pair_with_two_keys_is_found_once() -> None:
    with DuckEngine() as engine:
        rows = [(c, c, 1, 9, name) for c in (0, 1) for name in ("a", "b")]
        engine.load("keys", keys(*rows))
        assert engine.rows(claim_pairs(5)) == [(0, 1)]


def test_reach_bounds_the_cost_of_a_common_key() -> None:
    with DuckEngine() as engine:
        engine.load("keys", keys(*((c, c, 1, 9, "common") for c in range(50))))
        assert len(engine.rows(claim_pairs(3))) == 50 * 3 - 6


@pytest.mark.parametrize("query", [report_pairs(4, 2), claim_pairs(4)], ids=["reports", "claims"])
def test_queries_are_portable(query: str) -> None:
    tree = sqlglot.parse_one(query, dialect="duckdb")
    assert sqlglot.parse_one(tree.sql(dialect="spark"), dialect="spark").sql() == tree.sql()
    called = {node.sql_name().lower() for node in tree.find_all(exp.Func)}
    assert not called & BANNED
    assert tree.args["order"]


def test_an_engine_answers_the_same_with_any_number_of_threads() -> None:
    answers = []
    for threads in (1, 2):
        with DuckEngine(threads=threads) as engine:
            engine.load("keys", keys(*((c, c, c % 7, 3, f"k{c % 5}") for c in range(60))))
            answers.append(engine.rows(claim_pairs(4)))
    assert answers[0] == answers[1]
