"""What a step rate, a slope or a misstep changes, relative to the runner's own level step."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from sij.models.gait import facts, guards
from sij.models.gait.facts import GRAVITY_M_S2
from sij.models.gait.guards import FloatArray
from sij.models.gait.step import Step

HipMuscle = Literal[
    "GluteusMaximus", "GluteusMedius", "GluteusMinimus", "Piriformis", "BicepsFemorisLH"
]
HIP_MUSCLES: tuple[HipMuscle, ...] = (
    "GluteusMaximus",
    "GluteusMedius",
    "GluteusMinimus",
    "Piriformis",
    "BicepsFemorisLH",
)
"""Muscles of the table, by their names in the claim step-rate-hip-muscle-forces."""

RATE_PERCENTS = (90, 100, 110)
STEEPEST_DEG = -9.0
STRIDES_A_CHANGE = 5.0


def hip_muscle_force_n(
    muscle: HipMuscle, rate_ratio: npt.ArrayLike, mass_kg: npt.ArrayLike = 70.0
) -> FloatArray:
    """Return a hip muscle's peak force in stance, in N, as another model estimated it.

    Straight lines between the three step rates of the table (claim step-rate-hip-muscle-forces).

    Parameters
    ----------
    muscle
        One of `HIP_MUSCLES`.
    rate_ratio
        Step rate over the preferred one, 0.9 to 1.1, any shape.
    mass_kg
        Body mass.

    Raises
    ------
    GaitInputError
        When the muscle is not in the table or an input is outside the studied range.
    """
    if muscle not in HIP_MUSCLES:
        raise guards.GaitInputError(
            f"There is no muscle {muscle!r} in the table: use one of {', '.join(HIP_MUSCLES)}."
        )
    ratio = guards.within(rate_ratio, guards.MUSCLE_RATIO)
    table = [facts.number(facts.MUSCLES, f"{muscle}_{percent}") for percent in RATE_PERCENTS]
    per_kg = np.interp(ratio, [percent / 100 for percent in RATE_PERCENTS], table)
    return np.asarray(per_kg * guards.within(mass_kg, guards.MASS))


def foot_ahead_ratio(
    strides_per_min: npt.ArrayLike, own_strides_per_min: npt.ArrayLike
) -> FloatArray:
    """Return how far the foot lands ahead of the hip, over the runner's own distance.

    Measured at 3 m/s (claim overstride-foot-position): each 5 strides a minute more brought the
    foot 5.9 % nearer. That the share stays the same from step to step is our assumption.

    Parameters
    ----------
    strides_per_min, own_strides_per_min
        Strides (two steps) a minute, 75 to 95, any shapes that fit together.

    Raises
    ------
    GaitInputError
        When a value is outside the studied range.
    """
    now = guards.within(strides_per_min, guards.STRIDES)
    own = guards.within(own_strides_per_min, guards.STRIDES)
    change = facts.number(facts.FOOT, "foot_position_change_per_5_strides") / 100
    return np.asarray((1 + change) ** ((now - own) / STRIDES_A_CHANGE))


def _downhill_ratio(slope_deg: npt.ArrayLike, name: str) -> FloatArray:
    slope = guards.within(slope_deg, guards.DOWN)
    return 1 + facts.number(facts.DOWNHILL, name) / 100 * slope / STEEPEST_DEG


def downhill_impact_ratio(slope_deg: npt.ArrayLike) -> FloatArray:
    """Return the impact peak over that on level ground (claim downhill-impact-9deg).

    Measured at 3 m/s on level ground and 9 degrees down; a straight line between is our
    assumption. The active peak did not change on any slope.

    Parameters
    ----------
    slope_deg
        -9 (down) to 0, any shape.

    Raises
    ------
    GaitInputError
        When a slope is steeper or goes up.
    """
    return _downhill_ratio(slope_deg, "impact_peak_change")


def downhill_braking_ratio(slope_deg: npt.ArrayLike) -> FloatArray:
    """Return the peak braking force over that on level ground; see `downhill_impact_ratio`."""
    return _downhill_ratio(slope_deg, "braking_peak_change")


def misstep_peak_bw(own: Step, drop_m: npt.ArrayLike) -> FloatArray:
    """Return an upper bound of the peak force after an unexpected drop, in BW.

    Energy balance with a leg as stiff as before (claim misstep-energy-formula). At no drop it does
    not equal the step's own peak: it is another formula. Runners who see a drop soften the leg.

    Parameters
    ----------
    own
        The runner's step on level ground.
    drop_m
        Drop, 0 to 0.2 m, of a shape that fits the step's.

    Raises
    ------
    GaitInputError
        When a drop is outside the range.
    """
    drop = guards.within(drop_m, guards.DROP)
    weight_n = own.mass_kg * GRAVITY_M_S2
    fall_speed_m_s = GRAVITY_M_S2 * own.flight_time_s / 2
    energy = own.mass_kg * (fall_speed_m_s**2 + 2 * GRAVITY_M_S2 * drop)
    peak_n = weight_n + np.sqrt(weight_n**2 + own.vertical_stiffness_n_per_m * energy)
    return np.asarray(peak_n / weight_n)
