"""The wedge against its own statics, and the standing model's two steps against their claim."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models import closure
from sij.models.gait.guards import GaitInputError

FRICTIONS, CLAMPS = st.floats(0, 1), st.floats(0, 100)
LIGAMENTS, LEANS = st.floats(0, 30), st.floats(0, 15)
INPUTS = (FRICTIONS, CLAMPS, LIGAMENTS, LEANS)


@settings(deadline=None, max_examples=200)
@given(*INPUTS)
def test_the_shares_solve_the_balance_of_sacrum_and_hip_bone(rough, clamp, tension, lean_deg):
    """With what is really held along the face, forces on both bones sum to nothing."""
    found = closure.hold(rough, clamp, tension, lean_deg)
    lean = np.radians(lean_deg)
    along = found.shear - found.slope
    outwards = found.squeeze * np.cos(lean) - along * np.sin(lean)
    upwards = found.squeeze * np.sin(lean) + along * np.cos(lean)
    assert outwards == pytest.approx(clamp, abs=1e-9)
    assert upwards == pytest.approx(closure.LOAD / 2, abs=1e-9)
    assert found.ridges == pytest.approx(rough * float(found.squeeze))


@settings(deadline=None, max_examples=200)
@given(*INPUTS, st.sampled_from(["friction", "clamp", "ligament"]), st.floats(0, 1))
def test_more_of_anything_that_holds_never_lowers_the_margin(
    rough, clamp, tension, lean_deg, what, share
):
    now = {"friction": rough, "clamp": clamp, "ligament": tension}
    most = {"friction": 1.0, "clamp": 100.0, "ligament": 30.0}
    more = now | {what: now[what] + share * (most[what] - now[what])}
    before, after = (closure.hold(**each, wedge_deg=lean_deg) for each in (now, more))
    assert after.margin >= before.margin - 1e-9
    assert after.holds or not before.holds


@settings(deadline=None, max_examples=100)
@given(*INPUTS)
def test_the_margin_is_continuous(rough, clamp, tension, lean_deg):
    step = 1e-7
    inputs = np.array([rough, clamp, tension, lean_deg])
    nearer = np.clip(inputs + step, 0, [1, 100, 30, 15])
    assert closure.hold(*nearer).margin == pytest.approx(closure.hold(*inputs).margin, abs=1e-4)


@given(LEANS)
def test_with_nothing_to_hold_it_the_wedge_slides(lean_deg):
    found = closure.hold(0, 0, 0, lean_deg)
    assert found.capacity == 0 and not found.holds
    assert found.margin == pytest.approx(-closure.LOAD / 2 * np.cos(np.radians(lean_deg)))


@given(CLAMPS, LIGAMENTS)
def test_upright_faces_without_friction_hang_on_ligaments_alone(clamp, tension):
    """A clamp across upright, smooth faces holds nothing up."""
    found = closure.hold(0, clamp, tension, 0)
    assert found.capacity == tension and not found.holds


def test_a_frictionless_wedge_is_held_by_the_clamp_that_statics_asks_for():
    """With friction 0 and tension T it takes H = ((W/2) cos t - T) / sin t."""
    lean, tension = np.radians(15), 30.0
    clamp = (closure.LOAD / 2 * np.cos(lean) - tension) / np.sin(lean)
    assert closure.hold(0, clamp, tension, 15).margin == pytest.approx(0, abs=1e-9)
    assert closure.hold(0, clamp + 0.01, tension, 15).holds
    assert not closure.hold(0, clamp - 0.01, tension, 15).holds


def test_exactly_enough_holds():
    """Upright faces: 0.5 x 100 is half the load."""
    assert closure.hold(0.5, 100, 0, 0).margin == 0
    assert closure.hold(0.5, 100, 0, 0).holds


@settings(deadline=None, max_examples=100)
@given(*INPUTS)
def test_the_clamp_never_squeezes_the_wedge_out_upwards(rough, clamp, tension, lean_deg):
    found = closure.hold(rough, clamp, tension, lean_deg)
    assert found.slope < found.shear


def test_one_friction_meets_many_clamps():
    found = closure.hold(0.4, [0, 50, 100], 10, closure.measured_lean_deg())
    assert found.margin.shape == found.shear.shape == (3,)
    assert list(found.holds) == [False, False, True]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ((1.1, 0, 0, 0), "Give friction between 0 and 1, not 1.1"),
        ((0, -1, 0, 0), "Give muscle clamp between 0 and 100, not -1"),
        ((0, 0, 31, 0), "Give ligament tension between 0 and 30, not 31"),
        ((0, 0, 0, 16), "Give lean between 0 and 15 degrees, not 16"),
        ((np.nan, 0, 0, 0), "friction is missing"),
        (("a", 0, 0, 0), "Give friction as a number"),
        (([0, 1], [0, 1, 2], 0, 0), "shapes that fit together"),
    ],
)
def test_a_wrong_input_is_refused_in_one_sentence(inputs, said):
    with pytest.raises(GaitInputError, match=said) as caught:
        closure.hold(*inputs)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_the_lean_is_the_scans_mean_and_lies_on_the_slider():
    assert closure.measured_lean_deg() == evidence.claim("anat-orientation").number("frontal_lean")
    assert closure.WEDGE.low < closure.measured_lean_deg() < closure.WEDGE.high


def test_the_cuts_are_the_standing_model_s_and_both_claims_agree():
    first, further = closure.cuts()
    twin = evidence.claim("force-closure-model")
    assert first.compression_percent == twin.number("compression_increase_first_20pct")
    assert further.compression_percent == twin.number("compression_increase_next_20pct")
    claim = evidence.claim("load-shear-compression-pel2008")
    assert first.shear_percent == claim.number("shear_reduction_step1")
    assert further.shear_percent == claim.number("shear_reduction_step2")
