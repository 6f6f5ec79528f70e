"""The illustrator's pen of all plates: groups, shading, labels, scale bar and directions.

All lengths are mm in the pelvis frame. Parts are named groups in the SVG, so a player can move,
show or hide them. Light comes from the upper left in every plate.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from sij.figures import style
from sij.figures.shapes import Shape, area_mm2, hatching, outside

Width = Literal["wide", "narrow"]
Side = Literal["left", "right", "center"]
Mark = tuple[float, float]

Directions = Mapping[str, tuple[Mark, Side]]

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


@dataclass(frozen=True)
class PlateFigure:
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
    coarse: bool = False
    """Fewer steps of shade, for small pictures."""
    prefix: str = ""
    """Stands before each layer's name, so that one thing can be drawn twice in a picture."""

    @contextmanager
    def layer(self, gid: str) -> Iterator[None]:
        """Collect all that is drawn inside the block in one SVG group `gid`; blocks may nest."""
        outer, name = self.group, f"{self.prefix}{gid}"
        self._edge(name)
        self.group = name
        yield
        self._edge(None)
        self.group = outer

    def mm_per_pt(self) -> float:
        """Return how many mm of the picture one point of type covers."""
        low, high = self.ax.get_xlim()
        figure = self.ax.get_figure(root=True)
        if figure is None:
            raise ValueError("Put the axes into a figure before drawing on them.")
        width_in = figure.get_size_inches()[0] * self.ax.get_position().width
        return float((high - low) / (width_in * 72))

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
        # Not add_patch: the frame is fixed, so no limits need be worked out.
        self.ax.add_artist(patch)
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
        fine = abs(reach_mm) > 10 and not self.coarse
        steps = FINE_STEPS if fine else COARSE_STEPS
        # The whole rim is equally dark however many steps it takes.
        share = 1.0 if fine or abs(reach_mm) <= 10 else len(FINE_STEPS) / len(COARSE_STEPS)
        for step in steps:
            shift = [reach_mm * step * part for part in LIGHT]
            self.fill(what, outside(body, shift[0], shift[1]), colour, alpha * share, clip)

    def hatch(self, what: str, body: Shape, colour: str, reach_mm: float, clip: Path) -> None:
        """Hatch the rim away from the light (or, with a negative reach, the lit one)."""
        dx, dy = (reach_mm * part for part in LIGHT)
        strokes = hatching(body, dx, dy, spacing_mm=1.9, slope_deg=66.0)
        self.line(what, strokes, colour, "fine", 0.6, clip=clip)

    def hollow(self, what: str, area: Shape, colour: str, alpha: float, clip: Path) -> None:
        """Shade a hollow softly: nested copies of one area, more of them in a large one."""
        steps = 9 if abs(area_mm2(area)) > 2000 else 5
        steps = 4 if self.coarse else steps
        for factor in np.linspace(1.2, 0.3, steps):
            self.fill(what, area.grown(float(factor)).path(), colour, alpha * 5 / steps, clip)


@dataclass(frozen=True)
class Label:
    """Words beside the picture and the point they name, in mm."""

    tag: str
    words: str
    at_mm: Mark
    side: Side
    to_mm: Mark | None = None


def read_labels(rows: Iterable[Mapping[str, Any]]) -> tuple[Label, ...]:
    """Return the labels of an anatomy file's list of ``{tag, words, at, side, to}``."""
    return tuple(
        Label(
            r["tag"], r["words"], tuple(r["at"]), r["side"], tuple(r["to"]) if "to" in r else None
        )
        for r in rows
    )


def draw_labels(pen: Pen, labels: Iterable[Label]) -> None:
    """Write each label and its straight leader."""
    for label in labels:
        if label.to_mm is not None:
            start = np.add(label.at_mm, _leader_start_mm(pen, label))
            pen.line(
                f"{label.tag}-line", Path(np.array([start, label.to_mm])), "ink_soft", "fine", 0.8
            )
        pen.text(label.tag, label.at_mm, label.words, label.side)


LEADER_GAP_PT = 3.5
LINE_HEIGHT = 1.5


def _leader_start_mm(pen: Pen, label: Label) -> Mark:
    """Return where a leader leaves its words: beside them, or above or below a centred label."""
    if label.side != "center" or label.to_mm is None:
        return {"left": (-1.8, 0.0), "right": (1.8, 0.0), "center": (0.0, 0.0)}[label.side]
    lines = label.words.count("\n") + 1
    half_pt = lines * style.type_size("label") * LINE_HEIGHT / 2 + LEADER_GAP_PT
    way = 1.0 if label.to_mm[1] > label.at_mm[1] else -1.0
    return (0.0, way * half_pt * pen.mm_per_pt())


def draw_scale(pen: Pen, frame: Frame) -> None:
    """Draw the scale bar at the lower right of the frame."""
    x, y = frame.high_mm[0] - 8 - SCALE_BAR_MM, frame.low_mm[1] + 9
    bar = np.array([[x, y], [x + SCALE_BAR_MM, y]])
    pen.line("bar", Path(bar), "ink", "outline")
    for end in bar:
        pen.line("tick", Path(np.add(end, [[0, -1.8], [0, 1.8]])), "ink", "line")
    words = f"{SCALE_BAR_MM:g} mm"
    pen.text("words", (x + SCALE_BAR_MM / 2, y + 6), words, size="small")


def draw_directions(pen: Pen, frame: Frame, ways: Directions) -> None:
    """Draw arrows that say which way is which, at the lower left of the frame."""
    start = np.add(frame.low_mm, (38.0, 9.0))
    for tag, (way_, side) in ways.items():
        way = np.array(way_)
        tip, across = start + 11.5 * way, way[::-1] * 1.8
        head = np.array([tip - 2.6 * way + across, tip, tip - 2.6 * way - across])
        pen.line(f"{tag}-shaft", Path(np.array([start, tip])), "ink_soft", "line")
        pen.line(f"{tag}-head", Path(head), "ink_soft", "line")
        x, y = tip + way * (2.2, 4.2)
        pen.text(tag, (float(x), float(y)), tag, side, "small", "ink_soft")


def mm_to_svg(frame: Frame) -> NDArray[np.float64]:
    """Return the affine map from mm to SVG units; see `PlateFigure`."""
    scale = frame.width_in * 72 / (frame.high_mm[0] - frame.low_mm[0])
    return np.array([[scale, 0, -scale * frame.low_mm[0]], [0, -scale, scale * frame.high_mm[1]]])


def blank(frame: Frame) -> tuple[Figure, Axes]:
    """Return a figure without visible axes whose units are mm; use in ``style.figure_style()``."""
    figure = Figure(figsize=(frame.width_in, frame.height_in))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set(xlim=(frame.low_mm[0], frame.high_mm[0]), ylim=(frame.low_mm[1], frame.high_mm[1]))
    ax.set_aspect("equal")
    return figure, ax


@dataclass(frozen=True)
class Plate:
    """A picture in named layers, at two widths.

    Attributes
    ----------
    layers
        All groups, from the back to the front.
    frames
        The piece of the scene that each width shows.
    draw_layer
        Draws one layer into the open group.
    coarse
        Widths that get fewer steps of shade.
    """

    layers: tuple[str, ...]
    frames: Mapping[Width, Frame]
    draw_layer: Callable[[Pen, str, Width], None]
    coarse: tuple[Width, ...] = ()

    def figure(self, width: Width, layers: Collection[str]) -> PlateFigure:
        """Return the picture as a figure without axes.

        Parameters
        ----------
        width
            ``"wide"`` for screens and pages, ``"narrow"`` for phones.
        layers
            Which of the layers to draw.

        Raises
        ------
        ValueError
            When a layer is unknown.
        """
        unknown = set(layers) - set(self.layers)
        if unknown:
            raise ValueError(
                f"There is no layer {sorted(unknown)[0]!r}: use some of {', '.join(self.layers)}."
            )
        frame = self.frames[width]
        with style.figure_style():
            figure, ax = blank(frame)
            pen = Pen(ax, coarse=width in self.coarse)
            for name in (layer for layer in self.layers if layer in layers):
                with pen.layer(name):
                    self.draw_layer(pen, name, width)
        return PlateFigure(figure, mm_to_svg(frame))
