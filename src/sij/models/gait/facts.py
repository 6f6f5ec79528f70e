"""The model's parameters, each read from a claim of the dossier by its id."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sij import evidence

Sex = Literal["women", "men", "mean"]
SEXES: tuple[Sex, ...] = ("women", "men", "mean")
"""Whose regressions to use; ``"mean"`` is the mean of the women's and the men's."""

GRAVITY_M_S2 = 9.80665
"""Standard gravity."""

STANCE_FORCE = "grf-stance-average-regression"
SINE = "model-sine-peak-force"
LEG_LENGTH = "model-sine-displacement-stiffness"
LEG_STIFFNESS = "leg-stiffness-vs-stride-frequency"
MUSCLES = "step-rate-hip-muscle-forces"
FOOT = "overstride-foot-position"
DOWNHILL = "downhill-impact-9deg"
MISSTEP = "misstep-energy-formula"
VALIDATION = "model-sine-validation"
LOAD_INDEX = "load-index-definition"


def claims_used() -> tuple[str, ...]:
    """Return the ids of all claims that the model reads its parameters from."""
    return (
        STANCE_FORCE,
        SINE,
        LEG_LENGTH,
        VALIDATION,
        LEG_STIFFNESS,
        MUSCLES,
        FOOT,
        DOWNHILL,
        MISSTEP,
        LOAD_INDEX,
    )


def number(claim_id: str, name: str) -> float:
    """Return one number of a claim that was read, not only remembered.

    Raises
    ------
    sij.evidence.EvidenceError
        When there is no such claim or value, or it is known from memory only.
    """
    evidence.require_verified([f"{claim_id}:{name}"], "model gait")
    return evidence.claim(claim_id).number(name)


@dataclass(frozen=True)
class Line:
    """A straight line: intercept (BW) and slope (BW per m/s)."""

    intercept_bw: float
    slope_bw_per_m_s: float


@lru_cache
def stance_force_line(sex: Sex) -> Line:
    """Return mean vertical force in contact over speed (claim grf-stance-average-regression)."""
    if sex == "mean":
        women, men = stance_force_line("women"), stance_force_line("men")
        return Line(
            (women.intercept_bw + men.intercept_bw) / 2,
            (women.slope_bw_per_m_s + men.slope_bw_per_m_s) / 2,
        )
    return Line(number(STANCE_FORCE, f"intercept_{sex}"), number(STANCE_FORCE, f"slope_{sex}"))


@lru_cache
def load_share(sex: Sex, with_lower_trunk: bool) -> float:
    """Return the share of the ground force above the joint (claim load-index-definition)."""
    if sex == "mean":
        one, other = (load_share(each, with_lower_trunk) for each in ("women", "men"))
        return (one + other) / 2
    part = "leg_and_half_lower_trunk" if with_lower_trunk else "leg_only"
    return number(LOAD_INDEX, f"fraction_{part}_{sex}")


@lru_cache
def miss_percent(where: Literal["treadmill", "overground"], deviations: int) -> float:
    """Return how far the sine method fell short, in %, so many SDs off (model-sine-validation)."""
    name = f"Fmax_bias_{where}"
    shown = evidence.claim(VALIDATION).value(name).spread or ""
    found = re.search(r"SD ([\d.]+)", shown)
    if found is None:
        raise evidence.EvidenceError(f"Claim {VALIDATION} gives no SD for {name}.")
    return number(VALIDATION, name) + deviations * float(found[1])
