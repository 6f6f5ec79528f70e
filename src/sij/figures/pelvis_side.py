"""The pelvis from its right side in layers: the lateral plate with every structure named.

Coordinates as in `sij.figures.pelvis_lateral`: x forward, y up, mm. The hip bone is one group, so a
player can make it translucent and show the joint face behind it.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import pelvis_lateral as lateral
from sij.figures import soft_lateral
from sij.figures.marks import mark, ribbon
from sij.figures.pen import (
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

SOFT = ("joints", "ligaments", "muscles", "nerves", "skin")
NAMES = ("bones", *SOFT)
LAYERS = ("bones", *SOFT, *(f"names-{layer}" for layer in NAMES), "scale", "directions")
"""All groups of the picture, from the back to the front."""

ON_THE_SACRUM = ("sacral-canal", "median-sacral-crest", "superior-articular-facets")
ON_THE_HIP = (
    "ilium",
    "ischium",
    "pubis",
    "iliac-crest",
    "greater-sciatic-notch",
    "lesser-sciatic-notch",
    "ischial-tuberosity",
    "ischial-spine",
)
GLUTEAL_LINES = ("gluteal_posterior", "gluteal_anterior", "gluteal_inferior")


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the areas and names of the plate, as in ``assets/anatomy/side.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "side.yaml"))
    return data


def area(name: str) -> Shape:
    """Return the area of a structure to point at.

    Raises
    ------
    KeyError
        When the anatomy file has no such area.
    """
    return shape(drawing()["marks"][name], lateral.landmarks_mm())


def _spot(pen: Pen, gid: str) -> None:
    row = drawing()["spots"][gid]
    x, y = (float(v) for v in lateral.landmarks_mm()[row["at"]])
    with pen.layer(gid):
        pen.fill("mark", Path.circle((x, y), row["radius"]), "accent2", 0.004)


def _area(pen: Pen, gid: str, *areas: Shape) -> None:
    with pen.layer(gid):
        mark(pen, *(areas or (area(gid),)))


def _draw_sacrum(pen: Pen) -> None:
    with pen.layer("l5"):
        lateral.draw_l5(pen)
        mark(pen, *(lateral.curve("l5", name) for name in ("body", "arch")))
    with pen.layer("sacrum"):
        lateral.draw_sacrum(pen)
        mark(pen, lateral.curve("sacrum", "outline"))
    pieces = [shape(row, lateral.landmarks_mm()) for row in lateral.drawing()["sacrum"]["coccyx"]]
    _area(pen, "coccyx", *pieces)
    for gid in ON_THE_SACRUM:
        _area(pen, gid)
    _spot(pen, "sacral-promontory")


def _draw_hip(pen: Pen) -> None:
    with pen.layer("hip-bone"):
        lateral.draw_hip(pen)
    for gid in ON_THE_HIP:
        _area(pen, gid)
    lines = (lateral.curve("lines", name, closed=False) for name in GLUTEAL_LINES)
    _area(pen, "gluteal-lines", *(ribbon(line) for line in lines))
    _area(pen, "obturator-foramen", lateral.curve("hip", "foramen"))
    _area(pen, "acetabulum", lateral.curve("acetabulum", "rim"))
    for gid in ("asis", "aiis", "psis", "piis", "pubic-tubercle"):
        _spot(pen, gid)
    with pen.layer("hip-edge"):
        pen.line("edge", lateral.curve("hip", "outline").path(), "ilium_line", "outline")


def _draw_layer(pen: Pen, name: str, width: Width) -> None:
    if name == "bones":
        _draw_sacrum(pen)
        _draw_hip(pen)
    elif name in SOFT:
        soft_lateral.draw_layer(pen, name)
    elif name.startswith("names-"):
        draw_labels(pen, read_labels(_names(name.removeprefix("names-"), width)))
    elif name == "scale":
        draw_scale(pen, lateral.FRAMES[width])
    else:
        draw_directions(pen, lateral.FRAMES[width], lateral.DIRECTIONS)


def _names(layer: str, width: Width) -> Any:
    """Return a layer's labels; the bones' are those of the plate that moves."""
    if layer == "bones":
        return lateral.drawing()["labels"][width]
    return drawing()["names"][width][layer]


PLATE = Plate(LAYERS, lateral.FRAMES, _draw_layer, coarse=("narrow",))


def side_figure(width: Width = "wide", layers: Collection[str] = LAYERS) -> PlateFigure:
    """Return the plate as a figure without axes, at one of two widths; see `Plate.figure`."""
    return PLATE.figure(width, layers)
