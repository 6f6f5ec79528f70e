"""When a question comes back: Leitner's boxes, with the gaps of ``assets/review.yaml``."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict, Field

from ... import evidence
from ...evidence import assets
from ..judging import State


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FirstBox(_Record):
    """The box of a question that was answered in its chapter."""

    missed: int = Field(ge=1)
    right: int = Field(ge=1)


class Sureness(_Record):
    """A group of answers: all that are less sure than `below`, 0 to 1, and not in one before."""

    id: str
    words: str
    below: float


class Rules(_Record):
    """The whole of ``assets/review.yaml``."""

    claims: tuple[str, ...]
    gaps_days: tuple[int, ...] = Field(min_length=2)
    first_box: FirstBox
    check_questions: int = Field(ge=1)
    least_answers: int = Field(ge=1)
    sureness: tuple[Sureness, ...]


@cache
def rules() -> Rules:
    """Return the rules, checked; their claims must have been read."""
    found = Rules.model_validate(yaml.safe_load(assets.path("review.yaml").read_text("utf-8")))
    evidence.require_verified(found.claims, "assets/review.yaml")
    return found


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def next_due(box: int, state: State, today: str) -> tuple[int, str]:
    """Return the box that a question moves to, and the day on which it is due again.

    Parameters
    ----------
    box
        Its box, from 1.
    state
        How the new answer was judged; anything but ``"correct"`` leads to the first box.
    today
        The day of the answer, as ``"2026-11-29"``.
    """
    gaps = rules().gaps_days
    to = min(box + 1, len(gaps)) if state == "correct" else 1
    return to, _after(today, gaps[to - 1])


def first_due(state: State, day: str) -> tuple[int, str]:
    """Return box and due day of a question that was answered in its chapter.

    Parameters
    ----------
    state
        How its first try was judged.
    day
        When it was last answered there, as ``"2026-11-29"``.
    """
    box = rules().first_box.right if state == "correct" else rules().first_box.missed
    return box, _after(day, rules().gaps_days[box - 1])
