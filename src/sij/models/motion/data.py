"""The model's two ways to facts: claims of the dossier, and the anatomy data files."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from sij import evidence
from sij.evidence import assets

_RANGE = re.compile(r"range (-?[\d.]+)-(-?[\d.]+)")
_SD = re.compile(r"SD ([\d.]+)")


@lru_cache(maxsize=4)
def read(name: str) -> dict[str, Any]:
    """Return one data file of ``assets/anatomy`` as plain dicts and lists."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", name))
    return data


@dataclass(frozen=True)
class Fact:
    """One number of the dossier, with everything needed to trace it.

    Attributes
    ----------
    claim_id, value_name
        Where it stands: ``sij.evidence.claim(claim_id).value(value_name)``.
    number, unit
        The number and its unit.
    low, high
        Ends of the reported range, or the mean minus and plus one SD; None when neither
        was reported.
    spread_kind
        ``"range"``, ``"SD"`` or ``""``.
    n, population, condition
        Who and how, as far as reported.
    verified
        How the claim was read, its weakest source counting.
    """

    claim_id: str
    value_name: str
    number: float
    unit: str
    low: float | None
    high: float | None
    spread_kind: str
    n: int | None
    population: str
    condition: str
    verified: str


def _spread(text: str, number: float) -> tuple[float | None, float | None, str]:
    if found := _RANGE.search(text):
        return float(found[1]), float(found[2]), "range"
    if found := _SD.match(text):
        sd = float(found[1])
        return number - sd, number + sd, "SD"
    return None, None, ""


@lru_cache(maxsize=256)
def fact(claim_id: str, value_name: str) -> Fact:
    """Return one verified number of the dossier.

    Parameters
    ----------
    claim_id, value_name
        As in ``assets/evidence/claims``.

    Raises
    ------
    EvidenceError
        When the number is known only from memory: such numbers never feed a model.
    """
    evidence.require_verified([f"{claim_id}:{value_name}"], "the motion model")
    claim = evidence.claim(claim_id)
    value = claim.value(value_name)
    number = claim.number(value_name)
    low, high, kind = _spread(value.spread or "", number)
    people = value.n if isinstance(value.n, int) else None
    who, how = value.population or "", value.condition or ""
    unit = value.unit or ""
    where = (claim_id, value_name)
    return Fact(*where, number, unit, low, high, kind, people, who, how, claim.verified)
