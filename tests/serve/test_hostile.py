"""Reports are written by strangers: whatever their text holds stays text."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onload='alert(3)"
BIDI = "safe\u202egnp.exe\u2066\u0000\u200b"
LONG = "w" * 1_000_000


@pytest.mark.parametrize("words", [SCRIPT, BIDI, "{{ 7919 * 6733 }}{% raw %}", LONG], ids="1234")
def test_hostile_text_harms_no_page(tmp_path: Path, kit: SimpleNamespace, words: str) -> None:
    text = (
        "A blast at the {town} market killed {n} people, {source} said.\n\nMore. "
        + words.replace("{", "{{").replace("}", "}}")
    )
    source = f"Monitor {words}" if len(words) < 1000 else "Monitor"
    one = kit.reading("r<1>/../'\"&?#x", "Orvan", 3, 4, source, text, f"Post {words}")
    other = kit.reading("r2", "Tilsa", 9, 7, "Dorrek Watch")
    # The long word is put in after linking, whose time is not what this is about.
    short = replace(one, report=replace(one.report, text=one.report.text[:200], outlet="Post"))
    case = kit.make(tmp_path / "case", [short, other], [one, other])
    with kit.open(case, words[:200]) as client:
        page = client.get(kit.at("incidents")).text
        reached = {kit.at(path) for path in ("incidents", "sources", "log", "export?check=yes")}
        for incident in kit.ids(page):
            html = client.get(kit.at(f"incident/{incident}")).text
            reached |= {kit.at(f"incident/{incident}")}
            links = re.findall(r'href="(/[^"#]*/(?:report|source)\?[^"#]*)', html)
            reached |= {link.replace("&amp;", "&") for link in links if len(link) < 3000}
            client.post(kit.at(f"incident/{incident}/note"), data={"note": words[:900]})
        assert any("report?" in address for address in reached)
        for address in sorted(reached):
            answer = client.get(address)
            assert answer.status_code == 200, address
            _harmless(answer.text)


class _Elements(HTMLParser):
    """Every element of a page, as a browser would see it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _harmless(html: str) -> None:
    parser = _Elements()
    parser.feed(html)
    scripts = [attributes.get("src") for tag, attributes in parser.seen if tag == "script"]
    assert scripts == ["/tok-for-tests/static/serve.js"]
    assert not [tag for tag, _ in parser.seen if tag in {"img", "iframe", "object", "embed"}]
    acting = [
        name
        for _, attributes in parser.seen
        for name in attributes
        if name.startswith("on") or name == "style"
    ]
    assert acting == []
    assert "53318627" not in html  # the product, were the template run
    for character in "\u202e\u2066\u0000\u200b":
        assert character not in html
