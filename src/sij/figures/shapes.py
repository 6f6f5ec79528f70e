"""Smooth outlines through control points, in millimetres, and soft shading of them.

A shape is a list of points. The curve through them is a centripetal Catmull-Rom spline,
written as cubic Beziers, so it passes through each point and stays vector all the way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

Points = NDArray[np.float64]
Entry = str | Sequence[float | str]


@dataclass(frozen=True, eq=False)
class Shape:
    """Control points of one curve.

    Attributes
    ----------
    points_mm
        Shape (n, 2).
    corners
        Shape (n,), true where the curve may turn sharply.
    closed
        Whether the last point joins the first.
    """

    points_mm: Points
    corners: NDArray[np.bool_]
    closed: bool = True

    def path(self) -> Path:
        """Return the curve as a matplotlib path of cubic Beziers, in mm."""
        beziers = _beziers(self)
        vertices = np.vstack([beziers[0, :1], beziers[:, 1:].reshape(-1, 2)])
        codes = [Path.MOVETO] + [Path.CURVE4] * (3 * len(beziers))
        if self.closed:
            vertices = np.vstack([vertices, vertices[:1]])
            codes.append(Path.CLOSEPOLY)
        return Path(vertices, codes)

    def sampled_mm(self, per_segment: int = 8) -> Points:
        """Return points along the curve, shape (m, 2), in mm.

        Parameters
        ----------
        per_segment
            How many points each stretch between two control points gets.
        """
        t = np.linspace(0.0, 1.0, per_segment, endpoint=False)[:, None, None]
        b0, b1, b2, b3 = _beziers(self).transpose(1, 0, 2)
        curve = (1 - t) ** 3 * b0 + 3 * t * (1 - t) ** 2 * b1 + 3 * t**2 * (1 - t) * b2 + t**3 * b3
        flat: Points = curve.transpose(1, 0, 2).reshape(-1, 2)
        return flat if self.closed else np.vstack([flat, self.points_mm[-1:]])

    def moved(self, dx_mm: float, dy_mm: float) -> "Shape":
        """Return the same curve shifted by (`dx_mm`, `dy_mm`)."""
        return Shape(np.add(self.points_mm, (dx_mm, dy_mm)), self.corners, self.closed)

    def mirrored(self) -> "Shape":
        """Return the same curve on the other side of the mid-plane, x turned to -x."""
        return Shape(self.points_mm * (-1.0, 1.0), self.corners, self.closed)

    def reversed(self) -> "Shape":
        """Return the same curve run through the other way."""
        return Shape(self.points_mm[::-1], self.corners[::-1], self.closed)

    def grown(self, factor: float) -> "Shape":
        """Return the same curve scaled by `factor` about the mean of its points."""
        centre = self.points_mm.mean(axis=0)
        return Shape(centre + (self.points_mm - centre) * factor, self.corners, self.closed)


def shape(entries: Iterable[Entry], landmarks: Mapping[str, Points], closed: bool = True) -> Shape:
    """Build a shape from the entries of an anatomy file.

    Parameters
    ----------
    entries
        Each is ``[x, y]`` in mm, ``[x, y, corner]``, a landmark's name, or
        ``[name, dx, dy]`` for a point beside a landmark.
    landmarks
        Name to position, shape (2,), in mm.
    closed
        Whether the curve is a closed outline.

    Raises
    ------
    KeyError
        When an entry names an unknown landmark.
    """
    read = [_entry(entry, landmarks) for entry in entries]
    points = np.array([point for point, _ in read], dtype=np.float64)
    return Shape(points, np.array([corner for _, corner in read]), closed)


def _entry(entry: Entry, landmarks: Mapping[str, Points]) -> tuple[Points, bool]:
    parts = [entry] if isinstance(entry, str) else list(entry)
    corner = parts[-1] == "corner"
    parts = parts[:-1] if corner else parts
    if not isinstance(parts[0], str):
        return np.array([float(p) for p in parts]), corner
    if parts[0] not in landmarks:
        raise KeyError(f"There is no landmark {parts[0]!r}: check assets/anatomy/landmarks.yaml.")
    shift = np.array([float(p) for p in parts[1:]] or [0.0, 0.0])
    return landmarks[parts[0]] + shift, corner


def _beziers(curve: Shape) -> Points:
    """Return the cubic pieces, shape (pieces, 4, 2)."""
    p = curve.points_mm
    if curve.closed:
        p0, p1, p2, p3 = np.roll(p, 1, 0), p, np.roll(p, -1, 0), np.roll(p, -2, 0)
        sharp1, sharp2 = curve.corners, np.roll(curve.corners, -1)
    else:
        padded = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
        p0, p1, p2, p3 = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
        sharp1, sharp2 = curve.corners[:-1], curve.corners[1:]
    first = np.where(sharp1[:, None], p1 + (p2 - p1) / 3, _handle(p0, p1, p2))
    second = np.where(sharp2[:, None], p2 - (p2 - p1) / 3, _handle(p3, p2, p1))
    return np.stack([p1, first, second, p2], axis=1)


def _handle(before: Points, at: Points, after: Points) -> Points:
    d1 = np.sqrt(np.linalg.norm(at - before, axis=1))[:, None]
    d2 = np.sqrt(np.linalg.norm(after - at, axis=1))[:, None]
    weight = 2 * d1**2 + 3 * d1 * d2 + d2**2
    handle: Points = (d1**2 * after - d2**2 * before + weight * at) / (3 * d1 * (d1 + d2))
    return handle


def outside(curve: Shape, dx_mm: float, dy_mm: float, margin_mm: float = 40.0) -> Path:
    """Return everything but the shifted shape: clipped to the shape it is a rim of shade.

    Parameters
    ----------
    curve
        A closed shape.
    dx_mm, dy_mm
        How far to shift: towards the light gives the shaded rim, away from it the lit one.
    margin_mm
        How far the surrounding frame reaches.
    """
    hole = curve.moved(dx_mm, dy_mm)
    # The frame moves along, so that shades of one body are copies of one path.
    low = hole.points_mm.min(axis=0) - margin_mm
    high = hole.points_mm.max(axis=0) + margin_mm
    frame = [low, [high[0], low[1]], high, [low[0], high[1]], low]
    if area_mm2(hole) > 0:
        frame = frame[::-1]
    codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
    return Path.make_compound_path(Path(np.array(frame), codes), hole.path())


def hatching(body: Shape, dx_mm: float, dy_mm: float, spacing_mm: float, slope_deg: float) -> Path:
    """Return fine parallel lines in the rim that `outside` would shade.

    Parameters
    ----------
    body
        A closed shape.
    dx_mm, dy_mm
        The shift that leaves the rim uncovered.
    spacing_mm, slope_deg
        Distance between lines, and their rise to the right.

    Returns
    -------
    matplotlib.path.Path
        All strokes as one path, in mm.
    """
    whole, inner = Path(body.sampled_mm()), Path(body.moved(dx_mm, dy_mm).sampled_mm())
    turn = np.deg2rad(slope_deg)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    spread = body.points_mm @ np.stack([along, across], axis=1)
    low, high = spread.min(axis=0), spread.max(axis=0)
    steps = np.arange(low[0], high[0], 0.8)
    strokes = []
    for level in np.arange(low[1], high[1], spacing_mm):
        line = steps[:, None] * along + level * across
        inside = whole.contains_points(line) & ~inner.contains_points(line)
        strokes += [Path(line[[first, last]]) for first, last in _runs(inside) if last - first > 2]
    return Path.make_compound_path(*strokes)


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last index of each stretch of true values."""
    padded = np.concatenate([[False], flags, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]


def area_mm2(curve: Shape) -> float:
    """Return the signed area of a closed shape: positive when it runs anticlockwise."""
    x, y = curve.sampled_mm().T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)


def centroid_mm(curve: Shape) -> Points:
    """Return the centre of area of a closed shape, shape (2,), in mm."""
    p = curve.sampled_mm()
    q = np.roll(p, -1, axis=0)
    cross = p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]
    centre: Points = ((p + q) * cross[:, None]).sum(axis=0) / (3 * cross.sum())
    return centre
