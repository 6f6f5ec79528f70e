"""What a running step does: forces, times and stiffness from a few published regressions.

The model speaks of the ground force and of muscles at the hip. It never gives a force in the
sacroiliac joint: nobody has measured one in a runner.
"""

from sij.models.gait.changes import (
    HIP_MUSCLES,
    HipMuscle,
    downhill_braking_ratio,
    downhill_impact_ratio,
    foot_ahead_ratio,
    hip_muscle_force_n,
    misstep_peak_bw,
)
from sij.models.gait.facts import SEXES, Sex, claims_used
from sij.models.gait.guards import GaitInputError
from sij.models.gait.step import Step, likely_peak_bw, load_index_bw, step

__all__ = [
    "HIP_MUSCLES",
    "SEXES",
    "GaitInputError",
    "HipMuscle",
    "Sex",
    "Step",
    "claims_used",
    "downhill_braking_ratio",
    "downhill_impact_ratio",
    "foot_ahead_ratio",
    "hip_muscle_force_n",
    "likely_peak_bw",
    "load_index_bw",
    "misstep_peak_bw",
    "step",
]
