"""Two examiners, 100 runners, one yes-or-no test: agreement, chance agreement and kappa.

Both examiners call the same share positive. Kappa is the agreement above chance, as a part of all
that could be gained above chance. Counts are whole people: the two kinds of difference (one says
yes, the other no, and the other way round) are equal and rounded, the rest follows.
"""

import math
from dataclasses import dataclass

PEOPLE = 100


class AgreementInputError(ValueError):
    """An input that no counts can be made from: one plain sentence that says what to give."""


@dataclass(frozen=True)
class Agreement:
    """Whole people by what the two examiners say, and how many agree by chance alone."""

    both_yes: int
    both_no: int
    differ: int
    by_chance: int

    @property
    def agree(self) -> int:
        """People on whom the two agree."""
        return self.both_yes + self.both_no


def least_kappa(share_percent: float) -> float:
    """Return the lowest kappa that two examiners can reach who both call this share positive.

    Raises
    ------
    AgreementInputError
        When the share is no number between 0 and 100.
    """
    share = _share(share_percent) / 100
    return 1 - 1 / max(share, 1 - share)


def agreement(kappa: float, share_percent: float) -> Agreement:
    """Return how 100 people fall into agreement and difference.

    Parameters
    ----------
    kappa
        From the lowest that is possible (`least_kappa`) to 1.
    share_percent
        Whole number of the 100 that each examiner calls positive, 1 to 99.

    Raises
    ------
    AgreementInputError
        When the share is not such a number, or the kappa is not possible with it.
    """
    share = _share(share_percent)
    least = least_kappa(share_percent)
    if not isinstance(kappa, int | float) or isinstance(kappa, bool) or not least <= kappa <= 1:
        raise AgreementInputError(
            f"Give kappa as a number from {least:.2f} (for this share) to 1, not {kappa!r}."
        )
    one_way = _whole((1 - kappa) * share * (PEOPLE - share) / PEOPLE)
    both_yes = round(share) - one_way
    both_no = PEOPLE - round(share) - one_way
    by_chance = PEOPLE - 2 * _whole(share * (PEOPLE - share) / PEOPLE)
    return Agreement(both_yes, both_no, 2 * one_way, by_chance)


def _share(percent: float) -> float:
    if not isinstance(percent, int | float) or isinstance(percent, bool):
        raise AgreementInputError(f"Give the share as a whole number, not {percent!r}.")
    if not 1 <= percent <= PEOPLE - 1 or percent != math.floor(percent):
        raise AgreementInputError(f"Give the share as a whole number from 1 to 99, not {percent}.")
    return float(percent)


def _whole(people: float) -> int:
    return math.floor(people + 0.5)
