"""Judge an answer: a pure function, with a twin in the player (``judge.js``) over the same key."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, TypeAlias

from .questions import Band, Number, Order, Probability, Question, Reach, Several, Single

State: TypeAlias = Literal["not-attempted", "incorrect", "partly", "correct"]
Key: TypeAlias = Mapping[str, Any]

NUMBER = re.compile(r"[+\-\u2212]?[0-9]+(?:[.,][0-9]+)?")
CRUMB = 1e-9
NEARLY_ORDERED = 2 / 3
SURE_BRIER, UNDECIDED_BRIER = 0.0625, 0.25

UNIT_SLIPS: dict[str, tuple[tuple[float, str], ...]] = {
    "mm": ((10, "centimetres"), (1000, "metres"), (25.4, "inches"), (0.001, "micrometres")),
    "°": ((180 / math.pi, "radians"),),
    "%": ((100, "a share of one"),),
}
UNIT_WORDS = {"mm": "millimetres", "°": "degrees", "%": "percent"}


@dataclass(frozen=True)
class Outcome:
    """The verdict on one answer, and what to tell the learner.

    Attributes
    ----------
    state
        ``"not-attempted"``, ``"incorrect"``, ``"partly"`` or ``"correct"``.
    feedback
        Sentences for this very answer.
    brier
        Squared distance between the stated probability and the truth, 0 to 1; only for
        probability questions.
    """

    state: State
    feedback: tuple[str, ...] = ()
    brier: float | None = None


def judge(question: Question, answer: object) -> Outcome:
    """Judge an answer to a question.

    Parameters
    ----------
    question
        See `sij.learn.question`.
    answer
        An option's id (single, place), a list of ids (several, order), a number or the text a
        learner typed (number), percent 0 to 100 (probability), or a mapping from quantity to number
        (reach). ``None``, and anything of another shape, is not an attempt.
    """
    return judge_key(key_of(question), answer)


def key_of(question: Question) -> dict[str, Any]:
    """Everything that judging needs, as plain data."""
    match question:
        case Single():
            right = next(option.id for option in question.options if option.right)
            return {"kind": "single", "right": right, "texts": _texts(question.options)}
        case Several():
            return {
                "kind": "several",
                "right": [option.id for option in question.options if option.right],
                "texts": _texts(question.options),
                "missed": question.missed,
                "all_right": question.all_right,
            }
        case Order():
            return {
                "kind": "order",
                "right": [step.id for step in question.options],
                "texts": _texts(question.options),
                "all_right": question.all_right,
            }
        case Number():
            return _number_key(question)
        case Reach():
            return _reach_key(question)
        case Probability():
            truth = int(question.truth)
            return {"kind": "probability", "truth": truth, "bands": _bands(question.bands)}


def _texts(options: Sequence[Any]) -> dict[str, str]:
    return {option.id: option.feedback for option in options}


def _bands(bands: Sequence[Band]) -> list[dict[str, Any]]:
    return [
        {"low": _finite(band.low), "high": _finite(band.high), "text": band.feedback}
        for band in bands
    ]


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _number_key(question: Number) -> dict[str, Any]:
    unit = UNIT_WORDS.get(question.unit, question.unit)
    slips = [
        {
            "factor": factor,
            "text": f"That would be right in {words}. This answer is wanted in {unit}.",
        }
        for factor, words in UNIT_SLIPS.get(question.unit, ())
    ]
    return {
        "kind": "number",
        "unit": question.unit,
        "low": question.value - question.tolerance,
        "high": question.value + question.tolerance,
        "slips": slips,
        "bands": _bands(question.bands),
        "right": question.right.feedback,
    }


def _reach_key(question: Reach) -> dict[str, Any]:
    goals = [
        {
            "quantity": goal.quantity,
            "low": goal.low - goal.slack,
            "high": goal.high + goal.slack,
            "below": goal.below.feedback,
            "above": goal.above.feedback,
        }
        for goal in question.goals
    ]
    return {"kind": "reach", "goals": goals, "right": question.right.feedback}


def judge_key(key: Key, answer: object) -> Outcome:
    """Judge an answer against a key; see `judge`."""
    return _JUDGES[key["kind"]](key, answer)


NOT_ATTEMPTED = Outcome("not-attempted")
NO_NUMBER = "Type a plain number, such as 3 or 0.5."


def _judge_single(key: Key, answer: object) -> Outcome:
    if not isinstance(answer, str) or answer not in key["texts"]:
        return NOT_ATTEMPTED
    state: State = "correct" if answer == key["right"] else "incorrect"
    return Outcome(state, (key["texts"][answer],))


def _known_ids(key: Key, answer: object) -> list[str]:
    """The ids in a list, in its order; empty when it is no list of distinct known ids."""
    if not isinstance(answer, list | tuple):
        return []
    known = all(isinstance(one, str) and one in key["texts"] for one in answer)
    return list(answer) if known and len(set(answer)) == len(answer) else []


def _judge_several(key: Key, answer: object) -> Outcome:
    picked = _known_ids(key, answer)
    if not picked:
        return NOT_ATTEMPTED
    right = [one for one in key["right"] if one in picked]
    wrong = tuple(text for one, text in key["texts"].items()
                  if one in picked and one not in key["right"])  # fmt: skip
    missing = len(right) < len(key["right"])
    if not wrong and not missing:
        return Outcome("correct", (key["all_right"],))
    said = (*wrong, key["missed"]) if missing else wrong
    return Outcome("partly" if right else "incorrect", said)


def _judge_order(key: Key, answer: object) -> Outcome:
    given, right = _known_ids(key, answer), key["right"]
    if len(given) != len(right):
        return NOT_ATTEMPTED
    if given == right:
        return Outcome("correct", (key["all_right"],))
    pairs = list(combinations(given, 2))
    kept = sum(right.index(one) < right.index(other) for one, other in pairs)
    misplaced = next(one for one, wanted in zip(given, right, strict=True) if one != wanted)
    state: State = "partly" if kept >= NEARLY_ORDERED * len(pairs) - CRUMB else "incorrect"
    return Outcome(state, (key["texts"][misplaced],))


def read_number(text: str, unit: str = "") -> float | None:
    """Read a number as people type it: ``"0,7"``, ``"0.7 mm"``, ``"\u22123"``; else ``None``."""
    bare = text.strip()
    if unit and bare.endswith(unit):
        bare = bare[: -len(unit)].strip()
    if not NUMBER.fullmatch(bare):
        return None
    return float(bare.replace(",", ".").replace("\u2212", "-"))


def _as_number(answer: object, unit: str = "") -> float | None:
    if isinstance(answer, str):
        return read_number(answer, unit)
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    return float(answer) if math.isfinite(answer) else None


def _inside(number: float, low: float | None, high: float | None) -> bool:
    above = low is None or number >= low - CRUMB
    return above and (high is None or number <= high + CRUMB)


def _band_text(key: Key, number: float) -> tuple[str, ...]:
    found = (b["text"] for b in key["bands"] if _inside(number, b["low"], b["high"]))
    return tuple(text for text in (next(found, None),) if text)


def _judge_number(key: Key, answer: object) -> Outcome:
    number = _as_number(answer, key["unit"])
    if number is None:
        typed = isinstance(answer, str) and answer.strip()
        return Outcome("not-attempted", (NO_NUMBER,)) if typed else NOT_ATTEMPTED
    if _inside(number, key["low"], key["high"]):
        return Outcome("correct", (key["right"],))
    for slip in key["slips"]:
        if _inside(number * slip["factor"], key["low"], key["high"]):
            return Outcome("partly", (slip["text"],))
    return Outcome("incorrect", _band_text(key, number))


def _judge_reach(key: Key, answer: object) -> Outcome:
    if not isinstance(answer, Mapping):
        return NOT_ATTEMPTED
    unmet: list[str] = []
    for goal in key["goals"]:
        number = _as_number(answer.get(goal["quantity"]))
        if number is None:
            return NOT_ATTEMPTED
        if not _inside(number, goal["low"], None):
            unmet.append(goal["below"])
        elif not _inside(number, None, goal["high"]):
            unmet.append(goal["above"])
    if not unmet:
        return Outcome("correct", (key["right"],))
    return Outcome("partly" if len(unmet) < len(key["goals"]) else "incorrect", tuple(unmet))


def _judge_probability(key: Key, answer: object) -> Outcome:
    percent = _as_number(answer, "%")
    if percent is None or not 0 <= percent <= 100:
        return NOT_ATTEMPTED
    brier = (percent / 100 - key["truth"]) ** 2
    state: State = "incorrect"
    if brier <= UNDECIDED_BRIER + CRUMB:
        state = "correct" if brier <= SURE_BRIER + CRUMB else "partly"
    return Outcome(state, _band_text(key, percent), brier)


_JUDGES = {
    "single": _judge_single,
    "several": _judge_several,
    "order": _judge_order,
    "number": _judge_number,
    "reach": _judge_reach,
    "probability": _judge_probability,
}
