"""A test in 100 people: the two-by-two table, likelihood ratios and shares after the test.

All shares are percent, 0 to 100. Counts are whole people: first those with the source are rounded,
then those of them who test positive, then those of the others who test negative. The rest fills
the other cells, so rows and columns always add up. Shares after the test are worked out before any
rounding to people.
"""

import math
from dataclasses import dataclass

PEOPLE = 100


class TableInputError(ValueError):
    """An input that no table can be made from: one plain sentence that says what to give."""


@dataclass(frozen=True)
class Table:
    """Whole people in the four cells of a two-by-two table."""

    found: int
    """With the source, test positive."""
    missed: int
    """With the source, test negative."""
    false_alarms: int
    """Without the source, test positive."""
    rightly_negative: int
    """Without the source, test negative."""

    @property
    def with_source(self) -> int:
        """People with the source."""
        return self.found + self.missed

    @property
    def without(self) -> int:
        """People without the source."""
        return self.false_alarms + self.rightly_negative

    @property
    def positives(self) -> int:
        """People who test positive."""
        return self.found + self.false_alarms

    @property
    def negatives(self) -> int:
        """People who test negative."""
        return self.missed + self.rightly_negative


def table(share_percent: float, sensitivity_percent: float, specificity_percent: float) -> Table:
    """Return how 100 people fall into the four cells.

    Parameters
    ----------
    share_percent
        How many of 100 have the source before the test.
    sensitivity_percent, specificity_percent
        Positive among those with the source; negative among those without it.

    Raises
    ------
    TableInputError
        When an input is no number from 0 to 100.
    """
    share, sensitivity, specificity = (
        _percent(share_percent, "share with the source"),
        _percent(sensitivity_percent, "sensitivity"),
        _percent(specificity_percent, "specificity"),
    )
    with_source = _whole(PEOPLE * share / 100)
    without = PEOPLE - with_source
    found = _whole(with_source * sensitivity / 100)
    rightly = _whole(without * specificity / 100)
    return Table(found, with_source - found, without - rightly, rightly)


def likelihood_ratios(
    sensitivity_percent: float, specificity_percent: float
) -> tuple[float | None, float | None]:
    """Return the positive and the negative likelihood ratio; None where it divides by nothing.

    Raises
    ------
    TableInputError
        When an input is no number from 0 to 100.
    """
    sensitivity = _percent(sensitivity_percent, "sensitivity")
    specificity = _percent(specificity_percent, "specificity")
    positive = sensitivity / (100 - specificity) if specificity < 100 else None
    negative = (100 - sensitivity) / specificity if specificity > 0 else None
    return positive, negative


def shares_after(
    share_percent: float, sensitivity_percent: float, specificity_percent: float
) -> tuple[float | None, float | None]:
    """Return the share with the source after a positive and after a negative test, in percent.

    None where no one can have that result.

    Raises
    ------
    TableInputError
        When an input is no number from 0 to 100.
    """
    share = _percent(share_percent, "share with the source")
    sensitivity = _percent(sensitivity_percent, "sensitivity")
    specificity = _percent(specificity_percent, "specificity")
    return (
        _part(share * sensitivity, (100 - share) * (100 - specificity)),
        _part(share * (100 - sensitivity), (100 - share) * specificity),
    )


def accuracy_of(lr_positive: float, lr_negative: float) -> tuple[float, float]:
    """Return the sensitivity and specificity, in percent, that give two likelihood ratios.

    Raises
    ------
    TableInputError
        When the ratios are not one above 1 and one from 0 to below 1.
    """
    if not (lr_positive > 1 > lr_negative >= 0 and math.isfinite(lr_positive)):
        raise TableInputError(
            "Give a positive ratio above 1 and a negative one from 0 to below 1, "
            f"not {lr_positive} and {lr_negative}."
        )
    specificity = (lr_positive - 1) / (lr_positive - lr_negative)
    return 100 * lr_positive * (1 - specificity), 100 * specificity


def _percent(value: float, what: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 100:
        raise TableInputError(f"Give the {what} as a number from 0 to 100, not {value!r}.")
    return float(value)


def _whole(people: float) -> int:
    return math.floor(people + 0.5)


def _part(one: float, other: float) -> float | None:
    return 100 * one / (one + other) if one + other > 0 else None
