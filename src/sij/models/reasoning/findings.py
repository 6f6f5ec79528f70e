"""What a learner can enter, and what was entered. Unknown is the default, never a "no"."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from sij.evidence.errors import EvidenceError
from sij.evidence.units import UNITS
from sij.models.reasoning.data import ReasoningInputError, read, verified

Kind = Literal["yes-no", "choice", "several", "number", "test"]
Answer = str | float | tuple[str, ...]
UNKNOWN = "unknown"
NONE = "none"
_FIELDS = {
    *("id", "group", "kind", "claims", "question", "options", "unit", "low", "high"),
    *("says", "asks", "asks_when", "no_pull", "zone"),
}
DENIED = ("no", NONE, "negative", "not-done")
ALONE = (NONE, "nothing")
_YES_NO = {"yes": "yes", "no": "no"}
_TEST = {"positive": "positive", "negative": "negative", "not-done": "not done"}
_ZONE = {"none": "no", "left": "left", "right": "right", "both": "both sides"}


@dataclass(frozen=True)
class Finding:
    """One thing that can be asked.

    Attributes
    ----------
    id, group, question, kind
        Short id, id of its group, plain question, and how it is answered.
    options
        The answers by id, in plain words; empty for a number.
    unit, low, high
        Unit of a number and what the form accepts.
    claims
        What it rests on; none means that it is our own choice.
    says
        What the evidence says on it, without any number.
    asks, asks_when
        Topics of follow-up questions that it opens unless denied, and by one answer.
    no_pull
        Why it moves no source of pain, where that was looked at.
    zone
        Whether it is a zone of the body map.
    """

    id: str
    group: str
    question: str
    kind: Kind
    options: Mapping[str, str]
    unit: str
    low: float
    high: float
    claims: tuple[str, ...]
    says: str
    asks: tuple[str, ...]
    asks_when: Mapping[str, tuple[str, ...]]
    no_pull: str
    zone: bool

    def in_words(self, answer: Answer) -> str:
        """Return an answer as a reader would say it."""
        if isinstance(answer, tuple):
            return ", ".join(self.options[one] for one in answer)
        if isinstance(answer, str):
            return self.options[answer]
        return f"{answer:g} {UNITS.get(self.unit, self.unit)}"

    def opens(self, answer: Answer) -> tuple[str, ...]:
        """Return the topics of follow-up questions that an answer opens."""
        given = answer if isinstance(answer, tuple) else (answer,)
        own = () if set(given) <= set(DENIED) else self.asks
        return own + tuple(t for one in given for t in self.asks_when.get(str(one), ()))


@dataclass(frozen=True)
class Group:
    """A group of findings with its title and what holds for all of them."""

    id: str
    title: str
    says: str


@lru_cache(maxsize=1)
def groups() -> Mapping[str, Group]:
    """Return the groups by id, in the order of the form."""
    return MappingProxyType({g["id"]: Group(**g) for g in read("findings.yaml")["groups"]})


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Finding]:
    """Return everything that can be entered, by id, in the order of the form."""
    made = [_finding(row) for row in read("findings.yaml")["findings"]]
    found = {one.id: one for one in made}
    if len(found) < len(made):
        raise EvidenceError("A finding's id stands twice in findings.yaml; rename one.")
    return MappingProxyType(found)


def _finding(row: Mapping[str, Any]) -> Finding:
    # A comma in an unquoted text makes YAML cut it and take the rest for a field.
    if cut := set(row) - _FIELDS:
        raise EvidenceError(f"Finding {row['id']} has the unknown field {cut.pop()!r}; quote it.")
    return Finding(
        id=row["id"],
        group=row["group"],
        question=row["question"],
        kind=row["kind"],
        options=MappingProxyType(_options(row)),
        unit=row.get("unit", ""),
        low=float(row.get("low", 0)),
        high=float(row.get("high", 0)),
        claims=verified(row["claims"]),
        says=row.get("says", groups()[row["group"]].says),
        asks=tuple(row.get("asks", ())),
        asks_when={key: tuple(topics) for key, topics in row.get("asks_when", {}).items()},
        no_pull=row.get("no_pull", ""),
        zone=row.get("zone", False),
    )


def _options(row: Mapping[str, Any]) -> dict[str, str]:
    if row.get("zone"):
        return _ZONE
    fixed = {"yes-no": _YES_NO, "test": _TEST, "number": {}}
    return fixed[row["kind"]] if row["kind"] in fixed else dict(row["options"])


def finding(finding_id: str) -> Finding:
    """Return one finding; raises ReasoningInputError when there is none."""
    found = catalogue().get(finding_id) if isinstance(finding_id, str) else None
    if found is None:
        raise ReasoningInputError(f"There is no finding {finding_id!r}; take an id of catalogue().")
    return found


def _one_of(spec: Finding, answer: object) -> str:
    if isinstance(answer, bool) and spec.kind == "yes-no":
        return "yes" if answer else "no"
    if not isinstance(answer, str) or answer not in spec.options:
        known = ", ".join(spec.options)
        raise ReasoningInputError(
            f"Answer {spec.id} with one of {known} or {UNKNOWN}, not {answer!r}."
        )
    return answer


def _some_of(spec: Finding, answer: object) -> tuple[str, ...]:
    if isinstance(answer, str) or not isinstance(answer, Iterable):
        answer = (answer,)
    chosen = {_one_of(spec, one) for one in answer}
    if len(chosen) > 1 and chosen & set(ALONE):
        raise ReasoningInputError(f"Answer {spec.id} with none alone, or leave none out.")
    return tuple(one for one in spec.options if one in chosen)


def _amount(spec: Finding, answer: object) -> float:
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise ReasoningInputError(f"Give {spec.id} as a number in {spec.unit}.")
    if not spec.low <= answer <= spec.high:
        raise ReasoningInputError(
            f"Give {spec.id} as a number between {spec.low:g} and {spec.high:g} {spec.unit}."
        )
    return float(answer)


def _checked(spec: Finding, answer: object) -> Answer | None:
    """Return a valid answer, or None for unknown."""
    if answer is None or (isinstance(answer, str) and answer == UNKNOWN):
        return None
    if spec.kind == "number":
        return _amount(spec, answer)
    if spec.kind == "several":
        return _some_of(spec, answer) or None
    return _one_of(spec, answer)


class Findings:
    """What was entered about one runner; cannot be changed, and the order does not matter.

    Parameters
    ----------
    entered
        Answers by finding id. Unknown answers (``"unknown"``, None) are left out.

    Raises
    ------
    ReasoningInputError
        When there is no such finding or it cannot be answered so.
    """

    __slots__ = ("_answers",)

    def __init__(self, entered: Mapping[str, object] | None = None) -> None:
        given = {} if entered is None else entered
        if not isinstance(given, Mapping):
            raise ReasoningInputError("Give the findings as answers by id, such as {'age': 34}.")
        checked = {key: _checked(finding(key), answer) for key, answer in given.items()}
        self._answers: dict[str, Answer] = {
            key: answer for key in catalogue() if (answer := checked.get(key)) is not None
        }

    def answer(self, finding_id: str) -> Answer | None:
        """Return what was entered, or None when it is unknown."""
        return self._answers.get(finding(finding_id).id)

    def has(self, finding_id: str, options: Iterable[str]) -> bool:
        """Return whether the answer is, or holds, one of these options."""
        answer = self.answer(finding_id)
        given = answer if isinstance(answer, tuple) else (answer,)
        return any(one in given for one in options)

    def known(self, finding_id: str, answer: object) -> "Findings":
        """Return these findings with one answer more, or changed."""
        return Findings({**self._answers, finding_id: answer})

    def without(self, finding_id: str) -> "Findings":
        """Return these findings with one made unknown again."""
        return self.known(finding_id, UNKNOWN)

    def items(self) -> tuple[tuple[str, Answer], ...]:
        """Return ids and answers in the order of the form."""
        return tuple(self._answers.items())

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings) and self._answers == other._answers

    def __hash__(self) -> int:
        return hash(self.items())

    def __repr__(self) -> str:
        return f"Findings({self._answers!r})"


def require_findings(findings: object) -> None:
    """Refuse anything but Findings with one sentence."""
    if not isinstance(findings, Findings):
        raise ReasoningInputError("Give the entries as Findings({...}).")
