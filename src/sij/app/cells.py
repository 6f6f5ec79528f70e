"""Code cells to HTML from their stored outputs: nothing is executed here."""

import ast
import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from sij.learn import QUESTION_MIME, question_html
from sij.live import MIME, island_html
from sij.live.case_island import MIME as CASE_MIME
from sij.live.case_island import case_html
from sij.live.explorer_island import MIME as EXPLORER_MIME
from sij.live.explorer_island import explorer_html
from sij.live.planner_island import MIME as PLANNER_MIME
from sij.live.planner_island import planner_html
from sij.live.predict_island import MIME as PREDICT_MIME
from sij.live.predict_island import predict_html
from sij.live.review_island import CALIBRATION_MIME, REVIEW_MIME, calibration_html, review_html

Output = Mapping[str, Any]
Cell = Mapping[str, Any]

MISSING = "This picture has not been made yet: run <code>make notebooks</code>."
FAILED = "This cell ended with an error: run <code>make notebooks</code> and read its message."


def text_of(value: object) -> str:
    """Return a notebook's text field, which may be stored as a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)


def tags(cell: Cell) -> frozenset[str]:
    """Return the cell's tags."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def expects_output(source: str) -> bool:
    """Tell whether running this source shows something: its last line is an expression."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return True
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")


def box(text: str, kind: str = "missing") -> str:
    """Return a visible note in place of an output."""
    return f'<p class="sij-note-box sij-note-box--{kind}">{text}</p>'


def source_html(source: str) -> str:
    """Return the cell's Python, folded."""
    return (
        '<details class="sij-source"><summary>Show the Python</summary>'
        f'<pre tabindex="0" aria-label="Python of this cell"><code>{escape(source)}</code></pre>'
        "</details>"
    )


def outputs_html(cell: Cell) -> str:
    """Return everything that a code cell shows.

    Parameters
    ----------
    cell
        A code cell with its stored outputs.

    Returns
    -------
    str
        HTML; a visible box when the outputs have not been made yet.
    """
    outputs: Sequence[Output] = cell.get("outputs", ())
    if not outputs and expects_output(text_of(cell["source"])) and "no-output" not in tags(cell):
        return box(MISSING)
    return "".join(_output(output, cell) for output in outputs)


def _output(output: Output, cell: Cell) -> str:
    kind = output["output_type"]
    if kind == "stream":
        return _text(text_of(output["text"])) if output["name"] == "stdout" else ""
    if kind == "error":
        return box(FAILED, "failed")
    data = output.get("data", {})
    found = next((mime for mime in _RENDERERS if mime in data), None)
    return _RENDERERS[found](data, _alt(output, cell)) if found else ""


def _alt(output: Output, cell: Cell) -> str:
    places = (output.get("metadata", {}), cell.get("metadata", {}).get("sij", {}))
    words = next((place["alt"] for place in places if place.get("alt")), None)
    return str(words or output["data"].get("text/plain", "Picture"))


def _text(text: str) -> str:
    return f'<pre class="sij-text" tabindex="0" aria-label="Result">{escape(text)}</pre>'


def _island(data: Mapping[str, Any], alt: str) -> str:
    return island_html(dict(data[MIME]))


def _question(data: Mapping[str, Any], alt: str) -> str:
    return question_html(dict(data[QUESTION_MIME]))


def _explorer(data: Mapping[str, Any], alt: str) -> str:
    return explorer_html(data[EXPLORER_MIME])


def _planner(data: Mapping[str, Any], alt: str) -> str:
    return planner_html(data[PLANNER_MIME])


def _predict(data: Mapping[str, Any], alt: str) -> str:
    return predict_html(data[PREDICT_MIME])


def _case(data: Mapping[str, Any], alt: str) -> str:
    return case_html(data[CASE_MIME])


def _review(data: Mapping[str, Any], alt: str) -> str:
    return review_html(data[REVIEW_MIME])


def _calibration(data: Mapping[str, Any], alt: str) -> str:
    return calibration_html(data[CALIBRATION_MIME])


def _html(data: Mapping[str, Any], alt: str) -> str:
    return f'<div class="sij-html">{text_of(data["text/html"])}</div>'


def _svg(data: Mapping[str, Any], alt: str) -> str:
    encoded = base64.b64encode(text_of(data["image/svg+xml"]).encode()).decode()
    return _image(f"data:image/svg+xml;base64,{encoded}", alt)


def _png(data: Mapping[str, Any], alt: str) -> str:
    return _image("data:image/png;base64," + text_of(data["image/png"]).replace("\n", ""), alt)


def _image(src: str, alt: str) -> str:
    return f'<figure class="sij-figure"><img alt="{escape(alt)}" src="{src}"></figure>'


def _plain(data: Mapping[str, Any], alt: str) -> str:
    return _text(text_of(data["text/plain"]))


_RENDERERS: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    MIME: _island,
    QUESTION_MIME: _question,
    EXPLORER_MIME: _explorer,
    PLANNER_MIME: _planner,
    CASE_MIME: _case,
    PREDICT_MIME: _predict,
    REVIEW_MIME: _review,
    CALIBRATION_MIME: _calibration,
    "text/html": _html,
    "image/svg+xml": _svg,
    "image/png": _png,
    "text/plain": _plain,
}
