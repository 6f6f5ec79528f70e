"""The symptom explorer: a form, a body map and a result, all worked out in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import anywidget
import traitlets

from ... import evidence
from ...evidence import boxes
from ...figures.body_map import body_map
from ...models import reasoning
from ...models.reasoning.data import read
from ...models.reasoning.ratios import rows
from .. import bundle
from ..explorer_island import MIME, explorer_still_html
from ..svg import compile_svg
from .howto import howto_claims, howto_sheet
from .referral import referral_sheet
from .signs import sign_parts
from .tables import reasoning_tables

NAME = "symptom-explorer"
TITLE = "Symptom explorer"
PROMISE = (
    "This is a place to learn how findings are weighed. It never says what you have. "
    "Nothing that you enter is stored or sent."
)
SIGNS = "signs"
STEPS = (
    (SIGNS, "Warning signs first", ("safety", "training")),
    ("where", "Where", ("where",)),
    ("what", "What it is like", ("quality", "worse", "better")),
    ("when", "When and how", ("onset", "course")),
    ("who", "Who", ("person", "inflammatory", "history")),
    ("tests", "Tests by an examiner", ("sij-tests", "other-tests")),
)

READINGS = ("optimistic", "middle", "sceptical", "no-test-helps")
"""The readings of the tests as they are set under one another, kindest to the tests first."""


@lru_cache(maxsize=1)
def runners() -> tuple[Mapping[str, Any], ...]:
    """Return the example runners, each with findings that the form accepts."""
    found = tuple(read("runners.yaml")["runners"])
    for runner in found:
        reasoning.Findings(runner["findings"])
    return found


def explorer_sheet() -> dict[str, Any]:
    """Return all that the explorer needs, as it is stored in a notebook's output."""
    return {
        "name": NAME,
        "title": TITLE,
        "promise": PROMISE,
        "steps": [_step(*step) for step in STEPS],
        "tables": reasoning_tables(),
        "pictures": [
            compile_svg(body_map(narrow).svg, f"{NAME}-{int(narrow)}-") for narrow in (False, True)
        ],
        "runners": [_runner(runner) for runner in runners()],
        "readings": list(READINGS),
        "referral": referral_sheet(),
        "howto": howto_sheet(),
        "claims": {name: _sources(name) for name in _used_claims()},
    }


def _step(name: str, title: str, groups: tuple[str, ...]) -> dict[str, Any]:
    parts = {"parts": sign_parts(groups)} if name == SIGNS else {}
    return {"id": name, "title": title, "groups": list(groups)} | parts


def _runner(runner: Mapping[str, Any]) -> dict[str, Any]:
    entered = reasoning.Findings(runner["findings"])
    answers = {
        name: list(answer) if isinstance(answer, tuple) else answer
        for name, answer in entered.items()
    }
    return {key: runner[key] for key in ("id", "name", "story")} | {"findings": answers}


def _sources(claim_id: str) -> dict[str, str]:
    """Return a claim as HTML: whole, and its sources alone (one's own door shows no figure)."""
    claim = evidence.claim(claim_id)
    return {"whole": boxes.claim_items([claim]), "sources": boxes.claim_sources(claim)}


def _used_claims() -> list[str]:
    return sorted({*_claims_of_rules(), *_claims_of_numbers(), *howto_claims()})


def _claims_of_rules() -> Iterable[str]:
    for finding in reasoning.catalogue().values():
        yield from finding.claims
    for rule in reasoning.flag_rules():
        yield from rule.claims


def _claims_of_numbers() -> Iterable[str]:
    for source in reasoning.sources():
        yield from source.claims
    for view in reasoning.views().values():
        yield from view.claims
    for start in reasoning.pretests().values():
        yield from start.claims
    for row in rows():
        yield row.claim_id
    for study in referral_sheet()["studies"]:
        yield from study["claims"]


class SymptomExplorer(anywidget.AnyWidget):
    """Enter findings and see what they can tell; numbers only for example runners.

    Attributes
    ----------
    findings
        What was entered for the example runner, by finding id. What is entered behind
        "my own symptoms" stays in the browser and never reaches this widget.
    view, pretest
        How the tests are read, and the share to start from.
    """

    _esm = bundle.script("symptoms")
    _css = bundle.widget_css()
    sheet = traitlets.Dict().tag(sync=True)
    findings = traitlets.Dict().tag(sync=True)
    view = traitlets.Enum(list(reasoning.views()), default_value=reasoning.DEFAULT_VIEW).tag(
        sync=True
    )
    pretest = traitlets.Enum(
        list(reasoning.pretests()), default_value=reasoning.DEFAULT_PRETEST
    ).tag(sync=True)

    def __init__(self, runner: str = "", **kwargs: Any) -> None:
        super().__init__(sheet=explorer_sheet(), **kwargs)
        if runner:
            self.findings = _findings_of(runner)

    @traitlets.validate("findings")
    def _known_findings(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        reasoning.Findings(proposal["value"])
        return dict(proposal["value"])

    def result(self) -> reasoning.ExampleResult | reasoning.FlaggedResult:
        """Return the model's result for the example runner."""
        entered = reasoning.Findings(self.findings)
        return reasoning.reason(entered, reasoning.Door.EXAMPLE, self.view, self.pretest)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        still = explorer_still_html(self.sheet)
        stored = {MIME: self.sheet, "text/html": still, "text/plain": repr(self)}
        live = super()._repr_mimebundle_(**kwargs)
        shown, metadata = live if isinstance(live, tuple) else (live or {}, {})
        return {**shown, **stored}, metadata

    def __repr__(self) -> str:
        return f"{TITLE}. {PROMISE}"


def _findings_of(runner_id: str) -> dict[str, Any]:
    found = next((one for one in runners() if one["id"] == runner_id), None)
    if found is None:
        known = ", ".join(one["id"] for one in runners())
        raise reasoning.ReasoningInputError(
            f"There is no example runner {runner_id!r}; take one of {known}."
        )
    return dict(found["findings"])
