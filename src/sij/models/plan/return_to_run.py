"""The next walk-run session from today's facts and a diary, or none and why.

Nothing passes the physician's gate: as long as no physician has ruled out a bone stress injury,
or nobody knows, there is no session, behind either door. Example runners whose gate is passed
show the full machinery, with the ratios of the studied group; one's own sessions carry none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sij import evidence
from sij.evidence.records import Urgency
from sij.models import training
from sij.models.plan.data import PlanInputError, filled, number, read, verified
from sij.models.plan.diary.runs import (
    Outcome,
    Run,
    checked_diary,
    guard_percent,
    limit_km,
    longest_km,
    window_days,
)
from sij.models.plan.making import row_blockers
from sij.models.plan.phases import (
    Phase,
    Place,
    Step,
    phases,
    place_on,
    times_per_phase,
    walk_through,
)
from sij.models.plan.rows import WALK_RUN
from sij.models.plan.state import State, raised, require_state
from sij.models.reasoning import Door


def _table() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("return_to_run.yaml")
    return found


def _reason(key: str, **numbers: object) -> str:
    return str(_table()["reasons"][key]).format(**numbers)


@lru_cache(maxsize=1)
def session_rules() -> tuple[str, ...]:
    """Return the rules that go with every session, their numbers read from claims."""
    for rule in _table()["rules"]:
        verified(rule["claims"])
    return tuple(filled(rule["says"], rule.get("numbers", {})) for rule in _table()["rules"])


def rest_days() -> int:
    """Return the days of rest between two runs (claim walk-run-table)."""
    return int(number(f"{_table()['table']}:rest_days_between_runs_min"))


def own_choices() -> tuple[str, ...]:
    """Return what no study holds and this course decided; each is expert opinion."""
    return tuple(line.format(window=window_days()) for line in _table()["own-choice"])


@dataclass(frozen=True)
class _Always:
    """What stands in every answer of the planner."""

    why: tuple[str, ...]
    safety_net: str
    not_a_diagnosis: str


@dataclass(frozen=True)
class NoSession(_Always):
    """No session today.

    Attributes
    ----------
    urgency
        How fast to see a physician when a warning sign is raised, else None.
    next_day
        Day of the pain on which only time stands in the way, else None.
    """

    urgency: Urgency | None
    next_day: int | None


@dataclass(frozen=True)
class Finished(_Always):
    """The table is done: it has no more figures.

    Attributes
    ----------
    limit_km
        The guard's limit on one run, from the past days' longest; None without one.
    """

    limit_km: float | None


@dataclass(frozen=True)
class Session(_Always):
    """The next session.

    Attributes
    ----------
    day
        Day of the pain.
    phase
        The phase of the table: minutes that take turns, and effort.
    distance_km
        Distance in all: the table's, or less where the guard on one run says so.
    shortened
        Whether the guard made it shorter.
    rules, label, own_choices
        What goes with it, where the table comes from, and what is expert opinion.
    """

    day: int
    phase: Phase
    distance_km: float
    shortened: bool
    rules: tuple[str, ...]
    label: str
    own_choices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class ExampleSession(Session):
    """An example runner's session, with the phases ahead and the study's steps."""

    ahead: tuple[Phase, ...]
    jump_steps: tuple[training.Step, ...]


Answer = Session | NoSession | Finished


def next_session(state: State, diary: Iterable[Run], door: Door) -> Answer:
    """Return the next session, or none and why.

    Parameters
    ----------
    state
        Today's facts.
    diary
        Runs up to today, in any order.
    door
        Whether it is an example runner or oneself.

    Raises
    ------
    PlanInputError
        When an argument is none of these.
    """
    runs = _checked(state, diary, door)
    blockers = row_blockers(WALK_RUN, state)
    if blockers:
        flags = raised(state)
        return _none(*blockers, urgency=flags[0].urgency if flags else None)
    place = place_on(runs, state.day)
    if not place.going:
        return _none(_reason("stopped"))
    return _wait(state, runs) or _session(state, runs, place, door)


def _checked(state: State, diary: Iterable[Run], door: Door) -> tuple[Run, ...]:
    require_state(state)
    if not isinstance(door, Door):
        raise PlanInputError("Give the door as Door.EXAMPLE or Door.OWN.")
    return checked_diary(diary, state.day)


def _always(*why: str) -> dict[str, Any]:
    wording = evidence.safety()
    return {
        "why": why,
        "safety_net": wording.safety_net,
        "not_a_diagnosis": wording.not_a_diagnosis,
    }


def _none(*why: str, urgency: Urgency | None = None, day: int | None = None) -> NoSession:
    return NoSession(**_always(*why), urgency=urgency, next_day=day)


def _wait(state: State, runs: tuple[Run, ...]) -> NoSession | None:
    """Return what only time can mend after the last run: a morning, and a day of rest."""
    if not runs:
        return None
    if runs[-1].morning_after is None:
        return _none(_reason("morning"))
    day = runs[-1].day + 1 + rest_days()
    return _none(_reason("rest", day=day), day=day) if state.day < day else None


def _session(state: State, runs: tuple[Run, ...], place: Place, door: Door) -> Session | Finished:
    limit = limit_km(runs, state.day)
    figures = {"percent": f"{guard_percent():g}", "window": window_days()}
    if place.phase > len(phases()):
        return Finished(**_always(_reason("finished", **figures)), limit_km=limit)
    phase = phases()[place.phase - 1]
    shortened = limit is not None and limit < phase.distance_km
    why = [_reason("phase", phase=phase.number, times=times_per_phase())]
    if limit is None:
        why.append(_reason("first", **figures))
    if shortened:
        why.append(_reason("shortened", **figures))
    parts = _always(*why) | {
        "day": state.day,
        "phase": phase,
        "distance_km": limit if shortened else phase.distance_km,
        "shortened": shortened,
        "rules": session_rules(),
        "label": _table()["label"],
        "own_choices": own_choices(),
        "claims": verified(_table()["claims"]),
    }
    if door is Door.OWN:
        return Session(**parts)
    return ExampleSession(**parts, ahead=phases()[place.phase :], jump_steps=training.steps())


@dataclass(frozen=True)
class ReplayStep:
    """What one run did.

    Attributes
    ----------
    phase_before, phase_after
        Phases of the table; one more than the last when it is done, None once it has stopped.
    longest_km
        Longest run of the days before that the guard looks at, None without one.
    jump
        The study's step of a jump in distance, for example runners only.
    """

    day: int
    outcome: Outcome
    says: str
    phase_before: int | None
    phase_after: int | None
    longest_km: float | None
    jumped: bool
    jump: training.Step | None


@dataclass(frozen=True)
class Replay:
    """A diary run by run, and what comes next; it is empty where there may be no session."""

    steps: tuple[ReplayStep, ...]
    next: Answer


def replay(state: State, diary: Iterable[Run], door: Door) -> Replay:
    """Return what each run of a diary did to the plan ("what if": change the diary first).

    The steps are left out where a warning sign or the physician's gate closes running.

    Raises
    ------
    PlanInputError
        When an argument cannot be read.
    """
    runs = _checked(state, diary, door)
    following = next_session(state, runs, door)
    if row_blockers(WALK_RUN, state):
        return Replay((), following)
    return Replay(tuple(_shown(step, runs, door) for step in walk_through(runs)), following)


def _shown(step: Step, runs: tuple[Run, ...], door: Door) -> ReplayStep:
    key = step.outcome if step.after.going else "stop"
    return ReplayStep(
        day=step.run.day,
        outcome=step.outcome,
        says=_table()["outcomes"][key],
        phase_before=step.before.phase if step.before.going else None,
        phase_after=step.after.phase if step.after.going else None,
        longest_km=longest_km(runs, step.run.day),
        jumped=step.jump is not None,
        jump=step.jump if door is Door.EXAMPLE else None,
    )
