"""What the pages say, and how the list filters."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from headwater.serve.comparing import aligned
from headwater.store import Case, changes


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("search=orvan", 1),
        ("search=quellmark", 0),
        ("search=post+r3", 1),
        ("since=2031-03-09", 3),
        ("until=2031-03-09", 2),
        ("since=2031-03-04&until=2031-03-16", 2),
        ("place=TILS", 1),
        ("type=Remote+explosive%2Flandmine%2FIED", 4),
        ("type=Protest", 0),
        ("outlet=Copying+Courier", 1),
        ("origins=2", 0),
        ("decided=no", 4),
        ("decided=yes", 0),
        ("area=12,19,14,21", 1),
        ("area=nonsense", 4),
        ("page=99999", 4),
        ("sort=killed;drop", 4),
        ("origins=-1", 4),
    ],
)
def test_filters(client: TestClient, query: str, count: int, kit: SimpleNamespace) -> None:
    page = client.get(kit.at(f"incidents?{query}")).text
    assert heading(page) == f"{count} incident{'' if count == 1 else 's'}"
    assert len(kit.ids(page)) == count


def test_map_and_timeline_follow_the_filters(client: TestClient, kit: SimpleNamespace) -> None:
    whole, narrow = (client.get(kit.at(f"incidents?{q}")).text for q in ("", "place=tilsa"))
    assert whole.count("<circle") == 4
    assert narrow.count("<circle") == 1
    assert "2031-03-21: 1 incident" in whole
    assert "2031-03-21: 1 incident" not in narrow


def test_sorting(client: TestClient, kit: SimpleNamespace) -> None:
    by_date = kit.ids(client.get(kit.at("incidents?sort=date")).text)
    assert kit.ids(client.get(kit.at("incidents?sort=-date")).text) == by_date[::-1]
    most = client.get(kit.at("incidents?sort=-killed")).text
    assert kit.ids(most)[0] == by_date[-1]


def test_previous_and_next_keep_to_the_filtered_list(
    client: TestClient, kit: SimpleNamespace
) -> None:
    query = "since=2031-03-09&sort=-date"
    order = kit.ids(client.get(kit.at(f"incidents?{query}")).text)
    page = client.get(kit.at(f"incident/{order[1]}?{query}")).text
    assert re.search(rf'rel="prev" href="[^"]*{order[0]}\?', page)
    assert re.search(rf'rel="next" href="[^"]*{order[2]}\?', page)


def test_an_incident_says_on_whose_word(client: TestClient, kit: SimpleNamespace) -> None:
    first = kit.ids(client.get(kit.at("incidents")).text)[0]
    page = client.get(kit.at(f"incident/{first}")).text
    assert "1 origin" in page
    assert "2 reports" in page
    assert "2 outlets" in page
    assert "Quellmark Monitor" in page
    assert "A blast at the Orvan market killed 4 people on Monday" in page
    assert 'class="diagram lanes"' in page
    assert 'class="diagram stacked"' in page
    assert 'class="waterfall"' in page
    for word in ("verified", "confirmed", "credible"):
        assert word not in page.lower()


def test_every_link_of_an_incident_leads_somewhere(
    client: TestClient, kit: SimpleNamespace
) -> None:
    for one in kit.ids(client.get(kit.at("incidents")).text):
        page = client.get(kit.at(f"incident/{one}")).text
        for address in set(re.findall(r'<a[^>]* href="([^"#][^"]*)"', page)):
            plain = address.replace("&amp;", "&")
            answer = client.get(plain)
            assert answer.status_code == 200, plain
            anchor = plain.partition("#")[2]
            if anchor:
                assert re.search(rf'id="?{anchor}["> ]', answer.text), plain


def test_graphic_words_are_closed_until_opened(client: TestClient, kit: SimpleNamespace) -> None:
    page = client.get(kit.at("report?id=r1")).text
    assert re.search(r'<details class="graphic"><summary>[^<]*</summary>\s*<p>.*Severed', page)
    assert "This report describes" in page
    client.post(kit.at("settings"), data={"graphic": "open"})
    assert '<details class="graphic">' not in client.get(kit.at("report?id=r1")).text


def test_grayscale_is_a_setting(client: TestClient, kit: SimpleNamespace) -> None:
    assert '<html lang="en">' in client.get(kit.at("incidents")).text
    client.post(kit.at("settings"), data={"gray": "yes"})
    assert '<html lang="en" class="gray">' in client.get(kit.at("incidents")).text


def test_a_copy_is_told_and_compared(client: TestClient, kit: SimpleNamespace) -> None:
    page = client.get(kit.at("report?id=r2")).text
    assert "Nearly all of this text stands in" in page
    compare = client.get(kit.at("compare?a=r1&b=r2")).text
    assert 'class="shared"' in compare
    assert "100 %" in compare
    assert client.get(kit.at("compare?a=r1&b=r4")).status_code == 404


def test_sources_and_outlets(client: TestClient, kit: SimpleNamespace) -> None:
    page = client.get(kit.at("sources")).text
    row = re.search(r"<tr>(?:(?!</tr>).)*Quellmark Monitor.*?</tr>", page, re.DOTALL)
    assert row
    assert re.findall(r'class="figure"[^>]*>(\d+)', row[0]) == ["2", "2", "3"]
    assert "a doctor" not in page
    copying = re.search(r"<tr>(?:(?!</tr>).)*Copying Courier.*?</tr>", page, re.DOTALL)
    assert copying
    assert re.findall(r'<rect [^>]*class="(\w+)"', copying[0]) == ["copied"]
    one = client.get(kit.at("source?name=Quellmark+Monitor")).text
    assert "A blast at the Ashmere market" in one
    assert "Tilsa" not in one
    assert client.get(kit.at("source?name=a+doctor")).status_code == 404


@pytest.mark.parametrize("name", ["csv", "geojson", "jsonl", "acled-csv"])
def test_exports_download(client: TestClient, name: str, kit: SimpleNamespace) -> None:
    answer = client.get(kit.at(f"export/{name}"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert "Orvan" in answer.text
    public = client.get(kit.at(f"export/{name}?public=yes"))
    assert public.status_code == 200
    assert "a doctor" not in public.text
    assert client.get(kit.at("export/nothing")).status_code == 400


def test_a_later_run_is_taken_in(case: Path, kit: SimpleNamespace) -> None:
    with kit.open(case) as client:
        assert len(kit.ids(client.get(kit.at("incidents")).text)) == 4
        kit.make(case, [*kit.SMALL, kit.reading("r6", "Perrin", 25, 3, "Dorrek Watch")])
        assert len(kit.ids(client.get(kit.at("incidents")).text)) == 5


def test_texts_are_aligned_at_what_they_share() -> None:
    one, other = "Alpha. Shared words here. Beta.", "Gamma. Shared words here."
    rows = aligned(one, other, [((7, 25), (7, 25))])
    assert [(row.one, row.other, row.shared) for row in rows] == [
        ("Alpha.", "Gamma.", False),
        ("Shared words here.", "Shared words here.", True),
        ("Beta.", "", False),
    ]


def test_an_unknown_incident_is_said_to_be_unknown(
    client: TestClient, kit: SimpleNamespace
) -> None:
    answer = client.get(kit.at("incident/inc_nothing"))
    assert answer.status_code == 404
    assert "Nothing was changed" in answer.text


def test_what_the_last_run_changed_is_told_and_can_be_listed_alone(
    tmp_path: Path, kit: SimpleNamespace
) -> None:
    folder = kit.make(tmp_path / "case", kit.SMALL[1:4])
    before = changes.standing(Case.open(folder))
    kit.make(folder, kit.SMALL)
    changes.note(Case.open(folder), before)
    with kit.open(folder) as client:
        listed = client.get(kit.at("incidents")).text
        assert "Since the run before: 1 new, 1 with more reports." in listed
        assert len(kit.ids(listed)) == 4
        only = client.get(kit.at("incidents?changed=yes")).text
        grown, new = kit.ids(only)
        assert "Orvan" in client.get(kit.at(f"incident/{grown}")).text
        assert (
            "Since the run before: 1 report more." in client.get(kit.at(f"incident/{grown}")).text
        )
        assert "Since the run before: new." in client.get(kit.at(f"incident/{new}")).text
        assert "1 report more</span>" in only


def test_a_case_made_in_one_run_says_nothing_of_changes(
    client: TestClient, kit: SimpleNamespace
) -> None:
    assert "Since the run before" not in client.get(kit.at("incidents")).text
