"""The two-by-two table against published counts, and that it always adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sij import evidence
from sij.models import two_by_two as model

PERCENT = st.integers(0, 100)


def test_a_table_worked_out_by_hand():
    found = model.table(20, 75, 90)
    assert found == model.Table(found=15, missed=5, false_alarms=8, rightly_negative=72)
    assert (found.with_source, found.without, found.positives, found.negatives) == (20, 80, 23, 77)


def test_halves_go_up():
    assert model.table(50, 1, 1).found == 1
    assert model.table(50, 1, 1).rightly_negative == 1


def test_the_dutch_cohort_s_shares_come_out():
    claim, case = evidence.claim("lr-composite-vdwurff-3of5"), evidence.claim("case-vanderwurff")
    yes, no = claim.number("true_positive"), claim.number("true_negative")
    ill, well = yes + claim.number("false_negative"), no + claim.number("false_positive")
    accuracy = 100 * yes / ill, 100 * no / well
    after = model.shares_after(100 * ill / (ill + well), *accuracy)
    assert after[0] / 100 == pytest.approx(case.number("posttest_positive"), abs=5e-4)
    assert after[1] / 100 == pytest.approx(case.number("posttest_negative"), abs=5e-4)
    assert model.likelihood_ratios(*accuracy) == (
        pytest.approx(case.number("lr_positive"), abs=5e-3),
        pytest.approx(case.number("lr_negative"), abs=5e-3),
    )


@given(PERCENT, PERCENT, PERCENT)
def test_rows_and_columns_add_up(share, sensitivity, specificity):
    found = model.table(share, sensitivity, specificity)
    cells = (found.found, found.missed, found.false_alarms, found.rightly_negative)
    assert all(isinstance(count, int) and count >= 0 for count in cells)
    assert sum(cells) == found.positives + found.negatives == found.with_source + found.without
    assert sum(cells) == model.PEOPLE and found.with_source == share
    assert abs(found.found - share * sensitivity / 100) <= 0.5
    assert abs(found.rightly_negative - (100 - share) * specificity / 100) <= 0.5


@given(st.integers(1, 99), PERCENT, PERCENT)
def test_odds_times_ratio_are_the_odds_after(share, sensitivity, specificity):
    ratios = model.likelihood_ratios(sensitivity, specificity)
    after = model.shares_after(share, sensitivity, specificity)
    for ratio, percent in zip(ratios, after, strict=True):
        if ratio is None or percent is None:
            continue
        odds = share / (100 - share) * ratio
        assert percent == pytest.approx(100 * odds / (1 + odds), abs=1e-9)


def test_where_nothing_divides_there_is_no_number():
    assert model.likelihood_ratios(80, 100) == (None, pytest.approx(0.2))
    assert model.likelihood_ratios(80, 0) == (pytest.approx(0.8), None)
    assert model.shares_after(20, 80, 100)[0] == 100
    assert model.shares_after(0, 80, 100) == (None, 0)
    assert model.shares_after(100, 100, 50) == (100, None)


@given(st.floats(51, 99), st.floats(51, 99))
def test_accuracy_is_found_back_from_the_ratios(sensitivity, specificity):
    ratios = model.likelihood_ratios(sensitivity, specificity)
    assert model.accuracy_of(*ratios) == pytest.approx((sensitivity, specificity), abs=1e-6)


@pytest.mark.parametrize("bad", [-1, 101, float("nan"), float("inf"), "20", None, True])
@pytest.mark.parametrize("place", range(3))
def test_bad_input_is_refused_in_one_sentence(bad, place):
    inputs = [20, 80, 60]
    inputs[place] = bad
    for call in (model.table, model.shares_after):
        with pytest.raises(model.TableInputError, match=r"^Give the .* from 0 to 100, not .*\.$"):
            call(*inputs)
    if place:
        with pytest.raises(model.TableInputError, match=r"^Give the s\w+ as a number"):
            model.likelihood_ratios(*inputs[1:])


@pytest.mark.parametrize("bad", [(1, 0.5), (3, 1), (3, -0.1), (float("inf"), 0.1)])
def test_ratios_that_tell_nothing_are_refused(bad):
    with pytest.raises(model.TableInputError, match="above 1"):
        model.accuracy_of(*bad)
