"""Cases: made-up runners to think through, from the first story to the debrief.

>>> from sij.learn.cases import case, choose, start
>>> state = start(case("heavier-weeks"))
>>> choose(state, "ask:jump").asked
('jump',)
"""

from .debrief import debrief
from .judging import Verdict, brier, verdict, worst
from .load import case, cases, claims_of, faults, load
from .machine import PERCENTS, State, choose, moves, outcome, replay, start
from .play import CasePlayer, play
from .records import Case, CaseError
from .sheet import sheet

__all__ = [
    "PERCENTS",
    "Case",
    "CaseError",
    "CasePlayer",
    "State",
    "Verdict",
    "brier",
    "case",
    "cases",
    "choose",
    "claims_of",
    "debrief",
    "faults",
    "load",
    "moves",
    "outcome",
    "play",
    "replay",
    "sheet",
    "start",
    "verdict",
    "worst",
]
