"""What must hold for a row: met, not met, or unknown, which is never taken for met."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from sij import evidence
from sij.evidence.records import Record
from sij.models.plan.data import filled, read, records, verified
from sij.models.plan.state import Fact, field_specs
from sij.models.reasoning import UNKNOWN
from sij.models.reasoning.data import number_in

Verdict = Literal["met", "unmet", "unknown"]
WORKED_OUT = {"screen": ("clear", "raised"), "morning_change": ("better", "same", "worse")}
_Threshold = str | float | None
_Sentence = Annotated[str, Field(min_length=12, pattern=r"[.]$")]


@lru_cache(maxsize=64)
def _number_for(reference: str, field: str) -> float:
    return number_in(reference, field_specs()[field].unit)


class Condition(Record):
    """One condition, as described at the top of ``assets/timeline/conditions.yaml``."""

    id: str
    field: str
    unmet: _Sentence
    unknown: _Sentence
    claims: tuple[str, ...]
    gate: bool = False
    options: Annotated[tuple[str, ...], Field(alias="is")] = ()
    at_most: _Threshold = None
    at_least: _Threshold = None
    numbers: Mapping[str, str] = {}

    @property
    def raw_threshold(self) -> _Threshold:
        """The threshold as written: ``claim:value``, a number, or None."""
        return self.at_most if self.at_least is None else self.at_least

    @property
    def threshold(self) -> float | None:
        """The threshold in the unit of the field, or None when options are asked for."""
        raw = self.raw_threshold
        return _number_for(raw, self.field) if isinstance(raw, str) else raw

    def verdict(self, known: Mapping[str, Fact]) -> Verdict:
        """Return whether it holds for these facts."""
        value = known[self.field]
        if value is None or value == UNKNOWN:
            return "unknown"
        return "met" if self._holds(value) else "unmet"

    def _holds(self, value: str | float) -> bool:
        threshold = self.threshold
        if threshold is None or isinstance(value, str):
            return value in self.options
        return value <= threshold if self.at_least is None else value >= threshold

    def says(self, verdict: Verdict) -> str:
        """Return the sentence for a condition that is not met or unknown; "" when it is met."""
        if verdict == "met":
            return ""
        sentence = self.unmet if verdict == "unmet" else self.unknown
        n = self.threshold
        return filled(sentence, self.numbers, n="" if n is None else f"{n:g}")


@lru_cache(maxsize=1)
def conditions() -> Mapping[str, Condition]:
    """Return all conditions by id, checked (read once)."""
    return MappingProxyType(load_conditions(read("conditions.yaml")))


def load_conditions(raw: list[object]) -> dict[str, Condition]:
    """Return checked conditions by id.

    Raises
    ------
    sij.evidence.EvidenceError
        One sentence: a wrong field, an unknown option, a threshold that no claim holds.
    """
    found = records(Condition, raw, "conditions.yaml")
    for one in found.values():
        _check(one)
    return found


def _check(one: Condition) -> None:
    verified(one.claims)
    specs = field_specs()
    if one.field not in (*specs, *WORKED_OUT):
        raise evidence.EvidenceError(f"Condition {one.id} asks for an unknown {one.field!r}.")
    given = [bool(one.options), one.at_most is not None, one.at_least is not None]
    if sum(given) != 1:
        raise evidence.EvidenceError(f"Condition {one.id} needs one of is, at_most or at_least.")
    if one.options:
        _check_options(one)
    else:
        _check_threshold(one)


def _check_options(one: Condition) -> None:
    known = WORKED_OUT.get(one.field) or field_specs()[one.field].options
    if wrong := set(one.options) - set(known):
        raise evidence.EvidenceError(
            f"Condition {one.id} asks {one.field} for an unknown {min(wrong)!r}."
        )


def _check_threshold(one: Condition) -> None:
    raw = one.raw_threshold
    if one.field in WORKED_OUT or field_specs()[one.field].kind != "number":
        raise evidence.EvidenceError(f"Condition {one.id} has a threshold for a choice: use is.")
    if isinstance(raw, str):
        number_in(raw, field_specs()[one.field].unit)
        return
    said = " ".join(evidence.claim(claim_id).statement for claim_id in one.claims)
    if raw and not re.search(rf"\b{raw:g}\b", said):
        raise evidence.EvidenceError(f"No claim of condition {one.id} says {raw:g}.")
