"""The debrief: the learner's way beside an expert's, what was uncovered, and the score.

Plain data by id, with no sentence of its own: the texts stand in the sheet. The browser works out
the same (``player/caserun.js``), tested equal.
"""

from __future__ import annotations

from typing import Any

from .judging import FAILED, brier, verdict, worst
from .machine import State
from .records import Case, CaseError, Expert, Statement, Visit
from .tables import tables

Data = dict[str, Any]


def debrief(state: State) -> Data:
    """Return what is said at the end.

    Returns
    -------
    dict
        ``verdict`` (of the worst plan), ``visits`` (one each, as far as they were made), ``score``
        (mean Brier score, None where nothing could be scored).

    Raises
    ------
    CaseError
        Before the end.
    """
    if state.step != "debrief":
        raise CaseError("Play the case to its end first.")
    visits = [_visit(state, k) for k in range(len(state.plans))]
    scored = [one["brier"] for v in visits for one in v["estimates"] if one["brier"] is not None]
    return {
        "case": state.case.id,
        "verdict": worst(v["verdict"] for v in visits),
        "visits": visits,
        "score": sum(scored) / len(scored) if scored else None,
    }


def _visit(state: State, k: int) -> Data:
    visit_id, option_id, outcome_id = state.plans[k]
    case, visit = state.case, state.case.visit(visit_id)
    so_far = _asked_until(state, visit_id)
    option = next(one for one in visit.options if one.id == option_id)
    word = verdict(visit, option, so_far)
    return {
        "visit": visit_id,
        "verdict": word,
        "plan": option_id,
        "outcome": outcome_id,
        "minutes": sum(item.minutes for item in visit.items if item.id in state.asked),
        "asked": [name for name in state.asked if name in {item.id for item in visit.items}],
        "notAsked": [name for name in visit.must_ask if name not in so_far],
        "signs": _signs(case, visit, so_far, acted=word not in FAILED),
        "band": shown_band(case, so_far),
        "estimates": _estimates(state, visit),
    }


def _asked_until(state: State, visit_id: str) -> list[str]:
    """Return what was asked up to a visit's end."""
    made = [one for one, _, _ in state.plans]
    until = made[: made.index(visit_id) + 1]
    known = {item.id for name in until for item in state.case.visit(name).items}
    return [name for name in state.asked if name in known]


def _signs(case: Case, visit: Visit, asked: list[str], acted: bool) -> list[Data]:
    """Return the warning signs that were there to be found in a visit."""
    upto = case.visits[: case.visits.index(visit) + 1]
    there = [item.id for one in upto for item in one.items]
    return [
        {"sign": sign.id, "uncovered": sign.uncovered(asked), "acted": acted}
        for sign in tables(case).signs
        if sign.uncovered(there)
    ]


def shown_band(case: Case, asked: list[str]) -> int | None:
    """Return which of the model's results may be shown: none once a warning sign is uncovered."""
    known = tables(case)
    if any(sign.uncovered(asked) for sign in known.signs):
        return None
    return known.band(asked) if known.bands[known.band(asked)] else None


def _estimates(state: State, visit: Visit) -> list[Data]:
    expert = next((one for one in state.case.expert if one.visit == visit.id), None)
    return [
        _estimate(one, percent, expert)
        for one in state.case.statements
        if (percent := state.estimate(visit.id, one.id)) is not None
    ]


def _estimate(one: Statement, percent: int, expert: Expert | None) -> Data:
    settled = one.came_true != "unsettled"
    return {
        "statement": one.id,
        "percent": percent,
        "brier": brier(percent, one.came_true == "yes") if settled else None,
        "expert": expert.estimates.get(one.id) if expert else None,
    }
