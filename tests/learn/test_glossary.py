"""Words are in order, told once, and every link to one arrives."""

import json
import re
from pathlib import Path

from sij.learn import glossary, terms

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


def test_the_list_has_an_anchor_for_each_term() -> None:
    assert all(f'id="{term.anchor}"' in glossary().html for term in terms())
