"""What is known of one runner today. Unknown is the default, and it never counts as fine."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from sij.evidence.records import Record
from sij.evidence.red_flags import URGENCY_ORDER
from sij.models.plan.data import PlanInputError, read, records
from sij.models.reasoning import UNKNOWN, Findings, Flag, flag_rules, screen, screening_groups

Fact = str | float | None
YES, NO = "yes", "no"


class FieldSpec(Record):
    """One thing that can be asked: its question, and the answers that are accepted.

    `short` names it where there is little room, such as a printed page.
    """

    id: str
    short: Annotated[str, Field(min_length=3)]
    kind: Literal["number", "choice"]
    question: Annotated[str, Field(min_length=1)]
    unit: str = ""
    low: float = 0
    high: float = 0
    whole: bool = False
    required: bool = False
    options: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def field_specs() -> Mapping[str, FieldSpec]:
    """Return what can be entered, by id, in the order of the form."""
    return MappingProxyType(records(FieldSpec, read("fields.yaml"), "fields.yaml"))


@dataclass(frozen=True)
class State:
    """What is known of one runner today.

    Parameters
    ----------
    day
        Day of the pain; 0 is the day when it began.
    pain_now, morning_after
        Usual pain of daily life, and pain on the morning after the last exertion, 0-10.
    limp, running_now, bone_stress_ruled_out, skin_normal, nsaid_bars
        ``"yes"``, ``"no"`` or ``"unknown"``; so are the other questions of ``fields.yaml``.
    limits
        ``"little"``, ``"sleep-or-walking"``, ``"disabling"`` or ``"unknown"``.
    weeks_of_care, positive_tests
        Weeks of care so far; number of positive provocation tests.
    red_flags
        Answers by group of ``screening_groups()``; groups left out are unknown.
    findings
        Findings of the reasoning model; they can add a warning sign and never take one away.

    Raises
    ------
    PlanInputError
        When an entry cannot be read; the sentence says what to give.
    """

    day: int
    pain_now: float | None = None
    morning_after: float | None = None
    limp: str = UNKNOWN
    running_now: str = UNKNOWN
    bone_stress_ruled_out: str = UNKNOWN
    limits: str = UNKNOWN
    skin_normal: str = UNKNOWN
    nsaid_bars: str = UNKNOWN
    brisk_walk: str = UNKNOWN
    hop_test: str = UNKNOWN
    continuous_run: str = UNKNOWN
    weeks_of_care: float | None = None
    positive_tests: int | None = None
    block: str = UNKNOWN
    clinician_seen: str = UNKNOWN
    specialist_seen: str = UNKNOWN
    red_flags: Mapping[str, str] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    def __post_init__(self) -> None:
        for spec in field_specs().values():
            object.__setattr__(self, spec.id, checked(spec, getattr(self, spec.id)))
        object.__setattr__(self, "red_flags", _groups(self.red_flags))
        if not isinstance(self.findings, Findings):
            raise PlanInputError("Give the findings as Findings({...}).")


def checked(spec: FieldSpec, answer: object) -> Fact:
    """Return a valid answer: None for an unknown number, ``"unknown"`` for a choice."""
    if answer is None or (isinstance(answer, str) and answer == UNKNOWN):
        if spec.required:
            raise PlanInputError(f"Give {spec.id} as a number in {spec.unit}; it must be known.")
        return None if spec.kind == "number" else UNKNOWN
    return _amount(spec, answer) if spec.kind == "number" else _choice(spec, answer)


def _choice(spec: FieldSpec, answer: object) -> str:
    if isinstance(answer, bool) and YES in spec.options:
        return YES if answer else NO
    if not isinstance(answer, str) or answer not in spec.options:
        known = ", ".join(spec.options)
        raise PlanInputError(f"Answer {spec.id} with one of {known} or {UNKNOWN}, not {answer!r}.")
    return answer


def _amount(spec: FieldSpec, answer: object) -> float:
    kind = "a whole number" if spec.whole else "a number"
    asked = f"Give {spec.id} as {kind} between {spec.low:g} and {spec.high:g} ({spec.unit})."
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise PlanInputError(asked)
    if not math.isfinite(answer) or not spec.low <= answer <= spec.high:
        raise PlanInputError(asked)
    if spec.whole and answer != int(answer):
        raise PlanInputError(asked)
    return int(answer) if spec.whole else float(answer)


def _groups(given: object) -> Mapping[str, str]:
    """Return an answer for each screening group, unknown where none was given."""
    if not isinstance(given, Mapping):
        raise PlanInputError("Give the red flags as answers by group, such as {'infection': 'no'}.")
    for group, answer in given.items():
        if group not in screening_groups():
            known = ", ".join(screening_groups())
            raise PlanInputError(f"There is no group {group!r} of red flags; take one of {known}.")
        if answer not in (YES, NO, UNKNOWN):
            raise PlanInputError(f"Answer the red flags {group} with yes, no or {UNKNOWN}.")
    return MappingProxyType({group: given.get(group, UNKNOWN) for group in screening_groups()})


def require_state(state: object) -> None:
    """Refuse anything but a State with one sentence."""
    if not isinstance(state, State):
        raise PlanInputError("Give what is known as State(day=...).")


def raised(state: State) -> tuple[Flag, ...]:
    """Return all warning signs in a state, the most urgent first.

    A limp raises its rule of the reasoning model. A group answered with yes raises the most
    urgent rule of the group, since nobody knows which one it was.
    """
    findings = state.findings.known("limp", YES) if state.limp == YES else state.findings
    found = {flag.id: flag for flag in screen(findings).flags}
    for group, answer in state.red_flags.items():
        if answer == YES:
            flag = _group_flag(group)
            found.setdefault(flag.id, flag)
    return tuple(sorted(found.values(), key=lambda flag: URGENCY_ORDER.index(flag.urgency)))


@lru_cache(maxsize=16)
def _group_flag(group: str) -> Flag:
    rules = [rule for rule in flag_rules() if rule.group == group]
    rule = min(rules, key=lambda one: URGENCY_ORDER.index(one.urgency))
    title = screening_groups()[group]
    return Flag(rule.id, group, title, rule.urgency, rule.action, rule.basis, rule.claims, ())


def screen_status(state: State) -> str:
    """Return ``"raised"``, ``"clear"`` (every group denied) or ``"unknown"``."""
    if raised(state):
        return "raised"
    clear = all(answer == NO for answer in state.red_flags.values())
    return "clear" if clear else UNKNOWN


def morning_change(state: State) -> str:
    """Return how the morning after compares with usual: better, same, worse or unknown."""
    now, morning = state.pain_now, state.morning_after
    if now is None or morning is None:
        return UNKNOWN
    if morning > now:
        return "worse"
    return "same" if morning == now else "better"


def facts(state: State) -> Mapping[str, Fact]:
    """Return every entry by id, and what is worked out from them, for the conditions."""
    found: dict[str, Fact] = {name: getattr(state, name) for name in field_specs()}
    return found | {"screen": screen_status(state), "morning_change": morning_change(state)}
