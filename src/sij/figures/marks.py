"""Areas to point at: unseen shapes that a pointer can hit and a player can light up."""

import numpy as np
from matplotlib.path import Path

from sij.figures.pen import Pen
from sij.figures.shapes import Shape

FAINT = 0.004
"""Opacity of a mark: too faint to see, but painted, so that a pointer hits it."""


def mark(pen: Pen, *areas: Shape) -> None:
    """Lay an unseen area over a structure; it becomes the part ``<group>-mark``.

    Parameters
    ----------
    pen
        Draws into the structure's group.
    areas
        Closed curves, mm.
    """
    path = Path.make_compound_path(*(area.path() for area in areas))
    pen.fill("mark", path, "accent2", FAINT)


def ribbon(line: Shape, half_width_mm: float = 2.2) -> Shape:
    """Return a band along an open curve, wide enough to point at.

    Parameters
    ----------
    line
        An open curve.
    half_width_mm
        How far the band reaches to each side.
    """
    middle = line.sampled_mm(2)
    along = np.gradient(middle, axis=0)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    across *= half_width_mm / np.linalg.norm(across, axis=1, keepdims=True)
    ring = np.vstack([middle + across, (middle - across)[::-1]])
    return Shape(ring, np.ones(len(ring), dtype=bool))
