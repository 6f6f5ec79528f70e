"""The gait model against its published anchors; each test names the claim it holds to."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sij import evidence
from sij.models import gait

OWN_RATE_SPM = 165.0
SPEEDS = st.floats(2.5, 6.67)
RATES = st.floats(140.0, 200.0)
RATIOS = st.floats(0.74, 1.36)


def claimed(claim_id: str, name: str) -> float:
    return evidence.claim(claim_id).number(name)


def default_step() -> gait.Step:
    return gait.step(3.0, OWN_RATE_SPM)


# --- anchors ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sex", gait.SEXES)
@pytest.mark.parametrize(("speed_m_s", "name"), [(2.5, "9"), (3.06, "11"), (3.61, "13")])
def test_peaks_are_those_of_115_treadmill_runners(speed_m_s: float, name: str, sex) -> None:
    """Claim leg-force-9-11-13, within 5 %."""
    measured = claimed("leg-force-9-11-13", f"Fleg_max_{name}kmh")
    assert gait.step(speed_m_s, OWN_RATE_SPM, sex=sex).peak_force_bw == pytest.approx(
        measured, rel=0.05
    )


def test_forces_and_stiffness_lie_in_the_treadmill_study_s_range() -> None:
    """Claim model-sine-validation, treadmill: means and SDs of 8 men over 3.33 to 6.67 m/s."""
    found = gait.step(5.0, 180, mass_kg=76.0, height_m=1.78, sex="men")
    study = "model-sine-validation"
    for got, name, sd in (
        (found.peak_force_n / 1e3, "Fmax_model_treadmill", 0.32),
        (found.peak_force_n / 1e3, "Fmax_ref_treadmill", 0.34),
        (found.vertical_stiffness_n_per_m / 1e3, "kvert_model_treadmill", 8.87),
        (found.leg_stiffness_n_per_m / 1e3, "kleg_model_treadmill", 2.19),
    ):
        assert got == pytest.approx(claimed(study, name), abs=sd)


def test_fast_peaks_lie_in_the_overground_study_s_range() -> None:
    """Claim model-sine-validation, overground: 10 elite men, 4 m/s to their fastest."""
    found = gait.step(6.67, 195, mass_kg=66.4, sex="men").peak_force_n / 1e3
    assert found == pytest.approx(
        claimed("model-sine-validation", "Fmax_model_overground"), abs=0.24
    )


def test_contact_time_misses_recreational_runners_by_eight_percent_and_says_so() -> None:
    """Claim contact-flight-young-runners: they stay on the ground longer than the model says."""
    study = "contact-flight-young-runners"
    rate_spm = 120 * claimed(study, "stride_frequency")
    speed = claimed(study, "step_length") / 100 * rate_spm / 60
    found = gait.step(speed, rate_spm)
    miss = claimed(study, "contact_time") / 1e3 / float(found.contact_time_s) - 1
    assert miss == pytest.approx(0.086, abs=0.005)
    period = claimed(study, "contact_time") + claimed(study, "flight_time")
    assert float(found.step_time_s) * 1e3 == pytest.approx(period, rel=0.01)


@pytest.mark.parametrize(("drop_m", "name"), [(0, "0"), (0.05, "5"), (0.1, "10"), (0.2, "20")])
def test_missteps_are_the_computed_snapshots(drop_m: float, name: str) -> None:
    """Claim misstep-energy-formula, within 0.5 %."""
    wanted = claimed("misstep-energy-formula", f"Fmax_{name}cm")
    assert gait.misstep_peak_bw(default_step(), drop_m) == pytest.approx(wanted, rel=0.005)


def test_the_misstep_formula_at_no_drop_is_not_the_sine() -> None:
    """Claim misstep-energy-formula: 2.62 against 2.47."""
    own = default_step()
    assert own.peak_force_bw == pytest.approx(2.47, rel=0.005)
    assert gait.misstep_peak_bw(own, 0) > own.peak_force_bw + 0.1


def test_the_default_runner_s_vertical_stiffness_is_the_snapshot() -> None:
    """Claim misstep-energy-formula: kvert 25.8 kN/m."""
    assert default_step().vertical_stiffness_n_per_m == pytest.approx(25_800, rel=0.005)


@pytest.mark.parametrize("muscle", gait.HIP_MUSCLES)
@pytest.mark.parametrize("percent", [90, 100, 110])
def test_hip_muscles_are_the_table(muscle: gait.HipMuscle, percent: int) -> None:
    """Claim step-rate-hip-muscle-forces, exact."""
    wanted = 60 * claimed("step-rate-hip-muscle-forces", f"{muscle}_{percent}")
    assert gait.hip_muscle_force_n(muscle, percent / 100, 60) == pytest.approx(wanted, rel=1e-12)


def test_downhill_ends_are_measured_and_the_middle_is_a_straight_line() -> None:
    """Claim downhill-impact-9deg: impact +54 %, braking +73 %."""
    assert gait.downhill_impact_ratio([0, -4.5, -9]) == pytest.approx([1, 1.27, 1.54])
    assert gait.downhill_braking_ratio([0, -4.5, -9]) == pytest.approx([1, 1.365, 1.73])


def test_leg_stiffness_spans_the_two_measured_ends() -> None:
    """Claim leg-stiffness-vs-stride-frequency: 7.0 to 16.3 kN/m."""
    claim = "leg-stiffness-vs-stride-frequency"
    soft, stiff = (
        gait.step(2.5, OWN_RATE_SPM, rate_ratio=ratio).leg_stiffness_n_per_m
        for ratio in (0.74, 1.36)
    )
    wanted = claimed(claim, "kleg_at_plus36pct") / claimed(claim, "kleg_at_minus26pct")
    assert stiff / soft == pytest.approx(wanted, rel=0.001)


def test_five_strides_more_bring_the_foot_nearer() -> None:
    """Claim overstride-foot-position."""
    share = 1 + claimed("overstride-foot-position", "foot_position_change_per_5_strides") / 100
    assert gait.foot_ahead_ratio(85, 80) == pytest.approx(share)
    assert gait.foot_ahead_ratio(80, 85) == pytest.approx(1 / share)


@pytest.mark.parametrize(
    ("sex", "trunk", "name"),
    [("men", False, "leg_only_men"), ("women", True, "leg_and_half_lower_trunk_women")],
)
def test_the_load_index_is_a_share_of_the_ground_force(sex, trunk: bool, name: str) -> None:
    """Claim load-index-definition; a share below 1, so never a joint force."""
    share = claimed("load-index-definition", f"fraction_{name}")
    assert gait.load_index_bw(2.5, sex, with_lower_trunk=trunk) == pytest.approx(2.5 * share)
    assert share < 1


def test_the_likely_peak_lies_above_the_model_s() -> None:
    """Claim model-sine-validation: the sine falls short by 3.2 to 6.9 %, give or take an SD."""
    low, high = gait.likely_peak_bw(2.47)
    assert low == pytest.approx(2.47 / (1 - 0.0116))
    assert high == pytest.approx(2.47 / (1 - 0.0945))


# --- laws -------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=200)
@given(SPEEDS, RATES, RATIOS, st.floats(35, 150), st.floats(1.4, 2.1), st.sampled_from(gait.SEXES))
def test_each_step_is_whole(v, rate, ratio, mass_kg, height_m, sex) -> None:
    found = gait.step(v, rate, rate_ratio=ratio, mass_kg=mass_kg, height_m=height_m, sex=sex)
    assert found.contact_time_s > 0 and found.flight_time_s > 0
    assert found.contact_time_s + found.flight_time_s == pytest.approx(found.step_time_s, rel=1e-12)
    impulse = found.mean_force_bw * found.contact_time_s
    assert impulse == pytest.approx(float(found.step_time_s), rel=1e-9)
    assert found.peak_force_bw == pytest.approx(math.pi / 2 * found.mean_force_bw, rel=1e-4)
    assert found.fall_m > 0
    assert found.leg_stiffness_n_per_m < found.vertical_stiffness_n_per_m
    assert found.steps_per_km * found.step_length_m == pytest.approx(1000)
    dose = found.peak_force_bw * found.steps_per_km
    assert found.peaks_per_km_bw == pytest.approx(float(dose))


@settings(deadline=None, max_examples=60)
@given(SPEEDS, RATES)
def test_the_half_sine_s_own_impulse_carries_the_body(v: float, rate: float) -> None:
    found = gait.step(v, rate)
    t = np.linspace(0, float(found.contact_time_s), 2001)
    force = float(found.peak_force_bw) * np.sin(np.pi * t / float(found.contact_time_s))
    assert np.trapezoid(force, t) == pytest.approx(float(found.step_time_s), rel=1e-4)


@settings(deadline=None, max_examples=100)
@given(SPEEDS, RATES, RATIOS)
def test_a_changed_rate_finds_the_stiffness_it_asks_for(
    v: float, rate: float, ratio: float
) -> None:
    own, now = (gait.step(v, rate, rate_ratio=each) for each in (1.0, ratio))
    slope = claimed("leg-stiffness-vs-stride-frequency", "log_slope")
    wanted = float(own.leg_stiffness_n_per_m) * math.exp(slope * (ratio - 1))
    assert now.leg_stiffness_n_per_m == pytest.approx(wanted, rel=1e-6)


def test_force_rises_with_speed_and_falls_with_step_rate() -> None:
    """Monotone as the sources say: grf-stance-average-regression; step-rate-mechanics."""
    by_speed = gait.step(np.linspace(2.5, 6.67, 40), OWN_RATE_SPM).peak_force_bw
    by_ratio = gait.step(3.0, OWN_RATE_SPM, rate_ratio=np.linspace(0.74, 1.36, 40))
    assert (np.diff(by_speed) > 0).all()
    assert (np.diff(by_ratio.peak_force_bw) < 0).all()
    assert (np.diff(by_ratio.step_length_m) < 0).all()
    assert (np.diff(by_ratio.fall_m) < 0).all()


def test_more_steps_cancel_the_gain_of_each() -> None:
    """Claim step-rate-hip-muscle-forces, caution: less per step, about as much per kilometre."""
    own, quick = (gait.step(3.0, OWN_RATE_SPM, rate_ratio=each) for each in (1.0, 1.1))
    assert quick.peak_force_bw < own.peak_force_bw
    assert quick.peaks_per_km_bw > own.peaks_per_km_bw
    per_km = [
        gait.hip_muscle_force_n("GluteusMedius", ratio) * found.steps_per_km
        for ratio, found in ((1.0, own), (1.1, quick))
    ]
    assert per_km[1] == pytest.approx(per_km[0], rel=0.03)


def test_a_misstep_rises_with_the_drop_and_flattens() -> None:
    """Claim landing-force-sqrt-height."""
    peaks = gait.misstep_peak_bw(default_step(), np.linspace(0, 0.2, 9))
    gains = np.diff(peaks)
    assert (gains > 0).all()
    assert all(later < earlier for earlier, later in pairwise(gains))


def test_shapes_go_together() -> None:
    grid = gait.step(np.linspace(2.5, 6.6, 3)[:, None], 165, rate_ratio=[0.9, 1.0, 1.1, 1.2])
    assert grid.peak_force_bw.shape == (3, 4)
    one = gait.step(float(grid.speed_m_s[1, 2]), 165, rate_ratio=1.1)
    assert grid.peak_force_bw[1, 2] == pytest.approx(float(one.peak_force_bw), rel=1e-12)


# --- refusals ---------------------------------------------------------------------------------

WRONG = {
    "walking": (lambda: gait.step(1.4, 110), "speed between 2.5 and 6.67 m/s, not 1.4"),
    "no number": (lambda: gait.step("fast", 165), "Give speed as a number in m/s"),
    "missing": (lambda: gait.step(math.nan, 165), "missing or infinite"),
    "half the steps": (lambda: gait.step(3, 165, rate_ratio=0.5), "26 % below to 36 % above"),
    "far off the table": (lambda: gait.hip_muscle_force_n("Piriformis", 1.2), "10 % below"),
    "unknown muscle": (lambda: gait.hip_muscle_force_n("Psoas", 1.0), "no muscle 'Psoas'"),
    "a cliff": (lambda: gait.downhill_impact_ratio(-20), "-9 and 0 degrees, not -20"),
    "uphill": (lambda: gait.downhill_braking_ratio(3), "-9 and 0 degrees, not 3"),
    "a fall": (lambda: gait.misstep_peak_bw(default_step(), 1.0), "0 and 0.2 m, not 1"),
    "unknown sex": (lambda: gait.step(3, 165, sex="x"), "one of women, men, mean"),
    "shapes": (lambda: gait.step([3, 4], [160, 165, 170]), "shapes that fit together"),
    "many strides": (lambda: gait.foot_ahead_ratio(120, 85), "75 to 95 strides"),
}


@pytest.mark.parametrize("name", WRONG)
def test_out_of_range_input_is_refused_in_one_sentence(name: str) -> None:
    call, says = WRONG[name]
    with pytest.raises(gait.GaitInputError) as refused:
        call()
    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith(".") and ". " not in sentence and "\n" not in sentence


def test_all_parameters_rest_on_claims_that_were_read() -> None:
    evidence.require_verified(gait.claims_used(), "model gait")
