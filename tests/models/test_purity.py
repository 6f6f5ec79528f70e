"""Models stay pure: no drawing, no widgets, no files besides the course's facts."""

import ast
import subprocess
import sys
from pathlib import Path

import sij.models

FOLDER = Path(sij.models.__path__[0])
BARRED = {
    "matplotlib", "ipywidgets", "anywidget", "IPython", "os", "pathlib", "io", "shutil",
    "urllib", "socket", "subprocess", "tempfile", "sys", "time", "datetime", "random",
}  # fmt: skip
DATA_READERS = {"data.py"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_models_import_nothing_that_draws_or_touches_the_machine():
    for path in FOLDER.rglob("*.py"):
        tops = {name.split(".")[0] for name in imported(path)}
        assert not tops & BARRED, path.name
        assert "ruamel" not in tops or path.name in DATA_READERS, path.name


def test_models_import_only_models_and_evidence_of_the_course():
    for path in FOLDER.rglob("*.py"):
        ours = {name for name in imported(path) if name.split(".")[0] == "sij"}
        allowed = ("sij.models", "sij.evidence")
        assert all(name == "sij" or name.startswith(allowed) for name in ours), path.name


def test_models_open_no_files():
    for path in FOLDER.rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        names = {n.func.id for n in calls if isinstance(n.func, ast.Name)}
        assert not names & {"open", "print", "input", "eval", "exec"}, path.name


def test_importing_the_motion_model_loads_no_drawing_or_widget_library():
    code = (
        "import sys, sij.models.motion; "
        "print([m for m in ('matplotlib', 'ipywidgets', 'anywidget') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
