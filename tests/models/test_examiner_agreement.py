"""Two examiners: counts add up, kappa comes back from them, impossible kappas are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sij.models import examiner_agreement as model

SHARE = st.integers(1, 99)
KAPPA = st.integers(-100, 100).map(lambda part: part / 100)


def kappa_of(share, both_yes, both_no):
    """Cohen's kappa by its definition, from shares of agreement."""
    p = share / 100
    chance = p * p + (1 - p) * (1 - p)
    return ((both_yes + both_no) / 100 - chance) / (1 - chance)


def test_counts_worked_out_by_hand():
    # Chance: 0.3 x 0.3 + 0.7 x 0.7 = 58 of 100; half of the other 42 is gained.
    assert model.agreement(0.5, 30) == model.Agreement(
        both_yes=19, both_no=59, differ=22, by_chance=58
    )
    assert model.agreement(1, 30) == model.Agreement(30, 70, 0, 58)
    assert model.agreement(0, 50) == model.Agreement(25, 25, 50, 50)


@given(KAPPA, SHARE)
def test_people_add_up_and_kappa_comes_back(kappa, share):
    if kappa < model.least_kappa(share):
        return
    found = model.agreement(kappa, share)
    assert found.agree + found.differ == model.PEOPLE
    # Rounding half a pair to people moves the counts by at most one pair.
    assert min(found.both_yes, found.both_no) >= 0 and found.differ % 2 == 0
    assert 2 * found.both_yes + found.differ == 2 * share
    room = 2 * share * (100 - share) / 100
    back = kappa_of(share, found.both_yes, found.both_no)
    assert abs(back - kappa) <= 1 / room + 1e-9


@given(SHARE)
def test_no_kappa_is_agreement_by_chance(share):
    found = model.agreement(0, share)
    assert found.agree == found.by_chance
    assert model.agreement(1, share).differ == 0


@given(SHARE)
def test_the_lowest_kappa_leaves_nobody_on_whom_both_say_the_rarer_word(share):
    p = share / 100
    least = model.least_kappa(share)
    apart = (1 - least) * p * (1 - p)
    assert min(p, 1 - p) - apart == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("share", range(10, 91))
def test_every_setting_of_the_lesson_is_possible(share):
    assert model.least_kappa(share) < -0.1
    assert model.agreement(-0.1, share).both_yes >= 0


def test_an_impossible_kappa_is_refused_with_what_is_possible():
    with pytest.raises(model.AgreementInputError, match=r"from -0.11 \(for this share\) to 1"):
        model.agreement(-0.2, 90)


@pytest.mark.parametrize("wrong", [0, 100, 12.5, float("nan"), "ten", True, None])
def test_what_is_no_share_is_refused(wrong):
    for call in (lambda: model.agreement(0.5, wrong), lambda: model.least_kappa(wrong)):
        with pytest.raises(model.AgreementInputError, match=r"^Give the share"):
            call()


@pytest.mark.parametrize("wrong", [1.01, float("nan"), "half", True])
def test_what_is_no_kappa_is_refused(wrong):
    with pytest.raises(model.AgreementInputError, match=r"^Give kappa"):
        model.agreement(wrong, 30)
