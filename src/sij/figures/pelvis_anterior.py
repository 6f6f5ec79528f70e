"""The pelvis from the front: the bowl, its two lines of support, and the joint's front edge.

All lengths are mm, seen from the front: x to the picture's right (the subject's left), y up. The
silhouettes are those of `sij.figures.frontal`; bones are modelled with `sij.figures.relief`.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import tissue
from sij.figures.frontal import hip_foramen, hip_outline, landmarks_mm, sacrum_outline
from sij.figures.marks import mark
from sij.figures.pelvis_posterior import both, with_hole
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
from sij.figures.relief import lay
from sij.figures.shapes import Shape, outside, shape

SOFT_FILE = "soft-anterior.yaml"
SOFT = ("joints", "ligaments", "muscles", "nerves")
NAMES = ("bones", *SOFT)
LAYERS = ("bones", *SOFT, *(f"names-{layer}" for layer in NAMES), "scale", "directions")
"""All groups of the picture, from the back to the front."""

DIRECTIONS: Directions = {
    "left": ((1.0, 0.0), "left"),
    "right": ((-1.0, 0.0), "right"),
    "up": ((0.0, 1.0), "center"),
}
FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-212.0, -172.0), (212.0, 122.0), 8.4, "label"),
    "narrow": Frame((-162.0, -186.0), (162.0, 122.0), 4.6, "label"),
}
ON_THE_HIP = (
    "iliac-fossa",
    "iliac-crest",
    "arcuate-line",
    "asis",
    "aiis",
    "acetabulum",
    "pubic-tubercle",
)


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the control points of the plate, as in ``assets/anatomy/anterior.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "anterior.yaml"))
    return data


def read(entries: Any, closed: bool = True) -> Shape:
    """Return a curve of the anatomy file, in mm."""
    return shape(entries, landmarks_mm(), closed)


def _marks(entries: Any) -> Iterator[Shape]:
    for row in entries:
        yield from both(read(row))


def hips() -> Path:
    """Return both hip bones with their openings as one path."""
    outlines, holes = both(hip_outline()), both(hip_foramen())
    return Path.make_compound_path(*map(with_hole, outlines, holes))


# --- ghosts: what meets the pelvis ----------------------------------------------------------


def _ghost(pen: Pen, what: str, body: Shape, clip: Path | None = None) -> None:
    edge = clip or body.path()
    pen.fill(f"{what}-ground", body.path(), "bone_ghost", 0.9, clip)
    if clip is None:
        pen.rim(f"{what}-shade", body, "ilium_deep", 7.0, 0.07)
        pen.rim(f"{what}-light", body, "bone_light", -5.0, 0.2)
    pen.line(f"{what}-edge", body.path(), "bone_line", "fine", 0.55, clip=edge)


def _draw_l5(pen: Pen) -> None:
    l5 = drawing()["l5"]
    for name in ("process", "upper"):
        for side in both(read(l5[name])):
            _ghost(pen, name, side)
    _ghost(pen, "spine", read(l5["spine"]))
    body = read(l5["body"])
    _ghost(pen, "body", body)
    pen.hollow("waist", body.grown(0.8), "bone_light", 0.08, body.path())
    _ghost(pen, "top", read(l5["top"]))
    mark(pen, read(l5["mark"]))


def _head() -> Shape:
    row = drawing()["femur"]["head"]
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1) * row["radius"]
    return Shape(landmarks_mm()[row["at"]] + ring, np.zeros(len(ring), dtype=bool))


def _draw_femurs(pen: Pen) -> None:
    """Draw the thigh bones: in front of the socket, behind the front rim of it."""
    femur = drawing()["femur"]
    rim = read(drawing()["front_of_head"]["rim"])
    parts = {name: both(read(femur[name])) for name in ("shaft", "trochanter")}
    parts["head"] = both(_head())
    for k, hidden in enumerate(both(rim)):
        for name, sides in parts.items():
            _ghost(pen, name, sides[k], outside(hidden, 0, 0, 200))
    seen = Path.make_compound_path(*(side.path() for side in (*parts["head"], *parts["shaft"])))
    lay(pen, femur["touches"], "bone", landmarks_mm(), seen)
    mark(pen, *parts["head"], *parts["shaft"])


# --- hip bones ------------------------------------------------------------------------------


def _draw_hip_ground(pen: Pen) -> None:
    inside = hips()
    for outline, hole in zip(both(hip_outline()), both(hip_foramen()), strict=True):
        clip = with_hole(outline, hole)
        pen.fill("ground", clip, "ilium")
        pen.rim("shade", outline, "ilium_shade", 16.0, 0.12, clip)
        pen.rim("deep", outline, "ilium_deep", 5.0, 0.09, clip)
        pen.rim("light", outline, "ilium_light", -9.0, 0.3, clip)
        pen.glow("hole-shade", hole.path(), "ilium_deep", 0.035, clip)
    for rows in (drawing()["hip"]["base"], drawing()["hip"]["ramus"]):
        lay(pen, rows, "ilium", landmarks_mm(), inside)
    for side in both(hip_outline()):
        pen.hatch("hatch", side, "ilium_deep", 4.0, side.path())


def _draw_feature(pen: Pen, gid: str, rows: Any, marks: Any) -> None:
    with pen.layer(gid):
        lay(pen, rows, "ilium", landmarks_mm(), hips())
        mark(pen, *_marks(marks))


def _draw_hips(pen: Pen) -> None:
    with pen.layer("ilium"):
        _draw_hip_ground(pen)
        mark(pen, *both(read(drawing()["ilium"]["mark"])))
    for gid in ("ischium", "ischial-tuberosity", "pubis"):
        row = drawing()[gid]
        _draw_feature(pen, gid, row["touches"], row["mark"])
    for gid in ON_THE_HIP:
        row = drawing()["features"][gid]
        _draw_feature(pen, gid, row["touches"], row["mark"])
    with pen.layer("obturator-foramen"):
        for hole in both(hip_foramen()):
            pen.line("edge", hole.path(), "ilium_line", "line", 0.95)
        mark(pen, *both(hip_foramen()))
    with pen.layer("hip-edges"):
        for outline in both(hip_outline()):
            pen.line("edge", outline.path(), "ilium_line", "outline")


def _draw_front_of_heads(pen: Pen) -> None:
    with pen.layer("socket-rim"):
        for rim in both(read(drawing()["front_of_head"]["edge"], closed=False)):
            pen.line("rim", rim.path(), "ilium_line", "line")


def _draw_ischial_spines(pen: Pen) -> None:
    """Draw what the pubic bone hides: dashed."""
    row = drawing()["ischial-spine"]
    with pen.layer("ischial-spine"):
        for side in both(read(row["border"], closed=False)):
            pen.line("hidden", side.path(), "ilium_line", "fine", 0.85, (3, 2.4))
        mark(pen, *both(read(row["tip"])))


# --- sacrum ---------------------------------------------------------------------------------


def foramina() -> tuple[Shape, ...]:
    """Return the four openings of the picture's right half, from above."""
    return tuple(read(row["hole"]) for row in drawing()["sacrum"]["foramina"])


def _draw_foramina(pen: Pen, clip: Path) -> None:
    rows = drawing()["sacrum"]["foramina"]
    for groove in _marks(row["groove"] for row in rows):
        pen.hollow("groove", groove, "sacrum_deep", 0.05, clip)
    for hole in _marks(row["hole"] for row in rows):
        pen.fill("hole", hole.path(), "sacrum_deep", 0.95)
        pen.rim("depth", hole, "ink", -3.4, 0.16)
        pen.rim("wall", hole, "sacrum_shade", 2.2, 0.3)
        pen.line("edge", hole.path(), "sacrum_line", "fine", 0.9)
    mark(pen, *(hole.grown(1.35) for hole in _marks(row["hole"] for row in rows)))


def _draw_top(pen: Pen) -> None:
    """Draw the upper face of the first sacral body, on which the disc rests."""
    face = read(drawing()["sacrum"]["endplate"])
    pen.fill("endplate", face.path(), "sacrum_light", 0.9)
    pen.rim("endplate-shade", face, "sacrum_deep", 3.0, 0.08)
    ring = read(drawing()["sacrum"]["ring"])
    pen.line("ring", ring.path(), "sacrum_line", "hair", 0.6, clip=face.path())
    pen.line("endplate-edge", face.path(), "sacrum_line", "fine", 0.9)


def _draw_sacrum(pen: Pen) -> None:
    body = sacrum_outline()
    clip = body.path()
    with pen.layer("sacrum"):
        pen.fill("ground", clip, "sacrum")
        pen.rim("shade", body, "sacrum_shade", 13.0, 0.13)
        pen.rim("light", body, "sacrum_light", -8.0, 0.3)
        lay(pen, drawing()["sacrum"]["base"], "sacrum", landmarks_mm(), clip)
        pen.hatch("hatch", body, "sacrum_deep", 4.0, clip)
        _draw_top(pen)
        pen.line("edge", clip, "sacrum_line", "outline")
        for wing in both(read(drawing()["hidden_wing"], closed=False)):
            pen.line("hidden-wing", wing.path(), "ilium_line", "fine", 0.7, (3, 2.4), clip)
        mark(pen, body)
    for gid in ("sacral-ala", "sacral-promontory"):
        row = drawing()[gid]
        with pen.layer(gid):
            lay(pen, row["touches"], "sacrum", landmarks_mm(), clip)
            mark(pen, *_marks(row["mark"]))
    with pen.layer("anterior-sacral-foramina"):
        _draw_foramina(pen, clip)


def _draw_coccyx(pen: Pen) -> None:
    pieces = [read(row) for row in drawing()["coccyx"]]
    for piece in pieces:
        _ghost(pen, "piece", piece)
    mark(pen, *pieces)


def _draw_bones(pen: Pen) -> None:
    """Draw what lies farthest first: spine, hip bones, thigh bones, then the sacrum's front."""
    for gid, draw in (("l5", _draw_l5), ("coccyx", _draw_coccyx)):
        with pen.layer(gid):
            draw(pen)
    _draw_hips(pen)
    with pen.layer("femoral-head"):
        _draw_femurs(pen)
    _draw_front_of_heads(pen)
    _draw_ischial_spines(pen)
    _draw_sacrum(pen)


def _draw_layer(pen: Pen, name: str, width: Width) -> None:
    if name == "bones":
        _draw_bones(pen)
    elif name in SOFT:
        tissue.draw_structures(pen, tissue.plan(SOFT_FILE)[name], landmarks_mm(), mirror=True)
    elif name.startswith("names-"):
        draw_labels(pen, read_labels(drawing()["names"][width][name.removeprefix("names-")]))
    elif name == "scale":
        draw_scale(pen, FRAMES[width])
    else:
        draw_directions(pen, FRAMES[width], DIRECTIONS)


PLATE = Plate(LAYERS, FRAMES, _draw_layer, coarse=("narrow",))


def anterior_figure(width: Width = "wide", layers: Collection[str] = LAYERS) -> PlateFigure:
    """Return the plate as a figure without axes, at one of two widths; see `Plate.figure`."""
    return PLATE.figure(width, layers)
