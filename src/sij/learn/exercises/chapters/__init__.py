"""All tasks by chapter; a notebook of ``exercises/`` has the name of its chapter here."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ..task import Task
from . import anatomy, cases, mechanisms, motion, start, symptoms, treatment

_ROOMS = {
    "01-start": start,
    "02-anatomy": anatomy,
    "03-motion": motion,
    "04-mechanisms": mechanisms,
    "05-symptoms": symptoms,
    "06-treatment": treatment,
    "07-cases": cases,
}


class ExerciseError(ValueError):
    """A task or datum that is not there: one sentence."""


@lru_cache(maxsize=1)
def chapters() -> Mapping[str, tuple[Task, ...]]:
    """Return the tasks of each practice notebook, in their order."""
    return MappingProxyType({name: room.TASKS for name, room in _ROOMS.items()})


def task(task_id: str) -> Task:
    """Return one task; raises ExerciseError when there is none."""
    found = {one.id: one for tasks in chapters().values() for one in tasks}
    if not isinstance(task_id, str) or task_id not in found:
        raise ExerciseError(f"There is no task {task_id!r}: give its name first, in quotes.")
    return found[task_id]


def given_data(name: str) -> object:
    """Return what a task gives to work with; raises ExerciseError when there is nothing."""
    makers = {key: maker for room in _ROOMS.values() for key, maker in room.GIVEN.items()}
    if name not in makers:
        raise ExerciseError(f"Nothing is given under {name!r}: check the spelling.")
    return makers[name]()
