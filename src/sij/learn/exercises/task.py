"""A task: what is asked, the key as a function, usual slips with their own words, and help."""

from collections.abc import Callable
from dataclasses import dataclass

from .kinds import Kind


@dataclass(frozen=True)
class Slip:
    """A usual wrong answer.

    Attributes
    ----------
    name
        The mistake, in a word or two.
    answer
        Works out the wrong answer as a learner would get it.
    says
        What went wrong, without giving the right answer away.
    """

    name: str
    answer: Callable[[], object]
    says: str


@dataclass(frozen=True)
class Task:
    """One task of a practice notebook.

    Attributes
    ----------
    id, name
        The task's id, and the name that its notebook gives to the answer.
    kind
        What sort of answer it takes, with unit and tolerance.
    key
        Works the right answer out of the models and the claims.
    slips
        At least three usual wrong answers; none for a solved example.
    hints
        Two of them; the second says more.
    solution
        One line of code, as it stands in ``exercises/solutions``.
    right
        Said to whoever got it right: what the number means.
    claims
        The findings that the answer rests on.
    """

    id: str
    name: str
    kind: Kind
    key: Callable[[], object]
    slips: tuple[Slip, ...]
    hints: tuple[str, str]
    solution: str
    right: str
    claims: tuple[str, ...] = ()

    @property
    def is_example(self) -> bool:
        """Whether the notebook solves it first, to show how it goes."""
        return not self.slips
