"""The pelvis from behind: the plate in which a runner finds the bump under the dimple.

All lengths are mm in the pelvis frame, seen from behind: x to the subject's right (which is the
picture's right), y up. Bones are drawn for the right side and mirrored; shade comes afterwards, so
the light stays at the upper left. Each structure is a named group with a `mark` that can be lit.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.path import Path
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import soft_posterior
from sij.figures.frontal import hip_foramen, hip_outline, landmarks_mm, sacrum_outline
from sij.figures.marks import mark, ribbon
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
from sij.figures.proportions import SEXES, Sex, warped
from sij.figures.shapes import Points, Shape, area_mm2, shape

SOFT = ("joints", "ligaments", "muscles", "nerves", "skin")
NAMES = ("bones", *SOFT)
LAYERS = (
    "bones",
    *SOFT,
    *(f"proportions-{sex}" for sex in SEXES),
    *(f"names-{layer}" for layer in NAMES),
    "scale",
    "directions",
)
"""All groups of the picture, from the back to the front."""

DIRECTIONS: Directions = {
    "right": ((1.0, 0.0), "left"),
    "left": ((-1.0, 0.0), "right"),
    "up": ((0.0, 1.0), "center"),
}
FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-212.0, -196.0), (212.0, 122.0), 8.4, "label"),
    "narrow": Frame((-162.0, -186.0), (162.0, 122.0), 4.6, "label"),
}


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the control points of the plate, as in ``assets/anatomy/posterior.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "posterior.yaml"))
    return data


def curve(part: str, name: str, closed: bool = True) -> Shape:
    """Return one named curve of the right side, such as ``curve("heights", "psis")``.

    Raises
    ------
    KeyError
        When the anatomy file has no such curve.
    """
    return shape(drawing()[part][name], landmarks_mm(), closed)


def _curves(part: str, name: str, closed: bool = True) -> Iterator[Shape]:
    for entries in drawing()[part][name]:
        yield shape(entries, landmarks_mm(), closed)


def both(right: Shape) -> tuple[Shape, Shape]:
    """Return a curve of the right side and its mirror image."""
    return right, right.mirrored()


TIP_MM = 24.0


def near_part() -> Shape:
    """Return the part of the right hip bone that lies nearest: wing, body and sit bone."""
    outline = hip_outline().sampled_mm(2)
    border = curve("hip", "border", closed=False).sampled_mm(2)
    start, end = (int(np.hypot(*(outline - tip).T).argmin()) for tip in (border[0], border[-1]))
    ring = np.roll(outline, -end, axis=0)
    count = (start - end) % len(outline) + 1
    arcs = (ring[:count], ring[count - 1 :][::-1])
    lateral: Points = max(arcs, key=lambda arc: float(arc[:, 0].max()))
    points = np.vstack([lateral, border[1:-1]])
    return Shape(points, np.zeros(len(points), dtype=bool))


def with_hole(outer: Shape, hole: Shape) -> Path:
    """Return a closed curve with a hole in it as one path."""
    same_way = area_mm2(outer) * area_mm2(hole) > 0
    return Path.make_compound_path(outer.path(), (hole.reversed() if same_way else hole).path())


def _marked(pen: Pen, gid: str, *areas: Shape) -> None:
    with pen.layer(gid):
        mark(pen, *areas)


# --- ghosts ---------------------------------------------------------------------------------


def _ghost(pen: Pen, what: str, body: Shape, strength: float = 1.0) -> None:
    pen.fill(what, body.path(), "bone_ghost", 0.9)
    pen.rim(f"{what}-shade", body, "ilium_deep", 7.0, 0.07 * strength)
    pen.rim(f"{what}-light", body, "bone_light", -5.0, 0.2)
    pen.line(f"{what}-edge", body.path(), "bone_line", "fine", 0.5)


def _head(centre: Points) -> Shape:
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return Shape(
        centre + drawing()["femur"]["head"]["radius"] * ring, np.zeros(len(ring), dtype=bool)
    )


def _draw_femurs(pen: Pen) -> None:
    for name in ("shaft", "lesser", "trochanter"):
        for body in both(curve("femur", name)):
            _ghost(pen, name, body)
    heads = both(_head(landmarks_mm()["acetabulum_centre"]))
    for head in heads:
        _ghost(pen, "head", head)
    mark(pen, *heads, *both(curve("femur", "shaft")))


def _draw_l5(pen: Pen) -> None:
    body = curve("l5", "body")
    _ghost(pen, "body", body)
    for process in both(curve("l5", "process")):
        _ghost(pen, "process", process)
    _ghost(pen, "arch", curve("l5", "arch"), 1.4)
    _ghost(pen, "spine", curve("l5", "spine"), 1.6)
    mark(pen, body, *both(curve("l5", "process")), curve("l5", "arch"))


def _draw_coccyx(pen: Pen) -> None:
    pieces = [shape(entries, landmarks_mm()) for entries in drawing()["coccyx"]]
    for piece in pieces:
        _ghost(pen, "piece", piece)
    mark(pen, *pieces)


# --- sacrum ---------------------------------------------------------------------------------


def _bump(pen: Pen, what: str, body: Shape, clip: Path, strength: float = 1.0) -> None:
    """Raise a small knob: lit towards the light, shaded away from it, with a soft foot."""
    pen.hollow(f"{what}-foot", body.grown(1.5).moved(0.9, -1.1), "sacrum_deep", 0.06, clip)
    pen.hollow(f"{what}-top", body.grown(0.95), "sacrum_light", 0.24 * strength, clip)
    pen.rim(f"{what}-shade", body, "sacrum_deep", 1.8, 0.09 * strength)


def _draw_facets(pen: Pen) -> None:
    for side in both(curve("sacrum", "facet")):
        pen.fill("body", side.path(), "sacrum")
        pen.rim("shade", side, "sacrum_shade", 5.0, 0.2)
        pen.rim("light", side, "sacrum_light", -4.0, 0.4)
    for top in both(curve("sacrum", "facet_top", closed=False)):
        pen.line("edge", top.path(), "sacrum_line", "line")
    for face in both(curve("sacrum", "facet_face")):
        pen.fill("face", face.path(), "cartilage", 0.75)
        pen.rim("face-shade", face, "cartilage_line", -2.6, 0.12)
        pen.line("face-edge", face.path(), "cartilage_line", "fine", 0.9)
    mark(pen, *both(curve("sacrum", "facet")))


def foramina() -> tuple[Shape, ...]:
    """Return the four openings of the right side, from above."""
    return tuple(_foramen(**row) for row in drawing()["sacrum"]["foramina"])


def _foramen(at: str, wide: float, high: float, tilt: float) -> Shape:
    angles = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    ring = np.stack([wide * np.cos(angles), high * np.sin(angles)], axis=1)
    turn = np.deg2rad(tilt)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return Shape(landmarks_mm()[at] + ring @ spin.T, np.zeros(len(ring), dtype=bool))


def _draw_foramina(pen: Pen, clip: Path) -> None:
    for hole in (side for right in foramina() for side in both(right)):
        pen.hollow("funnel", hole.grown(1.75), "sacrum_deep", 0.06, clip)
        pen.fill("hole", hole.path(), "sacrum_deep", 0.9)
        pen.rim("depth", hole, "ink", -3.4, 0.16)
        pen.rim("wall", hole, "sacrum_shade", 2.4, 0.3)
        pen.line("edge", hole.path(), "sacrum_line", "fine", 0.9)
    mark(pen, *(side.grown(1.3) for right in foramina() for side in both(right)))


def _draw_median_crest(pen: Pen, clip: Path) -> None:
    ridge = curve("sacrum", "crest_ridge")
    pen.hollow("ridge", ridge.grown(1.3).moved(1.4, -0.8), "sacrum_deep", 0.05, clip)
    pen.fill("ridge-top", ridge.path(), "sacrum_light", 0.45, clip)
    knobs = list(_curves("sacrum", "crest"))
    for knob in knobs:
        _bump(pen, "knob", knob, clip, 1.2)
    mark(pen, *knobs, ridge)


def _draw_row(pen: Pen, name: str, clip: Path) -> None:
    knobs = [side for right in _curves("sacrum", name) for side in both(right)]
    for line in both(curve("sacrum", f"{name}_line", closed=False)):
        pen.line("line-light", line.moved(-0.8, 0.4).path(), "sacrum_light", "line", 0.4, clip=clip)
        pen.line("line", line.path(), "sacrum_line", "hair", 0.4, clip=clip)
    for knob in knobs:
        _bump(pen, "knob", knob, clip)
    mark(pen, *(knob.grown(1.35) for knob in knobs))


def _draw_hiatus(pen: Pen) -> None:
    gap = curve("sacrum", "hiatus")
    pen.fill("gap", gap.path(), "sacrum_deep", 0.85)
    pen.rim("depth", gap, "ink", -3.0, 0.12)
    pen.line("edge", gap.path(), "sacrum_line", "fine", 0.9)
    for horn in both(curve("sacrum", "cornu")):
        _bump(pen, "horn", horn, sacrum_outline().path())
    mark(pen, gap, *both(curve("sacrum", "cornu")))


def _draw_canal(pen: Pen) -> None:
    gap = curve("sacrum", "canal")
    pen.fill("gap", gap.path(), "sacrum_deep", 0.9)
    pen.rim("depth", gap, "ink", -5.0, 0.12)
    lip = curve("sacrum", "lamina", closed=False).path()
    pen.line("lip-light", lip, "sacrum_light", "heavy", 0.8)
    pen.line("lip", lip, "sacrum_line", "line", 0.8)
    mark(pen, gap)


def _sacrum_ground(pen: Pen, body: Shape, clip: Path) -> None:
    pen.fill("body", clip, "sacrum")
    pen.rim("shade", body, "sacrum_shade", 15.0, 0.13)
    pen.rim("deep", body, "sacrum_deep", 5.0, 0.08)
    for name in ("side", "wing", "rough", "furrow", "facet_lobe"):
        for area in both(curve("sacrum", name)):
            pen.hollow(f"hollow-{name}", area, "sacrum_deep", 0.055, clip)
    pen.rim("light", body, "sacrum_light", -9.0, 0.3)
    pen.hatch("hatch", body, "sacrum_deep", 4.5, clip)
    for right in _curves("sacrum", "segments", closed=False):
        for seam in both(right):
            pen.line("seam-light", seam.moved(0, 0.9).path(), "sacrum_light", "line", 0.45)
            pen.line("seam", seam.path(), "sacrum_line", "hair", 0.5, clip=clip)


def _draw_sacrum(pen: Pen) -> None:
    body = sacrum_outline()
    clip = body.path()
    with pen.layer("sacrum"):
        _sacrum_ground(pen, body, clip)
        pen.line("edge", clip, "sacrum_line", "outline")
        mark(pen, body)
    _marked(pen, "sacral-ala", *both(curve("sacrum_marks", "sacral-ala")))
    with pen.layer("sacral-canal"):
        _draw_canal(pen)
    with pen.layer("superior-articular-facets"):
        _draw_facets(pen)
    for gid, name in (
        ("lateral-sacral-crest", "lateral"),
        ("intermediate-sacral-crest", "intermediate"),
    ):
        with pen.layer(gid):
            _draw_row(pen, name, clip)
    with pen.layer("posterior-sacral-foramina"):
        _draw_foramina(pen, clip)
    with pen.layer("median-sacral-crest"):
        _draw_median_crest(pen, clip)
    with pen.layer("sacral-hiatus"):
        _draw_hiatus(pen)


# --- hip bones ------------------------------------------------------------------------------

FAR_HOLLOWS = {"inner_wall": 0.12, "pubis": 0.07, "ramus": 0.08}
NEAR_HOLLOWS = {
    "gluteal_fossa": 0.075,
    "behind_line": 0.05,
    "above_socket": 0.05,
    "below_rim": 0.07,
    "body": 0.06,
}


def _draw_far(pen: Pen, outline: Shape, hole: Shape, mirrored: bool) -> None:
    """Draw the part that runs away to the front: paler lines, no strong light."""
    clip = with_hole(outline, hole)
    pen.fill("far", clip, "ilium")
    pen.fill("far-haze", clip, "ilium_shade", 0.5)
    pen.rim("far-shade", outline, "ilium_deep", 8.0, 0.06, clip)
    for name, alpha in FAR_HOLLOWS.items():
        area = curve("hollows", name)
        pen.hollow(
            f"hollow-{name}", area.mirrored() if mirrored else area, "ilium_deep", alpha, clip
        )
    pen.rim("far-light", outline, "ilium_light", -6.0, 0.2, clip)
    pen.glow("hole-shade", hole.path(), "ilium_deep", 0.04, clip)
    for name in ("quadrilateral", "obturator_groove", "symphysis_ridge"):
        line = curve("features", name, closed=False)
        path = (line.mirrored() if mirrored else line).path()
        pen.line(name.replace("_", "-"), path, "ilium_line", "hair", 0.45, clip=clip)
    pen.line("far-edge", outline.path(), "ilium_line", "line", 0.8)
    pen.line("hole", hole.path(), "ilium_line", "fine", 0.9)


def _draw_near(pen: Pen, near: Shape, mirrored: bool) -> None:
    """Draw wing, body and sit bone, in full light."""
    clip = near.path()
    pen.fill("near", clip, "ilium")
    pen.rim("shade", near, "ilium_shade", 20.0, 0.13, clip)
    pen.rim("deep", near, "ilium_deep", 7.0, 0.08, clip)
    tone = 1.7 if not mirrored else 0.85
    for name, alpha in NEAR_HOLLOWS.items():
        area = curve("hollows", name)
        area = area.mirrored() if mirrored else area
        pen.hollow(f"hollow-{name}", area, "ilium_deep", alpha * tone, clip)
    pen.rim("light", near, "ilium_light", -12.0, 0.28, clip)
    pen.hatch("hatch", near, "ilium_deep", 5.5, clip)


def _raise(pen: Pen, name: str, *, light: float = 0.2) -> None:
    clip = with_hole(hip_outline(), hip_foramen())
    for k, area in enumerate(both(curve("heights", name))):
        inside = clip if k == 0 else with_hole(hip_outline().mirrored(), hip_foramen().mirrored())
        pen.hollow(f"foot-{name}", area.grown(1.15).moved(1.6, -2.2), "ilium_deep", 0.04, inside)
        pen.hollow(f"height-{name}", area, "ilium_light", light, inside)


def _strokes(pen: Pen, names: Collection[str], width: str = "fine", alpha: float = 0.5) -> None:
    for name in names:
        for k, line in enumerate(both(curve("features", name, closed=False))):
            inside = near_part() if k == 0 else near_part().mirrored()
            pen.line(
                f"{name}-light",
                line.moved(-0.7, 0.9).path(),
                "ilium_light",
                "line",
                0.5,
                clip=inside.path(),
            )
            pen.line(
                name.replace("_", "-"),
                line.path(),
                "ilium_line",
                width,
                alpha,
                clip=inside.path(),
            )


def _spot(name: str) -> tuple[Shape, Shape]:
    return both(curve("marks", name))


def _draw_bones(pen: Pen) -> None:
    """Draw what lies farthest first: thigh bones, pubis, spine, sacrum, then the near hip bones."""
    for gid, draw in (
        ("femoral-head", _draw_femurs),
        ("pubis", _draw_pubis),
        ("l5", _draw_l5),
        ("coccyx", _draw_coccyx),
    ):
        with pen.layer(gid):
            draw(pen)
    _draw_sacrum(pen)
    _draw_near_hips(pen)


def _draw_pubis(pen: Pen) -> None:
    holes = both(hip_foramen())
    for k, (outline, hole) in enumerate(zip(both(hip_outline()), holes, strict=True)):
        _draw_far(pen, outline, hole, k == 1)
    mark(pen, *both(curve("marks", "pubis")))


def _draw_near_hips(pen: Pen) -> None:
    with pen.layer("ilium"):
        for k, near in enumerate(both(near_part())):
            _draw_near(pen, near, k == 1)
        mark(pen, *both(curve("marks", "ilium")))
    with pen.layer("ischium"):
        mark(pen, *both(curve("marks", "ischium")))
    _draw_hip_features(pen)


def _draw_hip_features(pen: Pen) -> None:
    with pen.layer("obturator-foramen"):
        mark(pen, *both(hip_foramen()))
    with pen.layer("greater-sciatic-notch"):
        _notch(pen, "greater-sciatic-notch")
    with pen.layer("lesser-sciatic-notch"):
        _notch(pen, "lesser-sciatic-notch")
    with pen.layer("gluteal-lines"):
        lines = ("gluteal_posterior", "gluteal_anterior", "gluteal_inferior")
        _strokes(pen, lines, "line", 0.55)
        mark(pen, *(ribbon(side) for n in lines for side in both(curve("features", n, False))))
    with pen.layer("iliac-crest"):
        _raise(pen, "crest", light=0.3)
        _strokes(pen, ("crest_outer_lip",), "line", 0.7)
        _strokes(pen, ("crest_middle",), "hair", 0.6)
        mark(pen, *_spot("iliac-crest"))
    with pen.layer("acetabulum"):
        _raise(pen, "rim", light=0.26)
        _strokes(pen, ("rim_behind",), "line", 0.6)
        mark(pen, *_spot("acetabulum"))
    with pen.layer("ischial-tuberosity"):
        _raise(pen, "tuberosity", light=0.26)
        _strokes(pen, ("tuber_upper", "tuber_lower"), "fine", 0.55)
        mark(pen, *_spot("ischial-tuberosity"))
    with pen.layer("ischial-spine"):
        _raise(pen, "spine", light=0.26)
        _strokes(pen, ("spine_ridge",), "fine", 0.6)
        mark(pen, *_spot("ischial-spine"))
    with pen.layer("piis"):
        _raise(pen, "piis", light=0.3)
        mark(pen, *_spot("piis"))
    with pen.layer("psis"):
        _raise(pen, "psis", light=0.34)
        mark(pen, *_spot("psis"))
    with pen.layer("asis"):
        mark(pen, *_spot("asis"))
    _draw_edges(pen)


def _notch(pen: Pen, gid: str) -> None:
    """Draw the shaded inner face of a notch, where the bone turns away."""
    for k, area in enumerate(_spot(gid)):
        near = near_part() if k == 0 else near_part().mirrored()
        pen.hollow("bay", area, "ilium_deep", 0.06, near.path())
        pen.line("lip", area.path(), "ilium_line", "hair", 0.35, clip=near.path())
    mark(pen, *_spot(gid))


def _bold_edge(near: Shape) -> Shape:
    """Return a near part's edge without its last bit, where the branch thins out to nothing."""
    # The ring starts at the branch's tip.
    away_mm = np.hypot(*(near.points_mm - near.points_mm[0]).T)
    bold = np.flatnonzero(away_mm > TIP_MM)
    points = near.points_mm[bold[0] : bold[-1] + 1]
    return Shape(points, np.zeros(len(points), dtype=bool), closed=False)


def _draw_edges(pen: Pen) -> None:
    """Draw the outlines last: the near ones heavy, the hidden edge of the sacrum dashed."""
    sacrum = sacrum_outline().path()
    with pen.layer("edges"):
        for near in both(near_part()):
            pen.line("near", _bold_edge(near).path(), "ilium_line", "outline")
            pen.line("near-end", near.path(), "ilium_line", "fine", 0.7)
            pen.line("hidden", sacrum, "sacrum_line", "fine", 0.8, (3, 2.4), near.path())


def _draw_proportions(pen: Pen, sex: Sex) -> None:
    colour, dashes = {"women": ("accent2", (5.0, 2.2)), "men": ("accent", (1.4, 2.0))}[sex]
    for part in (*both(hip_outline()), *both(hip_foramen()), sacrum_outline()):
        path = warped(part, sex).path()
        pen.line("halo", path, "paper", "heavy", 0.75)
        pen.line("line", path, colour, "outline", 1.0, dashes)


def _draw_layer(pen: Pen, name: str, width: Width) -> None:
    kind, _, which = name.partition("-")
    if name == "bones":
        _draw_bones(pen)
    elif name in SOFT:
        soft_posterior.draw_layer(pen, name)
    elif kind == "proportions":
        _draw_proportions(pen, next(sex for sex in SEXES if sex == which))
    elif kind == "names":
        draw_labels(pen, read_labels(drawing()["names"][width][which]))
    elif name == "scale":
        draw_scale(pen, FRAMES[width])
    else:
        draw_directions(pen, FRAMES[width], DIRECTIONS)


PLATE = Plate(LAYERS, FRAMES, _draw_layer, coarse=("narrow",))


def posterior_figure(width: Width = "wide", layers: Collection[str] = LAYERS) -> PlateFigure:
    """Return the plate as a figure without axes, at one of two widths; see `Plate.figure`."""
    return PLATE.figure(width, layers)
