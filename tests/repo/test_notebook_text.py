"""What notebooks say is tagged, sourced and in few lines of code."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sij import evidence
from tests.repo import checks

ROOT = Path(__file__).resolve().parents[2]
ALLOWED_FILE = ROOT / "assets" / "non-medical-numbers.yaml"
ALLOWED = [entry["pattern"] for entry in YAML(typ="safe").load(ALLOWED_FILE.read_text("utf-8"))]


def notebooks(*folders):
    found = (p for folder in folders for p in sorted((ROOT / folder).rglob("*.ipynb")))
    return [p for p in found if ".ipynb_checkpoints" not in p.parts]


def notebook_cells(*folders):
    return {
        name: checks.cells(path, name)
        for path in notebooks(*folders)
        for name in [path.relative_to(ROOT).as_posix()]
    }


def markdown(*folders):
    """Yield (cell, the DOIs that its notebook links anywhere)."""
    for found in notebook_cells(*folders).values():
        links = checks.doi_links("\n".join(f"{c.source}\n{c.shown}" for c in found))
        yield from ((cell, links) for cell in found if cell.kind == "markdown")


def fact(claim, reference):
    numbers, said = [], [claim.statement, claim.caution or ""]
    for v in claim.values:
        numbers += [float(x) for x in (v.value, v.low, v.high, v.n) if isinstance(x, int | float)]
        said += [str(x) for x in (v.spread, v.population, v.condition, v.absent) if x]
        said += [v.value] if isinstance(v.value, str) else []
    sources = [reference(s) for s in claim.sources]
    years = (re.match(r"\d{4}", str(s.year)) for s in sources)
    return checks.Fact(
        tuple(numbers),
        "\n".join(said),
        frozenset(s.doi.lower() for s in sources if s.doi),
        frozenset(int(year[0]) for year in years if year),
    )


@pytest.fixture(scope="module")
def facts():
    return {c.id: fact(c, evidence.reference) for c in evidence.claims()}


@pytest.fixture(scope="module")
def rows():
    return {f"A{n:02d}": evidence.article_row(f"A{n:02d}") for n in range(1, 33)}


def test_every_number_and_finding_is_tagged_true_and_linked(facts, rows):
    says = {name: row.says for name, row in rows.items()}
    found = [
        problem
        for cell, links in markdown("notebooks", "exercises")
        for problem in checks.tag_problems(cell, facts, says, ALLOWED, links)
    ]
    assert found == []


def test_every_article_row_is_taught_in_the_chapters_that_are_written(rows):
    chapters = {
        int(m[1]): {r for c in cs for r in (checks.tag_of(c.source) or ([], []))[1]}
        for name, cs in notebook_cells("notebooks").items()
        if (m := re.match(r"notebooks/(\d\d)-", name))
    }
    if not chapters:
        pytest.skip("there are no chapters yet")
    missing = [
        f"chapter {number} has no cell tagged {name}"
        for name, row in rows.items()
        for number in row.chapters
        if number in chapters and name not in chapters[number]
    ]
    assert missing == []


def test_notebooks_show_little_code():
    found = [
        problem
        for name, cells in notebook_cells("notebooks").items()
        for problem in checks.thinness_problems(name, cells)
    ]
    assert found == []


# --- the checks themselves, shown good and bad input ---------------------------------------------

FACTS = {
    "small": checks.Fact(
        (2.0, 0.33), "max 3.6; n 24", frozenset({"10.1000/a(95)1"}), frozenset({1995})
    ),
    "plain": checks.Fact((7.0,), "", frozenset(), frozenset()),
}
ROWS = {"A07": "at most about 2 to 4 mm"}
LINK = "[Jacob 1995](https://doi.org/10.1000/a(95)1)"


def problems(text, elsewhere=frozenset()):
    cell = checks.Cell("x, cell 1", "markdown", text)
    return checks.tag_problems(cell, FACTS, ROWS, ["chapter \\d"], elsewhere)


@pytest.mark.parametrize(
    "text",
    [
        "No numbers here.",
        "See chapter 2.",
        "At L5 and S1.",
        "1. first\n2. second",
        f"It moves 2 mm, {LINK}.\n<!-- claims: small -->",
        f"It moves 2–4 mm, {LINK}.\n<!-- claims: small · article: A07 -->\n",
        f"A third, 33 %, {LINK}.\n<!-- claims: small, plain -->",
        f"In 1995, {LINK} put 24 people at 3.6° or less.\n<!-- claims: small -->",
        "At most 2–4 mm.\n<!-- article: A07 -->",
        "Seven is 7.\n<!-- claims: plain -->",
    ],
)
def test_a_true_cell_passes(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It moves 2 mm.", "ends with no"),
        ("A [study](https://doi.org/10.1000/a(95)1).", "links a study"),
        ("It moves 2 mm.\n<!-- claims: small -->", "neither it"),
        (f"It moves 5 mm, {LINK}.\n<!-- claims: small -->", "'5'"),
        (f"It moves 3.7 mm, {LINK}.\n<!-- claims: small -->", "'3.7'"),
        (f"It moves 2 mm, {LINK}.\n<!-- claims: smal -->", "no such claim"),
        ("It moves 2 mm.\n<!-- article: A99 -->", "no such claim or article row"),
        ("Seven, [x](https://doi.org/10.1/z).\n<!-- claims: plain -->", "no confirmed DOI"),
        ("<!-- claims: plain -->\nSeven is 7.", "not at its end"),
        ("Seven is 7.\n<!-- claims: plain; small -->", "not understood"),
        ("See page 1,234 of it.", "'1,234'"),
    ],
)
def test_a_false_cell_is_found(text, says):
    assert says in " ".join(problems(text))


def test_the_list_of_references_may_hold_the_link():
    text = "It moves 2 mm.\n<!-- claims: small -->"
    listed = checks.doi_links('<a href="https://doi.org/10.1000/A(95)1">x</a>')
    assert problems(text, listed) == []


def test_long_code_is_found():
    cell = checks.Cell("x, cell 1", "code", "a\n\n" * 6)
    hidden = checks.Cell("x, cell 2", "code", "a\n" * 40, frozenset({"hide-input"}))
    assert len(checks.thinness_problems("x", [cell, hidden])) == 1
    short = [checks.Cell(f"x, cell {n}", "code", "a\n" * 4) for n in range(4)]
    assert checks.thinness_problems("x", short) == ["x shows 16 lines of code: at most 15."]
