"""Only the browser that was given the address gets an answer; nothing outside is ever loaded."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

TOKEN = "tok-for-tests"  # noqa: S105  # a test's own
PAGES = ["incidents", "sources", "log", "export", "keys", "report?id=r1"]


@pytest.mark.parametrize("path", ["/", "/incidents", "/other-token/incidents", f"/{TOKEN}x/log"])
def test_without_the_token_there_is_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "incident/" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "10.0.0.5", ""])
def test_another_host_name_is_refused(client: TestClient, host: str, kit: SimpleNamespace) -> None:
    assert client.get(kit.at("incidents"), headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_loopback_names_are_served(client: TestClient, host: str, kit: SimpleNamespace) -> None:
    assert client.get(kit.at("incidents"), headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": ""},
    ],
)
def test_a_decision_from_elsewhere_is_refused(
    case: Path, headers: dict[str, str], kit: SimpleNamespace
) -> None:
    with kit.open(case, "Ana") as client:
        one = kit.ids(client.get(kit.at("incidents")).text)[0]
        answer = client.post(kit.at(f"incident/{one}/accept"), headers=headers)
        assert answer.status_code == 403
        assert "Nobody has decided" in client.get(kit.at("log")).text


def test_reading_changes_nothing(case: Path, kit: SimpleNamespace) -> None:
    with kit.open(case, "Ana") as client:
        one = kit.ids(client.get(kit.at("incidents")).text)[0]
        assert client.get(kit.at(f"incident/{one}/accept")).status_code == 405
        assert "Nobody has decided" in client.get(kit.at("log")).text


@pytest.mark.parametrize(
    "path",
    [
        "static/../guard.py",
        "static/..%2fguard.py",
        "static/%2e%2e/%2e%2e/cli.py",
        "../etc/passwd",
        "export/../../case.toml",
        "static/serve.css/../../app.py",
        "report?id=../../case.toml",
        "incident/..%2f..%2fcase.toml",
    ],
)
def test_paths_that_climb_are_refused(client: TestClient, path: str, kit: SimpleNamespace) -> None:
    answer = client.get(kit.at(path))
    assert answer.status_code in {400, 404}
    assert "import" not in answer.text
    assert "fingerprint" not in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_headers_of_every_page(client: TestClient, page: str, kit: SimpleNamespace) -> None:
    answer = client.get(kit.at(page))
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", PAGES)
def test_pages_load_nothing_from_elsewhere_and_run_no_inline_code(
    client: TestClient, page: str, kit: SimpleNamespace
) -> None:
    html = client.get(kit.at(page)).text
    loaded = re.findall(r'\s(?:src|href|action)="([^"]*)"', html)
    assert loaded
    for address in loaded:
        assert address.startswith((f"/{TOKEN}/", "#", "data:,")), address
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r"<[^>]* on\w+=", html) == []
    assert re.findall(r"<[^>]* style=", html) == []


def test_the_name_stays_in_the_browser(client: TestClient, kit: SimpleNamespace) -> None:
    answer = client.post(kit.at("reviewer"), data={"reviewer": "Ana"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert f"path=/{TOKEN}" in cookie


def test_the_way_back_never_leaves_the_pages(client: TestClient, kit: SimpleNamespace) -> None:
    for back in ("https://evil.example/", "//evil.example", f"/{TOKEN}/\\evil", ""):
        answer = client.post(
            kit.at("reviewer"), data={"reviewer": "Ana", "back": back}, follow_redirects=False
        )
        assert answer.headers["location"] == kit.at("incidents")
