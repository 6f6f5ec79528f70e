"""The share with the source after a test against the share before it, with its range.

One unit is one point, y down; the plot's own units are percent both ways. A positive result is an
upward hatched band over a solid line, a negative one a downward hatched band over a dashed line.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from numpy.typing import NDArray

from sij import evidence
from sij.figures import style
from sij.figures.chart import Canvas, Side, Weight, canvas
from sij.figures.chart import words as text
from sij.figures.pen import Width
from sij.models import reasoning
from sij.models.reasoning.ratios import ratio

Floats = NDArray[np.float64]
Affine = tuple[float, float, float, float, float, float]
Result = Literal["positive", "negative"]
RESULTS: tuple[Result, ...] = ("positive", "negative")
INK: dict[Result, str] = {"positive": "accent2", "negative": "accent"}
HATCH: dict[Result, str] = {"positive": "////", "negative": "\\\\\\\\"}
DASHES: dict[Result, tuple[float, ...]] = {"positive": (), "negative": (3, 1.5)}
PRESETS = ("low", "middle", "high")
YARDSTICK = "ref-first-block-false-positive"
BEFORE: Floats = 50 - 50 * np.cos(np.linspace(0, np.pi, 37))
"""Shares before the test at which curves are drawn, closer together at both ends."""


@dataclass(frozen=True)
class Factors:
    """What a result multiplies the odds by: 5 % point, printed ratio and 95 % point."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Reading:
    """One view of the studies: its first composite's factors, or 1 when no test helps."""

    id: str
    title: str
    claims: tuple[str, ...]
    factors: dict[Result, Factors]
    helps: bool


@lru_cache(maxsize=1)
def readings() -> tuple[Reading, ...]:
    """Return every view of `sij.models.reasoning` with its first composite, the default first."""
    return tuple(_reading(view) for view in reasoning.views().values())


def _reading(view: reasoning.View) -> Reading:
    if not view.composites:
        same = Factors(1.0, 1.0, 1.0)
        return Reading(view.id, view.title, view.claims, dict.fromkeys(RESULTS, same), helps=False)
    claim = view.composites[0].claim_id
    factors = {result: _factors(ratio(claim, result)) for result in RESULTS}
    return Reading(view.id, view.title, (claim,), factors, helps=True)


def _factors(found: reasoning.Ratio) -> Factors:
    low, high = found.log_odds_band
    return Factors(math.exp(low), found.value, math.exp(high))


def printed(reading: Reading, result: Result) -> reasoning.Ratio:
    """Return the printed ratio behind a reading in which a test helps."""
    return ratio(reading.claims[0], result)


def after_percent(before_percent: Floats, factor: float) -> Floats:
    """Return the share after the test for shares before it, both in percent."""
    multiplied = before_percent * factor
    return 100 * multiplied / (multiplied + 100 - before_percent)


def band_points(reading: Reading, result: Result) -> Floats:
    """Return the range's outline in the plot's units: the low side, then the high one back."""
    found = reading.factors[result]
    low = np.column_stack([BEFORE, after_percent(BEFORE, found.low)])
    high = np.column_stack([BEFORE, after_percent(BEFORE, found.high)])
    return np.vstack([low, high[::-1]])


def line_points(reading: Reading, result: Result) -> Floats:
    """Return the curve of the printed ratio in the plot's units."""
    return np.column_stack([BEFORE, after_percent(BEFORE, reading.factors[result].middle)])


def preset_percents() -> tuple[float, ...]:
    """Return the three starting shares of the model, in percent."""
    return tuple(round(100 * reasoning.pretests()[name].share, 6) for name in PRESETS)


@dataclass(frozen=True)
class Yardstick:
    """First positive blocks that a second one did not confirm, in percent, with their counts."""

    audit_percent: float
    audit: tuple[int, int]
    series_percent: float
    series: tuple[int, int]


@lru_cache(maxsize=1)
def yardstick() -> Yardstick:
    """Return how often the reference test erred (claim ref-first-block-false-positive)."""
    evidence.require_verified([YARDSTICK], "figure same_result")
    claim = evidence.claim(YARDSTICK)
    confirmed, of = _counts(claim, "confirmed_after_positive")
    audit = 100 * (1 - claim.number("confirmed_after_positive"))
    series = 100 * claim.number("unconfirmed_maigne")
    selected = _counts(claim, "unconfirmed_maigne")
    return Yardstick(round(audit, 6), (of - confirmed, of), round(series, 6), selected)


def _counts(claim: evidence.Claim, name: str) -> tuple[int, int]:
    part, _, of = (claim.value(name).spread or "").partition("/")
    if not (part.isdigit() and of.isdigit()):
        raise evidence.EvidenceError(f"Claim {claim.id} gives no counts for {name}.")
    return int(part), int(of)


@dataclass(frozen=True)
class _Layout:
    """Places in units."""

    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    panel: tuple[float, float]
    key: tuple[float, float]
    yard: tuple[float, float]
    yard_wide: float
    title: tuple[float, float]


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(860, 440, 56, 34, 400, 340, (500, 62), (500, 170), (500, 318), 344, (500, 18)),
    "narrow": _Layout(360, 690, 46, 56, 298, 262, (8, 388), (8, 482), (8, 574), 344, (8, 12)),
}


def frames(width: Width) -> dict[str, Affine]:
    """Return the map of the plot (percent both ways) to the drawing."""
    one = _LAYOUTS[width]
    bottom = one.top + one.down
    return {"plot": (one.across / 100, 0.0, 0.0, -one.down / 100, one.left, bottom)}


class _Board:
    """The canvas with its layout: words by name, and shapes in units or in the plot's."""

    def __init__(self, width: Width) -> None:
        self.layout = _LAYOUTS[width]
        self.plot = frames(width)["plot"]
        self.canvas: Canvas = canvas(self.layout.width, self.layout.height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the plot lies in the drawing."""
        a, _, _, d, e, f = self.plot
        return a * x + e, d * y + f

    def words(
        self, gid: str, at: tuple[float, float], said: str, ink: str = "ink",
        weight: Weight = "normal", side: Side = "left", size: float = 12.5,
    ) -> Text:  # fmt: skip
        found = text(at, said or " ", size, ink, side, weight, gid)
        self.canvas.axes.add_artist(found)
        return found

    def shape(
        self, gid: str, points: Floats | Sequence[tuple[float, float]], *, plot: bool = True,
        fill: str | None = None, ink: str = "none", lw: float = 1.2, hatch: str = "",
        dashes: tuple[float, ...] = (),
    ) -> PathPatch:  # fmt: skip
        placed = np.array([self.at(x, y) if plot else (x, y) for x, y in points])
        if fill:
            placed = np.vstack([placed, placed[:1]])
        patch = PathPatch(Path(placed, closed=bool(fill)), fill=bool(fill), lw=lw, gid=gid)
        patch.set_edgecolor("none" if ink == "none" else style.colour(ink))
        if fill:
            patch.set_facecolor(style.colour(fill))
        patch.set(hatch=hatch, linestyle=(0, dashes) if dashes else "solid", clip_on=False)
        self.canvas.axes.add_artist(patch)
        return patch


def _draw_axes(board: _Board) -> None:
    corners = [(0, 0), (100, 0), (100, 100), (0, 100)]
    board.shape("plot", corners, fill="surface", ink="ink_soft", lw=0.8)
    for percent in (0, 20, 40, 60, 80, 100):
        x, y = board.at(percent, 0)
        board.words(f"x-{percent}", (x, y + 24), f"{percent}", "ink_soft", side="center", size=12)
        x, y = board.at(0, percent)
        board.words(f"y-{percent}", (x - 6, y), f"{percent}", "ink_soft", side="right", size=12)
        if 0 < percent < 100:
            board.shape(f"grid-{percent}", [(0, percent), (100, percent)], ink="rule", lw=0.8)
    x, y = board.at(50, 0)
    board.words("x-name", (x, y + 44), "Share with the source before, %", side="center")
    head = (board.layout.left - 30, board.layout.top - 16)
    board.words("y-name", head, "Share with the source after, %")
    board.shape("same", [(0, 0), (100, 100)], ink="ink_soft", lw=1.2, dashes=(2, 2))


def _draw_presets(board: _Board) -> None:
    x, y = board.at(0, 0)
    points: list[tuple[float, float]] = []
    for percent in preset_percents():
        x, _ = board.at(percent, 0)
        points += [(x, y + 1), (x - 5, y + 10), (x + 5, y + 10), (x, y + 1)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(PRESETS)
    marks = PathPatch(Path(points, codes), fc=style.colour("ink"), ec="none", gid="presets")
    board.canvas.axes.add_artist(marks)


def _draw_curves(board: _Board, reading: Reading) -> None:
    for result in RESULTS:
        ink = INK[result]
        board.shape(
            f"band-{result}", band_points(reading, result), fill=f"{ink}_soft", ink=ink, lw=0.8,
            hatch=HATCH[result],
        )  # fmt: skip
    for result in RESULTS:
        line = line_points(reading, result)
        board.shape(f"line-{result}", line, ink=INK[result], lw=2.4, dashes=DASHES[result])


def range_points(before: float, low: float, high: float) -> list[tuple[float, float]]:
    """Return the range at a share before the test, in the plot's units."""
    return [(before, low), (before, high)]


TRIANGLE = (2.4, 4.4)
"""Half width and height of a triangle at a middle value, in the plot's units."""


def mark_points(before: float, middle: float, result: Result) -> list[tuple[float, float]]:
    """Return the triangle at the middle: tip up for a positive result, down for a negative one."""
    half, rise = TRIANGLE
    up = rise / 2 if result == "positive" else -rise / 2
    return [(before - half, middle - up), (before + half, middle - up), (before, middle + up)]


def _draw_now(board: _Board, reading: Reading, before: float) -> None:
    board.shape("now", [(before, 0), (before, 100)], ink="ink", lw=1.2, dashes=(1, 2))
    for result in RESULTS:
        factors = reading.factors[result]
        low, middle, high = (
            float(after_percent(np.array(before), each))
            for each in (factors.low, factors.middle, factors.high)
        )
        board.shape(f"range-{result}", range_points(before, low, high), ink=INK[result], lw=5)
        points = mark_points(before, middle, result)
        board.shape(f"mark-{result}", points, fill="surface", ink="ink", lw=1.2)
        _draw_reading(board, result, reading.helps, before, (low, middle, high))


def _draw_reading(
    board: _Board, result: Result, helps: bool, before: float, after: tuple[float, float, float]
) -> None:
    x, y = board.layout.panel
    y += 44 * RESULTS.index(result)
    ink = INK[result]
    corners = [(x, y - 7), (x + 20, y - 7), (x + 20, y + 7), (x, y + 7)]
    board.shape(
        f"key-{result}", corners, plot=False, fill=f"{ink}_soft", ink=ink, lw=1, hatch=HATCH[result]
    )
    board.words(f"name-{result}", (x + 28, y), f"After a {result} result", ink, "bold")
    low, middle, high = after
    said = f"{before:.0f} % → {low:.0f} to {high:.0f} % (middle {middle:.0f} %)" if helps else ""
    board.words(f"after-{result}", (x + 28, y + 19), said)
    same = "" if helps else f"{before:.0f} % → {before:.0f} %: no change"
    board.words(f"same-{result}", (x + 28, y + 19), same)


def _draw_key(board: _Board) -> None:
    x, y = board.layout.key
    rows = (
        "Bands and thick bars: 5 to 95 % range",
        "Triangles and curves: the printed ratio",
        "Dotted diagonal: before = after",
        "Marks below the plot: the three presets",
    )
    for row, said in enumerate(rows):
        board.words(f"key-row-{row}", (x, y + 18 * row), said, "ink_soft", size=12)


def _draw_yardstick(board: _Board) -> None:
    x, y = board.layout.yard
    wide, found = board.layout.yard_wide, yardstick()
    board.words("yard-title", (x, y), "Even the yardstick errs", "ink", "bold", size=13)
    board.words("yard-text", (x, y + 19), "First numbing injections that a second", size=12.5)
    board.words("yard-more", (x, y + 36), "one did not confirm, of 100 that numbed:", size=12.5)
    low, high = (x + wide * each / 100 for each in (found.audit_percent, found.series_percent))
    top, foot = y + 48, y + 64
    track = [(x, top), (x + wide, top), (x + wide, foot), (x, foot)]
    board.shape("yard-track", track, plot=False, fill="surface_deep", ink="ink_soft", lw=0.8)
    band = [(low, top), (high, top), (high, foot), (low, foot)]
    board.shape("yard-band", band, plot=False, fill="article_soft", ink="article", hatch="xxx")
    audit, series = (f"{part} of {of}" for part, of in (found.audit, found.series))
    first = f"from {found.audit_percent:g} (an audit, {audit})"
    board.words("yard-low", (x, y + 80), first, size=12.5)
    second = f"to {found.series_percent:g} (a selected series, {series})"
    board.words("yard-high", (x, y + 97), second, size=12.5)


def same_result(width: Width, view: str, before_percent: float) -> Figure:
    """Draw the share after each result against the share before, with the range and the yardstick.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    view
        Which of `sij.models.reasoning.views`.
    before_percent
        The share before the test that is picked out, 1 to 99 %.

    Returns
    -------
    Figure
        Parts ``band-<result>``, ``line-<result>``, ``range-<result>``, ``mark-<result>``,
        ``after-<result>``, ``now``, ``presets``, ``yard-band`` and so on.
    """
    reading = next(one for one in readings() if one.id == view)
    with style.figure_style():
        board = _Board(width)
        _draw_axes(board)
        _draw_curves(board, reading)
        _draw_presets(board)
        _draw_now(board, reading, before_percent)
        board.words("view", board.layout.title, reading.title, "ink", "bold", size=13)
        _draw_key(board)
        _draw_yardstick(board)
    return board.canvas.figure
