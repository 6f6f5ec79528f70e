"""What each study measured, how postures map to poses, and how other joints compare.

Which numbers are used, and in what order, stands in ``assets/anatomy/motion-studies.yaml``;
the numbers themselves are looked up in the claims.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sij import evidence
from sij.models.motion.data import Fact, fact, read
from sij.models.motion.rigid import Pose

_FILE = "motion-studies.yaml"


@dataclass(frozen=True)
class Study:
    """One measured motion of the sacroiliac joint in one group.

    Attributes
    ----------
    number
        Its place in the table, from 1; a figure's row is ``study-<number>``.
    claim_id
        Where the numbers come from.
    measure, unit
        ``"rotation"`` in deg or ``"translation"`` in mm.
    kind
        ``"healthy"``, ``"patients"``, ``"cadaver"``, ``"model"`` or ``"review"``.
    label
        Author and year.
    what
        The motion and the group, in a few words.
    method
        How it was measured.
    centre
        The mean or, when `mark` is ``"maximum"``, the largest value; None for a range.
    low, high
        Ends of the whisker, None when the study gave no spread.
    mark
        ``"mean"``, ``"maximum"`` or ``"range"``.
    whisker
        ``"range"``, ``"SD"`` or ``""``.
    extreme
        One person or study beyond the rest, or None.
    extreme_what
        What the extreme is, such as ``"one person above"``.
    n
        People, cadavers, joints or studies, None when not reported.
    verified
        How the claim was read.
    caution
        What to beware of.
    facts
        The dossier's numbers behind the row.
    """

    number: int
    claim_id: str
    measure: str
    unit: str
    kind: str
    label: str
    what: str
    method: str
    centre: float | None
    low: float | None
    high: float | None
    mark: str
    whisker: str
    extreme: float | None
    extreme_what: str
    n: int | None
    verified: str
    caution: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class LeftOut:
    """Something the dossier holds that is not shown, and why."""

    what: str
    claim_id: str
    reason: str


@lru_cache(maxsize=1)
def studies() -> tuple[Study, ...]:
    """Return every study row, rotation first, living people before cadavers.

    Source: the claims motion-table-*; those known only from memory are in
    `studies_left_out`.
    """
    rows = read(_FILE)["studies"]
    return tuple(_study(number, row) for number, row in enumerate(rows, start=1))


def _study(number: int, row: Mapping[str, Any]) -> Study:
    facts = {
        key: fact(row["claim"], row[key])
        for key in ("value", "low", "high", "extreme")
        if key in row
    }
    first = next(iter(facts.values()))
    claim = evidence.claim(row["claim"])
    low, high, whisker = _whisker(facts, row.get("flip", False))
    centre = facts["value"].number if "value" in facts else None
    return Study(
        number=number,
        claim_id=row["claim"],
        measure="rotation" if first.unit == "deg" else "translation",
        unit=first.unit,
        kind=row["kind"],
        label=row.get("label") or evidence.cite_short(claim.sources[0]),
        what=row["what"],
        method=row["method"],
        centre=-centre if centre is not None and row.get("flip") else centre,
        low=low,
        high=high,
        mark=row.get("mark", "mean") if "value" in facts else "range",
        whisker=whisker,
        extreme=facts["extreme"].number if "extreme" in facts else None,
        extreme_what=row.get("extreme_what", ""),
        n=first.n,
        verified=claim.verified,
        caution=claim.caution or "",
        facts=tuple(facts.values()),
    )


def _whisker(facts: Mapping[str, Fact], flip: bool) -> tuple[float | None, float | None, str]:
    if "low" in facts:
        return facts["low"].number, facts["high"].number, "range"
    value = facts["value"]
    if value.low is None or value.high is None:
        return None, None, ""
    low, high = (-value.high, -value.low) if flip else (value.low, value.high)
    return low, high, value.spread_kind


def studies_left_out() -> tuple[LeftOut, ...]:
    """Return the claims of the motion tables that are not shown, each with its reason."""
    return _left_out("studies_left_out")


def _left_out(key: str) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(r["what"], r["claim"], r["reason"]) for r in read(_FILE)[key])


@dataclass(frozen=True)
class Posture:
    """A change of posture whose joint motion was measured.

    Attributes
    ----------
    name
        Short id such as ``"supine-to-standing-women"``.
    label
        The posture in plain words.
    side
        Which joint was meant.
    nutation_deg
        Nutation positive, degrees. Where `direction_known` is False only the size was
        reported and it is shown as nutation by choice.
    direction_known
        Whether the study gave the direction.
    sign_rule
        How the study's sign became ours.
    source
        The number used.
    caution
        What to beware of.
    """

    name: str
    label: str
    side: str
    nutation_deg: float
    direction_known: bool
    sign_rule: str
    source: Fact
    caution: str

    def pose(self) -> Pose:
        """Return the posture as a pose about the default axis, with no translation."""
        return Pose(nutation_deg=self.nutation_deg)


@lru_cache(maxsize=1)
def postures() -> tuple[Posture, ...]:
    """Return the measured postures.

    An ilium that turns backward is the same as a sacrum that nutates: only the motion of
    one against the other counts (claim motion-nutation-definition).
    """
    return tuple(_posture(row) for row in read(_FILE)["postures"])


def _posture(row: Mapping[str, Any]) -> Posture:
    source = fact(row["claim"], row["value"])
    return Posture(
        name=row["name"],
        label=row["label"],
        side=row["side"],
        nutation_deg=-source.number if row.get("flip") else source.number,
        direction_known=row["direction_known"],
        sign_rule=row["sign_rule"],
        source=source,
        caution=row["caution"],
    )


def postures_not_measured() -> tuple[LeftOut, ...]:
    """Return the postures a runner would ask about that nobody has measured."""
    return _left_out("postures_not_measured")


@dataclass(frozen=True)
class JointRange:
    """How far one joint turns.

    Attributes
    ----------
    name, label
        Short id and plain words.
    motion
        Which motion.
    low_deg, high_deg
        Smallest and largest of the group means, degrees.
    facts
        The dossier's numbers behind it.
    caution
        What to beware of.
    """

    name: str
    label: str
    motion: str
    low_deg: float
    high_deg: float
    facts: tuple[Fact, ...]
    caution: str


@dataclass(frozen=True)
class Comparison:
    """Joints to set beside the sacroiliac joint, and those left out."""

    joints: tuple[JointRange, ...]
    left_out: tuple[LeftOut, ...]


@lru_cache(maxsize=1)
def comparison() -> Comparison:
    """Return how far other joints turn, from the largest range to the smallest.

    Source: claims motion-comparison-* and the living rows of the motion tables.
    """
    joints = tuple(_joint_range(row) for row in read(_FILE)["comparison"])
    return Comparison(joints, _left_out("comparison_left_out"))


def _joint_range(row: Mapping[str, Any]) -> JointRange:
    facts = tuple(fact(claim, value) for claim, value in row["values"])
    degrees = [f.number for f in facts]
    words = {key: row[key] for key in ("name", "label", "motion")}
    caution = evidence.claim(facts[0].claim_id).caution or ""
    return JointRange(
        **words, low_deg=min(degrees), high_deg=max(degrees), facts=facts, caution=caution
    )
