"""Two doors: example runners show numbers, one's own symptoms never do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Literal, overload

from sij import evidence
from sij.evidence.records import Urgency
from sij.models.reasoning.data import ReasoningInputError, read
from sij.models.reasoning.findings import DENIED, Findings, finding, require_findings
from sij.models.reasoning.flags import Flag, Screen, screen
from sij.models.reasoning.pulls import Pull, Suggestion, most_informative, pull
from sij.models.reasoning.ratios import (
    DEFAULT_PRETEST,
    DEFAULT_VIEW,
    Band,
    Pretest,
    View,
    joint_band,
    pretest,
    view,
)
from sij.models.reasoning.sources import (
    SourceRow,
    Verdict,
    own_door_text,
    source_rows,
    verdict,
    verdict_text,
)

SAFETY_GROUP = "safety"
SUMMARY = MappingProxyType(
    {
        "title": "Summary for a physician. This is not a diagnosis.",
        "signs": "Warning signs: ",
        "no-signs": "none was entered, which clears nobody.",
        "entered": "What was entered; all else is unknown:",
        "questions": "Questions:",
    }
)
"""The fixed parts of the text to take to a physician."""


class Door(Enum):
    """Whose pain it is: an example runner's, or one's own."""

    EXAMPLE = "example"
    OWN = "own"


@dataclass(frozen=True)
class EvidenceNote:
    """What the evidence says on one entered finding, without any number."""

    finding_id: str
    question: str
    answer: str
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class _Always:
    """What stands in every result."""

    flags: tuple[Flag, ...]
    urgency: Urgency | None
    safety_net: str
    not_a_diagnosis: str
    questions: tuple[str, ...]
    verdict: Verdict
    verdict_text: str


@dataclass(frozen=True)
class OwnResult(_Always):
    """One's own symptoms: it has no place for a probability or a ranking.

    Attributes
    ----------
    evidence
        What the evidence says on each entered finding.
    summary
        Plain text to take to a physician.
    """

    evidence: tuple[EvidenceNote, ...]
    summary: str


@dataclass(frozen=True)
class FlaggedResult(_Always):
    """An example runner with a warning sign: it has no place for a probability either."""


@dataclass(frozen=True)
class ExampleResult(_Always):
    """An example runner without a warning sign.

    Attributes
    ----------
    view, pretest
        How the tests are read, and the share to start from.
    joint
        The joint's share of the studied group after what was entered.
    sources
        All sources; they come from different groups and never add up to one.
    pulls
        What each finding pulled.
    ask_next
        The unasked item expected to tell most, None when nothing would.
    """

    view: View
    pretest: Pretest
    joint: Band
    sources: tuple[SourceRow, ...]
    pulls: tuple[Pull, ...]
    ask_next: Suggestion | None


@overload
def reason(
    findings: Findings, door: Literal[Door.OWN], view_id: str = ..., pretest_id: str = ...
) -> OwnResult: ...


@overload
def reason(
    findings: Findings, door: Literal[Door.EXAMPLE], view_id: str = ..., pretest_id: str = ...
) -> ExampleResult | FlaggedResult: ...


def reason(
    findings: Findings,
    door: Door,
    view_id: str = DEFAULT_VIEW,
    pretest_id: str = DEFAULT_PRETEST,
) -> OwnResult | ExampleResult | FlaggedResult:
    """Return what may be said about these findings behind this door.

    Parameters
    ----------
    findings
        What was entered.
    door
        Whether they are an example runner's or one's own.
    view_id, pretest_id
        How to read the tests and where to start; they change nothing behind ``Door.OWN``.

    Raises
    ------
    ReasoningInputError
        When an argument is none of these.
    """
    require_findings(findings)
    if not isinstance(door, Door):
        raise ReasoningInputError("Give the door as Door.EXAMPLE or Door.OWN.")
    if door is Door.OWN:
        return _own(findings)
    return _example(findings, view(view_id), pretest(pretest_id))


def _example(findings: Findings, seen: View, start: Pretest) -> ExampleResult | FlaggedResult:
    always = _always(findings, seen.id)
    joint = joint_band(findings, seen.id, start.id)
    found = source_rows(findings, seen.id, start.id)
    if joint is None or found is None:
        return FlaggedResult(**vars(always))
    pulls, ask_next = pull(findings, seen.id), most_informative(findings, seen.id, start.id)
    return ExampleResult(
        **vars(always),
        view=seen,
        pretest=start,
        joint=joint,
        sources=found,
        pulls=pulls,
        ask_next=ask_next,
    )


def _own(findings: Findings) -> OwnResult:
    notes = tuple(_note(name, findings) for name in findings if _tells(name, findings))
    always = _always(findings, DEFAULT_VIEW)
    if not always.flags:
        always = replace(always, verdict_text=own_door_text())
    return OwnResult(**vars(always), evidence=notes, summary=_summary(findings))


def _tells(finding_id: str, findings: Findings) -> bool:
    """Tell whether an answer is worth a note: a warning sign that was denied is not."""
    return finding(finding_id).group != SAFETY_GROUP or not findings.has(finding_id, DENIED)


def _always(findings: Findings, view_id: str) -> _Always:
    seen, which = screen(findings), verdict(findings, view_id)
    return _Always(
        flags=seen.flags,
        urgency=seen.urgency,
        safety_net=seen.safety_net,
        not_a_diagnosis=evidence.safety().not_a_diagnosis,
        questions=good_questions(findings),
        verdict=which,
        verdict_text=verdict_text(which),
    )


def _note(finding_id: str, findings: Findings) -> EvidenceNote:
    spec = finding(finding_id)
    return EvidenceNote(
        spec.id, spec.question, _words(finding_id, findings), spec.says, spec.claims
    )


def _words(finding_id: str, findings: Findings) -> str:
    answer = findings.answer(finding_id)
    return "unknown" if answer is None else finding(finding_id).in_words(answer)


def good_questions(findings: Findings) -> tuple[str, ...]:
    """Return good questions to ask a physician: those opened, then the general ones."""
    table = read("questions.yaml")
    opened = {topic for flag in screen(findings).flags for topic in table["flags"][flag.group]}
    for name, answer in findings.items():
        opened |= set(finding(name).opens(answer))
    asked = [text for topic, texts in table["topics"].items() if topic in opened for text in texts]
    # Who has to go now needs no list for a later visit.
    return tuple(asked) if screen(findings).urgency == "Emergency" else (*asked, *table["always"])


def _summary(findings: Findings) -> str:
    """Return the text to take to a physician."""
    return "\n".join(_summary_lines(findings, screen(findings)))


def _summary_lines(findings: Findings, seen: Screen) -> Iterator[str]:
    yield SUMMARY["title"]
    yield ""
    yield SUMMARY["signs"] + ("" if seen.raised else SUMMARY["no-signs"])
    for flag in seen.flags:
        yield f"- {flag.urgency}: {flag.title}. {flag.action}"
    yield SUMMARY["entered"]
    for name in findings:
        yield f"- {finding(name).question} {_words(name, findings)}"
    yield SUMMARY["questions"]
    for question in good_questions(findings):
        yield f"- {question}"
    yield seen.safety_net
