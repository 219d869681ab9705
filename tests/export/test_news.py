import io
from dataclasses import replace

import pytest

from headwater.export import terminal
from headwater.export.news import ONLY_WORDS, Standing, standing
from headwater.export.view import MemoryCase
from headwater.model import EventType, Incident


def with_type(incident: Incident, plover: str, acled: str | None = None) -> Incident:
    return replace(incident, type=EventType(plover, acled=acled))


def in_background(case: MemoryCase) -> MemoryCase:
    claims = [replace(one, event=replace(one.event, main=False)) for one in case.all_claims]
    return MemoryCase(case.all_readings, claims, case.all_incidents)


def test_what_some_report_tells_as_its_news_is_news(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    assert standing(strike, case) is Standing.NEWS
    last = case.claim(strike.claims[-1])
    claims = [
        one if one == last else replace(one, event=replace(one.event, main=False))
        for one in case.all_claims
    ]
    assert standing(strike, MemoryCase(case.all_readings, claims)) is Standing.NEWS


def test_what_no_report_tells_as_its_news_is_background(case: MemoryCase) -> None:
    assert standing(case.all_incidents[0], in_background(case)) is Standing.BACKGROUND


@pytest.mark.parametrize("plover", sorted(ONLY_WORDS))
def test_words_alone_are_a_statement(plover: str, case: MemoryCase) -> None:
    assert standing(with_type(case.all_incidents[0], plover), case) is Standing.STATEMENT


def test_words_that_acled_counts_are_a_happening(case: MemoryCase) -> None:
    one = with_type(case.all_incidents[0], "CONCEDE", "Agreement")
    assert standing(one, case) is Standing.NEWS


def test_a_total_is_one_whatever_its_type(case: MemoryCase) -> None:
    one = replace(with_type(case.all_incidents[0], "ACCUSE"), summary=True)
    assert standing(one, case) is Standing.TOTAL


def printed(case: MemoryCase, *, plain: bool = False) -> str:
    out = io.StringIO()
    terminal.summary_table(case, terminal.console(out), plain=plain)
    return out.getvalue()


def test_the_table_shows_news_and_counts_the_rest(case: MemoryCase) -> None:
    strike, defection = case.all_incidents
    total = replace(defection, id="inc_3", label="Defections in a month", summary=True)
    words = replace(with_type(defection, "REJECT"), id="inc_4", label="Rejection")
    held = MemoryCase(case.all_readings, case.all_claims, (strike, defection, total, words))
    table = printed(held)
    assert "Air strike" in table
    assert "Defections in a month" not in table
    assert "Rejection" not in table
    assert "Also mentioned, not shown: 2 (statements, background, totals)" in table
    assert "headwater report CASE" in table
    assert max(map(len, table.splitlines())) <= 100
    last = [row.split("\t")[-1] for row in printed(held, plain=True).splitlines()]
    assert last == ["standing", "news", "news", "total", "statement"]


def test_a_case_of_news_alone_says_no_more(case: MemoryCase) -> None:
    assert "Also mentioned" not in printed(case)


def test_a_case_without_news_says_so(case: MemoryCase) -> None:
    table = printed(in_background(case))
    assert table.startswith("No incident is the news of a report.\n")
    assert "not shown: 2 " in table
