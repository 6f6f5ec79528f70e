"""The chapter and its interactives in a real JupyterLab."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from sij.figures import style
from sij.learn import question
from tests.conftest import TOKEN, Server

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
CHAPTER = ROOT / "notebooks" / "03-joint-motion.ipynb"
LIMIT_MS = 60_000
BROKEN = re.compile("Error displaying widget|model not found|Javascript Error", re.IGNORECASE)

TOGETHER = """import ipywidgets as w
from sij.live import LiveFigure, joint_motion

figure = LiveFigure(joint_motion.nutation())
slider = w.FloatSlider(min=-6, max=6, step=0.1, description="Linked")
told = w.Label("Python has heard nothing")
hear = lambda change: setattr(told, "value", f"Python has {change.new:.1f}")
figure.observe(hear, "nutation_deg")
w.jslink((slider, "value"), (figure, "nutation_deg"))
button = w.Button(description="Set from Python")
button.on_click(lambda _: setattr(figure, "value", {"nutation_deg": -3, "exaggeration": 10}))
w.VBox([slider, told, button, figure])"""
AGAIN = "figure"
PRESET = """from tests.live.toy import toy

block = LiveFigure(toy())
heard = w.Label("No preset yet")
tell = lambda _: setattr(heard, "value", f"Python has {block.preset} at {block.turn_deg}")
block.observe(tell, ["preset", "turn_deg"])
to_start = w.Button(description="Preset from Python")
to_start.on_click(lambda _: (setattr(block, "turn_deg", 1), setattr(block, "preset", "five")))
w.VBox([block, heard, to_start])"""

ASKED = """from sij.learn import ask

asked = ask("motion-check-nutation")
verdict = w.Label("Python has no answer")
judged = lambda change: setattr(verdict, "value", f"Python has {change.new} after {asked.tries}")
asked.observe(judged, "state")
right = w.Button(description="Answer from Python")
ids = [option.id for option in asked.question.options if option.right]
right.on_click(lambda _: setattr(asked, "answer", ids))
w.VBox([asked, verdict, right])"""

PLANNED = """import ipywidgets as w
from sij.live import treatment

planner = treatment.Planner()
heard = w.Label("Python has no plan")
count = lambda: f"{len(planner.plan().open_now)} open on day {planner.entered['day']}"
planner.observe(lambda _: setattr(heard, "value", f"Python has {count()}"), "entered")
w.VBox([heard, planner])"""
EXPLORED = """from sij.live import symptoms

symptoms.SymptomExplorer()"""


@dataclass
class Lab:
    """A running JupyterLab and the folder that it shows."""

    server: Server
    folder: Path

    def open(self, browser: Callable, file: str, **options: str) -> tuple[Page, list[str]]:
        """Open a notebook in a workspace of its own and wait until its cells are there."""
        page, seen = browser(width=1400, height=1000, **options)
        space = file.removesuffix(".ipynb")
        page.goto(f"{self.server.url}lab/workspaces/{space}/tree/{file}?token={TOKEN}")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=LIMIT_MS)
        return page, seen.outside


def of_cells(*sources: str) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def trust(file: Path, home: Path) -> None:
    """Sign a notebook as its reader would: ``jupyter trust``."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    words = [sys.executable, "-m", "jupyter", "trust", str(file)]
    subprocess.run(words, check=True, env=settings | {"HOME": str(home)}, capture_output=True)


@pytest.fixture(scope="module")
def lab(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """JupyterLab with the chapter twice (untrusted and trusted) and the composed notebook."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(CHAPTER, folder / "untrusted.ipynb")
    shutil.copy(CHAPTER, folder / "trusted.ipynb")
    with (folder / "trusted.ipynb").open("a") as end:
        end.write("\n")  # other bytes, so that the signature cannot be taken for the first's
    # Figures and plain ipywidgets work together; two forms that are widgets too.
    composed = of_cells(TOGETHER, AGAIN, PRESET, ASKED)
    nbformat.write(composed, folder / "composed.ipynb")
    nbformat.write(of_cells(PLANNED, EXPLORED), folder / "forms.ipynb")
    words = ["-m", "jupyter", "lab", f"--ServerApp.root_dir={folder}", "--ServerApp.port={port}",
             "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", "--no-browser",
             "--allow-root", "--LabApp.news_url=None",
             "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    server = start_server(words, "/", TOKEN, PYTHONPATH=str(ROOT))
    trust(folder / "trusted.ipynb", server.log.parent)
    return Lab(server, folder)


def run_all(page: Page) -> None:
    """Run all cells by the menu, once a kernel is there to hear it."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=LIMIT_MS)
    page.locator(".lm-MenuBar-item", has_text="Run").first.click()
    page.get_by_text("Run All Cells", exact=True).click()


@pytest.mark.parametrize("state", ["untrusted", "trusted"])
def test_before_anything_runs_still_pictures_are_there(lab: Lab, browser, state: str) -> None:
    page, outside = lab.open(browser, f"{state}.ipynb")
    pictures = page.locator(".jp-OutputArea-output figure img")
    pictures.first.wait_for(timeout=LIMIT_MS)
    for cell in page.locator(".jp-Notebook .jp-CodeCell").all():
        cell.scroll_into_view_if_needed()  # JupyterLab draws an output when it comes near
        expect(cell.locator(".jp-OutputArea-output")).to_have_count(1)
    stored = CHAPTER.read_text(encoding="utf-8").count('"application/vnd.sij.live+json"')
    expect(pictures).to_have_count(stored)
    seen = pictures.evaluate_all("all => all.map(one => [one.alt, one.naturalWidth])")
    assert all(len(alt) > 40 and width > 0 for alt, width in seen)
    assert BROKEN.findall(page.locator(".jp-Notebook").inner_text()) == []
    assert page.locator(".sij-live").count() == 0
    assert outside == []


def test_a_trusted_chapter_comes_alive_when_it_is_run(lab: Lab, browser) -> None:
    page, outside = lab.open(browser, "trusted.ipynb")
    run_all(page)
    first = page.locator(".sij-live[data-ready=true]").first
    first.wait_for(timeout=LIMIT_MS)
    first.get_by_label("Rotation", exact=True).press("Home")
    expect(first.locator(".sij-description")).to_contain_text("turned -6.0°".replace("-", "\u2212"))
    assert BROKEN.findall(page.locator(".jp-Notebook").inner_text()) == []
    assert outside == []


@pytest.fixture(scope="module")
def page(lab: Lab, chromium_instance) -> Iterator[Page]:
    """The composed notebook after all its cells have run; the tests below share it."""
    context = chromium_instance.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(f"{lab.server.url}lab/workspaces/own/tree/composed.ipynb?token={TOKEN}")
    run_all(page)
    alive = page.locator(".sij-live[data-ready=true]")
    alive.first.wait_for(timeout=LIMIT_MS)
    expect(alive).to_have_count(3, timeout=LIMIT_MS)
    page.locator(".sij-question[data-ready=true]").wait_for(state="attached", timeout=LIMIT_MS)
    yield page
    context.close()


def turned(page: Page, view: int) -> str:
    """How the sacrum of the first or second view stands: its transform."""
    part = page.locator(".sij-live").nth(view).locator("[id$='-0-sacrum']")
    return str(part.evaluate("node => node.style.transform"))


def slider(page: Page, view: int, label: str = "Rotation") -> Locator:
    """One of our own sliders."""
    return page.locator(".sij-live").nth(view).get_by_label(label, exact=True)


def test_our_slider_reaches_python(page: Page) -> None:
    slider(page, 0).press("Home")
    expect(page.get_by_text("Python has -6.0")).to_be_visible()
    slider(page, 0).press("ArrowRight")
    expect(page.get_by_text("Python has -5.9")).to_be_visible()


def test_a_linked_slider_of_ipywidgets_moves_our_picture(page: Page) -> None:
    before = turned(page, 0)
    page.locator(".jp-Notebook .noUi-handle").press("End")
    expect(slider(page, 0)).to_have_value("6")
    assert turned(page, 0) != before
    expect(page.get_by_text("Python has 6.0")).to_be_visible()


def test_python_sets_several_controls_and_the_picture_follows(page: Page) -> None:
    slider(page, 0).press("End")
    before = turned(page, 0)
    page.get_by_role("button", name="Set from Python", exact=True).click()
    expect(slider(page, 0)).to_have_value("-3")
    expect(slider(page, 0, "Magnify the movement")).to_have_value("10")
    assert turned(page, 0) != before


def test_two_views_of_one_figure_stay_in_step(page: Page) -> None:
    for moved, other in ((0, 1), (1, 0)):
        slider(page, moved).press("Home" if moved else "End")
        wanted = slider(page, moved).input_value()
        expect(slider(page, other)).to_have_value(wanted)
        assert turned(page, 0) == turned(page, 1) != ""
    box = [page.locator(".sij-live").nth(n).get_by_label("Names") for n in (0, 1)]
    box[1].press("Space")
    expect(box[0]).not_to_be_checked()


def test_a_preset_sets_its_slider_in_python(page: Page) -> None:
    block = page.locator(".sij-live").nth(2)
    block.get_by_label("Five degrees").press("Space")
    expect(page.get_by_text("Python has five at 5.0")).to_be_visible()
    slider(page, 2, "Turn").press("ArrowRight")
    expect(page.get_by_text("Python has own at 5.5")).to_be_visible()
    page.get_by_role("button", name="Preset from Python").click()
    expect(slider(page, 2, "Turn")).to_have_value("5")
    expect(block.get_by_label("Five degrees")).to_be_checked()


def contrast(page: Page, words: str) -> float:
    """The contrast of the words that a selector finds with the figure's paper (WCAG 2)."""
    ratio: float = page.evaluate(
        """(words) => {
            const light = (colour) => {
                const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
                const [r, g, b] = parts.map((part) => {
                    const share = part / 255;
                    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const figure = document.querySelector(".sij-live");
            const node = figure.querySelector(words);
            const paint = node.closest("svg") ? "fill" : "color";
            const pair = [light(getComputedStyle(node)[paint]),
                          light(getComputedStyle(figure).backgroundColor)].sort((a, b) => b - a);
            return (pair[0] + 0.05) / (pair[1] + 0.05);
        }""",
        words,
    )
    return ratio


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_a_figure_follows_the_theme_of_the_lab(page: Page, theme: str, system: str) -> None:
    page.emulate_media(color_scheme=system)
    page.locator(".lm-MenuBar-item", has_text="Settings").first.click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_text(f"JupyterLab {theme}", exact=True).click()
    is_light = str(theme == "Light").lower()
    page.locator(f"body[data-jp-theme-light={is_light}]").wait_for(state="attached")
    paper = style.load().colours["paper"]
    wanted = paper.light if theme == "Light" else paper.dark
    rgb = ", ".join(str(value) for value in bytes.fromhex(wanted[1:]))
    expect(page.locator(".sij-live").first).to_have_css("background-color", f"rgb({rgb})")
    for words in (".sij-title", ".sij-word", ".sij-description", "label", "svg text"):
        assert contrast(page, words) >= 4.5, words


def test_a_question_tells_python_and_python_tells_the_question(page: Page) -> None:
    host = page.locator(".sij-question[data-ready=true]")
    host.scroll_into_view_if_needed()
    wrong = next(one for one in question("motion-check-nutation").options if not one.right)
    host.locator(f"input[value='{wrong.id}']").press("Space")
    host.locator("button[type=submit]").press("Enter")
    expect(host.locator(".sij-result")).to_contain_text(wrong.feedback)
    expect(page.get_by_text("Python has incorrect after 1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Answer from Python", exact=True).click()
    expect(host.locator(".sij-result")).to_contain_text("Right.")
    expect(page.get_by_text("Python has correct after 1", exact=True)).to_be_visible()


def test_the_forms_live_in_the_lab_and_only_an_example_reaches_python(lab: Lab, browser) -> None:
    page, outside = lab.open(browser, "forms.ipynb")
    run_all(page)
    planner = page.locator(".sij-planner[data-ready=true]")
    planner.wait_for(timeout=LIMIT_MS)
    planner.get_by_label("An example runner").press("Space")
    planner.get_by_label("Example runner", exact=True).select_option("half-way")
    # The kernel hears of it when it has made the second form.
    told = page.get_by_text(re.compile("Python has [0-9]+ open on day 44"))
    expect(told).to_be_visible(timeout=LIMIT_MS)
    planner.get_by_label("My own plan").press("Space")
    planner.locator('[data-step="today"] summary').first.press("Enter")
    planner.get_by_label("or so many days ago").fill("3")
    planner.get_by_label("or so many days ago").press("Tab")
    expect(planner.locator(".sij-outcome")).to_contain_text("Open now")
    expect(told).to_be_visible()
    explorer = page.locator(".sij-explorer:not(.sij-planner)[data-ready=true]")
    explorer.wait_for(state="attached", timeout=LIMIT_MS)
    explorer.scroll_into_view_if_needed()
    explorer.get_by_label("My own symptoms").press("Space")
    expect(explorer.locator(".sij-outcome")).to_be_visible()
    assert BROKEN.findall(page.locator(".jp-Notebook").inner_text()) == []
    assert outside == []
