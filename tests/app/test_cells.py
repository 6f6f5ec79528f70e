import zlib
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output

from sij.app import cells
from sij.learn import QUESTION_MIME
from sij.live import MIME

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PLAYED_KB = 300


def _shown(data, **metadata) -> str:
    output = new_output("display_data", data=data, metadata=metadata)
    return cells.outputs_html(new_code_cell("x", outputs=[output]))


def test_chapter_4_s_pictures_and_questions_stay_light():
    book = nbformat.read(NOTEBOOKS / "04-mechanisms.ipynb", as_version=4)
    weights = {}
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            if {MIME, QUESTION_MIME} & set(output.get("data", ())):
                weights[cell.id] = len(zlib.compress(cells.outputs_html(cell).encode(), 9)) / 1000
    assert len(weights) > 20
    heaviest = max(weights, key=weights.__getitem__)
    assert sum(weights.values()) <= PLAYED_KB, f"the heaviest is {heaviest}"


def test_the_richest_kind_of_output_is_shown():
    html = _shown({"text/plain": "words", "text/html": "<p>rich</p>", "image/png": "AAAA"})
    assert "<p>rich</p>" in html
    assert "words" not in html


def test_a_picture_keeps_its_words():
    assert 'alt="A &lt;bone&gt;"' in _shown({"image/png": "AAAA"}, alt="A <bone>")


def test_plain_text_is_escaped():
    assert "a &lt; b" in _shown({"text/plain": "a < b"})


def test_warnings_are_not_shown():
    output = new_output("stream", name="stderr", text="deprecated")
    assert cells.outputs_html(new_code_cell("f()", outputs=[output])) == ""


def test_an_error_shows_no_traceback():
    output = new_output("error", ename="ValueError", evalue="secret", traceback=["secret"])
    html = cells.outputs_html(new_code_cell("f()", outputs=[output]))
    assert "make notebooks" in html
    assert "secret" not in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import math", False),
        ("x = 1", False),
        ("def f():\n    return 1", False),
        ("plot();", False),
        ("# a comment", False),
        ("x = 1\nx", True),
        ("%magic", True),
    ],
)
def test_what_should_have_an_output(source, expected):
    assert cells.expects_output(source) is expected


def test_a_missing_output_is_visible():
    assert "has not been made yet" in cells.outputs_html(new_code_cell("1 + 1"))


def test_a_tagged_cell_may_stay_silent():
    cell = new_code_cell("1 + 1", metadata={"tags": ["no-output"]})
    assert cells.outputs_html(cell) == ""
