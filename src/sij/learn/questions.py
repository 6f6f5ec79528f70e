"""Questions as checked data: what is asked, what is right, and what each answer teaches.

One file for each chapter in ``assets/questions``; named misconceptions in ``misconceptions.yaml``.
A mistake fails with the file, the question's id and one sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from .. import evidence
from ..evidence import assets

Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class QuestionError(ValueError):
    """One plain sentence that names the file, the question and what to put right."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Record):
    """What a learner is told about an answer, the mistaken idea behind it, and the proof."""

    feedback: str = Field(min_length=12)
    claims: tuple[str, ...] = Field(min_length=1)
    misconception: str | None = None


class Option(Said):
    """One option with its own feedback; `at` is the landmark under its pin on a picture."""

    id: Id
    label: str
    right: bool = False
    at: str | None = None

    @model_validator(mode="after")
    def _wrong_ones_have_a_reason(self) -> Self:
        if self.right == (self.misconception is not None):
            raise ValueError(
                f"option {self.id}: name the misconception of a wrong option, and only of those"
            )
        return self


class Band(Said):
    """A stretch of wrong (or, for a probability, any) numbers; an open end is left out."""

    low: float = -math.inf
    high: float = math.inf


class _Question(_Record):
    """What every question has.

    `role` is ``predict`` for a guess before an interactive, else ``check``. `needs` names the
    interactive or box beside it without which the question can hardly be answered.
    """

    id: Id
    role: Literal["predict", "check"] = "check"
    stem: str
    objective: str
    anchor: str
    difficulty: Literal[1, 2, 3]
    level: Literal["remember", "understand", "apply", "analyse", "evaluate"]
    article: tuple[str, ...] = ()
    needs: str | None = None
    hints: tuple[str, ...] = Field(default=(), max_length=3)
    explanation: str
    claims: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _checks_have_hints(self) -> Self:
        if self.role == "check" and not self.hints:
            raise ValueError("give at least one hint")
        return self


def _distinct(options: Sequence[Option]) -> None:
    ids = [option.id for option in options]
    if len(set(ids)) < len(ids):
        raise ValueError("two options share an id")


class Single(_Question):
    """One of several options."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        _distinct(self.options)
        if sum(option.right for option in self.options) != 1:
            raise ValueError("mark exactly one option right")
        return self


class Place(Single):
    """One of several lettered pins on the pelvis, seen from the right side or from behind."""

    kind: Literal["place"]  # type: ignore[assignment]
    view: Literal["side", "behind"] = "side"

    @model_validator(mode="after")
    def _every_pin_has_a_place(self) -> Self:
        if any(option.at is None for option in self.options):
            raise ValueError("give each option the landmark under its pin (at)")
        return self


class Several(_Question):
    """All that apply. `all_right` is said when every one is found, `missed` when some are not."""

    kind: Literal["several"]
    options: tuple[Option, ...] = Field(min_length=3)
    all_right: str
    missed: str

    @model_validator(mode="after")
    def _some_are_right(self) -> Self:
        _distinct(self.options)
        if not 1 <= sum(option.right for option in self.options) < len(self.options):
            raise ValueError("mark some options right, and leave at least one wrong")
        return self


class Step(Said):
    """One thing to put in order; its feedback is given when it is the first out of place."""

    id: Id
    label: str


class Order(_Question):
    """Things to put in order; the file lists them in the right one."""

    kind: Literal["order"]
    first: str
    last: str
    options: tuple[Step, ...] = Field(min_length=3, max_length=7)
    all_right: str


class Number(_Question):
    """A number with unit and tolerance; `source` names the claim's value that it equals."""

    kind: Literal["number"]
    value: float
    tolerance: float = Field(ge=0)
    unit: str
    source: str | None = None
    right: Said
    bands: tuple[Band, ...]

    @model_validator(mode="after")
    def _every_wrong_number_is_answered(self) -> Self:
        _covers([(self.value - self.tolerance, self.value + self.tolerance), *_ends(self.bands)])
        if any(band.misconception is None for band in self.bands):
            raise ValueError("name the misconception of each band of wrong numbers")
        return self


class Goal(_Record):
    """A quantity of an interactive that has to come to lie in a range (both ends included)."""

    quantity: str
    words: str
    low: float
    high: float
    unit: str
    below: Said
    above: Said
    digits: int = Field(default=1, ge=0, le=3)

    @property
    def slack(self) -> float:
        """What rounding hides: a learner judges by the number that is shown."""
        return 0.5 * 10.0**-self.digits - 1e-9

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if not self.low <= self.high:
            raise ValueError(f"goal {self.quantity}: the low end lies above the high end")
        return self


class Reach(_Question):
    """Bring an interactive to a state."""

    kind: Literal["reach"]
    needs: str
    goals: tuple[Goal, ...] = Field(min_length=1)
    right: Said


class Probability(_Question):
    """How likely a statement is, 0 to 100 %; scored by Brier once the truth is told."""

    kind: Literal["probability"]
    truth: bool
    bands: tuple[Band, ...]

    @model_validator(mode="after")
    def _every_number_is_answered(self) -> Self:
        _covers(_ends(self.bands), 0, 100)
        return self


Question: TypeAlias = Single | Place | Several | Order | Number | Reach | Probability
_ANY: TypeAdapter[Question] = TypeAdapter(Annotated[Question, Field(discriminator="kind")])
KINDS = ("single", "several", "number", "order", "place", "reach", "probability")


def _ends(bands: Sequence[Band]) -> list[tuple[float, float]]:
    return [(band.low, band.high) for band in bands]


def _covers(
    parts: list[tuple[float, float]], low: float = -math.inf, high: float = math.inf
) -> None:
    at = low
    for start, stop in sorted(parts):
        if start > at + 1e-9:
            break
        at = max(at, stop)
    if at < high:
        raise ValueError(f"no feedback for numbers above {at:g}: widen a band")


def said(question: Question) -> Iterator[Said]:
    """Every feedback of a question that names claims."""
    match question:
        case Single() | Several() | Order():
            yield from question.options
        case Number():
            yield from (question.right, *question.bands)
        case Reach():
            yield question.right
            for goal in question.goals:
                yield from (goal.below, goal.above)
        case Probability():
            yield from question.bands


def claims_of(question: Question) -> tuple[str, ...]:
    """All claims that a question rests on, each once."""
    mentioned = (claim for part in said(question) for claim in part.claims)
    return tuple(dict.fromkeys((*question.claims, *mentioned)))


@cache
def misconceptions() -> dict[str, str]:
    """The named mistaken ideas, by id."""
    text = assets.path("questions", "misconceptions.yaml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in yaml.safe_load(text).items()}


@cache
def chapters() -> dict[str, tuple[Question, ...]]:
    """All questions by chapter (the notebook's name without its ending)."""
    files = sorted(assets.path("questions").glob("[0-9]*.yaml"))
    found = {file.stem: load(file) for file in files}
    ids = [question.id for some in found.values() for question in some]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise QuestionError(f"Two questions are called {twice[0]}: rename one.")
    return found


def load(file: Path) -> tuple[Question, ...]:
    """Read and check one chapter's questions.

    Raises
    ------
    QuestionError
        With the file, the id and one sentence.
    """
    rows = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    return tuple(_checked(row, file.name) for row in rows)


def _checked(row: dict[str, object], file: str) -> Question:
    where = f"In {file}, question {row.get('id', '(no id)')}"
    try:
        question = _ANY.validate_python(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"][1:])
        reason = first["msg"].removeprefix("Value error, ")
        raise QuestionError(f"{where}: {f'{place}: ' if place else ''}{reason}.") from None
    if fault := _fault(question):
        raise QuestionError(f"{where}: {fault}.")
    return question


def _fault(question: Question) -> str | None:
    """What is wrong with a question's claims and names, as one clause."""
    for part in said(question):
        if part.misconception is not None and part.misconception not in misconceptions():
            return f"the misconception {part.misconception!r} is not in misconceptions.yaml"
    try:
        evidence.require_verified(claims_of(question), f"question {question.id}")
        for row in question.article:
            evidence.article_row(row)
        return _source_fault(question) if isinstance(question, Number) else None
    except evidence.EvidenceError as error:
        return str(error).rstrip(".")


def _source_fault(question: Number) -> str | None:
    if question.source is None:
        return None
    claim_id, _, name = question.source.partition(":")
    number = evidence.claim(claim_id).number(name)
    if number == question.value:
        return None
    return f"its value is {question.value:g}, but {question.source} says {number:g}"


def question(question_id: str) -> Question:
    """Find a question.

    Raises
    ------
    QuestionError
        When there is none of that id.
    """
    for some in chapters().values():
        for one in some:
            if one.id == question_id:
                return one
    raise QuestionError(f"There is no question {question_id}: look into assets/questions.")
