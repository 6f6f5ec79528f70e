"""Small expressions over findings; they only look for what was entered, so none says "not"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sij import evidence
from sij.models.reasoning import data
from sij.models.reasoning.findings import Finding, Findings, finding


@dataclass(frozen=True)
class Is:
    """The finding was answered with one of these options."""

    finding_id: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Past:
    """The number entered lies over or below a threshold, in the finding's unit."""

    finding_id: str
    threshold: float
    over: bool


@dataclass(frozen=True)
class AtLeast:
    """At least so many of the parts hold."""

    count: int
    parts: tuple["Rule", ...]


Rule = Is | Past | AtLeast


def parse(raw: object, claims: tuple[str, ...]) -> Rule:
    """Return a checked rule.

    Parameters
    ----------
    raw
        As described at the top of ``assets/reasoning/flags.yaml``.
    claims
        The claims that a bare threshold must stand in; none for expert opinion.

    Raises
    ------
    sij.evidence.EvidenceError
        When it is no such expression or a threshold is not in the claims.
    ReasoningInputError
        When it names an unknown finding.
    """
    if isinstance(raw, str):
        return _parse_is(raw)
    if not isinstance(raw, Mapping):
        raise evidence.EvidenceError(f"The rule {raw!r} is no expression over findings.")
    keys = set(raw)
    if keys in ({"over"}, {"below"}):
        return _parse_past(raw, claims)
    named = {"any": 1, "all": None}
    for key in named.keys() & keys:
        parts = tuple(parse(part, claims) for part in raw[key])
        return _parts(named[key] or len(parts), parts)
    if keys == {"at_least", "of"}:
        return _parts(raw["at_least"], tuple(parse(part, claims) for part in raw["of"]))
    raise evidence.EvidenceError(f"The rule {raw!r} is no expression over findings.")


def _parts(count: int, parts: tuple[Rule, ...]) -> AtLeast:
    if not 0 < count <= len(parts):
        raise evidence.EvidenceError(f"A rule asks for {count} of {len(parts)} parts.")
    return AtLeast(count, parts)


def _parse_is(raw: str) -> Is:
    name, _, wanted = raw.partition("=")
    spec = finding(name)
    options = tuple(wanted.split("|")) if wanted else (_yes(spec),)
    for option in options:
        if option not in spec.options:
            raise evidence.EvidenceError(f"The rule {raw} asks {name} for an unknown {option!r}.")
    return Is(name, options)


def _yes(spec: Finding) -> str:
    return {"yes-no": "yes", "test": "positive"}.get(spec.kind, "")


def _parse_past(raw: Mapping[str, Any], claims: tuple[str, ...]) -> Past:
    over = "over" in raw
    name, threshold = raw["over" if over else "below"]
    unit = finding(name).unit
    if isinstance(threshold, str):
        return Past(name, data.number_in(threshold, unit), over)
    said = " ".join(evidence.claim(claim_id).statement for claim_id in claims)
    if claims and not re.search(rf"\b{threshold}\b", said):
        raise evidence.EvidenceError(f"No claim of the rule on {name} says {threshold}.")
    return Past(name, float(threshold), over)


def holds(rule: Rule, findings: Findings) -> bool:
    """Return whether what was entered meets the rule; unknown meets nothing."""
    if isinstance(rule, Is):
        return findings.has(rule.finding_id, rule.options)
    if isinstance(rule, AtLeast):
        return sum(holds(part, findings) for part in rule.parts) >= rule.count
    answer = findings.answer(rule.finding_id)
    if not isinstance(answer, float):
        return False
    return answer > rule.threshold if rule.over else answer < rule.threshold


def because(rule: Rule, findings: Findings) -> tuple[str, ...]:
    """Return the ids of the findings by which a rule holds, in the rule's order."""
    if not holds(rule, findings):
        return ()
    if not isinstance(rule, AtLeast):
        return (rule.finding_id,)
    found = [name for part in rule.parts for name in because(part, findings)]
    return tuple(dict.fromkeys(found))
