"""A diary of runs, and what each run says: it counts, it holds, or it steps back."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Literal

from sij import evidence
from sij.models import training
from sij.models.plan.data import PlanInputError, number, read
from sij.models.plan.state import NO, YES
from sij.models.reasoning import UNKNOWN

Outcome = Literal["good", "hold", "bad"]
LOAD = "load-single-session"
PAIN_MAX = "pain-monitoring-model:acceptable_pain_max"
MAX_KM = 300.0
MIN_KM = 0.1
_PAINS = ("pain_before", "pain_during", "morning_after")


@dataclass(frozen=True)
class Run:
    """One run of the diary.

    Attributes
    ----------
    day
        Day of the pain; may be negative for runs before it began.
    phase
        Phase of the walk-run table (1 is the first), None for any other run.
    distance_km
        Distance, walked parts included.
    pain_before, pain_during, morning_after
        Pain 0-10 before, at its worst during, and next morning; None is unknown.
    limp
        ``"yes"``, ``"no"`` or ``"unknown"``.

    Raises
    ------
    PlanInputError
        When an entry cannot be read.
    """

    day: int
    distance_km: float
    phase: int | None = None
    pain_before: float | None = None
    pain_during: float | None = None
    morning_after: float | None = None
    limp: str = UNKNOWN

    def __post_init__(self) -> None:
        _whole(self.day, "day", -3650, 3650)
        if self.phase is not None:
            _whole(self.phase, "phase", 1, int(read("return_to_run.yaml")["phases"]))
        _between(self.distance_km, "distance_km", MIN_KM, MAX_KM)
        for name in _PAINS:
            if getattr(self, name) is not None:
                _between(getattr(self, name), name, 0, 10)
        if self.limp not in (YES, NO, UNKNOWN):
            raise PlanInputError(f"Answer limp with yes, no or {UNKNOWN}, not {self.limp!r}.")


def _between(value: object, name: str, low: float, high: float) -> None:
    asked = f"Give a run's {name} as a number between {low:g} and {high:g}."
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise PlanInputError(asked)
    if not math.isfinite(value) or not low <= value <= high:
        raise PlanInputError(asked)


def _whole(value: object, name: str, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise PlanInputError(f"Give a run's {name} as a whole number between {low} and {high}.")


def checked_diary(diary: Iterable[Run], today: int) -> tuple[Run, ...]:
    """Return a diary in order; raises PlanInputError when it cannot be one."""
    if isinstance(diary, (str, bytes)) or not isinstance(diary, Iterable):
        raise PlanInputError("Give the diary as a list of Run(...).")
    runs = tuple(diary)
    if not all(isinstance(run, Run) for run in runs):
        raise PlanInputError("Give the diary as a list of Run(...).")
    days = [run.day for run in runs]
    if len(set(days)) < len(days):
        raise PlanInputError("The diary has two runs on one day: add them up.")
    if any(day > today for day in days):
        raise PlanInputError("The diary has a run after today: mend its day.")
    return tuple(sorted(runs, key=lambda run: run.day))


def run_from(entered: object) -> Run:
    """Return a run from a mapping such as ``{"day": 3, "distance_km": 2}``."""
    known = {one.name for one in fields(Run)}
    if not isinstance(entered, dict) or not {"day", "distance_km"} <= set(entered) <= known:
        raise PlanInputError("Give a run its day and distance_km, and nothing that it has not.")
    return Run(**entered)


@lru_cache(maxsize=1)
def window_days() -> int:
    """Return the days that the single-run guard looks back (claim load-single-session)."""
    found = re.search(r"last (\d+) days", evidence.claim(LOAD).statement)
    if found is None:
        raise evidence.EvidenceError(f"Claim {LOAD} does not say how many days it looks back.")
    return int(found[1])


def guard_percent() -> float:
    """Return by how much a run may be longer, in % (claim training-spike-single-session)."""
    return training.steps()[0].over_percent


def longest_km(runs: Sequence[Run], day: int) -> float | None:
    """Return the longest run of the days before one, None when there was none."""
    recent = [run.distance_km for run in runs if day - window_days() <= run.day < day]
    return max(recent, default=None)


def limit_km(runs: Sequence[Run], day: int) -> float | None:
    """Return the longest distance that the guard allows on a day, rounded down to 10 m."""
    longest = longest_km(runs, day)
    return None if longest is None else math.floor(longest * (100 + guard_percent()) + 1e-6) / 100


def jump_step(run: Run, earlier: Sequence[Run]) -> training.Step | None:
    """Return the study's step that a run's jump falls into, None without a jump."""
    longest = longest_km(earlier, run.day)
    if longest is None:
        return None
    longer_percent = (run.distance_km / longest - 1) * 100
    over = [step for step in training.steps() if longer_percent > step.over_percent + 1e-9]
    return over[-1] if over else None


def outcome(run: Run, earlier: Sequence[Run]) -> Outcome:
    """Return whether a run was bad, counts, or neither; unknown never counts.

    Bad: pain over the ceiling, a worse morning, or a limp (claims pain-monitoring-model,
    timeline-walk-run). Counts: no more pain during or after, and no jump in distance.
    """
    if _is_bad(run):
        return "bad"
    known = run.pain_before is not None and run.pain_during is not None
    known = known and run.morning_after is not None and run.limp == NO
    if not known or jump_step(run, earlier) is not None:
        return "hold"
    more = (run.pain_during or 0) > (run.pain_before or 0)
    return "hold" if more else "good"


def is_alarming(run: Run) -> bool:
    """Return whether one run is enough to stop: a limp, or strong pain that lasts till morning.

    Stricter than claim timeline-walk-run, which steps back: a limp is a warning sign.
    """
    if run.limp == YES:
        return True
    if run.pain_during is None or run.morning_after is None:
        return False
    return min(run.pain_during, run.morning_after) > number(PAIN_MAX)


def _is_bad(run: Run) -> bool:
    if run.limp == YES:
        return True
    if run.pain_during is not None and run.pain_during > number(PAIN_MAX):
        return True
    if run.morning_after is None:
        return False
    if run.morning_after > number(PAIN_MAX):
        return True
    return run.pain_before is not None and run.morning_after > run.pain_before


def with_morning(diary: Iterable[Run], day: int, morning_after: float | None) -> tuple[Run, ...]:
    """Return a diary in which the morning after one run was another ("what if").

    Raises
    ------
    PlanInputError
        When there is no run on that day, or the pain cannot be read.
    """
    runs = tuple(diary)
    if day not in [run.day for run in runs]:
        raise PlanInputError(f"The diary has no run on day {day}.")
    return tuple(
        replace(run, morning_after=morning_after) if run.day == day else run for run in runs
    )
