"""The model's two ways to facts: claims of the dossier, and ``assets/reasoning``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sij import evidence
from sij.evidence import assets, store

USED_BY = "the reasoning model"
_INTERVAL = re.compile(r"95% CI ([\d.]+)-([\d.]+)")
_COUNTS = re.compile(r"(\d+)/(\d+)")
_RULE = re.compile(r"(\d+) or more of (\d+)")
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


class ReasoningInputError(ValueError):
    """An entry that the form does not have: one plain sentence that says what to give."""


@lru_cache(maxsize=8)
def read(name: str) -> dict[str, Any]:
    """Return one data file of ``assets/reasoning`` as plain dicts and lists."""
    data = store.read_yaml(assets.path("reasoning", name))
    if not isinstance(data, dict):
        raise evidence.EvidenceError(f"File {name} must hold named lists.")
    return data


def _value(reference: str) -> evidence.Value:
    """Return a value named ``claim:value`` that was read, not only remembered."""
    evidence.require_verified([reference], USED_BY)
    claim_id, _, name = reference.partition(":")
    return evidence.claim(claim_id).value(name)


def number(reference: str) -> float:
    """Return the number that ``claim:value`` names.

    Raises
    ------
    sij.evidence.EvidenceError
        When there is none, or it is known from memory only.
    """
    _value(reference)
    claim_id, _, name = reference.partition(":")
    return evidence.claim(claim_id).number(name)


def number_in(reference: str, unit: str) -> float:
    """Return the number that ``claim:value`` names, in a unit of time or its own unit."""
    own = _value(reference).unit
    if own == unit:
        return number(reference)
    if own in _DAYS and unit in _DAYS:
        return number(reference) * _DAYS[own] / _DAYS[unit]
    raise evidence.EvidenceError(f"{reference} is in {own} and cannot be read in {unit}.")


def label(claim_id: str, name: str) -> str:
    """Return a claim's label such as ``model_use``."""
    evidence.require_verified([claim_id], USED_BY)
    return evidence.claim(claim_id).label(name)


@dataclass(frozen=True)
class Printed:
    """A printed number with its 95 % confidence interval."""

    value: float
    low: float
    high: float


def printed(claim_id: str, name: str) -> Printed:
    """Return a number with its printed interval; raises EvidenceError when it has none."""
    found = _INTERVAL.search(_value(f"{claim_id}:{name}").spread or "")
    if found is None:
        raise evidence.EvidenceError(f"Value {name} of claim {claim_id} has no interval.")
    return Printed(number(f"{claim_id}:{name}"), float(found[1]), float(found[2]))


def counts(claim_id: str, name: str) -> tuple[int, int]:
    """Return the two counts printed beside a share, such as 68 of 71."""
    found = _COUNTS.search(_value(f"{claim_id}:{name}").spread or "")
    if found is None:
        raise evidence.EvidenceError(f"Value {name} of claim {claim_id} has no counts.")
    return int(found[1]), int(found[2])


def how_many(claim_id: str) -> tuple[int, int]:
    """Return a composite's rule, such as 3 of 5, from the condition of its ratio."""
    found = _RULE.search(_value(f"{claim_id}:lr_positive").condition or "")
    if found is None:
        raise evidence.EvidenceError(f"Claim {claim_id} does not say how many tests of how many.")
    return int(found[1]), int(found[2])


def verified(claims: list[str]) -> tuple[str, ...]:
    """Return claim ids that exist and were read; raises EvidenceError otherwise."""
    evidence.require_verified(claims, USED_BY)
    return tuple(claims)
