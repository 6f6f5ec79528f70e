"""The sacrum as a rigid body against the ilium.

Nutation is positive: seen from the right with the front to the right, the sacrum turns
clockwise, so the promontory goes forward and down and the tip back and up (claim
motion-nutation-definition). The axis is a choice, because there is no single agreed one
(claim motion-axis-location): side to side, through the middle of the joint face. Measured
axes tilt away from it, so a hinge is a simplification (claim motion-table-odeh2021).

Points have shape (..., 3) and are in mm in the pelvic frame. A pose may hold many poses;
results then have the shape of the poses followed by the shape of the points.
"""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from sij.models.motion import guards
from sij.models.motion.guards import FloatArray, MotionInputError
from sij.models.motion.landmarks import JOINT_MIDDLE, landmark

TO_THE_RIGHT = (0.0, 0.0, 1.0)
_NO_TURN_RAD = 1e-9


@dataclass(frozen=True, eq=False)
class RigidMotion:
    """Any motion that keeps all distances: ``moved = rotation @ point + offset_mm``.

    Attributes
    ----------
    rotation
        Shape (..., 3, 3), no unit.
    offset_mm
        Shape (..., 3), mm: where the frame's origin goes.
    """

    rotation: FloatArray
    offset_mm: FloatArray

    def __matmul__(self, first: Self) -> "RigidMotion":
        """Return the motion that does `first`, then this one."""
        turned = _turn(self.rotation, first.offset_mm)
        return RigidMotion(self.rotation @ first.rotation, turned + self.offset_mm)


@dataclass(frozen=True, eq=False)
class Pose:
    """Where the sacrum stands against the ilium: a turn about an axis, then a shift.

    Attributes
    ----------
    nutation_deg
        Shape (...,), degrees, nutation positive, -15 to 15.
    translation_mm
        Shape (..., 3), mm: how far the point on the axis shifts, at most 20 in all.
    axis_point_mm
        Shape (..., 3), mm: a point on the axis; by default the middle of the right joint
        face, so that the default axis runs through the middles of both.
    axis_direction
        Shape (..., 3): along the axis, to the subject's right; any length.
    rigid
        The same as a `RigidMotion`.

    Raises
    ------
    MotionInputError
        For missing numbers, wrong shapes and sizes that no sacroiliac joint could have.

    Notes
    -----
    Source: claims motion-nutation-definition and motion-axis-location.
    """

    nutation_deg: npt.ArrayLike = 0.0
    translation_mm: npt.ArrayLike = (0.0, 0.0, 0.0)
    axis_point_mm: npt.ArrayLike | None = None
    axis_direction: npt.ArrayLike = TO_THE_RIGHT
    rigid: RigidMotion = field(init=False, repr=False)

    def __post_init__(self) -> None:
        middle = landmark(JOINT_MIDDLE) if self.axis_point_mm is None else self.axis_point_mm
        checked = {
            "nutation_deg": guards.rotation(self.nutation_deg),
            "translation_mm": guards.translation(self.translation_mm),
            "axis_point_mm": guards.points(middle, "the point on the axis"),
            "axis_direction": guards.direction(self.axis_direction),
        }
        for name, array in checked.items():
            object.__setattr__(self, name, _read_only(array))
        object.__setattr__(self, "rigid", _rigid(**checked))


def _read_only(array: FloatArray) -> FloatArray:
    copy = array.copy()
    copy.setflags(write=False)
    return copy


def _rigid(
    nutation_deg: FloatArray,
    translation_mm: FloatArray,
    axis_point_mm: FloatArray,
    axis_direction: FloatArray,
) -> RigidMotion:
    try:
        shape = np.broadcast_shapes(
            nutation_deg.shape, *(v.shape[:-1] for v in (translation_mm, axis_point_mm))
        )
        rotation = np.broadcast_to(
            rotation_matrix(nutation_deg, axis_direction), (*shape, 3, 3)
        ).copy()
        turned = _turn(rotation, np.broadcast_to(axis_point_mm, (*shape, 3)))
    except ValueError as error:
        if isinstance(error, MotionInputError):
            raise
        raise MotionInputError(
            "The parts of the pose differ in number; give one of each or the same number of all."
        ) from None
    return RigidMotion(rotation, axis_point_mm - turned + translation_mm)


def _turn(rotation: FloatArray, vector_mm: FloatArray) -> FloatArray:
    turned: FloatArray = np.einsum("...ij,...j->...i", rotation, vector_mm)
    return turned


def rotation_matrix(
    nutation_deg: npt.ArrayLike, axis_direction: npt.ArrayLike = TO_THE_RIGHT
) -> FloatArray:
    """Return the matrix of a nutation about an axis that points to the subject's right.

    Parameters
    ----------
    nutation_deg
        Shape (...,), degrees, nutation positive, -15 to 15.
    axis_direction
        Shape (..., 3): any length, to the right by default.

    Returns
    -------
    ndarray
        Shape (..., 3, 3): orthogonal, determinant 1.

    Raises
    ------
    MotionInputError
        For rotations outside the range and directions without a length.

    Notes
    -----
    Rodrigues' formula, with a minus sign so that nutation is positive
    (claim motion-nutation-definition).
    """
    angle = np.radians(guards.rotation(nutation_deg))[..., None, None]
    unit = guards.direction(axis_direction)
    cross = _cross_matrix(unit)
    matrix: FloatArray = np.eye(3) - np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return matrix


def _cross_matrix(unit: FloatArray) -> FloatArray:
    x, y, z = np.moveaxis(unit, -1, 0)
    zero = np.zeros_like(x)
    rows = [[zero, -z, y], [z, zero, -x], [-y, x, zero]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def as_rigid(motion: Pose | RigidMotion) -> RigidMotion:
    """Return a pose as a rigid motion; a rigid motion comes back as it is."""
    return motion.rigid if isinstance(motion, Pose) else motion


def move(points_mm: npt.ArrayLike, motion: Pose | RigidMotion) -> FloatArray:
    """Return where points of the sacrum go.

    Parameters
    ----------
    points_mm
        Shape (..., 3), mm, in the pelvic frame, before.
    motion
        One pose or many.

    Returns
    -------
    ndarray
        Shape (shape of the poses, shape of the points), mm.

    Raises
    ------
    MotionInputError
        When a point could not lie in a pelvis.
    """
    points = guards.points(points_mm)
    rigid = as_rigid(motion)
    flat = points.reshape(-1, 3)
    moved: FloatArray = np.einsum("...ij,nj->...ni", rigid.rotation, flat)
    moved = moved + rigid.offset_mm[..., None, :]
    return moved.reshape(rigid.offset_mm.shape[:-1] + points.shape)


def displacement_mm(points_mm: npt.ArrayLike, motion: Pose | RigidMotion) -> FloatArray:
    """Return the way from before to after, same shapes and errors as `move`, mm."""
    moved = move(points_mm, motion)
    return moved - guards.points(points_mm)


def inverse(motion: Pose | RigidMotion) -> RigidMotion:
    """Return the motion that takes every point back to where it was."""
    rigid = as_rigid(motion)
    back: FloatArray = np.swapaxes(rigid.rotation, -1, -2)
    return RigidMotion(back, -_turn(back, rigid.offset_mm))


def compose(first: Pose | RigidMotion, then: Pose | RigidMotion) -> RigidMotion:
    """Return the one motion that equals `first` followed by `then`."""
    return as_rigid(then) @ as_rigid(first)


@dataclass(frozen=True, eq=False)
class HelicalAxis:
    """One rigid motion as a turn about, and a slide along, a single line.

    Attributes
    ----------
    rotation_deg
        0 to 180, right-handed about `direction`.
    direction
        Shape (3,), unit length; to the right when there is no turn.
    point_mm
        Shape (3,), mm: the point of the line nearest to the frame's origin; zeros when
        there is no turn, for then no line is special.
    slide_mm
        Along `direction`.
    """

    rotation_deg: float
    direction: FloatArray
    point_mm: FloatArray
    slide_mm: float


def helical_axis(motion: Pose | RigidMotion) -> HelicalAxis:
    """Return the helical axis of one motion, as bone-pin studies report it.

    Parameters
    ----------
    motion
        One pose or rigid motion, not many.

    Raises
    ------
    MotionInputError
        When given many poses at once.

    Notes
    -----
    Source of the use: claim motion-table-jacob1995 (total rotation about the helical axis).
    """
    rigid = as_rigid(motion)
    if rigid.rotation.shape != (3, 3):
        raise MotionInputError("Give one pose at a time to find its helical axis.")
    angle, axis = _angle_and_axis(rigid.rotation)
    slide = float(axis @ rigid.offset_mm)
    across = rigid.offset_mm - slide * axis
    if angle < _NO_TURN_RAD:
        return HelicalAxis(0.0, axis, np.zeros(3), slide)
    point = (across + np.cross(axis, across) / np.tan(angle / 2)) / 2
    return HelicalAxis(float(np.degrees(angle)), axis, point, slide)


def _angle_and_axis(rotation: FloatArray) -> tuple[float, FloatArray]:
    skew = rotation - rotation.T
    sine_axis = np.array([skew[2, 1], skew[0, 2], skew[1, 0]]) / 2
    sine = float(np.linalg.norm(sine_axis))
    angle = float(np.arctan2(sine, (np.trace(rotation) - 1) / 2))
    if sine < _NO_TURN_RAD:
        return angle, np.array(TO_THE_RIGHT)
    return angle, sine_axis / sine


def fit_rigid(before_mm: npt.ArrayLike, after_mm: npt.ArrayLike) -> RigidMotion:
    """Return the rigid motion that best carries landmarks onto themselves (Kabsch).

    Parameters
    ----------
    before_mm, after_mm
        Shape (n, 3), mm, n at least 3, not all on one line; the same landmarks in the
        same order.

    Returns
    -------
    RigidMotion
        The least-squares fit; never a mirror image.

    Raises
    ------
    MotionInputError
        For tables that differ, fewer than three landmarks, or landmarks on one line.
    """
    before, after = guards.points(before_mm), guards.points(after_mm)
    guards.matched_landmarks(before, after)
    middle, target = before.mean(axis=0), after.mean(axis=0)
    left, _, right = np.linalg.svd((before - middle).T @ (after - target))
    mirror = np.sign(np.linalg.det(left @ right))
    rotation: FloatArray = (left @ np.diag([1.0, 1.0, mirror]) @ right).T
    return RigidMotion(rotation, target - rotation @ middle)


def fit_pose(
    before_mm: npt.ArrayLike,
    after_mm: npt.ArrayLike,
    axis_point_mm: npt.ArrayLike | None = None,
) -> Pose:
    """Return the pose that best explains how landmarks of the sacrum moved.

    Parameters
    ----------
    before_mm, after_mm
        Shape (n, 3), mm; see `fit_rigid`.
    axis_point_mm
        Shape (3,), mm: where the translation is read; the middle of the right joint face
        by default. The same motion has another translation at another point.

    Returns
    -------
    Pose
        Nutation about the fitted axis (which points to the right half of space), and the
        shift of `axis_point_mm`.

    Raises
    ------
    MotionInputError
        As `fit_rigid`, and when the fitted motion is beyond any sacroiliac joint.
    """
    rigid = fit_rigid(before_mm, after_mm)
    point = landmark(JOINT_MIDDLE) if axis_point_mm is None else guards.points(axis_point_mm)
    angle, axis = _angle_and_axis(rigid.rotation)
    toward_right = -1.0 if axis @ np.array(TO_THE_RIGHT) < 0 else 1.0
    return Pose(
        nutation_deg=-toward_right * np.degrees(angle),
        translation_mm=rigid.rotation @ point + rigid.offset_mm - point,
        axis_point_mm=point,
        axis_direction=toward_right * axis,
    )
