"""Chapter 6's interactives: the timeline, the usual course and the sizes of effects."""

from .ladder import effect_ladder
from .planner import Planner, planner_sheet
from .timeline import timeline
from .usual_course import usual_course

__all__ = [
    "Planner",
    "effect_ladder",
    "planner_sheet",
    "timeline",
    "usual_course",
]
