"""What a learner reads is at or below grade 8 by two published measures, without a network."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import textstat
import yaml

from tests.repo import checks

ROOT = Path(__file__).resolve().parents[2]
HIGHEST_GRADE = 8
# Shorter texts are a few words with a long name among them: no measure means much there.
FEWEST_WORDS = 60
# Both count letters, words and sentences; syllable counts would need a list from the network.
MEASURES = (textstat.coleman_liau_index, textstat.automated_readability_index)
# Keys of the data files under which sentences stand that a learner reads.
SAID = frozenset({"stem", "explanation", "feedback", "all_right", "missed", "says", "why", "never",
                  "unmet", "unknown", "question", "plain", "text", "story", "title", "hints",
                  "article", "studies", "limit", "opening", "answer"})  # fmt: skip


def sentences_of(markdown: str) -> str:
    """Return the sentences alone: no tags, sources, headings, tables or links."""
    # What is folded for students is in the words of the field, and folded unless asked for.
    folded = r"<details class=\"sij-deeper\">.*?</details>"
    text = re.sub(rf"<!--.*?-->|<small>.*?</small>|{folded}", "", markdown, flags=re.DOTALL)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^>]+>", " ", text))
    lines = (re.sub(r"^([-*>]|\d+\.)\s+", "", line.strip()) for line in text.splitlines())
    kept = (re.sub(r"[*`]", "", one) for one in lines if one and not one.startswith(("#", "|")))
    return " ".join(one if one[-1] in ".!?:" else f"{one}." for one in kept)


def grades(text: str) -> dict[str, float]:
    return {measure.__name__: round(measure(text), 1) for measure in MEASURES}


def too_hard(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and max(grades(text).values()) > HIGHEST_GRADE


@cache
def sections(path: Path) -> dict[str, str]:
    """Return a notebook's prose by section."""
    found: dict[str, list[str]] = {"": []}
    for cell in checks.cells(path, path.name):
        if cell.kind != "markdown":
            continue
        if heading := re.search(r"^## (.+)$", cell.source, re.MULTILINE):
            found[heading[1]] = []
        found[list(found)[-1]].append(sentences_of(cell.source))
    return {name: " ".join(texts) for name, texts in found.items()}


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DATA = sorted(
    path
    for folder in ("questions", "timeline", "reasoning", "cases")
    for path in (ROOT / "assets" / folder).glob("*.yaml")
)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_reads_at_grade_8_or_below(path):
    whole = " ".join(sections(path).values())
    assert max(grades(whole).values()) <= HIGHEST_GRADE
    # The opening lists the chapter's terms; it counts in the whole.
    parts = {name: text for name, text in sections(path).items() if name}
    hard = {name: grades(text) for name, text in parts.items() if too_hard(text)}
    assert hard == {}


def said(node: object, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, part in node.items():
            yield from said(part, str(name))
    elif isinstance(node, list):
        for part in node:
            yield from said(part, key)
    elif isinstance(node, str) and key in SAID and " " in node:
        yield sentences_of(node)


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_questions_plans_and_cases_say_reads_at_grade_8_or_below(path):
    texts = list(said(yaml.safe_load(path.read_text(encoding="utf-8"))))
    whole = " ".join(texts)
    if len(whole.split()) >= FEWEST_WORDS:
        assert max(grades(whole).values()) <= HIGHEST_GRADE
    assert [text for text in texts if too_hard(text)] == []


def test_a_hard_text_is_found():
    hard = "Conservative multidisciplinary rehabilitation necessitates individualised progression. "
    assert too_hard(hard * 20)
    assert not too_hard("Walk a bit each day. Stop when it hurts. " * 20)
