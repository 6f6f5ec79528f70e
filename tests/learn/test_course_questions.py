"""The contract of every question in the course, and the balance of each chapter."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import nbformat
import pytest

from sij import evidence
from sij.app.markdown import slug
from sij.learn import chapters, judge
from sij.learn.questions import (
    Number,
    Order,
    Place,
    Probability,
    Question,
    Reach,
    Several,
    Single,
    claims_of,
    misconceptions,
    said,
)
from sij.learn.sheet import sheet
from sij.live import Interactive, joint_motion, mechanisms, pelvic_anatomy
from sij.models import motion
from tests.learn.samples import JUNK, right_answer, wrong_answers
from tests.repo import checks
from tests.repo.test_notebook_text import ALLOWED, fact

ROOT = Path(__file__).resolve().parents[2]
ALL = [(chapter, question) for chapter, some in chapters().items() for question in some]
EACH = pytest.mark.parametrize("question", [q for _, q in ALL], ids=lambda q: q.id)
BY_CHAPTER = pytest.mark.parametrize("chapter", chapters())
FEWEST = {"01-start-here": 8, "02-pelvic-anatomy": 14, "03-joint-motion": 12, "04-mechanisms": 12}
INTERACTIVES = {
    "joint-motion-nutation": joint_motion.nutation,
    "joint-motion-life-size": joint_motion.life_size,
    "joint-motion-studies-translation": lambda: joint_motion.studies("translation"),
    "joint-motion-studies-rotation": lambda: joint_motion.studies("rotation"),
    "joint-motion-postures": joint_motion.postures,
    "joint-motion-fan": joint_motion.fan,
    "mechanisms-step": mechanisms.step_in_slow_motion,
    "mechanisms-load-path": mechanisms.load_path,
    "mechanisms-explorer": mechanisms.explorer,
    "mechanisms-measured": mechanisms.measured,
    "mechanisms-onset": mechanisms.onset,
    "mechanisms-closure": mechanisms.closure,
    "mechanisms-trade-off": mechanisms.trade_off,
    "mechanisms-training": mechanisms.training,
    "pelvic-anatomy-palpation": pelvic_anatomy.palpation,
    "pelvic-anatomy-posterior": pelvic_anatomy.explorer_posterior,
    "pelvic-anatomy-lateral": pelvic_anatomy.explorer_lateral,
    "pelvic-anatomy-anterior": pelvic_anatomy.explorer_anterior,
    "pelvic-anatomy-section": pelvic_anatomy.joint_section,
    "pelvic-anatomy-neighbours": pelvic_anatomy.neighbours,
}


@cache
def interactive(name: str) -> Interactive:
    """Compile an interactive when a test first needs it: plates take seconds."""
    found = INTERACTIVES[name]()
    assert found.name == name
    return found


BESIDE = {
    "01-start-here": {"box-a01", "box-a02", "box-a03", "flags", "marks"},
    "02-pelvic-anatomy": {"box-a06", "box-a07"},
}
ASKED = re.compile(r"""\bask\(["']([a-z0-9-]+)["']\)""")


def test_chapters_with_questions_are_the_expected_ones():
    assert set(chapters()) >= set(FEWEST)


@EACH
def test_the_right_answer_passes(question: Question):
    assert judge(question, right_answer(question)).state == "correct"


@EACH
def test_each_wrong_answer_gets_its_own_text(question: Question):
    given = wrong_answers(question)
    assert given or isinstance(question, Several)
    for answer, feedback in given:
        outcome = judge(question, answer)
        assert outcome.state in ("incorrect", "partly"), answer
        assert feedback in outcome.feedback, answer
    if isinstance(question, Single):
        texts = [option.feedback for option in question.options]
        assert len(set(texts)) == len(texts)


@EACH
def test_untouched_is_not_attempted(question: Question):
    for answer in (None, "", [], {}):
        assert judge(question, answer).state == "not-attempted"
    assert all(judge(question, junk).state != "correct" for junk in JUNK)


@EACH
def test_both_edges_of_a_number_are_in_and_just_beyond_is_out(question: Question):
    if not isinstance(question, Number):
        return
    crumb = max(question.tolerance, 0.01) / 50
    for side in (-1, 1):
        edge = question.value + side * question.tolerance
        assert judge(question, edge).state == "correct"
        assert judge(question, edge + side * crumb).state != "correct"


@EACH
def test_each_number_of_a_question_is_one_of_its_claims(question: Question):
    shared = list(question.claims)
    pieces = [
        (text, shared)
        for text in (question.stem, question.explanation, *question.hints, question.objective)
    ]
    pieces += [(part.feedback, [*part.claims, *shared]) for part in said(question)]
    known = {one: fact(evidence.claim(one), evidence.reference) for one in claims_of(question)}
    rows = [checks.Fact(words=evidence.article_row(row).says) for row in question.article]
    labels = (
        {label for option in question.options for label in [option.label]}
        if isinstance(question, Single | Several | Order)
        else set()
    )
    pieces += [(label, list(claims_of(question))) for label in _right_labels(question, labels)]
    for text, claims in pieces:
        for number in checks.numbers(checks.without_allowed(checks.prose(text), ALLOWED)):
            facts = [known[one] for one in claims] + rows
            assert any(checks.agrees(number, one) for one in facts), (question.id, number[2], text)


def _right_labels(question: Question, labels: set[str]) -> set[str]:
    """Wrong options may of course hold wrong numbers."""
    if isinstance(question, Single | Several):
        return {option.label for option in question.options if option.right}
    return labels


@EACH
def test_hints_and_wrong_feedback_do_not_give_the_answer_away(question: Question):
    if isinstance(question, Single):
        right = next(option.label for option in question.options if option.right)
        others = [one.feedback for one in question.options if not one.right]
        for text in (*question.hints, *others):
            assert right.lower().rstrip(".") not in text.lower()


@EACH
def test_a_goal_can_be_reached_and_is_not_reached_at_first(question: Question):
    if not isinstance(question, Reach):
        return
    picture = interactive(question.needs)
    start = picture.values()
    wanted = {goal.quantity for goal in question.goals}
    assert wanted <= set(start)
    assert judge(question, {name: start[name] for name in wanted}).state != "correct"


@EACH
def test_pins_stand_on_landmarks(question: Question):
    if isinstance(question, Place):
        axes = {"side": [0, 1], "behind": [2, 1]}[question.view]
        points = [tuple(motion.landmark(str(option.at))[axes]) for option in question.options]
        for place, (x, y) in enumerate(points):
            for other_x, other_y in points[:place]:
                assert (x - other_x) ** 2 + (y - other_y) ** 2 > 13**2, "pins overlap"


@EACH
def test_sheets_compile(question: Question):
    data = sheet(question)
    assert data["id"] == question.id
    if isinstance(question, Single | Several | Order):
        assert {one["id"] for one in data["options"]} == {one.id for one in question.options}


@BY_CHAPTER
def test_a_chapter_asks_enough_in_many_ways(chapter: str):
    some = chapters()[chapter]
    kinds = Counter(question.kind for question in some)
    assert len(some) >= FEWEST.get(chapter, 12)
    assert len(kinds) >= 5
    assert 3 * kinds["single"] <= len(some)
    assert 2 * sum(question.needs is not None for question in some) >= len(some)


@BY_CHAPTER
def test_a_question_needs_only_what_its_chapter_shows(chapter: str):
    there = BESIDE.get(chapter, set()) | set(INTERACTIVES)
    assert {q.needs for q in chapters()[chapter]} - {None} <= there


PREDICTED = {
    "02-pelvic-anatomy": {
        "pelvis-predict-apart": "pelvic_anatomy.palpation",
        "pelvis-predict-depth": "pelvic_anatomy.palpation",
        "pelvis-predict-arm": "pelvic_anatomy.explorer_posterior",
        "pelvis-predict-shape": "pelvic_anatomy.explorer_lateral",
        "pelvis-predict-share": "pelvic_anatomy.joint_section",
        "pelvis-predict-front": "pelvic_anatomy.explorer_anterior",
        "pelvis-predict-still": "joint_motion.fan",
        "pelvis-predict-hand": "pelvic_anatomy.neighbours",
    },
    "03-joint-motion": {
        "motion-predict-nod": "joint_motion.nutation",
        "motion-predict-card": "joint_motion.life_size",
        "motion-predict-studies": 'joint_motion.studies("translation")',
        "motion-predict-rotation": 'joint_motion.studies("rotation")',
        "motion-predict-postures": "joint_motion.postures",
        "motion-predict-fan": "joint_motion.fan",
    },
    "04-mechanisms": {
        "mech-predict-peak": "mechanisms.step_in_slow_motion",
        "mech-predict-path": "mechanisms.load_path",
        "mech-predict-rate": "mechanisms.explorer",
        "mech-predict-model": "mechanisms.measured",
        "mech-predict-onset": "mechanisms.onset",
        "mech-predict-hold": "mechanisms.closure",
        "mech-predict-price": "mechanisms.trade_off",
        "mech-predict-spike": "mechanisms.training",
    },
}


@pytest.mark.parametrize("chapter", PREDICTED)
def test_every_interactive_has_its_prediction_just_before_it(chapter: str):
    predicted = PREDICTED[chapter]
    assert {q.id for q in chapters()[chapter] if q.role == "predict"} == set(predicted)
    code = [cell.source for cell in cells_of(chapter) if cell.cell_type == "code"]
    shown = [cell for cell in code if "LiveFigure(" in cell]
    assert len(shown) == len(set(predicted.values()))
    for name, picture in predicted.items():
        place = next(k for k, cell in enumerate(code) if f'ask("{name}")' in cell)
        after = [cell for cell in code[place + 1 :] if "ask(" not in cell]
        assert picture in after[0]


def test_every_misconception_stands_behind_some_option():
    used = {part.misconception for _, q in ALL for part in said(q) if part.misconception}
    assert used == set(misconceptions())
    assert {"bump-is-joint", "two-to-four-is-average", "manipulation-puts-back"} <= used


def cells_of(chapter: str):
    path = ROOT / "notebooks" / f"{chapter}.ipynb"
    return nbformat.read(path, as_version=4).cells


@BY_CHAPTER
def test_each_question_is_asked_once_in_its_chapter(chapter: str):
    source = "\n".join(cell.source for cell in cells_of(chapter) if cell.cell_type == "code")
    assert Counter(ASKED.findall(source)) == Counter(q.id for q in chapters()[chapter])


@BY_CHAPTER
def test_each_question_names_a_heading_of_its_chapter(chapter: str):
    text = "\n".join(cell.source for cell in cells_of(chapter) if cell.cell_type == "markdown")
    headings = {slug(found) for found in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)}
    assert {q.anchor for q in chapters()[chapter]} <= headings


def test_probabilities_are_not_all_true():
    truths = {q.truth for _, q in ALL if isinstance(q, Probability)}
    assert truths == {True, False}
