"""Where a runner's joints are, moment by moment, in one stride on level ground.

From studies come the angle of the landing leg (claim leg-force-9-11-13), the times on the ground
and in the air, and the bounce of the centre of mass (`sij.models.gait.step`). From mechanics: in
the air the centre of mass flies a parabola, and a foot on the ground stays where it is. All else is
drawn, not measured: the lengths of the limbs, how the foot rolls, the free leg, trunk and arms.

The frame travels with the runner: x forward from the hip, y up from the ground, metres. The hip
keeps its place along x, and the ground runs backwards at the speed of the run.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sij import evidence
from sij.models.gait import facts, guards
from sij.models.gait.facts import GRAVITY_M_S2
from sij.models.gait.guards import FloatArray
from sij.models.gait.step import Step

LANDING = "leg-force-9-11-13"
LANDING_NAMES = tuple(f"leg_angle_footstrike_{speed}kmh" for speed in (9, 11, 13))
PHASE = guards.Limits("phase", "strides", 0.0, 1.0, "one stride is shown")
HALVINGS = 50
_NUDGE = 1e-5


@dataclass(frozen=True)
class Proportions:
    """Lengths as shares of body height: a draughtsman's proportions, not a finding."""

    thigh: float
    shank: float
    ankle_height: float
    heel: float
    ball: float
    toes: float
    trunk: float
    head: float
    upper_arm: float
    forearm: float
    hand: float

    def scaled(self, height_m: float) -> "Proportions":
        """Return the lengths in metres for one height."""
        return Proportions(**{name: share * height_m for name, share in vars(self).items()})


@dataclass(frozen=True)
class Manner:
    """How the figure moves where no study says it: key postures, in degrees and shares.

    Attributes
    ----------
    landing_knee, landing_toes_up
        Bend of the knee and lift of the toes when the heel lands.
    flat_from, heel_rises_from
        Shares of the contact between which the whole foot stands.
    toe_off_knee
        Bend of the knee when the toes leave the ground.
    toes_roll
        How far the toes have rolled up by then, over the roll of the foot.
    swing_share
        Moments of the swing, shares of it, rising.
    swing
        Shape (moments, 4): thigh forward, knee bent, ankle pointed, toes bent up.
    upper_mean, upper_swing, elbow_mean, elbow_swing, forward_at
        The arms' angles, and the share of the stride at which the right arm is forward.
    lean
        Forward lean of the trunk.
    """

    landing_knee: float
    landing_toes_up: float
    flat_from: float
    heel_rises_from: float
    toe_off_knee: float
    toes_roll: float
    swing_share: FloatArray
    swing: FloatArray
    upper_mean: float
    upper_swing: float
    elbow_mean: float
    elbow_swing: float
    forward_at: float
    lean: float


@dataclass(frozen=True)
class Leg:
    """One leg over the moments asked for: joints, shape (n, 2), m, and angles, shape (n,), deg.

    Thigh and shank angles are forward of straight down; foot and toes are heel-up of flat; the
    knee's is its bend.
    """

    knee: FloatArray
    ankle: FloatArray
    heel: FloatArray
    ball: FloatArray
    toe: FloatArray
    thigh_deg: FloatArray
    shank_deg: FloatArray
    foot_deg: FloatArray
    toes_deg: FloatArray
    knee_deg: FloatArray


@dataclass(frozen=True)
class Arm:
    """One arm: elbow, wrist and hand, shape (n, 2), m; angles forward of straight down, deg."""

    elbow: FloatArray
    wrist: FloatArray
    hand: FloatArray
    upper_deg: FloatArray
    fore_deg: FloatArray


@dataclass(frozen=True)
class Posture:
    """The whole figure over the moments asked for.

    Attributes
    ----------
    phase
        Shape (n,): shares of the stride; 0 is the right foot's landing.
    hip, shoulder, head
        Shape (n, 2), m; both hips and both shoulders lie behind one another.
    right_leg, left_leg, right_arm, left_arm
        The limbs.
    pressed_x_m
        Where the foot on the ground presses, by drawing: from the heel to the ball. In the air it
        stays where the last foot left.
    """

    phase: FloatArray
    hip: FloatArray
    shoulder: FloatArray
    head: FloatArray
    right_leg: Leg
    left_leg: Leg
    right_arm: Arm
    left_arm: Arm
    pressed_x_m: FloatArray


@lru_cache
def _landing_points() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the measured speeds, m/s, and how far the leg reached forward at landing, deg."""
    claim = evidence.claim(LANDING)
    said = [re.search(r"[\d.]+", claim.value(name).condition or "") for name in LANDING_NAMES]
    speeds = tuple(float(found[0]) for found in said if found)
    return speeds, tuple(-facts.number(LANDING, name) for name in LANDING_NAMES)


def measured_speeds_m_s() -> tuple[float, ...]:
    """Return the speeds at which the landing angle was measured (claim leg-force-9-11-13)."""
    return _landing_points()[0]


def landing_angle_deg(speed_m_s: npt.ArrayLike) -> FloatArray:
    """Return how far forward of straight down the leg is at landing (claim leg-force-9-11-13).

    Straight lines between the three measured speeds are our choice.

    Parameters
    ----------
    speed_m_s
        Running speed, within the measured ones, any shape.

    Raises
    ------
    GaitInputError
        When a speed is outside the measured ones.
    """
    speeds, angles = _landing_points()
    limits = guards.Limits(
        "speed", "m/s", speeds[0], speeds[-1], "landing angles were measured at these speeds"
    )
    return np.asarray(np.interp(guards.within(speed_m_s, limits), speeds, angles))


def hip_rise_m(step: Step, time_s: npt.ArrayLike) -> FloatArray:
    """Return how far the centre of mass is above where it was at landing.

    The half sine of the force, integrated twice, in contact; a parabola in the air. The hip is
    drawn as if it moved with the centre of mass.

    Parameters
    ----------
    step
        One step; scalar fields.
    time_s
        Time since a landing, 0 to the step time, any shape.
    """
    time = np.asarray(time_s, dtype=np.float64)
    contact, flight = float(step.contact_time_s), float(step.flight_time_s)
    pushed = contact / np.pi * float(step.peak_force_bw)
    on_ground = pushed * (time - contact / np.pi * np.sin(np.pi * time / contact))
    on_ground -= flight / 2 * time + time**2 / 2
    aloft = time - contact
    return np.asarray(
        GRAVITY_M_S2 * np.where(aloft <= 0, on_ground, aloft * (flight - aloft) / 2), np.float64
    )


def posture(
    step: Step,
    phase: npt.ArrayLike,
    proportions: Proportions,
    manner: Manner,
    height_m: float = 1.75,
) -> Posture:
    """Return the figure at the given moments of a stride.

    Parameters
    ----------
    step
        One step of one runner at one speed; scalar fields.
    phase
        Moments as shares of the stride, 0 to 1, shape (n,); 0: the right foot lands, 0.5: the left.
    proportions, manner
        How the figure is drawn; see the classes.
    height_m
        Body height.

    Raises
    ------
    GaitInputError
        When an input is outside the studied range.
    """
    moments = np.atleast_1d(guards.within(phase, PHASE))
    height = float(guards.within(height_m, guards.HEIGHT))
    mover = _Mover(step, proportions.scaled(height), manner)
    hip = mover.hip(moments)
    lean = np.deg2rad(manner.lean)
    up = np.array([np.sin(lean), np.cos(lean)])
    shoulder = hip + mover.long.trunk * up
    left = np.mod(moments + 0.5, 1.0)
    return Posture(
        phase=moments,
        hip=hip,
        shoulder=shoulder,
        head=shoulder + mover.long.head * up,
        right_leg=mover.leg(np.mod(moments, 1.0)),
        left_leg=mover.leg(left),
        right_arm=mover.arm(shoulder, moments),
        left_arm=mover.arm(shoulder, left),
        pressed_x_m=mover.pressed_x(moments),
    )


def _along(angle_deg: FloatArray, length_m: float) -> FloatArray:
    """Return a vector so far forward of straight down, shape (n, 2)."""
    angle = np.deg2rad(angle_deg)
    return length_m * np.stack([np.sin(angle), -np.cos(angle)], axis=-1)


def _tipped(heel_up_deg: FloatArray, x_m: float, y_m: float) -> FloatArray:
    """Return a vector of a foot that is tipped heel-up, shape (n, 2)."""
    angle = np.deg2rad(heel_up_deg)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([x_m * cos + y_m * sin, y_m * cos - x_m * sin], axis=-1)


def _smooth(share: FloatArray) -> FloatArray:
    inside = np.clip(share, 0.0, 1.0)
    return np.asarray(inside**2 * (3 - 2 * inside))


@dataclass(frozen=True)
class _Mover:
    """Works the figure out for one step; lengths in metres."""

    step: Step
    long: Proportions
    manner: Manner

    # --- times ---

    def _times(self) -> tuple[float, float, float]:
        """Return contact, step and stride time."""
        step_time = float(self.step.step_time_s)
        return float(self.step.contact_time_s), step_time, 2 * step_time

    def hip(self, phase: FloatArray) -> FloatArray:
        """Return the hip, shape (n, 2)."""
        _, step_time, stride = self._times()
        rise = hip_rise_m(self.step, np.mod(phase * stride, step_time))
        return np.stack([np.zeros_like(rise), self._landing_height() + rise], axis=-1)

    # --- the foot on the ground ---

    def _landing_height(self) -> float:
        """Return the hip's height at which the landing leg has its angle and its knee its bend."""
        long, slope = self.long, np.tan(np.deg2rad(landing_angle_deg(self.step.speed_m_s)))
        reach = self._reach_m(self.manner.landing_knee)
        toes_up = np.array(-self.manner.landing_toes_up)
        x, y = _tipped(toes_up, long.heel, long.ankle_height)
        half, rest = slope * x - y, x * x + y * y - reach**2
        return float((-half + np.sqrt(half**2 - (1 + slope**2) * rest)) / (1 + slope**2))

    def _reach_m(self, knee_deg: float) -> float:
        """Return hip to ankle with the knee bent so."""
        a, b = self.long.thigh, self.long.shank
        return float(np.sqrt(a * a + b * b + 2 * a * b * np.cos(np.deg2rad(knee_deg))))

    def _landing_x(self) -> float:
        """Return how far ahead of the hip the heel lands."""
        angle = np.deg2rad(landing_angle_deg(self.step.speed_m_s))
        return float(self._landing_height() * np.tan(angle))

    def _roll(self, share: FloatArray, heel_up_deg: float) -> tuple[FloatArray, FloatArray]:
        """Return how far foot and toes are tipped: toes up, flat, then heel up."""
        manner = self.manner
        landing = -manner.landing_toes_up * (1 - _smooth(share / manner.flat_from))
        late = np.clip((share - manner.heel_rises_from) / (1 - manner.heel_rises_from), 0, None)
        foot = landing + heel_up_deg * late**2
        return foot, landing + manner.toes_roll * heel_up_deg * late**3

    def _standing_ankle(self, share: FloatArray, foot: FloatArray, toes: FloatArray) -> FloatArray:
        """Return the ankle over a foot that stays where it is on the ground."""
        long, contact = self.long, self._times()[0]
        back = -float(self.step.speed_m_s) * share * contact
        heel = np.stack([self._landing_x() + back, np.zeros_like(share)], axis=-1)
        over_heel = heel + _tipped(foot, long.heel, long.ankle_height)
        tip = np.add(heel, (long.heel + long.ball + long.toes, 0.0))
        ball = tip - _tipped(toes, long.toes, 0.0)
        over_ball = ball - _tipped(foot, long.ball, -long.ankle_height)
        early = share < (self.manner.flat_from + self.manner.heel_rises_from) / 2
        return np.where(early[:, None], over_heel, over_ball)

    def _heel_up_deg(self) -> float:
        """Return how high the heel must be tipped at toe-off for the knee to have its bend."""
        low, high, end = 0.0, 90.0, np.array([1.0])
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            foot, toes = self._roll(end, middle)
            too_far = np.hypot(
                *(self._standing_ankle(end, foot, toes)[0] - [0.0, self._landing_height()])
            ) > self._reach_m(self.manner.toe_off_knee)
            low, high = (middle, high) if too_far else (low, middle)
        return (low + high) / 2

    def _stance(self, share: FloatArray) -> FloatArray:
        """Return thigh, knee, ankle and toe-joint angles on the ground, shape (n, 4), deg."""
        foot, toes = self._roll(share, self._heel_up_deg())
        contact = self._times()[0]
        height = self._landing_height() + hip_rise_m(self.step, share * contact)
        x, y = (self._standing_ankle(share, foot, toes) - np.stack([0 * height, height], -1)).T
        a, b = self.long.thigh, self.long.shank
        bend = np.arccos(np.clip((x * x + y * y - a * a - b * b) / (2 * a * b), -1, 1))
        thigh = np.arctan2(x, -y) + np.arctan2(b * np.sin(bend), a + b * np.cos(bend))
        thigh, knee = np.rad2deg(thigh), np.rad2deg(bend)
        return np.stack([thigh, knee, foot + thigh - knee, foot - toes], axis=-1)

    # --- the free leg ---

    def _swing(self, share: FloatArray) -> FloatArray:
        """Return the same four angles in the air: through key postures, smooth at both ends."""
        contact, _, stride = self._times()
        ends = np.array([0.0, _NUDGE, 1 - _NUDGE, 1.0])
        stance = self._stance(ends)
        longer = (stride - contact) / contact / _NUDGE
        landing, leaving = (stance[1] - stance[0]) * longer, (stance[3] - stance[2]) * longer
        at = np.concatenate([[0.0], self.manner.swing_share, [1.0]])
        keys = np.vstack([stance[3], self.manner.swing, stance[0]])
        slopes = np.gradient(keys, at, axis=0)
        slopes[0], slopes[-1] = leaving, landing
        return _hermite(share, at, keys, slopes)

    def leg(self, phase: FloatArray) -> Leg:
        """Return one leg; its phase counts from its own landing."""
        contact, _, stride = self._times()
        time = phase * stride
        on_ground = time <= contact
        angles = np.where(
            on_ground[:, None],
            self._stance(np.where(on_ground, time / contact, 0.0)),
            self._swing(np.where(on_ground, 0.0, (time - contact) / (stride - contact))),
        )
        thigh, knee_bend, pointed, toes_bent = angles.T
        shank = thigh - knee_bend
        foot = pointed - shank
        return self._hung(phase, thigh, shank, foot, foot - toes_bent)

    def _hung(
        self,
        phase: FloatArray,
        thigh: FloatArray,
        shank: FloatArray,
        foot: FloatArray,
        toes: FloatArray,
    ) -> Leg:
        """Hang the leg's parts from the hip."""
        long = self.long
        knee = self.hip(phase) + _along(thigh, long.thigh)
        ankle = knee + _along(shank, long.shank)
        ball = ankle + _tipped(foot, long.ball, -long.ankle_height)
        return Leg(
            knee=knee,
            ankle=ankle,
            heel=ankle + _tipped(foot, -long.heel, -long.ankle_height),
            ball=ball,
            toe=ball + _tipped(toes, long.toes, 0.0),
            thigh_deg=thigh,
            shank_deg=shank,
            foot_deg=foot,
            toes_deg=toes,
            knee_deg=thigh - shank,
        )

    # --- arms and pressure ---

    def arm(self, shoulder: FloatArray, phase: FloatArray) -> Arm:
        """Return one arm; it swings against the leg of its side."""
        manner, long = self.manner, self.long
        wave = np.cos(2 * np.pi * (phase - manner.forward_at))
        upper = manner.upper_mean + manner.upper_swing * wave
        fore = upper + manner.elbow_mean + manner.elbow_swing * wave
        elbow = shoulder + _along(upper, long.upper_arm)
        wrist = elbow + _along(fore, long.forearm)
        return Arm(elbow, wrist, wrist + _along(fore, long.hand), upper, fore)

    def pressed_x(self, phase: FloatArray) -> FloatArray:
        """Return where the foot presses: from heel to ball as the contact goes on."""
        contact, step_time, stride = self._times()
        time = np.minimum(np.mod(phase * stride, step_time), contact)
        roll = (self.long.heel + self.long.ball) * _smooth(time / contact)
        return np.asarray(self._landing_x() + roll - float(self.step.speed_m_s) * time)


def _hermite(x: FloatArray, at: FloatArray, keys: FloatArray, slopes: FloatArray) -> FloatArray:
    """Return cubics through keys with given slopes; keys and slopes have shape (k, m)."""
    place = np.clip(np.searchsorted(at, x, side="right") - 1, 0, len(at) - 2)
    wide = (at[place + 1] - at[place])[:, None]
    t = (x - at[place])[:, None] / wide
    start = (1 + 2 * t) * (1 - t) ** 2 * keys[place] + t * (1 - t) ** 2 * wide * slopes[place]
    end = t**2 * (3 - 2 * t) * keys[place + 1] + t**2 * (t - 1) * wide * slopes[place + 1]
    return np.asarray(start + end)
