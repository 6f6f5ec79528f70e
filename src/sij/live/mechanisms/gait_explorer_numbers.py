"""The gait model as short formulas that the browser plays, and the exact model they must equal.

Every parameter is read from the same claims as `sij.models.gait`; tests hold the formulas to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...models import gait
from ...models.gait import facts
from ..spec import Formula, Table

CHANGES: Final = ("none", "rate", "speed", "slope", "drop")
"""What may differ between the two runners, in the order of the choice."""

WHOSE: Final[tuple[gait.Sex, ...]] = ("mean", "women", "men")
"""Whose regression, in the order of the choice."""
SLOWEST_M_S, FASTEST_M_S = 2.5, 20 / 3.6
STRIDES_PER_MIN = (75.0, 95.0)
NEWTON_STEPS = 6
RATIOS = (0.9, 1.0, 1.1)
MUSCLES: Final[Mapping[str, gait.HipMuscle]] = {
    "gmed": "GluteusMedius",
    "gmax": "GluteusMaximus",
}
PI = 3.141592653589793

Quantities = list[Formula | Table]


def explorer_quantities() -> Quantities:
    """Return all numbers of the explorer, from the controls on."""
    return [
        *_inputs(),
        *_own_step("1", "speed_m_s", "rate_spm"),
        *_own_step("0", "speed2_m_s", "rate_spm"),
        *_changed_step(),
        *_bands(),
        *_sums(),
        *_muscles(),
        *_foot(),
        *_downhill(),
        *_misstep(),
    ]


def _inputs() -> Quantities:
    """The changed runner's speed, rate, slope and drop: yours, but for the one change."""
    return [
        Formula.of("speed_m_s", "speed_kmh / 3.6"),
        Formula.of("wanted2_m_s", "(speed_kmh + (speed_change_kmh if change == 2 else 0)) / 3.6"),
        Formula.of("speed2_m_s", f"min(max(wanted2_m_s, {SLOWEST_M_S}), {FASTEST_M_S})"),
        Formula.of("speed_held", "abs(wanted2_m_s - speed2_m_s) > 0.001"),
        Formula.of("rate_ratio", "1 + (rate_change_percent / 100 if change == 1 else 0)"),
        Formula.of("rate2_spm", "rate_spm * rate_ratio"),
        Formula.of("slope2_deg", "slope_deg if change == 3 else 0"),
        Formula.of("drop2_cm", "drop_cm if change == 4 else 0"),
        Formula.of("leg_m", f"{_number(facts.LEG_LENGTH, 'leg_length_fraction_of_height')}"
                            " * height_cm / 100"),
    ]  # fmt: skip


def _number(claim_id: str, name: str) -> str:
    return repr(facts.number(claim_id, name))


def _mean_force(speed: str) -> str:
    """The text of mean force in contact over speed, for the chosen regression."""
    lines = {sex: facts.stance_force_line(sex) for sex in gait.SEXES}
    women, men, mean = (
        f"({lines[sex].intercept_bw!r} + {lines[sex].slope_bw_per_m_s!r} * {speed})"
        for sex in ("women", "men", "mean")
    )
    return f"{mean} if sex == 0 else {women} if sex == 1 else {men}"


def _shape(tag: str, speed: str) -> Quantities:
    """Peak, fall and leg shortening of a half sine from step and contact time (Morin)."""
    peak_share, gravity = _number(facts.SINE, "peak_to_average_ratio"), facts.GRAVITY_M_S2
    return [
        Formula.of(f"peak{tag}_bw", f"{peak_share} * step{tag}_s / contact{tag}_s"),
        Formula.of(
            f"fall{tag}_m",
            f"{gravity} * contact{tag}_s * contact{tag}_s * (peak{tag}_bw / {PI**2} - 0.125)",
        ),
        Formula.of(f"reach{tag}_m", f"min({speed} * contact{tag}_s / 2, leg_m * (1 - 1e-9))"),
        Formula.of(
            f"short{tag}_m",
            f"leg_m - sqrt(leg_m * leg_m - reach{tag}_m * reach{tag}_m) + fall{tag}_m",
        ),
    ]


def _own_step(tag: str, speed: str, rate: str) -> Quantities:
    """A step at the runner's own step rate."""
    return [
        Formula.of(f"mean{tag}_bw", _mean_force(speed)),
        Formula.of(f"step{tag}_s", f"60 / {rate}"),
        Formula.of(f"contact{tag}_s", f"step{tag}_s / mean{tag}_bw"),
        *_shape(tag, speed),
    ]


def _changed_step() -> Quantities:
    """The changed runner's step: contact time found so that the leg is as stiff as it must be.

    Newton's method on the logarithm of contact time, written out; `contact0_s` is the step at the
    new speed with the own step rate.
    """
    slope, gravity = _number(facts.LEG_STIFFNESS, "log_slope"), facts.GRAVITY_M_S2
    peak_share = _number(facts.SINE, "peak_to_average_ratio")
    parts: Quantities = [
        Formula.of("step2_s", "60 / rate2_spm"),
        Formula.of("wanted_per_m", f"peak0_bw / short0_m * exp({slope} * (rate_ratio - 1))"),
        Formula.of("contact2a_s", "step2_s / mean0_bw"),
    ]
    for this, following in zip("abcdef"[:NEWTON_STEPS], "bcdefg"[:NEWTON_STEPS], strict=True):
        t = f"contact2{this}_s"
        step = [
            Formula.of(f"root_{this}_m",
                       f"sqrt(leg_m * leg_m - speed2_m_s * speed2_m_s * {t} * {t} / 4)"),
            Formula.of(f"short_{this}_m",
                       f"leg_m - root_{this}_m"
                       f" + {gravity} * ({peak_share} * step2_s * {t} / {PI**2} - {t} * {t} / 8)"),
            Formula.of(f"stiff_{this}",
                       f"ln({peak_share} * step2_s / {t} / short_{this}_m / wanted_per_m)"),
            Formula.of(f"bend_{this}",
                       f"1 + {t} / short_{this}_m * (speed2_m_s * speed2_m_s * {t} / 4"
                       f" / root_{this}_m"
                       f" + {gravity} * ({peak_share} * step2_s / {PI**2} - {t} / 4))"),
            Formula.of(f"contact2{following}_s", f"{t} * exp(stiff_{this} / bend_{this})"),
        ]  # fmt: skip
        parts += step
    last = "abcdefg"[NEWTON_STEPS]
    return [*parts, Formula.of("contact2_s", f"contact2{last}_s"), *_shape("2", "speed2_m_s")]


def _bands() -> Quantities:
    """How high a measured peak would likely be (claim model-sine-validation)."""
    least = facts.miss_percent("overground", -1) / 100
    most = facts.miss_percent("treadmill", +1) / 100
    parts: Quantities = []
    for tag in "12":
        parts += [
            Formula.of(f"peak{tag}_low_bw", f"peak{tag}_bw / {1 - least!r}"),
            Formula.of(f"peak{tag}_high_bw", f"peak{tag}_bw / {1 - most!r}"),
        ]
    return parts


def _sums() -> Quantities:
    """Times, steps and peaks over a kilometre, and what the change does to them, in percent."""
    parts: Quantities = [
        Formula.of("peak_bw", "peak1_bw"),
        Formula.of("peak_n", f"peak1_bw * mass_kg * {facts.GRAVITY_M_S2}"),
    ]
    for tag, speed in (("", "speed_m_s"), ("2", "speed2_m_s")):
        own = tag or "1"
        parts += [
            Formula.of(f"contact{tag}_ms", f"1000 * contact{own}_s"),
            Formula.of(f"flight{tag}_ms", f"1000 * (step{own}_s - contact{own}_s)"),
            Formula.of(f"step{tag}_length_m", f"{speed} * step{own}_s"),
            Formula.of(f"steps{tag}_per_km", f"1000 / step{tag}_length_m"),
            Formula.of(f"dose{tag}_bw", f"peak{own}_bw * steps{tag}_per_km"),
        ]
    changes = {
        "peak": ("peak2_bw", "peak1_bw"),
        "dose": ("dose2_bw", "dose_bw"),
        "fall": ("fall2_m", "fall1_m"),
        "contact": ("contact2_s", "contact1_s"),
        "steps": ("steps2_per_km", "steps_per_km"),
    }
    parts += [
        Formula.of(f"{name}_change_percent", f"100 * ({now} / {own} - 1)")
        for name, (now, own) in changes.items()
    ]
    share = {sex: facts.load_share(sex, with_lower_trunk=False) for sex in gait.SEXES}
    of_sex = f"({share['mean']!r} if sex == 0 else {share['women']!r} if sex == 1 "
    parts += [Formula.of("index_bw", f"peak1_bw * {of_sex} else {share['men']!r})")]
    return parts


def _muscles() -> Quantities:
    """Hip muscles a step and a kilometre; known for a changed step rate only."""
    parts: Quantities = []
    for short, muscle in MUSCLES.items():
        table = [float(v) for v in gait.hip_muscle_force_n(muscle, RATIOS, 100.0) / 100]
        parts += [
            Table.sample(f"{short}_n_per_kg", ["rate_ratio"], [RATIOS], table),
            Formula.of(f"{short}_change_percent", f"100 * ({short}_n_per_kg / {table[1]!r} - 1)"),
            Formula.of(
                f"{short}_km_change_percent",
                f"(100 + {short}_change_percent) * steps2_per_km / steps_per_km - 100",
            ),
        ]
    return parts


def _foot() -> Quantities:
    """How far ahead of the hip the foot lands; studied for 75 to 95 strides a minute only."""
    change = 1 + facts.number(facts.FOOT, "foot_position_change_per_5_strides") / 100
    low, high = STRIDES_PER_MIN
    return [
        Formula.of("foot_known", f"change <= 1 and rate2_spm / 2 <= {high + 1e-6}"),
        Formula.of("foot_studied", f"foot_known and rate2_spm / 2 >= {low - 1e-6}"),
        Formula.of("foot_change_percent",
                   f"100 * (exp(ln({change!r}) * (rate2_spm - rate_spm) / 10) - 1)"),
    ]  # fmt: skip


def _downhill() -> Quantities:
    ends = {
        "impact": gait.downhill_impact_ratio(-9.0),
        "braking": gait.downhill_braking_ratio(-9.0),
    }
    return [
        Formula.of(f"{name}_change_percent", f"{100 * (float(ratio) - 1)!r} * slope2_deg / -9")
        for name, ratio in ends.items()
    ]


def _misstep() -> Quantities:
    """The stiff-leg upper bound (claim misstep-energy-formula); another formula than the peak."""
    gravity = facts.GRAVITY_M_S2
    return [
        Formula.of("per_m", f"peak1_bw * {gravity} / fall1_m"),
        Formula.of("fall_speed_m_s", f"{gravity} * (step1_s - contact1_s) / 2"),
        *(
            Formula.of(
                f"{name}_bw",
                f"1 + sqrt(1 + per_m * (fall_speed_m_s * fall_speed_m_s + 2 * {gravity}"
                f" * {drop}) / {gravity**2})",
            )
            for name, drop in (("misstep", "drop2_cm / 100"), ("misstep_none", "0"))
        ),
        Formula.of("misstep_times", "misstep_bw / misstep_none_bw"),
    ]


def explorer_model(**controls: float) -> dict[str, float]:
    """Return the exact numbers from `sij.models.gait` for the explorer's controls."""
    kind = CHANGES[round(controls["change"])]
    sex = WHOSE[round(controls["sex"])]
    speed = controls["speed_kmh"] / 3.6
    faster = controls["speed_kmh"] + (controls["speed_change_kmh"] if kind == "speed" else 0)
    ratio = 1 + (controls["rate_change_percent"] / 100 if kind == "rate" else 0)
    held = min(max(faster / 3.6, SLOWEST_M_S), FASTEST_M_S)
    own, now = (
        gait.step(
            speed_m_s,
            controls["rate_spm"],
            rate_ratio=rate_ratio,
            mass_kg=controls["mass_kg"],
            height_m=controls["height_cm"] / 100,
            sex=sex,
        )
        for speed_m_s, rate_ratio in ((speed, 1.0), (held, ratio))
    )
    slope = controls["slope_deg"] if kind == "slope" else 0.0
    drop_m = controls["drop_cm"] / 100 if kind == "drop" else 0.0
    found: dict[str, Any] = {
        "peak_bw": own.peak_force_bw,
        "peak2_bw": now.peak_force_bw,
        "peak_n": own.peak_force_n,
        "contact_ms": 1e3 * own.contact_time_s,
        "contact2_ms": 1e3 * now.contact_time_s,
        "steps_per_km": own.steps_per_km,
        "steps2_per_km": now.steps_per_km,
        "dose_bw": own.peaks_per_km_bw,
        "dose2_bw": now.peaks_per_km_bw,
        "fall_change_percent": 100 * (now.fall_m / own.fall_m - 1),
        "peak1_low_bw": gait.likely_peak_bw(own.peak_force_bw)[0],
        "peak2_high_bw": gait.likely_peak_bw(now.peak_force_bw)[1],
        "index_bw": gait.load_index_bw(own.peak_force_bw, sex),
        "gmed_change_percent": _muscle_change("GluteusMedius", ratio),
        "gmax_change_percent": _muscle_change("GluteusMaximus", ratio),
        "impact_change_percent": 100 * (gait.downhill_impact_ratio(slope) - 1),
        "braking_change_percent": 100 * (gait.downhill_braking_ratio(slope) - 1),
        "misstep_bw": gait.misstep_peak_bw(own, drop_m),
    }
    return {name: float(value) for name, value in found.items()}


def _muscle_change(muscle: gait.HipMuscle, ratio: float) -> float:
    own, now = gait.hip_muscle_force_n(muscle, [1.0, ratio])
    return float(100 * (now / own - 1))
