"""The course as it is shipped: every open page, as a reader meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from sij.app import course

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
LOADED = course.load()
CHAPTERS = [chapter.file for chapter in LOADED.chapters if chapter.status == "open"]
PAGES = [LOADED.index, *CHAPTERS, *(extra.file for extra in LOADED.extras)]
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def shipped(start_server: Callable):
    """The repository's own notebooks as ``make app`` serves them."""
    words = ["-m", "sij.app", "--port", "{port}", "--notebooks", str(ROOT / "notebooks")]
    return start_server(words)


def opened(browser, server, file: str, **options):
    """Open a page and wait until every picture in it is alive."""
    page, seen = browser(**options)
    page.goto(server.page(file))
    page.wait_for_function("!document.querySelector('.sij-live:not([data-ready=true])')")
    return page, seen


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_is_clean_alive_and_accessible(browser, shipped, file, scheme):
    page, seen = opened(browser, shipped, file, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []
    assert (seen.outside, seen.errors) == ([], [])
    assert shipped.kernels() == []
    assert shipped.problems() == []


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768])
def test_each_page_fits_a_narrow_screen(browser, shipped, file, width):
    page, _ = opened(browser, shipped, file, width=width)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("file", PAGES)
def test_each_page_has_flags_first_and_the_physician_last(browser, shipped, file):
    page, _ = opened(browser, shipped, file)
    first = page.locator("main details").first
    assert "must not wait" in first.inner_text()
    assert "sports medicine physician" in page.locator("footer").last.inner_text()


@pytest.mark.parametrize("file", CHAPTERS)
def test_links_between_pages_arrive(browser, shipped, file):
    page, _ = opened(browser, shipped, file)
    links = page.eval_on_selector_all("a[href]", "nodes => nodes.map((node) => node.href)")
    inside = {link for link in links if link.startswith(shipped.url)}
    assert inside
    for link in inside:
        path, _, anchor = link.partition("#")
        status, body, _ = shipped.get(path.removeprefix(shipped.url))
        assert status == 200, link
        assert not anchor or f'id="{anchor}"'.encode() in body, link


@pytest.mark.parametrize("file", CHAPTERS)
def test_no_picture_is_missing(browser, shipped, file):
    page, _ = opened(browser, shipped, file)
    assert page.get_by_text("make notebooks").count() == 0
    # Forms show pictures behind a door, cases are words; how sure one was needs answers.
    pictured = ".sij-live:not(.sij-explorer, .sij-case, .sij-calib)"
    shown = page.locator(f"{pictured} svg:visible")
    assert page.locator(pictured).count() == shown.count()


# Where the heading of a section stands, once it has stood there for half a second.
RESTS_AT = """(id) => {
    const top = Math.round(document.getElementById(id).getBoundingClientRect().top);
    const now = performance.now();
    if (window.rest?.id !== id || window.rest.top !== top) window.rest = { id, top, since: now };
    return now - window.rest.since > 500 && `at ${top}`;
}"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("file", CHAPTERS)
def test_a_jump_from_the_contents_ends_at_its_section(browser, shipped, file, width):
    # Motion is allowed here: a smooth scroll would miss, as pictures on the way change heights.
    page, _ = opened(browser, shipped, file, width=width, reduced_motion="no-preference")
    links = page.locator(".sij-toc a[href^='#']")
    goals = links.evaluate_all("(links) => links.map((one) => one.hash.slice(1))")
    for place in (len(goals) // 2, -1):
        page.evaluate("document.querySelector('.sij-toc details').open = true")
        links.nth(place).press("Enter")
        at = page.wait_for_function(RESTS_AT, arg=goals[place]).json_value()
        assert 0 <= int(at.removeprefix("at ")) <= 60, (goals[place], at)


# Numbers that are broken over lines or lie on their label.
ILL_SET = """() => [...document.querySelectorAll('.sij-readout')].filter((one) => {
    const words = document.createRange();
    words.selectNodeContents(one.querySelector('output'));
    const [number, label] = [words, one.querySelector('dt')].map((n) => n.getBoundingClientRect());
    const beside = number.top < label.bottom - 2;
    const broken = new Set([...words.getClientRects()].map((line) => line.top)).size > 1;
    return broken || (beside && number.left < label.right);
}).map((one) => one.textContent)"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("file", CHAPTERS)
def test_each_number_stands_whole_beside_its_label(browser, shipped, file, width):
    page, _ = opened(browser, shipped, file, width=width)
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    assert page.evaluate(ILL_SET) == []
