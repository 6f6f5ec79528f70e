"""The deck's pictures: plates with one structure lit, and the pelvis with lettered pins.

A plate is drawn once for each view and layer (png); what is lit lies over it (svg), so that a
hundred cards share a few pictures. Names of files are hashes: they give no answer away.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from PIL import Image

from ...evidence.blocks import esc
from ...figures import style
from ...figures.pelvis_anterior import NAMES as FRONT_LAYERS
from ...figures.pelvis_anterior import anterior_figure
from ...figures.pelvis_posterior import NAMES as BACK_LAYERS
from ...figures.pelvis_posterior import posterior_figure
from ...figures.pelvis_side import NAMES as SIDE_LAYERS
from ...figures.pelvis_side import side_figure
from ...figures.pen import PlateFigure, Width
from ...figures.structures import Structure, structures
from ..pins import ALTS, pinned_figure
from ..questions import Place
from .cards import lettered

WIDTH_PX = 800
COLOURS = 160
"""Enough for the soft shades of a plate, at a third of the weight of true colour."""
GLASS = 0.55
"""How much of the hip bone is seen from the side, as in the course."""
THIN_PT = 4.0
"""An area as thin as this would vanish between its own edges: it gets finer ones."""

Draw = Callable[[Width, Collection[str]], PlateFigure]


@dataclass(frozen=True)
class View:
    """One plate: how it is drawn, its layers, what it is in words, and which way is which."""

    draw: Draw
    layers: tuple[str, ...]
    words: str
    ways: str


VIEWS: Mapping[str, View] = {
    "Behind": View(
        posterior_figure,
        BACK_LAYERS,
        "The pelvis from behind",
        "The runner's right is on your right.",
    ),
    "Side": View(
        side_figure, SIDE_LAYERS, "The pelvis from the right side", "The front is on your right."
    ),
    "Front": View(
        anterior_figure,
        FRONT_LAYERS,
        "The pelvis from the front",
        "The runner's right is on your left.",
    ),
}


@dataclass
class Media:
    """The files that travel with the deck, by name."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, data: bytes, ending: str) -> str:
        """Keep a file and return its name: a hash of its bytes."""
        name = f"sij-{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        self.files[name] = data
        return name

    def add_fonts(self) -> None:
        """Keep the course's font; the underscore tells Anki that the style sheet needs it."""
        for weight, number in (("regular", 400), ("bold", 700)):
            data = style.font_path(weight, "woff2").read_bytes()  # type: ignore[arg-type]
            self.files[f"_sij-hyperlegible-{number}.woff2"] = data


def png(picture: Image.Image) -> bytes:
    """Return a picture as a small png on the course's paper, the same bytes each time."""
    paper = Image.new("RGBA", picture.size, style.colour("paper"))
    whole = Image.alpha_composite(paper, picture).convert("RGB")
    buffer = io.BytesIO()
    small = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(buffer, format="png", optimize=True)
    return buffer.getvalue()


def _rendered(figure: Figure) -> Image.Image:
    buffer = io.BytesIO()
    dpi = WIDTH_PX / figure.get_size_inches()[0]
    figure.savefig(buffer, format="png", dpi=dpi, transparent=True)
    return Image.open(buffer).convert("RGBA")


# --- plates ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Sheet:
    """One layer of a plate: its picture, and the area of each of its structures, in mm."""

    picture: Image.Image
    areas: Mapping[str, Path]


@cache
def sheet(view: str, layer: str) -> Sheet:
    """Draw one layer of a plate: layers are laid over each other afterwards, as it is quicker."""
    figure = VIEWS[view].draw("narrow", [layer]).figure
    whole = (view, layer) == ("Side", "bones")
    return Sheet(_with_glass_hip(figure) if whole else _rendered(figure), _areas(figure))


def _with_glass_hip(figure: Figure) -> Image.Image:
    """Render the side with a hip bone that lets the sacrum show."""
    hip = [a for a in figure.axes[0].get_children() if str(a.get_gid()).startswith("hip-bone-")]
    rest = [a for a in figure.axes[0].get_children() if a not in hip]
    for artist in hip:
        artist.set_visible(False)
    behind = _rendered(figure)
    for artist in (*hip, *rest):
        artist.set_visible(artist in hip)
    glass = _rendered(figure)
    glass.putalpha(glass.getchannel("A").point(lambda value: value * GLASS))
    return Image.alpha_composite(behind, glass)


def _areas(figure: Figure) -> dict[str, Path]:
    areas: dict[str, list[Path]] = {}
    for artist in figure.axes[0].get_children():
        name, _, rest = str(artist.get_gid()).partition("-mark")
        if isinstance(artist, PathPatch) and (rest == "" or rest[1:].isdigit()):
            areas.setdefault(name, []).append(artist.get_path())
    return {name: Path.make_compound_path(*paths) for name, paths in areas.items()}


def lit_structures(view: str) -> Iterator[tuple[Structure, Path]]:
    """Yield the structures that a view shows, with the area of each, in mm."""
    for part in structures():
        if part.layer in VIEWS[view].layers:
            areas = sheet(view, part.layer).areas
            if part.id in areas:
                yield part, areas[part.id]


def plates(media: Media) -> dict[str, dict[str, str]]:
    """Draw all plates.

    Parameters
    ----------
    media
        Gets the pictures.

    Returns
    -------
    dict
        Structure id to field (``Behind``, ``Side``, ``Front``) to HTML.
    """
    html: dict[str, dict[str, str]] = {}
    for field_name in VIEWS:
        for part, area in lit_structures(field_name):
            base = media.add(_base(field_name, part.layer), "png")
            over = media.add(_lit(field_name, area).encode(), "svg")
            html.setdefault(part.id, {})[field_name] = _stacked(base, over, field_name)
    return html


def _stacked(base: str, over: str, field_name: str) -> str:
    view = VIEWS[field_name]
    return (
        f'<span class="plate plate-{field_name.lower()}">'
        f'<img src="{base}" alt="{esc(view.words)}. One structure is lit.">'
        f'<img class="lit" src="{over}" alt=""></span><p class="ways">{esc(view.ways)}</p>'
    )


@cache
def _base(field_name: str, layer: str) -> bytes:
    bones = sheet(field_name, "bones").picture
    if layer == "bones":
        return png(bones)
    return png(Image.alpha_composite(bones, sheet(field_name, layer).picture))


@cache
def _frame(field_name: str) -> tuple[float, float, NDArray[np.float64]]:
    """Return width and height of a view's drawing, in points, and its map from mm, (2, 3)."""
    plate = VIEWS[field_name].draw("narrow", [])
    width, height = (float(inches * 72) for inches in plate.figure.get_size_inches())
    return width, height, plate.mm_to_svg


def _lit(field_name: str, area: Path) -> str:
    """Return what lies over the plate: each piece of the area filled, dark edge in a pale one."""
    width, height, to_svg = _frame(field_name)
    placed = area.transformed(Affine2D(np.vstack([to_svg, [0, 0, 1]])))
    ways = "".join(f'<path d="{way}"/>' for way in _pieces(placed))
    thin = _mean_width_pt(placed) < THIN_PT
    fill, edge = (0.95, 0.7) if thin else (0.52, 1.8)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" '
        f'preserveAspectRatio="none" stroke-linejoin="round"><defs><g id="a">{ways}</g></defs>'
        f'<g fill="none" stroke="{style.colour("paper")}" stroke-opacity=".9" '
        f'stroke-width="{edge + 2.8:.1f}"><use href="#a"/></g>'
        f'<g fill="{style.colour("sacrum_moved")}" opacity="{fill}"><use href="#a"/></g>'
        f'<g fill="none" stroke="{style.colour("ink")}" stroke-width="{edge}">'
        '<use href="#a"/></g></svg>'
    )


def _mean_width_pt(area: Path) -> float:
    """Return how wide the pieces of an area are on average, in points."""
    rings = [np.asarray(ring) for ring in area.to_polygons()]
    whole_pt2 = sum(abs(_ring_area(ring)) for ring in rings)
    around_pt = sum(float(np.hypot(*np.diff(ring, axis=0).T).sum()) for ring in rings)
    return 2 * whole_pt2 / around_pt


def _ring_area(ring: NDArray[np.float64]) -> float:
    x, y = ring.T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def _pieces(area: Path) -> Iterator[str]:
    """Yield each closed curve by itself: together, overlapping ones would leave holes."""
    letters = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
    way = ""
    for points, code in area.iter_segments(simplify=False):
        if code == Path.MOVETO and way:
            yield way
            way = ""
        numbers = " ".join(f"{value:.1f}" for value in points)
        way += "Z" if code == Path.CLOSEPOLY else letters[code] + numbers
    yield way


# --- pins ------------------------------------------------------------------------------------


def pins(question: Place, media: Media) -> str:
    """Draw the picture of a place question and return its HTML."""
    marks = lettered(question)
    figure = pinned_figure({letter: str(option.at) for letter, option in marks}, question.view)
    letters = ", ".join(letter for letter, _ in marks)
    alt = f"{ALTS[question.view]}, with pins {letters}."
    name = media.add(png(_rendered(figure)), "png")
    return f'<span class="plate plate-{question.view}"><img src="{name}" alt="{esc(alt)}"></span>'
