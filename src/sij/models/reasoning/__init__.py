"""Reason like a clinician, stay safe like one: findings, warning signs, ratios, two doors.

>>> from sij.models.reasoning import Door, Findings, reason
>>> reason(Findings({"worse-sitting": "yes"}), Door.EXAMPLE).pretest.share
0.2
"""

from sij.models.reasoning.data import ReasoningInputError
from sij.models.reasoning.doors import (
    Door,
    EvidenceNote,
    ExampleResult,
    FlaggedResult,
    OwnResult,
    good_questions,
    reason,
)
from sij.models.reasoning.findings import UNKNOWN, Finding, Findings, Group, catalogue, groups
from sij.models.reasoning.flags import (
    EXPERT_OPINION,
    Flag,
    FlagRule,
    Screen,
    flag_rules,
    screen,
    screening_groups,
)
from sij.models.reasoning.pulls import Pull, Suggestion, most_informative, pull
from sij.models.reasoning.ratios import (
    CLUSTER,
    DEFAULT_PRETEST,
    DEFAULT_VIEW,
    Band,
    Counter,
    Pretest,
    Ratio,
    View,
    counters,
    pretests,
    views,
)
from sij.models.reasoning.sources import Source, SourceRow, Studied, mix, sources

__all__ = [
    "CLUSTER",
    "DEFAULT_PRETEST",
    "DEFAULT_VIEW",
    "EXPERT_OPINION",
    "UNKNOWN",
    "Band",
    "Counter",
    "Door",
    "EvidenceNote",
    "ExampleResult",
    "Finding",
    "Findings",
    "Flag",
    "FlagRule",
    "FlaggedResult",
    "Group",
    "OwnResult",
    "Pretest",
    "Pull",
    "Ratio",
    "ReasoningInputError",
    "Screen",
    "Source",
    "SourceRow",
    "Studied",
    "Suggestion",
    "View",
    "catalogue",
    "counters",
    "flag_rules",
    "good_questions",
    "groups",
    "mix",
    "most_informative",
    "pretests",
    "pull",
    "reason",
    "screen",
    "screening_groups",
    "sources",
    "views",
]
