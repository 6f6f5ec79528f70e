"""The chapter and its interactives in a real JupyterLab."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect

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


def composed() -> nbformat.NotebookNode:
    """A notebook in which figures and plain ipywidgets work together."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source) for source in (TOGETHER, AGAIN, PRESET)]
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
    nbformat.write(composed(), folder / "composed.ipynb")
    words = ["-m", "jupyter", "lab", f"--ServerApp.root_dir={folder}", "--ServerApp.port={port}",
             "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", "--no-browser",
             "--allow-root", "--LabApp.news_url=None",
             "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    server = start_server(words, "/", TOKEN, PYTHONPATH=str(ROOT))
    trust(folder / "trusted.ipynb", server.log.parent)
    return Lab(server, folder)


@pytest.mark.parametrize("state", ["untrusted", "trusted"])
def test_before_anything_runs_still_pictures_are_there(lab: Lab, browser, state: str) -> None:
    page, outside = lab.open(browser, f"{state}.ipynb")
    page.screenshot(path=f"/tmp/benchshots/lab-{state}.png")
    print(page.locator(".jp-OutputArea-output img").evaluate_all("e=>e.map(i=>[i.alt.slice(0,40), i.naturalWidth])"))
    print(page.locator(".jp-NotebookTrustedStatus").evaluate_all("e=>e.map(i=>i.outerHTML)"))
    print(outside)
