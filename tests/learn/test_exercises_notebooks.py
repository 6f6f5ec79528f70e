"""The practice notebooks: made from their solutions, run untouched, and solved by them."""

import ast
import json
import os
import re
from pathlib import Path

import pytest

from sij import evidence
from sij.evidence import HtmlBlock
from sij.learn.exercises import chapters, desk
from tests.repo import checks
from tools import exercises as tool
from tools import notebooks

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "exercises"
NAMES = list(chapters())
CALL = re.compile(r'^(check|hint|solution)\("([\w-]+)"', re.MULTILINE)


def read(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def code(path):
    return [(c["id"], "".join(c["source"])) for c in read(path) if c["cell_type"] == "code"]


def run(path):
    """Run a notebook's cells here; return what each cell shows, by cell id."""
    desk._asked.clear()
    space, shown = {}, {}
    for cell_id, source in code(path):
        body = ast.parse(source).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), cell_id, "exec"), space)
        shown[cell_id] = last and eval(compile(ast.Expression(last.value), cell_id, "eval"), space)
    return shown


@pytest.fixture(autouse=True)
def in_their_folder(monkeypatch):
    monkeypatch.chdir(PRACTICE)
    yield
    desk._asked.clear()


def test_there_is_one_notebook_and_one_solution_for_each_chapter():
    for folder in (PRACTICE, PRACTICE / "solutions"):
        assert sorted(p.stem for p in folder.glob("*.ipynb")) == NAMES


def test_stored_notebooks_are_what_their_solutions_make(capsys):
    assert tool.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_notebook_runs_and_nothing_is_attempted(name):
    shown = run(PRACTICE / f"{name}.ipynb")
    for one in chapters()[name]:
        sign = "✓" if one.is_example else "○"
        assert str(shown[one.id]).startswith(f"{sign} "), one.id


@pytest.mark.parametrize("name", NAMES)
def test_every_check_of_the_solutions_says_right(name):
    shown = run(PRACTICE / "solutions" / f"{name}.ipynb")
    assert [str(shown[one.id])[0] for one in chapters()[name]] == ["✓"] * len(chapters()[name])


@pytest.mark.parametrize("folder", ["", "solutions"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_what_a_run_shows(name, folder):
    path = PRACTICE / folder / f"{name}.ipynb"
    stored = {
        c["id"]: "".join(out["data"]["text/plain"])
        for c in read(path)
        for out in c.get("outputs", ())
    }
    assert stored == {i: str(b) for i, b in run(path).items() if isinstance(b, HtmlBlock)}


@pytest.mark.parametrize("name", NAMES)
def test_tasks_stand_in_order_each_with_help_and_its_own_solution(name):
    cells = dict(code(PRACTICE / "solutions" / f"{name}.ipynb"))
    tasks = chapters()[name]
    asked = [m[2] for source in cells.values() for m in CALL.finditer(source) if m[1] == "check"]
    assert asked == [one.id for one in tasks]
    for one in tasks[1:]:
        assert tool.answers(cells[one.id]) == {one.name: one.solution}
        assert cells[f"{one.id}-help"] == f'# hint("{one.id}")\n# solution("{one.id}")'
        assert f'check("{one.id}", {one.name})' in cells[one.id]
    assert tasks[0].solution in cells[tasks[0].id] and not tool.answers(cells[tasks[0].id])


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_short_and_no_solution_is_left_in_the_practice(name):
    solutions = {one.solution for one in chapters()[name] if not one.is_example}
    for cell_id, source in code(PRACTICE / f"{name}.ipynb"):
        assert len([line for line in source.splitlines() if line.strip()]) <= 5, cell_id
        assert not any(line in source for line in solutions)


@pytest.mark.parametrize("name", NAMES)
def test_warnings_open_and_the_safety_words_close_each_notebook(name):
    words = evidence.safety()
    texts = ["".join(c["source"]) for c in read(PRACTICE / f"{name}.ipynb")]
    assert words.safety_net in texts[1] and words.not_a_diagnosis in texts[1]
    assert words.footer in texts[-1] and words.not_a_diagnosis in texts[-1]
    assert checks.tag_of(texts[-1]) == ([], ["A32"])
    assert "After this practice you can" in texts[0] and "**Takes** about" in texts[0]


@pytest.mark.parametrize("folder", ["", "solutions"])
def test_links_lead_to_chapters_that_are_there(folder):
    for name in NAMES:
        path = PRACTICE / folder / f"{name}.ipynb"
        for cell in read(path):
            for target in re.findall(r"\]\((\.[^)#]+)\)", "".join(cell["source"])):
                assert (path.parent / target).resolve().exists(), target


# --- the tool ------------------------------------------------------------------------------------

BOOK = """{"cells": [{"cell_type": "markdown", "id": "a", "metadata": {},
 "source": "[x](../../notebooks/x.ipynb)"}, {"cell_type": "code", "id": "b", "metadata": {},
 "execution_count": null, "outputs": [], "source": %s}], "metadata": {}, "nbformat": 4,
 "nbformat_minor": 5}"""
SOLVED = "far_mm = 1 + 1  # solution\nprint(far_mm is ...)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "JUPYTER_PREFER_ENV_PATH", "1")
    place = tmp_path / "exercises" / "solutions"
    place.mkdir(parents=True)
    (place / "x.ipynb").write_text(BOOK % json.dumps(SOLVED), "utf-8")
    return place


def test_marked_lines_become_dots_and_the_rest_stays():
    assert tool.blanked('a = b\nc = f(a)  # solution\n# solution("x")') == (
        'a = b\nc = ...\n# solution("x")'
    )
    assert tool.answers("c = f(a)  # solution") == {"c": "c = f(a)"}


def test_a_notebook_is_made_and_run_once_and_found_changed_later(folder, capsys):
    made = folder.parent / "x.ipynb"
    assert tool.main(["--check"], folder) == 1
    assert not made.exists()
    assert tool.main([], folder) == 0
    cells = read(made)
    assert "".join(cells[0]["source"]) == "[x](../notebooks/x.ipynb)"
    assert "".join(cells[1]["source"]).startswith("far_mm = ...\n")
    assert cells[1]["outputs"][0]["text"] == ["True\n"]
    before = made.read_bytes()
    assert tool.main(["--check"], folder) == 0
    assert tool.main([], folder) == 0
    assert made.read_bytes() == before
    made.write_text(made.read_text("utf-8").replace("far_mm = ...", "far_mm = 2"), "utf-8")
    assert tool.main(["--check"], folder) == 1
    assert "differs from what its solution makes" in capsys.readouterr().err


def test_a_stray_notebook_and_a_mark_in_a_wrong_place_are_named(folder, capsys):
    (folder.parent / "y.ipynb").write_text(BOOK % '"1"', "utf-8")
    assert tool.main(["--check"], folder) == 1
    assert "y.ipynb has no solution beside it" in capsys.readouterr().err
    (folder / "x.ipynb").write_text(BOOK % json.dumps("f(1)  # solution"), "utf-8")
    with pytest.raises(notebooks.NotebookError, match="a mark must end a line"):
        tool.practice_text(folder / "x.ipynb")
