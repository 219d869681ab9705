"""Time expressions: what is found, and which days it denotes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.ground import times
from headwater.ground.time_words import lexicon
from headwater.ground.times import HANDLERS
from headwater.model import Doc, Report, Time, Token


def plain(text: str, published: str | None = None, dateline: str | None = None) -> Doc:
    """A document without syntax: one token a word, one sentence a line."""
    report = Report(id="r", text=text, published=published, dateline=dateline)
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        first = len(tokens)
        for word in line.split():
            at = text.index(word, at)
            place = len(tokens)
            tokens.append(Token(at, at + len(word), word, word.lower(), "", "X", "", place))
            at += len(word)
        if len(tokens) > first:
            sentences.append((first, len(tokens)))
    return Doc(report, tuple(tokens), tuple(sentences))


def read(
    text: str, published: str | None = "2016-07-20"
) -> list[tuple[str, str | None, str | None]]:
    """(words, start, end) of each time found."""
    return [
        (text[time.span[0] : time.span[1]], time.start, time.end)
        for time in times(plain(text, published))
    ]


# Wednesday 20 July 2016 unless a row says otherwise.
DAYS = [
    ("The convoy left on 15 April 2017.", "15 April 2017", "2017-04-15", "2017-04-16"),
    ("The convoy left on April 15, 2017.", "April 15, 2017", "2017-04-15", "2017-04-16"),
    ("The convoy left on April 15 2017 at last", "April 15 2017", "2017-04-15", "2017-04-16"),
    ("The convoy left on Apr. 15, 2017.", "Apr. 15, 2017", "2017-04-15", "2017-04-16"),
    ("Last updated at Apr 152017 The convoy", "Apr 152017", "2017-04-15", "2017-04-16"),
    ("Updated Jul 32016 in the valley", "Jul 32016", "2016-07-03", "2016-07-04"),
    ("15.04.2017 The convoy left", "15.04.2017", "2017-04-15", "2017-04-16"),
    ("2017-04-15 The convoy left", "2017-04-15", "2017-04-15", "2017-04-16"),
    ("17-08-2013 The convoy left", "17-08-2013", "2013-08-17", "2013-08-18"),
    ("25/04/2017 The convoy left", "25/04/2017", "2017-04-25", "2017-04-26"),
    ("04/25/2017 The convoy left", "04/25/2017", "2017-04-25", "2017-04-26"),
    ("03/07/2016 The convoy left", "03/07/2016", "2016-07-03", "2016-07-04"),
    ("06/12/2015 The convoy left", "06/12/2015", "2015-12-06", "2015-12-07"),
    ("Friday 1 Jul 2016 The convoy", "Friday 1 Jul 2016", "2016-07-01", "2016-07-02"),
    ("Fri, 1 July 2016: the convoy", "Fri, 1 July 2016", "2016-07-01", "2016-07-02"),
    ("on the 3rd of March 2016", "the 3rd of March 2016", "2016-03-03", "2016-03-04"),
    ("PORT VALE, 4 FEB 90 (XYZ) -- THE ARMY", "4 FEB 90", "1990-02-04", "1990-02-05"),
    ("on March the 3rd it rained", "March the 3rd", "2016-03-03", "2016-03-04"),
    ("on March third it rained", "March third", "2016-03-03", "2016-03-04"),
    ("on Monday, July 18, shells fell", "Monday, July 18", "2016-07-18", "2016-07-19"),
    ("on July 18 shells fell", "July 18", "2016-07-18", "2016-07-19"),
    ("on 18 July shells fell", "18 July", "2016-07-18", "2016-07-19"),
    ("on Dec. 3 shells fell", "Dec. 3", "2015-12-03", "2015-12-04"),
    ("on July 27 the bridge is to open", "July 27", "2016-07-27", "2016-07-28"),
    ("on June 30 last year shells fell", "June 30 last year", "2015-06-30", "2015-07-01"),
    ("on Wednesday shells fell", "Wednesday", "2016-07-20", "2016-07-21"),
    ("on Tuesday shells fell", "Tuesday", "2016-07-19", "2016-07-20"),
    ("on Thursday shells fell", "Thursday", "2016-07-14", "2016-07-15"),
    ("Saturdays raid killed two", "Saturdays", "2016-07-16", "2016-07-17"),
    ("Saturday's raid killed two", "Saturday's", "2016-07-16", "2016-07-17"),
    ("last Wednesday shells fell", "last Wednesday", "2016-07-13", "2016-07-14"),
    ("next Wednesday they return", "next Wednesday", "2016-07-27", "2016-07-28"),
    ("this Friday they return", "this Friday", "2016-07-15", "2016-07-16"),
    ("early Tuesday a shell fell", "early Tuesday", "2016-07-19", "2016-07-20"),
    ("late on Monday a shell fell", "Monday", "2016-07-18", "2016-07-19"),
    ("on Saturday night a shell fell", "Saturday night", "2016-07-16", "2016-07-17"),
    ("in the early hours of Tuesday", "the early hours of Tuesday", "2016-07-19", "2016-07-20"),
    ("at dawn on Saturday", "dawn on Saturday", "2016-07-16", "2016-07-17"),
    ("a shell fell today", "today", "2016-07-20", "2016-07-21"),
    ("a shell fell yesterday evening", "yesterday evening", "2016-07-19", "2016-07-20"),
    ("they return tomorrow", "tomorrow", "2016-07-21", "2016-07-22"),
    ("a shell fell last night", "last night", "2016-07-19", "2016-07-20"),
    ("a shell fell this morning", "this morning", "2016-07-20", "2016-07-21"),
    ("the talks go on tonight", "tonight", "2016-07-20", "2016-07-21"),
    ("clashes raged overnight", "overnight", "2016-07-19", "2016-07-21"),
    ("it began the day before yesterday", "the day before yesterday", "2016-07-18", "2016-07-19"),
    ("it began three days ago", "three days ago", "2016-07-17", "2016-07-18"),
    ("it began 10 days ago", "10 days ago", "2016-07-10", "2016-07-11"),
    ("it began a week ago", "a week ago", "2016-07-13", "2016-07-14"),
    ("it began two weeks ago", "two weeks ago", "2016-07-06", "2016-07-07"),
    ("it began twenty-one days ago", "twenty-one days ago", "2016-06-29", "2016-06-30"),
    ("on Christmas Day shells fell", "Christmas Day", "2015-12-25", "2015-12-26"),
    ("on New Years Eve shells fell", "New Years Eve", "2015-12-31", "2016-01-01"),
    ("on Thanksgiving shells fell", "Thanksgiving", "2015-11-26", "2015-11-27"),
]

LONGER = [
    ("last week the town fell", "last week", "2016-07-11", "2016-07-18"),
    ("this week the town fell", "this week", "2016-07-18", "2016-07-25"),
    ("next week the talks go on", "next week", "2016-07-25", "2016-08-01"),
    ("earlier this week the town fell", "earlier this week", "2016-07-18", "2016-07-25"),
    ("the week of March 9 was calm", "the week of March 9", "2016-03-07", "2016-03-14"),
    ("at the weekend the town fell", "the weekend", "2016-07-16", "2016-07-18"),
    ("last weekend the town fell", "last weekend", "2016-07-16", "2016-07-18"),
    ("last month the town fell", "last month", "2016-06-01", "2016-07-01"),
    ("earlier this month the town fell", "earlier this month", "2016-07-01", "2016-08-01"),
    ("next month the talks go on", "next month", "2016-08-01", "2016-09-01"),
    ("in March the town fell", "March", "2016-03-01", "2016-04-01"),
    ("last October the town fell", "last October", "2015-10-01", "2015-11-01"),
    ("next April the talks go on", "next April", "2017-04-01", "2017-05-01"),
    ("in early November the town fell", "early November", "2015-11-01", "2015-12-01"),
    ("in mid-June the town fell", "mid-June", "2016-06-01", "2016-07-01"),
    ("at the end of May the town fell", "the end of May", "2016-05-01", "2016-06-01"),
    ("in June 2014 the town fell", "June 2014", "2014-06-01", "2014-07-01"),
    ("in June of 2014 the town fell", "June of 2014", "2014-06-01", "2014-07-01"),
    ("in January this year the town fell", "January this year", "2016-01-01", "2016-02-01"),
    ("in June last year the town fell", "June last year", "2015-06-01", "2015-07-01"),
    ("two months ago the town fell", "two months ago", "2016-05-01", "2016-06-01"),
    ("last year the town fell", "last year", "2015-01-01", "2016-01-01"),
    ("this year the town fell", "this year", "2016-01-01", "2017-01-01"),
    ("early next year the talks go on", "early next year", "2017-01-01", "2018-01-01"),
    ("two years ago the town fell", "two years ago", "2014-01-01", "2015-01-01"),
    ("almost four years ago the town fell", "almost four years ago", "2012-01-01", "2013-01-01"),
    ("a decade ago the town fell", "a decade ago", "2006-01-01", "2007-01-01"),
    ("in 2011 the war began", "2011", "2011-01-01", "2012-01-01"),
    ("the 2011 uprising", "the 2011", "2011-01-01", "2012-01-01"),
    ("since 1996 the valley", "1996", "1996-01-01", "1997-01-01"),
    ("in nineteen ninety-six the war", "nineteen ninety-six", "1996-01-01", "1997-01-01"),
    ("in late 2014 the war", "late 2014", "2014-01-01", "2015-01-01"),
    ("in the 1980s the valley", "the 1980s", "1980-01-01", "1990-01-01"),
    ("IN THE 1980S THE VALLEY", "THE 1980S", "1980-01-01", "1990-01-01"),
    ("in the '80s the valley", "the '80s", "1980-01-01", "1990-01-01"),
    ("in the early nineties the valley", "the early nineties", "1990-01-01", "2000-01-01"),
    ("in the 19th century the valley", "the 19th century", "1800-01-01", "1900-01-01"),
    ("last summer the town fell", "last summer", "2015-06-01", "2015-09-01"),
    ("this spring the town fell", "this spring", "2016-03-01", "2016-06-01"),
    ("in the winter of 2014 it snowed", "the winter of 2014", "2014-12-01", "2015-03-01"),
    ("in the summer of 2012 the town", "the summer of 2012", "2012-06-01", "2012-09-01"),
    ("in the second quarter output fell", "the second quarter", "2016-04-01", "2016-07-01"),
    ("in the fourth quarter of 2014", "the fourth quarter of 2014", "2014-10-01", "2015-01-01"),
    ("this year's first quarter was calm", "this year's first quarter", "2016-01-01", "2016-04-01"),
    ("in the first half of 2015", "the first half of 2015", "2015-01-01", "2015-07-01"),
    ("fiscal 2015 was calm", "fiscal 2015", "2015-01-01", "2016-01-01"),
    ("by the end of the year", "the end of the year", "2016-01-01", "2017-01-01"),
]

CLOCKS = [
    ("at 10:35 a.m. on Tuesday", "10:35 a.m. on Tuesday", "2016-07-19T10:35", "2016-07-19T10:36"),
    ("at 10 p.m. Monday a shell", "10 p.m. Monday", "2016-07-18T22:00", "2016-07-18T22:01"),
    ("at 9 am on 3 March 2016", "9 am on 3 March 2016", "2016-03-03T09:00", "2016-03-03T09:01"),
    ("1735 15.04.2017 The convoy", "1735 15.04.2017", "2017-04-15T17:35", "2017-04-15T17:36"),
    ("on Tuesday at 0300 GMT", "Tuesday at 0300 GMT", "2016-07-19T03:00", "2016-07-19T03:01"),
    ("at noon Saturday a shell", "noon Saturday", "2016-07-16T12:00", "2016-07-16T12:01"),
    ("at 12 am on Tuesday", "12 am on Tuesday", "2016-07-19T00:00", "2016-07-19T00:01"),
    ("at 7:15 p.m. a shell fell", "7:15 p.m.", "2016-07-20T19:15", "2016-07-20T19:16"),
    ("2016-07-19T08:30:00Z sent", "2016-07-19T08:30:00Z", "2016-07-19T08:30", "2016-07-19T08:31"),
]

NULL = [
    ("in the past few days shells fell", "the past few days"),
    ("in the past 24 hours shells fell", "the past 24 hours"),
    ("for two weeks shells fell", "two weeks"),
    ("a five-year war", "five-year"),
    ("over the past two months", "the past two months"),
    ("for several hours", "several hours"),
    ("for weeks shells fell", "weeks"),
    ("every day shells fell", "every day"),
    ("on Fridays people march", "Fridays"),
    ("each July they march", "each July"),
    ("a daily convoy", "daily"),
    ("on the third day of Eid", "the third day of Eid"),
    ("during Ramadan shells fell", "Ramadan"),
    ("recently shells fell", "recently"),
    ("they live there now", "now"),
    ("several years ago the town", "several years ago"),
    ("in recent weeks shells fell", "recent weeks"),
    ("in the coming days", "the coming days"),
]

NONE = [
    "The mayor may march on the town.",
    "In all 2000 people fled and 1999 others stayed.",
    "Some 1950 fighters left.",
    "The second man and the first car stopped.",
    "The sun set over the sat phone.",
    "Prices fell and the water of a spring rose.",
    "A quarter of the houses burned.",
    "The old man said so.",
    "Shell 12.7 and route 66 and M16.",
    "",
]


@pytest.mark.parametrize(("text", "words", "start", "end"), DAYS + LONGER + CLOCKS)
def test_denotes(text: str, words: str, start: str, end: str) -> None:
    assert (words, start, end) in read(text)


@pytest.mark.parametrize(("text", "words"), NULL)
def test_found_without_a_place_in_the_calendar(text: str, words: str) -> None:
    found = read(text)
    assert any(words in told for told, _, _ in found), found
    assert all(start is None and end is None for _, start, end in found), found


@pytest.mark.parametrize("text", NONE)
def test_no_time(text: str) -> None:
    assert read(text) == []


def test_a_number_after_a_month_may_count_people() -> None:
    assert read("In July 20 people were killed")[0] == ("July", "2016-07-01", "2016-08-01")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("on Tuesday shells fell", None),
        ("yesterday shells fell", None),
        ("two years ago the town fell", None),
        ("in March the town fell", None),
        ("on March 3 the town fell", None),
        ("on March 3, 2016 the town fell", "2016-03-03"),
        ("in 2011 the war began", "2011-01-01"),
        ("in the winter of 2014", "2014-12-01"),
    ],
)
def test_without_a_document_date_only_full_dates_resolve(text: str, start: str | None) -> None:
    assert [found[1] for found in read(text, None)] == [start]


def test_a_full_date_in_the_dateline_is_the_document_date() -> None:
    doc = plain("Shells fell on Tuesday", dateline="PORT VALE, July 20, 2016")
    assert times(doc)[0].start == "2016-07-19"
    vague = plain("Shells fell on Tuesday", dateline="PORT VALE, July 20")
    assert times(vague)[0].start is None


def test_a_broken_publication_date_is_no_date() -> None:
    assert read("on Tuesday shells fell", "some day")[0][1] is None


def test_later_times_rest_on_earlier_ones() -> None:
    text = "On 3 March 2014 the town fell. Two days later the bridge fell. That night it rained."
    assert [start for _, start, _ in read(text)] == ["2014-03-03", "2014-03-05", "2014-03-05"]
    text = "On 3 March 2014 the town fell, and the following month the bridge."
    assert read(text)[1][1:] == ("2014-04-01", "2014-05-01")


def test_kind_and_precision() -> None:
    def kinds(text: str) -> list[tuple[str, str]]:
        return [(time.precision, time.kind) for time in times(plain(text, "2016-07-20"))]

    assert kinds("on Tuesday") == [("day", "date")]
    assert kinds("on Tuesday night") == [("day", "time")]
    assert kinds("at 10 p.m. Tuesday") == [("minute", "time")]
    assert kinds("for two weeks") == [("vague", "duration")]
    assert kinds("every week") == [("vague", "set")]
    assert kinds("last week, last month, last year") == [
        ("week", "date"), ("month", "date"), ("year", "date"),
    ]  # fmt: skip
    assert kinds("in the 1990s") == [("decade", "date")]
    assert kinds("last summer") == [("season", "date")]


def _tensed(text: str, verb: str, tag: str, helper: str | None = None) -> Doc:
    """A document whose words all hang on one verb."""
    doc = plain(text, "2016-07-20")
    place = next(i for i, token in enumerate(doc.tokens) if token.text == verb)
    tokens = []
    for token in doc.tokens:
        changed = replace(token, head=place)
        if token.text == verb:
            changed = replace(changed, pos="VERB", tag=tag)
        elif token.text == helper:
            changed = replace(changed, pos="AUX", tag="MD", dep="aux")
        tokens.append(changed)
    return replace(doc, tokens=tuple(tokens))


def _starts(found: tuple[Time, ...]) -> list[str | None]:
    return [time.start for time in found]


def test_tense_turns_a_weekday_round() -> None:
    past = _tensed("The team arrived on Friday", "arrived", "VBD")
    future = _tensed("The team will arrive on Friday", "arrive", "VB", "will")
    timetable = _tensed("The trial begins on Friday", "begins", "VBZ")
    timetable = replace(
        timetable,
        tokens=tuple(
            replace(t, lemma="begin") if t.text == "begins" else t for t in timetable.tokens
        ),
    )
    assert _starts(times(past)) == ["2016-07-15"]
    assert _starts(times(future)) == ["2016-07-22"]
    assert _starts(times(timetable)) == ["2016-07-22"]


def test_past_tense_keeps_a_month_behind() -> None:
    told = _tensed("The town fell in October", "fell", "VBD")
    planned = _tensed("The bridge will open in October", "open", "VB", "will")
    assert _starts(times(told)) == ["2015-10-01"]
    assert _starts(times(planned)) == ["2016-10-01"]


VOCABULARY = """
on in the a last next this two 3 12 31 99 2016 152017 April Apr. May March Friday Fridays weeks
week year hours ago later early late mid-July morning noon 10:35 25:99 p.m. GMT 0300 '80s 1990s
first second quarter of since until every daily Eid Christmas overnight , . - 00/13/2016 31.02.2016
2016-13-45 0000-00-00 half hundred thousand nineteen ninety-six 国 Sun Sat. New Year's Day that same
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from(["2016-07-20", "2016-02-29T10:00:00Z", None]))
def test_never_raises_and_spans_lie_in_the_text(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = times(plain(text, published))
    last = 0
    for time in found:
        assert last <= time.span[0] < time.span[1] <= len(text)
        last = time.span[1]
        assert (time.start is None) == (time.end is None)
        if time.start is not None and time.end is not None:
            assert time.start < time.end
        if time.kind in {"duration", "set"}:
            assert time.start is None


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_characters(text: str) -> None:
    for time in times(plain(text, "2016-07-20")):
        assert 0 <= time.span[0] < time.span[1] <= len(text)


def test_same_answer_twice() -> None:
    doc = plain("On Tuesday, two days after June 3, shells fell for weeks.", "2016-07-20")
    assert times(doc) == times(doc)


def test_each_rule_is_told_apart_and_has_a_meaning() -> None:
    names = [name for name, _ in lexicon().rules]
    assert sorted(names) == sorted(HANDLERS)
