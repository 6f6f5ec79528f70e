"""Questions of every kind for tests, and answers to them: right, wrong and random."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import yaml

from sij.learn import questions
from sij.learn.judging import UNIT_SLIPS
from sij.learn.questions import Number, Order, Probability, Question, Reach, Several, Single

TOY = Path(__file__).with_name("toy.yaml")
JUNK: tuple[Any, ...] = (None, "", "no such id", [], ["no such id"], {}, "1e3", "five", True, -1)


def toy_rows() -> list[dict[str, Any]]:
    """The toy questions as plain data, one of each kind."""
    rows = yaml.safe_load(TOY.read_text(encoding="utf-8"))
    return [copy.deepcopy({k: v for k, v in row.items() if v is not None}) for row in rows]


def toy_row(kind: str) -> dict[str, Any]:
    """One toy question as plain data."""
    return next(row for row in toy_rows() if row["kind"] == kind)


def checked(row: dict[str, Any]) -> Question:
    """Plain data as a question."""
    return questions._checked(row, "toy.yaml")


def toys() -> list[Question]:
    """One question of each kind."""
    return [checked(row) for row in toy_rows()]


def right_answer(question: Question) -> Any:
    """An answer that must be judged correct."""
    match question:
        case Single():
            return next(option.id for option in question.options if option.right)
        case Several():
            return [option.id for option in question.options if option.right]
        case Order():
            return [step.id for step in question.options]
        case Number():
            return question.value
        case Reach():
            return {goal.quantity: (goal.low + goal.high) / 2 for goal in question.goals}
        case Probability():
            return 100 * question.truth


def wrong_answers(question: Question) -> list[tuple[Any, str]]:
    """Answers that must not be judged correct, each with the feedback it must give."""
    match question:
        case Single():
            return [(one.id, one.feedback) for one in question.options if not one.right]
        case Several():
            right = right_answer(question)
            wrong = [one for one in question.options if not one.right]
            return [([*right, one.id], one.feedback) for one in wrong] + [
                (right[:place] + right[place + 1 :], question.missed)
                for place in range(len(right))
                if len(right) > 1
            ]
        case Order():
            return [_moved_first(question, place) for place in range(1, len(question.options))]
        case Number():
            return [(_inside(question, b.low, b.high), b.feedback) for b in question.bands]
        case Reach():
            return [
                answer for place in range(len(question.goals)) for answer in _off(question, place)
            ]
        case Probability():
            wrong_bands = [b for b in question.bands if (b.low + b.high > 100) != question.truth]
            return [((b.low + b.high) / 2, b.feedback) for b in wrong_bands]


def _moved_first(question: Order, place: int) -> tuple[list[str], str]:
    steps = list(question.options)
    steps.insert(0, steps.pop(place))
    return [step.id for step in steps], steps[0].feedback


def _inside(question: Number, low: float, high: float) -> float:
    """A number in a band that is no slip of the unit."""
    factors = [factor for factor, _ in UNIT_SLIPS.get(question.unit, ())]

    def slips(number: float) -> bool:
        return any(abs(number * f - question.value) <= question.tolerance + 1e-6 for f in factors)

    tries = (_inner(low, high, share) for share in (0.5, 0.35, 0.2, 0.8, 0.9, 0.95))
    return next(number for number in tries if not slips(number))


def _inner(low: float, high: float, share: float) -> float:
    if low == -float("inf"):
        return high - share * max(abs(high), 1)
    if high == float("inf"):
        return low + share * max(abs(low), 1)
    return low + share * (high - low)


def _off(question: Reach, place: int) -> list[tuple[dict[str, float], str]]:
    goal = question.goals[place]
    answer = right_answer(question)
    below = answer | {goal.quantity: goal.low - 1}
    above = answer | {goal.quantity: goal.high + 1}
    return [(below, goal.below.feedback), (above, goal.above.feedback)]


def random_answer(question: Question, source: random.Random) -> Any:
    """Anything a learner, or a fault, might hand in."""
    if source.random() < 0.08:
        return source.choice(JUNK)
    match question:
        case Single():
            return source.choice(question.options).id
        case Several() | Order():
            ids = [one.id for one in question.options]
            whole = isinstance(question, Order) and source.random() < 0.9
            return source.sample(ids, len(ids) if whole else source.randint(0, len(ids)))
        case Number():
            spread = 4 * (question.tolerance or 1)
            number = question.value + source.uniform(-spread, spread)
            factor = source.choice([1, 1, 1, 0.1, 0.001, 1 / 25.4, 1000, 0.017453])
            text = f"{round(number * factor, source.randint(0, 6)):.6f}"
            written = (text, text.replace(".", ","), f"{text} {question.unit}", number * factor)
            return source.choice(written)
        case Reach():
            return {
                goal.quantity: round(
                    source.uniform(2 * goal.low - goal.high - 0.2, goal.high * 2), 6
                )
                for goal in question.goals
                if source.random() < 0.97
            }
        case Probability():
            return source.choice(
                [source.randint(-10, 110), round(source.uniform(0, 100), 3), "80 %"]
            )
