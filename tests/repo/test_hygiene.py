"""The repository is tidy, pinned, and says nothing of the machine it was made on."""

import os
import stat
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.repo import checks
from tools import environment

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "exercises/README.md", "deploy/README.md")


def read(name):
    return (ROOT / name).read_text("utf-8")


def test_files_hold_no_hosts_machine_paths_or_notes_to_self():
    found = [p for n, t in checks.text_files(ROOT) for p in checks.hygiene_problems(n, t)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "https://py" + "pi.org/simple",
        "https://cdn.js" + "delivr.net/x.js",
        "open /ho" + "me/ann/x",
        "see C:" + "\\Users\\ann",
        "# TO" + "DO later",
        "http://192.168" + ".1.4:8866",
    ],
)
def test_untidy_text_is_found(text):
    assert len(checks.hygiene_problems("x", text)) == 1


def test_tidy_text_passes():
    text = "http://127.0.0.1:8866/home/x and https://doi.org/10.1/x"
    assert checks.hygiene_problems("x", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_pinned_and_hashed(name):
    assert checks.lock_problems(name, read(name)) == []


@pytest.mark.parametrize(
    "lock",
    [
        "numpy==2.4.6",
        "numpy>=2 \\\n    --hash=sha256:" + "0" * 64,
        "--index-url https://example.org/simple",
        "numpy @ file:///x \\\n    --hash=sha256:" + "0" * 64,
        "numpy==2.4.6 \\\n    --hash=md5:00",
    ],
)
def test_a_loose_lock_is_found(lock):
    assert len(checks.lock_problems("x", lock)) == 1


def test_both_locks_agree():
    runtime, dev = (
        dict(pin.split(" ;")[0].split("==") for pin in environment.pins(read(n))) for n in LOCKS
    )
    assert {name: dev.get(name) for name in runtime} == runtime


def test_environment_has_the_pins_of_the_lock():
    assert read("environment.yml") == environment.environment(read("requirements.lock"))
    loaded = YAML(typ="safe").load(read("environment.yml"))
    assert loaded["name"] == "sij"
    assert loaded["dependencies"][0] == "python=3.12"
    assert loaded["dependencies"][-1]["pip"] == environment.pins(read("requirements.lock"))


def test_a_pin_keeps_its_marker_and_loses_its_hash():
    lock = "a==1 \\\n    --hash=sha256:00\nb-c==2.0 ; os_name == 'nt' \\\n    --hash=sha256:00\n"
    assert environment.pins(lock) == ["a==1", "b-c==2.0 ; os_name == 'nt'"]


def test_the_build_backend_is_locked_for_learners():
    needed = tomllib.loads(read("pyproject.toml"))["build-system"]["requires"]
    names = {pin.split("==")[0] for pin in environment.pins(read("requirements.lock"))}
    assert {need.split(">")[0] for need in needed} <= names


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_true_commands(name):
    targets = checks.make_targets(read("Makefile"))
    assert checks.make_problems(name, read(name), targets) == []


def test_a_false_command_is_found():
    text = "Run `make tea`.\n\n```\nmake app\n```"
    assert checks.make_problems("x", text, {"app"}) == ["x says 'make tea', which is no target."]


def test_all_targets_are_phony_and_explained():
    makefile = read("Makefile").replace("\\\n", " ")
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY"))
    targets = checks.make_targets(makefile)
    assert targets == set(phony.split()[1:])
    assert all(f"\n{t}:" in makefile for t in targets)
    explained = [line for line in makefile.splitlines() if "##" in line and ":" in line]
    assert len([line for line in explained if line.split(":")[0] in targets]) == len(targets)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no executable bit")
@pytest.mark.parametrize("name", [".ci/run", "postBuild"])
def test_scripts_can_be_run(name):
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR


def test_ci_runs_the_whole_truth():
    assert "make test" in read(".ci/run")
    workflow = YAML(typ="safe").load(read(".github/workflows/ci.yml"))
    steps = workflow["jobs"]["test"]["steps"]
    assert steps[-1]["run"] == ".ci/run"
