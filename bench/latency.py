"""From a key press on a slider to the frame that paints its effect."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peers
import servers
from browser import LIMIT_MS, Traffic, count_bytes, fresh_page
from layers import FRAME_MS
from playwright.sync_api import Browser, Page, TimeoutError
from table import Row, ratio, row

TURN_BACK_STEPS = 20
# From one tap on a key to the next, a hand takes longer than this.
REST_MS = 150
GOLDEN = 0.618


@dataclass(frozen=True)
class Played:
    """A picture of the course: where it is, what must move in it, and how to prepare it."""

    chapter: str
    name: str
    moves: str
    prepare: str = ""

    @property
    def ready(self) -> str:
        """What the page has when the picture lives."""
        return f"#{self.name}[data-ready=true]"

    @property
    def slider(self) -> str:
        """The slider that is worked."""
        return f"#{self.name} input[type=range]"


NOD = Played("03-joint-motion.ipynb", "joint-motion-nutation", "-0-sacrum")
TWO_RUNNERS = Played(
    "04-mechanisms.ipynb", "mechanisms-explorer", "-0-curve-other", "change('change', 1)"
)
# From a day that leaves room on both sides.
TIMELINE = Played(
    "06-treatment-timeline.ipynb", "treatment-timeline", "-0-cursor", "change('day', 60)"
)

# `keydown.timeStamp` is when the browser got the key. A message that is posted in an animation
# frame arrives after that frame has been laid out and painted.
COMMON = """
  let done; let key = 0; let script = 0; let start = 0;
  addEventListener("keydown", (event) => { key = event.timeStamp; script = 0; }, true);
  const painted = () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done({ ms: performance.now() - key, script });
    port2.postMessage(0);
  });
  const arm = () => { window.answer = new Promise((resolve) => (done = resolve)); };
"""
OURS = f"""([name, moves]) => {{ {COMMON}
  const part = document.querySelector(`#${{name}} [id$="${{moves}}"]`);
  const drawn = () => part.style.transform + (part.querySelector("path")?.getAttribute("d") ?? "");
  let before = "";
  for (const kind of ["input", "change"]) {{
    addEventListener(kind, () => {{ start = performance.now(); }}, true);
    addEventListener(kind, () => {{ script += performance.now() - start; }});
  }}
  addEventListener("input", () => {{ before = drawn(); painted(); }}, true);
  window.events = [];
  new PerformanceObserver((list) => window.events.push(
    ...list.getEntries().filter((one) => one.name === "keydown").map((one) => one.duration),
  )).observe({{ type: "event", durationThreshold: 16 }});
  window.arm = arm;
  window.moved = () => drawn() !== before;
}}"""
# A long page scrolls smoothly to the focused slider, and paints more than the picture meanwhile.
AT_REST = """() => {
  const now = Math.round(scrollY);
  if (window.restedAt?.y !== now) window.restedAt = { y: now, since: performance.now() };
  return performance.now() - window.restedAt.since > 500;
}"""
# Pictures further up get their true heights as the page scrolls, and push the slider away.
IN_SIGHT = "document.activeElement.scrollIntoView({ block: 'center', behavior: 'instant' })"
PEER = f"""() => {{ {COMMON}
  const source = () => [...document.querySelectorAll(".jp-OutputArea-output img")].at(-1);
  let before = "";
  addEventListener("keydown", () => {{ before = source()?.src; }}, true);
  new MutationObserver(() => {{
    const now = source();
    if (!now || now.src === before || !done) return;
    before = now.src;
    now.decode().then(painted);
  }}).observe(document.body, {{ childList: true, subtree: true, attributes: true }});
  window.arm = arm;
  window.moved = () => true;
}}"""


def _rest(page: Page, number: int) -> None:
    """Wait as a hand does, so that taps fall evenly on all parts of a frame."""
    page.wait_for_timeout(REST_MS + number * GOLDEN % 1 * FRAME_MS)


def _step(page: Page, number: int) -> dict[str, float]:
    """Tap an arrow key: the release, too, asks the browser for a frame, so it comes afterwards."""
    key = "ArrowRight" if (number // TURN_BACK_STEPS) % 2 == 0 else "ArrowLeft"
    _rest(page, number)
    page.evaluate("arm()")
    page.keyboard.down(key)
    sample: dict[str, float] = page.evaluate("window.answer")
    page.keyboard.up(key)
    if not page.evaluate("moved()"):
        raise servers.BenchError("A key press did not move the picture: look at the page.")
    return sample


def _steps(page: Page, count: int, warm_up: int = 5) -> list[dict[str, float]]:
    for number in range(warm_up):
        _step(page, number + TURN_BACK_STEPS)
    return [_step(page, number) for number in range(count)]


def _open(page: Page, address: str, ready: Callable[[Page], Any], tries: int = 3) -> None:
    """Stock Voilà now and then never finishes a page: the bench loads it again."""
    page.goto(address, wait_until="commit")
    try:
        ready(page)
    except TimeoutError:
        if tries <= 1:
            raise
        _open(page, address, ready, tries - 1)


def _run(
    browser: Browser, address: str, watch: Callable[[Page], Any], slider: str, count: int,
    ready: Callable[[Page], Any],
) -> tuple[list[dict[str, float]], Traffic, list[float]]:  # fmt: skip
    with fresh_page(browser) as (page, traffic):
        page.set_default_timeout(LIMIT_MS / 4)
        _open(page, address, ready)
        page.wait_for_load_state("networkidle")
        watch(page)
        page.locator(slider).first.focus()
        page.wait_for_function(AT_REST)
        page.evaluate(IN_SIGHT)
        page.wait_for_function(AT_REST)
        _steps(page, 0)
        count_bytes(page, traffic)
        traffic.reset()
        page.evaluate("window.events = []")
        samples = _steps(page, count, warm_up=0)
        return samples, traffic, page.evaluate("window.events ?? []")


def _watch(page: Page, picture: Played) -> None:
    if picture.prepare:
        page.evaluate(f"document.getElementById('{picture.name}').sij.{picture.prepare}")
    page.evaluate(OURS, [picture.name, picture.moves])


def _ours(browser: Browser, notebooks: Path, count: int, picture: Played, what: str) -> list[Row]:
    with servers.course(notebooks) as server:
        samples, traffic, events = _run(
            browser, server.page(picture.chapter), lambda page: _watch(page, picture),
            picture.slider, count, lambda page: page.wait_for_selector(picture.ready),
        )  # fmt: skip
    seen = events + [16.0] * (count - len(events))
    sent = traffic.bytes_down + traffic.bytes_up + traffic.asked
    return [
        row(f"control moved → painted: {what}", "ms", [one["ms"] for one in samples],
            budget=20, judged="p95"),
        row("  of this, script", "ms", [one["script"] for one in samples], budget=4, judged="p95"),
        row("  cross-check: Event Timing (16 = 16 or less)", "ms", seen),
        row("  bytes and requests over the network", "", [sent], budget=0),
    ]  # fmt: skip


def _interact(browser: Browser, count: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        peers.write(Path(folder))
        with servers.stock(Path(folder)) as server:
            samples, traffic, _ = _run(
                browser, server.page(peers.FILE), lambda page: page.evaluate(PEER), ".noUi-handle",
                count,
                lambda page: page.wait_for_selector(".jp-OutputArea-output img"),
            )  # fmt: skip
    sent = (traffic.bytes_down + traffic.bytes_up) / count
    return [
        row("control moved → painted: interact + matplotlib, stock Voilà", "ms",
            [one["ms"] for one in samples]),
        row("  bytes over the network, each step", "", [sent]),
    ]  # fmt: skip


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """Our player beside `interact`, on the same picture."""
    count = 60 if quick else 240
    ours = _ours(browser, notebooks, count, NOD, "our player")
    runners = _ours(browser, notebooks, count, TWO_RUNNERS, "two runners on screen")
    days = _ours(browser, notebooks, count, TIMELINE, "day of the timeline")
    peer = _interact(browser, 12 if quick else 60)
    return [*ours, *runners, *days, *peer, ratio("  our player is faster by", peer[0], ours[0], 12)]
