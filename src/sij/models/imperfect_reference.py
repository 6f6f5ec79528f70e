"""A perfect test measured against an injection that errs: what it then seems to be worth.

All shares are percent, 0 to 100; 100 people. Counts are whole people: of those with a positive
and of those with a negative injection the wrong ones are rounded, the rest is right. How good the
test seems is worked out before any rounding to people.
"""

import math
from dataclasses import dataclass

PEOPLE = 100


class ReferenceInputError(ValueError):
    """An input that no table can be made from: one plain sentence that says what to give."""


@dataclass(frozen=True)
class Blocks:
    """Whole people by what the injection says and what is really so."""

    rightly_positive: int
    """Positive, really with the source."""
    wrongly_positive: int
    """Positive, really without it."""
    wrongly_negative: int
    """Negative, really with it."""
    rightly_negative: int
    """Negative, really without it."""

    @property
    def positives(self) -> int:
        """People with a positive injection."""
        return self.rightly_positive + self.wrongly_positive

    @property
    def really_with(self) -> int:
        """People who really have the source: those in whom a perfect test is positive."""
        return self.rightly_positive + self.wrongly_negative


def blocks(
    positive_blocks: float, wrong_positive_percent: float, wrong_negative_percent: float
) -> Blocks:
    """Return how 100 people fall into the four cells.

    Parameters
    ----------
    positive_blocks
        How many of the 100 have a positive injection.
    wrong_positive_percent, wrong_negative_percent
        The share of positive, and of negative, injections that are wrong.

    Raises
    ------
    ReferenceInputError
        When an input is no number from 0 to 100.
    """
    positives = _whole(_percent(positive_blocks, "number of positive injections"))
    wrong = _percent(wrong_positive_percent, "share of wrong positive injections")
    missed = _percent(wrong_negative_percent, "share of wrong negative injections")
    negatives = PEOPLE - positives
    wrongly_positive = _whole(positives * wrong / 100)
    wrongly_negative = _whole(negatives * missed / 100)
    return Blocks(
        positives - wrongly_positive, wrongly_positive,
        wrongly_negative, negatives - wrongly_negative,
    )  # fmt: skip


def apparent_accuracy(
    wrong_positive_percent: float, wrong_negative_percent: float
) -> tuple[float, float]:
    """Return the sensitivity and specificity, in percent, that a perfect test seems to have.

    It is positive in all who really have the source and in nobody else. So of the positive
    injections it agrees with the right ones only, and of the negative ones likewise.

    Raises
    ------
    ReferenceInputError
        When an input is no number from 0 to 100.
    """
    wrong = _percent(wrong_positive_percent, "share of wrong positive injections")
    missed = _percent(wrong_negative_percent, "share of wrong negative injections")
    return 100 - wrong, 100 - missed


def _percent(value: float, what: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ReferenceInputError(f"Give the {what} as a number from 0 to 100, not {value!r}.")
    return float(value)


def _whole(people: float) -> int:
    return math.floor(people + 0.5)
