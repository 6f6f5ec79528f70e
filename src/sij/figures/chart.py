"""What charts are made of: a canvas in points from the upper left, words, lines, groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from sij.figures import style

Side = Literal["left", "center", "right"]
Weight = Literal["normal", "bold"]
Span = tuple[float, float]


class Group(Artist):
    """Artists drawn inside one named group of the SVG, so that a row is one region."""

    def __init__(self, gid: str, parts: Iterable[Artist]) -> None:
        super().__init__()
        self.set_gid(gid)
        self.parts = tuple(parts)

    def draw(self, renderer: RendererBase) -> None:
        """Draw all parts between the group's opening and closing."""
        renderer.open_group("part", gid=self.get_gid())
        for part in self.parts:
            part.draw(renderer)
        renderer.close_group("part")


@dataclass(frozen=True)
class Canvas:
    """A figure measured in points (1/72 inch) from its upper left corner, y downwards."""

    figure: Figure
    axes: Axes

    def group(self, gid: str, parts: Iterable[Artist]) -> None:
        """Draw artists as one named group."""
        group = Group(gid, parts)
        self._adopt(group)
        self.axes.add_artist(group)

    def _adopt(self, group: Group) -> None:
        for part in group.parts:
            if isinstance(part, Group):
                self._adopt(part)
            part.axes = self.axes
            part.set_figure(self.figure)
            if not part.is_transform_set():
                part.set_transform(self.axes.transData)


def canvas(width: float, height: float) -> Canvas:
    """Return an empty canvas, in points; use inside ``style.figure_style()``."""
    figure = Figure(figsize=(width / 72, height / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return Canvas(figure, axes)


def words(
    at: Span,
    text: str,
    size: float = 12,
    ink: str = "ink",
    side: Side = "left",
    weight: Weight = "normal",
    gid: str | None = None,
) -> Text:
    """Return real text; `side` is the edge of the words that stands at `at`."""
    found = Text(*at, text, fontsize=size, color=style.colour(ink), va="center", ha=side)
    found.set(fontweight=weight, gid=gid)
    return found


def line(
    x: Span, y: Span, ink: str = "ink", stroke: str = "line", dashes: tuple[float, ...] = ()
) -> Line2D:
    """Return a straight line of a palette colour and a named width."""
    found = Line2D(x, y, color=style.colour(ink), linewidth=style.stroke(stroke))
    found.set_solid_capstyle("butt")
    if dashes:
        found.set_linestyle((0, dashes))
    return found
