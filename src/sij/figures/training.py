"""Twelve weeks of running as bars, with two rules' marks and what one study saw.

What moves lies in a scene of its own: x counts weeks from 1, y is the share of the plot's height,
negative below it. All else is in units of the drawing, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from sij.figures import style
from sij.figures.pen import Width
from sij.models import training

Floats = NDArray[np.float64]
Affine = tuple[float, float, float, float, float, float]
Align = Literal["left", "center", "right"]

HIGH = 220.0
"""Height of the plot, units, in both widths: one y serves both scenes."""
BAR, LIMIT = 0.34, 0.44
"""Half the width of a bar and of a limit's line, weeks."""
TRIANGLE, RUN_Y, RUN_STEP = (0.14, 0.034), -0.345, 0.042
"""Half width (weeks) and height (share) of a mark; foot of the lowest; from one to the next."""
DIAMOND, WEEK_Y = (0.16, 0.036), -0.5
SCALE_STEP_KM, TICKS = 40.0, 4
LABELS = ("10 to 30 % longer", "30 to 100 % longer", "more than double")
LEGEND = (
    ("long", "longest run of the week"),
    ("other", "all other running"),
    ("run-limit", "10 % over the longest of 30 days"),
    ("week-limit", "10 % over the week before"),
)


@dataclass(frozen=True)
class _Layout:
    """Places in units of the drawing."""

    width: float
    left: float
    legend: tuple[tuple[float, float], ...]
    plot_top: float
    study_row: float
    study_line: tuple[float, float]
    study_dy: float
    value_x: float

    @property
    def week(self) -> float:
        """Width of a week."""
        return (self.width - self.left - 6) / training.WEEKS

    @property
    def bottom(self) -> float:
        """Where the plot stands."""
        return self.plot_top + HIGH

    @property
    def height(self) -> float:
        """Height of the whole drawing."""
        return self.bottom + 192 + 3 * self.study_row


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(
        860, 38, ((8, 12), (204, 12), (366, 12), (628, 12)), 48, 24, (236, 560), 0, 580
    ),
    "narrow": _Layout(
        360, 36, ((8, 12), (8, 29), (8, 46), (8, 63)), 98, 42, (52, 344), 19, 352
    ),
}  # fmt: skip


def to_svg(width: Width) -> Affine:
    """Return the map from the scene to the drawing's units, as SVG's ``matrix``."""
    layout = _LAYOUTS[width]
    return (layout.week, 0.0, 0.0, -HIGH, layout.left - layout.week / 2, layout.bottom)


def top_km(plan: training.Plan) -> float:
    """Return the km at the top of the scale: room for the limit over the largest week."""
    return float(SCALE_STEP_KM * np.ceil(plan.total_km.max() * 1.1 / SCALE_STEP_KM))


def bar_points(week: int, low: float, high: float) -> Floats:
    """Return a bar's corners in the scene."""
    left, right = week - BAR, week + BAR
    return np.array([(left, low), (left, high), (right, high), (right, low)])


def triangle_points(week: int, place: int, shown: float = 1.0) -> Floats:
    """Return a single-run mark, the `place`-th from below; not shown it is flat, so unseen."""
    half, rise = TRIANGLE
    foot = RUN_Y + RUN_STEP * place
    return np.array([(week - half, foot), (week + half, foot), (week, foot + rise * shown)])


def diamond_points(week: int, shown: float = 1.0) -> Floats:
    """Return a mark of the ten per cent rule; not shown it is flat, so unseen."""
    half, rise = DIAMOND[0], DIAMOND[1] * shown
    x = np.array([week - half, week, week + half, week])
    return np.column_stack([x, WEEK_Y + np.array([0.0, rise, 0.0, -rise])])


@dataclass(frozen=True)
class _Board:
    """Axes in units of the drawing, and the way from the scene to them."""

    axes: Axes
    layout: _Layout
    scene: Affine

    def shape(
        self, gid: str, points: Floats, fill: str, ink: str | None = None, hatch: str = ""
    ) -> None:
        """Fill a polygon and, with `ink`, stroke it."""
        path = Path(np.vstack([points, points[:1]]), closed=True)
        patch = PathPatch(path, fc=style.colour(fill), lw=style.stroke("line") if ink else 0)
        patch.set_edgecolor(style.colour(ink) if ink else "none")
        patch.set(gid=gid, hatch=hatch, joinstyle="miter", clip_on=False)
        self.axes.add_artist(patch)

    def line(
        self, gid: str, points: Floats, ink: str, lw: str, dashes: tuple[int, ...] = ()
    ) -> None:
        """Stroke a line."""
        patch = PathPatch(Path(points), fill=False, ec=style.colour(ink), lw=style.stroke(lw))
        patch.set(gid=gid, linestyle=(0, dashes) if dashes else "solid", clip_on=False)
        self.axes.add_artist(patch)

    def words(
        self, gid: str, x: float, y: float, words: str, ha: Align = "left", ink: str = "ink",
        weight: Literal["normal", "bold"] = "normal",
    ) -> None:  # fmt: skip
        """Write real text."""
        colour = style.colour(ink)
        self.axes.text(
            x, y, words, ha=ha, va="center", color=colour, weight=weight, size=12.5, gid=gid
        )

    def placed(self, points: Floats) -> Floats:
        """Return points of the scene in units of the drawing."""
        a, _, _, d, e, f = self.scene
        return points * (a, d) + (e, f)


def training_figure(width: Width, plan: training.Plan) -> Figure:
    """Draw a plan's weeks with both rules' marks, and below them the study's three steps.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).
    plan
        Twelve weeks.

    Returns
    -------
    Figure
        Parts ``long-<week>``, ``other-<week>``, ``run-limit-<week>``, ``week-limit-<week>``,
        ``run-<week>-<1 to 3>``, ``week-<week>``, ``tick-<0 to 4>`` and ``study-<1 to 3>``.
    """
    layout = _LAYOUTS[width]
    with style.figure_style():
        figure = Figure(figsize=(layout.width / 72, layout.height / 72))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, layout.width), ylim=(layout.height, 0))
        axes.set_axis_off()
        board = _Board(axes, layout, to_svg(width))
        _draw_legend(board)
        _draw_scale(board, top_km(plan))
        for week in range(1, training.WEEKS + 1):
            _draw_week(board, plan, week)
        _draw_titles(board)
        _draw_study(board)
    return figure


def _draw_legend(board: _Board) -> None:
    for (name, words), (x, y) in zip(LEGEND, board.layout.legend, strict=True):
        box = np.array([(x, y + 5), (x, y - 5), (x + 18, y - 5), (x + 18, y + 5)])
        middle = np.array([(x - 1, y), (x + 19, y)])
        if name == "long":
            board.shape("key-long", box, "accent_soft", "accent")
        elif name == "other":
            board.shape("key-other", box, "surface", "ink_soft", "////")
        elif name == "run-limit":
            board.line("key-run-limit", middle, "warn", "heavy")
        else:
            board.line("key-week-limit", middle, "accent2", "outline", (3, 2))
        board.words(f"key-{name}-words", x + 26, y, words)


def _draw_scale(board: _Board, top: float) -> None:
    layout = board.layout
    right = layout.width - 6
    for tick in range(TICKS + 1):
        y = layout.bottom - HIGH * tick / TICKS
        board.line(f"grid-{tick}", np.array([(layout.left, y), (right, y)]), "rule", "fine")
        words = f"{top * tick / TICKS:.0f}"
        board.words(f"tick-{tick}", layout.left - 6, y, words, "right", "ink_soft")
    board.words("unit", layout.left - 6, layout.plot_top - 17, "km", "right", "ink_soft")


def _draw_week(board: _Board, plan: training.Plan, week: int) -> None:
    k, top = week - 1, top_km(plan)
    long, total = float(plan.longest_km[k]) / top, float(plan.total_km[k]) / top
    bars = bar_points(week, 0.0, long), bar_points(week, long, total)
    board.shape(f"long-{week}", board.placed(bars[0]), "accent_soft", "accent")
    board.shape(f"other-{week}", board.placed(bars[1]), "surface", "ink_soft", "////")
    last_total = float(plan.total_km[max(k - 1, 0)])
    for name, km, look in (
        ("week", last_total, ("accent2", "outline", (3, 2))),
        ("run", float(plan.longest_before_km[k]), ("warn", "heavy", ())),
    ):
        ends = np.array([(week - LIMIT, 1.1 * km / top), (week + LIMIT, 1.1 * km / top)])
        board.line(f"{name}-limit-{week}", board.placed(ends), *look)
    _draw_marks(board, plan, week)
    x = board.placed(np.array([(week, 0.0)]))[0, 0]
    board.words(f"number-{week}", x, board.layout.bottom + 13, str(week), "center")


def _draw_marks(board: _Board, plan: training.Plan, week: int) -> None:
    step = int(plan.jump_step[week - 1])
    for place in range(3):
        points = triangle_points(week, place, float(step > place))
        board.shape(f"run-{week}-{place + 1}", board.placed(points), "warn")
    points = diamond_points(week, float(plan.week_marked[week - 1]))
    board.shape(f"week-{week}", board.placed(points), "accent2")


def _draw_titles(board: _Board) -> None:
    bottom = board.layout.bottom
    board.words("week-word", 2, bottom + 13, "Week")
    words = "Longest run: more than 10 % over the 30 days before"
    board.words("run-title", 8, bottom + 36, words, weight="bold", ink="warn")
    words = "Whole week: more than 10 % over the week before"
    board.words("week-title", 8, bottom + 92, words, weight="bold", ink="accent2")
    board.words(
        "study-title", 8, bottom + 140, "What one study saw in groups of runners", weight="bold"
    )
    words = "Hazard ratio, any overuse injury (95 % interval)"
    board.words("study-unit", 8, bottom + 157, words, ink="ink_soft")


def _draw_study(board: _Board) -> None:
    layout = board.layout
    top = layout.bottom + 170
    most = max(step.high for step in training.steps())
    left, right = layout.study_line
    per = (right - left) / (most - 1)
    for row, (step, label) in enumerate(zip(training.steps(), LABELS, strict=True)):
        words_y = top + layout.study_row * row + 8
        _draw_step(board, row, step, label, words_y)
        y = words_y + layout.study_dy
        board.line(f"even-{row}", np.array([(left, y - 8), (left, y + 8)]), "ink_soft", "outline")
        low, middle, high = (left + per * (v - 1) for v in (step.low, step.hazard_ratio, step.high))
        board.line(f"interval-{row}", np.array([(low, y), (high, y)]), "warn", "line")
        dot = np.array(
            [(middle - 4, y - 4), (middle + 4, y - 4), (middle + 4, y + 4), (middle - 4, y + 4)]
        )
        board.shape(f"ratio-{row}", dot, "warn")
    board.words("even-words", left, layout.height - 11, "1: no difference", "center", "ink_soft")


def _draw_step(board: _Board, row: int, step: training.Step, label: str, y: float) -> None:
    """Write one step's marks, label and numbers."""
    for mark in range(row + 1):
        x = 8 + 11 * mark
        corners = np.array([(x, y + 4), (x + 9, y + 4), (x + 4.5, y - 4.5)])
        board.shape(f"study-mark-{row}-{mark}", corners, "warn")
    board.words(f"study-{row + 1}", 46, y, label)
    numbers = f"{step.hazard_ratio:.2f} ({step.low:.2f}–{step.high:.2f})"
    ha: Align = "left" if board.layout.study_dy == 0 else "right"
    board.words(f"study-numbers-{row}", board.layout.value_x, y, numbers, ha)
