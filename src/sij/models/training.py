"""Twelve weeks of an example runner, marked by two rules: one run's jump, and one week's jump.

Single-run rule (claim training-spike-single-session): a run more than 10 % longer than the longest
of the 30 days before, in the study's three steps. The longest run of each week falls on the same
weekday, so the 30 days before hold those of the four weeks before; other runs are shorter.

Ten per cent rule: a week's total more than 10 % above the week before. A trial of a plan built on
it found no difference (claim load-ten-percent-null).

Nothing is known of the time before week 1: those weeks are taken to be like week 1. The
acute:chronic ratio is left out, because the claims name it without saying how it was worked out.

Both rules compare 100 x longer with 110 x shorter and so on: for whole kilometres that is exact.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sij import evidence
from sij.models.gait.facts import number
from sij.models.gait.guards import FloatArray, GaitInputError, Limits, within

SPIKE = "training-spike-single-session"
TRIAL = "load-ten-percent-null"
WEEKS = 12
WEEKS_BEFORE = 4
"""Weeks whose longest run lies within the 30 days before: 7, 14, 21 and 28 days ago."""
RULE_PERCENT = 10.0
"""The weekly rule's own number."""

LONGEST = Limits("the longest run", "km", 3.0, 40.0, "the plan's sliders run that far")
OTHER = Limits("other running", "km", 0.0, 60.0, "the plan's sliders run that far")
ADDED = Limits("kilometres added a week", "km", -3.0, 8.0, "the plan's sliders run that far")


@dataclass(frozen=True)
class Step:
    """One step of the study: how much longer the run was, and the hazard ratio in such runners.

    Attributes
    ----------
    over_percent, up_to_percent
        Ends of the step; the last one has no upper end.
    hazard_ratio, low, high
        Against runs at most 10 % longer, with the 95 % confidence interval.
    """

    over_percent: float
    up_to_percent: float | None
    hazard_ratio: float
    low: float
    high: float


@lru_cache
def steps() -> tuple[Step, ...]:
    """Return the study's three steps, read from the claim's values and their names.

    Raises
    ------
    sij.evidence.EvidenceError
        When a value has no confidence interval.
    """
    return tuple(_step(name) for name in ("HRR_10_30", "HRR_30_100", "HRR_over_100"))


def _step(name: str) -> Step:
    ends = [float(found) for found in re.findall(r"\d+", name)]
    spread = evidence.claim(SPIKE).value(name).spread or ""
    interval = re.search(r"95% CI ([\d.]+)-([\d.]+)", spread)
    if interval is None:
        raise evidence.EvidenceError(f"Claim {SPIKE} gives no confidence interval for {name}.")
    low, high = (float(end) for end in interval.groups())
    upper = ends[1] if len(ends) > 1 else None
    return Step(ends[0], upper, number(SPIKE, name), low, high)


@lru_cache
def trial_percents() -> tuple[float, float]:
    """Return the injured in the graded and in the standard plan, % (claim TRIAL)."""
    return number(TRIAL, "injury_graded"), number(TRIAL, "injury_standard")


@dataclass(frozen=True)
class Plan:
    """A plan's weeks; the last axis of each array runs over them.

    Attributes
    ----------
    longest_km, other_km, total_km
        The longest run, all other running, and both.
    longest_before_km
        The longest run of the 30 days before.
    jump_percent
        How much longer the longest run is than that.
    jump_step
        0 for at most 10 %, else 1, 2 or 3: the place in `steps`.
    rise_percent
        The total's change from the week before.
    week_marked
        Whether that is more than 10 %.
    """

    longest_km: FloatArray
    other_km: FloatArray
    total_km: FloatArray
    longest_before_km: FloatArray
    jump_percent: FloatArray
    jump_step: npt.NDArray[np.int_]
    rise_percent: FloatArray
    week_marked: npt.NDArray[np.bool_]

    @property
    def run_marks(self) -> npt.NDArray[np.int_]:
        """How many weeks the single-run rule marks."""
        return np.asarray((self.jump_step > 0).sum(axis=-1))

    @property
    def week_marks(self) -> npt.NDArray[np.int_]:
        """How many weeks the ten per cent rule marks."""
        return np.asarray(self.week_marked.sum(axis=-1))

    @property
    def largest_jump_percent(self) -> FloatArray:
        """The largest jump of a single run; 0 when no run was longer than those before."""
        return np.asarray(self.jump_percent.max(axis=-1))


def other_km(first_km: npt.ArrayLike, added_km: npt.ArrayLike, weeks: int = WEEKS) -> FloatArray:
    """Return other running week by week: so much in week 1, so much more each week, never below 0.

    Parameters
    ----------
    first_km
        Other running in week 1, 0 to 60 km.
    added_km
        Kilometres added each week, -3 to 8.
    weeks
        How many weeks; they form a new last axis.

    Raises
    ------
    GaitInputError
        When an input is outside its range.
    """
    start, added = within(first_km, OTHER), within(added_km, ADDED)
    return np.maximum(start[..., None] + added[..., None] * np.arange(weeks), 0.0)


def plan(longest_km: npt.ArrayLike, other_km: npt.ArrayLike) -> Plan:
    """Return a plan with both rules' marks.

    Parameters
    ----------
    longest_km
        The longest run of each week, 3 to 40 km; weeks on the last axis.
    other_km
        All other running of each week, 0 km or more; the same weeks.

    Raises
    ------
    GaitInputError
        When an input is outside its range, or the weeks do not match.
    """
    longest = within(longest_km, LONGEST)
    other = within(
        other_km, Limits("other running", "km", 0.0, 1000.0, "no one runs more in a week")
    )
    if longest.ndim == 0 or longest.shape != other.shape or longest.shape[-1] == 0:
        raise GaitInputError("Give the longest run and the other running for the same weeks.")
    total = longest + other
    before = _longest_before(longest)
    last_total = np.concatenate([total[..., :1], total[..., :-1]], axis=-1)
    return Plan(
        longest_km=longest,
        other_km=other,
        total_km=total,
        longest_before_km=before,
        jump_percent=100 * longest / before - 100,
        jump_step=np.sum([exceeds(longest, before, s.over_percent) for s in steps()], axis=0),
        rise_percent=100 * total / last_total - 100,
        week_marked=exceeds(total, last_total, RULE_PERCENT),
    )


def exceeds(now: FloatArray, before: FloatArray, percent: float) -> npt.NDArray[np.bool_]:
    """Return where `now` is more than so many percent above `before`."""
    return np.asarray(100 * now > (100 + percent) * before)


def _longest_before(longest: FloatArray) -> FloatArray:
    """Return the longest run of the four weeks before; weeks before the first are like it."""
    early = np.repeat(longest[..., :1], WEEKS_BEFORE, axis=-1)
    padded = np.concatenate([early, longest], axis=-1)
    weeks = longest.shape[-1]
    windows = [padded[..., k : k + weeks] for k in range(WEEKS_BEFORE)]
    return np.asarray(np.max(windows, axis=0))
