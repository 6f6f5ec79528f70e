"""Imports run one way through the package."""

from pathlib import Path

import pytest

from tests.repo import checks

SRC = Path(__file__).resolve().parents[2] / "src"


def sources():
    return {
        ".".join(path.relative_to(SRC).with_suffix("").parts): path.read_text("utf-8")
        for path in sorted(SRC.rglob("*.py"))
    }


def test_package_imports_run_one_way():
    assert checks.import_problems(sources()) == []


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("sij.models.gait", "from sij.figures import style"),
        ("sij.models.gait", "from ..live import widget"),
        ("sij.models.gait", "from .. import live"),
        ("sij.models.__init__", "from ..app import page"),
        ("sij.models.gait", "def f():\n    import matplotlib.pyplot as plt"),
        ("sij.evidence.html", "from IPython.display import HTML"),
        ("sij.figures.pelvis", "import sij.live.player"),
        ("sij.live.widget", "from sij.learn import quiz"),
        ("sij.app.page", "from notebooks import x"),
    ],
)
def test_an_upward_import_is_found(module, code):
    assert len(checks.import_problems({module: code})) == 1


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("sij.app.page", "from sij.learn import quiz\nfrom sij.evidence import claim"),
        ("sij.learn.place", "from sij.live import Range"),
        ("sij.models.gait", "import numpy\nfrom sij import evidence"),
        ("sij.figures.pelvis", "import matplotlib\nfrom .style import colour"),
    ],
)
def test_a_downward_import_passes(module, code):
    assert checks.import_problems({module: code}) == []
