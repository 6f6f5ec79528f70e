"""The symptom explorer on a page of the course: stored, shown, printed, and with no script."""

import gzip
import html
import json
import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sij.app import pages
from sij.app.links import Place
from sij.live import MIME as LIVE_MIME
from sij.live import bundle
from sij.live.explorer_island import MIME, explorer_html, explorer_still_html
from sij.live.symptoms import SymptomExplorer, explorer_sheet
from tools import notebooks
from tools.notebooks import WIDGET_VIEW

from .toy import toy

RUN = "from sij.live import symptoms\nsymptoms.SymptomExplorer()"
FILE = "05-symptom-explorer.ipynb"
HOST = ".sij-explorer"
ADDS_KB = 200
KEPT = """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,
  (await indexedDB.databases()).length, await caches.keys().catch(() => [])])"""
STEPS = "for (const part of document.querySelectorAll('.sij-step-box')) part.open = true"
UNFOLD = """
  for (const part of document.querySelectorAll('details')) part.open = true;
  for (const fold of document.querySelectorAll('.sij-fold[aria-expanded=false]')) fold.click();
"""
ORDER = """addEventListener("DOMContentLoaded", () => { window.order = [];
  new MutationObserver((seen) => window.order.push(...seen.map((one) => one.target.id)))
    .observe(document.body, { subtree: true, attributeFilter: ["data-ready"] }); });"""


def stored(mime: str, data: dict) -> nbformat.NotebookNode:
    """Return a code cell that shows what was stored."""
    shown = new_output("execute_result", data={mime: data, "text/plain": "words"})
    return new_code_cell("shown", outputs=[shown])


@pytest.fixture(scope="module")
def sheet() -> dict:
    return explorer_sheet()


def page_of(notebook) -> str:
    return pages.page(notebook, FILE, Place("static"))


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """The page of a small notebook with the explorer, as the static edition has it."""
    data, _ = SymptomExplorer()._repr_mimebundle_()
    shown = new_output("execute_result", data={k: v for k, v in data.items() if k != WIDGET_VIEW})
    cells = [
        new_markdown_cell("# The symptom explorer\n\n## Explore\n\nWords."),
        new_code_cell("symptoms.SymptomExplorer()", outputs=[shown]),
        new_markdown_cell("## After\n\nMore words."),
    ]
    file = tmp_path_factory.mktemp("page") / "05-symptom-explorer.html"
    file.write_text(page_of(new_notebook(cells=cells)), encoding="utf-8")
    return file


@pytest.fixture
def explorer(page, page_file):
    """The page in a browser, once its explorer lives."""
    page.goto(page_file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    return page


def serious(page) -> list[str]:
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:120]}"
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
    ]


def words_of(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def test_a_second_run_stores_the_same_bytes(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    file = tmp_path / FILE
    cells = [new_code_cell(RUN, id="run")]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": notebooks.KERNEL}), file)
    first, second = notebooks.execute(file), notebooks.execute(file)
    assert first == second
    data = nbformat.reads(first, as_version=4).cells[0].outputs[0].data
    assert set(data) == {MIME, "text/html", "text/plain"}


def test_only_a_page_with_the_explorer_carries_it(page_file) -> None:
    shown = page_file.read_text(encoding="utf-8")
    plain = page_of(new_notebook(cells=[stored(LIVE_MIME, toy().spec())]))
    for name in ("exploreSafely", "expectedBits", "findingsOf"):
        assert name in shown
        assert name not in plain
    assert "mountSafely" in shown and "mountSafely" in plain
    assert shown.count('<script type="module"') == plain.count('<script type="module"')


def test_the_explorer_adds_little_to_a_page(page_file) -> None:
    empty = page_of(new_notebook(cells=[new_markdown_cell("# The symptom explorer")]))
    weights = [len(gzip.compress(text.encode(), 6)) for text in (page_file.read_text(), empty)]
    assert weights[0] - weights[1] < ADDS_KB * 1000


@pytest.mark.parametrize("still", [explorer_html, explorer_still_html])
def test_without_a_script_every_answer_is_explained_in_words(sheet, still) -> None:
    before_script = words_of(still(sheet).split("<script")[0])
    for one in sheet["tables"]["findings"]:
        assert one["question"] in before_script
        assert one.get("says", "") in before_script
    for group in sheet["tables"]["groups"]:
        assert group["says"] in before_script
    assert sheet["tables"]["safetyNet"] in before_script
    assert not re.search(r"\d\s?%|ikelihood|probab", before_script)


def test_what_a_still_page_says_can_hold_any_sign(sheet) -> None:
    one = sheet["tables"]["findings"][0] | {"question": "Is 1 < 2?", "says": "<b>Yes</b>"}
    shown = explorer_still_html(sheet | {"tables": sheet["tables"] | {"findings": [one]}})
    assert "Is 1 &lt; 2?" in shown and "<b>Yes" not in shown


@pytest.mark.browser
def test_with_scripts_off_the_still_edition_stands_there(browser, page_file) -> None:
    page, seen = browser(java_script_enabled=False)
    page.goto(page_file.as_uri())
    host = page.locator(HOST)
    assert "The explorer needs scripts" in host.inner_text()
    assert not host.get_by_text("Does sitting on a chair hurt?").is_visible()
    host.locator("summary", has_text="What it is like").focus()
    page.keyboard.press("Enter")
    assert host.get_by_text("Does sitting on a chair hurt?").is_visible()
    assert host.get_by_text("Words such as dull or sharp do not tell joints apart.").is_visible()
    assert host.locator("input").count() == 0
    assert seen.outside == [] and seen.errors == []


@pytest.mark.browser
def test_a_door_by_keys_and_one_runner_show_a_result(explorer, sheet) -> None:
    host = explorer.locator(HOST)
    assert "The explorer needs scripts" not in host.inner_text()
    assert host.locator(".sij-still-steps").count() == 0
    assert not host.locator(".sij-outcome").is_visible()
    host.get_by_label("An example runner").focus()
    explorer.keyboard.press("Space")
    host.get_by_label("Example runner", exact=True).focus()
    explorer.keyboard.press("ArrowDown")
    name = sheet["runners"][0]["name"]
    assert host.locator(".sij-runner option:checked").inner_text() == name
    assert re.search(r"before \d+ %.*\nafter \d+ %", host.locator(".sij-outcome").inner_text())


@pytest.mark.browser
@pytest.mark.parametrize(
    ("door", "scheme"), [("An example runner", "light"), ("My own symptoms", "dark")]
)
def test_nothing_for_axe_and_no_sideways_scroll(browser, page_file, door, scheme) -> None:
    page, seen = browser(width=360, scheme=scheme)
    page.goto(page_file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    page.get_by_label(door).check()
    page.locator(f"{HOST} .sij-outcome").wait_for()
    page.evaluate(STEPS)
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    assert seen.outside == [] and seen.errors == []


@pytest.mark.browser
def test_the_still_edition_has_nothing_for_axe(browser, page_file) -> None:
    still = page_file.with_name("still.html")
    text = page_file.read_text(encoding="utf-8")
    still.write_text(re.sub(r'<script type="module".*?</script>', "", text, flags=re.DOTALL))
    page, _ = browser(width=360)
    page.goto(still.as_uri())
    page.evaluate(UNFOLD)
    assert page.locator(f"{HOST} .sij-still-steps li").count() > 100
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


@pytest.mark.browser
def test_own_symptoms_are_kept_nowhere(explorer) -> None:
    before = explorer.evaluate(KEPT)
    explorer.get_by_label("My own symptoms").check()
    explorer.evaluate(STEPS)
    explorer.get_by_role("button", name="Show all groups in one list").click()
    for field in explorer.locator("[data-finding]").all()[::8]:
        entry = field.locator("input").last
        entry.press("2" if entry.get_attribute("type") == "text" else "Space")
        entry.blur()
    assert len(explorer.evaluate(f"document.querySelector('{HOST}').sij.entered.own")) > 10
    assert explorer.evaluate(KEPT) == before
    explorer.evaluate("dispatchEvent(new Event('pagehide'))")
    local, session, *_ = json.loads(explorer.evaluate(KEPT))
    assert set(local) <= {"sij:v1:place"} and session == {}


@pytest.mark.browser
def test_the_summary_is_printed_alone(explorer) -> None:
    explorer.evaluate("window.print = () => { window.printed = true; }")
    explorer.get_by_label("My own symptoms").check()
    explorer.locator(f"{HOST} summary", has_text="2. Where").click()
    explorer.locator('[data-finding="sides"]').get_by_label("left", exact=True).check()
    explorer.get_by_role("button", name="Print this summary").click()
    assert explorer.evaluate("printed")
    explorer.evaluate("dispatchEvent(new Event('beforeprint'))")
    explorer.emulate_media(media="print")
    summary = explorer.locator(".sij-summary").inner_text()
    assert "Which side hurts? left" in summary
    assert explorer.locator("body").inner_text().strip() == summary.strip()
    explorer.evaluate("dispatchEvent(new Event('afterprint'))")
    explorer.emulate_media(media="screen")
    assert explorer.get_by_role("heading", level=1).is_visible()


@pytest.mark.browser
def test_the_printed_page_has_the_result_and_no_empty_form(explorer) -> None:
    explorer.get_by_label("My own symptoms").check()
    explorer.evaluate("dispatchEvent(new Event('beforeprint'))")
    explorer.emulate_media(media="print")
    assert not explorer.locator(f"{HOST} [data-finding]").first.is_visible()
    assert explorer.locator(".sij-summary").is_visible()
    assert explorer.get_by_text("More words.").is_visible()


@pytest.mark.browser
def test_the_form_waits_for_the_pictures_below_it(page, sheet, tmp_path) -> None:
    cells = [stored(MIME, sheet), stored(LIVE_MIME, toy().spec())]
    file = tmp_path / "page.html"
    file.write_text(page_of(new_notebook(cells=cells)), encoding="utf-8")
    page.add_init_script(ORDER)
    page.goto(file.as_uri())
    page.wait_for_selector(f"{HOST}[data-ready=true]")
    assert page.evaluate("window.order.at(-1)") == sheet["name"]
    assert page.locator(f"#{toy().spec()['name']}[data-ready=true]").count() == 1


@pytest.mark.browser
def test_a_question_finds_its_picture_beside_the_explorer(page) -> None:
    script = bundle.script("ask").replace("export default", "const view =")
    found = page.evaluate(
        f"""() => {{ {script}
        document.body.innerHTML = '<div class="sij-live"></div><div class="sij-live"></div>';
        const [form, picture] = document.querySelectorAll(".sij-live");
        form.sij = {{ sheet: {{}} }};
        picture.sij = {{ spec: {{ name: "wanted" }} }};
        return findFigure("wanted") === picture; }}"""
    )
    assert found
