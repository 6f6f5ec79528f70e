"""From a key press on an answer of a form to the frame that paints its result."""

from dataclasses import dataclass
from pathlib import Path

import servers
from browser import LIMIT_MS, fresh_page
from layers import FRAME
from playwright.sync_api import Browser, Locator, Page
from table import Row, row

BUDGET_MS = 20


@dataclass(frozen=True)
class Form:
    """A form of the course: where it is, what its object is asked, in the page's own words."""

    what: str
    chapter: str
    host: str
    steps: tuple[str, ...]
    answers: str
    flags: str

    def field(self, finding_id: str) -> str:
        """One question's field."""
        return f'{self.host} [data-finding="{finding_id}"]'


EXPLORER = Form(
    "finding entered", "05-symptom-explorer.ipynb", ".sij-explorer",
    ("where", "what", "when", "tests"), "sij.answers()", "sij.outcome.flags",
)  # fmt: skip
PLANNER = Form(
    "plan changed", "06-treatment-timeline.ipynb", ".sij-planner",
    ("today", "medicines", "more"), "sij.entered[sij.door]", "sij.made.plan.flags",
)  # fmt: skip
# Fields by id in the order of the form. The radio button that is chosen takes the arrow keys.
FIELDS = """([host, steps]) => steps.flatMap((step) => [
  ...document.querySelectorAll(`${host} [data-step="${step}"] [data-finding]`),
].filter((field) => field.querySelector("input[type=radio]")).map((one) => one.dataset.finding))"""


def _told(form: Form) -> str:
    found = f"const {{ sij }} = document.querySelector('{form.host}')"
    return f"(() => {{ {found}; return JSON.stringify({form.answers}); }})()"


def _take_back(form: Form) -> str:
    """A warning sign takes most of the result away, and with it the work: it is taken back."""
    return f"""(id) => {{
      const {{ sij }} = document.querySelector("{form.host}");
      if ({form.flags}.length) sij.set(id, undefined);
    }}"""


def _enter(page: Page, form: Form) -> None:
    """Open the example door, take the first runner, unfold the steps that are measured."""
    host = page.locator(form.host)
    host.get_by_label("An example runner").check()
    host.get_by_label("Example runner", exact=True).select_option(index=1)
    for step in form.steps:
        box = host.locator(f'[data-step="{step}"]')
        if box.get_attribute("open") is None:
            box.locator("summary").first.click()


def _chosen(page: Page, form: Form, finding_id: str) -> Locator:
    return page.locator(f"{form.field(finding_id)} input:checked")


def _press(page: Page, form: Form, finding_id: str) -> dict[str, float]:
    """Choose the next answer of one field."""
    _chosen(page, form, finding_id).evaluate(
        "(node) => { node.scrollIntoView({ behavior: 'instant', block: 'center' }); node.focus(); }"
    )
    page.evaluate("rested()")
    before = page.evaluate(_told(form))
    page.evaluate("arm()")
    # The release, too, asks the browser for a frame, so it comes afterwards.
    page.keyboard.down("ArrowDown")
    sample: dict[str, float] = page.evaluate("window.answer")
    page.keyboard.up("ArrowDown")
    if page.evaluate(_told(form)) == before:
        raise servers.BenchError(f"A key press entered nothing for {finding_id}: look at the page.")
    page.evaluate(_take_back(form), finding_id)
    return sample


def _measure(browser: Browser, notebooks: Path, form: Form, count: int) -> list[Row]:
    """Answer one question after the other for the first example runner, round after round."""
    with servers.course(notebooks) as server, fresh_page(browser) as (page, _):
        page.set_default_timeout(LIMIT_MS / 4)
        page.goto(server.page(form.chapter))
        page.wait_for_selector(f"{form.host}[data-ready=true]")
        _enter(page, form)
        fields = page.evaluate(FIELDS, [form.host, list(form.steps)])
        page.evaluate(f"() => {{ {FRAME} }}")
        for name in fields[:5]:
            _press(page, form, name)
        samples = [_press(page, form, fields[k % len(fields)]) for k in range(count)]
    return [
        row(f"{form.what}: work for the frame", "ms", [one["work"] for one in samples],
            budget=BUDGET_MS, judged="p95"),
        row("  of this, script", "ms", [one["script"] for one in samples]),
        row("  key pressed → painted", "ms", [one["ms"] for one in samples],
            budget=BUDGET_MS, judged="p95"),
    ]  # fmt: skip


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """The symptom explorer and the planner."""
    count = 40 if quick else 200
    return [
        one for form in (EXPLORER, PLANNER) for one in _measure(browser, notebooks, form, count)
    ]
