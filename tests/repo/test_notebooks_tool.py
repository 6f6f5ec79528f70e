"""`make notebooks` stores the same bytes every time and refuses what would change."""

import json

import nbformat
import pytest

from tools import notebooks


def notebook(*sources, **metadata):
    made = nbformat.v4.new_notebook(metadata=metadata)
    made.cells = [nbformat.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
    return made


def output(kind="display_data", **data):
    return nbformat.v4.new_output(kind, {k.replace("__", "/"): v for k, v in data.items()})


def save(path, made):
    path.write_text(json.dumps(made), "utf-8")
    return path


@pytest.fixture
def quiet_run(monkeypatch):
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")


def test_a_run_is_stored_and_a_second_run_changes_nothing(tmp_path, quiet_run):
    path = save(tmp_path / "a.ipynb", notebook("print(1)\nprint(2)", "", "1 + 1"))
    assert notebooks.handle(path, "write") == (f"{path}: written", True)
    first = path.read_bytes()
    assert notebooks.handle(path, "write") == (f"{path}: unchanged", True)
    assert path.read_bytes() == first
    cells = json.loads(first)["cells"]
    assert [c["execution_count"] for c in cells] == [1, None, 2]
    assert cells[0]["outputs"][0]["text"] == ["1\n", "2\n"]
    assert first.endswith(b"}\n")


def test_failing_and_warning_cells_are_named_and_nothing_is_written(tmp_path, quiet_run):
    path = save(tmp_path / "a.ipynb", notebook("1/0", "import warnings; warnings.warn('old')"))
    before = path.read_bytes()
    message, good = notebooks.handle(path, "write")
    assert not good
    assert "cell 1 (c0) stops with ZeroDivisionError" in message
    assert "cell 2 (c1) warns" in message
    assert path.read_bytes() == before


def test_check_form_finds_an_untidy_notebook(tmp_path):
    path = save(tmp_path / "a.ipynb", notebook("1", signature="x"))
    message, good = notebooks.handle(path, "check-form")
    assert not good
    assert "make notebooks" in message
    path.write_text(notebooks.form(path), "utf-8")
    assert notebooks.handle(path, "check-form") == (f"{path}: unchanged", True)


def test_normalise_drops_what_changes_and_keeps_what_matters():
    made = notebook("x", title="A", widgets={"state": {}})
    made.cells[0].metadata = {"tags": ["t"], "execution": {"iopub": "2026"}, "scrolled": True}
    made.cells[0].outputs = [
        output(**{notebooks.WIDGET_VIEW: {"model_id": "1"}, "text__plain": "x"})
    ]
    tidy = notebooks.normalise(made)
    assert set(tidy.metadata) == {"title", "kernelspec", "language_info"}
    assert tidy.cells[0].metadata == {"tags": ["t"]}
    assert tidy.cells[0].outputs[0].data == {"text/plain": "x"}
    once = notebooks.to_text(tidy)
    assert notebooks.to_text(notebooks.normalise(tidy)) == once


def test_cells_keep_their_names_and_nameless_ones_get_steady_names():
    made = notebook("a", "b", "c")
    made.cells[1].pop("id")
    made.cells[2]["id"] = "c0"
    assert [c.id for c in notebooks.normalise(made).cells] == ["c0", "code-02", "code-03"]


@pytest.mark.parametrize("kind", ["text__plain", "text__html"])
def test_a_memory_address_is_refused(kind):
    made = notebook("x")
    made.cells[0].outputs = [output(**{kind: "<Line2D at 0x7f00>"})]
    assert "memory address" in next(notebooks.problems(made, "a"))


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text("{", "utf-8")
    message, good = notebooks.handle(path, "check-form")
    assert not good
    assert "cannot be read as a notebook" in message
