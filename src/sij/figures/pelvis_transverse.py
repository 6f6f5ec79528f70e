"""A slice across the pelvis at S2: both sacroiliac joints, their two parts, and what covers them.

Seen from below, as on a scan: the front is up, the subject's right is on the left. A scheme drawn
through mean landmarks (mm; across and forward), not a picture of anybody.
"""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures.marks import mark
from sij.figures.pen import (
    Directions,
    Frame,
    Pen,
    Plate,
    PlateFigure,
    Width,
    draw_directions,
    draw_labels,
    draw_scale,
    read_labels,
)
from sij.figures.shapes import Shape, shape

LAYERS = (
    "skin",
    "muscles",
    "bones",
    "joints",
    "ligaments",
    "names-all",
    "scale",
    "directions",
)
"""All groups of the picture, from the back to the front."""
NAMED = ("bones", "joints", "ligaments", "muscles")
"""Layers with names; each has a group ``names-<layer>`` inside ``names-all``."""

DIRECTIONS: Directions = {
    "right": ((-1.0, 0.0), "right"),
    "left": ((1.0, 0.0), "left"),
    "front": ((0.0, 1.0), "center"),
}
FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-246.0, -236.0), (246.0, 40.0), 8.4, "label"),
    "narrow": Frame((-182.0, -246.0), (182.0, 40.0), 4.6, "label"),
}
MUSCLES = {
    "gluteus-medius": ("medius",),
    "gluteus-maximus": ("maximus",),
    "multifidus": ("multifidus",),
    "iliopsoas": ("iliacus", "psoas"),
    "piriformis": ("piriformis",),
}
LIGAMENTS = {
    "interosseous-ligament": "interosseous",
    "short-posterior-ligaments": "short_posterior",
    "long-posterior-ligament": "long_posterior",
    "anterior-sacroiliac-ligament": "anterior",
}


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the control points of the plate, as in ``assets/anatomy/transverse.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "transverse.yaml"))
    return data


def curve(name: str, closed: bool = True) -> Shape:
    """Return one named curve of one half.

    Raises
    ------
    KeyError
        When the anatomy file has no such curve.
    """
    return shape(drawing()[name], {}, closed)


def both(name: str, closed: bool = True) -> tuple[Shape, Shape]:
    """Return a curve and its mirror image."""
    one = curve(name, closed)
    return one, one.mirrored()


def whole(name: str) -> Shape:
    """Return a closed outline from its half, which runs from midline to midline."""
    half = curve(name, closed=False)
    inner = slice(1, -1)
    points = np.vstack([half.points_mm, half.mirrored().points_mm[inner][::-1]])
    return Shape(points, np.zeros(len(points), dtype=bool))


def _cut_bone(pen: Pen, body: Shape, core: str, tone: str) -> None:
    """Draw cut bone: a dense rim round a spongy core."""
    clip = body.path()
    pen.fill("body", clip, tone)
    pen.rim("shade", body, f"{tone}_shade", 7.0, 0.14)
    for area in both(core):
        pen.hollow("core", area, f"{tone}_deep", 0.05, clip)
    pen.rim("light", body, f"{tone}_light", -5.0, 0.3)
    pen.hatch("hatch", body, f"{tone}_deep", 3.5, clip)
    pen.line("edge", clip, f"{tone}_line", "outline")


def _draw_bones(pen: Pen) -> None:
    with pen.layer("sacrum"):
        _cut_bone(pen, whole("sacrum"), "sacrum_core", "sacrum")
        for line in both("body_line", closed=False):
            pen.line("body-line", line.path(), "sacrum_line", "hair", 0.4)
        for tunnel in both("root_tunnel"):
            pen.fill("tunnel", tunnel.path(), "sacrum_deep", 0.35)
            pen.line("tunnel-edge", tunnel.path(), "sacrum_line", "fine", 0.6)
            pen.fill("root", tunnel.grown(0.45).path(), "nerve_fill")
            pen.line("root-edge", tunnel.grown(0.45).path(), "nerve", "fine")
        mark(pen, whole("sacrum"))
    with pen.layer("sacral-canal"):
        canal = curve("canal")
        pen.fill("gap", canal.path(), "sacrum_deep", 0.55)
        pen.rim("depth", canal, "ink", -3.0, 0.1)
        pen.line("edge", canal.path(), "sacrum_line", "fine")
        mark(pen, canal)
    with pen.layer("ilium"):
        for side in both("ilium"):
            _cut_bone(pen, side, "ilium_core", "ilium")
        mark(pen, *both("ilium"))
    with pen.layer("psis"):
        spot = np.array(drawing()["psis"], dtype=float)
        for sign in (1.0, -1.0):
            pen.line("ring", Path.circle((sign * spot[0], spot[1]), 4.2), "warn", "line")
        mark(pen, *(_dot(sign * spot[0], spot[1], 6.0) for sign in (1.0, -1.0)))


def _dot(x_mm: float, y_mm: float, radius_mm: float) -> Shape:
    turns = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    ring = np.stack([x_mm + radius_mm * np.cos(turns), y_mm + radius_mm * np.sin(turns)], axis=1)
    return Shape(ring, np.zeros(len(ring), dtype=bool))


def _draw_joints(pen: Pen) -> None:
    with pen.layer("sacroiliac-joint"):
        for name in ("cartilage_sacrum", "cartilage_ilium"):
            for layer in both(name):
                pen.fill(name, layer.path(), "cartilage")
                pen.line(f"{name}-edge", layer.path(), "cartilage_line", "fine")
        mark(pen, *both("joint"))


def _draw_ligaments(pen: Pen) -> None:
    for gid, name in LIGAMENTS.items():
        with pen.layer(gid):
            for band in both(name):
                pen.fill("band", band.path(), "ligament_fill")
                pen.hatch("strands", band, "ligament", 30.0, band.path())
                pen.line("edge", band.path(), "ligament", "fine")
            mark(pen, *both(name))


def _draw_muscles(pen: Pen) -> None:
    for gid, names in MUSCLES.items():
        with pen.layer(gid):
            for belly in (side for name in names for side in both(name)):
                pen.fill("belly", belly.path(), "muscle_fill")
                pen.hollow("core", belly, "muscle", 0.03, belly.path())
                pen.rim("shade", belly, "muscle", 6.0, 0.07)
                pen.hatch("bundles", belly, "muscle", 40.0, belly.path())
                pen.line("edge", belly.path(), "muscle", "line")
            mark(pen, *(side for name in names for side in both(name)))
    with pen.layer("thoracolumbar-fascia"):
        for sheet in both("fascia", closed=False):
            pen.line("sheet", sheet.path(), "ligament", "heavy")
        mark(pen, *both("multifidus"))


def _draw_skin(pen: Pen) -> None:
    half = curve("skin", closed=False)
    points = np.vstack([half.mirrored().points_mm[::-1], half.points_mm[1:]])
    line = Shape(points, np.zeros(len(points), dtype=bool), closed=False)
    pen.line("line", line.path(), "sacrum_line", "outline")
    with pen.layer("back-dimple"):
        x, y = drawing()["dimple"]
        for sign in (1.0, -1.0):
            pen.fill("spot", Path.circle((sign * x, y), 2.4), "sacrum_line")
        mark(pen, *(_dot(sign * x, y, 8.0) for sign in (1.0, -1.0)))


def _draw_names(pen: Pen, rows: list[dict[str, Any]]) -> None:
    """Write the names in one group for each layer, so that they come and go with it."""
    for layer in NAMED:
        with pen.layer(f"names-{layer}"):
            draw_labels(pen, read_labels(row for row in rows if row["layer"] == layer))


def _draw_layer(pen: Pen, name: str, width: Width) -> None:
    simple: Mapping[str, Callable[[Pen], None]] = {
        "bones": _draw_bones,
        "joints": _draw_joints,
        "ligaments": _draw_ligaments,
        "muscles": _draw_muscles,
        "skin": _draw_skin,
    }
    if name in simple:
        simple[name](pen)
    elif name == "names-all":
        _draw_names(pen, drawing()["names"][width])
    elif name == "scale":
        draw_scale(pen, FRAMES[width])
    else:
        draw_directions(pen, FRAMES[width], DIRECTIONS)


PLATE = Plate(LAYERS, FRAMES, _draw_layer, coarse=("wide", "narrow"))


def transverse_figure(width: Width = "wide", layers: Collection[str] = LAYERS) -> PlateFigure:
    """Return the plate as a figure without axes, at one of two widths; see `Plate.figure`."""
    return PLATE.figure(width, layers)
