"""What came out: per topic, and how sure against how right; twins in ``player/leitner.js``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..judging import State
from .drawing import pool
from .leitner import rules


@dataclass(frozen=True)
class Topic:
    """How many of a chapter's questions were right, partly right, and asked."""

    chapter: str
    right: int
    partly: int
    asked: int


@dataclass(frozen=True)
class Group:
    """Answers of like sureness.

    Attributes
    ----------
    series
        ``"words"`` (a button said how sure) or ``"percent"`` (a probability was the answer).
    id
        An id of ``sureness`` in ``assets/review.yaml``.
    n, right
        Answers, and how many of them were right at the first try.
    sure
        Mean sureness, 0.5 to 1; 0 when there is no answer.
    """

    series: Literal["words", "percent"]
    id: str
    n: int
    right: int
    sure: float

    @property
    def drawn(self) -> bool:
        """Whether there are enough answers to draw it."""
        return self.n >= rules().least_answers


def score(states: Mapping[str, State], ids: Iterable[str]) -> list[Topic]:
    """Count a check by chapter, in the course's order.

    Parameters
    ----------
    states
        How each answer was judged, by question id; what is missing counts as not right.
    ids
        The questions that were drawn.
    """
    asked = set(ids)
    rows = ((chapter, [one for one in some if one in asked]) for chapter, some in pool().items())
    return [
        Topic(
            chapter,
            sum(states.get(one) == "correct" for one in mine),
            sum(states.get(one) == "partly" for one in mine),
            len(mine),
        )
        for chapter, mine in rows
        if mine
    ]


def _told(record: Mapping[str, Any]) -> tuple[str, float, bool] | None:
    """Return series, sureness (0.5 to 1) and whether it was right; None when it tells nothing."""
    sure, first = record.get("sure"), record.get("first")
    if sure is None or first is None:
        return None
    if record["kind"] != "probability":
        return "words", float(sure), first == "correct"
    # 50 % takes no side. Else a probability is judged incorrect just when its side was wrong.
    side = max(sure, 1 - sure)
    return None if sure == 0.5 else ("percent", side, first != "incorrect")


def confidence(records: Iterable[Mapping[str, Any]]) -> list[Group]:
    """Group answers by how sure the learner was.

    Parameters
    ----------
    records
        Each with ``kind``, ``first`` (how the first try was judged) and ``sure`` (0 to 1, told
        before the verdict; for a probability question the answer itself).

    Returns
    -------
    list of Group
        The groups of ``assets/review.yaml`` in words, then those in percent, also empty ones.
    """
    told = [one for one in map(_told, records) if one]
    return [
        group for series in ("words", "percent")
        for group in _groups(series, [one for one in told if one[0] == series])
    ]  # fmt: skip


def _groups(series: Any, told: list[tuple[str, float, bool]]) -> Iterable[Group]:
    low = 0.0
    for part in rules().sureness:
        mine = [one for one in told if low <= one[1] < part.below]
        low = part.below
        mean = sum(sure for _, sure, _ in mine) / len(mine) if mine else 0.0
        yield Group(series, part.id, len(mine), sum(right for *_, right in mine), mean)
