"""The rows of the timeline: their days and strength from claims, their order as checked data."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from sij import evidence
from sij.evidence.records import Record, Strength
from sij.models.plan.conditions import Condition, conditions
from sij.models.plan.data import is_second_hand, read, records, text, verified

Role = Literal["screen", "step", "ask", "never"]
SCREEN, PHYSICIAN, WALK_RUN = "red-flag-screen", "physician", "walk-run"
_Claims = Annotated[tuple[str, ...], Field(min_length=1)]
_PARTS = re.compile(r"Start when: (?P<start>.+?)\. Stop or change when: (?P<stop>.+?)\.?$")


class SafetyLine(Record):
    """What to mind about a row, and the claims behind it."""

    says: Annotated[str, Field(min_length=12, pattern=r"[.]$")]
    claims: _Claims


def _ask(line: SafetyLine) -> str:
    second = any(is_second_hand(claim_id) for claim_id in line.claims)
    return text("second-hand" if second else "ask-first")


class Row(Record):
    """One row of the timeline, as described at the top of ``assets/timeline/rows.yaml``."""

    id: str
    claim: str
    title: Annotated[str, Field(min_length=3)]
    role: Role
    who: str
    late: Literal["closed", "stays"]
    article: Annotated[tuple[str, ...], Field(min_length=1)]
    studies: _Claims
    safety: Annotated[tuple[SafetyLine, ...], Field(min_length=1)]
    after: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    running: bool = False
    drug: bool = False
    invasive: bool = False
    never: str = ""

    @property
    def from_day(self) -> int:
        """First day of the row's window (the claim's ``from_day``)."""
        return int(evidence.claim(self.claim).number("from_day"))

    @property
    def to_day(self) -> int | None:
        """Last day of the row's window, None when its end is open (the claim's ``to_day``)."""
        claim = evidence.claim(self.claim)
        if claim.value("to_day").kind == "absent":
            return None
        return int(claim.number("to_day"))

    @property
    def strength(self) -> Strength:
        """How strong the evidence is."""
        return evidence.claim(self.claim).strength

    @property
    def start_when(self) -> str:
        """The condition to start, in the claim's words."""
        return self._part("start")

    @property
    def stop_when(self) -> str:
        """The condition to stop, in the claim's words."""
        return self._part("stop")

    def _part(self, name: str) -> str:
        found = _PARTS.search(evidence.claim(self.claim).statement)
        if found is None:
            raise evidence.EvidenceError(f"Claim {self.claim} does not say when to start and stop.")
        return found[name]

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims of the row, each once."""
        lines = (claim_id for line in self.safety for claim_id in line.claims)
        return tuple(dict.fromkeys((self.claim, *self.studies, *lines)))

    @property
    def safety_lines(self) -> tuple[str, ...]:
        """What to mind; lines on medicines add whom to ask and how they were verified."""
        if not self.drug:
            return tuple(line.says for line in self.safety)
        return tuple(f"{line.says} {_ask(line)}" for line in self.safety)


@lru_cache(maxsize=1)
def rows() -> Mapping[str, Row]:
    """Return all rows by id, checked, in the order of the timeline (read once)."""
    return MappingProxyType(load_rows(read("rows.yaml")))


def load_rows(raw: list[object]) -> dict[str, Row]:
    """Return checked rows by id.

    Raises
    ------
    sij.evidence.EvidenceError
        One sentence: a wrong field, an unknown id, rows that wait for each other, a window
        that cannot be, a row without the red-flag screen before it.
    """
    found = records(Row, raw, "rows.yaml")
    for row in found.values():
        _check_ids(row, found)
    for row in found.values():
        _check_order(row, found)
        _check_window(row, found)
    return found


def _check_ids(row: Row, table: Mapping[str, Row]) -> None:
    verified(row.claims)
    for row_id in row.article:
        evidence.article_row(row_id)
    if missing := set(evidence.claim(row.claim).article) - set(row.article):
        raise evidence.EvidenceError(f"Row {row.id} leaves out article row {min(missing)}.")
    for name in row.after:
        if name not in table:
            raise evidence.EvidenceError(f"Row {row.id} comes after an unknown row {name!r}.")
    for name in (*row.passes, *row.starts, *row.stops):
        if name not in conditions():
            raise evidence.EvidenceError(f"Row {row.id} has the unknown condition {name!r}.")
    if (row.role == "never") != bool(row.never):
        raise evidence.EvidenceError(f"Row {row.id} needs role never and a reason, or neither.")


def _check_order(row: Row, table: Mapping[str, Row]) -> None:
    before = [one.id for one in rows_before(row, table)]
    if row.id in before:
        raise evidence.EvidenceError(f"Row {row.id} waits for itself: mend after in rows.yaml.")
    if row.id != SCREEN and SCREEN not in before:
        raise evidence.EvidenceError(f"Row {row.id} does not come after {SCREEN}.")


def _check_window(row: Row, table: Mapping[str, Row]) -> None:
    if row.to_day is not None and row.to_day < row.from_day:
        raise evidence.EvidenceError(f"Row {row.id} ends before it begins.")
    for name in row.after:
        if table[name].from_day > row.from_day:
            raise evidence.EvidenceError(f"Row {row.id} begins before {name}, which it waits for.")


def rows_before(row: Row, table: Mapping[str, Row]) -> Iterator[Row]:
    """Yield every row that must come before one, near or far; a row in a circle yields itself."""
    seen: set[str] = set()
    waiting = list(row.after)
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield table[name]
            waiting += table[name].after


@lru_cache(maxsize=32)
def gates(row_id: str) -> tuple[Condition, ...]:
    """Return what closes a row at any day: its own gates and those that rows before it pass on."""
    row, table = rows()[row_id], rows()
    passed = (name for one in rows_before(row, table) for name in one.passes)
    own = (name for name in row.starts if conditions()[name].gate)
    return tuple(conditions()[name] for name in dict.fromkeys((*passed, *own)))


@lru_cache(maxsize=32)
def starts(row_id: str) -> tuple[Condition, ...]:
    """Return a row's own conditions to start that are no gates."""
    return tuple(one for name in rows()[row_id].starts if not (one := conditions()[name]).gate)


@lru_cache(maxsize=32)
def stops(row_id: str) -> tuple[Condition, ...]:
    """Return a row's conditions to go on."""
    return tuple(conditions()[name] for name in rows()[row_id].stops)
