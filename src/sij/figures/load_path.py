"""The way of load through the pelvis, drawn over the plate of its back.

All lengths are mm, seen from behind: x to the subject's right, y up. The ribbons show which way
load takes and, by their width, whether the ground pushes little or much. They are not to the scale
of any force in the joint: nobody has measured one in a runner.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import style
from sij.figures.marks import mark
from sij.figures.pelvis_posterior import FRAMES, posterior_figure
from sij.figures.pen import Label, Pen, PlateFigure, Width, draw_labels
from sij.figures.shapes import Points, Shape

Leg = Literal["right", "left"]
LEGS: tuple[Leg, ...] = ("right", "left")
MUSCLES = ("gluteus-medius", "gluteus-maximus", "piriformis")
LARGEST_BW = 3.0
PLATE_LAYERS = ("bones", "scale", "directions")
EXPLAINED = ("femoral-head", "ilium", "sacrum", "l5")
"""Bones of the plate that the picture explains: only these keep their unseen mark."""
VIEW_WORDS = "seen from behind"


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the control points, as in ``assets/anatomy/load-path.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "load-path.yaml"))
    return data


def _on(side: Leg, points: Any) -> Points:
    found: Points = np.asarray(points, dtype=np.float64) * (1.0 if side == "right" else -1.0, 1.0)
    return found


def _smooth(points: Points, per_segment: int = 4) -> Points:
    return Shape(points, np.zeros(len(points), dtype=bool), closed=False).sampled_mm(per_segment)


def arrow(middle: Points, half_width_mm: float, head: float = 1.9) -> Points:
    """Return the outline of an arrow along a line, shape (m, 2), mm.

    Every point is linear in the half width, so that a table of two widths gives all between.

    Parameters
    ----------
    middle
        Points from tail to tip, shape (n, 2).
    half_width_mm
        Half the width of the shaft.
    head
        Half the head's width over that of the shaft, plus 2 mm.
    """
    along = np.gradient(middle, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    neck = middle[-1]
    tip = neck + along[-1] * (4.0 + 1.4 * half_width_mm)
    wing = across[-1] * (head * half_width_mm + 2.0)
    left, right = middle + across * half_width_mm, middle - across * half_width_mm
    outline: Points = np.vstack([left, neck + wing, tip, neck - wing, right[::-1]])
    return outline


def ribbon_points(side: Leg, force_bw: float) -> Points:
    """Return the outline of the way up on one side for a ground force, in body weights."""
    sizes = drawing()["half_width"]
    half_mm = sizes["still"] + sizes["per_bw"] * force_bw
    return arrow(_on(side, _smooth(np.array(drawing()["up"], float), 3)), half_mm, sizes["head"])


def load_path_figure(width: Width, force_bw: float) -> PlateFigure:
    """Draw the plate of the back with every way of load over it.

    Parameters
    ----------
    width
        ``"wide"`` or ``"narrow"``.
    force_bw
        Ground force for which the ribbons are drawn.

    Returns
    -------
    PlateFigure
        Besides the plate's own groups, for each side: ``up-<side>``, ``free-<side>``,
        ``cross-<side>``, ``muscles-<side>`` (with a group a muscle), ``names-up-<side>``,
        ``names-free-<side>``, ``names-joint-<side>``; and ``weight``, ``names-weight-<side>`` and
        ``view``, which says from where.
    """
    plate = posterior_figure(width, PLATE_LAYERS)
    _drop_marks(plate)
    with style.figure_style():
        pen = Pen(plate.figure.axes[0], level=1e4, coarse=True)
        with pen.layer("weight"):
            _draw_down(pen)
        for side in LEGS:
            _draw_side(pen, side, force_bw, width)
        with pen.layer("view"):
            pen.text("words", (0.0, FRAMES[width].low_mm[1] + 9), VIEW_WORDS, colour="ink_soft")
    return plate


def _drop_marks(plate: PlateFigure) -> None:
    """Take away unseen marks that nothing asks for: a tenth of the picture's weight."""
    wanted = {f"{part}-mark" for part in EXPLAINED}
    for artist in plate.figure.axes[0].get_children():
        gid = str(artist.get_gid())
        if gid.endswith("-mark") and gid not in wanted:
            artist.remove()


def _draw_down(pen: Pen) -> None:
    top, end = np.array(drawing()["down"], float)
    down = top + (end - top) * np.linspace(0, 1, 5)[:, None]
    _draw_arrow(pen, arrow(down, drawing()["half_width"]["weight"]), "accent2")


def _draw_arrow(pen: Pen, outline: Points, colour: str, alpha: float = 0.92) -> None:
    path = _closed(outline)
    pen.line("halo", path, "paper", "heavy", 0.95)
    pen.fill("body", path, colour, alpha)
    mark(pen, Shape(outline, np.ones(len(outline), dtype=bool)))


def _closed(outline: Points) -> Path:
    return Path(np.vstack([outline, outline[:1]]), closed=True)


def _draw_side(pen: Pen, side: Leg, force_bw: float, width: Width) -> None:
    with pen.layer(f"free-{side}"):
        middle = _on(side, _smooth(np.array(drawing()["free"], float)))
        _draw_arrow(pen, arrow(middle, drawing()["half_width"]["free"]), "accent2")
    with pen.layer(f"up-{side}"):
        _draw_arrow(pen, ribbon_points(side, force_bw), "accent")
        _draw_chevrons(pen, _on(side, _smooth(np.array(drawing()["up"], float))))
    with pen.layer(f"muscles-{side}"):
        for name in MUSCLES:
            with pen.layer(f"{name}-{side}"):
                _draw_muscle(pen, _on(side, _smooth(np.array(drawing()["muscles"][name], float))))
        with pen.layer(f"names-muscles-{side}"):
            rows = drawing()["muscle_names"][width]
            draw_labels(pen, [_label(row["tag"], row, side) for row in rows])
    with pen.layer(f"cross-{side}"):
        _draw_cross(pen, side)
    for what in ("force", "joint", "weight", "free"):
        with pen.layer(f"names-{what}-{side}"):
            draw_labels(pen, [_label(what, drawing()["names"][what], side)])


def _label(tag: str, row: dict[str, Any], side: Leg) -> Label:
    (x, y), turned = _on(side, row["at"]), {"right": "left", "left": "right", "center": "center"}
    to = tuple(float(v) for v in _on(side, row["to"])) if "to" in row else None
    edge = row["side"] if side == "right" else turned[row["side"]]
    return Label(tag, row["words"], (float(x), float(y)), edge, to)  # type: ignore[arg-type]


def _draw_chevrons(pen: Pen, middle: Points) -> None:
    """Draw small open heads along the way: which way it runs, without colour."""
    steps = np.linspace(3, len(middle) - 6, 9).astype(int)
    for k in steps:
        way = middle[k + 1] - middle[k - 1]
        way = way / np.linalg.norm(way)
        across = np.array([-way[1], way[0]]) * 2.1
        back = middle[k] - way * 2.6
        pen.line("chevron", Path([back + across, middle[k], back - across]), "paper", "line", 0.95)


def _draw_muscle(pen: Pen, middle: Points) -> None:
    """Draw a pull: a line with a head at both ends, for a muscle pulls both ways."""
    back = middle[::-1]
    heads = [_head(middle), _head(back)]
    pen.line("halo", Path(middle), "paper", "heavy", 0.9)
    for head in heads:
        pen.line("halo-head", _closed(head), "paper", "heavy", 0.9)
    pen.line("pull", Path(middle), "muscle", "heavy", 1.0, (2.2, 1.0))
    for head in heads:
        pen.fill("head", _closed(head), "muscle")
    mark(pen, Shape(arrow(middle, 2.4), np.ones(2 * len(middle) + 3, dtype=bool)))


def _head(middle: Points) -> Points:
    way = middle[-1] - middle[-3]
    way = way / np.linalg.norm(way)
    across = np.array([-way[1], way[0]]) * 3.6
    return np.array([middle[-1] + way * 4.5, middle[-1] - way * 3 + across,
                     middle[-1] - way * 3 - across])  # fmt: skip


def _draw_cross(pen: Pen, side: Leg) -> None:
    """Mark the place where the way crosses the joint."""
    ring = drawing()["joint"]
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    oval = np.stack([ring["wide"] / 2 * np.cos(angles), ring["long"] / 2 * np.sin(angles)], 1)
    tilt = np.deg2rad(-ring["tilt"])
    spin = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    points = _on(side, oval @ spin.T + ring["at"])
    shape = Shape(points, np.zeros(len(points), dtype=bool))
    pen.line("halo", shape.path(), "paper", "heavy", 0.95)
    pen.line("ring", shape.path(), "ink", "outline", 1.0, (4.0, 2.0))
    mark(pen, shape)


def widths() -> Sequence[Width]:
    """Return the widths of the picture."""
    return tuple(FRAMES)
