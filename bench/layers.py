"""From a key press on a layer's switch to the frame that shows or hides the layer."""

from pathlib import Path

import servers
from browser import LIMIT_MS, fresh_page
from playwright.sync_api import Browser, Page
from table import Row, row

CHAPTER = "02-pelvic-anatomy.ipynb"
HOST = "#pelvic-anatomy-posterior"
FRAME_MS = 1000 / 60
# Work is what the page does for the frame: the script, then style, layout and paint, which are over
# when a message posted in the animation frame arrives. Waiting for the screen is not work.
FRAME = """
  let key = 0; let script = 0; let start = 0; let done;
  addEventListener("keydown", (event) => { key = event.timeStamp; }, true);
  addEventListener("change", () => { start = performance.now(); }, true);
  addEventListener("change", () => {
    script = performance.now() - start;
    requestAnimationFrame(() => {
      const begun = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = performance.now();
        done({ ms: now - key, script, work: script + now - begun });
      };
      port2.postMessage(0);
    });
  });
  // A hand takes longer than this from one switch to the next.
  window.rested = () =>
    new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 150));
  window.arm = () => { window.answer = new Promise((resolve) => (done = resolve)); };
"""
READY = f"""(host) => {{ {FRAME}
  window.shown = (layer) => {{
    const pictures = [...document.querySelectorAll(`${{host}} svg`)];
    const svg = pictures.find((one) => one.checkVisibility());
    const group = svg.querySelector(`[id$="-0-${{layer}}"],[id$="-1-${{layer}}"]`);
    return Number(getComputedStyle(group).opacity) > 0.5;
  }};
}}"""
LAYERS = {
    "Bones": "bones",
    "Joint surfaces": "joints",
    "Ligaments": "ligaments",
    "Muscles": "muscles",
    "Nerves": "nerves",
    "Skin landmarks": "skin",
}


def _toggle(page: Page, label: str, layer: str) -> dict[str, float]:
    box = page.locator(HOST).get_by_label(label, exact=True).first
    box.focus()
    page.evaluate("rested()")
    before = page.evaluate("(layer) => shown(layer)", layer)
    page.evaluate("arm()")
    page.keyboard.press("Space")
    sample: dict[str, float] = page.evaluate("window.answer")
    if page.evaluate("(layer) => shown(layer)", layer) == before:
        raise servers.BenchError(f"The switch {label} did not change the picture: look at it.")
    return sample


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """Switch every layer of the back plate on and off, all others as they come."""
    rounds = 4 if quick else 20
    with servers.course(notebooks) as server, fresh_page(browser) as (page, _):
        page.set_default_timeout(LIMIT_MS / 4)
        page.goto(server.page(CHAPTER))
        page.wait_for_selector(f"{HOST}[data-ready=true]")
        page.locator(HOST).scroll_into_view_if_needed()
        page.evaluate(f"({READY})('{HOST}')")
        for label, layer in LAYERS.items():
            _toggle(page, label, layer)
        samples = [
            _toggle(page, label, layer) for _ in range(rounds) for label, layer in LAYERS.items()
        ]
    return [
        row("layer switched: work for the frame", "ms", [one["work"] for one in samples],
            budget=round(FRAME_MS, 1), judged="p95"),
        row("  of this, script", "ms", [one["script"] for one in samples], budget=4, judged="p95"),
        row("  key pressed → painted", "ms", [one["ms"] for one in samples]),
    ]  # fmt: skip
