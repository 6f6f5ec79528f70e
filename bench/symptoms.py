"""From a key press on an answer of the symptom explorer to the frame that paints its result."""

from pathlib import Path

import servers
from browser import LIMIT_MS, fresh_page
from layers import FRAME
from playwright.sync_api import Browser, Locator, Page
from table import Row, row

CHAPTER = "05-symptom-explorer.ipynb"
HOST = ".sij-explorer"
BUDGET_MS = 20
STEPS = ("where", "what", "when", "tests")
ANSWERS = f"JSON.stringify(document.querySelector('{HOST}').sij.answers())"
# Fields by id in the order of the form. The radio button that is chosen takes the arrow keys.
FIELDS = f"""(steps) => steps.flatMap((step) => [
  ...document.querySelectorAll(`{HOST} [data-step="${{step}}"] [data-finding]`),
].filter((field) => field.querySelector("input[type=radio]")).map((one) => one.dataset.finding))"""

# A warning sign takes the numbers away, and with them most of the work: it is taken back.
TAKE_BACK = f"""(id) => {{
  const explorer = document.querySelector("{HOST}").sij;
  if (explorer.outcome.flags.length) explorer.set(id, undefined);
}}"""


def _enter(page: Page) -> None:
    """Open the example door, take the first runner, unfold the steps that are measured."""
    host = page.locator(HOST)
    host.get_by_label("An example runner").check()
    host.get_by_label("Example runner", exact=True).select_option(index=1)
    for step in STEPS:
        box = host.locator(f'[data-step="{step}"]')
        if box.get_attribute("open") is None:
            box.locator("summary").first.click()


def _chosen(page: Page, finding_id: str) -> Locator:
    return page.locator(f'{HOST} [data-finding="{finding_id}"] input:checked')


def _press(page: Page, finding_id: str) -> dict[str, float]:
    """Choose the next answer of one field."""
    _chosen(page, finding_id).evaluate(
        "(node) => { node.scrollIntoView({ behavior: 'instant', block: 'center' }); node.focus(); }"
    )
    page.evaluate("rested()")
    before = page.evaluate(ANSWERS)
    page.evaluate("arm()")
    page.keyboard.press("ArrowDown")
    sample: dict[str, float] = page.evaluate("window.answer")
    if page.evaluate(ANSWERS) == before:
        raise servers.BenchError(f"A key press entered nothing for {finding_id}: look at the page.")
    page.evaluate(TAKE_BACK, finding_id)
    return sample


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """Answer one question after the other for the first example runner, round after round."""
    count = 40 if quick else 200
    with servers.course(notebooks) as server, fresh_page(browser) as (page, _):
        page.set_default_timeout(LIMIT_MS / 4)
        page.goto(server.page(CHAPTER))
        page.wait_for_selector(f"{HOST}[data-ready=true]")
        _enter(page)
        fields = page.evaluate(FIELDS, list(STEPS))
        page.evaluate(f"() => {{ {FRAME} }}")
        for name in fields[:5]:
            _press(page, name)
        samples = [_press(page, fields[k % len(fields)]) for k in range(count)]
    return [
        row("finding entered: work for the frame", "ms", [one["work"] for one in samples],
            budget=BUDGET_MS, judged="p95"),
        row("  of this, script", "ms", [one["script"] for one in samples]),
        row("  key pressed → painted", "ms", [one["ms"] for one in samples],
            budget=BUDGET_MS, judged="p95"),
    ]  # fmt: skip
