"""One running step on level ground: times, forces and stiffness.

The mean force in contact follows from speed (Weyand & Davis); momentum balance gives the times; a
half sine gives peak force and stiffness (Morin). A changed step rate changes the leg's stiffness
(Farley's end points, our exponential between them), and the times follow.

Slope never enters here: the sine method does not hold on inclines (claim
model-not-valid-on-slopes). The leg stiffness is that of the sine method, about half the one that
studies of the force along the leg report (claim leg-force-9-11-13): never mix the two.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sij.models.gait import facts, guards
from sij.models.gait.facts import GRAVITY_M_S2, Sex
from sij.models.gait.guards import FloatArray

FORCE = guards.Limits("ground force", "body weights", 0.0, 10.0, "no running step exceeds that")
HALVINGS = 48
SHORTEST_CONTACT, LONGEST_CONTACT = 0.25, 0.98
"""Contact as a share of the step time, between which it is searched."""


@dataclass(frozen=True)
class Step:
    """One step at constant speed on level ground; all arrays have the inputs' common shape.

    Attributes
    ----------
    speed_m_s, step_rate_spm, mass_kg
        The inputs.
    step_time_s, contact_time_s, flight_time_s
        A step is one contact and one flight.
    step_length_m
        Speed times step time.
    mean_force_bw
        Vertical ground force averaged over contact, in body weights.
    peak_force_bw, peak_force_n
        Its active peak. The impact peak is not part of the model.
    fall_m
        How far the centre of mass sinks during contact.
    vertical_stiffness_n_per_m, leg_stiffness_n_per_m
        By the sine method.
    steps_per_km
        How many steps a kilometre takes.
    peaks_per_km_bw
        Active peaks summed over a kilometre: a dose to compare, not a load on any joint.
    """

    speed_m_s: FloatArray
    step_rate_spm: FloatArray
    mass_kg: FloatArray
    step_time_s: FloatArray
    contact_time_s: FloatArray
    flight_time_s: FloatArray
    step_length_m: FloatArray
    mean_force_bw: FloatArray
    peak_force_bw: FloatArray
    peak_force_n: FloatArray
    fall_m: FloatArray
    vertical_stiffness_n_per_m: FloatArray
    leg_stiffness_n_per_m: FloatArray
    steps_per_km: FloatArray
    peaks_per_km_bw: FloatArray


def mean_force_bw(speed_m_s: npt.ArrayLike, sex: Sex = "mean") -> FloatArray:
    """Return the vertical force averaged over contact, in BW (claim grf-stance-average-regression).

    Parameters
    ----------
    speed_m_s
        Running speed, 2.5 to 6.67 m/s, any shape.
    sex
        Whose regression.

    Raises
    ------
    GaitInputError
        When an input is outside the studied range.
    """
    line = facts.stance_force_line(guards.known_sex(sex))
    speed = guards.within(speed_m_s, guards.SPEED)
    return line.intercept_bw + line.slope_bw_per_m_s * speed


def _peak_bw(step_time_s: FloatArray, contact_time_s: FloatArray) -> FloatArray:
    """Return the peak of the half sine that carries the body for a step."""
    ratio = facts.number(facts.SINE, "peak_to_average_ratio")
    return ratio * step_time_s / contact_time_s


def _fall_m(step_time_s: FloatArray, contact_time_s: FloatArray) -> FloatArray:
    """Return the downward travel in contact (claim model-sine-displacement-stiffness)."""
    peak = _peak_bw(step_time_s, contact_time_s)
    return GRAVITY_M_S2 * contact_time_s**2 * (peak / np.pi**2 - 1 / 8)


def _leg_shortening_m(
    speed_m_s: FloatArray, leg_m: FloatArray, contact_time_s: FloatArray, fall_m: FloatArray
) -> FloatArray:
    half_way_m = np.minimum(speed_m_s * contact_time_s / 2, leg_m * (1 - 1e-9))
    return np.asarray(leg_m - np.sqrt(leg_m**2 - half_way_m**2) + fall_m)


def _leg_stiffness_bw_per_m(
    speed_m_s: FloatArray, leg_m: FloatArray, step_time_s: FloatArray, contact_time_s: FloatArray
) -> FloatArray:
    fall_m = _fall_m(step_time_s, contact_time_s)
    peak = _peak_bw(step_time_s, contact_time_s)
    return peak / _leg_shortening_m(speed_m_s, leg_m, contact_time_s, fall_m)


def _contact_with_stiffness_s(
    wanted_bw_per_m: FloatArray, speed_m_s: FloatArray, leg_m: FloatArray, step_time_s: FloatArray
) -> FloatArray:
    """Return the contact time at which the leg is as stiff as wanted: longer means softer."""
    low, high = SHORTEST_CONTACT * step_time_s, LONGEST_CONTACT * step_time_s
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_stiff = _leg_stiffness_bw_per_m(speed_m_s, leg_m, step_time_s, middle) > wanted_bw_per_m
        low, high = np.where(too_stiff, middle, low), np.where(too_stiff, high, middle)
    return np.asarray((low + high) / 2)


def leg_stiffness_ratio(rate_ratio: npt.ArrayLike) -> FloatArray:
    """Return leg stiffness over that at the preferred step rate.

    Farley's two end points (claim leg-stiffness-vs-stride-frequency), measured at 2.5 m/s; the
    exponential between them and its use at other speeds are our assumptions.

    Parameters
    ----------
    rate_ratio
        Step rate over the preferred one, 0.74 to 1.36, any shape.

    Raises
    ------
    GaitInputError
        When a ratio is outside the studied range.
    """
    ratio = guards.within(rate_ratio, guards.RATE_RATIO)
    return np.exp(facts.number(facts.LEG_STIFFNESS, "log_slope") * (ratio - 1))


def step(
    speed_m_s: npt.ArrayLike,
    preferred_rate_spm: npt.ArrayLike,
    *,
    rate_ratio: npt.ArrayLike = 1.0,
    mass_kg: npt.ArrayLike = 70.0,
    height_m: npt.ArrayLike = 1.75,
    sex: Sex = "mean",
) -> Step:
    """Return one step on level ground.

    Parameters
    ----------
    speed_m_s
        Running speed, 2.5 to 6.67 m/s.
    preferred_rate_spm
        The runner's own step rate at this speed, steps/min.
    rate_ratio
        Step rate actually run over the preferred one, 0.74 to 1.36.
    mass_kg, height_m
        Body mass and height; the leg is 0.53 of the height.
    sex
        Whose regression of mean force on speed.

    Raises
    ------
    GaitInputError
        When an input is outside the studied range, or the inputs' shapes do not fit together.
    """
    speed = guards.within(speed_m_s, guards.SPEED)
    preferred = guards.within(preferred_rate_spm, guards.STEP_RATE)
    ratio = guards.within(rate_ratio, guards.RATE_RATIO)
    mass = guards.within(mass_kg, guards.MASS)
    height = guards.within(height_m, guards.HEIGHT)
    try:
        speed, preferred, ratio, mass, height = np.broadcast_arrays(
            speed, preferred, ratio, mass, height
        )
    except ValueError:
        raise guards.GaitInputError(
            "Give the inputs in shapes that fit together, such as one speed and many step rates."
        ) from None
    leg = facts.number(facts.LEG_LENGTH, "leg_length_fraction_of_height") * height
    own_time = 60.0 / preferred
    own_contact = own_time / mean_force_bw(speed, sex)
    own_stiffness = _leg_stiffness_bw_per_m(speed, leg, own_time, own_contact)
    time = own_time / ratio
    wanted = own_stiffness * leg_stiffness_ratio(ratio)
    contact = np.where(
        ratio == 1.0, own_contact, _contact_with_stiffness_s(wanted, speed, leg, time)
    )
    return _described(speed, preferred * ratio, mass, leg, time, contact)


def _described(
    speed: FloatArray,
    rate: FloatArray,
    mass: FloatArray,
    leg: FloatArray,
    time: FloatArray,
    contact: FloatArray,
) -> Step:
    peak, fall, weight_n = _peak_bw(time, contact), _fall_m(time, contact), mass * GRAVITY_M_S2
    length = speed * time
    return Step(
        speed_m_s=speed,
        step_rate_spm=rate,
        mass_kg=mass,
        step_time_s=time,
        contact_time_s=contact,
        flight_time_s=time - contact,
        step_length_m=length,
        mean_force_bw=time / contact,
        peak_force_bw=peak,
        peak_force_n=peak * weight_n,
        fall_m=fall,
        vertical_stiffness_n_per_m=peak * weight_n / fall,
        leg_stiffness_n_per_m=peak * weight_n / _leg_shortening_m(speed, leg, contact, fall),
        steps_per_km=1000.0 / length,
        peaks_per_km_bw=peak * 1000.0 / length,
    )


def likely_peak_bw(peak_force_bw: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the band in which a measured peak would likely lie, low and high, in BW.

    The sine method came out too low: 3.24 % (SD 2.08) overground, 6.93 % (SD 2.52) on a treadmill
    (claim model-sine-validation). The band runs from the smaller miss less one SD to the larger
    one plus one SD; joining the two groups so is our choice.

    Parameters
    ----------
    peak_force_bw
        The model's peak, any shape.

    Raises
    ------
    GaitInputError
        When a force is negative or no number.
    """
    peak = guards.within(peak_force_bw, FORCE)
    least = facts.miss_percent("overground", -1) / 100
    most = facts.miss_percent("treadmill", +1) / 100
    return peak / (1 - least), peak / (1 - most)


def load_index_bw(
    force_bw: npt.ArrayLike, sex: Sex = "mean", *, with_lower_trunk: bool = False
) -> FloatArray:
    """Return the share of a ground force that acts above the joint: an index, in BW.

    Not the force in the joint: muscles that cross it multiply that one (claim
    load-index-definition). Use it to compare two steps, never as a load.

    Parameters
    ----------
    force_bw
        Ground force in body weights, 0 or more, any shape.
    sex
        Whose segment masses.
    with_lower_trunk
        Whether half the lower trunk counts as below the joint, too.

    Raises
    ------
    GaitInputError
        When a force is negative or no number.
    """
    share = facts.load_share(guards.known_sex(sex), with_lower_trunk)
    return share * guards.within(force_bw, FORCE)
