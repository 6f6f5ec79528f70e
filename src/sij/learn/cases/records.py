"""What a case is made of: a made-up runner, visits, questions, a plan, and what came out."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ...evidence.records import Urgency
from ..questions import Id

Running: TypeAlias = Literal["stop", "adjust", "run-on"]
CameTrue: TypeAlias = Literal["yes", "no", "unsettled"]
Percent: TypeAlias = Annotated[int, Field(ge=0, le=100, multiple_of=5)]
Answered: TypeAlias = str | float | tuple[str, ...]


class CaseError(ValueError):
    """One plain sentence that names the case and what to put right."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _yes_no(raw: object) -> object:
    """YAML reads yes and no as true and false."""
    return {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else raw


class Item(_Record):
    """A question or a test that can be chosen: what it costs, and what comes back.

    Attributes
    ----------
    findings
        What is learnt, by finding id of `sij.models.reasoning`; it raises the warning signs.
    ask
        The question in other words than the finding's own; needed unless there is just one.
    says
        What the runner says, or what the test shows. Made up, like the runner.
    minutes
        What it costs of the visit.
    worth
        What it was worth, for the debrief; left out, the finding's own words stand there.
    claims
        What `worth` rests on.
    """

    id: Id
    findings: dict[str, Answered] = Field(default_factory=dict)
    ask: str = ""
    says: str = Field(min_length=2)
    minutes: int = Field(ge=1, le=15)
    worth: str = ""
    claims: tuple[str, ...] = ()

    @field_validator("findings", mode="before")
    @classmethod
    def _plain_answers(cls, raw: object) -> object:
        return {k: _yes_no(v) for k, v in raw.items()} if isinstance(raw, dict) else raw

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.ask and len(self.findings) != 1:
            raise ValueError(f"item {self.id}: give the question (ask)")
        if not self.findings and not self.worth:
            raise ValueError(f"item {self.id}: without a finding say what it was worth (worth)")
        return self


class Branch(_Record):
    """Where a plan leads: to `go`, if all the items in `asked` were asked."""

    go: Id
    asked: tuple[Id, ...] = ()


class Option(_Record):
    """One plan: whom to see how fast (none: nobody), and what happens to the running.

    ``stop``: no impact until seen. ``adjust``: less load now, and no run before a physician's
    word. ``run-on``: runs go on; it never counts as right.
    """

    id: Id
    words: str = Field(min_length=12)
    urgency: Urgency | None = None
    running: Running
    then: tuple[Branch, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_way_may_be_short(cls, raw: object) -> object:
        if isinstance(raw, dict) and isinstance(raw.get("then"), str):
            return {**raw, "then": [{"go": raw["then"]}]}
        return raw

    @model_validator(mode="after")
    def _always_leads_somewhere(self) -> Self:
        if self.then[-1].asked or not all(branch.asked for branch in self.then[:-1]):
            raise ValueError(f"option {self.id}: end with one branch that needs nothing asked")
        if self.urgency not in (None, "Routine") and self.running != "stop":
            raise ValueError(f"option {self.id}: {self.urgency} means that no run goes on (stop)")
        return self


class Outcome(_Record):
    """What happened after a plan; it ends the case or leads to the next visit."""

    id: Id
    text: str = Field(min_length=20)
    claims: tuple[str, ...] = ()
    next: Id | None = None


class Visit(_Record):
    """One meeting with the runner.

    Attributes
    ----------
    minutes
        How long it lasts; all its items together cost more.
    needs
        The slowest urgency word that is right. ``Routine`` where there is no warning sign.
    must_ask
        Items of a Routine visit without which nobody knows that there was no warning sign.
    judge
        Whether the learner gives percentages before the plan.
    """

    id: Id
    place: str
    story: str
    minutes: int = Field(ge=3, le=60)
    needs: Urgency
    must_ask: tuple[Id, ...] = ()
    history: tuple[Item, ...] = Field(min_length=2)
    examination: tuple[Item, ...] = ()
    judge: bool = True
    options: tuple[Option, ...] = Field(min_length=3)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)

    @property
    def items(self) -> tuple[Item, ...]:
        """Questions, then tests."""
        return self.history + self.examination


class Statement(_Record):
    """Something to give a percentage for; `band` shows the model's range for the joint."""

    id: Id
    says: str
    came_true: CameTrue
    band: bool = False

    @field_validator("came_true", mode="before")
    @classmethod
    def _plain_answer(cls, raw: object) -> object:
        return _yes_no(raw)


class Expert(_Record):
    """How an experienced person would have gone through one visit; `why` rests on claims."""

    visit: Id
    asks: tuple[Id, ...] = Field(min_length=1)
    estimates: dict[Id, Percent] = Field(default_factory=dict)
    plan: Id
    why: str
    claims: tuple[str, ...] = Field(min_length=1)


class Lesson(_Record):
    """One thing to take along, with its claims."""

    text: str
    claims: tuple[str, ...] = Field(min_length=1)


class Case(_Record):
    """A case; every text in it is made up but for `came_out`, `lessons`, `why` and `worth`."""

    id: Id
    title: str
    teaser: str
    runner: str
    visits: tuple[Visit, ...] = Field(min_length=1)
    statements: tuple[Statement, ...] = Field(min_length=2, max_length=4)
    came_out: Lesson
    lessons: tuple[Lesson, ...] = Field(min_length=2, max_length=4)
    expert: tuple[Expert, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        return hash(self.id)

    def visit(self, visit_id: str) -> Visit:
        """Return a visit by its id."""
        return next(one for one in self.visits if one.id == visit_id)

    @property
    def items(self) -> dict[str, Item]:
        """All items by id, in the order of the visits."""
        return {item.id: item for visit in self.visits for item in visit.items}
