"""Each format: what becomes text and metadata, what is refused and how it is said."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from headwater.model import Rejected, Report
from headwater.read import language as languages
from headwater.read import read

BODY = (
    "Four people were killed on Monday when a market in Veldra was shelled, residents of the "
    "town said. The army did not comment on the shelling, which began before noon."
)
SECOND = (
    "Rescuers pulled two women from the rubble of a bakery and took them to the hospital at Ostry."
)


def lines_of(path: Path, *rows: str) -> list[Report | Rejected]:
    path.write_text("\n".join(rows), encoding="utf-8")
    return list(read([path]))


def test_json_line_keeps_text_exactly_and_given_metadata_wins(tmp_path: Path) -> None:
    text = "  VELDRA, May 3 (Corvane News Agency) -- \u202eA  shell\u0007 hit.\r\nTwo were hurt. \n"
    row = {
        "id": 7,
        "text": text,
        "title": "Shell hits Veldra",
        "outlet": "Ostry Post",
        "byline": "Given Name",
        "published": "2031-05-04T10:00:00+02:00",
        "url": "https://ostry.example/1",
        "language": "en",
        "more": {"kept": "elsewhere"},
    }
    (report,) = lines_of(tmp_path / "a.jsonl", json.dumps(row))
    assert isinstance(report, Report)
    assert report.text == text
    assert (report.id, report.title, report.outlet) == ("7", "Shell hits Veldra", "Ostry Post")
    assert (report.byline, report.published) == ("Given Name", "2031-05-04T10:00:00+02:00")
    assert report.url == "https://ostry.example/1"
    assert [credit.name for credit in report.credits] == ["Corvane News Agency"]


def test_invalid_json_on_line_seven_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = [json.dumps({"text": f"{number} shells. {BODY}"}) for number in range(6)]
    found = lines_of(path, *good, '{"text": "cut', json.dumps({"text": BODY}))
    assert [type(item) for item in found].count(Report) == 7
    refused = found[6]
    assert isinstance(refused, Rejected)
    assert refused.origin == f"{path}, line 7"
    assert refused.reason.startswith("invalid JSON: ")
    assert "column 10" in refused.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"text": 7}', '"text" must be a string, not a number'),
        ('{"text": ["a"]}', '"text" must be a string, not a list'),
        ('{"text": true}', '"text" must be a string, not a boolean'),
        ('{"text": null}', "no text"),
        ('{"title": "x"}', "no text"),
        ('{"text": "  "}', "no text"),
        ('["a"]', "a report must be a JSON object, not a list"),
        ("null", "a report must be a JSON object, not null"),
        ("[" * 100_000, "invalid JSON: nested too deeply or a number too long"),
        ('{"text": ' + "1" * 5000 + "}", "invalid JSON: nested too deeply or a number too long"),
    ],
)
def test_wrong_records_are_refused_alone(tmp_path: Path, row: str, reason: str) -> None:
    refused, report = lines_of(tmp_path / "a.jsonl", row, json.dumps({"text": BODY}))
    assert isinstance(refused, Rejected)
    assert refused.reason == reason
    assert isinstance(report, Report)


def test_optional_fields_of_wrong_type_count_as_not_given(tmp_path: Path) -> None:
    row = {"text": BODY, "title": 3, "outlet": [], "published": {"y": 1}, "byline": ""}
    (report,) = lines_of(tmp_path / "a.jsonl", json.dumps(row))
    assert isinstance(report, Report)
    assert (report.title, report.outlet, report.byline, report.published) == (None,) * 4


def test_what_no_file_can_store_is_replaced_one_to_one(tmp_path: Path) -> None:
    (report,) = lines_of(tmp_path / "a.jsonl", '{"text": "A\\u0000B \\ud800C. ' + BODY + '"}')
    assert isinstance(report, Report)
    assert report.text.startswith("A\ufffdB \ufffdC. ")
    report.text.encode("utf-8")


def test_jsonl_in_utf16_with_mark_and_legacy_bytes_in_utf8(tmp_path: Path) -> None:
    wide = tmp_path / "wide.jsonl"
    wide.write_bytes(json.dumps({"text": f"“Rubble” {BODY}"}, ensure_ascii=False).encode("utf-16"))
    old = tmp_path / "old.jsonl"
    old.write_bytes(b'\xef\xbb\xbf{"text": "\x93Rubble\x94 ' + BODY.encode() + b'"}\n')
    for path in (wide, old):
        (report,) = read([path])
        assert isinstance(report, Report)
        assert report.text.startswith("“Rubble” Four")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_with_quoted_cells_over_lines(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    head = delimiter.join(["ID", "Date", "Headline", "Text", "unused"])
    row = delimiter.join(["t1", "2031-05-03", "Market hit", f'"{BODY}\n""{SECOND}"""', "x"])
    first, second = lines_of(path, head, row, delimiter.join(["t2", "", "", f'"{BODY}"', ""]), "")
    assert isinstance(first, Report)
    assert (first.id, first.published, first.title) == ("t1", "2031-05-03", "Market hit")
    assert first.text == f'{BODY}\n"{SECOND}"'
    assert isinstance(second, Report)
    assert (second.id, second.published, second.origin) == ("t2", None, f"{path}, line 4")


def test_wrong_tables(tmp_path: Path) -> None:
    (refused,) = lines_of(tmp_path / "a.csv", "id,body_of_text", "1,x")
    assert isinstance(refused, Rejected)
    assert refused.reason == 'the first row names no column "text"'
    first, second, third = lines_of(tmp_path / "b.csv", "id,text", f'1,"{BODY}"', "2,", "3,a,b")
    assert isinstance(first, Report)
    assert isinstance(second, Rejected)
    assert (second.origin, second.reason) == (f"{tmp_path / 'b.csv'}, line 3", "no text")
    assert isinstance(third, Rejected)
    assert third.reason == "3 cells in a table of 2 columns"
    _, broken = lines_of(tmp_path / "c.csv", "id,text", f'1,"{BODY}"', '2,"never closed')
    assert isinstance(broken, Rejected)
    assert "broken table" in broken.reason


def test_header_lines_of_a_text_file_are_metadata(tmp_path: Path) -> None:
    (report,) = lines_of(
        tmp_path / "a.txt",
        "Outlet: Veldra Post",
        "Date: 3 May 2031",
        "Note: fictional",
        "",
        "Market shelled in Veldra",
        "",
        BODY,
    )
    assert isinstance(report, Report)
    assert report.text == f"Market shelled in Veldra\n\n{BODY}"
    assert (report.outlet, report.published) == ("Veldra Post", "2031-05-03")
    assert report.title == "Market shelled in Veldra"


def test_first_paragraph_with_a_colon_is_no_header(tmp_path: Path) -> None:
    (report,) = lines_of(tmp_path / "a.txt", "Veldra: four killed", "", BODY)
    assert isinstance(report, Report)
    assert report.text.startswith("Veldra: four killed")


def test_markdown_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    (report,) = lines_of(path, "---", 'title: "Market hit"', "outlet: Ostry Post", "---", BODY)
    assert isinstance(report, Report)
    assert (report.title, report.outlet, report.text) == ("Market hit", "Ostry Post", BODY)


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Market shelled | Ostry Post</title>
<meta property="og:site_name" content="Ostry Post"><meta name="author" content="Ana Belic">
<meta property="article:published_time" content="2031-05-03T08:00:00Z">
<meta property="og:title" content="Market shelled">
<script>document.write("<p>Nine thousand were killed by scripts.</p>")</script></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><article><h1>Market shelled</h1>
<p>{BODY}</p><p>{SECOND}</p><script>alert("x")</script>
<p>{BODY.replace("Four", "Five").replace("Monday", "Tuesday")}</p></article>
<footer>Privacy policy | Contact us</footer></body></html>"""


def test_page_gives_paragraphs_title_site_byline_and_date(tmp_path: Path) -> None:
    (report,) = lines_of(tmp_path / "a.html", PAGE)
    assert isinstance(report, Report)
    assert f"{BODY}\n{SECOND}\n" in report.text
    assert "scripts" not in report.text
    assert "alert" not in report.text
    assert "Privacy" not in report.text
    assert (report.title, report.outlet) == ("Market shelled", "Ostry Post")
    assert (report.byline, report.published) == ("Ana Belic", "2031-05-03")


def test_page_in_the_code_page_that_it_names(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1250">').replace("Ostry", "Ostrý")
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("windows-1250"))
    (report,) = read([path])
    assert isinstance(report, Report)
    assert "Ostrý" in report.text


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>',
        '<?xml version="1.0" encoding="utf-8"?>',
    ],
)
def test_hostile_entities_are_not_expanded(tmp_path: Path, head: str) -> None:
    page = f"{head}<html><body><article><p>{BODY} &b;&f;</p><p>{SECOND}</p></article></body></html>"
    (report,) = lines_of(tmp_path / "a.html", page)
    assert isinstance(report, Report)
    assert "boom" not in report.text
    assert len(report.text) < 400


def test_deeply_nested_page_ends(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 20_000 + BODY + "</div>" * 20_000
    assert len(lines_of(tmp_path / "a.html", page)) == 1


def test_page_without_text(tmp_path: Path) -> None:
    (refused,) = lines_of(tmp_path / "a.html", "<html><body><script>x()</script></body></html>")
    assert isinstance(refused, Rejected)
    assert refused.reason == "no main text on the page"


def archive(*pages: tuple[str, str, bytes], zipped: bool = True) -> bytes:
    out = b""
    for number, (status, kind, data) in enumerate(pages):
        body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2031-05-04T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://ostry.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n"
            "\r\n"
        )
        record = head.encode() + body + b"\r\n\r\n"
        out += gzip.compress(record) if zipped else record
    return out


def test_archive_gives_one_report_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        archive(
            ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
            ("200 OK", "image/png", b"\x89PNG"),
            ("404 Not Found", "text/html", b"<html>gone</html>"),
            ("200 OK", "text/plain", BODY.encode()),
        )
    )
    page, gone, plain = read([path])
    assert isinstance(page, Report)
    assert page.url == "https://ostry.example/0"
    assert isinstance(gone, Rejected)
    assert gone.reason == "HTTP status 404"
    assert isinstance(plain, Report)
    assert plain.text == BODY


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("cut", [0.55, 0.8, 0.97])
def test_archive_that_breaks_off_keeps_what_came_before(
    tmp_path: Path, cut: float, *, zipped: bool
) -> None:
    pages = [("200 OK", "text/html", PAGE.replace("market", f"m{n}").encode()) for n in range(2)]
    data = archive(*pages, zipped=zipped)
    path = tmp_path / "a.warc"
    path.write_bytes(data[: int(len(data) * cut)])
    found = list(read([path]))
    assert isinstance(found[0], Report)
    assert len(found) <= 3


def test_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"this is no archive\n" * 10)
    (refused,) = read([path])
    assert isinstance(refused, Rejected)
    assert refused.reason


FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ostry Post</title>
<item><title>Market &amp; bakery hit</title><link>https://ostry.example/1</link>
<pubDate>Sat, 03 May 2031 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><script>x()</script><p>{SECOND}</p>]]></content:encoded>
</item><item><title>Empty</title></item></channel></rss>"""


def test_feed_gives_one_report_an_entry(tmp_path: Path) -> None:
    report, empty = lines_of(tmp_path / "a.xml", FEED)
    assert isinstance(report, Report)
    assert report.text == f"{BODY}\n{SECOND}"
    assert (report.title, report.outlet) == ("Market & bakery hit", "Ostry Post")
    assert (report.published, report.url) == ("2031-05-03T08:00:00Z", "https://ostry.example/1")
    assert isinstance(empty, Rejected)
    assert empty.origin.endswith("entry 2")


def test_entity_bomb_in_a_feed(tmp_path: Path) -> None:
    levels = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "boom">' for n in range(12)
    )
    feed = (
        f"<!DOCTYPE rss [{levels}]><rss version='2.0'><channel><title>t</title><item>"
        f"<title>&l11;</title><description>{BODY} &l11;</description></item></channel></rss>"
    )
    found = lines_of(tmp_path / "a.xml", feed)
    assert len(found) == 1
    if isinstance(found[0], Report):
        assert len(found[0].text) < 400


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    (refused,) = lines_of(tmp_path / "a.xml", "<?xml version='1.0'?><a><b>c</b></a>")
    assert isinstance(refused, Rejected)
    assert refused.reason.startswith("no feed entries")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_plain_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    text = f"“Rubble everywhere” – a café in Veldra.\n{BODY}"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    (report,) = read([path])
    assert isinstance(report, Report)
    assert report.text == text


def test_mojibake_is_mended_where_text_is_not_binding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"â€œWe saw it burn,â€\x9d she said. {BODY}", encoding="utf-8")
    (report,) = read([path])
    assert isinstance(report, Report)
    assert report.text.startswith("“We saw it burn,” she said.")


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 50, bytes(range(256)) * 4, b"\x7fELF" + b"\0" * 99]
)
def test_binary_is_refused_whatever_its_name(tmp_path: Path, data: bytes) -> None:
    for suffix in ("txt", "html", "md"):
        path = tmp_path / f"a.{suffix}"
        path.write_bytes(data)
        (refused,) = read([path])
        assert isinstance(refused, Rejected)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            (
                "Quatre personnes ont été tuées lundi lorsque le marché a été bombardé, "
                "selon des habitants. L'armée n'a pas commenté."
            ),
        ),
        (
            "de",
            (
                "Vier Menschen wurden am Montag getötet, als der Markt der Stadt beschossen wurde, "
                "sagten Bewohner. Die Armee äußerte sich zunächst nicht."
            ),
        ),
        (
            "ar",
            (
                "قتل أربعة أشخاص يوم الاثنين عندما قصف السوق في المدينة بحسب ما قال السكان ولم "
                "يعلق الجيش على القصف الذي بدأ قبل الظهر"
            ),
        ),
    ],
)
def test_other_languages_are_refused_by_name(tmp_path: Path, language: str, text: str) -> None:
    (refused,) = lines_of(tmp_path / "a.jsonl", json.dumps({"text": text}))
    assert isinstance(refused, Rejected)
    assert refused.reason == f"language is {language}; only English is read"
    assert refused.digest


def test_plain_english_needs_no_model_and_a_quotation_makes_no_text_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = (
        "Le maire a répondu en anglais : « the army has said that it was not there ». Quatre "
        "personnes ont été tuées lundi lorsque le marché a été bombardé, selon des habitants."
    )
    (refused,) = lines_of(tmp_path / "a.jsonl", json.dumps({"text": french}))
    assert isinstance(refused, Rejected)
    assert refused.reason == "language is fr; only English is read"

    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("the model was loaded"))
    english = "The mayor said that four people were killed after the army shelled the market. " * 2
    (plain,) = lines_of(tmp_path / "a.jsonl", json.dumps({"text": english}))
    assert isinstance(plain, Report)


def test_language_given_wins_and_short_texts_pass(tmp_path: Path) -> None:
    rows = [{"text": BODY, "language": "fr"}, {"text": "Tirs à Veldra."}, {"text": BODY.upper()}]
    first, second, third = lines_of(tmp_path / "a.jsonl", *(json.dumps(row) for row in rows))
    assert isinstance(first, Rejected)
    assert first.reason == "language is given as fr; only English is read"
    assert isinstance(second, Report)
    assert isinstance(third, Report)
