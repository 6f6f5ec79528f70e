"""Form and force closure: a wedge between two faces, with friction, a clamp and ligaments.

The sacrum is a wedge, broad end up, between two hip bones. A load W presses it down. Each face
leans by an angle t from the vertical. On one side the hip bone gives a squeeze N across the face
and a friction force F along it, up the slope; ligaments pull by T up the slope, too. The muscles
push the hip bone inwards by H.

Balance of the hip bone sideways:     H = N cos t - F sin t - T sin t
Balance of the sacrum up and down:  W/2 = N sin t + F cos t + T cos t

Solved for the face:    N     = H cos t + (W/2) sin t      squeeze: clamp, and the wedge's own
                        F + T = (W/2) cos t - H sin t      along the face

Ridges hold up to F = friction x N (Coulomb), ligaments up to their tension. So the wedge stays when

    (W/2) cos t  <=  friction x N  +  H sin t  +  T
       shear            ridges         slope     ligaments

The slope's share is the clamp pushing the wedge back up. Up to `CLAMP` that share never exceeds the
shear, so the wedge is never squeezed out upwards.

Assumptions: both sides alike; flat faces; load straight down; bones do not bend; nothing but the
muscles holds the hip bones together; ligaments pull along the face only (the part of their pull
that squeezes counts as clamp). Forces are an index with the load at 100, never newtons. Friction,
clamp and tension are teaching values: the evidence holds no measured ones. Source of the idea:
claims load-self-bracing and anat-ridges-form-closure; of the lean: anat-orientation.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sij.models.gait.facts import number
from sij.models.gait.guards import FloatArray, GaitInputError, Limits, within

LOAD = 100.0
"""The load on the wedge, the unit of all other forces."""
ROUNDING = 1e-9
FRICTION = Limits("friction", "", 0.0, 1.0, "that is as smooth or as ridged as this model goes")
CLAMP = Limits("muscle clamp", "", 0.0, 100.0, "it is an index, with the load at 100")
LIGAMENT = Limits("ligament tension", "", 0.0, 30.0, "it is an index, with the load at 100")
WEDGE = Limits("lean", "degrees", 0.0, 15.0, "0 is upright and scans showed up to about 15")


@dataclass(frozen=True)
class Hold:
    """One face's balance; all arrays have the inputs' common shape. Forces are an index.

    Attributes
    ----------
    shear
        What must be held along the face.
    squeeze
        The force across the face.
    ridges, slope, ligaments
        What can hold it: friction times squeeze, the clamp's push up the slope, ligament tension.
    """

    shear: FloatArray
    squeeze: FloatArray
    ridges: FloatArray
    slope: FloatArray
    ligaments: FloatArray

    @property
    def capacity(self) -> FloatArray:
        """All that can hold the shear."""
        return self.ridges + self.slope + self.ligaments

    @property
    def margin(self) -> FloatArray:
        """Capacity beyond the shear; below zero the wedge slides."""
        return self.capacity - self.shear

    @property
    def holds(self) -> npt.NDArray[np.bool_]:
        """Whether the wedge stays where it is."""
        return np.asarray(self.margin >= -ROUNDING)


def hold(
    friction: npt.ArrayLike,
    clamp: npt.ArrayLike,
    ligament: npt.ArrayLike,
    wedge_deg: npt.ArrayLike,
) -> Hold:
    """Return what one joint face must hold and what can hold it.

    Parameters
    ----------
    friction
        Friction coefficient of the ridges, 0 (smooth) to 1.
    clamp
        The muscles' inward push on each hip bone, 0 to 100 (load 100).
    ligament
        Tension along each face, 0 to 30.
    wedge_deg
        Lean of each face from the vertical, 0 to 15 degrees.

    Raises
    ------
    GaitInputError
        When an input is outside its range, or the inputs' shapes do not fit together.
    """
    checked = (
        within(friction, FRICTION),
        within(clamp, CLAMP),
        within(ligament, LIGAMENT),
        np.radians(within(wedge_deg, WEDGE)),
    )
    try:
        rough, push, tension, lean = np.broadcast_arrays(*checked)
    except ValueError:
        raise GaitInputError(
            "Give the inputs in shapes that fit together, such as one friction and many clamps."
        ) from None
    squeeze = push * np.cos(lean) + LOAD / 2 * np.sin(lean)
    return Hold(
        shear=LOAD / 2 * np.cos(lean),
        squeeze=squeeze,
        ridges=rough * squeeze,
        slope=push * np.sin(lean),
        ligaments=tension,
    )


@lru_cache
def measured_lean_deg() -> float:
    """Return the mean lean of four scanned joints (claim anat-orientation)."""
    return number("anat-orientation", "frontal_lean")


@dataclass(frozen=True)
class Cut:
    """One step of the standing model: shear cut and compression added, both in percent.

    As printed: the claim does not say from which value the second step's percents are counted, so
    steps are never added up here.
    """

    shear_percent: float
    compression_percent: float


@lru_cache
def cuts() -> tuple[Cut, Cut]:
    """Return both steps of Pel's model (claim load-shear-compression-pel2008)."""
    first, further = (
        Cut(
            number("load-shear-compression-pel2008", f"shear_reduction_step{step}"),
            number("load-shear-compression-pel2008", f"compression_increase_step{step}"),
        )
        for step in (1, 2)
    )
    return first, further
