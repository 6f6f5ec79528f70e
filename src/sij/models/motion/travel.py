"""Two to four millimetres of what? Degrees and millimetres brought together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sij.models.motion.data import Fact, fact
from sij.models.motion.guards import FloatArray
from sij.models.motion.landmarks import JOINT_MIDDLE, PROMONTORY, SACRUM_TIP, Side, landmark
from sij.models.motion.rigid import TO_THE_RIGHT, Pose, displacement_mm

SUMMARY = "motion-summary-2-4mm"
RECONCILE = "motion-degree-mm-reconcile"
_TRAVEL_FACTS = {
    PROMONTORY: ("radius_promontory", "promontory_travel_at_2p5deg"),
    SACRUM_TIP: ("radius_sacrum_tip", "tip_travel_at_2p5deg"),
}


def article_range_mm() -> tuple[float, float]:
    """Return the article's "2 mm to 4 mm", in mm (claim motion-summary-2-4mm)."""
    return fact(SUMMARY, "seed_low").number, fact(SUMMARY, "seed_high").number


@dataclass(frozen=True)
class LivingLimits:
    """What was measured in living people, and how finely it can be measured.

    Attributes
    ----------
    translation_mean, translation_max
        Bone pins in healthy people; the most that five bone-marker studies saw; mm.
    rotation_mean, rotation_max
        The same in degrees.
    detectable_translation, detectable_rotation
        The least that bone markers can show in one person; mm and degrees.
    """

    translation_mean: Fact
    translation_max: Fact
    rotation_mean: Fact
    rotation_max: Fact
    detectable_translation: Fact
    detectable_rotation: Fact


def living_limits() -> LivingLimits:
    """Return the measured means, maxima and detection limits.

    Source: claims motion-summary-2-4mm, motion-table-jacob1995, motion-rsa-precision.
    """
    return LivingLimits(
        translation_mean=fact(SUMMARY, "translation_mean"),
        translation_max=fact(SUMMARY, "translation_max_rsa"),
        rotation_mean=fact("motion-table-jacob1995", "total_rotation"),
        rotation_max=fact(SUMMARY, "rotation_max_rsa"),
        detectable_translation=fact("motion-rsa-precision", "los_translation_patient"),
        detectable_rotation=fact("motion-rsa-precision", "los_rotation_patient"),
    )


def article_to_measured() -> tuple[float, float]:
    """Return how many times the measured mean the article's two ends are (no unit)."""
    low, high = article_range_mm()
    mean = living_limits().translation_mean.number
    return low / mean, high / mean


def travel_mm(
    name: str,
    nutation_deg: npt.ArrayLike,
    translation_mm: npt.ArrayLike = (0.0, 0.0, 0.0),
    axis_point_mm: npt.ArrayLike | None = None,
    axis_direction: npt.ArrayLike = TO_THE_RIGHT,
    side: Side = "right",
) -> FloatArray:
    """Return how far one landmark of the sacrum travels, as the crow flies.

    Parameters
    ----------
    name, side
        A landmark; see `landmark`.
    nutation_deg
        Shape (...,), degrees, nutation positive.
    translation_mm
        Shape (..., 3), mm.
    axis_point_mm, axis_direction
        As in `Pose`.

    Returns
    -------
    ndarray
        Shape (...,), mm, never negative.

    Raises
    ------
    MotionInputError
        As `Pose` and `landmark`.

    Notes
    -----
    With no translation it is ``2 r sin(angle / 2)``, r being the distance from the axis
    (claim motion-degree-mm-reconcile).
    """
    pose = Pose(nutation_deg, translation_mm, axis_point_mm, axis_direction)
    travel: FloatArray = np.linalg.norm(displacement_mm(landmark(name, side), pose), axis=-1)
    return travel


def radius_mm(name: str, side: Side = "right") -> float:
    """Return a landmark's distance from the side-to-side axis through the joint, in mm."""
    arm = (landmark(name, side) - landmark(JOINT_MIDDLE))[:2]
    return float(np.hypot(*arm))


@dataclass(frozen=True)
class Reconciliation:
    """One landmark's travel: the dossier's four joints beside our mean landmarks.

    Attributes
    ----------
    landmark_name
        Which landmark.
    nutation_deg
        The turn, degrees.
    studied_radius, studied_travel
        From four joints: mean and range, mm.
    radius_mm, travel_mm
        From our mean landmarks, mm.
    """

    landmark_name: str
    nutation_deg: float
    studied_radius: Fact
    studied_travel: Fact
    radius_mm: float
    travel_mm: float

    @property
    def agrees(self) -> bool:
        """Whether our travel, to a tenth of a mm, lies in the range of the four joints."""
        low, high = self.studied_travel.low, self.studied_travel.high
        return low is not None and high is not None and low <= round(self.travel_mm, 1) <= high


def reference_rotation() -> Fact:
    """Return the turn that the dossier reckons with (claim motion-table-sturesson1989)."""
    return fact("motion-table-sturesson1989", "total_rotation")


def reconcile() -> tuple[Reconciliation, ...]:
    """Return promontory and sacral tip travel for one turn about the joint's middle.

    Returns
    -------
    tuple of Reconciliation
        Promontory first. The tip is the lowest point of the scanned sacrum; how much
        tailbone was scanned differs, so our mean tip lies near the short end.

    Notes
    -----
    Source: claim motion-degree-mm-reconcile (arithmetic on four joints of two women) and
    ``assets/anatomy/landmarks.yaml`` (19 pelvises).
    """
    return tuple(_reconcile(name) for name in _TRAVEL_FACTS)


def _reconcile(name: str) -> Reconciliation:
    radius_name, travel_name = _TRAVEL_FACTS[name]
    turn = reference_rotation().number
    return Reconciliation(
        landmark_name=name,
        nutation_deg=turn,
        studied_radius=fact(RECONCILE, radius_name),
        studied_travel=fact(RECONCILE, travel_name),
        radius_mm=radius_mm(name),
        travel_mm=float(travel_mm(name, turn)),
    )
