"""Every way through a case that can make a difference, without walking all of them.

What was asked steers nothing but three things: which warning signs are uncovered, which branch a
plan takes, and whether a Routine visit's `must_ask` was all asked. Percentages, the order of
questions and all other items steer nothing. So for each visit only the items are varied that stand
in one of these three (the items that matter), in every combination that fits into the visit; two
combinations that leave these three alike are one *class*, and one way for each class is walked.
With each class every plan is made. That is complete over decisions: a real way and the way walked
for its class make the same plans possible and end alike (held by a test with random ways).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from .debrief import Data, debrief
from .machine import State, choose, moves, start
from .records import Case, Item, Visit
from .tables import tables

Class = tuple[frozenset[str], frozenset[str], frozenset[tuple[str, int]]]


def mattering(case: Case, visit: Visit) -> tuple[Item, ...]:
    """Return the items of a visit that can steer what comes."""
    names = {name for sign in tables(case).signs for items in sign.when for name in items}
    for one in case.visits:
        names |= set(one.must_ask)
        names |= {n for option in one.options for branch in option.then for n in branch.asked}
    return tuple(item for item in visit.items if item.id in names)


def decision_class(case: Case, asked: tuple[str, ...]) -> Class:
    """Return all that asked items can steer: signs uncovered, must-asks whole, branches taken."""
    known = set(asked)
    signs = frozenset(sign.id for sign in tables(case).signs if sign.uncovered(known))
    whole = frozenset(one.id for one in case.visits if known.issuperset(one.must_ask))
    ways = frozenset(
        (f"{visit.id}:{option.id}", k)
        for visit in case.visits
        for option in visit.options
        for k, branch in enumerate(option.then)
        if known.issuperset(branch.asked)
    )
    return signs, whole, ways


def ways(case: Case) -> Iterator[State]:
    """Yield one finished state for each class of questions and each chain of plans."""
    yield from _visits(start(case))


def endings(case: Case) -> list[Data]:
    """Return the debriefs of `ways`."""
    return [debrief(state) for state in ways(case)]


def _visits(state: State) -> Iterator[State]:
    if state.step == "debrief":
        yield state
        return
    for ready in _asked(state):
        for option in ready.at.options:
            yield from _visits(choose(choose(ready, f"plan:{option.id}"), "go:next"))


def _asked(state: State) -> Iterator[State]:
    """Yield a state at the plan for each class that a visit's questions can make."""
    items, seen = mattering(state.case, state.at), set[Class]()
    for size in range(len(items) + 1):
        for some in combinations(items, size):
            if sum(item.minutes for item in some) > state.at.minutes:
                continue
            made = decision_class(state.case, (*state.asked, *(item.id for item in some)))
            if made not in seen:
                seen.add(made)
                yield to_plan(ask(state, some))


def ask(state: State, items: tuple[Item, ...]) -> State:
    """Ask items of the present visit, wherever they stand in it."""
    for step in ("history", "examination"):
        state = choose(state, f"go:{step}")
        for item in items:
            state = choose(state, f"ask:{item.id}")
    return state


def to_plan(state: State) -> State:
    """Go on to the plan, with an even guess for each statement."""
    while state.step != "plan":
        if state.step == "judgement":
            for one in state.case.statements:
                state = choose(state, f"say:{one.id}=50")
        state = choose(state, next(m for m in reversed(moves(state)) if m != "go:history"))
    return state
