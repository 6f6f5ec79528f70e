"""The pages in a real browser that has no internet."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from sij.app import course, shell, static
from tests.conftest import wait_until

from .conftest import CHAPTER, LIVE

pytestmark = pytest.mark.browser
INDEX = course.load().index
PAGES = {
    "landing": INDEX,
    "chapter": CHAPTER,
    "glossary": "glossary.ipynb",
    "not-found": "nothing.ipynb",
}
READY = '#sij-kernel[data-state="ready"]'
GONE = '#sij-kernel[data-state="gone"]'


def _open(browser, address, **options):
    page, seen = browser(**options)
    page.goto(address)
    return page, seen


def _serious(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {node['html'][:120]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_serious_for_axe(browser, app_server, kind, scheme):
    page, _ = _open(browser, app_server.page(PAGES[kind]), scheme=scheme)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert _serious(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_one_request_and_no_error(browser, app_server, kind):
    page, seen = browser()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.url.startswith("http") else None)
    page.goto(app_server.page(PAGES[kind]), wait_until="networkidle")
    assert len(asked) == 1
    assert seen.outside == []
    # The browser itself reports the status of the missing page.
    assert [e for e in seen.errors if kind != "not-found" or "404" not in e] == []


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_sideways_scroll(browser, app_server, kind, width):
    page, _ = _open(browser, app_server.page(PAGES[kind]), width=width)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_skip_link_leads_to_the_text(browser, app_server):
    page, _ = _open(browser, app_server.page(CHAPTER))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sij-skip"
    assert page.locator(".sij-skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "sij-main"


def test_the_red_flags_unfold_with_the_keyboard(browser, app_server):
    page, _ = _open(browser, app_server.page(CHAPTER))
    assert not page.locator(".sij-flags--emergency").is_visible()
    page.locator(".sij-strip > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".sij-flags--emergency").is_visible()


def test_targets_are_large_enough(browser, app_server):
    page, _ = _open(browser, app_server.page(CHAPTER), width=360)
    small = page.evaluate(
        """[...document.querySelectorAll('.sij-header a, .sij-toc a, main summary, .sij-next a')]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
        .map(e => e.outerHTML)"""
    )
    assert small == []


def test_paper_shows_all_and_no_navigation(browser, app_server):
    page, _ = _open(browser, app_server.page(CHAPTER))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for hidden in (".sij-header", ".sij-toc", ".sij-source"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".sij-flags--emergency").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.locator(".sij-flags--emergency").is_visible()


def test_contents_are_folded_on_phones_only(browser, app_server):
    wide, _ = _open(browser, app_server.page(CHAPTER))
    assert wide.locator(".sij-toc ol").is_visible()
    narrow, _ = _open(browser, app_server.page(CHAPTER), width=360)
    assert not narrow.locator(".sij-toc ol").is_visible()


def test_the_article_and_the_studies_stack_on_phones(browser, app_server):
    def tops(width: int) -> list[float]:
        page, _ = _open(browser, app_server.page(CHAPTER), width=width)
        boxes = page.locator(".sij-says > div")
        return [boxes.nth(n).bounding_box()["y"] for n in range(2)]

    beside, stacked = tops(1280), tops(699)
    assert beside[0] == beside[1]
    assert stacked[0] < stacked[1]


def test_a_missing_picture_says_so(browser, app_server):
    page, _ = _open(browser, app_server.page(CHAPTER))
    assert page.get_by_text("This picture has not been made yet").is_visible()


@pytest.mark.parametrize("file", [INDEX, CHAPTER, LIVE])
def test_the_static_edition_works_from_a_stick(browser, notebooks, tmp_path, file):
    static.write(tmp_path, notebooks)
    page, seen = browser(offline=True)
    page.goto((tmp_path / file).with_suffix(".html").as_uri())
    assert page.locator("h1").first.is_visible()
    page.locator(".sij-home").click()
    assert page.url.endswith("index.html")
    assert seen.outside == []
    assert seen.errors == []


def test_the_extension_shows_a_chapter_with_pictures(browser, extension_server):
    page, seen = _open(browser, extension_server.page(CHAPTER, "notebooks/"))
    assert page.locator('img[alt="A dot"]').evaluate("e => e.complete && e.naturalWidth") > 0
    assert seen.outside == []
    assert seen.errors == []
    assert extension_server.problems() == []


def _slide(page) -> None:
    handle = page.locator(".noUi-handle")
    handle.wait_for(timeout=60_000)
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("answer 2", exact=True).wait_for(timeout=30_000)


@pytest.mark.parametrize("kind", ["live_server", "live_extension_server"])
def test_a_live_page_starts_answers_dies_and_recovers(browser, request, kind):
    server = request.getfixturevalue(kind)
    page, seen = browser()
    folder = "" if kind == "live_server" else "notebooks/"
    page.goto(server.page(LIVE, folder), wait_until="commit")
    page.locator(".sij-strip").wait_for()
    page.locator(READY).wait_for(timeout=60_000)
    _slide(page)
    assert page.locator('img[alt="A live dot"]').evaluate("e => e.naturalWidth") > 0
    assert seen.outside == []
    kernels = server.kernels()
    assert len(kernels) == 1
    _end_for_good(server, page)
    page.locator(GONE).wait_for(timeout=60_000)
    assert page.locator("#sij-kernel-words").get_attribute("role") == "alert"
    page.get_by_role("button", name="Reload").click()
    page.locator(READY).wait_for(timeout=60_000)
    _slide(page)


def _half_a_live_page(page, config: str) -> None:
    """Show what a slow line has brought so far: the banner, and a piece of the settings."""
    page.route("http://a.test/", lambda r: r.fulfill(content_type="text/html", body="<p>x"))
    page.route("**/api/kernels/k1", lambda r: r.fulfill(json={"execution_state": "idle"}))
    page.route_web_socket("**/channels", lambda socket: None)
    page.goto("http://a.test/")
    banner = '<p id="sij-kernel-words">'
    page.set_content(
        '<div id="sij-kernel" data-state="starting">'
        f'{banner}</p><button id="sij-kernel-reload" hidden>Reload</button></div>'
        f'<div id="sij-cells"><script id="jupyter-config-data" type="x">{config}</script></div>'
    )
    page.clock.install()
    page.add_script_tag(content=str(shell.live_script()))


def test_a_live_page_that_comes_in_pieces_gets_ready(browser):
    page, seen = browser()
    _half_a_live_page(page, '{"baseUrl": "/", "kern')
    page.clock.run_for(1000)
    assert page.locator("#sij-kernel").get_attribute("data-state") == "starting"
    page.evaluate(
        """() => {
        const data = document.getElementById("jupyter-config-data");
        data.textContent = '{"baseUrl": "/", "kernelId": "k1"}';
        voila_finish();
        }"""
    )
    page.clock.run_for(1000)
    page.locator(READY).wait_for()
    assert seen.errors == []


def test_a_live_page_that_never_comes_offers_to_try_again(browser):
    page, _ = browser()
    _half_a_live_page(page, '{"baseUrl": "/", "kernelId": "k1"}')
    page.clock.run_for(5000)
    assert page.locator("#sij-kernel").get_attribute("data-state") == "starting"
    page.clock.run_for(90_000)
    page.locator(GONE).wait_for()
    assert page.get_by_role("button", name="Reload").is_visible()


def _end_for_good(server, page) -> None:
    """Kill the kernel until the server gives up restarting it."""
    old = {process.pid for process in server.kernels()}
    for process in server.kernels():
        process.kill()
    wait_until(lambda: old.isdisjoint(p.pid for p in server.kernels()), "the kernel to die")


def test_a_live_page_is_accessible_and_narrow(browser, live_server):
    page, _ = _open(browser, live_server.page(LIVE), width=320)
    page.locator(READY).wait_for(timeout=60_000)
    # The slider handle of ipywidgets has no name, and a notebook cannot give it one.
    known = "aria-input-field-name"
    assert [v for v in _serious(page) if not v.startswith(known)] == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
