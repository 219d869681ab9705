"""The pages in a real browser: read, follow, decide by keys, undo, share, restart, export."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from headwater.export.page import write_page
from headwater.serve import create_app
from headwater.store import Case
from headwater.store.decisions import DecisionLog

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
WIDTHS = (390, 1440)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@contextmanager
def serving(case: Path) -> Iterator[str]:
    """A server of the case on a port of its own; yields the address of its pages."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    config = uvicorn.Config(create_app(case, "tok"), log_level="error", ws="none")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, args=([listener],), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/tok/"
    finally:
        running.should_exit = True
        thread.join(20)
        listener.close()


@pytest.fixture
def address(case: Path) -> Iterator[str]:
    with serving(case) as one:
        yield one


def opened(browser: Browser, address: str, reviewer: str = "", **options: object) -> Page:
    """A page of a browser of its own; any complaint of the browser's fails the test at ``done``."""
    context = browser.new_context(**options)  # type: ignore[arg-type]  # Playwright's options
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{address}incidents")
    if reviewer:
        page.fill("header input[name=reviewer]", reviewer)
        page.click("header form#reviewer button")
        expect(page.locator(".who b")).to_have_text(reviewer)
    page.wait_for_load_state()
    return page


def open_first(page: Page) -> str:
    """Open the first incident; its address, once keys work there."""
    page.click("a.open")
    page.wait_for_url("**/incident/*")
    return page.url


def count(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_open_filter_read_and_follow_a_chain(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    assert count(page) == "4 incidents"
    page.click("details.more summary")
    page.fill("input[name=place]", "orvan")
    page.click(".filters button")
    assert count(page) == "1 incident"
    page.click("a.open")
    expect(page.locator(".bounds")).to_contain_text("1 origin")
    # From the origin in the diagram to the words that name it.
    page.click("svg.diagram a.origin")
    target = page.locator(":target")
    expect(target).to_contain_text("Quellmark Monitor")
    page.click(".numbers a")
    expect(page.locator(".card.event.at")).to_contain_text("Quellmark Monitor")
    page.click("text=Side by side")
    expect(page.locator("tr.shared").first).to_contain_text("Orvan")
    assert all(url.startswith(address) for url in requests)
    assert complaints == []
    page.context.close()


def test_the_diagram_shows_one_field_at_a_time(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    open_first(page)
    page.click("label[for=this-f-killed]")
    expect(page.locator(".says-killed")).to_be_visible()
    expect(page.locator(".says-killed")).to_contain_text("Killed rests on 1 origin")
    carried = page.locator("svg.lanes .edge.f-killed").first
    expect(carried).to_have_css("opacity", "1")
    page.evaluate("document.querySelector('svg.lanes .edge').classList.remove('f-killed')")
    expect(page.locator("svg.lanes .edge").first).to_have_css("opacity", "0.13")
    page.click("label[for=this-f]")
    expect(page.locator("svg.lanes .edge").first).to_have_css("opacity", "1")
    page.context.close()


def test_words_of_a_report_show_their_chain(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.goto(f"{address}report?id=r1")
    # What was said, not the name of who said it.
    page.locator(".text [data-a]").first.click(position={"x": 4, "y": 8})
    card = page.locator(".card.saying.at")
    expect(card).to_contain_text("Post r1 ← ")
    expect(card).to_contain_text("Quellmark Monitor")
    expect(page.locator(".text .at").first).to_be_visible()
    page.click("details.legend summary")
    tinted = page.locator(".text [data-a]").first
    clear = "rgba(0, 0, 0, 0)"
    expect(tinted).not_to_have_css("background-color", clear)
    page.uncheck("#layer-said")
    expect(tinted).to_have_css("background-color", clear)
    page.context.close()


def test_bounds_are_set_by_selecting_words(browser: Browser, address: str, case: Path) -> None:
    page = opened(browser, address, "Ana")
    page.goto(f"{address}report?id=r3")
    page.click(".numbers a")
    expect(page.locator(".card.event.at")).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text [data-a]'))")
    wanted = page.evaluate("String(getSelection())").strip()
    page.keyboard.press("b")
    expect(page.locator(".flash")).to_contain_text("Bounds moved")
    assert page.url.startswith(f"{address}report?id=r3")
    (entry,) = DecisionLog(case).entries()
    (span,) = entry.decision.value  # type: ignore[misc]  # a list of spans
    text = Case.open(case).report("r3").text
    assert text[span[0] : span[1]] == wanted
    page.context.close()


def test_narrow_screens_get_the_stacked_diagram(browser: Browser, address: str) -> None:
    page = opened(browser, address, viewport={"width": 390, "height": 800})
    open_first(page)
    expect(page.locator("svg.stacked").first).to_be_visible()
    expect(page.locator("svg.lanes").first).not_to_be_visible()
    wider = "e => e.scrollWidth > e.clientWidth"
    assert page.locator(".drawing").first.evaluate(wider) is False
    page.context.close()


def test_decide_by_keys_undo_and_redo(browser: Browser, address: str, case: Path) -> None:
    page = opened(browser, address, "Ana")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/incident/*")
    first = page.url
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url != first and "/incident/" in url)
    expect(page.locator(".flash")).to_contain_text("Accepted")
    second = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != second)
    page.keyboard.press("k")
    page.wait_for_url(second)
    page.keyboard.press("n")
    page.keyboard.type("seen in the archive: a r u")
    page.click("#note button")
    expect(page.locator(".entries")).to_contain_text("seen in the archive: a r u")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text("Undone: entry 2")
    expect(page.locator("#decisions")).to_contain_text("Nobody has decided")
    page.wait_for_load_state()
    page.keyboard.press("U")
    expect(page.locator(".entries")).to_contain_text("seen in the archive")
    page.reload()
    expect(page.locator(".entries")).to_contain_text("seen in the archive")
    assert DecisionLog(case).verify() == 4
    page.context.close()


def test_bulk_by_keys(browser: Browser, address: str) -> None:
    page = opened(browser, address, "Ana")
    for key in ("j", "x", "j", "x", "r"):
        page.keyboard.press(key)
    expect(page.locator(".flash")).to_contain_text("Rejected: 2 incidents")
    assert count(page) == "2 incidents"
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("4 incidents")
    page.context.close()


def test_keys_can_be_changed(browser: Browser, address: str) -> None:
    page = opened(browser, address, "Ana")
    # Asking for the focus as a page loads would take it from the words that an address leads to.
    assert page.locator("[autofocus]").count() == 0
    page.keyboard.press("?")
    shown = page.locator("#keylist")
    expect(shown.get_by_role("button", name="Close")).to_be_focused()
    expect(shown.locator("[data-action=select]")).to_be_visible()
    expect(shown.locator("[data-action=note]")).not_to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(shown).not_to_be_visible()
    page.keyboard.press("?")
    page.click("#keylist a")
    page.wait_for_url("**/keys")
    page.fill("input[data-action=accept]", "r")
    page.locator("input[data-action=accept]").blur()
    expect(page.locator("#twice")).to_contain_text("r is on two actions")
    page.fill("input[data-action=accept]", "y")
    page.locator("input[data-action=accept]").blur()
    page.goto(f"{address}incidents")
    before = open_first(page)
    page.keyboard.press("a")
    page.keyboard.press("y")
    page.wait_for_url(lambda url: url != before)
    expect(page.locator(".flash")).to_contain_text("Accepted")
    page.context.close()


def test_two_reviewers_and_a_restart(browser: Browser, case: Path) -> None:
    with serving(case) as address:
        ana, bo = opened(browser, address, "Ana"), opened(browser, address, "Bo")
        for page, key in ((ana, "a"), (bo, "r")):
            open_first(page)
            page.keyboard.press(key)
            expect(page.locator(".flash")).to_be_visible()
        ana.goto(f"{address}log")
        expect(ana.locator("main")).to_contain_text("Where reviewers differ")
        expect(ana.locator("main")).to_contain_text("Bo: reject")
        ana.context.close()
        bo.context.close()
    with serving(case) as address:
        page = opened(browser, address)
        page.goto(f"{address}log")
        expect(page.locator("main")).to_contain_text("2 entries; every hash fits")
        page.context.close()


def test_without_javascript_everything_still_works(browser: Browser, address: str) -> None:
    page = opened(browser, address, "Ana", java_script_enabled=False)
    page.click("a.open")
    page.click("#accept button")
    expect(page.locator(".flash")).to_contain_text("Accepted")
    page.click("#undo button")
    expect(page.locator(".flash")).to_contain_text("Undone")
    page.context.close()


def test_export_downloads(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.click("nav >> text=Export")
    with page.expect_download() as download:
        page.click("a[aria-label='csv, a row for each incident']")
    assert "Orvan" in Path(download.value.path()).read_text("utf-8")
    page.context.close()


def test_graphic_passages_open_by_a_click(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    page.goto(f"{address}report?id=r1")
    passage = page.get_by_text("Severed limbs lay")
    expect(passage).not_to_be_visible()
    page.click("details.graphic summary")
    expect(passage).to_be_visible()
    page.context.close()


def faults(page: Page) -> list[tuple[str, list[object]]]:
    """Serious faults that axe-core finds on a page; none where it is not installed."""
    if not AXE.exists():
        return []
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in found
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_case_has_no_serious_fault_either(
    browser: Browser, case: Path, tmp_path: Path, width: int, scheme: str
) -> None:
    path = tmp_path / "case.html"
    write_page(Case.open(case), path)
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_serious_accessibility_fault_and_no_sideways_scrolling(
    browser: Browser, address: str, kit: SimpleNamespace, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": 900}
    page = opened(browser, address, "Ana", viewport=viewport, color_scheme=scheme, bypass_csp=True)
    incident = page.locator("a.open").first.get_attribute("href")
    assert incident
    paths = [
        *("incidents", "sources", "source?name=Quellmark+Monitor", "log", "export?check=yes"),
        *("keys", "report?id=r1", "compare?a=r1&b=r2"),
    ]
    for path in [*paths, f"incident/{kit.ids(incident)[0]}"]:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert faults(page) == [], path
    page.keyboard.press("?")
    expect(page.locator("#keylist")).to_be_visible()
    assert faults(page) == []
    page.context.close()
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
