"""What the reasoning model says for each set of asked items, worked out once for a case.

Warning signs become "these items together raise it", the joint's share a list over the few items
that can move it. So the browser needs no medicine to play a case, and none is invented here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ...models import reasoning
from ...models.reasoning.ratios import joint_band, rows
from ...models.reasoning.rules import AtLeast, Rule
from .records import Answered, Case, CaseError, Item

VIEWS = ("sceptical", "optimistic")
PRETEST = reasoning.DEFAULT_PRETEST
MOST_TOGETHER = 4
MOST_MOVING = 10


@dataclass(frozen=True)
class Sign:
    """A warning sign of the case, and the smallest sets of items that uncover it."""

    id: str
    when: tuple[tuple[str, ...], ...]

    def uncovered(self, asked: Iterable[str]) -> bool:
        """Tell whether these asked items raise it."""
        known = set(asked)
        return any(known.issuperset(items) for items in self.when)


@dataclass(frozen=True)
class Tables:
    """What the model says for any set of asked items of a case.

    Attributes
    ----------
    signs
        Most urgent first.
    moving
        The items that can move the joint's share.
    bands
        The different results: a share (low, middle, high; 0 to 1) under each view.
    band_of
        Index into `bands` for each subset of `moving`, item k counting 2 to the k.
    """

    signs: tuple[Sign, ...]
    moving: tuple[str, ...]
    bands: tuple[Mapping[str, reasoning.Band], ...]
    band_of: tuple[int, ...]

    def band(self, asked: Iterable[str]) -> int:
        """Return which result holds after these items."""
        known = set(asked)
        return self.band_of[sum(1 << k for k, name in enumerate(self.moving) if name in known)]


def findings_of(items: Iterable[Item]) -> reasoning.Findings:
    """Return what these items tell; where two tell the same thing, the later one holds.

    Raises
    ------
    sij.models.reasoning.ReasoningInputError
        When a finding or an answer is unknown.
    """
    told: dict[str, Answered] = {}
    for item in items:
        told.update(item.findings)
    return reasoning.Findings(told)


def told(case: Case, asked: Iterable[str]) -> reasoning.Findings:
    """Return all that is known once these items were asked."""
    known = set(asked)
    return findings_of(item for name, item in case.items.items() if name in known)


@lru_cache(maxsize=32)
def tables(case: Case) -> Tables:
    """Work a case's tables out."""
    everything = reasoning.screen(findings_of(case.items.values()))
    signs = tuple(Sign(flag.id, _when(case, flag.id)) for flag in everything.flags)
    moving = _moving(case)
    found = [_bands(told(case, names)) for names in subsets(moving)]
    distinct = list({str(one): one for one in found}.values())
    return Tables(signs, moving, tuple(distinct), tuple(distinct.index(one) for one in found))


def subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every subset, in the order of its number (name k counts 2 to the k)."""
    for number in range(2 ** len(names)):
        yield tuple(name for k, name in enumerate(names) if number >> k & 1)


def _when(case: Case, flag_id: str) -> tuple[tuple[str, ...], ...]:
    rule = next(one.when for one in reasoning.flag_rules() if one.id == flag_id)
    names = names_in(rule)
    touching = [item.id for item in case.items.values() if names & set(item.findings)]
    found: list[tuple[str, ...]] = []
    for size in range(1, min(MOST_TOGETHER, len(touching)) + 1):
        for some in combinations(touching, size):
            smaller = any(set(one) <= set(some) for one in found)
            if not smaller and flag_id in raised(told(case, some)):
                found.append(some)
    return tuple(found)


def names_in(rule: Rule) -> set[str]:
    """Return the findings that a rule looks at."""
    if isinstance(rule, AtLeast):
        return {name for part in rule.parts for name in names_in(part)}
    return {rule.finding_id}


def raised(findings: reasoning.Findings) -> tuple[str, ...]:
    """Return the ids of the raised warning signs, the most urgent first."""
    return tuple(flag.id for flag in reasoning.screen(findings).flags)


def _moving(case: Case) -> tuple[str, ...]:
    movers = {row.finding_id for row in rows()}
    movers |= {test for counter in reasoning.counters().values() for test in counter.tests}
    found = tuple(item.id for item in case.items.values() if movers & set(item.findings))
    if len(found) > MOST_MOVING:
        raise CaseError(
            f"In case {case.id}, {len(found)} items move the joint's share: put tests together."
        )
    return found


def _bands(findings: reasoning.Findings) -> dict[str, reasoning.Band]:
    shares = {view: joint_band(findings, view, PRETEST) for view in VIEWS}
    return {view: band for view, band in shares.items() if band is not None}
