"""Words are in order, told once, and every link to one arrives."""

import json
import re
from pathlib import Path

import pytest

from sij.learn import Term, glossary, terms

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def linked_anchors() -> set[str]:
    """Every anchor of the glossary that a notebook links to."""
    found = set()
    for path in NOTEBOOKS.rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            found |= set(re.findall(r"glossary\.ipynb#([\w-]+)", "".join(cell["source"])))
    return found


def test_terms_are_in_order_and_told_once() -> None:
    names = [term.term.lower() for term in terms()]
    assert names == sorted(set(names))


def test_terms_hold_no_numbers() -> None:
    assert [term.term for term in terms() if re.search(r"\d", term.means)] == []


def test_every_link_arrives() -> None:
    anchors = {term.anchor for term in terms()}
    assert linked_anchors() <= anchors
    assert len(linked_anchors()) >= 8


# Everyday words that are terms only in their own place.
EVERYDAY = {"caution", "model", "rotation", "step back", "dependence", "stiffness", "R2", "medial",
            "calibration", "stance", "ground force"}  # fmt: skip
NOT_PROSE = re.compile(
    r"\*\*[^*]*\*\*|\[[^\]]*\]\([^)]*\)|`[^`]*`|<details[\s\S]*?</details>|<q[\s\S]*?</q>|<[^>]+>"
    r"|^[#|<`:].*$|^.*Sources:.*$",
    re.MULTILINE,
)


def names_of(term: Term) -> list[str]:
    """Return the ways to write a term that cannot be taken for other words."""
    return [term.term, *(name for name in term.also if " " in name or name.isupper())]


def is_said(name: str, prose: str) -> bool:
    case = 0 if any(letter.isupper() for letter in name) else re.IGNORECASE
    return bool(re.search(rf"(?<![\w/-]){re.escape(name)}s?(?![\w-])", prose, case))


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("0*.ipynb")), ids=lambda path: path.stem)
def test_a_term_is_linked_in_each_chapter_that_uses_it(path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    linked = set(re.findall(r"glossary\.ipynb#([\w-]+)", text))
    prose = NOT_PROSE.sub("", text)
    missing = [
        term.term
        for term in terms()
        if term.term not in EVERYDAY and term.anchor not in linked
        if any(is_said(name, prose) for name in names_of(term))
    ]
    assert missing == []


def test_there_are_enough_terms() -> None:
    assert len(terms()) >= 80


def test_the_list_has_an_anchor_for_each_term() -> None:
    assert all(f'id="{term.anchor}"' in glossary().html for term in terms())
