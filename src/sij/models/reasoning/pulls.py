"""What each finding pulls, those that pull nothing with the reason, and what to ask next."""

import math
from dataclasses import dataclass
from types import MappingProxyType

from sij.models.reasoning.findings import Answer, Finding, Findings, finding, groups
from sij.models.reasoning.flags import screen
from sij.models.reasoning.ratios import (
    CLUSTER,
    DEFAULT_PRETEST,
    DEFAULT_VIEW,
    DONE,
    Chosen,
    Ratio,
    View,
    chosen,
    group_reasons,
    joint_band,
    ratio,
    rows,
    view,
)

TEST_GROUP = "sij-tests"
WHY = MappingProxyType(
    {
        "stopped": "A warning sign goes first, so nothing is counted.",
        "cluster": "The tests are counted together and the count gives one ratio.",
        "counted": "It counts with one published ratio.",
        "test-counted": (
            "It is counted together with the other tests and has no ratio of its own here."
        ),
        "too-few": "Too few tests are done to count them together.",
        "no-test": "In this view no test helps.",
        "not-done": "It was not done, which is no negative result.",
        "not-measured": "The study did not measure this answer.",
    }
)
"""The fixed sentences of `Pull.why`; all others stand with their finding or group."""


@dataclass(frozen=True)
class Pull:
    """How far one entered finding, or the counted tests, moves the joint's log-odds.

    Attributes
    ----------
    finding_id, answer
        What was entered; for the counted tests ``"provocation-tests"`` and their result.
    ratio, log_odds, low, high
        The ratio and its log with the 5 % and 95 % point; None when it pulls nothing.
    why
        One sentence: what it counts as, or why it pulls nothing.
    asks
        Topics of the follow-up questions that it opens.
    claims
        What this rests on.
    """

    finding_id: str
    answer: str
    ratio: Ratio | None
    log_odds: float | None
    low: float | None
    high: float | None
    why: str
    asks: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """The unasked item whose answer is expected to tell most.

    Attributes
    ----------
    finding_id
        A finding, or ``"provocation-tests"`` for the counted tests as a whole.
    asks_for
        The findings to enter.
    expected_bits
        Expected reduction of the entropy of the joint's share, in bits.
    """

    finding_id: str
    asks_for: tuple[str, ...]
    expected_bits: float


def pull(findings: Findings, view_id: str = DEFAULT_VIEW) -> tuple[Pull, ...]:
    """Return the pull of each entered finding, then that of the counted tests.

    While a warning sign is raised nothing carries a number.

    Raises
    ------
    ReasoningInputError
        When `findings` are no Findings or there is no such view.
    """
    counted = chosen(findings, view_id)
    stopped = screen(findings).raised
    by_finding = {c.findings[0]: c for c in counted if c.group != CLUSTER}
    seen_by = view(view_id)
    found = []
    for name, answer in findings.items():
        one = None if stopped else by_finding.get(name)
        why = WHY["stopped"] if stopped else _why(finding(name), findings, counted, seen_by)
        found.append(_pull(finding(name), answer, one, why))
    cluster = next((c for c in counted if c.group == CLUSTER), None)
    if cluster and not stopped:
        found.append(
            _numbers(CLUSTER, cluster.ratio.outcome, cluster.ratio, WHY["cluster"], (), ())
        )
    return tuple(found)


def _pull(spec: Finding, answer: Answer, one: Chosen | None, why: str) -> Pull:
    words, asks = spec.in_words(answer), spec.opens(answer)
    return _numbers(spec.id, words, one.ratio if one else None, why, asks, spec.claims)


def _numbers(
    name: str, words: str, one: Ratio | None, why: str, asks: tuple[str, ...], more: tuple[str, ...]
) -> Pull:
    if one is None:
        return Pull(name, words, None, None, None, None, why, asks, more)
    claims = tuple(dict.fromkeys((one.claim_id, *more)))
    return Pull(name, words, one, one.log_odds, *one.log_odds_band, why, asks, claims)


def _why(spec: Finding, findings: Findings, counted: tuple[Chosen, ...], seen_by: View) -> str:
    """Return in one sentence why a finding counts or does not."""
    row = next((row for row in rows() if row.finding_id == spec.id), None)
    if findings.has(spec.id, ("not-done",)):
        return WHY["not-done"]
    if row:
        if any(spec.id in c.findings for c in counted if c.group == row.group):
            return WHY["counted"]
        return group_reasons()[row.group] if row.outcome(findings) else WHY["not-measured"]
    if spec.no_pull and not _in_view(spec, seen_by):
        return spec.no_pull
    if spec.group == TEST_GROUP:
        return _why_test(spec, counted, seen_by)
    return spec.no_pull or groups()[spec.group].says


def _in_view(spec: Finding, seen_by: View) -> bool:
    return any(spec.id in one.counter.tests for one in seen_by.composites)


def _why_test(spec: Finding, counted: tuple[Chosen, ...], seen_by: View) -> str:
    if not seen_by.composites:
        return WHY["no-test"]
    cluster = next((c for c in counted if c.group == CLUSTER), None)
    if cluster is None:
        return WHY["too-few"]
    if spec.id in cluster.findings:
        return WHY["test-counted"]
    return spec.no_pull or WHY["test-counted"]


def most_informative(
    findings: Findings, view_id: str = DEFAULT_VIEW, pretest_id: str = DEFAULT_PRETEST
) -> Suggestion | None:
    """Return the unasked item with the largest expected reduction of entropy.

    Only dependence groups that nothing has filled yet are looked at, and the tests as a whole.
    None when a warning sign is raised or nothing is expected to tell anything.
    """
    band = joint_band(findings, view_id, pretest_id)
    if band is None:
        return None
    offers = [
        Suggestion(name, asks_for, expected_bits(band.middle, *pair))
        for name, asks_for, pair in _candidates(findings, view_id)
    ]
    best = max(offers, key=lambda one: one.expected_bits, default=None)
    return best if best and best.expected_bits > 0 else None


def _candidates(
    findings: Findings, view_id: str
) -> list[tuple[str, tuple[str, ...], tuple[Ratio, Ratio]]]:
    filled = {c.group for c in chosen(findings, view_id)}
    found: list[tuple[str, tuple[str, ...], tuple[Ratio, Ratio]]] = [
        (row.finding_id, (row.finding_id,), _pair(row.claim_id))
        for row in rows()
        if row.group not in filled and _unasked(row.finding_id, findings)
    ]
    if CLUSTER not in filled and view(view_id).composites:
        first = view(view_id).composites[0]
        tests = tuple(t for t in first.counter.tests if not findings.has(t, DONE))
        found.append((CLUSTER, tests, _pair(first.claim_id)))
    return found


def _unasked(finding_id: str, findings: Findings) -> bool:
    return findings.answer(finding_id) is None or findings.has(finding_id, ("not-done",))


def _pair(claim_id: str) -> tuple[Ratio, Ratio]:
    return ratio(claim_id, "positive"), ratio(claim_id, "negative")


def entropy_bits(share: float) -> float:
    """Return the entropy of a yes-or-no with this share, in bits."""
    return -sum(p * math.log2(p) for p in (share, 1 - share) if p > 0)


def expected_bits(share: float, positive: Ratio, negative: Ratio) -> float:
    """Return how many bits of entropy an answer is expected to take away.

    Sensitivity and false positives are those that the two ratios imply, so that the shares
    after both answers average to the share before.
    """
    false_positive = (1 - negative.value) / (positive.value - negative.value)
    hit = positive.value * false_positive
    yes = share * hit + (1 - share) * false_positive
    after_yes, after_no = share * hit / yes, share * (1 - hit) / (1 - yes)
    left = yes * entropy_bits(after_yes) + (1 - yes) * entropy_bits(after_no)
    return entropy_bits(share) - left
