"""The phases of the walk-run table, and which one a diary has reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sij import evidence
from sij.models import training
from sij.models.plan.data import number, read
from sij.models.plan.diary.runs import Outcome, Run, is_alarming, jump_step, outcome, window_days

KM_PER_MILE = 1.609344
"""The international mile."""


@dataclass(frozen=True)
class Phase:
    """One phase of the table (claim walk-run-table).

    Attributes
    ----------
    walk_min, run_min
        Minutes of walking and running that take turns; ``run_min`` is None for one steady run.
    distance_km, effort
        Distance in all, and effort 0-10.
    """

    number: int
    walk_min: float
    run_min: float | None
    distance_km: float
    effort: float


@lru_cache(maxsize=1)
def phases() -> tuple[Phase, ...]:
    """Return the phases of the published table, in order."""
    count = int(read("return_to_run.yaml")["phases"])
    return tuple(_phase(index) for index in range(1, count + 1))


def _phase(index: int) -> Phase:
    name = f"{read('return_to_run.yaml')['table']}:phase{index}"
    return Phase(
        number=index,
        walk_min=number(f"{name}_walk"),
        run_min=_minutes_or_steady(f"{name}_run"),
        distance_km=number(f"{name}_distance") * KM_PER_MILE,
        effort=number(f"{name}_effort"),
    )


def _minutes_or_steady(reference: str) -> float | None:
    claim_id, _, name = reference.partition(":")
    absent = evidence.claim(claim_id).value(name).kind == "absent"
    return None if absent else number(reference)


def times_per_phase() -> int:
    """Return how often each phase is done at least (claim walk-run-table)."""
    return int(number(f"{read('return_to_run.yaml')['table']}:sessions_per_phase_min"))


@dataclass(frozen=True, order=True)
class Place:
    """Where a diary stands: places compare, and a later one is larger.

    Attributes
    ----------
    going
        False once two bad runs came in a row.
    phase
        1 is the first phase; one more than the last when the table is done.
    done
        Runs that count in this phase.
    """

    going: bool = True
    phase: int = 1
    done: int = 0


@dataclass(frozen=True)
class Step:
    """What one run did to the place.

    Attributes
    ----------
    jump
        The study's step that the run's jump in distance falls into, None without one.
    """

    run: Run
    outcome: Outcome
    before: Place
    after: Place
    jump: training.Step | None


def walk_through(runs: Sequence[Run]) -> Iterator[Step]:
    """Yield what each run of a checked diary did, in order."""
    place, last_bad = Place(), False
    for index, run in enumerate(runs):
        earlier = runs[:index]
        if earlier and run.day - earlier[-1].day > window_days():
            place = Place(going=place.going)
        found = outcome(run, earlier)
        after = _moved(place, run, found, last_bad)
        yield Step(run, found, place, after, jump_step(run, earlier))
        place, last_bad = after, found == "bad"


def _moved(place: Place, run: Run, found: Outcome, last_bad: bool) -> Place:
    if not place.going or is_alarming(run) or (found == "bad" and last_bad):
        return Place(going=False)
    if found == "bad":
        return Place(phase=max(1, min(place.phase, len(phases())) - 1))
    if found == "hold" or run.phase != place.phase:
        return place
    if place.done + 1 < times_per_phase():
        return Place(phase=place.phase, done=place.done + 1)
    return Place(phase=place.phase + 1)


def place_on(runs: Sequence[Run], day: int) -> Place:
    """Return where a checked diary stands on a day; a long break starts the table again."""
    steps = list(walk_through(runs))
    if not steps:
        return Place()
    last = steps[-1]
    if day - last.run.day > window_days():
        return Place(going=last.after.going)
    return last.after
