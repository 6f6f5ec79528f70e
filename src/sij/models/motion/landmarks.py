"""Measured landmarks of the average pelvis, in the course's pelvic frame.

Frame: origin midway between the two ASISs, x forward, y up, z to the subject's right, mm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from sij.models.motion.data import read
from sij.models.motion.guards import FloatArray, MotionInputError

Side = Literal["right", "left"]
JOINT_MIDDLE = "auricular_centroid"
PROMONTORY = "sacral_promontory"
SACRUM_TIP = "sacrum_mesh_lowest"


@dataclass(frozen=True, eq=False)
class Landmark:
    """One landmark, averaged over CT pelvises.

    Attributes
    ----------
    name
        Its name in ``assets/anatomy/landmarks.yaml``.
    label
        The same in plain words.
    bone
        ``"sacrum"``, ``"ilium"`` or ``"joint"``.
    side
        ``"paired"``, ``"midline"``, ``"right"`` or ``"left"``.
    found
        ``"picked"`` by hand or ``"computed"``.
    n
        Number of pelvises.
    mean_mm, sd_mm
        Shape (3,), mm: x, y, z in the pelvic frame; the right one of a pair.
    """

    name: str
    label: str
    bone: str
    side: str
    found: str
    n: int
    mean_mm: FloatArray
    sd_mm: FloatArray

    def position_mm(self, side: Side = "right") -> FloatArray:
        """Return the point, shape (3,), mm; midline points lie in the mid-plane."""
        x, y, z = self.mean_mm
        depth = {"midline": 0.0, "paired": z if side == "right" else -z}.get(self.side, z)
        return _frozen([x, y, depth])


def _frozen(values: list[float]) -> FloatArray:
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


@lru_cache(maxsize=1)
def landmark_facts() -> Mapping[str, Landmark]:
    """Return every landmark with its mean, SD and number of pelvises, by name.

    Source: fischer2023 and measured2026; credit in ``assets/anatomy/landmarks.yaml``.
    """
    rows = read("landmarks.yaml")["landmarks"]
    return {name: _landmark(name, row) for name, row in rows.items()}


def _landmark(name: str, row: Mapping[str, object]) -> Landmark:
    words = {key: str(row[key]) for key in ("label", "bone", "side", "found")}
    mean, sd = row["mean"], row["sd"]
    assert isinstance(mean, list)
    assert isinstance(sd, list)
    return Landmark(name, **words, n=int(str(row["n"])), mean_mm=_frozen(mean), sd_mm=_frozen(sd))


def landmark(name: str, side: Side = "right") -> FloatArray:
    """Return the mean position of one landmark.

    Parameters
    ----------
    name
        A name such as ``"sacral_promontory"``; see `landmark_facts`.
    side
        Which one of a pair.

    Returns
    -------
    ndarray
        Shape (3,), mm, in the pelvic frame.

    Raises
    ------
    MotionInputError
        When there is no such landmark or side.
    """
    facts = landmark_facts()
    if name not in facts:
        raise MotionInputError(f"There is no landmark {name!r}; use one of {', '.join(facts)}.")
    if side not in ("right", "left"):
        raise MotionInputError(f"There is no side {side!r}; use 'right' or 'left'.")
    return facts[name].position_mm(side)
