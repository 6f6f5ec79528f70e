"""Warning signs: they come first, and any of them ends all talk of probabilities."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sij import evidence
from sij.evidence import red_flags
from sij.evidence.records import Urgency
from sij.models.reasoning.data import read, verified
from sij.models.reasoning.findings import Findings, require_findings
from sij.models.reasoning.rules import Rule, because, holds, parse

EXPERT_OPINION = "expert opinion"


@dataclass(frozen=True)
class FlagRule:
    """One warning sign: when it holds, what to do, how fast, and what it rests on."""

    id: str
    group: str
    title: str
    when: Rule
    urgency: Urgency
    action: str
    claims: tuple[str, ...]

    @property
    def basis(self) -> str:
        """The claim ids, or that it is expert opinion."""
        return ", ".join(self.claims) or EXPERT_OPINION


@dataclass(frozen=True)
class Flag:
    """A raised warning sign and the findings that raised it."""

    id: str
    group: str
    title: str
    urgency: Urgency
    action: str
    basis: str
    claims: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Screen:
    """All raised warning signs, the most urgent first, and the safety net, always."""

    flags: tuple[Flag, ...]
    safety_net: str

    @property
    def raised(self) -> bool:
        """Whether there is any warning sign."""
        return bool(self.flags)

    @property
    def urgency(self) -> Urgency | None:
        """The most urgent word, or None without a warning sign."""
        return self.flags[0].urgency if self.flags else None


@lru_cache(maxsize=1)
def screening_groups() -> Mapping[str, str]:
    """Return the titles of the screening groups by id."""
    return {group["id"]: group["title"] for group in read("flags.yaml")["groups"]}


@lru_cache(maxsize=1)
def flag_rules() -> tuple[FlagRule, ...]:
    """Return all rules, checked: none is slower than its claims' own urgency."""
    return tuple(_rule(row) for row in read("flags.yaml")["rules"])


def _rule(row: Mapping[str, Any]) -> FlagRule:
    claims = verified(row["claims"])
    for claim_id in claims:
        _refuse_slower(row["id"], row["urgency"], claim_id)
    if row["group"] not in screening_groups():
        raise evidence.EvidenceError(f"Rule {row['id']} is in no screening group.")
    when = parse(row["when"], claims)
    return FlagRule(**{**row, "claims": claims, "when": when})


def _refuse_slower(rule_id: str, urgency: str, claim_id: str) -> None:
    order = red_flags.URGENCY_ORDER
    label = red_flags.claim_urgency(claim_id)
    word = evidence.safety().urgency_of_label[label] if label else order[-1]
    if order.index(urgency) > order.index(word):
        raise evidence.EvidenceError(f"Rule {rule_id} is slower than {word} of claim {claim_id}.")


def screen(findings: Findings) -> Screen:
    """Return the warning signs among what was entered.

    Raises
    ------
    ReasoningInputError
        When `findings` are no Findings.
    """
    require_findings(findings)
    order = red_flags.URGENCY_ORDER
    raised = [_raise(rule, findings) for rule in flag_rules() if holds(rule.when, findings)]
    raised.sort(key=lambda flag: order.index(flag.urgency))
    return Screen(tuple(raised), evidence.safety().safety_net)


def _raise(rule: FlagRule, findings: Findings) -> Flag:
    return Flag(
        id=rule.id,
        group=rule.group,
        title=rule.title,
        urgency=rule.urgency,
        action=rule.action,
        basis=rule.basis,
        claims=rule.claims,
        because=because(rule.when, findings),
    )
