import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from markupsafe import Markup

from headwater.errors import UsageError
from headwater.export.page import write_page
from headwater.export.page.charts import incident_map, outlying, spots, timeline
from headwater.export.page.cited import cited
from headwater.export.view import MemoryCase
from headwater.model import Claim, EventType, Incident, Reading, Report

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eevil\x07\x1b[31m\u200b"
VOID = {"meta", "link", "br", "img", "hr", "input", "line", "path", "circle", "rect", "polygon"}


class Page(HTMLParser):
    """What a browser would find: elements with the ids of those that hold them, links, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.bare: list[tuple[str, str]] = []
        """Text outside links, with the class of the element that holds it."""
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in held.items()]
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "a" and "href" in held:
            self.links.append(held["href"])
        if tag not in VOID:
            self.stack.append((tag, held))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.stack or self.stack[-1][0] != tag:
            self.unbalanced.append(tag)
            return
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if self.stack and not any(tag == "a" for tag, _ in self.stack):
            self.bare.append((self.stack[-1][1].get("class", self.stack[-1][0]), data))


def written(case: MemoryCase, folder: Path) -> str:
    path = folder / "case.html"
    write_page(case, path)
    return path.read_text("utf-8")


@pytest.fixture(name="whole")
def _whole(case: MemoryCase) -> MemoryCase:
    """The fictional case with a statement and a total beside its news."""
    strike, defection = case.all_incidents
    total = replace(defection, id="inc_3", label="Defections in a month", summary=True)
    words = replace(defection, id="inc_4", label="Rejection", type=EventType("REJECT"))
    return replace(case, all_incidents=(strike, defection, total, words))


def test_the_page_says_what_on_whose_word_and_how_many(whole: MemoryCase, tmp_path: Path) -> None:
    html = written(whole, tmp_path)
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Air strike on a market, Sarhan, 3 May 2031 · 14 to 21 killed" in text
    assert "2 origins (at most 3) · 5 reports · 5 outlets" in text
    assert "On the word of Mo Marrow River Observatory Me “A medic at the field hospital”" in text
    assert "2 incidents in 6 reports from 6 outlets" in text


def test_statements_and_totals_are_folded_below(whole: MemoryCase, tmp_path: Path) -> None:
    html = written(whole, tmp_path)
    news, _, also = html.partition('<section id="also"')
    assert "Rejection" not in news
    assert "Defections in a month" not in news
    folded = also.partition('<details class="also">')[2].partition("</section>")[0]
    assert "Rejection" in folded
    assert "Defections in a month" in folded
    assert "statements, background, totals (2)" in folded


def test_every_link_leads_to_something_on_the_page(whole: MemoryCase, tmp_path: Path) -> None:
    page = Page(written(whole, tmp_path))
    assert len(page.ids) == len(set(page.ids))
    assert [one for one in page.links if not one.startswith("#")] == []
    assert [one for one in page.links if one[1:] not in page.ids] == []
    assert page.unbalanced == []
    assert page.stack == []


def test_a_number_leads_to_the_words_that_state_it(case: MemoryCase, tmp_path: Path) -> None:
    html = written(case, tmp_path)
    words = [
        re.search(rf'id="?{anchor}"?(?: [^>]*)?>([^<]*)', html)
        for anchor in re.findall(r'Killed: <a href="#([^"]+)"', html)
    ]
    assert [one.group(1) if one else None for one in words] == [
        *("at least 14", "at least 14", "risen to 21", "17", "About 18"),
    ]


def test_counts_stand_in_links_alone(whole: MemoryCase, tmp_path: Path) -> None:
    page = Page(written(whole, tmp_path))
    counted = re.compile(r"\d+ (?:origins?|reports?|outlets?|incidents?|killed)\b")
    ours = {"bounds", "meta", "lead", "figure", "h1", "h2", "td", "p", "what", "small", "li"}
    assert [text for place, text in page.bare if place in ours and counted.search(text)] == []
    cells = [text for place, text in page.bare if "figure" in place.split() and text.strip()]
    assert [text for text in cells if re.search(r"\d", text)] == []


def test_the_page_asks_for_nothing(whole: MemoryCase, tmp_path: Path) -> None:
    html = written(whole, tmp_path)
    page = Page(html)
    assert "script" not in page.tags
    asking = {"src", "srcset", "action", "data", "poster", "formaction", "background"}
    assert [one for one in page.attributes if one[1] in asking] == []
    hrefs = [value for _, name, value in page.attributes if name in {"href", "xlink:href"}]
    assert {one for one in hrefs if not one.startswith("#")} == {"data:,"}
    assert [one for one in page.attributes if one[1].startswith("on")] == []
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in html


def hostile(case: MemoryCase) -> MemoryCase:
    """The case with hostile words in every place that a report can fill."""

    def report(one: Report) -> Report:
        text = f"{one.text}\n{HOSTILE}"
        return replace(one, text=text, title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, url=HOSTILE)

    readings = [replace(one, report=report(one.report)) for one in case.all_readings]
    claims: list[Claim] = []
    for one in case.all_claims:
        chains = tuple(
            tuple(replace(hop, name=HOSTILE, via=HOSTILE) for hop in chain)
            for chain in one.event.chains
        )
        claims.append(replace(one, event=replace(one.event, chains=chains)))
    incidents: list[Incident] = []
    for incident in case.all_incidents:
        origins = tuple(replace(o, name=HOSTILE, why=HOSTILE) for o in incident.origins)
        place = replace(incident.place, name=HOSTILE) if incident.place else None
        incidents.append(
            replace(incident, label=HOSTILE, origins=origins, origins_why=HOSTILE, place=place)
        )
    return MemoryCase(readings, claims, incidents, case.all_derivations)


def test_hostile_text_stays_text(case: MemoryCase, tmp_path: Path) -> None:
    html = written(hostile(case), tmp_path)
    page = Page(html)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert [one for one in page.attributes if one[1].startswith("on")] == []
    assert [one for one in ("\u202e", "\x07", "\x1b", "\u200b") if one in html] == []
    assert "&lt;script&gt;" in html
    assert "&lt;U+202E&gt;" in html
    assert page.unbalanced == []


def test_a_word_of_a_megabyte_stands_once(case: MemoryCase, tmp_path: Path) -> None:
    long = "x" * 1_000_000
    first = case.all_readings[0]
    report = replace(first.report, text=f"{first.report.text}\n{long}", title=long, outlet=long)
    strike = replace(case.all_incidents[0], label=long)
    held = replace(
        case,
        all_readings=[replace(first, report=report), *case.all_readings[1:]],
        all_incidents=(strike, *case.all_incidents[1:]),
    )
    assert len(written(held, tmp_path)) < 1_300_000


def test_graphic_words_are_not_shown_first(case: MemoryCase, tmp_path: Path) -> None:
    toll = case.reading("r3")
    words = "Bodies were carried out"
    start = toll.report.text.index(words)
    event = replace(toll.events[0], evidence=((start, start + len(words)),))
    claims = [replace(one, event=event) if one.report == "r3" else one for one in case.all_claims]
    readings = [replace(one, events=(event,)) if one is toll else one for one in case.all_readings]
    html = written(MemoryCase(readings, claims, case.all_incidents), tmp_path)
    shown = re.sub(r'<details class="graphic">.*?</details>', "", html, flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", "", shown)
    assert words in re.sub(r"<[^>]+>", "", html)
    assert words not in plain
    assert "Graphic: describes bodies" in html


def test_the_product_never_judges() -> None:
    judging = re.compile(r"\b(?:verified|confirmed|true|false|credible)\b", re.IGNORECASE)
    folder = resources.files("headwater.export.page").joinpath("templates")
    names = sorted(one.name for one in folder.iterdir())
    assert "page.html" in names
    found = [(name, judging.findall(folder.joinpath(name).read_text("utf-8"))) for name in names]
    assert [one for one in found if one[1]] == []


def test_the_page_of_a_case_never_judges(whole: MemoryCase, tmp_path: Path) -> None:
    text = re.sub(r"<[^>]+>", " ", written(whole, tmp_path))
    assert re.search(r"\b(?:verified|confirmed|true|false|credible)\b", text, re.IGNORECASE) is None


def test_unknown_is_not_stated(case: MemoryCase, tmp_path: Path) -> None:
    html = written(case, tmp_path)
    row = next(one for one in html.split("<tr>") if "Defection of fighters" in one)
    assert row.partition("</tr>")[0].count("not stated</span>") == 3


def test_the_same_case_gives_the_same_page(whole: MemoryCase, tmp_path: Path) -> None:
    assert written(whole, tmp_path) == written(whole, tmp_path)


def test_an_empty_case_has_a_page(tmp_path: Path) -> None:
    html = written(MemoryCase(), tmp_path)
    assert "No incident is the news of a report." in html


def test_a_page_that_cannot_be_written_leaves_the_old_one(case: MemoryCase, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written"):
        write_page(case, tmp_path / "missing" / "case.html")
    path = tmp_path / "case.html"
    path.write_text("old", encoding="utf-8")
    broken = replace(case, all_claims=())
    with pytest.raises(Exception, match="no claim"):
        write_page(broken, path)
    assert path.read_text("utf-8") == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case.html"]


def test_a_page_per_report_stays_small(case: MemoryCase, tmp_path: Path) -> None:
    many: list[Reading] = list(case.all_readings)
    for number in range(115):
        one = case.all_readings[number % 6]
        many.append(replace(one, report=replace(one.report, id=f"more{number}")))
    html = written(replace(case, all_readings=many), tmp_path)
    assert html.count('<article class="report"') == 121
    assert len(html) < 1_000_000


def test_reasons_name_reports_by_outlet() -> None:
    names = {"r1": Markup('<a href="#r1">Civic Voice</a>'), "2": Markup("never")}
    why = "At least 2 1: a medic (r1 and 2 more) & her nurse in r1."
    voice = names["r1"]
    assert cited(why, names) == (
        f"At least 2 1: a medic ({voice} and 2 more) &amp; her nurse in {voice}."
    )


def at(latitude: float, longitude: float, strike: Incident, number: int = 0) -> Incident:
    assert strike.place is not None
    place = replace(strike.place, latitude=latitude, longitude=longitude)
    return replace(strike, id=f"at{number}", place=place)


def test_a_far_place_does_not_shrink_the_map(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    near = [at(36 + number / 10, 37.5, strike, number) for number in range(8)]
    places = spots([*near, at(60, 100, strike, 99)])
    assert [spot.incidents[0].id for spot in outlying(places)] == ["at99"]
    drawn = incident_map(places, {one.id: f"#{one.id}" for one in [*near, strike]})
    assert str(drawn).count("<circle") == 8


def test_places_of_one_country_all_stand_on_the_map(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    places = spots([at(36, 37, strike, 1), at(36, 37, strike, 2), at(33, 35, strike, 3)])
    assert outlying(places) == []


def test_the_timeline_has_a_mark_for_each_dated_incident(case: MemoryCase) -> None:
    strike, undated = case.all_incidents
    assert strike.time is not None
    month = replace(strike, id="month", time=replace(strike.time, end="2031-06-01"))
    drawn = str(timeline([strike, month, undated], {strike.id: "#a", "month": "#b"}))
    assert re.findall(r'href="#(.)"', drawn) == ["a", "b"]
    assert drawn.count('class="vague"') == 1
