"""Published courses of pain in groups: low back pain and pelvic girdle pain, never one person's.

A raised warning sign takes all of it away: no reassuring number stands beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sij import evidence
from sij.models.plan.data import number, read, verified
from sij.models.plan.state import State, raised, require_state
from sij.models.reasoning.data import printed

_WEEK = re.compile(r"mean_pain_week(\d+)$")
_INTERVAL = re.compile(r"95% CI [\d.]+-[\d.]+")


@dataclass(frozen=True)
class Point:
    """Mean pain of a group at one time.

    Attributes
    ----------
    week
        Weeks from the start.
    pain, low, high
        Mean pain 0-100 with its 95 % confidence interval.
    """

    week: int
    pain: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """One published course of pain; ``label`` says whose it is and must stand beside it."""

    id: str
    title: str
    label: str
    note: str
    points: tuple[Point, ...]
    claim: str


@dataclass(frozen=True)
class Figure:
    """One published share, in %; low and high are None where no interval is known."""

    id: str
    title: str
    label: str
    percent: float
    low: float | None
    high: float | None
    claim: str


@dataclass(frozen=True)
class Prognosis:
    """Curves and figures of groups, what is not known, and the safety net."""

    curves: tuple[Curve, ...]
    figures: tuple[Figure, ...]
    gap: str
    gap_claims: tuple[str, ...]
    no_date: str
    safety_net: str


@lru_cache(maxsize=1)
def curves() -> tuple[Curve, ...]:
    """Return the published curves of low back pain (claims course-acute-lbp-pain, ...)."""
    return tuple(_curve(row) for row in read("prognosis.yaml")["curves"])


def _curve(row: Mapping[str, Any]) -> Curve:
    verified([row["claim"]])
    values = evidence.claim(row["claim"]).values
    weeks = [int(found[1]) for value in values if (found := _WEEK.match(value.name))]
    points = tuple(_point(row["claim"], week) for week in sorted(weeks))
    return Curve(**row, points=points)


def _point(claim_id: str, week: int) -> Point:
    found = printed(claim_id, f"mean_pain_week{week}")
    return Point(week, found.value, found.low, found.high)


@lru_cache(maxsize=1)
def figures() -> tuple[Figure, ...]:
    """Return the published figures of pelvic girdle pain (claim course-pgp-long-term)."""
    return tuple(_figure(**row) for row in read("prognosis.yaml")["figures"])


def _figure(id: str, claim: str, value: str, title: str, label: str) -> Figure:
    percent = number(f"{claim}:{value}")
    if _INTERVAL.search(evidence.claim(claim).value(value).spread or "") is None:
        return Figure(id, title, label, percent, None, None, claim)
    found = printed(claim, value)
    return Figure(id, title, label, percent, found.low, found.high, claim)


def prognosis(state: State) -> Prognosis | None:
    """Return what is published, or None when a warning sign is raised.

    Raises
    ------
    PlanInputError
        When `state` is no State.
    """
    require_state(state)
    if raised(state):
        return None
    table = read("prognosis.yaml")
    return Prognosis(
        curves=curves(),
        figures=figures(),
        gap=table["gap"]["says"],
        gap_claims=verified(table["gap"]["claims"]),
        no_date=table["no-date"],
        safety_net=evidence.safety().safety_net,
    )
