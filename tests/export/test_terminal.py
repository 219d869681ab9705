import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from headwater.export import terminal, wording
from headwater.export.clean import visible
from headwater.export.screen import cut
from headwater.export.view import MemoryCase
from headwater.model import Count, Incident, Place, Reading, Time
from headwater.store.decisions import Action, Decision, Entry

# Escape, bell, right-to-left override, zero-width space, and markup of rich and of hyperlinks.
HOSTILE = "\x1b[31mred\x07\u202eevil\u200b[bold]x[/bold]\x1b]8;;http://x\x1b\\"
ACTING = ("\x1b", "\x07", "\u202e", "\u200b")


def table(case: MemoryCase, *, plain: bool = False, colour: bool = False) -> str:
    out = io.StringIO()
    made = Console(file=out, force_terminal=True, width=100) if colour else terminal.console(out)
    terminal.summary_table(case, made, plain=plain)
    return out.getvalue()


def shown(reading: Reading, case: MemoryCase, *, plain: bool = False) -> str:
    out = io.StringIO()
    terminal.show_report(reading, case, terminal.console(out), plain=plain)
    return out.getvalue()


def with_incidents(case: MemoryCase, incidents: Sequence[Incident]) -> MemoryCase:
    return MemoryCase(case.all_readings, case.all_claims, incidents)


def test_the_table_says_what_where_when_and_on_how_many_words(case: MemoryCase) -> None:
    row = next(line for line in table(case).splitlines() if line.startswith("Air strike"))
    assert row.split("  ")[0] == "Air strike on a market"
    assert row.split()[-8:] == ["2031", "14-21", "5", "5", "2", "(at", "most", "3)"]


def test_unknown_is_not_stated(case: MemoryCase) -> None:
    row = next(line for line in table(case).splitlines() if line.startswith("Defection"))
    assert row.count("not stated") == 3


def test_figures_are_flush_right(case: MemoryCase) -> None:
    rows = [line for line in table(case).splitlines() if line.startswith(("Air", "Def"))]
    assert len({cell_len(row.rstrip()) for row in rows}) == 1


def test_long_values_fit_and_break_no_word(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    long = replace(
        strike,
        label="Destruction of the irrigation headworks of the upper valley by artillery, Tell",
        place=Place((0, 1), "Tell al-Mustansiriya al-Gharbiya"),
        time=Time((0, 1), "2031-09-28", "2031-10-04", "day"),
        killed=Count(1_200, 1_200, 14_000, (0, 1), "x"),
        origins_min=10,
        origins_max=120,
    )
    lines = table(with_incidents(case, [long])).splitlines()
    assert max(cell_len(line) for line in lines) <= 100
    row = next(line for line in lines if line.startswith("Destr"))
    assert "10 (at most 120)" in row
    words = set(f"{long.label} {long.place.name if long.place else ''}".split())
    left = row.split("28 Sep")[0]
    assert all(word.rstrip("…") in words for word in left.split())


def test_plain_is_tab_separated_and_whole(case: MemoryCase) -> None:
    lines = table(case, plain=True).splitlines()
    cells = [line.split("\t") for line in lines]
    assert {len(row) for row in cells} == {10}
    assert cells[1][3:] == ["3 May 2031", "14 to 21", "5", "5", "2", "3", "news"]


def test_many_incidents_are_counted_but_plain_has_all(case: MemoryCase) -> None:
    many = with_incidents(case, [case.all_incidents[1]] * 75)
    assert "and 15 more incidents" in table(many)
    assert len(table(many, plain=True).splitlines()) == 76


def test_an_empty_case_says_so() -> None:
    assert table(MemoryCase()) == "No incident was found in the reports.\n"


def test_colour_only_in_a_terminal(case: MemoryCase) -> None:
    assert "\x1b[" not in table(case)
    assert "\x1b[" in table(case, colour=True)


def test_a_report_shows_text_and_chain_tree(case: MemoryCase) -> None:
    text = shown(case.reading("r6"), case)
    assert "Nine fighters of the Ridge Brigade have deserted" in text
    order = ("Western Post\n", "Voices of Tell Omra (via Anar)", "inside the brigade” · unnamed")
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    margin = next(line for line in text.splitlines() if "Nine fighters" in line and "|" in line)
    assert margin.split()[:2] == ["1", "|"]


def test_a_copy_names_what_it_shares_text_with(case: MemoryCase) -> None:
    assert "text stands in r1 (Kelmara Courier), which is the earlier" in shown(
        case.reading("r2"), case
    )


def test_plain_report_has_offsets(case: MemoryCase) -> None:
    rows = [line.split("\t") for line in shown(case.reading("r4"), case, plain=True).splitlines()]
    event = next(row for row in rows if row[0] == "event")
    start, end = map(int, event[-2].split("-"))
    assert case.report("r4").text[start:end] == event[-1]


@pytest.mark.parametrize("plain", [True, False])
def test_nothing_hostile_is_sent_raw(plain: bool, case: MemoryCase) -> None:  # noqa: FBT001
    reading = case.reading("r4")
    text = f"{reading.report.text}\n{HOSTILE}"
    report = replace(reading.report, text=text, title=HOSTILE, outlet=HOSTILE, url=HOSTILE)
    chain = tuple(replace(hop, name=HOSTILE) for hop in reading.events[0].chains[0])
    event = replace(reading.events[0], chains=(chain,))
    evil = replace(reading, report=report, events=(event,))
    printed = shown(evil, MemoryCase([evil]), plain=plain)
    incident = replace(case.all_incidents[1], label=HOSTILE)
    printed += table(with_incidents(case, [incident]), plain=plain)
    assert [one for one in ACTING if one in printed] == []
    assert "<U+202E>" in printed
    assert "[bold]" in printed


def test_a_word_of_a_megabyte_is_broken(case: MemoryCase) -> None:
    reading = case.reading("r4")
    long = replace(reading, report=replace(reading.report, text="x" * 1_000_000), events=())
    long = replace(long, attributions=(), places=(), times=())
    lines = shown(long, MemoryCase([long])).splitlines()
    assert max(cell_len(line) for line in lines) <= 100


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 10, "short"),
        ("two words here", 10, "two words…"),
        ("two, words", 6, "two…"),
        ("unbroken", 5, "unbr…"),
        ("宽宽宽宽", 5, "宽宽…"),
    ],
)
def test_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_visible_keeps_the_joiners_of_scripts() -> None:
    assert visible("می‌خواهم") == "می‌خواهم"
    assert visible("a\tb\nc") == "a b c"


@pytest.mark.parametrize(
    ("figures", "long", "short"),
    [
        ((14, 18, 21), "14 to 21", "14-21"),
        ((14, 14, 14), "14", "14"),
        ((14, 14, None), "at least 14", "14+"),
        ((None, 9, 9), "at most 9", "≤9"),
        ((None, 18, None), "about 18", "~18"),
        ((None, None, None), "“dozens”", "“dozens”"),
        ((0, 0, 0), "0", "0"),
    ],
)
def test_counts_in_words(
    figures: tuple[int | None, int | None, int | None], long: str, short: str
) -> None:
    count = Count(*figures, (0, 1), "dozens")
    assert (wording.count(count), wording.count_short(count)) == (long, short)


@pytest.mark.parametrize(
    ("start", "end", "precision", "long", "short"),
    [
        ("2031-05-03", "2031-05-04", "day", "3 May 2031", "3 May 2031"),
        ("2031-05-03T14:30", "2031-05-03T14:31", "minute", "3 May 2031, 14:30", "3 May 2031"),
        ("2031-05-03", "2031-05-06", "day", "3 to 5 May 2031", "3-5 May 2031"),
        ("2031-09-28", "2031-10-04", "week", "28 September 2031 to 3 October 2031", None),
        ("2031-09-01", "2031-10-01", "month", "September 2031", "Sep 2031"),
        ("2031-09-01", "2031-12-01", "season", "September 2031 to November 2031", None),
        ("2031-01-01", "2032-01-01", "year", "2031", "2031"),
        ("2030-01-01", "2040-01-01", "decade", "2030 to 2039", None),
        (None, None, "vague", "not stated", "not stated"),
    ],
)
def test_times_in_words(
    start: str | None, end: str | None, precision: str, long: str, short: str | None
) -> None:
    time = Time((0, 1), start, end, precision)
    assert wording.time(time) == long
    if short:
        assert wording.time_short(time) == short


def test_the_log() -> None:
    entries = [
        Entry(
            1, "2031-05-05T10:11:12.000+00:00", Decision("A\x1b", Action.ACCEPT, "inc_1"), "", "h"
        ),
        Entry(
            2,
            "2031-05-05T10:12:00.000+00:00",
            Decision("B", Action.UNDO, "inc_1", undoes=1),
            "h",
            "i",
        ),
    ]
    out = io.StringIO()
    terminal.show_log(entries, terminal.console(out))
    assert "A<U+001B>" in out.getvalue()
    assert "entry 1" in out.getvalue()
    plain = io.StringIO()
    terminal.show_log(entries, terminal.console(plain), plain=True)
    assert plain.getvalue().splitlines()[2].split("\t")[-1] == "i"
