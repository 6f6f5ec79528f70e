"""The sacrum as a wedge between two hip bones, and what less shear costs.

Lengths are units of the scene, x to the right, y up, the middle of the joint faces at height 0.
What moves is drawn from the same formulas in `sij.live.mechanisms.joint_closure`.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import NDArray

from sij.figures import style
from sij.figures.pen import Width
from sij.figures.shapes import Shape
from sij.models import closure

Floats = NDArray[np.float64]
Affine = tuple[float, float, float, float, float, float]
Align = Literal["left", "center", "right"]

HALF_WIDTH, TOP, BOTTOM = 176.0, 112.0, -230.0
UNITS: dict[Width, float] = {"wide": 600.0, "narrow": 360.0}
#: Half the wedge's width at mid height, the gap between the bones, the height of one tooth.
MIDDLE, GAP, TOOTH = 46.0, 3.5, 10.0
FACE_Y: Floats = np.arange(-60.0, 61.0, TOOTH)
#: How high a ridge stands at friction 1, and the cords' half thickness per unit of tension.
RIDGE, CORD, CORD_LEAST = 4.4, 0.12, 0.5
CORD_Y = (44.0, 16.0)
ARROW_TIP, ARROW_Y, ARROW_PER_UNIT = 78.0, -8.0, 0.62
BAR_X, BAR_PER_UNIT, BAR_HIGH = -166.0, 2.0, 13.0
SHEAR_Y, HOLD_Y = -141.0, -175.0
STATE_Y, FOOT = -103.0, 14.0
MARK = (-4.0, 17.0)
PARTS = {
    "ridges": ("Ridges (friction × squeeze):", "sacrum_shade", "////"),
    "slope": ("Slope (the clamp lifts the wedge):", "muscle_fill", ""),
    "ligaments": ("Ligament tension:", "ligament_fill", "||||"),
}
_WING = ((72, 66), (96, 92), (134, 84), (162, 52), (160, 14), (138, -24), (104, -54), (62, -70))
_HOLES = ((30.0, 30.0), (27.0, 8.0), (24.0, -14.0), (21.0, -35.0))


def to_svg(width: Width) -> Affine:
    """Return the map from the scene to the drawing's units, as SVG's ``matrix``."""
    scale = UNITS[width] / (2 * HALF_WIDTH)
    return (scale, 0.0, 0.0, -scale, HALF_WIDTH * scale, TOP * scale)


def signs() -> Floats:
    """Return +1 or -1 for each crest along a face, 0 at its ends."""
    turn = np.where(np.arange(len(FACE_Y)) % 2, 1.0, -1.0)
    turn[[0, -1]] = 0.0
    return turn


def face_x(friction: float, wedge_deg: float) -> Floats:
    """Return how far from the middle each point of the sacrum's right face lies."""
    lean = np.tan(np.radians(wedge_deg))
    return np.asarray(MIDDLE + FACE_Y * lean + RIDGE * friction * signs())


def wing() -> Floats:
    """Return the right hip bone's outline away from the joint, from top to bottom, shape (n, 2)."""
    corners = np.zeros(len(_WING), dtype=bool)
    return Shape(np.array(_WING, float), corners, closed=False).sampled_mm(5)


def sacrum_points(friction: float, wedge_deg: float) -> Floats:
    """Return the wedge's outline: the right face upwards, then the left one downwards."""
    x = face_x(friction, wedge_deg)
    right, left = np.column_stack([x, FACE_Y]), np.column_stack([-x, FACE_Y])[::-1]
    return np.vstack([right, [(0.0, FACE_Y[-1] + 6)], left, [(0.0, FACE_Y[0] - FOOT)]])


def hip_points(friction: float, wedge_deg: float, side: int) -> Floats:
    """Return a hip bone's outline; `side` is 1 for the picture's right, -1 for its left."""
    face = np.column_stack([face_x(friction, wedge_deg) + GAP, FACE_Y])
    return np.vstack([face, wing()]) * (side, 1)


def cord_points(tension: float, wedge_deg: float, side: int) -> Floats:
    """Return the corners of a ligament's cord from hip bone to sacrum."""
    lean, half = np.tan(np.radians(wedge_deg)), CORD_LEAST + CORD * tension
    high, low = (MIDDLE + y * lean for y in CORD_Y)
    x = np.array([high + 18, high + 18, low - 16, low - 16])
    y = np.array([CORD_Y[0] + half, CORD_Y[0] - half, CORD_Y[1] - half, CORD_Y[1] + half])
    return np.column_stack([x * side, y])


def arrow_points(clamp: float, side: int) -> Floats:
    """Return the clamp's arrow as a closed outline; without clamp it has no length."""
    reach = ARROW_TIP + ARROW_PER_UNIT * clamp
    neck = ARROW_TIP + min(9.0, ARROW_PER_UNIT * clamp)
    x = np.array([ARROW_TIP, neck, neck, reach, reach, neck, neck])
    y = ARROW_Y + np.array([0.0, 7.0, 3.0, 3.0, -3.0, -3.0, -7.0])
    return np.column_stack([x * side, y])


def closure_figure(
    width: Width, friction: float, clamp: float, ligament: float, wedge_deg: float
) -> Figure:
    """Draw the wedge between the hip bones with its two bars.

    Parameters
    ----------
    width
        ``"wide"`` (600 units) or ``"narrow"`` (360 units).
    friction, clamp, ligament, wedge_deg
        As for `sij.models.closure.hold`.

    Returns
    -------
    Figure
        Parts ``sacrum``, ``hip-left``, ``cord-right``, ``clamp-left``, ``bar-shear``,
        ``bar-ridges`` and so on.
    """
    found = closure.hold(friction, clamp, ligament, wedge_deg)
    with style.figure_style():
        axes = _stage(width)
        for name, side in (("right", 1), ("left", -1)):
            _shape(axes, f"hip-{name}", hip_points(friction, wedge_deg, side), "ilium")
            _words(axes, f"name-{name}", side * 116, 42, "Hip bone", "center")
        _shape(axes, "sacrum", sacrum_points(friction, wedge_deg), "sacrum")
        _draw_holes(axes)
        _words(axes, "name-sacrum", 0, 44, "Sacrum", "center", weight="bold")
        for name, side in (("right", 1), ("left", -1)):
            _shape(axes, f"cord-{name}", cord_points(ligament, wedge_deg, side), "ligament_fill")
            _shape(axes, f"clamp-{name}", arrow_points(clamp, side), "muscle_fill")
        _words(axes, "name-clamp", -99, ARROW_Y - 15, "muscle clamp", "center", "muscle")
        _draw_load(axes)
        _draw_states(axes, holds=bool(found.holds))
        _draw_bars(axes, found)
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def _stage(width: Width) -> Axes:
    units = UNITS[width]
    high = (TOP - BOTTOM) * units / (2 * HALF_WIDTH)
    figure = Figure(figsize=(units / 72, high / 72))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-HALF_WIDTH, HALF_WIDTH), ylim=(BOTTOM, TOP))
    axes.set_axis_off()
    return axes


def _shape(
    axes: Axes, gid: str, points: Floats, fill: str, hatch: str = "", line: str | None = None
) -> None:
    ink = {"ligament_fill": "ligament", "muscle_fill": "muscle", "sacrum_shade": "sacrum_line"}
    edge = line or ink.get(fill, f"{fill}_line")
    path = Path(np.vstack([points, points[:1]]), closed=True)
    patch = PathPatch(
        path, fc=style.colour(fill), ec=style.colour(edge), lw=style.stroke("line"), gid=gid
    )
    if hatch:
        patch.set_hatch(hatch)
    patch.set_joinstyle("round")
    patch.set_clip_on(False)
    axes.add_artist(patch)


def _words(
    axes: Axes,
    gid: str,
    x: float,
    y: float,
    words: str,
    ha: Align = "left",
    ink: str = "ink",
    weight: Literal["normal", "bold"] = "normal",
    size: float = 12.5,
) -> None:
    colour = style.colour(ink)
    axes.text(x, y, words, ha=ha, va="center", color=colour, weight=weight, size=size, gid=gid)


def _draw_holes(axes: Axes) -> None:
    """The sacrum's openings for nerves: only so that the wedge is known again."""
    for number, (x, y) in enumerate(_HOLES):
        for side, sign in (("right", 1), ("left", -1)):
            hole = Ellipse((sign * x * 0.72, y), 8.5, 6.5, gid=f"hole-{side}-{number}")
            hole.set(fc=style.colour("sacrum_shade"), ec="none")
            axes.add_artist(hole)


def hole_names() -> tuple[str, ...]:
    """Return the names of the sacrum's openings, which move with it."""
    return tuple(f"hole-{side}-{k}" for k in range(len(_HOLES)) for side in ("right", "left"))


def _draw_load(axes: Axes) -> None:
    arrow = np.array([(0, 70), (8, 82), (3, 82), (3, 104), (-3, 104), (-3, 82), (-8, 82)], float)
    _shape(axes, "load", arrow, "accent_soft", line="accent")
    _words(axes, "load-words", 12, 97, f"load {closure.LOAD:g}", ink="accent", weight="bold")


STATES = {"holds": "The wedge holds", "slides": "The wedge slides down"}


def _draw_states(axes: Axes, *, holds: bool) -> None:
    """Write the state; the other one's words stay blank until the player writes them."""
    for name, ink in (("holds", "good"), ("slides", "warn")):
        words = STATES[name] if (name == "holds") == holds else " "
        _words(axes, f"state-{name}", 0, STATE_Y, words, "center", ink, "bold", 15)


def bar_points(start: float, end: float, y: float) -> Floats:
    """Return a bar's corners between two forces (index)."""
    left, right = (BAR_X + BAR_PER_UNIT * value for value in (start, end))
    return np.array([(left, y), (right, y), (right, y + BAR_HIGH), (left, y + BAR_HIGH)])


def _draw_bars(axes: Axes, found: closure.Hold) -> None:
    shear, capacity = float(found.shear), float(found.capacity)
    _words(axes, "words-shear", BAR_X, SHEAR_Y + 20, f"To hold, on each face: {shear:.1f}")
    _shape(axes, "bar-shear", bar_points(0, shear, SHEAR_Y), "accent_soft", line="accent")
    _words(axes, "words-hold", BAR_X, HOLD_Y + 20, f"What can hold it: {capacity:.1f}")
    start = 0.0
    for row, (name, (words, fill, hatch)) in enumerate(PARTS.items()):
        value = float(getattr(found, name))
        _shape(axes, f"bar-{name}", bar_points(start, start + value, HOLD_Y), fill, hatch)
        start += value
        _draw_key(axes, name, HOLD_Y - 14 - 15 * row, f"{words} {value:.1f}", fill, hatch)
    _draw_mark(axes, shear)


def _draw_key(axes: Axes, name: str, y: float, words: str, fill: str, hatch: str) -> None:
    corners = np.array([(0, -4.5), (16, -4.5), (16, 4.5), (0, 4.5)])
    box = np.add(corners, (BAR_X, y))
    _shape(axes, f"key-{name}", box, fill, hatch)
    _words(axes, f"words-{name}", BAR_X + 22, y, words)


def _draw_mark(axes: Axes, shear: float) -> None:
    """A dashed line across the other bar where the shear ends."""
    x = BAR_X + BAR_PER_UNIT * shear
    path = Path([(x, HOLD_Y + MARK[1]), (x, HOLD_Y + MARK[0])])
    line = PathPatch(path, fill=False, ec=style.colour("accent"), lw=style.stroke("outline"))
    line.set(linestyle=(0, (4, 3)), gid="mark-shear")
    axes.add_artist(line)


_COST_ROWS = (("cut-0", "First cut in shear"), ("cut-1", "A further cut"))


def trade_off_figure(width: Width) -> Figure:
    """Draw what each cut in shear costs in compression, as printed: nothing is added up.

    Parameters
    ----------
    width
        ``"wide"`` (860 units) or ``"narrow"`` (360 units).

    Returns
    -------
    Figure
        Parts ``cut-0-shear``, ``cut-0-squeeze``, their words, the blank ``cut-0-guess``, and so on.

    Notes
    -----
    Source: claim load-shear-compression-pel2008.
    """
    units = {"wide": 860.0, "narrow": 360.0}[width]
    high, left = 262.0, 10.0
    per_percent = (units - 2 * left - 78) / max(c.compression_percent for c in closure.cuts())
    with style.figure_style():
        figure = Figure(figsize=(units / 72, high / 72))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, units), ylim=(-high, 0))
        axes.set_axis_off()
        for row, (cut, (gid, title)) in enumerate(zip(closure.cuts(), _COST_ROWS, strict=True)):
            _draw_cut(axes, gid, title, cut, -16.0 - 112 * row, left, per_percent)
        _words(axes, "note", left, -246, "Bars: change in each step, as printed.", ink="ink_soft")
    return figure


def _draw_cut(
    axes: Axes, gid: str, title: str, cut: closure.Cut, top: float, left: float, per_percent: float
) -> None:
    _words(axes, f"{gid}-title", left, top, title, weight="bold", size=14)
    minus = "\N{MINUS SIGN}"
    rows = (
        ("shear", f"Shear {minus}{cut.shear_percent:g} %", cut.shear_percent, "accent", ""),
        ("squeeze", f"Compression +{cut.compression_percent:g} %", cut.compression_percent,
         "muscle", "////"),
    )  # fmt: skip
    # Blank until the player writes the question that stands here before the answer is shown.
    _words(axes, f"{gid}-guess", left, top - 60, " ", size=13)
    for place, (name, words, percent, ink, hatch) in enumerate(rows):
        y = top - 22 - 38 * place
        _words(axes, f"{gid}-{name}-words", left, y, words, size=13)
        fill = "accent_soft" if ink == "accent" else "muscle_fill"
        bar = Rectangle((left, y - 24), percent * per_percent, 14, gid=f"{gid}-{name}")
        bar.set(fc=style.colour(fill), ec=style.colour(ink), lw=style.stroke("line"))
        if hatch:
            bar.set_hatch(hatch)
        axes.add_artist(bar)


def cut_parts(place: int) -> tuple[str, ...]:
    """Return the names of what one cut cost: the bar and its words."""
    gid = _COST_ROWS[place][0]
    return tuple(f"{gid}-{name}" for name in ("squeeze", "squeeze-words"))
