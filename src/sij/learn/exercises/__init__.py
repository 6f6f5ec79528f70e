"""Practice notebooks: tasks with the key as a function, and checks that say why."""

from .chapters import ExerciseError, chapters, task
from .desk import check, given, hint, solution
from .judging import Verdict, judge
from .measuring import distance_mm
from .task import Slip, Task

__all__ = [
    "ExerciseError",
    "Slip",
    "Task",
    "Verdict",
    "chapters",
    "check",
    "distance_mm",
    "given",
    "hint",
    "judge",
    "solution",
    "task",
]
