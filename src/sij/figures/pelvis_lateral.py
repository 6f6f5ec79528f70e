"""The pelvis from its right side: the scene in which the sacrum nods.

All lengths are mm in the pelvis frame (x forward, to the right of the picture; y up).
Parts are named groups in the SVG, so a player can move the whole sacrum by one transform.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import style
from sij.figures.shapes import Points, Shape, area_mm2, hatching, outside, shape

Width = Literal["wide", "narrow"]
Side = Literal["left", "right", "center"]
Mark = tuple[float, float]

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

SCALE_BAR_MM = 50.0
LIGHT = (-0.6, 0.8)
"""Where the light comes from: a unit vector in the picture, upper left."""
FINE_STEPS = (1.0, 0.74, 0.53, 0.36, 0.22, 0.1)
COARSE_STEPS = (1.0, 0.62, 0.34, 0.14)


@dataclass(frozen=True)
class Frame:
    """The piece of the scene that a picture shows."""

    low_mm: tuple[float, float]
    high_mm: tuple[float, float]
    width_in: float
    label_size: str

    @property
    def height_in(self) -> float:
        """Height that keeps one mm equally long both ways."""
        span = np.subtract(self.high_mm, self.low_mm)
        return float(self.width_in * span[1] / span[0])


FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-222.0, -160.0), (58.0, 92.0), 7.2, "label"),
    "narrow": Frame((-178.0, -172.0), (22.0, 92.0), 3.75, "label"),
}


@dataclass(frozen=True)
class LateralFigure:
    """A drawn figure with the way from mm to SVG units.

    Attributes
    ----------
    figure
        The matplotlib figure.
    mm_to_svg
        Shape (2, 3): ``[x_svg, y_svg] = mm_to_svg @ [x_mm, y_mm, 1]``; SVG units are
        points (1/72 inch), y down, as in the ``viewBox`` that matplotlib writes.
    """

    figure: Figure
    mm_to_svg: NDArray[np.float64]

    def to_svg_xy(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return the SVG position of a point of the pelvis frame."""
        x, y = self.mm_to_svg @ [x_mm, y_mm, 1.0]
        return float(x), float(y)


class _GroupEdge(Artist):
    """Opens or closes a named group in the SVG, at its place in the drawing order."""

    def __init__(self, gid: str | None, zorder: float) -> None:
        super().__init__()
        self._name = gid
        self.set_zorder(zorder)

    @allow_rasterization  # type: ignore[untyped-decorator, unused-ignore]
    def draw(self, renderer: RendererBase) -> None:
        """Write the start or the end of the group."""
        if self._name is None:
            renderer.close_group("group")
        else:
            renderer.open_group("group", gid=self._name)


@dataclass
class Pen:
    """Draws named shapes into groups, each on top of the one before."""

    ax: Axes
    group: str = ""
    count: dict[str, int] = field(default_factory=dict)
    level: float = 1.0

    @contextmanager
    def layer(self, gid: str) -> Iterator[None]:
        """Collect all that is drawn inside the block in one SVG group `gid`."""
        self._edge(gid)
        self.group = gid
        yield
        self._edge(None)
        self.group = ""

    def _edge(self, gid: str | None) -> None:
        self.ax.add_artist(_GroupEdge(gid, self._next()))

    def _next(self) -> float:
        self.level += 1.0
        return self.level

    def _name(self, what: str) -> str:
        name = f"{self.group}-{what}"
        self.count[name] = self.count.get(name, 0) + 1
        return name if self.count[name] == 1 else f"{name}-{self.count[name]}"

    def fill(
        self, what: str, path: Path, colour: str, alpha: float = 1.0, clip: Path | None = None
    ) -> None:
        """Fill a path with a palette colour, cut to `clip` if given."""
        self._add(
            what,
            PathPatch(path, facecolor=style.colour(colour), edgecolor="none", alpha=alpha, lw=0),
            clip,
        )

    def line(
        self,
        what: str,
        path: Path,
        colour: str,
        width: str = "line",
        alpha: float = 1.0,
        dashes: tuple[float, ...] | None = None,
        clip: Path | None = None,
    ) -> None:
        """Stroke a path with a palette colour and a named width."""
        patch = PathPatch(
            path,
            fill=False,
            edgecolor=style.colour(colour),
            lw=style.stroke(width),
            alpha=alpha,
            linestyle=(0, dashes) if dashes else "solid",
            capstyle="round",
            joinstyle="round",
        )
        self._add(what, patch, clip)

    def _add(self, what: str, patch: PathPatch, clip: Path | None) -> None:
        patch.set_gid(self._name(what))
        patch.set_zorder(self._next())
        self.ax.add_patch(patch)
        if clip is not None:
            patch.set_clip_path(clip, self.ax.transData)
        else:
            patch.set_clip_on(False)

    def glow(self, what: str, path: Path, colour: str, alpha: float, clip: Path) -> None:
        """Soften a line: strokes of growing width, cut to `clip`."""
        for width_pt in (2.5, 5.0, 8.0, 11.5, 15.5):
            patch = PathPatch(path, fill=False, edgecolor=style.colour(colour), lw=width_pt)
            patch.set_alpha(alpha)
            self._add(what, patch, clip)

    def text(
        self,
        what: str,
        at_mm: Mark,
        words: str,
        side: Side = "center",
        size: str = "label",
        colour: str = "ink",
    ) -> None:
        """Write real text; `side` is the edge of the words that stands at `at_mm`."""
        text = self.ax.text(*at_mm, words, ha=side, va="center", linespacing=1.15)
        text.set(size=style.type_size(size), color=style.colour(colour))
        text.set(gid=self._name(what), zorder=self._next())

    def rim(
        self,
        what: str,
        body: Shape,
        colour: str,
        reach_mm: float,
        alpha: float,
        clip: Path | None = None,
    ) -> None:
        """Shade the edge of a body: steps of one colour, widest first.

        A positive reach darkens the side away from the light, a negative one the lit side.
        """
        clip = body.path() if clip is None else clip
        for step in FINE_STEPS if abs(reach_mm) > 10 else COARSE_STEPS:
            shift = [reach_mm * step * part for part in LIGHT]
            self.fill(what, outside(body, shift[0], shift[1]), colour, alpha, clip)

    def hatch(self, what: str, body: Shape, colour: str, reach_mm: float, clip: Path) -> None:
        """Hatch the rim away from the light (or, with a negative reach, the lit one)."""
        dx, dy = (reach_mm * part for part in LIGHT)
        strokes = hatching(body, dx, dy, spacing_mm=1.9, slope_deg=66.0)
        self.line(what, strokes, colour, "fine", 0.6, clip=clip)

    def hollow(self, what: str, area: Shape, colour: str, alpha: float, clip: Path) -> None:
        """Shade a hollow softly: nested copies of one area, more of them in a large one."""
        steps = 9 if abs(area_mm2(area)) > 2000 else 5
        for factor in np.linspace(1.2, 0.3, steps):
            self.fill(what, area.grown(float(factor)).path(), colour, alpha * 5 / steps, clip)


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


def _draw_l5(pen: Pen) -> None:
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


def _draw_sacrum(pen: Pen) -> None:
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


def _draw_hip(pen: Pen) -> None:
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


@dataclass(frozen=True)
class Label:
    """Words beside the picture and the point they name, in mm."""

    tag: str
    words: str
    at_mm: Mark
    side: Side
    to_mm: Mark | None = None


def _labels(width: Width) -> tuple[Label, ...]:
    rows = drawing()["labels"][width]
    return tuple(
        Label(
            r["tag"], r["words"], tuple(r["at"]), r["side"], tuple(r["to"]) if "to" in r else None
        )
        for r in rows
    )


def _draw_labels(pen: Pen, width: Width) -> None:
    for label in _labels(width):
        if label.to_mm is not None:
            start = np.add(label.at_mm, _GAP[label.side])
            pen.line(
                f"{label.tag}-line", Path(np.array([start, label.to_mm])), "ink_soft", "fine", 0.8
            )
        pen.text(label.tag, label.at_mm, label.words, label.side)


_GAP = {"left": (-1.8, 0.0), "right": (1.8, 0.0), "center": (0.0, 11.0)}


def _draw_scale(pen: Pen, frame: Frame) -> None:
    x, y = frame.high_mm[0] - 8 - SCALE_BAR_MM, frame.low_mm[1] + 9
    bar = np.array([[x, y], [x + SCALE_BAR_MM, y]])
    pen.line("bar", Path(bar), "ink", "outline")
    for end in bar:
        pen.line("tick", Path(np.add(end, [[0, -1.8], [0, 1.8]])), "ink", "line")
    words = f"{SCALE_BAR_MM:g} mm"
    pen.text("words", (x + SCALE_BAR_MM / 2, y + 6), words, size="small")


DIRECTIONS: Mapping[str, tuple[Mark, Side]] = {
    "front": ((1.0, 0.0), "left"),
    "back": ((-1.0, 0.0), "right"),
    "up": ((0.0, 1.0), "center"),
}


def _draw_directions(pen: Pen, frame: Frame) -> None:
    start = np.add(frame.low_mm, (38.0, 9.0))
    for tag, (way_, side) in DIRECTIONS.items():
        way = np.array(way_)
        tip, across = start + 11.5 * way, way[::-1] * 1.8
        head = np.array([tip - 2.6 * way + across, tip, tip - 2.6 * way - across])
        pen.line(f"{tag}-shaft", Path(np.array([start, tip])), "ink_soft", "line")
        pen.line(f"{tag}-head", Path(head), "ink_soft", "line")
        x, y = tip + way * (2.2, 4.2)
        pen.text(tag, (float(x), float(y)), tag, side, "small", "ink_soft")


def draw_lateral(ax: Axes, layers: Collection[str] = LAYERS, width: Width = "wide") -> None:
    """Draw the scene into axes whose units are mm.

    Parameters
    ----------
    ax
        Axes with equal aspect; call inside ``style.figure_style()``.
    layers
        Which of `LAYERS` to draw.
    width
        Which set of labels to use.

    Raises
    ------
    ValueError
        When a layer is unknown.
    """
    unknown = set(layers) - set(LAYERS)
    if unknown:
        raise ValueError(f"There is no layer {sorted(unknown)[0]!r}: use some of {LAYERS}.")
    pen, frame = Pen(ax), FRAMES[width]
    for name in (layer for layer in LAYERS if layer in layers):
        with pen.layer(name):
            _draw_layer(pen, name, frame, width)


def _draw_layer(pen: Pen, name: str, frame: Frame, width: Width) -> None:
    simple = {
        "l5": _draw_l5,
        "sacrum": _draw_sacrum,
        "hip": _draw_hip,
        "joint": _draw_joint,
        "sacrum-ghost": _draw_ghost,
        "hip-veil": _draw_veil,
    }
    if name in simple:
        simple[name](pen)
    elif name in DOTS:
        _draw_dots(pen, DOTS[name])
    elif name == "labels":
        _draw_labels(pen, width)
    elif name == "scale":
        _draw_scale(pen, frame)
    else:
        _draw_directions(pen, frame)


def lateral_figure(width: Width = "wide", layers: Collection[str] = LAYERS) -> LateralFigure:
    """Return the scene as a figure without axes, at one of two widths.

    Parameters
    ----------
    width
        ``"wide"`` for screens and pages, ``"narrow"`` for phones.
    layers
        Which of `LAYERS` to draw.
    """
    frame = FRAMES[width]
    with style.figure_style():
        figure = Figure(figsize=(frame.width_in, frame.height_in))
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set(xlim=(frame.low_mm[0], frame.high_mm[0]), ylim=(frame.low_mm[1], frame.high_mm[1]))
        ax.set_aspect("equal")
        draw_lateral(ax, layers, width)
    return LateralFigure(figure, _mm_to_svg(frame))


def _mm_to_svg(frame: Frame) -> NDArray[np.float64]:
    scale = frame.width_in * 72 / (frame.high_mm[0] - frame.low_mm[0])
    return np.array([[scale, 0, -scale * frame.low_mm[0]], [0, -scale, scale * frame.high_mm[1]]])
