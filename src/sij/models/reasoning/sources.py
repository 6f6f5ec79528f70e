"""Possible sources of pain: numbers only where ratios were published, words elsewhere."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from sij.models.reasoning import data
from sij.models.reasoning.data import read
from sij.models.reasoning.findings import Findings, require_findings
from sij.models.reasoning.flags import screen
from sij.models.reasoning.ratios import CLUSTER, Z90, Band, chosen, joint_band
from sij.models.reasoning.rules import Rule, because, parse

Word = Literal["none", "for", "against", "both"]
Numbers = Literal["preset", "mix", "none"]
Verdict = Literal["warning-sign", "too-little", "several-fit", "none-fits"]
_MIX = "lr-no-midline-pain"
MIX_SOURCES = ("disc", "facet", "sij")
MIX_FINDING = "midline-pain"


@dataclass(frozen=True)
class Clue:
    """An entered finding, or the counted tests, that points to a source or away from it."""

    when: Rule | None
    cluster: str
    points: Literal["for", "against"]
    claim_id: str


@dataclass(frozen=True)
class Studied:
    """A figure as it was measured, in its own group of people; one number has equal ends."""

    what: str
    among: str
    low: float
    high: float
    references: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A possible source of pain with its clues and what was studied."""

    id: str
    name: str
    numbers: Numbers
    clues: tuple[Clue, ...]
    studied: tuple[Studied, ...]
    note: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class SourceRow:
    """One source for an example runner.

    Attributes
    ----------
    id, name
        Short id and plain name.
    before, after
        Share of the studied group before and after what was entered, None where no ratios
        were published. The rows come from different groups and never add up to one.
    word, in_words
        Which way the entered clues point, as an id and in words.
    speak_for, speak_against
        Ids of the findings behind the word.
    studied, note, claims
        What was measured for this source, what to beware of, and the claims.
    """

    id: str
    name: str
    before: Band | None
    after: Band | None
    word: Word
    in_words: str
    speak_for: tuple[str, ...]
    speak_against: tuple[str, ...]
    studied: tuple[Studied, ...]
    note: str
    claims: tuple[str, ...]


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Return all sources that are considered, in the order of the data file."""
    return tuple(_source(row) for row in read("sources.yaml")["sources"])


def _source(row: Mapping[str, Any]) -> Source:
    clues = tuple(_clue(clue) for clue in row["clues"])
    studied = tuple(_studied(one) for one in row["studied"])
    used = [clue.claim_id for clue in clues] + row.get("claims", [])
    used += [ref.partition(":")[0] for one in studied for ref in one.references]
    claims = tuple(dict.fromkeys(data.verified(used)))
    note = row.get("note", "")
    return Source(row["id"], row["name"], row["numbers"], clues, studied, note, claims)


def _clue(raw: Mapping[str, Any]) -> Clue:
    rule = parse(raw["when"], (raw["claim"],)) if "when" in raw else None
    return Clue(rule, raw.get("cluster", ""), raw["points"], raw["claim"])


def _studied(raw: Mapping[str, str]) -> Studied:
    ends = (raw["low"], raw.get("high", raw["low"]))
    low, high = (data.number(reference) for reference in ends)
    return Studied(raw["what"], raw["among"], low, high, tuple(dict.fromkeys(ends)))


def mix(findings: Findings) -> Mapping[str, Band] | None:
    """Return the shares of disc, facet and joint in one spine centre's three-way mix.

    Only midline pain moves them, by the published counts (claim lr-no-midline-pain); the
    bands are Wilson score intervals of those counts. None when a warning sign is raised.
    """
    require_findings(findings)
    if screen(findings).raised:
        return None
    answer = findings.answer(MIX_FINDING)
    cases = {name: _cases(name, answer) for name in MIX_SOURCES}
    total = sum(cases.values())
    return {name: _wilson(count, total) for name, count in cases.items()}


def mix_counts(source: str) -> tuple[int, int]:
    """Return how many cases of one of `MIX_SOURCES` had midline pain, and of how many."""
    return data.counts(_MIX, f"p_midline_given_{source}")


def _cases(source: str, midline: object) -> int:
    with_midline, in_all = mix_counts(source)
    if midline is None:
        return in_all
    return with_midline if midline == "yes" else in_all - with_midline


def _wilson(count: int, total: int) -> Band:
    seen, spread = count / total, Z90**2 / total
    centre = (seen + spread / 2) / (1 + spread)
    half = Z90 * math.sqrt(seen * (1 - seen) / total + spread / (4 * total)) / (1 + spread)
    return Band(max(0.0, centre - half), seen, min(1.0, centre + half))


def source_rows(findings: Findings, view_id: str, pretest_id: str) -> tuple[SourceRow, ...] | None:
    """Return every source for an example runner, or None when a warning sign is raised."""
    before, after = mix(Findings()), mix(findings)
    joint = joint_band(findings, view_id, pretest_id)
    if joint is None or after is None or before is None:
        return None
    start = joint_band(Findings(), view_id, pretest_id)
    moves: dict[str, tuple[Band | None, Band | None]] = {"sij": (start, joint)}
    for source in sources():
        if source.numbers == "mix":
            moves[source.id] = (before[source.id], after[source.id])
    return tuple(
        _source_row(source, findings, view_id, *moves.get(source.id, (None, None)))
        for source in sources()
    )


def _source_row(
    source: Source, findings: Findings, view_id: str, before: Band | None, after: Band | None
) -> SourceRow:
    speak_for, speak_against = (
        speakers(source, points, findings, view_id) for points in ("for", "against")
    )
    word = _word(bool(speak_for), bool(speak_against))
    return SourceRow(
        id=source.id,
        name=source.name,
        before=before,
        after=after,
        word=word,
        in_words=word_texts()[word],
        speak_for=speak_for,
        speak_against=speak_against,
        studied=source.studied,
        note=source.note,
        claims=source.claims,
    )


def _word(speaks_for: bool, speaks_against: bool) -> Word:
    if speaks_for and speaks_against:
        return "both"
    if speaks_for:
        return "for"
    return "against" if speaks_against else "none"


def speakers(source: Source, points: str, findings: Findings, view_id: str) -> tuple[str, ...]:
    """Return what was entered that points to a source, or away from it."""
    found: list[str] = []
    for clue in source.clues:
        if clue.points == points and clue.when:
            found += because(clue.when, findings)
        elif clue.points == points and clue.cluster == _cluster(findings, view_id):
            found.append(CLUSTER)
    return tuple(dict.fromkeys(found))


def _cluster(findings: Findings, view_id: str) -> str | None:
    return next((c.ratio.outcome for c in chosen(findings, view_id) if c.group == CLUSTER), None)


def verdict(findings: Findings, view_id: str) -> Verdict:
    """Return the modest summary of what was entered; it never names a source."""
    if screen(findings).raised:
        return "warning-sign"
    fits, clues = False, set[str]()
    for source in sources():
        speak_for = speakers(source, "for", findings, view_id)
        fits = fits or bool(speak_for)
        clues |= {*speak_for, *speakers(source, "against", findings, view_id)}
    if len(clues) < too_little_below():
        return "too-little"
    return "several-fit" if fits else "none-fits"


def verdict_text(which: Verdict) -> str:
    """Return a verdict in words."""
    return verdict_texts()[which]


def verdict_texts() -> Mapping[str, str]:
    """Return all verdicts in words, by id."""
    return MappingProxyType(read("sources.yaml")["verdicts"])


def own_door_text() -> str:
    """Return what stands in place of a verdict behind one's own door without a warning sign."""
    return str(read("sources.yaml")["own_door"])


def word_texts() -> Mapping[str, str]:
    """Return in words, by id, which way clues point."""
    return MappingProxyType(read("sources.yaml")["words"])


def too_little_below() -> int:
    """Return how many clues are needed to say anything about sources."""
    return int(read("sources.yaml")["too_little_below"])
