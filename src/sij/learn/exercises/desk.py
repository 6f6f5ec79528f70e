"""What a practice notebook calls: check, hint, solution and given."""

from collections import Counter

from sij.evidence import HtmlBlock

from .chapters import given_data, task
from .judging import judge
from .speaking import hinted, solved, spoken

_asked: Counter[str] = Counter()


def check(task_id: str, answer: object) -> HtmlBlock:
    """Say whether an answer is right, and if not, why.

    Parameters
    ----------
    task_id
        The task.
    answer
        Your answer; ``...`` counts as not attempted.

    Raises
    ------
    ExerciseError
        When there is no such task.
    """
    found = task(task_id)
    return spoken(found, judge(found, answer))


def hint(task_id: str) -> HtmlBlock:
    """Give the first hint, and the second one when asked again.

    Raises
    ------
    ExerciseError
        When there is no such task.
    """
    found = task(task_id)
    _asked[task_id] += 1
    return hinted(found, min(_asked[task_id], len(found.hints)))


def solution(task_id: str) -> HtmlBlock:
    """Show one way to solve a task.

    Raises
    ------
    ExerciseError
        When there is no such task.
    """
    return solved(task(task_id))


def given(name: str) -> object:
    """Return what a task gives you to work with.

    Raises
    ------
    ExerciseError
        When nothing is given under this name.
    """
    return given_data(name)
