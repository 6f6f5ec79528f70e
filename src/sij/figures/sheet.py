"""A chart's sheet in two widths: words, shapes and boxes that are put together in named groups.

One unit is one point, y down. Sizes of words are those of `sij.figures.board`: 12 px high in a
column and on a phone.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from sij.figures import style
from sij.figures.board import LEAST, LEAST_NARROW
from sij.figures.chart import Group, Side, Weight, canvas
from sij.figures.chart import words as text
from sij.figures.marks import FAINT
from sij.figures.pen import Width

Point = tuple[float, float]
Span = tuple[float, float]


@lru_cache(maxsize=512)
def words_width(said: str, size: float, weight: Weight = "normal") -> float:
    """Return how wide words are in the shipped font, in units."""
    font = FontProperties(family=style.register_fonts(), weight=weight)
    return float(TextPath((0, 0), said, size=size, prop=font).get_extents().x1)


def box_points(x: Span, y: Span) -> list[Point]:
    """Return the corners of a box."""
    return [(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])]


def shape(
    points: Sequence[Point], *, fill: str | None = None, ink: str = "none", lw: float = 1.2,
    hatch: str = "", dashes: Sequence[float] = (), alpha: float | None = None,
    gid: str | None = None,
) -> PathPatch:  # fmt: skip
    """Return a line, or with `fill` a closed shape, in palette colours."""
    placed = np.array([*points, points[0]] if fill else points)
    patch = PathPatch(Path(placed, closed=bool(fill)), fill=bool(fill), lw=lw, gid=gid)
    patch.set_edgecolor("none" if ink == "none" else style.colour(ink))
    if fill:
        patch.set_facecolor(style.colour(fill))
    patch.set(hatch=hatch, linestyle=(0, tuple(dashes)) if dashes else "solid", alpha=alpha)
    return patch


def lines(
    pieces: Iterable[Sequence[Point]], ink: str, lw: float, dashes: Sequence[float] = (),
    gid: str | None = None,
) -> PathPatch:  # fmt: skip
    """Return several lines as one path."""
    path = Path.make_compound_path(*(Path(np.array(piece)) for piece in pieces))
    patch = PathPatch(path, fill=False, lw=lw, edgecolor=style.colour(ink), gid=gid)
    patch.set(linestyle=(0, tuple(dashes)) if dashes else "solid", capstyle="butt")
    return patch


def disc(at: Point, radius: float, fill: str, ink: str = "none", lw: float = 1.2) -> PathPatch:
    """Return a disc."""
    patch = PathPatch(Path.circle(at, radius), facecolor=style.colour(fill), lw=lw)
    patch.set_edgecolor("none" if ink == "none" else style.colour(ink))
    return patch


def mark(name: str, x: Span, y: Span) -> PathPatch:
    """Return an unseen box, so that a pointer hits all of it."""
    return shape(box_points(x, y), fill="paper", lw=0, alpha=FAINT, gid=f"{name}-mark")


class Sheet:
    """An empty sheet; use inside ``style.figure_style()``."""

    def __init__(self, width: Width, across: float, high: float) -> None:
        self.width: Width = width
        self.across, self.high = across, high
        self._canvas = canvas(across, high)

    @property
    def figure(self) -> Figure:
        """The drawn figure."""
        return self._canvas.figure

    @property
    def narrow(self) -> bool:
        """Whether it is for phones."""
        return self.width == "narrow"

    def size(self, wanted: float = LEAST) -> float:
        """Return a size of words that stays readable in this width."""
        return max(LEAST_NARROW, wanted * 1.15) if self.narrow else max(LEAST, wanted)

    def words(
        self, at: Point, said: str, *, size: float = LEAST, ink: str = "ink",
        weight: Weight = "normal", side: Side = "left", gid: str | None = None,
    ) -> Text:  # fmt: skip
        """Return words, `side` being the edge that stands at `at`."""
        return text(at, said, self.size(size), ink, side, weight, gid)

    def room(self, said: str, size: float = LEAST, weight: Weight = "normal") -> float:
        """Return how wide words will be."""
        return words_width(said, self.size(size), weight)

    def group(self, gid: str, parts: Iterable[Artist]) -> None:
        """Put artists on the sheet as one named group; groups may nest."""
        self._canvas.group(gid, parts)


def nested(gid: str, parts: Iterable[Artist]) -> Group:
    """Return a group to put into another one."""
    return Group(gid, parts)


def all_texts(figure: Figure) -> Iterator[Text]:
    """Yield all words of a sheet, wherever they are nested."""
    waiting: list[Artist] = list(figure.axes[0].artists)
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Text):
            yield part
        elif isinstance(part, Group):
            waiting += part.parts
