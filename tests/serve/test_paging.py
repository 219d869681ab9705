"""Lists longer than a page: their pages lead to one another."""

from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from headwater.serve import pages, sources


def test_sources_go_on_to_the_next_page_and_back(
    client: TestClient, kit: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_SIZE", 1)
    first = client.get(kit.at("sources"))
    assert first.status_code == 200
    assert kit.at("sources?page=1") in first.text
    assert kit.at("sources?page=0") in client.get(kit.at("sources?page=1")).text


def test_the_log_goes_on_to_older_entries_and_back(
    client: TestClient, kit: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_LOG_SIZE", 1)
    one = kit.ids(client.get(kit.at("incidents")).text)[0]
    client.cookies.set("headwater_reviewer", "Ana")
    for action in ("accept", "reject"):
        client.post(kit.at(f"incident/{one}/{action}"), data={})
    newest = client.get(kit.at("log"))
    assert newest.status_code == 200
    assert "Page 1 of 2" in newest.text
    assert kit.at("log?page=1") in newest.text
    assert kit.at("log?page=0") in client.get(kit.at("log?page=1")).text
