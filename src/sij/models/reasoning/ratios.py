"""Which published ratios count for the joint: one for each dependence group, never more.

Single provocation tests are counted; the count gives one composite ratio, chosen by a view.
There is no way to a probability but `joint_band`, which takes findings and a view.

Each ratio is log-normal: its centre is the printed ratio, its standard deviation in log-odds
is the width of the printed 95 % interval. Groups are taken as independent, which is an
assumption and not a finding, so log ratios and their variances add. The starting share is exact.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Any, Literal

from sij import evidence
from sij.models.reasoning import data
from sij.models.reasoning.data import ReasoningInputError, read
from sij.models.reasoning.findings import Findings, finding, require_findings
from sij.models.reasoning.flags import screen

Outcome = Literal["positive", "negative"]
DEFAULT_VIEW = "sceptical"
DEFAULT_PRETEST = "middle"
CLUSTER = "provocation-tests"
DONE = ("positive", "negative")
_Z95 = NormalDist().inv_cdf(0.975)
Z90 = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True)
class Band:
    """A share of a studied group: 5 %, middle and 95 % point, 0 to 1."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Ratio:
    """A likelihood ratio with its printed 95 % interval and its claim."""

    claim_id: str
    outcome: Outcome
    value: float
    low: float
    high: float

    @property
    def log_odds(self) -> float:
        """How far it moves the log-odds."""
        return math.log(self.value)

    @property
    def log_sd(self) -> float:
        """Its standard deviation in log-odds, from the width of the interval."""
        return (math.log(self.high) - math.log(self.low)) / (2 * _Z95)

    @property
    def log_odds_band(self) -> tuple[float, float]:
        """Its 5 % and 95 % point in log-odds."""
        return self.log_odds - Z90 * self.log_sd, self.log_odds + Z90 * self.log_sd


@dataclass(frozen=True)
class Row:
    """A finding that can give a ratio, and which answers count for and against."""

    group: str
    finding_id: str
    claim_id: str
    for_options: tuple[str, ...]
    against_options: tuple[str, ...]

    def outcome(self, findings: Findings) -> Outcome | None:
        """Return which way the answer counts, None when it does not."""
        if findings.has(self.finding_id, self.for_options):
            return "positive"
        return "negative" if findings.has(self.finding_id, self.against_options) else None


@dataclass(frozen=True)
class Counter:
    """Counts provocation tests: so many of so many, a slot being one test or its two sides."""

    id: str
    needed: int
    slots: tuple[tuple[str, ...], ...]

    @property
    def tests(self) -> tuple[str, ...]:
        """The findings that it counts."""
        return tuple(name for slot in self.slots for name in slot)

    def outcome(self, findings: Findings) -> Outcome | None:
        """Return the count's result once the tests not done could no longer change it."""
        positive = sum(any(findings.has(t, ("positive",)) for t in s) for s in self.slots)
        negative = sum(all(findings.has(t, ("negative",)) for t in s) for s in self.slots)
        if positive >= self.needed:
            return "positive"
        return "negative" if len(self.slots) - negative < self.needed else None


@dataclass(frozen=True)
class Composite:
    """One published composite and the counter that feeds it."""

    claim_id: str
    counter: Counter


@dataclass(frozen=True)
class View:
    """A way to read the studies of provocation tests."""

    id: str
    title: str
    composites: tuple[Composite, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Pretest:
    """Where an example runner starts: a share of a studied group."""

    id: str
    title: str
    share: float
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """The one ratio that counts for a dependence group, and what gave it."""

    group: str
    findings: tuple[str, ...]
    ratio: Ratio


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Return the rows of every dependence group but the tests, the preferred ones first."""
    return tuple(_row(g["id"], row) for g in read("ratios.yaml")["groups"] for row in g["rows"])


def _row(group: str, row: Mapping[str, Any]) -> Row:
    _refuse_use(row["claim"])
    return Row(group, row["finding"], row["claim"], tuple(row["for"]), tuple(row["against"]))


def _refuse_use(claim_id: str) -> None:
    """Refuse claims whose labels keep them out of the model."""
    if data.label(claim_id, "model_target") != "sij":
        raise evidence.EvidenceError(f"Claim {claim_id} is not about the joint.")
    if data.label(claim_id, "model_use") not in read("ratios.yaml")["uses"]:
        raise evidence.EvidenceError(f"Claim {claim_id} may not feed the model.")


@lru_cache(maxsize=1)
def group_reasons() -> Mapping[str, str]:
    """Return why only one clue of a dependence group counts, by group id."""
    return {group["id"]: group["why"] for group in read("ratios.yaml")["groups"]}


@lru_cache(maxsize=1)
def counters() -> Mapping[str, Counter]:
    """Return the counters of provocation tests by id."""
    return {row["id"]: _counter(row) for row in read("ratios.yaml")["counters"]}


def _counter(row: Mapping[str, Any]) -> Counter:
    needed, of = data.how_many(row["rule_from"])
    slots = tuple(tuple(finding(name).id for name in slot) for slot in row["slots"])
    if len(slots) != of:
        raise evidence.EvidenceError(f"Counter {row['id']} has {len(slots)} slots, not {of}.")
    return Counter(row["id"], needed, slots)


@lru_cache(maxsize=1)
def views() -> Mapping[str, View]:
    """Return the views by id, the default first."""
    return {row["id"]: _view(row) for row in read("ratios.yaml")["views"]}


def _view(row: Mapping[str, Any]) -> View:
    for one in row["composites"]:
        _refuse_use(one["claim"])
    composites = tuple(Composite(c["claim"], counters()[c["counter"]]) for c in row["composites"])
    claims = data.verified(row.get("claims", []) + [one.claim_id for one in composites])
    return View(row["id"], row["title"], composites, claims)


def view(view_id: str) -> View:
    """Return a view by id; raises ReasoningInputError when there is none."""
    if not isinstance(view_id, str) or view_id not in views():
        raise ReasoningInputError(f"Give the view as one of {', '.join(views())}, not {view_id!r}.")
    return views()[view_id]


@lru_cache(maxsize=1)
def pretests() -> Mapping[str, Pretest]:
    """Return the starting shares by id: three presets, then two cohorts' own."""
    return {
        row["id"]: Pretest(
            row["id"], row["title"], data.number(row["from"]), data.verified(row["claims"])
        )
        for row in read("ratios.yaml")["pretests"]
    }


def pretest(pretest_id: str) -> Pretest:
    """Return a starting share by id; raises ReasoningInputError when there is none."""
    if not isinstance(pretest_id, str) or pretest_id not in pretests():
        known = ", ".join(pretests())
        raise ReasoningInputError(f"Give the starting share as one of {known}, not {pretest_id!r}.")
    return pretests()[pretest_id]


@lru_cache
def ratio(claim_id: str, outcome: Outcome) -> Ratio:
    """Return a claim's ratio; refuses single provocation tests and all else that must not feed."""
    _refuse_use(claim_id)
    found = data.printed(claim_id, f"lr_{outcome}")
    return Ratio(claim_id, outcome, found.value, found.low, found.high)


def chosen(findings: Findings, view_id: str) -> tuple[Chosen, ...]:
    """Return the ratios that count: at most one of each dependence group.

    Raises
    ------
    ReasoningInputError
        When `findings` are no Findings or there is no such view.
    """
    require_findings(findings)
    found: dict[str, Chosen] = {}
    for row in rows():
        outcome = row.outcome(findings)
        if outcome and row.group not in found:
            one = ratio(row.claim_id, outcome)
            found[row.group] = Chosen(row.group, (row.finding_id,), one)
    cluster = _cluster(findings, view(view_id))
    return (*found.values(), cluster) if cluster else tuple(found.values())


def _cluster(findings: Findings, seen_by: View) -> Chosen | None:
    for composite in seen_by.composites:
        outcome = composite.counter.outcome(findings)
        if outcome:
            tests = tuple(t for t in composite.counter.tests if findings.has(t, DONE))
            return Chosen(CLUSTER, tests, ratio(composite.claim_id, outcome))
    return None


def joint_band(findings: Findings, view_id: str, pretest_id: str) -> Band | None:
    """Return the share for the joint in such a group, or None when a warning sign is raised.

    Parameters
    ----------
    findings
        What was entered about an example runner.
    view_id, pretest_id
        Ids of `views` and `pretests`.
    """
    start = pretest(pretest_id)
    counted = chosen(findings, view_id)
    if screen(findings).raised:
        return None
    moved = math.log(start.share / (1 - start.share)) + sum(c.ratio.log_odds for c in counted)
    half = Z90 * math.sqrt(sum(c.ratio.log_sd**2 for c in counted))
    if not counted:
        return Band(start.share, start.share, start.share)
    return Band(share(moved - half), share(moved), share(moved + half))


def share(log_odds: float) -> float:
    """Return the share that belongs to log-odds."""
    return 1 / (1 + math.exp(-log_odds))
