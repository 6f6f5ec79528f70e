"""What sort of answer a task takes: how it is read, and when two answers are the same."""

import math
from dataclasses import dataclass
from typing import Any, Protocol

import ipywidgets
import numpy as np

ROUNDING = 1e-9
SLIP_SHARE = 0.05
"""How far from a usual slip still counts as that slip, as a share of it."""


class AnswerError(ValueError):
    """An answer that cannot be read: one sentence to the learner on what to give instead."""


class Kind(Protocol):
    """A sort of answer."""

    @property
    def asks(self) -> str:
        """What to give, with the tolerance, as the end of a sentence."""

    def read(self, answer: object) -> Any:
        """Return the answer in the form that `same` compares; raises AnswerError."""

    def off(self, one: Any, other: Any) -> float:
        """Return how far two read answers are apart; up to 1 they count as the same."""

    def is_slip(self, given: Any, slip: Any) -> bool:
        """Tell whether a read answer is this usual slip, more strictly than `off` does."""

    def show(self, one: Any) -> str:
        """Return a read answer as people write it."""

    def apart(self, given: Any, key: Any) -> str:
        """Say in which way a wrong answer differs, without telling the right one."""


@dataclass(frozen=True)
class Amounts:
    """One number, or several in order, in one unit.

    Attributes
    ----------
    unit
        As printed; empty for a bare number.
    tolerance
        How far off still counts as right, in the same unit.
    names
        What each of several numbers is; empty for one number.
    counted
        Whether it counts things, so that only a whole number can be right.
    """

    unit: str
    tolerance: float
    names: tuple[str, ...] = ()
    counted: bool = False

    @property
    def asks(self) -> str:
        """What to give, with the tolerance."""
        unit = f" {self.unit}" if self.unit else ""
        if self.counted:
            return f"a whole number{f' of{unit}' if unit else ''}"
        first = " and ".join(self.names) if self.names else "one number"
        off = f"up to {self.tolerance:g}{unit} off counts as right"
        return f"{first}{f' in{unit}' if unit else ''}; {off}"

    def read(self, answer: object) -> tuple[float, ...]:
        """Return the numbers; raises AnswerError for anything else."""
        if isinstance(answer, str):
            raise AnswerError("That is text. Give the number itself, without quotation marks.")
        wanted = len(self.names) or 1
        found = _numbers(answer)
        if found is None:
            raise AnswerError(f"That is a {type(answer).__name__}. Give {self.asks}.")
        if len(found) != wanted:
            raise AnswerError(f"That is {len(found)} numbers. Give {self.asks}.")
        if not np.isfinite(found).all():
            raise AnswerError("That is no finite number. Look for a division by nothing.")
        return found

    def off(self, one: tuple[float, ...], other: tuple[float, ...]) -> float:
        """Return the largest distance of two numbers, in tolerances."""
        return float(np.abs(np.subtract(one, other)).max() / self.tolerance) - ROUNDING

    def is_slip(self, given: tuple[float, ...], slip: tuple[float, ...]) -> bool:
        """Tell whether every number is close to the slip's for its own size, too."""
        close = np.abs(np.subtract(given, slip)) <= SLIP_SHARE * np.abs(slip) + ROUNDING
        return self.off(given, slip) <= 1 and bool(close.all())

    def show(self, one: tuple[float, ...]) -> str:
        """Return the numbers with at most four digits that matter; their unit is not known."""
        return " and ".join(f"{n:.4g}".replace("-", "−") for n in one)

    def apart(self, given: tuple[float, ...], key: tuple[float, ...]) -> str:
        """Say whether the first number that is off is too large or too small."""
        far = np.abs(np.subtract(given, key)) > self.tolerance * (1 + ROUNDING)
        first = int(np.argmax(far))
        what = self.names[first] if self.names else "number"
        size = "large" if given[first] > key[first] else "small"
        return f"Your {what} is too {size}, and it is none of the usual slips."


def _numbers(answer: object) -> tuple[float, ...] | None:
    if isinstance(answer, bool | np.bool_):
        return None
    try:
        found = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return tuple(float(n) for n in found.ravel())


@dataclass(frozen=True)
class Word:
    """A word or a name; capitals and blanks around it do not count."""

    what: str

    @property
    def asks(self) -> str:
        """What to give."""
        return f"{self.what}, as text"

    def read(self, answer: object) -> str:
        """Return the word in small letters; raises AnswerError for anything else."""
        if not isinstance(answer, str):
            raise AnswerError(f"That is a {type(answer).__name__}. Give {self.asks}.")
        return answer.strip().lower()

    def off(self, one: str, other: str) -> float:
        """Return 0 for the same word, else infinity."""
        return 0.0 if one == other else math.inf

    def is_slip(self, given: str, slip: str) -> bool:
        """Tell whether the words are equal."""
        return given == slip

    def show(self, one: str) -> str:
        """Return the word in quotation marks."""
        return f"“{one}”"

    def apart(self, given: str, key: str) -> str:
        """Say that it is another word."""
        return "It is another word. Let Python look it up, and do not type it by hand."


@dataclass(frozen=True)
class Seen:
    """What there is to see of a slider.

    Attributes
    ----------
    whole
        Whether it moves in whole numbers only.
    low, high, step
        Its ends and its step.
    label
        The words beside it.
    """

    whole: bool
    low: float
    high: float
    step: float
    label: str


@dataclass(frozen=True)
class Slider:
    """A slider of ipywidgets with given ends, fine enough, and with its unit in its label.

    Attributes
    ----------
    unit
        The unit in words.
    marks
        Any of them in the label names the unit.
    coarsest
        The largest step that still counts as right.
    """

    unit: str
    marks: tuple[str, ...]
    coarsest: float

    @property
    def asks(self) -> str:
        """What to give."""
        return (
            f"a FloatSlider with min, max, step and a description that names {self.unit}; "
            f"a step of {self.coarsest:g} or less counts as right"
        )

    def read(self, answer: object) -> Seen:
        """Return what there is to see of the slider; raises AnswerError for anything else."""
        if isinstance(answer, type) and issubclass(answer, ipywidgets.Widget):
            raise AnswerError("That is the slider's kind, not a slider. Call it: add ( and ).")
        if not isinstance(answer, ipywidgets.FloatSlider | ipywidgets.IntSlider):
            raise AnswerError(f"That is a {type(answer).__name__}. Give {self.asks}.")
        return Seen(
            whole=isinstance(answer, ipywidgets.IntSlider),
            low=float(answer.min),
            high=float(answer.max),
            step=float(answer.step),
            label=str(answer.description),
        )

    def off(self, one: Seen, other: Seen) -> float:
        """Return 0 when ends, fineness and unit are alike, else infinity."""
        alike = (
            self.same_ends(one, other)
            and one.whole == other.whole
            and (one.step <= self.coarsest) == (other.step <= self.coarsest)
            and self.names_unit(one) == self.names_unit(other)
        )
        return 0.0 if alike else math.inf

    def is_slip(self, given: Seen, slip: Seen) -> bool:
        """Tell whether the sliders are alike in what counts; whole numbers tell at once."""
        return given.whole if slip.whole else self.off(given, slip) == 0

    def names_unit(self, one: Seen) -> bool:
        """Tell whether the label names the unit."""
        return any(mark in one.label.lower() for mark in self.marks)

    def same_ends(self, one: Seen, other: Seen) -> bool:
        """Tell whether both sliders run from and to the same values."""
        return bool(np.allclose((one.low, one.high), (other.low, other.high), atol=1e-6))

    def show(self, one: Seen) -> str:
        """Return the ends in words."""
        return f"a slider from {one.low:g} to {one.high:g}".replace("-", "−")

    def apart(self, given: Seen, key: Seen) -> str:
        """Name the part that is off."""
        if not self.same_ends(given, key):
            return "Its two ends are not the ones that were asked for."
        if given.step > self.coarsest:
            return "Its step is too coarse."
        return "Its description does not name its unit."
