"""Review: a final check from a seed, questions that come back, and how sure against how right.

>>> from sij.learn.review import draw, next_due
>>> len(draw("workshop"))
30
>>> next_due(1, "correct", "2026-11-29")
(2, '2026-12-02')
"""

from .drawing import ReviewError, draw, mixed, pool
from .leitner import first_due, next_due, rules
from .scoring import Group, Topic, confidence, score
from .sheet import calibration_sheet, review_sheet
from .widgets import Calibration, Review, calibration, review

__all__ = [
    "Calibration",
    "Group",
    "Review",
    "ReviewError",
    "Topic",
    "calibration",
    "calibration_sheet",
    "confidence",
    "draw",
    "first_due",
    "mixed",
    "next_due",
    "pool",
    "review",
    "review_sheet",
    "rules",
    "score",
]
