"""Title, stamps, bylines, datelines, credits and furniture, told from the text itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.actors import load, use
from headwater.model import Report
from headwater.read import read
from headwater.read.agencies import known_agencies, same_body
from headwater.read.dates import iso_date
from headwater.read.draft import Draft
from headwater.read.finish import finish

AGENCIES = known_agencies(load())
LEAD = "Four people were killed on Monday when a market in Veldra was shelled, residents said."
MORE = "The army of Corvane did not comment on the shelling, which began before noon."


def report(text: str, **given: str) -> Report:
    found = finish(Draft(text, "test", **given), AGENCIES)
    assert isinstance(found, Report)
    return found


def names(text: str, **given: str) -> list[str]:
    return [credit.name for credit in report(text, **given).credits]


def pieces(text: str, **given: str) -> list[str]:
    return [text[start:end] for start, end in report(text, **given).furniture]


@pytest.mark.parametrize(
    ("head", "dateline", "credit", "published"),
    [
        ("VELDRA, Corvane (AP) — ", "VELDRA, Corvane", "AP", None),
        ("VELDRA (Reuters) - ", "VELDRA", "Reuters", None),
        ("Veldra (AFP) – ", "Veldra", "AFP", None),
        ("VELDRA, May 3, 2031 (Xinhua) -- ", "VELDRA, May 3, 2031", "Xinhua", "2031-05-03"),
        ("OSTRY/VELDRA, Oct. 4 (UPI) — ", "OSTRY/VELDRA, Oct. 4", "UPI", None),
        ("May 3 (Reuters) - ", "May 3", "Reuters", None),
        ("VELDRA, SANA – ", "VELDRA", "SANA", None),
        ("VELDRA - ", "VELDRA", None, None),
        ("VELDRA (Corvane News Agency) - ", "VELDRA", "Corvane News Agency", None),
    ],
)
def test_datelines(head: str, dateline: str, credit: str | None, published: str | None) -> None:
    found = report(f"{head}{LEAD}\n{MORE}")
    assert found.dateline == dateline
    assert [item.name for item in found.credits] == ([credit] if credit else [])
    assert found.published == published
    for item in found.credits:
        assert found.text[slice(*item.span)] == credit
    assert found.furniture == (), "a dateline may be the only place named: it stays content"


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("--Reuters", ["Reuters"]),
        ("-AFP", ["AFP"]),
        ("- REUTERS", ["Reuters"]),
        ("(AFP)", ["AFP"]),
        ("(With AP, Reuters and AFP)", ["AP", "Reuters", "AFP"]),
        ("Source: Ostry Post and agencies", ["agencies"]),
        ("Source OstryPost and agencies", ["agencies"]),
        ("Source Reuters", ["Reuters"]),
        ("Sources: AFP, Reuters", ["AFP", "Reuters"]),
        ("AP contributed to this report.", ["AP"]),
        ("Agencies contributed to this report Read Also", ["agencies"]),
        ("With reporting by Reuters", ["Reuters"]),
        ("This story was provided by AFP.", ["AFP"]),
        ("© 2031 AFP", ["AFP"]),
        ("Copyright 2031 The Associated Press. All rights reserved.", ["AP"]),
        ("(Source: Radio Mirna)", ["Radio Mirna"]),
        ("Our Standards: The Thomson Reuters Trust Principles.", ["Reuters"]),
    ],
)
@pytest.mark.parametrize("joint", ["\n", " "])
def test_credits_at_the_foot_are_credits_and_furniture(
    foot: str, expected: list[str], joint: str
) -> None:
    text = f"{LEAD} {MORE}{joint}{foot}"
    found = report(text, outlet="Ostry Post")
    assert [credit.name for credit in found.credits] == expected
    assert found.furniture
    assert min(start for start, _ in found.furniture) >= len(LEAD) + len(MORE) + 1
    assert found.furniture[-1][1] == len(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD} {MORE} A wounded man told AFP that the fire came from the hills.",
        f"{LEAD} Reuters said on Monday that the army had withdrawn. {MORE}",
        f"{LEAD} {MORE} Two of the dead worked for the AP.",
        f"Smoke over Veldra, May 3, 2031. (AFP Photo) {LEAD} {MORE}",
        f"Smoke over Veldra, May 3, 2031. (AFP) {LEAD} {MORE}",
        f"Smoke over Veldra. (Ana Belic/AP) {LEAD} {MORE}",
        f"{LEAD}\nPhoto: Reuters\n{MORE}",
        f"{LEAD} AP Photo Ana Belic Smoke over Veldra {MORE}",
        f"{LEAD} AFP 2031 ANA BELIC Smoke over Veldra {MORE}",
        f"{LEAD}\nAna Belic/Getty Images\n{MORE}",
        f"{LEAD} They marched through Ariha May 3 2031 under fire. {MORE}",
    ],
)
def test_photo_credits_and_sources_in_sentences_are_no_credits(text: str) -> None:
    assert names(text) == []


def test_own_name_is_no_credit() -> None:
    assert names(f"VELDRA (Reuters) - {LEAD} {MORE}", outlet="reuters") == []
    assert names(f"{LEAD} {MORE} -SANA", outlet="sana") == []
    assert names(f"{LEAD} {MORE} (Source: Veldra Front)", outlet="Veldra Front Media") == []
    assert same_body("TRTWorld", "trt")
    assert not same_body("AP", "Daily Apricot")
    assert not same_body("AFP", None)


def test_publisher_quoted_in_the_text_is_no_credit_by_its_source_line() -> None:
    assert names(f"{LEAD} The Veldra Front blamed the army. (Source: Veldra Front)") == []


@pytest.mark.parametrize("lead", ["The town was shelled again.", "A Monitor Says Four Died"])
def test_dateline_below_a_lead(lead: str) -> None:
    found = report(f"{lead} OSTRY October 18 (RIA Novosti) - {LEAD} {MORE}")
    assert found.dateline == "OSTRY October 18"
    assert [credit.name for credit in found.credits] == ["RIA Novosti"]


def test_contribution_line_above_further_text() -> None:
    text = f"{LEAD} {MORE} Agencies contributed to this report. Women walk past a ruin in Ostry"
    assert names(text) == ["agencies"]
    assert pieces(text) == ["Agencies contributed to this report."]


def test_users_agencies_are_known(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text('[agency]\nmirna = { name = "Mirna Wire", aliases = ["MW"] }\n', "utf-8")
    (tmp_path / "a.txt").write_text(f"{LEAD} {MORE} --MW", "utf-8")
    use(load([path]))
    try:
        (found,) = read([tmp_path / "a.txt"])
    finally:
        use(None)
    assert isinstance(found, Report)
    assert [credit.name for credit in found.credits] == ["Mirna Wire"]
    assert names(f"{LEAD} {MORE} --MW") == []


@pytest.mark.parametrize("head", ["VICTORIA - ", "RONAN — ", "UPDATE: ", "EDITOR’S NOTE: "])
def test_agency_letters_inside_a_word_are_none_and_labels_are_no_places(head: str) -> None:
    found = report(f"{head}{LEAD}\n{MORE}")
    assert found.credits == ()
    assert (found.dateline is None) == head.endswith(": ")


def test_headline_agency_and_stamp_in_one_paragraph() -> None:
    text = f"Shells kill four in Veldra Monitor AFP Monday 3 May 2031 {LEAD} {MORE}"
    for given in ({}, {"title": "Shells kill four in Veldra: Monitor"}):
        found = report(text, **given)
        assert [credit.name for credit in found.credits] == ["AFP"]
        assert found.published == "2031-05-03"
        assert pieces(text, **given) == ["AFP", "Monday 3 May 2031"]


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("Last updated at May 032031", "2031-05-03"),
        ("Published May 3 2031", "2031-05-03"),
        ("Date of publication 3 May 2031", "2031-05-03"),
        ("Sat 03 May 2031", "2031-05-03"),
        ("13.05.2031(updated 1838 14.05.2031) Get short URL 0 73", "2031-05-13"),
        ("2031-05-03", "2031-05-03"),
        ("03-05-2031", None),
        ("13-05-2031", "2031-05-13"),
        ("31 February 2031", None),
    ],
)
def test_stamps_give_the_date_and_are_furniture(stamp: str, published: str | None) -> None:
    text = f"{stamp} {LEAD} {MORE}"
    found = report(text)
    assert found.published == published
    assert " ".join(pieces(text)) == stamp


def test_given_date_wins_and_dates_of_events_are_none() -> None:
    assert report(f"3 May 2031\n{LEAD}", published="2031-06-01").published == "2031-06-01"
    assert report(f"{LEAD} It was the worst day since 3 May 2029.").published is None
    assert report(f"3 May 2031 was the worst day. {LEAD}").published is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2031-05-03", "2031-05-03"),
        ("2031-05-03T10:00:00Z", "2031-05-03T10:00:00Z"),
        ("3 May 2031", "2031-05-03"),
        ("May 3rd, 2031", "2031-05-03"),
        ("20310503", "2031-05-03"),
        ("05/06/2031", None),
        ("05/05/2031", "2031-05-05"),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_given_dates(given: str | None, expected: str | None) -> None:
    assert iso_date(given) == expected


def test_title_and_byline_lines() -> None:
    text = f"Market shelled in Veldra\nBy Ana Belic, Reuters\nMay 3, 2031\n\n{LEAD}\n{MORE}"
    found = report(text)
    assert found.title == "Market shelled in Veldra"
    assert found.byline == "Ana Belic"
    assert found.published == "2031-05-03"
    assert [credit.name for credit in found.credits] == ["Reuters"]
    assert report(f"{LEAD}\n{MORE}").title is None


def test_sign_offs_and_desk_numbers_are_furniture() -> None:
    assert pieces(f"{LEAD} {MORE} Ana Belic / M. Horak") == ["Ana Belic / M. Horak"]
    assert pieces(f"{LEAD} {MORE} 12") == ["12"]
    assert pieces(f"{LEAD} The office opens at 9 a.m. Eastern.") == []
    assert pieces(f"{LEAD} The army did not comment.") == []


def test_link_heading_takes_its_links_and_nothing_of_the_report() -> None:
    text = f"{LEAD}\nMore From This Section\nTen die in Ostry\nWho rules Veldra?\n{MORE}"
    assert pieces(text) == ["More From This Section", "Ten die in Ostry"]
    assert pieces(f"{LEAD}\nMore From This Section\n{MORE}") == ["More From This Section"]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article",
        "Facebook | Twitter | WhatsApp",
        "Read more: Ten die in Ostry",
        "Tags: Veldra, Corvane",
        "Photo: Ana Belic/Reuters",
        "Image caption The market on Monday",
        "Sign up for our newsletter",
        "Get short URL",
        "Community standards",
        "12 comments",
        "https://ostry.example/market",
        "***",
    ],
)
def test_furniture_lines(line: str) -> None:
    assert pieces(f"{LEAD}\n{line}\n{MORE}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share of the blame lies with the army.",
        "Related groups fought on in Ostry.",
        "Print shops were looted, the mayor said.",
        "Video of the strike showed six bodies.",
        "Read also as a warning, the strike came at noon.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    assert pieces(f"{LEAD}\n{line}\n{MORE}") == []
    assert pieces(f"{LEAD} {MORE} {line}") == []


def test_navigation_below_a_running_text_is_furniture() -> None:
    text = (
        f"{LEAD} {MORE} Source Reuters Related News Ten die in Ostry Follow us on Instagram. "
        "SUBSCRIBE Latest News Copyright 2031 Ostry Post. About Ostry Careers Contact Us "
        "Privacy Policy"
    )
    found = report(text, outlet="Ostry Post")
    assert [credit.name for credit in found.credits] == ["Reuters"]
    kept = text[: found.furniture[0][0]]
    assert kept.strip() == f"{LEAD} {MORE}"
    covered = sum(end - start for start, end in found.furniture)
    assert covered >= len(text) - len(kept) - 3
