"""A case as a machine: where the learner stands, which moves there are, and what each one does.

It is pure and total: a move that is not among `moves` changes nothing. The browser has a twin of
it (``player/caserun.js``), tested equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

from .records import Case, Option, Outcome, Visit

Step = Literal["history", "examination", "judgement", "plan", "follow-up", "debrief"]
PERCENTS = tuple(range(0, 101, 5))


@dataclass(frozen=True)
class State:
    """Where a learner stands in a case.

    Attributes
    ----------
    visit, step
        The visit's id and what is being done in it.
    asked
        Items in the order in which they were asked.
    estimates
        Percentages given: (visit, statement, percent).
    plans
        What was chosen, and where it led: (visit, option, outcome).
    """

    case: Case
    visit: str
    step: Step
    asked: tuple[str, ...] = ()
    estimates: tuple[tuple[str, str, int], ...] = ()
    plans: tuple[tuple[str, str, str], ...] = ()

    @property
    def at(self) -> Visit:
        """The visit that is being made."""
        return self.case.visit(self.visit)

    @property
    def minutes_used(self) -> int:
        """Minutes spent in this visit."""
        return sum(item.minutes for item in self.at.items if item.id in self.asked)

    def estimate(self, visit: str, statement: str) -> int | None:
        """Return the percentage that was given, None before."""
        found = (p for v, s, p in self.estimates if (v, s) == (visit, statement))
        return next(found, None)


def start(case: Case) -> State:
    """Begin a case."""
    return State(case, case.visits[0].id, "history")


def moves(state: State) -> tuple[str, ...]:
    """Return every move that can be made now; none at the end."""
    match state.step:
        case "history":
            return (*_affordable(state), f"go:{_after_history(state.at)}")
        case "examination":
            return (*_affordable(state), "go:history", f"go:{_after_examination(state.at)}")
        case "judgement":
            return _judgements(state)
        case "plan":
            return tuple(f"plan:{option.id}" for option in state.at.options)
        case "follow-up":
            return ("go:next",)
    return ()


def _affordable(state: State) -> tuple[str, ...]:
    visit = state.at
    left = visit.minutes - state.minutes_used
    items = visit.history if state.step == "history" else visit.examination
    return tuple(
        f"ask:{item.id}" for item in items if item.id not in state.asked and item.minutes <= left
    )


def _after_history(visit: Visit) -> Step:
    return "examination" if visit.examination else _after_examination(visit)


def _after_examination(visit: Visit) -> Step:
    return "judgement" if visit.judge else "plan"


def _judgements(state: State) -> tuple[str, ...]:
    statements = state.case.statements
    said = tuple(f"say:{one.id}={percent}" for one in statements for percent in PERCENTS)
    whole = all(state.estimate(state.visit, one.id) is not None for one in statements)
    return (*said, "go:plan") if whole else said


def choose(state: State, move: str) -> State:
    """Make a move; one that cannot be made now leaves everything as it is."""
    if move not in moves(state):
        return state
    kind, _, what = move.partition(":")
    match kind:
        case "ask":
            return replace(state, asked=(*state.asked, what))
        case "say":
            return _say(state, what)
        case "plan":
            return _plan(state, what)
    return _go(state, what)


def replay(case: Case, made: Iterable[str]) -> State:
    """Make moves from the start on; those that cannot be made are passed over."""
    state = start(case)
    for move in made:
        state = choose(state, move)
    return state


def _say(state: State, what: str) -> State:
    statement, _, percent = what.partition("=")
    others = tuple(one for one in state.estimates if one[:2] != (state.visit, statement))
    return replace(state, estimates=(*others, (state.visit, statement, int(percent))))


def _plan(state: State, option_id: str) -> State:
    option = next(one for one in state.at.options if one.id == option_id)
    made = (state.visit, option_id, leads_to(option, state.asked))
    return replace(state, step="follow-up", plans=(*state.plans, made))


def leads_to(option: Option, asked: Iterable[str]) -> str:
    """Return the outcome to which a plan leads after what was asked."""
    known = set(asked)
    return next(branch.go for branch in option.then if known.issuperset(branch.asked))


def outcome(state: State) -> Outcome:
    """Return what happened after the last plan."""
    visit, _, found = state.plans[-1]
    return next(one for one in state.case.visit(visit).outcomes if one.id == found)


def _go(state: State, where: str) -> State:
    if where != "next":
        return replace(state, step=cast(Step, where))
    following = outcome(state).next
    if following is None:
        return replace(state, step="debrief")
    return replace(state, step="history", visit=following)
