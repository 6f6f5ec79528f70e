"""People in any posture and from any side, for drawings of examinations.

A body is built in space, mm: x to the right of the picture, y away from the viewer, z up. Limbs and
trunk are tubes with elliptical sections, heads and feet are ellipsoids; a camera turns them into
outlines. Proportions and sections stand in ``assets/anatomy/examination.yaml``: a draughtsman's,
not a finding. The pelvis inside runs through the measured landmarks of ``landmarks.yaml``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray
from ruamel.yaml import YAML

from sij.evidence import assets

Array = NDArray[np.float64]
Side = Literal["right", "left"]
SIDES: tuple[Side, ...] = ("right", "left")
OUT: Mapping[Side, float] = {"right": 1.0, "left": -1.0}
HULL_DIRECTIONS = 11


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return sections, hands and poses, as in ``assets/anatomy/examination.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "examination.yaml"))
    return data


@lru_cache(maxsize=1)
def landmarks_mm() -> dict[str, Array]:
    """Return the pelvic landmarks as [forward, up, right] of the middle of the hip joints, mm."""
    rows = YAML(typ="safe").load(assets.path("anatomy", "landmarks.yaml"))["landmarks"]
    means = {name: np.array(row["mean"], dtype=np.float64) for name, row in rows.items()}
    middle = means["acetabulum_centre"] * (1.0, 1.0, 0.0)
    return {name: mean - middle for name, mean in means.items()}


def unit(vector: Sequence[float] | Array) -> Array:
    """Return a vector of the same direction and length one."""
    found = np.asarray(vector, dtype=np.float64)
    return np.asarray(found / np.linalg.norm(found))


# --- the camera -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Camera:
    """Looks at the scene from a height and from a little to one side, without perspective."""

    elevation_deg: float
    yaw_deg: float = 0.0

    @cached_property
    def matrix(self) -> Array:
        """From space to picture, both in mm; shape (2, 3)."""
        (ce, se), (cy, sy) = (_cos_sin(a) for a in (self.elevation_deg, self.yaw_deg))
        return np.array([[cy, sy, 0.0], [-se * sy, se * cy, ce]])

    @cached_property
    def away(self) -> Array:
        """The direction away from the viewer, shape (3,)."""
        (ce, se), (cy, sy) = (_cos_sin(a) for a in (self.elevation_deg, self.yaw_deg))
        return np.array([-ce * sy, ce * cy, -se])

    def see(self, points: Array) -> Array:
        """Return points of space, shape (..., 3), in the picture, shape (..., 2)."""
        return np.asarray(points @ self.matrix.T)


def _cos_sin(angle_deg: float) -> tuple[float, float]:
    angle = np.deg2rad(angle_deg)
    return float(np.cos(angle)), float(np.sin(angle))


# --- curves ---------------------------------------------------------------------------------


def curve(points: Array, closed: bool = False, corners: Iterable[int] = ()) -> Path:
    """Return a soft line along points: quadratic pieces between the middles of its stretches.

    Parameters
    ----------
    points
        Shape (n, 2). The line starts and ends on the first and last, the others pull it.
    closed
        Whether it is a ring.
    corners
        Places in the list where an open line turns sharply, on the point itself.
    """
    if closed:
        middles = (points + np.roll(points, -1, axis=0)) / 2
        rows = np.stack([points, middles], axis=1).reshape(-1, 2)
        vertices = np.vstack([middles[-1:], rows, middles[-1:]])
        return Path(vertices, [Path.MOVETO, *[Path.CURVE3] * len(rows), Path.CLOSEPOLY])
    stops = [0, *sorted(corners), len(points) - 1]
    rows = np.vstack([_pieces(points[a : b + 1]) for a, b in pairwise(stops) if b > a])
    return Path(np.vstack([points[:1], rows]), [Path.MOVETO, *[Path.CURVE3] * len(rows)])


def _pieces(points: Array) -> Array:
    """Return control and end point of each quadratic piece of an open line, shape (2 k, 2)."""
    if len(points) == 2:
        return np.array([points.mean(axis=0), points[1]])
    ends = (points[1:-1] + points[2:]) / 2
    ends[-1] = points[-1]
    return np.stack([points[1:-1], ends], axis=1).reshape(-1, 2)


@dataclass(frozen=True)
class Ellipsoid:
    """A centre and three half axes in space, shapes (3,) and (3, 3)."""

    centre: Array
    axes: Array

    def edge(self, camera: Camera, ways: Array) -> Array:
        """Return the outline's farthest points along directions of the picture, shape (n, 2)."""
        seen = camera.see(self.axes)
        along = ways @ seen.T
        reach = np.linalg.norm(along, axis=1, keepdims=True)
        return np.asarray(camera.see(self.centre) + along @ seen / reach)


def hull(camera: Camera, bodies: Sequence[Ellipsoid], count: int = HULL_DIRECTIONS) -> Array:
    """Return a ring around the outlines of ellipsoids, shape (count, 2)."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    ways = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    edges = np.stack([body.edge(camera, ways) for body in bodies])
    best = np.einsum("bni,ni->bn", edges, ways).argmax(axis=0)
    ring: Array = edges[best, np.arange(count)]
    # The soft line runs inside its points: push them out a little.
    return np.asarray(ring.mean(axis=0) + (ring - ring.mean(axis=0)) * 1.06)


@dataclass(frozen=True)
class Tube:
    """Sections along one straight or curved piece of a body.

    Attributes
    ----------
    centres
        Shape (n, 3).
    across, deep
        The half axes of each section, shape (n, 3).
    """

    centres: Array
    across: Array
    deep: Array

    def edges(self, camera: Camera) -> tuple[Array, Array]:
        """Return the outline left and right of the way along the tube, each shape (n, 2)."""
        middle = camera.see(self.centres)
        way = np.gradient(middle, axis=0)
        normal = np.stack([-way[:, 1], way[:, 0]], axis=1)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        parts = [np.einsum("ni,ni->n", camera.see(a), normal) for a in (self.across, self.deep)]
        half = np.hypot(*parts)[:, None]
        return middle + normal * half, middle - normal * half


def join(upper: Array, lower: Array, joint: Array) -> tuple[Array, list[int]]:
    """Return two outlines as one, rounded about a joint or cut where they cross.

    Parameters
    ----------
    upper, lower
        The outlines of two pieces on one side, in the direction of the limb, shape (n, 2).
    joint
        Where the pieces meet, shape (2,).

    Returns
    -------
    tuple
        The outline and the place of the crease in it, if there is one.
    """
    for i, (a, b) in enumerate(pairwise(upper)):
        for j in range(len(lower) - 2, -1, -1):
            at = _crossing(a, b, lower[j], lower[j + 1])
            if at is not None:
                joined = np.vstack([upper[: i + 1], [at], lower[j + 1 :]])
                return joined, [i + 1]
    ends = np.stack([upper[-1], lower[0]]) - joint
    reach = np.linalg.norm(ends, axis=1).max()
    return np.vstack([upper[:-1], [joint + reach * unit(ends.sum(axis=0))], lower[1:]]), []


def _crossing(a: Array, b: Array, c: Array, d: Array) -> Array | None:
    along, other = b - a, d - c
    cross = along[0] * other[1] - along[1] * other[0]
    if abs(cross) < 1e-9:
        return None
    gap = c - a
    s = (gap[0] * other[1] - gap[1] * other[0]) / cross
    t = (gap[0] * along[1] - gap[1] * along[0]) / cross
    return np.asarray(a + s * along) if 0 <= s <= 1 and 0 <= t <= 1 else None


# --- the body -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limb:
    """Two tubes that meet at a joint, and what ends them.

    Attributes
    ----------
    joints
        Root, middle and end joint, shape (3, 3).
    tubes
        The two pieces.
    end
        Foot or hand.
    capped
        Whether its root is rounded, as at the shoulder.
    """

    joints: Array
    tubes: tuple[Tube, Tube]
    end: tuple[Ellipsoid, ...]
    capped: bool = False

    def outline(self, camera: Camera) -> Path:
        """Return the outline from the root down one side and up the other, open at both ends."""
        (left, right), (left2, right2) = (tube.edges(camera) for tube in self.tubes)
        root, middle, _ = camera.see(self.joints)
        down, creases = join(left, left2, middle)
        up, folds = join(right, right2, middle)
        ring = np.vstack([down, up[::-1]])
        corners = [*creases, *(len(ring) - 1 - i for i in folds)]
        if self.capped:
            beyond = root - 0.5 * (left[0] - right[0])[::-1] * (1.0, -1.0)
            side = 0.35 * (left[0] - right[0])
            ring = np.vstack([[beyond, beyond + side], ring, [beyond - side, beyond]])
            corners = [i + 2 for i in corners]
        return curve(ring, corners=corners)


@dataclass(frozen=True)
class Person:
    """A body in a posture; see `person`.

    Attributes
    ----------
    up, front, right
        The trunk's directions in space, shape (3,).
    hips
        The middle between the hip joints.
    limbs
        ``leg-right``, ``leg-left``, ``arm-right``, ``arm-left``.
    """

    up: Array
    front: Array
    right: Array
    hips: Array
    limbs: Mapping[str, Limb]

    def place(self, up: float, front: float, right: float) -> Array:
        """Return a point of the trunk in space, given in mm from the middle of the hips."""
        return np.asarray(self.hips + up * self.up + front * self.front + right * self.right)

    def ellipsoid(self, row: Mapping[str, Sequence[float]]) -> Ellipsoid:
        """Return an ellipsoid of head or trunk: ``at`` and ``half``, each [up, front, right]."""
        axes = np.stack([self.up, self.front, self.right]) * np.array(row["half"])[:, None]
        a, b, c = row["at"]
        return Ellipsoid(self.place(a, b, c), axes)

    @cached_property
    def trunk(self) -> Tube:
        """The trunk from the fold of the buttocks to the neck."""
        rows = np.array(drawing()["trunk"], dtype=np.float64)
        centres = np.array([self.place(u, f, 0.0) for u, _, _, f in rows])
        return Tube(centres, rows[:, 1:2] * self.right, rows[:, 2:3] * self.front)

    def landmark(self, name: str, side: Side = "right") -> Array:
        """Return a landmark of the pelvis in space."""
        front, up, right = landmarks_mm()[name]
        return self.place(up, front, right * OUT[side])

    def reach_mm(self, way: Array) -> float:
        """Return how far the trunk reaches from the hips in a direction."""
        tube = self.trunk
        spread = np.hypot(tube.across @ way, tube.deep @ way)
        return float(((tube.centres - self.hips) @ way + spread).max())


def person(pose: Mapping[str, Any]) -> Person:
    """Build a person from a pose of the anatomy file.

    Parameters
    ----------
    pose
        ``up`` and ``front``: the trunk's directions in space. ``legs``, ``arms``: by side, the
        direction of each piece, see `_way`. ``high``: height of the hips
        in mm; without it the trunk lies on the level zero.
    """
    up, front = unit(pose["up"]), unit(pose["front"])
    bare = Person(up, front, np.cross(front, up), np.zeros(3), {})
    high = pose.get("high") or bare.reach_mm(np.array([0.0, 0.0, -1.0]))
    frame = Person(up, front, bare.right, np.array([0.0, 0.0, high]), {})
    limbs = {}
    for side in SIDES:
        limbs[f"leg-{side}"] = _leg(frame, side, pose["legs"][side])
        limbs[f"arm-{side}"] = _arm(frame, side, pose["arms"][side])
    return Person(up, front, bare.right, frame.hips, limbs)


def _way(body: Person, side: Side, way: Sequence[float | str]) -> Array:
    """Return a direction in space from [down, front, out], or [x, y, z, "space"] as it is."""
    down, front, out = (float(part) for part in way[:3])
    if len(way) == 4:
        return unit([down, front, out])
    return unit(-down * body.up + front * body.front + out * OUT[side] * body.right)


def _tube(start: Array, end: Array, rows: Sequence[Sequence[float]], front: Array) -> Tube:
    """Return a round tube; `rows` are [share of the length, radius, shift to the front]."""
    share, radius, shift = np.array(rows, dtype=np.float64).T
    centres = start + share[:, None] * (end - start) + shift[:, None] * front
    side = np.cross(front, unit(end - start))
    return Tube(centres, radius[:, None] * side, radius[:, None] * front)


def _square_to(way: Array, along: Array) -> Array:
    """Return the part of a direction that is square to another."""
    rest = way - (way @ along) * along
    return unit(rest)


def _leg(body: Person, side: Side, ways: Mapping[str, Sequence[float | str]]) -> Limb:
    size = drawing()["leg"]
    thigh, shank, toes = (_way(body, side, ways[name]) for name in ("thigh", "shank", "toes"))
    hip = body.place(0.0, 0.0, size["hip_out"] * OUT[side])
    knee = hip + size["thigh_long"] * thigh
    ankle = knee + size["shank_long"] * shank
    face = _square_to(toes, shank)
    bent = shank - (shank @ thigh) * thigh
    ahead = unit(-bent) if np.linalg.norm(bent) > 0.25 else _square_to(face, thigh)
    tubes = (_tube(hip, knee, size["thigh"], ahead), _tube(knee, ankle, size["shank"], face))
    return Limb(np.stack([hip, knee, ankle]), tubes, _foot(ankle, shank, toes))


def _foot(ankle: Array, shank: Array, toes: Array) -> tuple[Ellipsoid, ...]:
    sole = _square_to(shank, toes)
    axes = np.stack([toes, sole, np.cross(toes, sole)])
    return tuple(
        Ellipsoid(
            ankle + row["at"][0] * toes + row["at"][1] * sole, axes * np.array(row["half"])[:, None]
        )
        for row in drawing()["foot"]
    )


def _arm(body: Person, side: Side, ways: Mapping[str, Sequence[float | str]]) -> Limb:
    size = drawing()["arm"]
    upper, fore = (_way(body, side, ways[name]) for name in ("upper", "fore"))
    up, front, out = size["shoulder"]
    shoulder = body.place(up, front, out * OUT[side])
    elbow = shoulder + size["upper_long"] * upper
    wrist = elbow + size["fore_long"] * fore
    ahead = _square_to(body.front + 0.01 * body.up + 0.02 * body.right, fore)
    tubes = (
        _tube(shoulder, elbow, size["upper"], _square_to(ahead, upper)),
        _tube(elbow, wrist, size["fore"], ahead),
    )
    palm = _way(body, side, ways.get("hand", ways["fore"]))
    flat = _square_to(ahead, palm)
    axes = np.stack([palm, flat, np.cross(palm, flat)]) * np.array(size["hand"])[:, None]
    hand = Ellipsoid(wrist + 0.85 * axes[0], axes)
    return Limb(np.stack([shoulder, elbow, wrist]), tubes, (hand,), capped=True)
