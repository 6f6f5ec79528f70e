"""What the gait model accepts: every refusal is one sentence that names the studied range."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sij.models.gait.facts import SEXES, Sex

FloatArray = npt.NDArray[np.float64]
_ROUNDING = 1e-9


class GaitInputError(ValueError):
    """A speed, rate, body or slope outside what the model's sources studied."""


@dataclass(frozen=True)
class Limits:
    """The range of one input: its name in words, its unit, its ends, and why they are the ends."""

    what: str
    unit: str
    low: float
    high: float
    because: str


SPEED = Limits("speed", "m/s", 2.5, 6.67, "the speeds of the studies behind the model")
STEP_RATE = Limits(
    "step rate", "steps/min", 120.0, 240.0, "rates at which people run rather than walk or sprint"
)
RATE_RATIO = Limits(
    "step rate over the preferred one", "", 0.74, 1.36, "26 % below to 36 % above were studied"
)
MUSCLE_RATIO = Limits(
    "step rate over the preferred one", "", 0.9, 1.1, "10 % below to 10 % above were studied"
)
MASS = Limits("body mass", "kg", 35.0, 150.0, "adults' bodies")
HEIGHT = Limits("height", "m", 1.4, 2.1, "adults' bodies")
DOWN = Limits("slope", "degrees", -9.0, 0.0, "level ground and 9 degrees downhill were measured")
DROP = Limits("drop", "m", 0.0, 0.2, "the formula was worked out up to 20 cm")
STRIDES = Limits("strides", "a minute", 75.0, 95.0, "75 to 95 strides a minute were studied")


def within(value: npt.ArrayLike, limits: Limits) -> FloatArray:
    """Return `value` as floats of any shape inside its limits, or say what to give instead.

    Raises
    ------
    GaitInputError
        When a value is no finite number or lies outside the limits.
    """
    unit = f" {limits.unit}" if limits.unit else ""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "iuf":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise GaitInputError(f"Give {limits.what} as a number{unit and f' in{unit}'}.") from None
    if not np.isfinite(array).all():
        raise GaitInputError(f"A value of {limits.what} is missing or infinite; give a number.")
    low, high = limits.low - _ROUNDING, limits.high + _ROUNDING
    outside = (array < low) | (array > high)
    if outside.any():
        worst = float(array[outside].flat[0])
        raise GaitInputError(
            f"Give {limits.what} between {limits.low:g} and {limits.high:g}{unit}, "
            f"not {worst:.6g}: {limits.because}."
        )
    return array


def known_sex(sex: Sex) -> Sex:
    """Return `sex` when the regressions have it, or say what to give instead."""
    if sex not in SEXES:
        raise GaitInputError(f"Give sex as one of {', '.join(SEXES)}, not {sex!r}.")
    return sex
