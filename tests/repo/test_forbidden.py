"""No text of the course says what the course must never say."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.repo import checks

ROOT = Path(__file__).resolve().parents[2]
RULES_FILE = ROOT / "assets" / "forbidden.yaml"
ENTRIES = YAML(typ="safe").load(RULES_FILE.read_text("utf-8"))
RULES = [checks.Forbidden(e["id"], e["pattern"], e["why"]) for e in ENTRIES]
# Where the learner's words live. The article's own rows are shown as "the article says" and
# answered beside it; this list of rules quotes what it forbids.
FOLDERS = ("notebooks", "exercises", "assets", "src")
QUOTING = {"assets/forbidden.yaml", "assets/evidence/article.yaml"}
SUFFIXES = {".ipynb", ".yaml", ".json", ".md", ".txt", ".html", ".j2", ".js", ".mjs", ".py"}


def texts():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in SUFFIXES and name not in QUOTING and ".ipynb_checkpoints" not in name:
                yield name, path


def words(path):
    text = path.read_text("utf-8")
    # A notebook's text is split into JSON strings, one a line: join them again.
    return re.sub(r'\\n",\s*"', " ", text) if path.suffix == ".ipynb" else text


def test_no_text_says_what_is_forbidden():
    found = [p for n, path in texts() for p in checks.forbidden_problems(n, words(path), RULES)]
    assert found == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["id"])
def test_each_rule_catches_its_bad_sentence_and_passes_its_good_one(entry):
    rule = [checks.Forbidden(entry["id"], entry["pattern"], entry["why"])]
    assert checks.forbidden_problems("x", entry["bad"], rule)
    assert checks.forbidden_problems("x", entry["good"], RULES) == []


def test_a_quoted_myth_passes_and_emphasis_hides_nothing():
    assert checks.forbidden_problems("x", '<q class="myth">Your hip is out.</q> No.', RULES) == []
    assert checks.forbidden_problems("x", "Your **hip**\nis *out*.", RULES)


def test_what_others_are_told_passes_but_not_the_next_sentence():
    told = "The course must not say that the hip is out of place"
    assert checks.forbidden_problems("x", f"{told}.", RULES) == []
    assert checks.forbidden_problems("x", f"{told}. Your hip is out.", RULES)


def test_rule_ids_are_unique():
    ids = [entry["id"] for entry in ENTRIES]
    assert sorted(ids) == sorted(set(ids))
