"""The effect ladder: differences in pain between groups of trials, on one scale of 100 points.

One unit is one point, y down. Trials against a dummy or sham, open ones and mixed ones differ by
mark and by word. Minus means less pain than in the other group. Numbers come from claims by id.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from pydantic import Field

from sij import evidence
from sij.evidence.records import Record
from sij.figures import style
from sij.figures.pen import Width
from sij.figures.sheet import Point, Sheet, box_points, disc, lines, mark, shape
from sij.models.plan.data import number, read, records

Known = Literal["dummy", "open", "mixed", "unsaid"]
Who = Literal["acute", "lasting", "joint"]
WORTHWHILE = "nsaid-cochrane-pooled:pain_minimal_important_difference"
WHO: dict[Who, str] = {
    "acute": "New low back pain",
    "lasting": "Lasting low back pain",
    "joint": "The sacroiliac joint or the pelvis",
}
KNOWN: dict[Known, str] = {
    "dummy": "hidden",
    "open": "open",
    "mixed": "in part",
    "unsaid": "not said",
}
INKS: dict[Known, str] = {
    "dummy": "accent", "open": "accent2", "mixed": "ink_soft", "unsaid": "ink_soft"
}  # fmt: skip
LOW, HIGH, STEP = -50, 10, 10
MINUS = "\N{MINUS SIGN}"
_INTERVAL = re.compile(r"95% CI (-?[\d.]+)(?:-| to )(-?[\d.]+)")


class Rung(Record):
    """One difference in pain, as described at the top of ``assets/timeline/ladder.yaml``."""

    id: str
    name: str
    value: str
    who: Who
    known: Known
    when: str
    why: Annotated[str, Field(pattern=r"[.]$")]
    against: str = ""
    times: int = 1
    gain: bool = False

    @property
    def claim(self) -> str:
        """The claim's id."""
        return self.value.partition(":")[0]

    @property
    def _printed(self) -> evidence.Value:
        return evidence.claim(self.claim).value(self.value.partition(":")[2])

    @property
    def points(self) -> float:
        """The difference, points of 100; minus is less pain than in the other group."""
        return self._placed(number(self.value))

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, points of 100, or None where the claim has none."""
        found = _INTERVAL.search(self._printed.spread or "")
        if found is None:
            return None
        low, high = sorted(self._placed(float(end)) for end in found.groups())
        return low, high

    def _placed(self, printed: float) -> float:
        return round(printed * self.times * (-1 if self.gain else 1), 6)

    @property
    def people(self) -> int | None:
        """How many people, or None where the claim does not say."""
        return self._printed.n

    @property
    def size(self) -> str:
        """The difference and its interval in figures."""
        if self.interval is None:
            return f"{signed(self.points)} (no interval)"
        low, high = self.interval
        return f"{signed(self.points)} ({signed(low)} to {signed(high)})"

    @property
    def compared(self) -> str:
        """Whether people could know what they got, and what it was compared with."""
        if self.known == "unsaid":
            return "not said against what"
        return f"{KNOWN[self.known]}: against {self.against}"

    @property
    def small_print(self) -> str:
        """How many people, when, and whether it was converted."""
        people = "n not said" if self.people is None else f"n {self.people}"
        return f"{people}, {self.when}" + (f", ×{self.times}" if self.times > 1 else "")

    @property
    def beside_line(self) -> str:
        """How the interval lies to no difference and to the smallest worthwhile change."""
        if self.interval is None:
            return "Without an interval nobody can say how sure this is."
        (low, high), worth = self.interval, -worthwhile()
        if low <= 0 <= high:
            more = (
                "and also more than the smallest change that people find worthwhile"
                if low <= worth
                else "and nothing as large as the smallest change that people find worthwhile"
            )
            return f"The interval holds no difference, {more}."
        if high < worth:
            return "The whole interval lies beyond the smallest change that people find worthwhile."
        side = "lies on both sides of" if low <= worth else "stays short of"
        return f"The interval {side} the smallest change that people find worthwhile."


def signed(points: float) -> str:
    """Write points as published, with a true minus sign."""
    return f"{points:g}".replace("-", MINUS)


def worthwhile() -> float:
    """Return the smallest change that people find worthwhile, points of 100."""
    return number(WORTHWHILE)


@lru_cache(maxsize=1)
def rungs() -> tuple[Rung, ...]:
    """Return all rungs, by whose pain it is and then the largest first.

    Raises
    ------
    sij.evidence.EvidenceError
        When a claim or value is unknown or known from memory only.
    """
    found = records(Rung, read("ladder.yaml"), "ladder.yaml").values()
    order = list(WHO)
    return tuple(sorted(found, key=lambda rung: (order.index(rung.who), rung.points)))


@dataclass(frozen=True)
class _Layout:
    """Places in units: the plot, and a rung's lines of words and its mark below its top."""

    across: float
    plot: tuple[float, float]
    size: tuple[float, Literal["left", "right"]]
    small: tuple[float, Literal["left", "right"]]
    lines: tuple[float, float, float, float]
    """Heights of name, comparison, size and small print."""
    mark: float
    row: float
    heading: float
    axis: float
    keys: tuple[Point, ...]
    foot: tuple[str, ...]


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, (322, 652), (668, "left"), (668, "left"), (10, 27, 10, 27), 18, 44, 30, 58,
        ((8, 14), (292, 14), (474, 14)),
        (
            "Points of 100: below zero there is less pain than in the other group. "
            "Line: 95 % interval. n: people.",
            "×20 and ×10: printed on a scale of 0 to 5 or 0 to 10 and stretched here to 100.",
            "Not here, as our sources give no difference in points between groups: "
            "injections and radiofrequency.",
        ),
    ),
    "narrow": _Layout(
        360, (20, 346), (8, "left"), (352, "right"), (10, 29, 48, 48), 68, 90, 36, 104,
        ((8, 14), (8, 35), (8, 56)),
        (
            "Points of 100: below zero there is less pain",
            "than in the other group. Line: 95 % interval.",
            "n: people. ×20 and ×10: printed on a scale of",
            "0 to 5 or 0 to 10 and stretched here to 100.",
            "Not here, as our sources give no difference",
            "in points between groups: injections and",
            "radiofrequency.",
        ),
    ),
}  # fmt: skip
_LINE: dict[Width, float] = {"wide": 18, "narrow": 19}
_KEYS: dict[Known, str] = {
    "dummy": "hidden: against a dummy or sham",
    "open": "open: people knew",
    "mixed": "in part hidden, or not said",
}


def _x(layout: _Layout, points: float) -> float:
    left, right = layout.plot
    return left + (points - LOW) / (HIGH - LOW) * (right - left)


def _symbol(known: Known, at: Point) -> Artist:
    (x, y), ink = at, INKS[known]
    if known == "dummy":
        return disc(at, 5.5, ink)
    if known == "open":
        return shape(box_points((x - 5, x + 5), (y - 5, y + 5)), fill="surface", ink=ink, lw=2)
    corners = [(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)]
    return shape(corners, fill="surface", ink=ink, lw=2)


@dataclass(frozen=True)
class _Placed:
    rung: Rung
    top: float
    heading: str


def _placed(layout: _Layout) -> Iterator[_Placed]:
    y, last = layout.axis + 14, ""
    for rung in rungs():
        heading = "" if rung.who == last else WHO[rung.who]
        y += layout.heading if heading else 0
        yield _Placed(rung, y, heading)
        y, last = y + layout.row, rung.who


def _draw_keys(sheet: Sheet, layout: _Layout) -> None:
    parts: list[Artist] = []
    for (known, said), (x, y) in zip(_KEYS.items(), layout.keys, strict=True):
        parts += [_symbol(known, (x + 8, y)), sheet.words((x + 22, y), said, ink=INKS[known])]
    sheet.group("keys", parts)


def _strips(layout: _Layout, every: Sequence[_Placed], narrow: bool) -> list[tuple[float, float]]:
    """Return where lines down the plot may run: between words, not through them."""
    top, bottom = layout.axis + 10, every[-1].top + layout.row - 6
    if not narrow:
        return [(top, bottom)]
    half = 11.0
    marks = [one.top + layout.mark for one in every]
    return [(top, top + 8), *((y - half, y + half) for y in marks)]


def _draw_axis(sheet: Sheet, layout: _Layout, strips: Sequence[tuple[float, float]]) -> None:
    parts: list[Artist] = []
    for points in range(LOW, HIGH + 1, STEP):
        x = _x(layout, points)
        heavy = 1.8 if points == 0 else 0.8
        down = [[(x, y0), (x, y1)] for y0, y1 in strips]
        parts.append(lines(down, "ink_soft" if points == 0 else "rule", heavy))
        parts.append(sheet.words((x, layout.axis), signed(points), ink="ink_soft", side="center"))
    sheet.group("axis", parts)
    _draw_worthwhile(sheet, layout, strips)


def _draw_worthwhile(sheet: Sheet, layout: _Layout, strips: Sequence[tuple[float, float]]) -> None:
    x, y = _x(layout, -worthwhile()), layout.axis - 20
    down = [[(x, y0), (x, y1)] for y0, y1 in strips]
    said = f"smallest change found worthwhile: {worthwhile():g}"
    ahead = sheet.room(said)
    sheet.group("worthwhile", [
        mark("worthwhile", (x + 8 - ahead, x + 8), (y - 9, y + 9)),
        lines(down, "warn", 1.8, (4, 2.5)),
        sheet.words((x + 8, y), said, ink="warn", side="right"),
    ])  # fmt: skip
    at = (_x(layout, 0) - 10, y)
    sheet.group("nothing", [sheet.words(at, "0: none", ink="ink_soft")])


def _interval(layout: _Layout, rung: Rung, y: float) -> Iterator[Artist]:
    x, ink = _x(layout, rung.points), INKS[rung.known]
    if rung.interval is not None:
        ends = [_x(layout, end) for end in rung.interval]
        caps = [[(end, y - 6), (end, y + 6)] for end in ends]
        yield lines([[(ends[0], y), (ends[1], y)], *caps], ink, 2.2)
    yield _symbol(rung.known, (x, y))


def _draw_rung(sheet: Sheet, layout: _Layout, placed: _Placed) -> None:
    rung, top = placed.rung, placed.top
    name, compared, size, small = (top + y for y in layout.lines)
    area = (top - 2, top + layout.row - 8)
    sheet.group(f"rung-{rung.id}", [
        mark(f"rung-{rung.id}", (2, layout.across - 2), area),
        sheet.words((8, name), rung.name, size=13, weight="bold"),
        sheet.words((8, compared), rung.compared, ink="ink_soft"),
        sheet.words((layout.size[0], size), rung.size, side=layout.size[1]),
        sheet.words((layout.small[0], small), rung.small_print, ink="ink_soft",
                    side=layout.small[1]),
        *_interval(layout, rung, top + layout.mark),
    ])  # fmt: skip


def effect_ladder(width: Width = "wide") -> Figure:
    """Draw every rung with its interval.

    Parameters
    ----------
    width
        ``"wide"`` (860 units, words beside the marks) or ``"narrow"`` (360 units, above them).

    Returns
    -------
    Figure
        Groups ``rung-<id>``, ``heading-<who>``, ``keys``, ``axis``, ``worthwhile`` and ``notes``.

    Notes
    -----
    Source: the claims named in ``assets/timeline/ladder.yaml``.
    """
    layout = _LAYOUTS[width]
    every = list(_placed(layout))
    foot = every[-1].top + layout.row + 14
    high = foot + _LINE[width] * len(layout.foot)
    with style.figure_style():
        sheet = Sheet(width, layout.across, high)
        _draw_keys(sheet, layout)
        _draw_axis(sheet, layout, _strips(layout, every, sheet.narrow))
        for placed in every:
            if placed.heading:
                at = (8.0, placed.top - 14)
                said = sheet.words(at, placed.heading, size=14, ink="accent", weight="bold")
                sheet.group(f"heading-{placed.rung.who}", [said])
            _draw_rung(sheet, layout, placed)
        notes = [
            sheet.words((8, foot + _LINE[width] * k), said, ink="ink_soft")
            for k, said in enumerate(layout.foot)
        ]
        sheet.group("notes", notes)
    return sheet.figure
