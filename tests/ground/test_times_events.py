"""When each event happened: the time that its own words, or those around them, give."""

from dataclasses import replace

import pytest

from headwater.annotate.syntax import Syntax
from headwater.ground import date, times
from headwater.model import Doc, Event, EventType, Factuality, Report

PUBLISHED = "2016-07-20"
"""A Wednesday."""


@pytest.fixture(scope="module")
def parser() -> Syntax:
    return Syntax()


def parsed(parser: Syntax, text: str, published: str | None) -> Doc:
    report = Report(id="r", text=text, published=published)
    tokens, sentences = parser.parse(report)
    return Doc(report, tokens, sentences)


def when(
    parser: Syntax,
    text: str,
    evidence: str,
    published: str | None = PUBLISHED,
    factuality: Factuality = Factuality.ASSERTED,
    *,
    main: bool = False,
) -> tuple[str | None, str | None] | None:
    doc = parsed(parser, text, published)
    at = text.index(evidence)
    verb = next(t for t in doc.tokens if t.start >= at and t.pos == "VERB")
    event = Event(
        mentions=((verb.start, verb.end),),
        evidence=((at, at + len(evidence)),),
        type=EventType("ASSAULT"),
        factuality=factuality,
        main=main,
    )
    (dated,) = date(doc, [event], times(doc))
    assert dated == replace(event, time=dated.time)
    return None if dated.time is None else (dated.time.start, dated.time.end)


@pytest.mark.parametrize(
    ("text", "evidence", "start", "end"),
    [
        (
            "Shells killed two farmers on Monday in the village.",
            "Shells killed two farmers",
            "2016-07-18",
            "2016-07-19",
        ),
        (
            "Shells killed two farmers. The attack struck the market on Monday.",
            "Shells killed two farmers",
            "2016-07-18",
            "2016-07-19",
        ),
        (
            "A monitor said on Tuesday that shells killed two farmers on Sunday.",
            "shells killed two farmers on Sunday",
            "2016-07-17",
            "2016-07-18",
        ),
        (
            "Shells killed two farmers, a monitor said on Wednesday. They fell on Monday night.",
            "Shells killed two farmers",
            "2016-07-18",
            "2016-07-19",
        ),
        (
            "Clashes killed 30 fighters in the past 24 hours.",
            "Clashes killed 30 fighters",
            "2016-07-19",
            "2016-07-21",
        ),
        (
            "Raids killed 40 people during the past two weeks, a monitor said on Tuesday.",
            "Raids killed 40 people during the past two weeks",
            "2016-07-05",
            "2016-07-20",
        ),
        (
            "Raids have killed 40 people since Friday.",
            "Raids have killed 40 people since Friday",
            "2016-07-15",
            "2016-07-21",
        ),
        (
            "Troops stormed the village this week. The raid came on Tuesday.",
            "Troops stormed the village this week",
            "2016-07-19",
            "2016-07-20",
        ),
        (
            "Troops stormed the village this week.",
            "Troops stormed the village this week",
            "2016-07-18",
            "2016-07-21",
        ),
        (
            "Rebels attacked the base overnight.",
            "Rebels attacked the base overnight",
            "2016-07-19",
            "2016-07-21",
        ),
        (
            "A bomb killed six people. The war began in 2011.",
            "The war began in 2011",
            "2011-01-01",
            "2012-01-01",
        ),
    ],
)
def test_day_of_an_event(parser: Syntax, text: str, evidence: str, start: str, end: str) -> None:
    assert when(parser, text, evidence) == (start, end)


def test_two_days_in_one_sentence_stay_apart(parser: Syntax) -> None:
    text = "Shells killed two farmers on Monday, and a raid wounded a nurse on Tuesday."
    assert when(parser, text, "Shells killed two farmers on Monday") == ("2016-07-18", "2016-07-19")
    assert when(parser, text, "a raid wounded a nurse on Tuesday") == ("2016-07-19", "2016-07-20")


def test_the_day_of_the_saying_is_the_last_resort(parser: Syntax) -> None:
    text = "Shells killed two farmers, a monitor said on Tuesday."
    assert when(parser, text, "Shells killed two farmers") == ("2016-07-19", "2016-07-20")


def test_no_words_of_time_no_time(parser: Syntax) -> None:
    assert when(parser, "Shells killed two farmers.", "Shells killed two farmers") is None


def test_without_a_publication_date_a_weekday_is_no_date(parser: Syntax) -> None:
    text = "Shells killed two farmers on Monday."
    assert when(parser, text, "Shells killed two farmers on Monday", None) is None


def test_what_happened_did_not_happen_tomorrow(parser: Syntax) -> None:
    text = "Shells killed two farmers. Talks will open on Friday."
    assert when(parser, text, "Shells killed two farmers") is None
    ahead = when(
        parser,
        text,
        "Talks will open on Friday",
        factuality=Factuality.FUTURE,
    )
    assert ahead == ("2016-07-22", "2016-07-23")


def test_far_background_is_not_the_day_of_the_news(parser: Syntax) -> None:
    filler = " ".join("The valley lies between two ranges of hills." for _ in range(7))
    text = f"Shells killed two farmers. {filler} The war began in 2011."
    assert when(parser, text, "Shells killed two farmers") is None


def test_each_time_of_an_event_cites_the_text(parser: Syntax) -> None:
    doc = parsed(parser, "Raids have killed 40 people since Friday.", PUBLISHED)
    event = Event(mentions=((11, 17),), evidence=((0, 40),), type=EventType("ASSAULT"))
    (dated,) = date(doc, [event], times(doc))
    assert dated.time is not None
    assert doc.report.text[slice(*dated.time.span)] == "Friday"


def test_no_events_no_tokens(parser: Syntax) -> None:
    empty = parsed(parser, "", PUBLISHED)
    assert date(empty, [], ()) == ()
    event = Event(mentions=(), evidence=(), type=EventType("ASSAULT"))
    assert date(empty, [event], ()) == (event,)


def test_the_day_of_the_opening_is_that_of_the_news_alone(parser: Syntax) -> None:
    filler = " ".join("The valley lies between two ranges of hills." for _ in range(7))
    text = f"A bomb hit the market on Monday. {filler} Rebels shelled the bridge."
    news = when(parser, text, "Rebels shelled the bridge", main=True)
    assert news == ("2016-07-18", "2016-07-19")
    assert when(parser, text, "Rebels shelled the bridge") is None


@pytest.mark.parametrize(
    ("text", "evidence", "start", "end"),
    [
        pytest.param(
            "Reuters Wednesday 20 July 2016 Shells killed two men in a village. "
            "The shelling hit a market on Monday.",
            "Shells killed two men",
            "2016-07-18",
            "2016-07-19",
            id="the date of publication gives way to the day of the same shelling",
        ),
        pytest.param(
            "20 July 2016 Shells killed two men in a village. The war began in March 2011.",
            "Shells killed two men",
            "2016-07-20",
            "2016-07-21",
            id="but serves where only background is dated",
        ),
        pytest.param(
            "Raids killed nine people on Sunday and early Monday, a monitor said.",
            "Raids killed nine people",
            "2016-07-17",
            "2016-07-19",
            id="two days joined",
        ),
        pytest.param(
            "The Front said on Tuesday that it killed two soldiers at a bridge the evening before.",
            "killed two soldiers at a bridge the evening before",
            "2016-07-18",
            "2016-07-19",
            id="the evening before the telling",
        ),
        pytest.param(
            "Fighters attacked a bridge on Monday. Fighting killed two men until about 9 p.m.",
            "Fighting killed two men until about 9 p.m",
            "2016-07-18",
            "2016-07-19",
            id="a clock time by which it was over gives the day",
        ),
        pytest.param(
            "Dozens of men deserted in the past week, a rescuer said.",
            "Dozens of men deserted in the past week",
            "2016-07-13",
            "2016-07-20",
            id="the past week ends with the day before",
        ),
        pytest.param(
            "Raids killed nine people in early July, a monitor said.",
            "Raids killed nine people in early July",
            "2016-07-01",
            "2016-07-11",
            id="the first third of a month",
        ),
    ],
)
def test_days_told_apart(parser: Syntax, text: str, evidence: str, start: str, end: str) -> None:
    assert when(parser, text, evidence, main=True) == (start, end)
