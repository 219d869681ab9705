from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest
import sqlglot
from sqlglot import exp

from headwater.sql import DuckEngine, claim_keys, claim_pairs, compared_pairs, report_pairs
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


def chosen_keys(
    offered: list[tuple[int, int, str, bool]], reach: int, most: int, least: int, budget: int
) -> set[tuple[int, int, str]]:
    """The same answer in plain Python: (claim, days, name)."""
    counts = Counter(name for _, _, name, fixed in offered if not fixed)
    found = {(claim, days, name) for claim, days, name, fixed in offered if fixed}
    for one in {claim for claim, *_ in offered}:
        telling = sorted(
            (counts[name], name, days)
            for claim, days, name, fixed in offered
            if claim == one and not fixed and counts[name] > 1
        )
        partners = 0
        for place, (count, name, days) in enumerate(telling[:most]):
            partners += min(count, reach)
            if place >= least and partners > budget:
                break
            found.add((one, days, name))
    return found


def test_claim_keys_equal_a_plain_choice() -> None:
    rng = random.Random(5)  # noqa: S311 - test data
    offered = sorted(
        {
            (claim, rng.choice((9, 60)), f"n{int(rng.random() ** 2 * 30)}", rng.random() < 0.2)
            for claim in range(25)
            for _ in range(8)
        }
    )
    columns = [list(column) for column in zip(*offered, strict=True)]
    claims = list(range(25))
    told = {"claim": claims, "report": [c // 2 for c in claims], "day": [c + 7 for c in claims]}
    with DuckEngine() as engine:
        engine.load("offered", dict(zip(("claim", "days", "name", "fixed"), columns, strict=True)))
        engine.load("told", told)
        rows = engine.rows(claim_keys(reach=6, most=5, least=2, budget=12))
    assert all((report, day) == (int(c or 0) // 2, int(c or 0) + 7) for c, report, day, *_ in rows)
    expected = chosen_keys(offered, reach=6, most=5, least=2, budget=12)
    assert sorted((claim, days, name) for claim, _, _, days, name in rows) == sorted(expected)
    assert len(expected) < len(offered)


def test_claims_of_derived_reports_are_compared_without_a_key() -> None:
    told = {"claim": [0, 1, 2, 3], "report": [4, 4, 5, 6], "day": [1, 1, 900, 1]}
    with DuckEngine() as engine:
        engine.load("keys", keys((0, 4, 1, 9, "x"), (3, 6, 1, 9, "x")))
        engine.load("told", told)
        engine.load("derived", {"a": [5], "b": [4]})
        found = [row for batch in engine.batches(compared_pairs(5)) for row in batch.to_pylist()]
    assert [(row["a"], row["b"]) for row in found] == [(0, 2), (0, 3), (1, 2)]


@pytest.mark.parametrize("reach", [1, 3, 7])
def test_buckets_change_no_pair(reach: int) -> None:
    rng = random.Random(reach)  # noqa: S311 - test data
    rows = sorted({(rng.randrange(60), rng.randrange(6)) for _ in range(300)})
    expected = shared_values(rows, reach)
    with DuckEngine() as engine:
        engine.load("sketches", {"report": [r for r, _ in rows], "value": [v for _, v in rows]})
        found = engine.rows(report_pairs(reach, 1))
    assert found == sorted((a, b, n) for (a, b), n in expected.items())


@pytest.mark.parametrize(
    "query",
    [report_pairs(4, 2), claim_pairs(4), compared_pairs(4), claim_keys(4, 3, 2, 9)],
    ids=["reports", "claims", "compared", "keys"],
)
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
