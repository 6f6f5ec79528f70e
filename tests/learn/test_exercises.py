"""Tasks of the practice notebooks: keys, usual slips, help and words."""

import re
from pathlib import Path

import ipywidgets
import numpy as np
import pytest
from ruamel.yaml import YAML

from sij import evidence
from sij.learn import exercises
from sij.learn.exercises import ExerciseError, Slip, Task, check, desk, hint, judge, solution, task
from sij.learn.exercises.chapters import _ROOMS
from sij.learn.exercises.kinds import Amounts, Slider, Word
from tests.repo import checks

ROOT = Path(__file__).resolve().parents[2]
RULES = [
    checks.Forbidden(entry["id"], entry["pattern"], entry["why"])
    for entry in YAML(typ="safe").load((ROOT / "assets" / "forbidden.yaml").read_text("utf-8"))
]
ALL = [one for tasks in exercises.chapters().values() for one in tasks]
TASKS = [one for one in ALL if not one.is_example]
CODE = re.compile(r"motion-\w+|[a-z_]+\(.*?\)|\w*_\w+|\"[^\"]*\"|'[^']*'")


def by_id(found):
    return found.id


def texts(one):
    return [one.right, *one.hints, *(slip.says for slip in one.slips)]


@pytest.fixture(autouse=True)
def nothing_asked():
    desk._asked.clear()


def test_seven_chapters_with_a_solved_example_and_four_to_six_tasks():
    assert [name[:2] for name in exercises.chapters()] == [f"{n:02d}" for n in range(1, 8)]
    for tasks in exercises.chapters().values():
        assert [one.is_example for one in tasks] == [True] + [False] * (len(tasks) - 1)
        assert 4 <= len(tasks) - 1 <= 6


def test_ids_are_unique_and_begin_with_their_chapter():
    assert len({one.id for one in ALL}) == len(ALL)
    for name, tasks in exercises.chapters().items():
        assert all(one.id.startswith(f"{name[3:]}-") for one in tasks)


@pytest.mark.parametrize("one", ALL, ids=by_id)
def test_the_key_is_worked_out_and_right(one):
    assert judge(one, one.key()).state == "right"
    assert judge(one, one.key()) == judge(one, one.key())


@pytest.mark.parametrize("one", ALL, ids=by_id)
def test_three_dots_are_not_attempted_and_nothing_is_no_answer(one):
    assert judge(one, ...).state == "not-attempted"
    assert one.kind.asks in judge(one, ...).says
    assert judge(one, None).state == "wrong"


@pytest.mark.parametrize("one", TASKS, ids=by_id)
def test_three_or_more_usual_slips_each_get_their_own_words(one):
    assert len(one.slips) >= 3
    verdicts = [judge(one, slip.answer()) for slip in one.slips]
    assert [v.slip for v in verdicts] == [slip.name for slip in one.slips]
    assert {v.state for v in verdicts} == {"wrong"}
    assert len({v.says for v in verdicts}) == len(verdicts)


@pytest.mark.parametrize("one", TASKS, ids=by_id)
def test_another_wrong_answer_gets_words_of_its_own_too(one):
    other = {
        Amounts: lambda: tuple(n + 12.345 * one.kind.tolerance for n in one.kind.read(one.key())),
        Word: lambda: "elephant",
        Slider: lambda: ipywidgets.FloatSlider(min=-77, max=78, step=0.1, description="deg"),
    }[type(one.kind)]()
    verdict = judge(one, other)
    assert (verdict.state, verdict.slip) == ("wrong", "")
    assert verdict.says not in {slip.says for slip in one.slips}


@pytest.mark.parametrize("one", ALL, ids=by_id)
def test_no_words_hold_a_typed_number_or_what_the_course_must_not_say(one):
    for text in texts(one):
        assert not re.search(r"\d", CODE.sub("", text)), text
        assert "—" not in text and text == text.strip()
        assert checks.forbidden_problems(one.id, text, RULES) == []


def spoilers(one):
    """How a learner might read the answer in a text."""
    key = one.kind.read(one.key())
    if isinstance(one.kind, Amounts):
        return {f"{abs(n):.{digits}f}" for n in key for digits in range(4)}
    if isinstance(one.kind, Word):
        return {key}
    return {f"{key.high:g}"}


@pytest.mark.parametrize("one", ALL, ids=by_id)
def test_neither_hints_nor_reasons_hold_the_answer(one):
    code = one.solution.split(" = ", 1)[1]
    for text in [*one.hints, *(slip.says for slip in one.slips)]:
        assert code not in text
        words = set(re.findall(r"[\w.-]+", text.lower()))
        assert not {word.rstrip(".") for word in words} & spoilers(one), text


@pytest.mark.parametrize("one", ALL, ids=by_id)
def test_two_hints_the_second_longer_and_every_claim_was_read(one):
    first, second = one.hints
    assert first != second
    evidence.require_verified(one.claims, f"task {one.id}")
    assert one.solution.startswith(f"{one.name} = ")
    assert len(f"{one.solution}  # solution") <= 100


# --- reading answers -----------------------------------------------------------------------------


def toy(kind, key, *slips, claims=()):
    return Task("toy", "x", kind, lambda: key, slips, ("a", "b"), "x = 1", "Good.", claims)


MM = toy(Amounts("mm", 0.05), 2.0, Slip("metres", lambda: 0.002, "Metres."))


@pytest.mark.parametrize("answer", [2, 2.04, np.float64(1.96), np.array(2.0), np.array([2.0])])
def test_numbers_of_all_sorts_within_the_tolerance_are_right(answer):
    assert judge(MM, answer).state == "right"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("2", "without quotation marks"),
        (True, "That is a bool"),
        (ipywidgets.FloatSlider, "That is a "),
        ([1.0, 2.0], "That is 2 numbers"),
        (float("nan"), "no finite number"),
        (float("inf"), "no finite number"),
        (2.06, "too large"),
        (-2.0, "too small"),
        (0.002, "Metres."),
        (0, "too small"),
    ],
)
def test_what_is_no_right_number_is_told_why(answer, says):
    verdict = judge(MM, answer)
    assert verdict.state == "wrong"
    assert says in verdict.says


def test_several_numbers_are_compared_in_order():
    pair = toy(Amounts("percent", 0.5, ("low end", "high end")), (10.0, 30.0))
    assert judge(pair, (10.2, 29.8)).state == "right"
    assert "high end is too large" in judge(pair, [10.0, 40.0]).says
    assert "That is 1 numbers" not in judge(pair, (10.0, 30.0)).says
    assert "low end and high end" in judge(pair, 10.0).says


def test_capitals_do_not_count_and_a_number_is_no_word():
    word = toy(Word("a status"), "Closed")
    assert judge(word, " CLOSED ").state == "right"
    assert "That is a int" in judge(word, 1).says
    assert "look it up" in judge(word, "shut").says


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"min": -4, "max": 4, "step": 0.1, "description": "Nutation (degrees)"}, None),
        ({"min": -4, "max": 4, "step": 0.5, "description": "Nutation °"}, None),
        ({"min": -4, "max": 4, "step": 0.6, "description": "Nutation °"}, "too coarse"),
        ({"min": -4, "max": 4, "step": 0.1, "description": "Nutation"}, "its unit"),
        ({"min": -4, "max": 5, "step": 0.1, "description": "Nutation °"}, "two ends"),
    ],
)
def test_a_slider_is_looked_at(settings, says):
    key = ipywidgets.FloatSlider(min=-4, max=4, step=0.1, description="°")
    one = toy(Slider("degrees", ("°", "deg"), 0.5), key)
    verdict = judge(one, ipywidgets.FloatSlider(**settings))
    assert (verdict.state == "right") == (says is None)
    assert says is None or says in verdict.says


def test_the_kind_of_slider_and_another_widget_are_told_apart():
    one = task("motion-slider")
    assert "Call it" in judge(one, ipywidgets.FloatSlider).says
    assert "That is a Label" in judge(one, ipywidgets.Label("°")).says
    assert judge(one, ipywidgets.IntSlider(min=-9, max=9)).slip == "whole numbers"


# --- speaking ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "state", "begins"),
    [
        (..., "not-attempted", "○ Not attempted yet. "),
        (0.2, "wrong", "✗ Not right yet. You gave 0.2. "),
        (task("motion-travel").key(), "right", "✓ Right. You gave 1.685. "),
    ],
)
def test_a_check_speaks_by_sign_word_and_line(answer, state, begins):
    block = check("motion-travel", answer)
    shown = block._repr_mimebundle_()
    assert shown["text/plain"].startswith(begins)
    assert f'data-state="{state}"' in shown["text/html"] and 'role="status"' in shown["text/html"]
    assert block == check("motion-travel", answer)
    assert ("Sources" in str(block)) == (state == "right")


def test_what_a_learner_typed_cannot_become_html():
    assert "<b>" not in check("treatment-gate", "<b>open</b>").html


def test_hints_come_one_by_one_and_the_last_stays():
    said = [str(hint("motion-sign")) for _ in range(3)]
    first, second = task("motion-sign").hints
    assert first in said[0] and "once again" in said[0]
    assert second in said[1] and said[1] == said[2]
    assert task("motion-fit").hints[0] in str(hint("motion-fit"))


def test_a_solution_shows_its_line_and_why():
    block = solution("motion-fit")
    assert task("motion-fit").solution in str(block)
    assert "<code>fitted_deg = motion.fit_pose" in block.html
    assert task("motion-fit").right in block.text


def test_unknown_names_are_told_in_one_sentence():
    with pytest.raises(ExerciseError, match=r"no task 'tea': give its name first"):
        check("tea", 1)
    with pytest.raises(ExerciseError, match=r"no task \[3\.5\]"):
        check([3.5], "motion-travel")
    with pytest.raises(ExerciseError, match="Nothing is given"):
        exercises.given("tea")


def test_every_name_gives_one_thing_and_the_same_each_time():
    names = [name for room in _ROOMS.values() for name in room.GIVEN]
    assert len(set(names)) == len(names)
    for name in names:
        assert repr(exercises.given(name)) == repr(exercises.given(name))


def test_the_tape_measures_as_the_crow_flies():
    assert exercises.distance_mm((0, 0, 0), (2, 3, 6)) == pytest.approx(7)
