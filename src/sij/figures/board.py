"""A chart's canvas with named words, shapes, bars and rows of people, in a frame's own units.

One unit is one point, y down. The people of a row are one dashed line: a longer line shows more.
Discs, rings and squares differ without colour.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from sij.figures import style
from sij.figures.chart import Canvas, Side, Weight, canvas
from sij.figures.chart import words as text

Affine = tuple[float, float, float, float, float, float]
Points = Sequence[tuple[float, float]]
Mark = Literal["disc", "ring", "square"]
TOUCH = 0.02
"""How far a line of discs runs past its last disc's middle, in places, so that it is drawn."""
SPECK = 0.01
DISC, HOLE, SQUARE = 0.64, 0.42, 0.56
"""How wide people are, in places."""
NARROW_BELOW = 500.0
LEAST, LEAST_NARROW = 12.5, 14.4
"""Least sizes of words. A drawing shrinks to 840 px of its 860 in a column, and to 302 px of its
360 on a phone: its words stay 12 px high there."""
MARK_INK: dict[Mark, str] = {"disc": "accent2", "ring": "accent", "square": "ink"}


def row_ends(mark: Mark, first: float, last: float) -> tuple[float, float]:
    """Return where a row's line starts and ends to show the people from `first` to `last`.

    Both count places from 0; the line starts with a gap, so that nobody is a line without marks.
    """
    if mark == "square":
        # A dash is as long as the square is wide; discs are the round ends of dots.
        return first - 0.5 + SQUARE / 2, last - 0.5 + SQUARE / 2
    return first - 0.5, last - 0.5 + TOUCH


def in_row(people: float, row: int, places: int) -> float:
    """Return how many of so many people stand in a row."""
    return min(max(people - places * row, 0), places)


def row_parts(name: str, mark: Mark) -> tuple[str, ...]:
    """Return the names of what draws a row of people: for rings an outer and an inner line."""
    return (name, f"{name}-hole") if mark == "ring" else (name,)


def bar_points(share: float) -> list[tuple[float, float]]:
    """Return the corners of a bar filled to a share of 0 to 1, in a frame of 1 by 1."""
    return [(0, 0), (share, 0), (share, 1), (0, 1)]


class Board:
    """A canvas with frames: words by name, shapes and people in the drawing's or a frame's units.

    Parameters
    ----------
    width, height
        In units.
    frames
        Maps from a panel's own units to the drawing's, by name.
    """

    def __init__(self, width: float, height: float, frames: Mapping[str, Affine]) -> None:
        self.frames, self.narrow = dict(frames), width < NARROW_BELOW
        self.canvas: Canvas = canvas(width, height)

    def at(self, x: float, y: float, frame: str | None) -> tuple[float, float]:
        """Return where a point of a frame lies in the drawing."""
        a, _, _, d, e, f = self.frames[frame] if frame else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return a * x + e, d * y + f

    def words(
        self, gid: str, at: tuple[float, float], said: str, size: float = 12.5,
        ink: str = "ink", weight: Weight = "normal", side: Side = "left",
    ) -> Text:  # fmt: skip
        """Add words; an empty text is kept as a blank, so that a track can fill it."""
        shown = max(LEAST_NARROW, size * 1.15) if self.narrow else max(LEAST, size)
        found = text(at, said or " ", shown, ink, side, weight, gid)
        self.canvas.axes.add_artist(found)
        return found

    def shape(
        self, gid: str, points: Points, frame: str | None = None, *, fill: str | None = None,
        ink: str = "none", lw: float = 1.2, hatch: str = "", dashes: Sequence[float] = (),
    ) -> PathPatch:  # fmt: skip
        """Add a line, or with `fill` a closed shape."""
        placed = np.array([self.at(x, y, frame) for x, y in points])
        if fill:
            placed = np.vstack([placed, placed[:1]])
        patch = PathPatch(Path(placed, closed=bool(fill)), fill=bool(fill), lw=lw, gid=gid)
        patch.set_edgecolor("none" if ink == "none" else style.colour(ink))
        if fill:
            patch.set_facecolor(style.colour(fill))
        patch.set(hatch=hatch, linestyle=(0, tuple(dashes)) if dashes else "solid", clip_on=False)
        self.canvas.axes.add_artist(patch)
        return patch

    def bar(self, name: str, frame: str, share: float, ink: str, hatch: str = "////") -> None:
        """Add a track ``track-<name>`` with a bar ``bar-<name>`` in a frame of 1 by 1."""
        self.shape(
            f"track-{name}", bar_points(1), frame, fill="surface_deep", ink="ink_soft", lw=0.8
        )
        filled = bar_points(share)
        self.shape(f"bar-{name}", filled, frame, fill=f"{ink}_soft", ink=ink, hatch=hatch)

    def people(
        self, name: str, frame: str, row: int, ends: tuple[float, float], mark: Mark,
        on: str = "surface",
    ) -> None:  # fmt: skip
        """Add the people of a row, in a frame whose unit is one place; see `row_ends`."""
        place = self.frames[frame][0]
        points = ((ends[0], row + 0.5), (ends[1], row + 0.5))
        inks = [(MARK_INK[mark], SQUARE if mark == "square" else DISC)]
        inks += [(on, HOLE)] if mark == "ring" else []
        for gid, (ink, share) in zip(row_parts(name, mark), inks, strict=True):
            wide = share * place
            dash = wide if mark == "square" else SPECK
            line = self.shape(gid, points, frame, ink=ink, lw=wide)
            # matplotlib counts dashes in line widths. The pattern starts with its gap.
            pattern = (dash / wide, (dash / wide, (place - dash) / wide))
            line.set(capstyle="butt" if mark == "square" else "round", linestyle=pattern)
