"""The body map: a standing runner from the front and from behind, with zones to point at.

All lengths are mm: x from the middle of a body, y up from the ground. The zones are the findings of
the body map; right and left are the runner's own. Curves stand in ``assets/anatomy/body-map.yaml``.
What the overlay says comes from claims: shares of one patient group (Slipman) and the size of a
strip in volunteers (Fortin). `LEFT_OUT` lists the published regions that no zone fits.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from numpy.typing import NDArray
from ruamel.yaml import YAML

from sij import evidence
from sij.evidence import assets
from sij.figures import style
from sij.figures.marks import mark
from sij.figures.pen import Frame, Pen, Width, blank, mm_to_svg
from sij.figures.shapes import Points, Shape, hatching

View = Literal["front", "back"]
ZoneSide = Literal["left", "right", "mid"]
Study = Literal["slipman", "fortin"]

VIEWS: tuple[View, ...] = ("front", "back")
MIDDLE = "midline-pain"
"""The one zone without sides; it is the finding of the same name."""
FRAMES: Mapping[Width, Frame] = {
    "wide": Frame((-583.0, -96.0), (583.0, 1276.0), 700 / 72, "body"),
    "narrow": Frame((-360.0, -102.0), (360.0, 1276.0), 360 / 72, "body"),
}
MIDDLES_MM: Mapping[Width, Mapping[View, float]] = {
    "wide": {"front": -199.0, "back": 199.0},
    "narrow": {"front": -180.0, "back": 180.0},
}
"""Where the middle of each body stands."""
TOP_MM, FADE_MM = 1274.0, 96.0
REACH_MM = 34.0
SOFT_STEPS = 6
ANKLES_MM: Mapping[View, float] = {"front": 106.0, "back": 50.0}
"""Where the line of the foot takes over from that of the leg."""
HATCH_MM, HATCH_DEG = 11.0, 52.0
NAME_AT_MM, NAME_GAP_MM = 196.0, 4.0
STRIP_WORDS_MM = 868.0
SIDE_WORDS_MM, VIEW_WORDS_MM = -46.0, -84.0


@dataclass(frozen=True)
class Zone:
    """One zone: its finding without "zone-", the runner's side, the view, and its closed curve."""

    name: str
    side: ZoneSide
    view: View
    shape: Shape

    @property
    def id(self) -> str:
        """Return its id in the picture."""
        return f"zone-{self.name}-{self.side}-{self.view}"


@dataclass(frozen=True)
class Referral:
    """One published region: the zones it covers and the number of the claim.

    Attributes
    ----------
    study, region
        Make its id in the picture, ``refer-<study>-<region>``.
    claim, value
        Where the number stands.
    zones
        The zones that together are the region, without sides.
    label_view, label_at_mm
        Where its number is written.
    """

    study: Study
    region: str
    claim: str
    value: str
    zones: tuple[str, ...]
    label_view: View
    label_at_mm: tuple[float, float]

    @property
    def id(self) -> str:
        """Return its id in the picture."""
        return f"refer-{self.study}-{self.region}"

    @property
    def percent(self) -> int:
        """Return the share of patients who hurt there, whole percent."""
        return round(100 * _number(self.claim, self.value))


SLIPMAN, FORTIN = "loc-slipman-zones", "loc-fortin-area"
REFERRAL = (
    Referral(
        "slipman", "low-back", SLIPMAN, "lower_lumbar_pain",
        (MIDDLE, "low-back-side"), "back", (76.0, 1110.0),
    ),
    Referral(
        "slipman", "buttock", SLIPMAN, "buttock_pain",
        ("upper-buttock", "lower-buttock"), "back", (88.0, 907.0),
    ),
    Referral("slipman", "groin", SLIPMAN, "groin_pain", ("groin",), "front", (60.0, 905.0)),
    Referral("slipman", "foot", SLIPMAN, "foot_pain", ("foot", "heel"), "front", (112.0, 50.0)),
)  # fmt: skip
"""The share of Slipman's patients who hurt in a region, where zones fit that region."""
STRIP_SIZE = ("zone_width", "zone_height")
STRIP_ID = "refer-fortin-strip"
"""Fortin's strip below the bony bump, drawn to size; the claim gives no share of people."""
LEFT_OUT: Mapping[str, str] = {
    "lower_extremity_pain": "The whole leg: most of it has zones of its own without a number.",
    "pain_below_knee": "Calf, shin and foot together: the shin is no zone.",
    "upper_lumbar_pain": "The upper low back is no zone.",
    "abdominal_pain": "The belly is no zone.",
}
"""Values of Slipman's claim that are not drawn, and why."""


def _number(claim_id: str, name: str) -> float:
    evidence.require_verified([f"{claim_id}:{name}"], "figure body map")
    return evidence.claim(claim_id).number(name)


# --- curves ---------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the curves, as in ``assets/anatomy/body-map.yaml``."""
    data: dict[str, Any] = YAML(typ="safe").load(assets.path("anatomy", "body-map.yaml"))
    return data


def _curve(points: Sequence[Sequence[float]] | Points, closed: bool = True) -> Shape:
    found = np.array(points, dtype=np.float64)
    return Shape(found, np.zeros(len(found), dtype=bool), closed)


def _both(right: Shape) -> tuple[Shape, Shape]:
    return right, right.mirrored()


def _cut(points: Points, top_mm: float) -> Points:
    """Return a line that runs down, from where it passes `top_mm`."""
    falling = points[:, 1]
    start = [float(np.interp(-top_mm, -falling, points[:, 0])), top_mm]
    found: Points = np.vstack([[start], points[falling < top_mm]])
    return found


def half_line(view: View) -> Points:
    """Return the right half of the body's outline: down the leg, round the foot, to the crotch."""
    rows, ankle_mm = drawing()["outline"], ANKLES_MM[view]
    outer, inner, sole = (
        np.array(points, dtype=np.float64)
        for points in (rows["outer"], rows["inner"], drawing()["feet"][view][::-1])
    )
    return np.vstack(
        [
            _cut(outer[outer[:, 1] > ankle_mm], TOP_MM),
            sole,
            inner[inner[:, 1] > ankle_mm],
            [rows["crotch"]],
        ]
    )


def silhouette(view: View) -> Shape:
    """Return the outline of the whole body, from where the drawing ends at the top to the soles."""
    half = half_line(view)
    ring = np.vstack([half, half[-2::-1] * (-1, 1)])
    corners = np.zeros(len(ring), dtype=bool)
    corners[[0, len(half) - 1, -1]] = True
    return Shape(ring, corners)


def body_outlines(view: View) -> tuple[Shape, ...]:
    """Return all outlines that together are the drawn body."""
    beyond = _both(_curve(drawing()["feet"]["forefoot"])) if view == "back" else ()
    return (silhouette(view), *beyond)


def _sides(view: View) -> tuple[ZoneSide, ZoneSide]:
    """Return the runner's side on the picture's right and on its left."""
    return ("left", "right") if view == "front" else ("right", "left")


def _zones() -> Iterator[Zone]:
    for view in VIEWS:
        for name, points in drawing()["zones"][view].items():
            if name == MIDDLE:
                right = np.array(points, dtype=np.float64)
                whole = np.vstack([right, right[-2:0:-1] * (-1, 1)])
                yield Zone(name, "mid", view, _curve(whole))
                continue
            for side, curve in zip(_sides(view), _both(_curve(points)), strict=True):
                yield Zone(name, side, view, curve)


ZONES: tuple[Zone, ...] = tuple(_zones())
"""All zones of both views, each around its own body's middle."""


def fortin_strip() -> Shape:
    """Return Fortin's strip below the bony bump on the picture's right, in its published size."""
    wide_mm, high_mm = (10 * _number(FORTIN, name) for name in STRIP_SIZE)
    x, y = drawing()["dimple"]["at"]
    left, low = x - wide_mm / 2, y - high_mm
    corner = wide_mm / 4
    along = [(0.0, corner), (corner, 0.0), (wide_mm - corner, 0.0), (wide_mm, corner)]
    lower = [(left + dx, low + dy) for dx, dy in along]
    upper = [(px, 2 * low + high_mm - py) for px, py in reversed(lower)]
    return _curve([*lower, *upper])


# --- the picture ----------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyMapFigure:
    """The drawn body map.

    Attributes
    ----------
    figure
        The matplotlib figure, with everything showing.
    mm_to_svg
        From mm of the picture to SVG units, shape (2, 3).
    middles_mm
        Where each body's middle stands: add it to a zone's x.
    """

    figure: Figure
    mm_to_svg: NDArray[np.float64]
    middles_mm: Mapping[View, float]

    @cached_property
    def svg(self) -> str:
        """The picture at rest, as SVG text that is the same each time.

        The body fades out at the top. Groups of zones have the class ``sij-zone``. Hatches
        (``sij-hatch``) and the overlay (``sij-refer``) have ``display="none"``: a page shows
        them by the style ``display: inline``. Overlay and words let a pointer through.
        """
        stream = io.StringIO()
        with style.figure_style():
            self.figure.savefig(stream, format="svg", metadata={"Date": None}, transparent=True)
        text = _GROUP.sub(_at_rest, stream.getvalue())
        return text.replace("<defs>", self._fade() + "<defs>", 1)

    def _fade(self) -> str:
        """Return the mask that lets the body end softly, on any paper."""
        width, height = self.figure.get_size_inches() * 72
        high, low = (self.mm_to_svg[1, 1] * y + self.mm_to_svg[1, 2] for y in _FADE_MM)
        area = f'x="0" y="0" width="{width:g}" height="{height:g}"'
        return (
            f'<mask id="fade" maskUnits="userSpaceOnUse" {area}>'
            f'<linearGradient id="fade-tone" gradientUnits="userSpaceOnUse" x1="0" x2="0"'
            f' y1="{high:.2f}" y2="{low:.2f}">'
            '<stop offset="0" stop-color="#ffffff" stop-opacity="0"/>'
            '<stop offset="1" stop-color="#ffffff"/></linearGradient>'
            f'<rect {area} fill="url(#fade-tone)"/></mask>'
        )


_FADE_MM = (TOP_MM - 6, TOP_MM - FADE_MM)
_GROUP = re.compile(r'<g id="([\w-]+)">')
_RESTING = (
    (re.compile(r"body-(front|back)"), 'mask="url(#fade)"'),
    (re.compile(r"zone-.+-(left|right|mid)-(front|back)"), 'class="sij-zone"'),
    (re.compile(r"zone-.+-hatch"), 'class="sij-hatch" display="none"'),
    (
        re.compile("|".join([*(row.id for row in REFERRAL), STRIP_ID])),
        'class="sij-refer" display="none" pointer-events="none"',
    ),
    (re.compile("names|words"), 'pointer-events="none"'),
)
"""Which groups get what in the picture at rest."""


def _at_rest(found: re.Match[str]) -> str:
    extra = next((more for name, more in _RESTING if name.fullmatch(found[1])), "")
    return f'<g id="{found[1]}" {extra}>' if extra else found[0]


def body_map(narrow: bool = False) -> BodyMapFigure:
    """Draw the runner from the front and from behind.

    Parameters
    ----------
    narrow
        360 units wide for phones, without the names of zones; else 700 units wide.

    Returns
    -------
    BodyMapFigure
        Groups ``body-front``, ``body-back``, one for each of `ZONES` (its id, with ``-mark``,
        ``-hatch`` and ``-edge`` inside), one for each of `REFERRAL`, `STRIP_ID`, ``words`` and,
        in the wide picture, ``names``.
    """
    width: Width = "narrow" if narrow else "wide"
    frame, middles = FRAMES[width], MIDDLES_MM[width]
    with style.figure_style():
        figure, ax = blank(frame)
        pen = Pen(ax)
        for view in VIEWS:
            _Body(pen, view, middles[view]).draw()
        _draw_zones(pen, middles)
        if not narrow:
            _draw_names(pen, middles)
        _draw_words(pen, middles)
        _draw_referral(pen, middles)
    return BodyMapFigure(figure, mm_to_svg(frame), middles)


@dataclass(frozen=True)
class _Body:
    """Draws one view of the runner, its middle at `x_mm`."""

    pen: Pen
    view: View
    x_mm: float

    def draw(self) -> None:
        with self.pen.layer(f"body-{self.view}"):
            self._shadow()
            if self.view == "back":
                self._forefeet()
            self._skin()
            self._forms("forms", silhouette(self.view))
            self._strokes("strokes")
            self._landmarks()
            for side in self._pair(half_line(self.view), closed=False):
                self.pen.line("edge", side.path(), "ilium_line", "outline")
            self._shorts()

    def _put(self, body: Shape) -> Shape:
        return body.moved(self.x_mm, 0.0)

    def _pair(self, points: Sequence[Sequence[float]] | Points, closed: bool = True) -> list[Shape]:
        return [self._put(side) for side in _both(_curve(points, closed))]

    def _shadow(self) -> None:
        for side in self._pair([(74, 2), (112, 10), (160, 6), (170, -4), (126, -10), (80, -7)]):
            self.pen.hollow("shadow", side, "ilium_deep", 0.07, side.grown(1.4).path())

    def _skin(self) -> None:
        body = self._put(silhouette(self.view))
        self.pen.fill("skin", body.path(), "ilium")
        self.pen.rim("shade", body, "ilium_deep", REACH_MM, 0.12)
        self.pen.rim("light", body, "ilium_light", -0.65 * REACH_MM, 0.3)

    def _forefeet(self) -> None:
        """Draw what shows of the feet beyond the heels."""
        for side in self._pair(drawing()["feet"]["forefoot"]):
            self.pen.fill("forefoot", side.path(), "ilium")
            self.pen.rim("forefoot-shade", side, "ilium_deep", 10.0, 0.16)
            self.pen.line("forefoot-edge", side.path(), "ilium_line", "outline")

    def _forms(self, name: str, inside: Shape) -> None:
        clip = self._put(inside).path()
        for row in drawing()[name][self.view]:
            areas = self._pair(row["outline"])[: 1 if row.get("once") else 2]
            colour = "ilium_deep" if row["kind"] == "shade" else "ilium_light"
            for area in areas:
                low = area.points_mm[:, 1].min() < 60
                self._soften(row["kind"], area, colour, row["alpha"], None if low else clip)

    def _soften(self, what: str, area: Shape, colour: str, alpha: float, clip: Path | None) -> None:
        """Lay nested copies of an area; few and strong, since faint ones round to other hues."""
        for factor in np.linspace(1.15, 0.35, SOFT_STEPS):
            self.pen.fill(what, area.grown(float(factor)).path(), colour, alpha, clip)

    def _strokes(self, name: str) -> None:
        for row in drawing()[name][self.view]:
            lines = self._pair(row["points"], closed=False)[: 1 if row.get("once") else 2]
            for line in lines:
                self.pen.line("stroke", line.path(), "ilium_line", "fine", row["alpha"])

    def _landmarks(self) -> None:
        if self.view == "front":
            navel = self._put(_curve(drawing()["navel"]))
            self.pen.hollow("navel", navel.grown(1.5), "ilium_deep", 0.09, navel.grown(2).path())
            self.pen.line("navel-edge", navel.path(), "ilium_line", "fine", 0.6)
            self._toes()
            return
        for dimple in (self._put(one) for one in _both(_dimple())):
            self.pen.hollow("dimple", dimple, "ilium_deep", 0.11, dimple.grown(1.3).path())
            self.pen.rim("dimple-light", dimple, "ilium_deep", -4.0, 0.08)

    def _toes(self) -> None:
        for points in drawing()["feet"]["toes"]:
            for line in self._pair(points, closed=False):
                self.pen.line("toe", line.path(), "ilium_line", "fine", 0.7)
        for points in drawing()["feet"]["nails"]:
            for line in self._pair(points, closed=False):
                self.pen.line("nail", line.path(), "ilium_line", "hair", 0.7)

    # --- shorts

    def _shorts(self) -> None:
        body = self._put(_shorts_outline())
        self.pen.fill("shorts", body.path(), "accent_soft")
        self.pen.rim("shorts-shade", body, "ilium_deep", 26.0, 0.1)
        self.pen.rim("shorts-light", body, "surface", -14.0, 0.1)
        self._forms("cloth", _shorts_outline())
        self._strokes("cloth_strokes")
        self._band()
        self.pen.line("shorts-edge", body.path(), "ilium_line", "line")

    def _band(self) -> None:
        rows = drawing()["shorts"]
        lower = _symmetric(rows["band_low"])
        self.pen.line("band", self._put(_curve(lower, False)).path(), "ilium_line", "fine", 0.8)
        for side in self._pair([(x, y + 6) for x, y in rows["hem"]], closed=False):
            self.pen.line("seam", side.path(), "ilium_line", "hair", 0.7, (2.0, 1.6))


def _symmetric(right: Sequence[Sequence[float]]) -> Points:
    """Return a line from the far left over the middle to the far right."""
    points = np.array(right, dtype=np.float64)
    return np.vstack([points[:0:-1] * (-1, 1), points])


def _shorts_outline() -> Shape:
    rows = drawing()["shorts"]
    pieces = (rows["band_top"], rows["band_low"][-1:], rows["side"], rows["hem"][1:])
    half = np.vstack([*pieces, rows["inseam"][1:]])
    ring = np.vstack([half, half[-2:0:-1] * (-1, 1)])
    sharp = [rows["band_top"][-1], rows["side"][-1], rows["inseam"][0]]
    corners = np.array([[abs(x), y] in [list(map(float, p)) for p in sharp] for x, y in ring])
    return Shape(ring, corners)


def _dimple() -> Shape:
    row = drawing()["dimple"]
    angles = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    ring = np.stack([row["wide"] * np.cos(angles), row["long"] * np.sin(angles)], axis=1) / 2
    turn = np.deg2rad(row["tilt"])
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return _curve(ring @ spin.T + row["at"])


# --- zones, overlay and words ---------------------------------------------------------------


def _draw_zones(pen: Pen, middles_mm: Mapping[View, float]) -> None:
    for zone in ZONES:
        area = zone.shape.moved(middles_mm[zone.view], 0.0)
        with pen.layer(zone.id):
            mark(pen, area)
            strokes = hatching(area, 1e4, 1e4, HATCH_MM, HATCH_DEG)
            pen.line("hatch", strokes, "accent2", "line")
            pen.line("edge", area.path(), "ink_soft", "fine", 0.85, (3.0, 2.4))


def _covered(row: Referral, view: View) -> Iterator[Shape]:
    return (zone.shape for zone in ZONES if zone.view == view and zone.name in row.zones)


def _draw_referral(pen: Pen, middles_mm: Mapping[View, float]) -> None:
    for row in REFERRAL:
        with pen.layer(row.id):
            strength = 0.12 + 0.6 * row.percent / 100
            for view in VIEWS:
                for area in _covered(row, view):
                    path = area.moved(middles_mm[view], 0.0).path()
                    pen.fill("shade", path, "article", strength)
                    pen.line("shade-edge", path, "article", "line")
            x, y = row.label_at_mm
            _plate(pen, (x + middles_mm[row.label_view], y), f"{row.percent} %")
    _draw_strip(pen, middles_mm["back"])


def _draw_strip(pen: Pen, middle_mm: float) -> None:
    """Draw Fortin's strip on both sides, and its size."""
    with pen.layer(STRIP_ID):
        for side in (one.moved(middle_mm, 0.0) for one in _both(fortin_strip())):
            pen.fill("shade", side.path(), "living", 0.3)
            pen.line("shade-edge", side.path(), "living", "outline")
            foot_mm = side.points_mm[side.points_mm[:, 1].argmin()]
            line = [(side.points_mm[:, 0].mean(), foot_mm[1]), (middle_mm, STRIP_WORDS_MM)]
            pen.line("size-line", Path(line), "living", "fine")
        wide_cm, high_cm = (_number(FORTIN, name) for name in STRIP_SIZE)
        words = f"{wide_cm:g} \N{MULTIPLICATION SIGN} {high_cm:g} cm"
        _plate(pen, (middle_mm, STRIP_WORDS_MM), words, "living")


def _plate(pen: Pen, at_mm: tuple[float, float], words: str, colour: str = "article") -> None:
    """Write a number on a small plate, so that it can be read on any ground."""
    per_pt = pen.mm_per_pt()
    wide, high = 0.29 * len(words) * 12.5 * per_pt + 1.5 * per_pt, 8.2 * per_pt
    ring = [(-wide, -high), (wide, -high), (wide, high), (-wide, high)]
    corners = np.ones(4, dtype=bool)
    body = Shape(np.add(ring, at_mm), corners)
    pen.fill("plate", body.path(), "surface", 0.94)
    pen.line("plate-edge", body.path(), colour, "fine")
    pen.text("words", at_mm, words, size="body")


def _draw_names(pen: Pen, middles_mm: Mapping[View, float]) -> None:
    with pen.layer("names"):
        for view in VIEWS:
            way = -1.0 if view == "front" else 1.0
            for row in drawing()["names"][view]:
                at = (middles_mm[view] + way * NAME_AT_MM, float(row["y"]))
                to = (middles_mm[view] + way * row["to"][0], float(row["to"][1]))
                start = (at[0] - way * NAME_GAP_MM, at[1])
                pen.line(f"{row['zone']}-line", Path([start, to]), "ink_soft", "fine", 0.8)
                side: Literal["left", "right"] = "left" if view == "back" else "right"
                pen.text(row["zone"], at, row["words"], side, "body")


def _draw_words(pen: Pen, middles_mm: Mapping[View, float]) -> None:
    """Write below each view what it is and which side is the runner's left."""
    with pen.layer("words"):
        for view in VIEWS:
            middle = middles_mm[view]
            for way, side in zip((1.0, -1.0), _sides(view), strict=True):
                _on_line(pen, f"{view}-{side}", (middle + way * 112.0, SIDE_WORDS_MM), side)
            _on_line(pen, view, (middle, VIEW_WORDS_MM), view.capitalize(), "title", "ink")


def _on_line(
    pen: Pen,
    what: str,
    at_mm: tuple[float, float],
    words: str,
    size: str = "body",
    colour: str = "ink_soft",
) -> None:
    """Write words whose letters stand on one line."""
    pen.text(what, at_mm, words, size=size, colour=colour)
    pen.ax.texts[-1].set(va="baseline")
