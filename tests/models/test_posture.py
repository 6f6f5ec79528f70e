"""The runner's joints: the measured landing, feet that stand still, knees that bend one way."""

import numpy as np
import pytest

from sij import evidence
from sij.figures import runner
from sij.models import gait
from sij.models.gait import posture as moves

SPEEDS = moves.measured_speeds_m_s()
FINE = np.linspace(0.0, 1.0, 2001)
LIMBS = ("thigh_deg", "shank_deg", "foot_deg", "toes_deg")


@pytest.fixture(params=SPEEDS, ids="{:.2f} m/s".format)
def speed(request) -> float:
    return request.param


def contact_share(step: gait.Step) -> float:
    return float(step.contact_time_s / step.step_time_s / 2)


def test_the_landing_angles_are_those_of_the_treadmill_study() -> None:
    """Claim leg-force-9-11-13."""
    assert pytest.approx((2.5, 3.06, 3.61)) == SPEEDS
    claim = evidence.claim("leg-force-9-11-13")
    said = [-claim.number(f"leg_angle_footstrike_{kmh}kmh") for kmh in (9, 11, 13)]
    assert moves.landing_angle_deg(SPEEDS) == pytest.approx(said)
    with pytest.raises(gait.GaitInputError, match=r"between 2\.5 and 3\.61 m/s, not 5"):
        moves.landing_angle_deg(5.0)


def test_thigh_shank_and_ankle_add_up_to_the_leg_length_of_the_claim() -> None:
    """Claim model-sine-displacement-stiffness."""
    long = runner.proportions()
    leg = long.thigh + long.shank + long.ankle_height
    claim = evidence.claim("model-sine-displacement-stiffness")
    assert leg == pytest.approx(claim.number("leg_length_fraction_of_height"))


def test_hip_to_heel_leans_as_measured_when_each_foot_lands(speed: float) -> None:
    body = runner.figure_at(speed, np.array([0.0, 0.5]))
    for leg, place in ((body.right_leg, 0), (body.left_leg, 1)):
        x, y = leg.heel[place] - body.hip[place]
        assert np.rad2deg(np.arctan2(x, -y)) == pytest.approx(moves.landing_angle_deg(speed))
        assert leg.heel[place, 1] == pytest.approx(0.0, abs=1e-9)


def test_the_centre_of_mass_falls_as_in_the_model_and_flies_a_parabola(speed: float) -> None:
    step = runner.default_step(speed)
    contact, flight = float(step.contact_time_s), float(step.flight_time_s)
    ground = moves.hip_rise_m(step, np.linspace(0, contact, 801))
    assert -ground.min() == pytest.approx(float(step.fall_m), rel=1e-5)
    assert ground[-1] == pytest.approx(0.0, abs=1e-5)  # the claim rounds pi/2
    aloft = moves.hip_rise_m(step, contact + np.linspace(0, flight, 101))
    assert aloft.max() == pytest.approx(9.80665 * flight**2 / 8, rel=1e-6)
    fall_m_s2 = np.diff(aloft[1:], 2) / (flight / 100) ** 2
    assert fall_m_s2 == pytest.approx(-9.80665, rel=1e-6)


def test_a_foot_on_the_ground_does_not_slide(speed: float) -> None:
    step = runner.default_step(speed)
    share = contact_share(step)
    phase = np.linspace(0, share, 401)
    leg = runner.figure_at(speed, phase).right_leg
    carried = 2 * float(step.step_time_s) * speed * phase[:, None] * [1, 0]
    manner = runner.manner()
    flat = phase >= manner.flat_from * share
    tip = (leg.toe + carried)[flat]
    assert np.ptp(tip, axis=0) == pytest.approx(0.0, abs=1e-9)
    heel = (leg.heel + carried)[phase <= manner.heel_rises_from * share]
    assert np.ptp(heel, axis=0) == pytest.approx(0.0, abs=1e-9)
    assert tip[:, 1] == pytest.approx(0.0, abs=1e-9)


def test_no_foot_sinks_into_the_ground(speed: float) -> None:
    leg = runner.figure_at(speed, FINE).right_leg
    for joint in (leg.heel, leg.ball, leg.toe):
        assert joint[:, 1].min() > -1e-5


def test_a_free_foot_clears_the_ground(speed: float) -> None:
    share = contact_share(runner.default_step(speed))
    phase = FINE[(share + 0.03 < FINE) & (FINE < 0.97)]
    leg = runner.figure_at(speed, phase).right_leg
    lowest = np.min([leg.heel[:, 1], leg.ball[:, 1], leg.toe[:, 1]], axis=0)
    assert lowest.min() > 0.005


def test_knees_bend_one_way_and_not_too_far(speed: float) -> None:
    leg = runner.figure_at(speed, FINE).right_leg
    assert leg.knee_deg.min() > 5.0
    assert leg.knee_deg.max() < 130.0


def test_limbs_keep_their_lengths(speed: float) -> None:
    body, long = runner.figure_at(speed, FINE), runner.proportions().scaled(runner.HEIGHT_M)
    leg, arm = body.left_leg, body.left_arm
    for one, other, length in (
        (body.hip, leg.knee, long.thigh),
        (leg.knee, leg.ankle, long.shank),
        (leg.ball, leg.toe, long.toes),
        (body.shoulder, arm.elbow, long.upper_arm),
        (arm.elbow, arm.wrist, long.forearm),
    ):
        assert np.linalg.norm(one - other, axis=1) == pytest.approx(length)


def test_the_stride_runs_smoothly_and_closes(speed: float) -> None:
    """No limb jumps, and none changes its speed of turning at once, but for the landing foot."""
    leg = runner.figure_at(speed, FINE).right_leg
    for name in LIMBS:
        angle = getattr(leg, name)
        assert angle[0] == pytest.approx(angle[-1], abs=1e-6), name
        assert np.abs(np.diff(angle)).max() < 1.0, name
        rate = np.diff(np.append(angle, angle[1]))
        assert np.abs(np.diff(rate)).max() < 0.06, name


def test_the_left_side_does_half_a_stride_later_what_the_right_does(speed: float) -> None:
    now = runner.figure_at(speed, np.array([0.1, 0.3]))
    later = runner.figure_at(speed, np.array([0.6, 0.8]))
    assert later.left_leg.toe == pytest.approx(now.right_leg.toe)
    assert later.left_arm.hand == pytest.approx(now.right_arm.hand)


def test_each_arm_swings_against_the_leg_of_its_side(speed: float) -> None:
    body = runner.figure_at(speed, FINE)
    for leg, arm in ((body.right_leg, body.right_arm), (body.left_leg, body.left_arm)):
        assert np.corrcoef(leg.knee[:, 0], arm.elbow[:, 0])[0, 1] < -0.6


def test_a_moment_outside_the_stride_is_refused() -> None:
    with pytest.raises(gait.GaitInputError, match=r"Give phase between 0 and 1 strides, not 1\.5"):
        runner.figure_at(SPEEDS[0], np.array([1.5]))
