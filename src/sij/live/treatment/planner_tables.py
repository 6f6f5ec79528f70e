"""The plan as plain data, for its twins in the browser (``player/plan.js``, ``player/diary.js``).

Nothing is decided here: every text, number and rule is taken from `sij.models.plan`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from ... import evidence
from ...evidence.boxes import STRENGTH
from ...evidence.red_flags import URGENCY_MEANING
from ...evidence.units import UNITS
from ...models import training
from ...models.plan import Condition, FieldSpec, Row, conditions, field_specs, phases, rows
from ...models.plan.data import number, read
from ...models.plan.diary import runs
from ...models.plan.diary.events import CSV_HEADER
from ...models.plan.making import ROUTINE
from ...models.plan.phases import times_per_phase
from ...models.plan.return_to_run import own_choices, rest_days, session_rules
from ...models.plan.rows import PHYSICIAN, WALK_RUN, gates, starts, stops
from ...models.plan.runners import state_from
from ...models.plan.state import raised
from ..symptoms.tables import reasoning_tables

Table = dict[str, Any]
_FINDING = ("id", "kind", "question", "options", "low", "high")


def plan_tables() -> Table:
    """Return everything that the browser needs to plan as Python does.

    Returns
    -------
    dict
        Plain dicts, lists, texts and numbers in a fixed order.
    """
    said = evidence.safety()
    return {
        "fields": [_field(one) for one in field_specs().values()],
        "conditions": {name: _condition(one) for name, one in conditions().items()},
        "rows": [_row(one) for one in rows().values()],
        "physician": PHYSICIAN,
        "walkRun": WALK_RUN,
        "texts": dict(read("texts.yaml")),
        "comesFirst": conditions()["screen-clear"].says("unmet"),
        "routine": ROUTINE,
        "meaning": dict(URGENCY_MEANING),
        "safetyNet": said.safety_net,
        "notADiagnosis": said.not_a_diagnosis,
        "footer": said.footer,
        "flags": _flags(),
        "returnToRun": _return_to_run(),
        "events": [dict(one) for one in read("events.yaml")],
        "csvHeader": list(CSV_HEADER),
    }


def _field(one: FieldSpec) -> Table:
    if one.kind == "choice":
        return {"id": one.id, "kind": one.kind, "short": one.short, "question": one.question,
                "options": list(one.options)}  # fmt: skip
    # A scale says its ends in its name; the other units have plain words.
    words = f"of {one.high:g}" if one.unit.startswith("score") else UNITS.get(one.unit, one.unit)
    return {
        "id": one.id,
        "kind": one.kind,
        "short": one.short,
        "question": one.question,
        "unit": one.unit,
        "unitWords": words,
        "low": one.low,
        "high": one.high,
        "whole": one.whole,
        "required": one.required,
    }


def _condition(one: Condition) -> Table:
    """Return a condition with its sentences filled in; a threshold or the options that meet it."""
    holds = (
        {"options": list(one.options)}
        if one.threshold is None
        else {"atMost" if one.at_least is None else "atLeast": one.threshold}
    )
    said = {"unmet": one.says("unmet"), "unknown": one.says("unknown")}
    return {"field": one.field, **holds, **said}


def _row(one: Row) -> Table:
    return {
        "id": one.id,
        "title": one.title,
        "role": one.role,
        "who": one.who,
        "from": one.from_day,
        "to": one.to_day,
        "late": one.late,
        "gates": [condition.id for condition in gates(one.id)],
        "starts": [condition.id for condition in starts(one.id)],
        "stops": [condition.id for condition in stops(one.id)],
        "running": one.running,
        "invasive": one.invasive,
        "never": one.never,
        "safety": list(one.safety_lines),
        "claims": list(one.claims),
        "grade": list(STRENGTH[one.strength]),
        "startWhen": one.start_when,
        "stopWhen": one.stop_when,
    }


def _flags() -> Table:
    """Return the rules of warning signs, the findings they look at, and one flag a group.

    It has the names of `sij.live.symptoms.reasoning_tables`, so that the same functions read it.
    """
    tables = reasoning_tables()
    used = {name for rule in tables["rules"] for name in _findings_in(rule["when"])}
    findings = [
        {name: one[name] for name in _FINDING if name in one}
        for one in tables["findings"]
        if one["id"] in used
    ]
    shared = ("alone", "unknown", "rules", "urgencies", "expertOpinion")
    return {
        "groups": [],
        "findings": findings,
        **{name: tables[name] for name in shared},
        "screening": [
            _screening(name, title, tables) for name, title in tables["screening"].items()
        ],
    }


def _findings_in(rule: list[Any]) -> list[str]:
    if rule[0] == "of":
        return [name for part in rule[2] for name in _findings_in(part)]
    return [rule[1]]


def _screening(group: str, title: str, tables: Table) -> Table:
    """Return a group of warning signs: what belongs to it, and the flag that a yes raises."""
    (flag,) = raised(state_from({"day": 0, "red_flags": {group: "yes"}}))
    asked = {one["id"]: one for one in tables["findings"]}
    rules = [rule for rule in tables["rules"] if rule["group"] == group]
    signs = [[rule["title"], _asks(rule["when"], asked)] for rule in rules]
    return {"id": group, "title": title, "signs": signs, "flag": _plain(flag)}


def _asks(rule: list[Any], asked: Table) -> str:
    """Return the questions of a sign in one line; "" where its title says it all."""
    return " ".join(_parts(rule, asked)) if rule[0] == "of" else ""


def _parts(rule: list[Any], asked: Table) -> Iterator[str]:
    kind, first, last = rule
    if kind == "of":
        if first > 1 and len(last) > first:
            yield f"At least {first} of these:"
        for part in last:
            yield from _parts(part, asked)
        return
    one = asked[first]
    if kind == "is":
        words = dict(one["options"])
        answers = "; ".join(words[name] for name in last)
        yield one["question"] + ("" if one["kind"] == "yes-no" else f" ({answers})")
    else:
        yield f"{one['question']} ({kind} {last:.0f} {one['unitWords']})"


def _plain(record: Any) -> Table:
    """Return a dataclass as a dict in the browser's way of writing names."""
    return {
        re.sub(r"_(\w)", lambda found: found[1].upper(), name): (
            list(value) if isinstance(value, tuple) else value
        )
        for name, value in dataclasses.asdict(record).items()
    }


def _return_to_run() -> Table:
    table = read("return_to_run.yaml")
    return {
        "phases": [_plain(one) for one in phases()],
        "times": times_per_phase(),
        "window": runs.window_days(),
        "guardPercent": runs.guard_percent(),
        "percentText": f"{runs.guard_percent():g}",
        "restDays": rest_days(),
        "painMax": number(runs.PAIN_MAX),
        "minKm": runs.MIN_KM,
        "maxKm": runs.MAX_KM,
        "jumpSteps": [_plain(one) for one in training.steps()],
        "jumpClaims": [runs.LOAD, training.SPIKE],
        "rules": list(session_rules()),
        "label": table["label"],
        "ownChoices": list(own_choices()),
        "outcomes": dict(table["outcomes"]),
        "reasons": dict(table["reasons"]),
        "claims": list(table["claims"]),
    }


def used_claims(tables: Table) -> list[str]:
    """Return the ids of all claims that the plan can show, sorted."""
    found = {name for row in tables["rows"] for name in row["claims"]}
    found |= {name for rule in tables["flags"]["rules"] for name in rule["claims"]}
    found |= {*tables["returnToRun"]["claims"], *tables["returnToRun"]["jumpClaims"]}
    return sorted(found)
