"""Judge an answer: not attempted, wrong because, or right."""

from dataclasses import dataclass
from typing import Literal

from .kinds import AnswerError
from .task import Task

State = Literal["not-attempted", "wrong", "right"]


@dataclass(frozen=True)
class Verdict:
    """What is to be said to an answer.

    Attributes
    ----------
    state
        One of the three.
    says
        The reason, in plain words.
    shown
        The answer as it was read, or nothing.
    slip
        The name of the usual slip that it is, or nothing.
    """

    state: State
    says: str
    shown: str = ""
    slip: str = ""


def judge(task: Task, answer: object) -> Verdict:
    """Return the verdict on an answer; the same answer always gets the same.

    Parameters
    ----------
    task
        The task.
    answer
        Whatever the learner assigned; ``...`` means that nothing was tried.
    """
    asks = task.kind.asks
    if answer is ...:
        return Verdict("not-attempted", f"Put your line in place of the three dots: {asks}.")
    if answer is None:
        return Verdict("wrong", f"{task.name} holds nothing. Give {asks}.")
    try:
        given = task.kind.read(answer)
    except AnswerError as reason:
        return Verdict("wrong", str(reason))
    return _compared(task, given)


def _compared(task: Task, given: object) -> Verdict:
    kind, shown = task.kind, task.kind.show(given)
    key = kind.read(task.key())
    if kind.off(given, key) <= 1:
        return Verdict("right", task.right, shown)
    for slip in task.slips:
        if kind.is_slip(given, kind.read(slip.answer())):
            return Verdict("wrong", slip.says, shown, slip.name)
    return Verdict("wrong", kind.apart(given, key), shown)
