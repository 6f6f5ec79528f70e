"""A plan to take to a physician: rows with their evidence, what is open, and when to stop.

>>> from sij.models.plan import State, plan
>>> plan(State(day=3)).item("red-flag-screen").status
'open'
>>> plan(State(day=3)).item("walk-run").status
'closed'
"""

from sij.models.plan.conditions import Condition, conditions
from sij.models.plan.data import PlanInputError
from sij.models.plan.diary.events import Event, csv_rows, events, session_line
from sij.models.plan.diary.runs import Run, outcome, with_morning
from sij.models.plan.making import Item, Plan, plan
from sij.models.plan.phases import Phase, phases
from sij.models.plan.prognosis import Curve, Figure, Point, Prognosis, curves, figures, prognosis
from sij.models.plan.return_to_run import (
    ExampleSession,
    Finished,
    NoSession,
    Replay,
    ReplayStep,
    Session,
    next_session,
    own_choices,
    replay,
    session_rules,
)
from sij.models.plan.rows import Row, rows
from sij.models.plan.runners import Runner, runners, state_from
from sij.models.plan.state import FieldSpec, State, field_specs, raised, screen_status
from sij.models.reasoning import Door

__all__ = [
    "Condition",
    "Curve",
    "Door",
    "Event",
    "ExampleSession",
    "FieldSpec",
    "Figure",
    "Finished",
    "Item",
    "NoSession",
    "Phase",
    "Plan",
    "PlanInputError",
    "Point",
    "Prognosis",
    "Replay",
    "ReplayStep",
    "Row",
    "Run",
    "Runner",
    "Session",
    "State",
    "conditions",
    "csv_rows",
    "curves",
    "events",
    "field_specs",
    "figures",
    "next_session",
    "outcome",
    "own_choices",
    "phases",
    "plan",
    "prognosis",
    "raised",
    "replay",
    "rows",
    "runners",
    "screen_status",
    "session_line",
    "session_rules",
    "state_from",
    "with_morning",
]
