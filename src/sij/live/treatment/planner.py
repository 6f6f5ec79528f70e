"""The planner: a form, a plan, the next session and things to take away, all in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from ... import evidence
from ...evidence import boxes
from ...models import plan as model
from .. import bundle
from ..planner_island import MIME, planner_still_html
from .planner_tables import plan_tables, used_claims

NAME = "treatment-planner"
TITLE = "A plan to take to a physician"
PROMISE = (
    "This is a place to learn how a plan is made. It never says what you have, and it clears "
    "nobody to run. Nothing that you enter is stored or sent; a file is saved only when you ask."
)
SIGNS = "signs"
STEPS = (
    (SIGNS, "Warning signs first", ()),
    (
        "today",
        "The pain and running",
        ("day", "pain_now", "morning_after", "limp", "running_now", "bone_stress_ruled_out"),
    ),
    ("medicines", "Medicines and conditions", ("nsaid_bars",)),
)
MORE = ("more", "More: what else a row can need")


def planner_sheet() -> dict[str, Any]:
    """Return all that the planner needs, as it is stored in a notebook's output."""
    tables = plan_tables()
    return {
        "name": NAME,
        "title": TITLE,
        "promise": PROMISE,
        "steps": _steps(),
        "tables": tables,
        "runners": [_runner(one) for one in model.runners().values()],
        "claims": {name: _sources(name) for name in used_claims(tables)},
    }


def _steps() -> list[dict[str, Any]]:
    """Return the form's steps; what no step before asks for stands in the last one."""
    asked = {name for _, _, names in STEPS for name in names}
    rest = tuple(name for name in model.field_specs() if name not in asked)
    return [
        {"id": name, "title": title, "fields": list(fields)}
        for name, title, fields in (*STEPS, (*MORE, rest))
    ]


def _sources(claim_id: str) -> dict[str, str]:
    """Return a claim as HTML: whole, and its sources alone (one's own door shows no figure)."""
    claim = evidence.claim(claim_id)
    return {"whole": boxes.claim_items([claim]), "sources": boxes.claim_sources(claim)}


def _runner(one: model.Runner) -> dict[str, Any]:
    story = {"id": one.id, "name": one.name, "story": one.story}
    return story | {"entered": _entered(one.state), "diary": [_run(run) for run in one.diary]}


def _entered(state: model.State) -> dict[str, Any]:
    """Return what is known of a runner as the form gives it; what is unknown is left out."""
    known = {name: getattr(state, name) for name in model.field_specs()}
    facts = {name: value for name, value in known.items() if value not in (None, "unknown")}
    return facts | {
        "red_flags": {group: said for group, said in state.red_flags.items() if said != "unknown"},
        "findings": {
            name: list(answer) if isinstance(answer, tuple) else answer
            for name, answer in state.findings.items()
        },
    }


def _run(run: model.Run) -> dict[str, Any]:
    return {name: value for name, value in vars(run).items() if value not in (None, "unknown")}


class Planner(anywidget.AnyWidget):
    """Enter what is known today and see what is open; runs only past the physician's gate.

    Attributes
    ----------
    entered, diary
        What was entered for the example runner, with the names of `sij.models.plan.State` and
        of `sij.models.plan.Run`. What is entered behind "my own plan" stays in the browser and
        never reaches this widget.
    """

    _esm = bundle.script("treatment")
    _css = bundle.widget_css()
    sheet = traitlets.Dict().tag(sync=True)
    entered = traitlets.Dict().tag(sync=True)
    diary: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)

    def __init__(self, runner: str = "", **kwargs: Any) -> None:
        super().__init__(sheet=planner_sheet(), **kwargs)
        if runner:
            found = _named(runner)
            self.entered, self.diary = _entered(found.state), [_run(one) for one in found.diary]

    @traitlets.validate("entered")
    def _known_facts(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        if "day" in proposal["value"]:
            model.state_from(proposal["value"])
        return dict(proposal["value"])

    def plan(self) -> model.Plan:
        """Return the model's plan for the example runner."""
        return model.plan(model.state_from({"day": None} | self.entered))

    def replay(self) -> model.Replay:
        """Return what each run of the example runner's diary did, and what comes next."""
        state = model.state_from({"day": None} | self.entered)
        return model.replay(state, [model.Run(**run) for run in self.diary], model.Door.EXAMPLE)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        still = planner_still_html(self.sheet)
        stored = {MIME: self.sheet, "text/html": still, "text/plain": repr(self)}
        live = super()._repr_mimebundle_(**kwargs)
        shown, metadata = live if isinstance(live, tuple) else (live or {}, {})
        return {**shown, **stored}, metadata

    def __repr__(self) -> str:
        return f"{TITLE}. {PROMISE}"


def _named(runner_id: str) -> model.Runner:
    found = model.runners().get(runner_id)
    if found is None:
        known = ", ".join(model.runners())
        raise model.PlanInputError(
            f"There is no example runner {runner_id!r}; take one of {known}."
        )
    return found
