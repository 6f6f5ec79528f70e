"""The contract of every question in the course, and the balance of each chapter."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TypeVar

import nbformat
import pytest

from sij import evidence
from sij.app.markdown import slug
from sij.learn import chapters, judge
from sij.learn.cases import brier, case
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
from sij.live import Interactive, joint_motion, mechanisms, pelvic_anatomy, symptoms, treatment
from sij.models import motion, plan
from tests.learn.samples import JUNK, right_answer, wrong_answers
from tests.repo import checks
from tests.repo.test_notebook_text import ALLOWED, fact

ROOT = Path(__file__).resolve().parents[2]
ALL = [(chapter, question) for chapter, some in chapters().items() for question in some]
EACH = pytest.mark.parametrize("question", [q for _, q in ALL], ids=lambda q: q.id)
BY_CHAPTER = pytest.mark.parametrize("chapter", chapters())
FEWEST = {
    "01-start-here": 12,
    "02-pelvic-anatomy": 14,
    "03-joint-motion": 12,
    "04-mechanisms": 12,
    "05-symptom-explorer": 14,
    "06-treatment-timeline": 14,
    "07-cases": 12,
}
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
    "symptoms-two-by-two": symptoms.two_by_two,
    "symptoms-same-result": symptoms.same_result,
    "symptoms-counting": symptoms.counting,
    "symptoms-yardstick": symptoms.yardstick,
    "symptoms-agreement": symptoms.agreement,
    "treatment-timeline": treatment.timeline,
    "treatment-usual-course": treatment.usual_course,
    "treatment-effect-ladder": treatment.effect_ladder,
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
    "05-symptom-explorer": {"symptom-explorer"},
    "06-treatment-timeline": {"ladder-of-care", "box-a27", "box-a29", "planner"},
    "07-cases": {"case-heavier-weeks", "case-moving-house"},
}
ENDS = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")
_Q = TypeVar("_Q", bound=Question)
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
    "05-symptom-explorer": {
        "symp-predict-positive": "symptoms.two_by_two",
        "symp-predict-start": "symptoms.same_result",
        "symp-predict-counted": "symptoms.counting",
        "symp-predict-yardstick": "symptoms.yardstick",
        "symp-predict-agree": "symptoms.agreement",
    },
    "06-treatment-timeline": {
        "treat-predict-course": "treatment.usual_course",
        "treat-predict-open": "treatment.timeline",
        "treat-predict-ladder": "treatment.effect_ladder",
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


def asked(name: str, kind: type[_Q]) -> _Q:
    found = next(question for _, question in ALL if question.id == name)
    assert isinstance(found, kind)
    return found


def test_the_days_of_chapter_6_are_those_of_the_timeline():
    rows = plan.rows()
    needle = asked("treat-reach-day", Reach).goals[0]
    first = min(row.from_day for row in rows.values() if row.invasive)
    assert (needle.quantity, needle.low, needle.high) == ("day", first, first)
    opening = [rows[step.id].from_day for step in asked("treat-predict-open", Order).options]
    assert opening == sorted(set(opening))


def test_the_bars_of_the_first_days_are_those_of_the_timeline():
    rows = plan.rows()
    bars = {
        "signs": "red-flag-screen",
        "active": "relative-rest-active",
        "warm": "heat-or-cold",
        "paracetamol": "paracetamol",
        "scan": "imaging",
        "jog": "walk-run",
    }
    options = asked("treat-check-first-days", Several).options
    assert {one.id for one in options} == {*bars, "bed"}
    for one in options:
        row = rows.get(bars.get(one.id, ""))
        assert one.right == (row is not None and row.role != "never" and row.from_day == 0)


def test_the_walk_run_table_takes_as_long_as_the_question_says():
    table = evidence.claim("walk-run-table")
    runs = len(plan.phases()) * table.number("sessions_per_phase_min")
    days = 1 + (runs - 1) * (1 + table.number("rest_days_between_runs_min"))
    assert asked("treat-check-table", Number).value == days


def test_two_worse_mornings_in_a_row_stop_the_example_runner():
    emil = plan.runners()["half-way"]
    worse = [step.day for step in plan.replay(emil.state, emil.diary, plan.Door.EXAMPLE).steps
             if step.outcome == "bad"]  # fmt: skip
    after = min(run.day for run in emil.diary if run.day > worse[-1])
    twice = plan.with_morning(emil.diary, after, 3)
    found = plan.replay(emil.state, twice, plan.Door.EXAMPLE).steps
    assert next(step.outcome for step in found if step.day == after) == "bad"
    answer = plan.next_session(emil.state, twice, plan.Door.EXAMPLE)
    assert isinstance(answer, plan.NoSession)
    assert "clinician" in " ".join(answer.why)
    assert right_answer(asked("treat-check-morning", Single)) == "stop"


def test_intervals_that_cross_zero_are_those_of_the_claims():
    drawn = {
        "paracetamol": "paracetamol-no-effect:itt_pain_difference_2wk",
        "acute": "exercise-acute-null:md_pain",
        "sham": "fusion-sham:difference",
        "nsaid": "nsaid-cochrane-pooled:pain_md",
        "run-walk": "running-with-chronic-lbp:md_pain_12wk",
    }
    for one in asked("treat-check-ladder", Several).options:
        claim, _, name = drawn[one.id].partition(":")
        low, high = ENDS.findall(str(evidence.claim(claim).value(name).spread))[0]
        assert one.right == (float(low) < 0 < float(high)), one.id


def test_the_course_asks_enough_of_everything():
    kinds = Counter(question.kind for _, question in ALL)
    assert len(ALL) >= 100
    assert min(kinds.values()) >= 5 and len(kinds) == 7
    assert kinds["single"] <= 0.35 * len(ALL)
    assert sum(question.needs is not None for _, question in ALL) >= 40


def test_every_row_of_the_article_is_asked_about():
    asked_about = {row for _, question in ALL for row in question.article}
    assert asked_about == {f"A{n:02d}" for n in range(1, 33)}


def test_the_score_in_the_question_is_the_experts_in_the_case():
    sunday = next(one for one in case("moving-house").expert if one.visit == "sunday")
    low = sunday.estimates["wait"]
    assert judge(asked("cases-number-score", Number), brier(low, True)).state == "correct"


def test_probabilities_are_not_all_true():
    truths = {q.truth for _, q in ALL if isinstance(q, Probability)}
    assert truths == {True, False}
