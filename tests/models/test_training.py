"""Both rules on plans worked out by hand, and the study's numbers against their claims."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models import training
from sij.models.gait.guards import GaitInputError

RUNS = st.lists(st.integers(3, 40), min_size=12, max_size=12)


def plan(runs, other=0):
    return training.plan(runs, np.full(len(runs), float(other)))


def test_the_steps_are_the_study_s():
    claim = evidence.claim("training-spike-single-session")
    assert [(s.over_percent, s.up_to_percent) for s in training.steps()] == [
        (10, 30),
        (30, 100),
        (100, None),
    ]
    for step, name in zip(
        training.steps(), ("HRR_10_30", "HRR_30_100", "HRR_over_100"), strict=True
    ):
        assert step.hazard_ratio == claim.number(name)
        assert f"{step.low:.2f}-{step.high:.2f}" in claim.value(name).spread
        assert step.low < step.hazard_ratio < step.high
    assert training.steps()[1].hazard_ratio < training.steps()[0].hazard_ratio


def test_both_claims_of_the_study_agree():
    twin = evidence.claim("load-single-session")
    names = ("hrr_10_to_30", "hrr_30_to_100", "hrr_over_100")
    assert [s.hazard_ratio for s in training.steps()] == [twin.number(name) for name in names]


def test_the_trial_is_the_claim_s():
    assert training.trial_percents() == (20.8, 20.3)


@pytest.mark.parametrize(
    ("km", "step"), [(20, 0), (22, 0), (23, 1), (26, 1), (27, 2), (40, 2), (19, 0)]
)
def test_a_run_falls_into_the_step_of_its_jump_ends_not_included(km, step):
    """After weeks of 20 km: 22 is 10 %, 26 is 30 % and 40 is double."""
    assert plan([20] * 5 + [km]).jump_step[-1] == step


def test_more_than_double_is_the_last_step():
    assert plan([10] * 5 + [21]).jump_step[-1] == 3
    assert plan([10] * 5 + [21]).jump_percent[-1] == pytest.approx(110)


def test_four_weeks_count_and_the_fifth_is_forgotten():
    remembered = plan([10, 20, 10, 10, 10, 20])
    forgotten = plan([10, 20, 10, 10, 10, 10, 20])
    assert remembered.longest_before_km[-1] == 20 and remembered.jump_step[-1] == 0
    assert forgotten.longest_before_km[-1] == 10 and forgotten.jump_step[-1] == 2


def test_before_week_one_the_runner_is_taken_to_have_run_like_week_one():
    found = plan([15, 15, 15, 15])
    assert list(found.longest_before_km) == [15, 15, 15, 15]
    assert found.jump_percent[0] == found.rise_percent[0] == 0
    assert not found.week_marked[0]


def test_the_weekly_rule_looks_at_the_total_and_lets_ten_percent_pass():
    found = training.plan([10, 10, 10, 10], [0, 1, 2.2, 1.2])
    assert list(found.week_marked) == [False, False, True, False]
    assert found.rise_percent[1] == pytest.approx(10)


def test_other_running_grows_and_never_falls_below_none():
    assert list(training.other_km(5, -3, weeks=4)) == [5, 2, 0, 0]
    assert list(training.other_km(0, 8, weeks=3)) == [0, 8, 16]
    assert training.other_km([0, 10], 1).shape == (2, 12)


@settings(deadline=None, max_examples=200)
@given(RUNS, st.integers(0, 60), st.integers(-3, 8))
def test_marks_follow_from_the_percents(runs, other, added):
    found = training.plan(runs, training.other_km(other, added))
    assert found.total_km == pytest.approx(found.longest_km + found.other_km)
    assert np.array_equal(found.jump_step > 0, found.jump_percent > 10 + 1e-9)
    assert np.array_equal(found.jump_step > 1, found.jump_percent > 30 + 1e-9)
    assert np.array_equal(found.jump_step > 2, found.jump_percent > 100 + 1e-9)
    assert np.array_equal(found.week_marked, found.rise_percent > 10 + 1e-9)
    assert found.run_marks == (found.jump_step > 0).sum()
    assert found.largest_jump_percent >= 0


@settings(deadline=None, max_examples=100)
@given(RUNS, st.integers(0, 60))
def test_the_single_run_rule_does_not_see_other_running(runs, other):
    assert np.array_equal(plan(runs).jump_step, plan(runs, other).jump_step)


def test_many_plans_at_once():
    runs = np.array([[10] * 12, [10] * 6 + [20] + [10] * 5])
    found = training.plan(runs, np.zeros((2, 12)))
    assert list(found.run_marks) == [0, 1]
    assert list(found.largest_jump_percent) == [0, 100]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: plan([2] * 12), "Give the longest run between 3 and 40 km, not 2"),
        (lambda: plan([41] * 12), "between 3 and 40 km, not 41"),
        (lambda: training.plan([10], [-1]), "Give other running between 0 and 1000 km, not -1"),
        (lambda: training.other_km(61, 0), "Give other running between 0 and 60 km, not 61"),
        (lambda: training.other_km(0, 9), "Give kilometres added a week between -3 and 8 km"),
        (lambda: training.plan([10, 10], [1]), "for the same weeks"),
        (lambda: training.plan(10, 1), "for the same weeks"),
        (lambda: training.plan(np.zeros((0,)), []), "for the same weeks"),
        (lambda: plan([np.nan] * 12), "the longest run is missing"),
    ],
)
def test_a_wrong_input_is_refused_in_one_sentence(call, said):
    with pytest.raises(GaitInputError, match=said) as caught:
        call()
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
