"""A small course of throwaway notebooks, made once, and the servers that show it."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from sij.app import course, settings

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20" viewBox="0 0 80 20"/>'
PICTURE = '<g id="p1"><rect width="90" height="90" fill="#efe4ca"/></g>'
ISLAND = {
    "version": 1,
    "name": "demo",
    "title": "A demo picture",
    "alt": "A square that stands for a bone.",
    "description": "The square has not moved.",
    "pictures": [{"room": "any", "svg": f'<svg viewBox="0 0 90 90">{PICTURE}</svg>'}],
}
CHAPTER = "03-joint-motion.ipynb"
NEXT = "04-mechanisms.ipynb"
LIVE = "live/try-the-model.ipynb"
STOCK = "stock.ipynb"
SLIDER = """import ipywidgets as w
slider = w.IntSlider(description="Angle")
words = w.Label("nothing yet")
slider.observe(lambda change: setattr(words, "value", f"answer {change.new * 2}"), "value")
w.VBox([slider, words])"""


def html_cell(source: str, html: str):
    """Return a code cell with a stored HTML output."""
    data = {"text/html": html, "text/plain": "words"}
    return new_code_cell(source, outputs=[new_output("execute_result", data=data)])


def chapter():
    """Return a chapter with every kind of content."""
    from sij import evidence

    claim = evidence.claims(article="A07")[0].id
    island = {settings_mime(): ISLAND, "text/html": "<p>still</p>", "text/plain": "Demo"}
    return [
        new_markdown_cell(f"# How it moves\n\nA claim.\n\n<!-- claims: {claim} · article: A07 -->"),
        new_markdown_cell(
            "## Predict\n\n> **Predict.** How far?\n\nGo [on](04-mechanisms.ipynb#x)."
        ),
        new_code_cell("from math import pi"),
        html_cell("box()", evidence.says_box("A07").html),
        new_markdown_cell("## See\n\n![A dot](dot.svg)\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        new_code_cell("1 + 1"),
        new_code_cell("demo()", outputs=[new_output("execute_result", data=island)]),
        new_markdown_cell("## Practise\n\n[Practice](../exercises/03.ipynb) and <b>more</b>."),
        html_cell("card()", evidence.claim_card(claim).html),
        new_code_cell("print(2)", outputs=[new_output("stream", name="stdout", text="a < b\n")]),
    ]


def settings_mime() -> str:
    """Return the type of an island in a notebook."""
    from sij.live import MIME

    return MIME


def landing():
    """Return a start page."""
    return [
        new_markdown_cell("# A joint that hardly moves\n\nA short promise."),
        html_cell("course.cards()", "<h2>Chapters</h2>" + course.cards().html),
        html_cell("course.routes()", "<h2>Ways</h2>" + course.routes().html),
    ]


def live():
    """Return a page that needs a kernel."""
    return [
        new_markdown_cell("# Try it\n\n## Slide"),
        new_code_cell(SLIDER),
        new_markdown_cell("## End\n\n![A live dot](../dot.svg)"),
    ]


def save(path: Path, cells: list) -> Path:
    """Write a notebook."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a start page, two chapters and a live page."""
    folder = tmp_path_factory.mktemp("root") / "notebooks"
    save(folder / course.load().index, landing())
    save(folder / CHAPTER, chapter())
    save(folder / NEXT, [new_markdown_cell("# Why it hurts\n\nText.")])
    save(folder / "glossary.ipynb", [new_markdown_cell("# Glossary\n\n## SIJ\n\nWords.")])
    save(folder / "review.ipynb", [new_markdown_cell("# Review\n\nWords.")])
    save(folder / "workshop.ipynb", [new_markdown_cell("# Workshop\n\nWords.")])
    save(folder / LIVE, live())
    # Stock Voilà takes no picture from a folder above the notebook's, so it gets its own page.
    save(folder / STOCK, [new_code_cell(SLIDER), new_markdown_cell("![A dot](dot.svg)")])
    save(folder / "broken.ipynb", [new_code_cell("raise ValueError('secret detail')")])
    (folder / "dot.svg").write_text(DOT)
    (folder / "secret.json").write_text("{}")
    (folder / "secret.py").write_text("")
    return folder


@pytest.fixture(scope="session")
def app_server(start_server: Callable, notebooks: Path):
    """The course as ``make app`` serves it."""
    words = ["-m", "sij.app", "--port", "{port}", "--notebooks", str(notebooks)]
    return start_server(words)


@pytest.fixture(scope="session")
def live_server(start_server: Callable, notebooks: Path):
    """The same once more, for tests that start kernels or let cells fail."""
    words = ["-m", "sij.app", "--port", "{port}", "--notebooks", str(notebooks)]
    return start_server(words)


@pytest.fixture(scope="session")
def lab_server(start_server: Callable, notebooks: Path):
    """Stock Voilà with its own template: it executes everything."""
    words = ["-m", "voila", str(notebooks), "--template=lab", "--port={port}", "--no-browser"]
    return start_server(words, JUPYTER_CONFIG_PATH=str(settings.shipped("config")))


def _extension(start_server: Callable, notebooks: Path):
    words = [
        "-m",
        "jupyter",
        "server",
        f"--ServerApp.root_dir={notebooks.parent}",
        "--ServerApp.base_url=/user/x/",
        "--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=course",
        "--no-browser",
        "--allow-root",
    ]
    config = settings.shipped("config")
    return start_server(words, "/user/x/", "course", JUPYTER_CONFIG_PATH=config)


@pytest.fixture(scope="session")
def extension_server(start_server: Callable, notebooks: Path):
    """A Jupyter server as on Binder or a hub: a prefix, a token, what the wheel installs."""
    return _extension(start_server, notebooks)


@pytest.fixture(scope="session")
def live_extension_server(start_server: Callable, notebooks: Path):
    """The same once more, for tests that start kernels."""
    return _extension(start_server, notebooks)
