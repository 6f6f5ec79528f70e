"""The pelvis from its right side: the scene in which the sacrum nods.

All lengths are mm in the pelvis frame (x forward, to the right of the picture; y up).
Parts are named groups in the SVG, so a player can move the whole sacrum by one transform.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
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
from sij.figures.shapes import Points, Shape, area_mm2, outside, shape

LAYERS = (
    "hip",
    "l5",
    "sacrum",
    "sacrum-ghost",
    "hip-veil",
    "joint",
    "sacrum-landmarks",
    "landmarks",
    "labels",
    "scale",
    "directions",
)
"""All groups of the picture, from the back to the front."""

SACRUM_GIDS = ("sacrum", "sacrum-landmarks")
"""The groups that move with the sacrum: turn these, leave the rest."""

FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-222.0, -160.0), (58.0, 92.0), 7.2, "label"),
    "narrow": Frame((-178.0, -172.0), (22.0, 92.0), 3.75, "label"),
}


@lru_cache(maxsize=1)
def landmarks_mm() -> dict[str, Points]:
    """Return each landmark's mean place seen from the side, shape (2,), in mm.

    From ``assets/anatomy/landmarks.yaml`` (means over CT pelvises).
    """
    data = YAML(typ="safe").load(assets.path("anatomy", "landmarks.yaml"))["landmarks"]
    return {name: np.array(row["mean"][:2], dtype=np.float64) for name, row in data.items()}


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the control points of the picture, as in ``assets/anatomy/lateral.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "lateral.yaml"))
    return data


def curve(part: str, name: str, closed: bool = True) -> Shape:
    """Return one named curve of the drawing, such as ``curve("hip", "outline")``.

    Raises
    ------
    KeyError
        When the anatomy file has no such curve.
    """
    return shape(drawing()[part][name], landmarks_mm(), closed)


def point_mm(name: str) -> tuple[float, float]:
    """Return a marked point: promontory, joint_centre, tip, PSIS or ASIS."""
    x, y = landmarks_mm()[drawing()["landmarks"][name]]
    return float(x), float(y)


def _bone(pen: Pen, body: Shape, tone: str, strength: float = 1.0) -> None:
    pen.fill("body", body.path(), tone)
    pen.rim("shade", body, f"{tone}_shade", 13.0, 0.16 * strength)
    pen.rim("deep", body, f"{tone}_deep", 5.0, 0.10 * strength)
    pen.rim("light", body, f"{tone}_light", -9.0, 0.38 * strength)


def draw_l5(pen: Pen) -> None:
    """Draw the ghosted lowest lumbar vertebra and its disc."""
    for name, tone, alpha in (("arch", "bone_ghost", 0.9), ("body", "bone_ghost", 1.0)):
        part = curve("l5", name)
        pen.fill(name, part.path(), tone, alpha)
        pen.rim(f"{name}-shade", part, "ilium_deep", 7.0, 0.09)
        pen.line(f"{name}-edge", part.path(), "bone_line", "fine", 0.55)
    disc = curve("l5", "disc").path()
    pen.fill("disc", disc, "disc")
    pen.line("disc-edge", disc, "bone_line", "hair", 0.5)


def _draw_coccyx(pen: Pen) -> None:
    for entries in drawing()["sacrum"]["coccyx"]:
        piece = shape(entries, landmarks_mm()).path()
        pen.fill("coccyx", piece, "bone_ghost")
        pen.line("coccyx-edge", piece, "bone_line", "hair", 0.6, (3, 2))


def draw_sacrum(pen: Pen) -> None:
    """Draw the sacrum with its joint face and a ghosted tailbone."""
    body = curve("sacrum", "outline")
    clip = body.path()
    _draw_coccyx(pen)
    _bone(pen, body, "sacrum")
    pen.hatch("hatch", body, "sacrum_deep", 5.0, clip)
    _draw_sacral_canal(pen, clip)
    for name in ("tuberosity", "wing"):
        pen.hollow(name, curve("sacrum", name), "sacrum_deep", 0.075, clip)
    for entries in drawing()["sacrum"]["segments"]:
        path = shape(entries, landmarks_mm(), closed=False).path()
        pen.line("segment-glow", path, "sacrum_light", "heavy", 0.45, clip=clip)
        pen.line("segment", path, "sacrum_line", "fine", 0.8, clip=clip)
    face = curve("joint", "face").path()
    pen.fill("auricular", face, "cartilage", 0.85)
    pen.rim("auricular-shade", curve("joint", "face"), "cartilage_line", -5.0, 0.05)
    pen.line("edge", clip, "sacrum_line", "outline")
    pen.line("endplate", curve("sacrum", "endplate", False).path(), "sacrum_line", "heavy")


def _draw_sacral_canal(pen: Pen, clip: Path) -> None:
    front, dorsal, ventral = (
        curve("sacrum", name, closed=False) for name in ("front", "dorsal_canal", "ventral_canal")
    )
    canal = np.vstack([dorsal.sampled_mm(), ventral.sampled_mm()[::-1]])
    pen.fill("canal", Path(canal), "sacrum_deep", 0.14, clip)
    for edge in (dorsal, ventral):
        pen.line("canal-edge", edge.path(), "sacrum_line", "fine", 0.5, (3, 2.4), clip)
    pen.line("front", front.path(), "sacrum_line", "fine", 0.6, (3, 2.4), clip)


def _draw_acetabulum(pen: Pen, clip: Path) -> None:
    rim, fossa = curve("acetabulum", "rim"), curve("acetabulum", "fossa")
    cup = rim.path()
    pen.glow("lip", cup, "ilium_light", 0.14, clip)
    pen.fill("cup", cup, "ilium_shade", 0.55, clip)
    for step in (1.0, 0.74, 0.52, 0.32, 0.14):
        pen.fill("cup-shade", outside(rim, 17 * step, -20 * step), "ilium_deep", 0.21, cup)
        pen.fill("cup-light", outside(rim, -9 * step, 10 * step), "ilium_light", 0.22, cup)
    pen.hatch("cup-hatch", rim, "ilium_deep", -12.0, cup)
    pen.hollow("fossa", fossa, "ilium_deep", 0.13, cup)
    pen.line("fossa-edge", fossa.path(), "ilium_line", "fine", 0.5, clip=cup)
    pen.line("cup-edge", curve("acetabulum", "lip", closed=False).path(), "ilium_line", "line")


def _hip_path() -> Path:
    outer, hole = curve("hip", "outline"), curve("hip", "foramen")
    same_way = area_mm2(outer) * area_mm2(hole) > 0
    return Path.make_compound_path(outer.path(), (hole.reversed() if same_way else hole).path())


HOLLOWS = {"gluteal": 0.065, "above_rim": 0.09, "groove": 0.10, "pubic": 0.10, "front": 0.08}


def draw_hip(pen: Pen) -> None:
    """Draw the right hip bone."""
    body, hole, clip = curve("hip", "outline"), curve("hip", "foramen"), _hip_path()
    pen.fill("body", clip, "ilium")
    pen.rim("shade", body, "ilium_shade", 17.0, 0.13, clip)
    pen.rim("deep", body, "ilium_deep", 6.0, 0.08, clip)
    for name, alpha in HOLLOWS.items():
        pen.hollow(f"hollow-{name}", curve("hollows", name), "ilium_deep", alpha, clip)
    pen.rim("light", body, "ilium_light", -11.0, 0.26, clip)
    pen.hatch("hatch", body, "ilium_deep", 5.5, clip)
    for name in ("crest", "tuberosity", "ramus_front"):
        pen.hollow(f"height-{name}", curve("heights", name), "ilium_light", 0.22, clip)
    for name in drawing()["lines"]:
        line = curve("lines", name, closed=False).path()
        pen.line(name.replace("_", "-"), line, "ilium_line", "fine", 0.4, clip=clip)
    _draw_acetabulum(pen, clip)
    pen.line("edge", body.path(), "ilium_line", "outline")
    pen.glow("hole-shade", hole.path(), "ilium_deep", 0.05, clip)
    pen.line("foramen", hole.path(), "ilium_line", "line")


def _draw_veil(pen: Pen) -> None:
    pen.fill("glass", _hip_path(), "ilium", 0.22)
    pen.line("edge", curve("hip", "outline").path(), "ilium_line", "outline")


def _draw_joint(pen: Pen) -> None:
    face = curve("joint", "face").path()
    pen.line("edge", face, "cartilage_line", "outline", 1.0, (3.2, 1.8))


def _draw_ghost(pen: Pen) -> None:
    path = curve("sacrum", "outline").path()
    pen.line("outline", path, "sacrum_line", "fine", 1.0, (3, 2.6))


def _dot(centre: tuple[float, float], radius_mm: float) -> Path:
    return Path.circle(centre, radius_mm)


DOTS = {"sacrum-landmarks": ("promontory", "tip"), "landmarks": ("joint_centre", "PSIS", "ASIS")}


def _draw_dots(pen: Pen, names: Collection[str]) -> None:
    for name in names:
        tag = name.lower().replace("_", "-")
        pen.fill(f"ring-{tag}", _dot(point_mm(name), 3.4), "paper")
        pen.fill(f"dot-{tag}", _dot(point_mm(name), 2.3), "ink")


DIRECTIONS: Directions = {
    "front": ((1.0, 0.0), "left"),
    "back": ((-1.0, 0.0), "right"),
    "up": ((0.0, 1.0), "center"),
}


def _draw_layer(pen: Pen, name: str, width: Width) -> None:
    simple = {
        "l5": draw_l5,
        "sacrum": draw_sacrum,
        "hip": draw_hip,
        "joint": _draw_joint,
        "sacrum-ghost": _draw_ghost,
        "hip-veil": _draw_veil,
    }
    if name in simple:
        simple[name](pen)
    elif name in DOTS:
        _draw_dots(pen, DOTS[name])
    elif name == "labels":
        draw_labels(pen, read_labels(drawing()["labels"][width]))
    elif name == "scale":
        draw_scale(pen, FRAMES[width])
    else:
        draw_directions(pen, FRAMES[width], DIRECTIONS)


PLATE = Plate(LAYERS, FRAMES, _draw_layer)


def lateral_figure(width: Width = "wide", layers: Collection[str] = LAYERS) -> PlateFigure:
    """Return the plate as a figure without axes, at one of two widths; see `Plate.figure`."""
    return PLATE.figure(width, layers)
