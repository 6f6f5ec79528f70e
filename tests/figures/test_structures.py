"""The named structures: complete, sourced, and drawn where they can be pointed at."""

from pathlib import Path

import pytest

from sij import evidence
from sij.figures.structures import Structure, StructureError, read, structure, structures
from tests.repo import checks
from tests.repo.test_notebook_text import ALLOWED, fact

EACH = pytest.mark.parametrize("part", structures(), ids=lambda part: part.id)
LAYERS = ("bones", "joints", "ligaments", "muscles", "nerves", "skin")
GOOD = """
- {id: a-bone, layer: bones, name: Bone, plain: a bone, latin: os longum, where: Here it is.,
   does: It stands., feels: It is hard., claims: []}
"""


def test_there_are_about_sixty_in_six_layers():
    assert len(structures()) >= 60
    assert tuple(dict.fromkeys(part.layer for part in structures())) == LAYERS
    assert len({part.id for part in structures()}) == len(structures())


def test_the_map_of_neighbours_holds_each_kind_that_the_article_names():
    kinds = {part.nearby for part in structures()}
    assert {"joint", "disc", "muscle", "tendon", "ligament", "nerve"} <= kinds


@EACH
def test_only_marks_on_the_skin_lack_a_latin_term(part: Structure):
    assert part.latin or part.layer == "skin"


@EACH
def test_each_number_stands_in_a_listed_claim(part: Structure):
    listed = [fact(evidence.claim(name), evidence.reference) for name in part.claims]
    for text in (part.where, part.does, part.feels, part.plain):
        for number in checks.numbers(checks.without_allowed(checks.prose(text), ALLOWED)):
            assert any(checks.agrees(number, one) for one in listed), (text, number)


def test_an_unknown_structure_is_refused_in_one_sentence():
    with pytest.raises(KeyError, match="no structure 'tail'"):
        structure("tail")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("layer: bones", "layer: hair", "mend layer"),
        ("feels: It is hard., ", "", "mend feels"),
        ("claims: []", "claims: [no-such-claim]", "no-such-claim"),
        ("id: a-bone", "id: A bone", "mend id"),
    ],
)
def test_a_mistake_names_the_file_and_the_structure(
    tmp_path: Path, before: str, after: str, words: str
):
    file = tmp_path / "parts.yaml"
    file.write_text(GOOD)
    assert read(file)[0].name == "Bone"
    assert before in GOOD
    file.write_text(GOOD.replace(before, after))
    with pytest.raises(StructureError, match=r"parts\.yaml") as told:
        read(file)
    assert words in str(told.value)


def test_an_id_may_stand_only_once(tmp_path: Path):
    file = tmp_path / "parts.yaml"
    file.write_text(GOOD + GOOD)
    with pytest.raises(StructureError, match="twice"):
        read(file)
