"""What stands behind each interactive, for students: written for all, folded unless asked for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Page, expect
from ruamel.yaml import YAML

import sij.live
from sij.app import pages
from sij.app.links import Place
from sij.evidence import assets
from sij.live import (
    MIME,
    CompileError,
    Interactive,
    LiveFigure,
    bundle,
    island_html,
    joint_motion,
)
from sij.live.deeper import SUMMARY, deeper_words
from tests.learn.test_course_questions import INTERACTIVES
from tests.live.toy import toy
from tests.repo import checks
from tests.repo.test_forbidden import RULES

TEXTS: dict[str, str] = YAML(typ="safe").load(assets.path("deeper.yaml"))
# The landing page's picture asks no question, so the list of those that do leaves it out.
NAMES = {*INTERACTIVES, "joint-motion-first-look"}
SAID = "The block turns about its centroid, which is an assumption."


def test_every_interactive_has_a_text_and_every_text_an_interactive():
    assert set(TEXTS) == NAMES


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_short_and_holds_no_number_and_nothing_forbidden(name):
    text = TEXTS[name].strip()
    assert not re.search(r"\d", text)
    assert 2 <= len(re.findall(r"\.(?= |$)", text)) <= 4
    assert "\N{EM DASH}" not in text
    assert checks.forbidden_problems(name, text, RULES) == []


def built() -> list[tuple[str, str, str | None]]:
    """Return module, the argument that names the interactive, and that of its text, by call."""
    folder, found = Path(sij.live.__file__).parent, []
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Interactive":
                given = {k.arg: ast.unparse(k.value) for k in node.keywords}
                found.append((path.stem, ast.unparse(node.args[0]), given.get("deeper")))
    return found


def test_every_builder_hands_over_the_text_of_its_own_name():
    assert len(built()) >= len(NAMES) - 1  # One builder makes both charts of studies.
    wrong = [call for call in built() if call[2] != f"deeper_words({call[1]})"]
    assert wrong == []


def test_a_compiled_interactive_holds_its_text():
    fan = joint_motion.fan()
    assert fan.spec()["deeper"] == TEXTS[fan.name]


def test_an_unknown_name_is_refused_in_one_sentence():
    with pytest.raises(CompileError, match=r"Write what stands behind 'none-such'"):
        deeper_words("none-such")


def with_text(name: str = "toy") -> Interactive:
    made = toy(name)
    made.deeper = SAID
    return made


def test_every_stored_form_holds_the_text():
    stored, _ = LiveFigure(with_text())._repr_mimebundle_()
    folded = f'<details class="sij-deeper"><summary>{SUMMARY}</summary><p>{SAID}</p></details>'
    assert folded in stored["text/html"]
    assert SAID in stored["text/plain"]
    assert folded in island_html(stored[MIME])
    assert SUMMARY in bundle.script("page")


def test_without_a_text_nothing_is_said():
    stored, _ = LiveFigure(toy())._repr_mimebundle_()
    assert SUMMARY not in stored["text/html"] + stored["text/plain"] + island_html(stored[MIME])


# --- in a page --------------------------------------------------------------------------------

DEEPER = "details.sij-deeper"


def small_page(folder: Path) -> Path:
    """Write a chapter of two cells: a summary with words for students, and an interactive."""
    stored, _ = LiveFigure(with_text())._repr_mimebundle_()
    data = {key: stored[key] for key in (MIME, "text/html", "text/plain")}
    summary = (
        "# A small chapter\n\n- The block turns.\n\n"
        f'<details class="sij-deeper"><summary>For students</summary>\n\n- {SAID}\n\n</details>'
    )
    cell = new_code_cell("toy()", outputs=[new_output("execute_result", data=data)])
    made = new_notebook(cells=[new_markdown_cell(summary), cell])
    file = folder / "small.html"
    file.write_text(pages.page(made, "03-joint-motion.ipynb", Place("static")), encoding="utf-8")
    return file


def opened(page: Page) -> list[bool]:
    page.wait_for_function("document.querySelector('.sij-live[data-ready]')")
    return [part.evaluate("part => part.open") for part in page.locator(DEEPER).all()]


def press(page: Page, label: str) -> None:
    """Reach a button of the reading level by Tab alone and press it."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == label:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"Tab never reached '{label}'.")


@pytest.mark.browser
def test_the_reading_level_opens_what_is_for_students_and_is_kept(page: Page, tmp_path: Path):
    page.goto(small_page(tmp_path).as_uri())
    assert opened(page) == [False, False]
    student = page.get_by_role("button", name="Student")
    expect(student).to_have_attribute("aria-pressed", "false")
    press(page, "Student")
    assert opened(page) == [True, True]
    assert violations(page) == []

    page.reload()
    assert opened(page) == [True, True]
    expect(student).to_have_attribute("aria-pressed", "true")
    # One that was folded by hand stays so, whatever is built later opens.
    page.locator(DEEPER).first.locator("summary").press("Enter")
    page.evaluate("""document.querySelector('main').append(
        Object.assign(document.createElement('details'), { className: 'sij-deeper' }))""")
    page.wait_for_function(f"document.querySelectorAll('{DEEPER}[open]').length === 2")
    assert opened(page)[0] is False

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.locator(DEEPER).first.is_visible()
    assert page.locator(DEEPER).nth(1).is_visible()
    page.emulate_media(media="screen")

    page.get_by_role("button", name="Plain").press("Space")
    assert opened(page) == [False] * 3
    page.reload()
    assert opened(page) == [False, False]


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
