"""Checks on what a caller hands in: every refusal is one plain sentence."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

ROTATION_LIMIT_DEG = 15.0
TRANSLATION_LIMIT_MM = 20.0
PELVIS_LIMIT_MM = 1000.0
_NO_SPREAD_MM = 1.0
_ROUNDING = 1e-9


class MotionInputError(ValueError):
    """A rotation, translation, axis or point that no sacroiliac joint could have."""


def numbers(value: npt.ArrayLike, what: str, unit: str) -> FloatArray:
    """Return `value` as finite floats of any shape, or say what to give instead."""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "iuf":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise MotionInputError(f"Give {what} as numbers in {unit}.") from None
    if not np.isfinite(array).all():
        raise MotionInputError(f"A value of {what} is missing or infinite; give numbers in {unit}.")
    return array


def vectors(value: npt.ArrayLike, what: str, unit: str) -> FloatArray:
    """Return `value` as floats of shape (..., 3), or say what to give instead."""
    array = numbers(value, what, unit)
    if array.ndim == 0 or array.shape[-1] != 3:
        raise MotionInputError(
            f"Give {what} as x, y, z in {unit}: the last axis must hold three numbers, "
            f"not the shape {array.shape}."
        )
    return array


def _size(value: float) -> str:
    return f"{value:.6g}"


def rotation(value: npt.ArrayLike) -> FloatArray:
    """Return a rotation in degrees of any shape that a sacroiliac joint could make."""
    array = numbers(value, "the rotation", "degrees")
    worst = float(np.abs(array).max(initial=0.0))
    if worst > ROTATION_LIMIT_DEG + _ROUNDING:
        raise MotionInputError(
            f"A rotation of {_size(worst)} degrees is far beyond any sacroiliac joint; "
            f"give degrees between -{ROTATION_LIMIT_DEG:g} and {ROTATION_LIMIT_DEG:g}."
        )
    return array


def translation(value: npt.ArrayLike) -> FloatArray:
    """Return a translation (..., 3) in mm that a sacroiliac joint could make."""
    array = vectors(value, "the translation", "millimetres")
    worst = float(np.linalg.norm(array, axis=-1).max(initial=0.0))
    if worst > TRANSLATION_LIMIT_MM + _ROUNDING:
        raise MotionInputError(
            f"A translation of {_size(worst)} mm is far beyond any sacroiliac joint; "
            f"give millimetres, at most {TRANSLATION_LIMIT_MM:g} in all."
        )
    return array


def points(value: npt.ArrayLike, what: str = "the points") -> FloatArray:
    """Return points (..., 3) in mm that could lie in a pelvis."""
    array = vectors(value, what, "millimetres")
    worst = float(np.abs(array).max(initial=0.0))
    if worst > PELVIS_LIMIT_MM:
        raise MotionInputError(
            f"A coordinate of {_size(worst)} mm lies outside any pelvis; "
            "give millimetres from the midpoint between the two ASISs."
        )
    return array


def direction(value: npt.ArrayLike) -> FloatArray:
    """Return unit vectors (..., 3) along an axis."""
    array = vectors(value, "the axis direction", "any unit")
    scale = np.abs(array).max(axis=-1, keepdims=True, initial=0.0)
    if (scale == 0).any():
        raise MotionInputError(
            "The axis direction has no length; give a direction such as (0, 0, 1), to the right."
        )
    scaled = array / scale
    unit: FloatArray = scaled / np.linalg.norm(scaled, axis=-1, keepdims=True)
    return unit


def matched_landmarks(before: FloatArray, after: FloatArray) -> None:
    """Refuse landmark sets that cannot tell a rotation."""
    if before.ndim != 2 or before.shape != after.shape or len(before) < 3:
        raise MotionInputError(
            "Give the same three or more landmarks before and after, each as a table of x, y, z."
        )
    spreads = [np.linalg.svd(p - p.mean(axis=0), compute_uv=False) for p in (before, after)]
    if min(s[0] for s in spreads) < _NO_SPREAD_MM:
        raise MotionInputError(
            "The landmarks lie within a millimetre of each other; "
            "give coordinates in millimetres, not metres."
        )
    if min(s[1] for s in spreads) < _NO_SPREAD_MM:
        raise MotionInputError(
            "The landmarks lie on one line, so a turn about it cannot be seen; "
            "add a landmark away from the line."
        )
