"""Every kind of answer is judged as a fair teacher would."""

import math

import pytest

from sij.learn import judge
from sij.learn.judging import UNIT_SLIPS, read_number
from sij.learn.questions import KINDS
from tests.learn.samples import JUNK, checked, right_answer, toy_row, toys, wrong_answers


def toy(kind):
    return checked(toy_row(kind))


def test_there_is_a_toy_of_every_kind():
    assert {question.kind for question in toys()} == set(KINDS)


@pytest.mark.parametrize("question", toys(), ids=lambda q: q.kind)
def test_the_right_answer_is_correct(question):
    assert judge(question, right_answer(question)).state == "correct"


@pytest.mark.parametrize("question", toys(), ids=lambda q: q.kind)
def test_each_wrong_answer_gets_its_own_words(question):
    for answer, feedback in wrong_answers(question):
        outcome = judge(question, answer)
        assert outcome.state in ("incorrect", "partly")
        assert feedback in outcome.feedback


@pytest.mark.parametrize("question", toys(), ids=lambda q: q.kind)
def test_nothing_useful_is_no_attempt(question):
    for answer in JUNK:
        numeric = question.kind == "number" and answer == -1 and answer is not True
        wanted = "incorrect" if numeric else "not-attempted"
        assert judge(question, answer).state == wanted, answer


@pytest.mark.parametrize(("picked", "state"), [
    (["one"], "partly"), (["one", "three"], "partly"), (["three"], "incorrect"),
    (["two", "one"], "correct"), (["one", "one"], "not-attempted"),
])  # fmt: skip
def test_several_counts_what_was_found(picked, state):
    assert judge(toy("several"), picked).state == state


def test_a_missed_option_is_not_named():
    assert judge(toy("several"), ["one"]).feedback == ("There is one more that fits.",)


@pytest.mark.parametrize(("letters", "state", "first"), [
    ("abcd", "correct", "From"), ("bacd", "partly", "A bee"), ("abdc", "partly", "Most dogs"),
    ("dcba", "incorrect", "Most dogs"), ("cabd", "partly", "A cat"),
])  # fmt: skip
def test_order_speaks_about_the_first_that_is_misplaced(letters, state, first):
    outcome = judge(toy("order"), list(letters))
    assert outcome.state == state
    assert outcome.feedback[0].startswith(first)


@pytest.mark.parametrize(("given", "state"), [
    (0.6, "correct"), (0.8, "correct"), (0.599, "incorrect"), (0.801, "incorrect"),
    ("0,7", "correct"), ("0.7 mm", "correct"), (" 0.70 ", "correct"), ("\u22120.7", "incorrect"),
])  # fmt: skip
def test_both_edges_of_the_tolerance(given, state):
    assert judge(toy("number"), given).state == state


@pytest.mark.parametrize(("given", "words"), [
    (0.07, "centimetres"), (0.0007, "metres"), (700, "micrometres"), (0.0276, "inches"),
])  # fmt: skip
def test_a_slip_of_the_unit_is_named(given, words):
    outcome = judge(toy("number"), given)
    assert outcome.state == "partly"
    assert f"right in {words}" in outcome.feedback[0]


def test_radians_are_noticed():
    factor, words = UNIT_SLIPS["°"][0]
    assert (words, factor) == ("radians", pytest.approx(57.29578))
    row = toy_row("number") | {"unit": "°", "source": None}
    outcome = judge(checked(row), 0.7 * math.pi / 180)
    assert "radians" in outcome.feedback[0]


def test_words_instead_of_a_number_get_one_sentence():
    assert judge(toy("number"), "a little").feedback == ("Type a plain number, such as 3 or 0.5.",)


@pytest.mark.parametrize(("text", "number"), [
    ("3", 3), ("3.5", 3.5), ("3,5", 3.5), ("+3", 3), ("\u22123", -3), ("3 mm", 3), ("3mm", 3),
    ("1e3", None), ("", None), ("3 cm", None), ("3.", None), ("\u0663", None),
])  # fmt: skip
def test_numbers_are_read_as_people_type_them(text, number):
    assert read_number(text, "mm") == number


def test_reach_allows_what_rounding_hides():
    question = toy("reach")
    magnified = {"exaggeration": 10}
    assert judge(question, {"promontory_mm": 0.951, **magnified}).state == "correct"
    assert judge(question, {"promontory_mm": 1.249, **magnified}).state == "correct"
    assert judge(question, {"promontory_mm": 0.949, **magnified}).state == "partly"
    assert judge(question, {"promontory_mm": 1.251, **magnified}).state == "partly"
    assert judge(question, {"promontory_mm": 5, "exaggeration": 1}).state == "incorrect"


@pytest.mark.parametrize(("percent", "brier", "state"), [
    (100, 0, "correct"), (75, 0.0625, "correct"), (74, 0.0676, "partly"), (50, 0.25, "partly"),
    (49, 0.2601, "incorrect"), (0, 1, "incorrect"),
])  # fmt: skip
def test_probabilities_are_scored_by_brier(percent, brier, state):
    outcome = judge(toy("probability"), percent)
    assert outcome.brier == pytest.approx(brier)
    assert outcome.state == state
    denied = judge(checked(toy_row("probability") | {"truth": False}), 100 - percent)
    assert (denied.brier, denied.state) == (pytest.approx(brier), state)
