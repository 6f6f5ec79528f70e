"""How a plan was: caught, late, missed, and what it is called where nothing had to be caught."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...evidence.red_flags import URGENCY_ORDER
from .records import Option, Visit

Verdict = Literal["missed", "late", "poor", "lucky", "cautious", "caught", "sound"]
WORST_FIRST: tuple[Verdict, ...] = (
    "missed",
    "late",
    "poor",
    "lucky",
    "cautious",
    "caught",
    "sound",
)
GOOD: tuple[Verdict, ...] = ("caught", "sound")
FAILED: tuple[Verdict, ...] = ("missed", "late", "poor")
CLEAN = "Routine"
FAST = ("Emergency", "Urgent")


def verdict(visit: Visit, option: Option, asked: Iterable[str]) -> Verdict:
    """Say how a plan was, whatever came of it.

    Parameters
    ----------
    visit, option
        The visit and the plan that was chosen in it.
    asked
        All items asked so far.
    """
    if visit.needs != CLEAN:
        return _flagged(visit, option)
    if option.running == "run-on" or option.urgency is None:
        return "poor"
    if not set(visit.must_ask) <= set(asked):
        return "cautious" if option.urgency in FAST else "lucky"
    return "cautious" if option.urgency in FAST else "sound"


def _flagged(visit: Visit, option: Option) -> Verdict:
    if option.urgency is None or option.running != "stop":
        return "missed"
    slower = URGENCY_ORDER.index(option.urgency) > URGENCY_ORDER.index(visit.needs)
    return "late" if slower else "caught"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the word for the whole case: that of its worst plan."""
    return min(verdicts, key=WORST_FIRST.index)


def brier(percent: int, came_true: bool) -> float:
    """Return the squared distance between a share (0 to 1) and what came out: 0 is best."""
    gap = percent / 100 - came_true
    return gap * gap
