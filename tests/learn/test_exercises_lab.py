"""A practice notebook in a real JupyterLab, by keyboard: wrong, right, a hint, a slider."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from sij.learn.exercises import task
from tests.conftest import TOKEN

pytestmark = pytest.mark.browser
PRACTICE = Path(__file__).resolve().parents[2] / "exercises"
NAME = "03-motion.ipynb"
LIMIT_MS = 60_000


@pytest.fixture(scope="module")
def address(start_server, tmp_path_factory):
    """Where a JupyterLab shows an untouched practice notebook."""
    folder = tmp_path_factory.mktemp("practice")
    shutil.copy(PRACTICE / NAME, folder / NAME)
    words = ["-m", "jupyter", "lab", f"--ServerApp.root_dir={folder}", "--ServerApp.port={port}",
             "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", "--no-browser",
             "--allow-root", "--LabApp.news_url=None",
             "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    server = start_server(words, "/", TOKEN)
    return f"{server.url}lab/workspaces/practice/tree/{NAME}?token={TOKEN}"


def cell(page: Page, text: str) -> Locator:
    found = page.locator(".jp-CodeCell", has_text=text).first
    found.scroll_into_view_if_needed()
    return found


def write(page: Page, where: Locator, line: int, text: str) -> None:
    """Replace one line of a cell and run the cell, by keyboard."""
    where.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+Home")
    for _ in range(line):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def said(where: Locator) -> Locator:
    return where.locator("[role=status]")


def test_wrong_then_right_with_a_hint_on_the_way(address, browser) -> None:
    page, seen = browser(width=1280, height=1000)
    page.goto(address)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=LIMIT_MS)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=LIMIT_MS)
    page.locator(".lm-MenuBar-item", has_text="Run").first.click()
    page.get_by_text("Run All Cells", exact=True).click()

    travel, one = cell(page, 'check("motion-travel"'), task("motion-travel")
    expect(said(travel)).to_have_attribute("data-state", "not-attempted", timeout=LIMIT_MS)
    write(page, travel, 0, 'travel_mm = motion.travel_mm("sacral_apex", turn_deg)')
    expect(said(travel)).to_contain_text(f"✗ Not right yet. You gave 3.5. {one.slips[0].says}")

    ask = cell(page, 'hint("motion-travel")')
    for hint in one.hints:
        write(page, ask, 0, 'hint("motion-travel")')
        expect(said(ask)).to_contain_text(hint)

    write(page, travel, 0, one.solution)
    expect(said(travel)).to_contain_text("✓ Right.")
    expect(said(travel)).to_have_css("border-left-style", "solid")

    slider = cell(page, 'check("motion-slider"')
    write(page, slider, 1, task("motion-slider").solution)
    expect(said(slider)).to_contain_text("✓ Right.")
    drive = cell(page, "interact(lambda")
    drive.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+/")
    page.keyboard.press("Control+Enter")
    handle = drive.locator(".noUi-handle")
    handle.focus()
    handle.press("End")
    expect(drive.locator(".jp-OutputArea-output").last).to_contain_text("2.4")
    assert seen.outside == []
