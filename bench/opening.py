"""From opening a page to the first interactive that answers a key press."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import servers
from browser import LIMIT_MS, fresh_page, wait_for_quiet
from latency import NOD
from playwright.sync_api import Browser, Page
from table import Row, ratio, row

LIVE = "live/try-the-model.ipynb"
# The browser's own clock, from the start of the navigation (0) to the painted answer: the driver's
# questions and answers are not the reader's time. The key is a real one.
FIGURE = """
window.ready = new Promise((done) => {
  new MutationObserver((_, watch) => {
    const slider = document.querySelector(".sij-live[data-ready=true] input[type=range]");
    if (!slider) return;
    watch.disconnect();
    slider.focus();
    done();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-ready"] });
});
window.answered = new Promise((done) => {
  addEventListener("input", () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() / 1000);
    port2.postMessage(0);
  }), true);
});
"""


def _figure_answers_s(page: Page, address: str) -> float:
    page.add_init_script(FIGURE)
    page.goto(address, wait_until="commit")
    page.evaluate("ready")
    page.keyboard.press("ArrowRight")
    seconds: float = page.evaluate("answered")
    return seconds


def _label_answers_s(page: Page, address: str) -> float:
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    handle = page.locator(".noUi-handle").first
    handle.wait_for()
    label = page.locator(".widget-label, .jupyter-widgets", has_text="Promontory").last
    label.wait_for()
    before = label.inner_text()
    handle.press("ArrowRight")
    words = "([node, old]) => node.innerText !== old"
    page.wait_for_function(words, arg=[label.element_handle(), before], polling="raf")
    return time.perf_counter() - start


def _open_s(
    browser: Browser, address: str, answers_s: Callable[[Page, str], float]
) -> tuple[float, list[str]]:
    with fresh_page(browser) as (page, traffic):
        page.set_default_timeout(LIMIT_MS)
        wait_for_quiet()
        return answers_s(page, address), list(traffic.outside)


def _times(
    browser: Browser, address: str, answers_s: Callable[[Page, str], float], count: int
) -> tuple[list[float], int]:
    found = [_open_s(browser, address, answers_s) for _ in range(count)]
    return [seconds for seconds, _ in found], sum(len(outside) for _, outside in found)


def write_static(notebooks: Path, folder: Path) -> None:
    """Write the static edition."""
    words = ["-m", "sij.app", "static", "--no-deck", "--output", str(folder)]
    words += ["--notebooks", str(notebooks)]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)


def _static(browser: Browser, notebooks: Path, count: int) -> tuple[list[float], int]:
    with tempfile.TemporaryDirectory() as folder:
        write_static(notebooks, Path(folder))
        page = Path(folder, NOD.chapter).with_suffix(".html").as_uri()
        return _times(browser, page, _figure_answers_s, count)


def _course(browser: Browser, notebooks: Path, count: int, few: int) -> tuple[list[Row], int]:
    with servers.course(notebooks) as server:
        first, out = _times(browser, server.page(NOD.chapter), _figure_answers_s, 1)
        warm, out_warm = _times(browser, server.page(NOD.chapter), _figure_answers_s, count)
    with servers.course(notebooks) as server:
        live, out_live = _times(browser, server.page(LIVE), _label_answers_s, few)
        memory_mb = [kernel.memory_info().rss / servers.MB for kernel in server.kernels()]
    rows = [
        row("open → answers: our app, warm", "s", warm, budget=0.5),
        row("  the very first after the server's start", "s", first, budget=2),
        row("open → answers: our live-Python page", "s", live, budget=6),
        row("  memory of its kernel (RSS)", "MB", memory_mb or [0], budget=120),
    ]
    return rows, out + out_warm + out_live


def _stock(browser: Browser, notebooks: Path, few: int) -> list[Row]:
    with servers.stock(notebooks) as server:
        chapter, _ = _times(browser, server.page(NOD.chapter), _figure_answers_s, few)
        live, _ = _times(browser, server.page(LIVE), _label_answers_s, few)
    return [
        row("open → answers: stock Voilà, same chapter", "s", chapter),
        row("open → answers: stock Voilà, same live-Python page", "s", live),
    ]


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """Our app, the static edition, live Python and stock Voilà."""
    count, few = (3, 1) if quick else (9, 3)
    course, outside = _course(browser, notebooks, count, few)
    static, outside_static = _static(browser, notebooks, count)
    stock = _stock(browser, notebooks, few)
    return [
        *course,
        row("open → answers: static edition from disk", "s", static, budget=0.5),
        *stock,
        ratio("  our app is faster than stock Voilà by", stock[0], course[0]),
        row("requests to other computers, all our pages", "", [outside + outside_static], budget=0),
    ]


__all__ = ["measure", "write_static"]
