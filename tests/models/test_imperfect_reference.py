"""A perfect test against an imperfect yardstick: counts add up, and only the yardstick errs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sij.models import imperfect_reference as model

PERCENT = st.integers(0, 200).map(lambda half: half / 2)
PEOPLE = st.integers(0, 100)


def test_a_table_worked_out_by_hand():
    found = model.blocks(40, 25, 10)
    assert found == model.Blocks(
        rightly_positive=30, wrongly_positive=10, wrongly_negative=6, rightly_negative=54
    )
    assert (found.positives, found.really_with) == (40, 36)
    assert model.apparent_accuracy(25, 10) == (75, 90)


def test_halves_go_up():
    assert model.blocks(1, 50, 0).wrongly_positive == 1


@given(PEOPLE, PERCENT, PERCENT)
def test_people_add_up_and_the_wrong_ones_are_the_stated_share(positives, wrong, missed):
    found = model.blocks(positives, wrong, missed)
    cells = (
        found.rightly_positive, found.wrongly_positive,
        found.wrongly_negative, found.rightly_negative,
    )  # fmt: skip
    assert all(isinstance(count, int) and count >= 0 for count in cells)
    assert sum(cells) == model.PEOPLE and found.positives == positives
    assert abs(found.wrongly_positive - positives * wrong / 100) <= 0.5
    assert abs(found.wrongly_negative - (100 - positives) * missed / 100) <= 0.5


@given(PEOPLE, PERCENT, PERCENT)
def test_a_perfect_test_seems_as_good_as_counting_its_table_says(positives, wrong, missed):
    found = model.blocks(positives, wrong, missed)
    sensitivity, specificity = model.apparent_accuracy(wrong, missed)
    # The test is positive in all who really have the source, and in nobody else.
    if positives:
        seen = 100 * found.rightly_positive / positives
        assert abs(seen - sensitivity) <= 50 / positives + 1e-9
    if positives < 100:
        seen = 100 * found.rightly_negative / (100 - positives)
        assert abs(seen - specificity) <= 50 / (100 - positives) + 1e-9


def test_a_yardstick_without_errors_shows_a_perfect_test():
    assert model.apparent_accuracy(0, 0) == (100, 100)
    assert model.blocks(33, 0, 0).really_with == 33


@pytest.mark.parametrize("wrong", [-1, 101, float("nan"), "ten", True, None])
def test_what_is_no_share_is_refused_in_a_sentence(wrong):
    for call in (
        lambda: model.blocks(wrong, 10, 10),
        lambda: model.blocks(10, wrong, 10),
        lambda: model.blocks(10, 10, wrong),
        lambda: model.apparent_accuracy(wrong, 10),
        lambda: model.apparent_accuracy(10, wrong),
    ):
        with pytest.raises(model.ReferenceInputError, match=r"^Give the .*0 to 100.*\.$"):
            call()
