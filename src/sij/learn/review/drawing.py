"""Draw questions from a seed, in balance over the chapters; twin in ``player/leitner.js``."""

from __future__ import annotations

from functools import cache, reduce

from ..questions import Question, chapters
from .leitner import rules

_PRIME, _MULTIPLIER, _LETTER, _FIRST = 2147483647, 48271, 31, 7


class ReviewError(ValueError):
    """One plain sentence that says what to do."""


def _away(question: Question) -> bool:
    """Whether it can be answered away from its chapter: no picture to move, no guess before one."""
    return question.kind != "reach" and question.role != "predict"


@cache
def pool() -> dict[str, tuple[str, ...]]:
    """Return the ids of the questions to draw from, by chapter, in the order of the files."""
    found = {
        name: tuple(question.id for question in some if _away(question))
        for name, some in chapters().items()
    }
    return {name: ids for name, ids in found.items() if ids}


def mixed(count: int, seed: str) -> list[int]:
    """Return the places 0 to `count` - 1 in an order that the seed decides.

    A shuffle (Fisher and Yates) by the minimal standard generator (Park and Miller, with the
    multiplier 48271), started from the letters of the seed. Twin of ``player/quiz.js``.
    """
    state = reduce(lambda total, letter: (total * _LETTER + ord(letter)) % _PRIME, seed, _FIRST)
    places = list(range(count))
    for place in range(count - 1, 0, -1):
        state = state * _MULTIPLIER % _PRIME
        other = state % (place + 1)
        places[place], places[other] = places[other], places[place]
    return places


def draw(seed: str | int, count: int | None = None) -> list[str]:
    """Draw questions in balance: each chapter gives ``count // chapters`` or one more.

    Parameters
    ----------
    seed
        Any text or number; the same one draws the same questions.
    count
        How many; as in ``assets/review.yaml`` when left out.

    Returns
    -------
    list of str
        Question ids, none twice, in the order to ask them.

    Raises
    ------
    ReviewError
        When a chapter has too few questions for its share.
    """
    wanted = rules().check_questions if count is None else count
    share, more = divmod(wanted, len(pool()))
    luckier = mixed(len(pool()), f"{seed}/chapters")[:more]
    drawn: list[str] = []
    for place, (chapter, ids) in enumerate(pool().items()):
        part = share + (place in luckier)
        if part > len(ids):
            raise ReviewError(f"{chapter} has {len(ids)} questions to draw from: ask for fewer.")
        drawn += [ids[k] for k in mixed(len(ids), f"{seed}/{chapter}")[:part]]
    return [drawn[k] for k in mixed(len(drawn), f"{seed}/order")]
