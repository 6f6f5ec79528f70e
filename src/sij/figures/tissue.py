"""Brushes for soft tissue: muscles, ligaments, fascia, nerves, joints and skin, from data.

A muscle or ligament is a sheet: curves (rails) laid across it, which its fibres cross in turn. A
nerve is a tree of lines. Each kind has its own pattern, so that grey print still tells them apart.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.figures import style
from sij.figures.marks import FAINT
from sij.figures.pen import LIGHT, Pen
from sij.figures.shapes import Entry, Points, Shape, outside, shape

Floats = NDArray[np.float64]
Sides = Literal["right", "left", "both"]

LAYERS = ("joints", "ligaments", "muscles", "nerves", "skin")
GOLDEN = 0.618034
"""Steps of the golden ratio scatter evenly and the same way each time."""


class Oval(BaseModel):
    """A closed oval: where, how long, how wide (mm), its top leaning outwards by `tilt` degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: tuple[float | str, ...]
    long: float
    wide: float
    tilt: float = 0.0
    blunt: float = 1.0
    """1 draws an ellipse; less fills the corners more, like a band with round ends."""


class Part(BaseModel):
    """One piece of a structure as written in the anatomy file; see `BRUSHES`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    brush: str
    sides: Sides = "both"
    rails: tuple[tuple[Entry, ...], ...] = ()
    lines: tuple[tuple[Entry, ...], ...] = ()
    outline: tuple[Entry, ...] = ()
    same_as: tuple[str, str, str] | None = None
    """An outline that a bone file holds already: file, part, name."""
    oval: Oval | None = None
    spacing: float = 2.6
    alpha: float = 0.86
    tendon: tuple[float, float] = (0.0, 0.0)
    cut: tuple[float, float] = (0.0, 0.0)
    """How thick the flesh is, in mm, where its first and last rail are cuts through it."""
    wide: float = 3.0


Plan = Mapping[str, Mapping[str, tuple[Part, ...]]]


@lru_cache
def plan(file: str) -> Plan:
    """Return layer, structure id, parts of one anatomy file.

    Parameters
    ----------
    file
        A file name in ``assets/anatomy``.

    Raises
    ------
    pydantic.ValidationError
        When a part has a field that no brush knows.
    """
    data = YAML(typ="safe").load(assets.path("anatomy", file))
    return {
        layer: {
            gid: tuple(Part.model_validate(row) for row in rows)
            for gid, rows in data[layer].items()
        }
        for layer in LAYERS
    }


# --- geometry -------------------------------------------------------------------------------

CURVE = [Path.CURVE4] * 3


def along(points: Points, at: Iterable[float]) -> Points:
    """Return the places at fractions 0 to 1 of a polyline's length, shape (n, 2), in mm."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    where = np.asarray(list(at)) * length[-1]
    return np.stack([np.interp(where, length, axis) for axis in points.T], axis=1)


def smooth(points: Points, closed: bool = False) -> Shape:
    """Return a curve through the points, without corners."""
    return Shape(points, np.zeros(len(points), dtype=bool), closed)


def through(four: Points) -> Points:
    """Return the Bezier that passes four evenly spaced points, shape (4, 2)."""
    p0, a, b, p3 = four
    inner = [(-5 * p0 + 18 * a - 9 * b + 2 * p3) / 6, (2 * p0 - 9 * a + 18 * b - 5 * p3) / 6]
    return np.array([p0, *inner, p3])


def _squared(rail: Shape) -> Shape:
    ends = np.isin(np.arange(len(rail.corners)), (0, len(rail.corners) - 1))
    return Shape(rail.points_mm, ends, closed=False)


@dataclass(frozen=True)
class Sheet:
    """A muscle, ligament or fascia: two to four rails that its fibres cross in turn."""

    rails: tuple[Shape, ...]

    def strand(self, v: float) -> Points:
        """Return the fibre that starts at fraction `v` of the first rail, shape (n, 2), in mm."""
        knots = np.vstack([along(rail.sampled_mm(), [v]) for rail in self.rails])
        return smooth(knots).sampled_mm(8)

    def cubic(self, v: float, start: float, end: float) -> Points:
        """Return one Bezier, shape (4, 2), along a fibre from fraction `start` to `end`."""
        return through(along(self.strand(v), np.linspace(start, end, 4)))

    def outline(self) -> Shape:
        """Return the closed edge of the sheet."""
        u = np.linspace(0.0, 1.0, 5)[1:-1]
        one, other = (smooth(along(self.strand(v), u)) for v in (0.0, 1.0))
        ring = (self.rails[0].reversed(), one, self.rails[-1], other.reversed())
        points = np.vstack([side.points_mm for side in ring])
        return Shape(points, np.concatenate([side.corners for side in ring]))

    def squared(self) -> "Sheet":
        """Return the sheet with sharp corners at its ends."""
        return Sheet(tuple(_squared(rail) for rail in self.rails))

    def band(self, low: float, high: float) -> Path:
        """Return the strip between two fibres."""
        there, back = self.cubic(low, 0.0, 1.0), self.cubic(high, 0.0, 1.0)[::-1]
        codes = [Path.MOVETO, *CURVE, Path.LINETO, *CURVE]
        return Path(np.vstack([there, back]), codes)

    def width_mm(self) -> float:
        """Return how wide the sheet is where it is widest."""
        points = (rail.sampled_mm() for rail in self.rails)
        return float(max(np.hypot(*np.diff(p, axis=0).T).sum() for p in points))

    def shade(self, v: float) -> float:
        """Return 0 on the edge of the sheet nearer the light, 1 on the other."""
        return v if self.lit_first() else 1.0 - v

    def lit_first(self) -> bool:
        """Return whether the first fibre lies nearer the light than the last one."""
        towards = along(self.strand(0.0), [0.5]) - along(self.strand(1.0), [0.5])
        return float((towards @ np.array(LIGHT))[0]) > 0

    def mirrored(self) -> "Sheet":
        """Return the sheet of the other side."""
        return Sheet(tuple(rail.mirrored() for rail in self.rails))


@dataclass(frozen=True)
class Piece:
    """A part with its curves, on one side."""

    part: Part
    sheet: Sheet | None
    lines: tuple[Shape, ...]
    area: Shape | None

    def mirrored(self) -> "Piece":
        """Return the piece of the other side."""
        return replace(
            self,
            sheet=self.sheet and self.sheet.mirrored(),
            lines=tuple(line.mirrored() for line in self.lines),
            area=self.area and self.area.mirrored(),
        )

    def body(self) -> Shape:
        """Return the piece's closed outline.

        Raises
        ------
        ValueError
            When the part has neither rails, outline nor oval.
        """
        found = self.sheet.outline() if self.sheet else self.area
        if found is None:
            raise ValueError(f"Give the {self.part.brush} part rails, an outline or an oval.")
        return found


def read(part: Part, landmarks: Mapping[str, Points]) -> Piece:
    """Return a part of the anatomy file with its curves in mm."""
    rails = tuple(shape(rail, landmarks, closed=False) for rail in part.rails)
    lines = tuple(shape(line, landmarks, closed=False) for line in part.lines)
    area = shape(part.outline, landmarks) if part.outline else None
    if part.same_as:
        area = shape(_borrowed(*part.same_as), landmarks)
    if part.oval:
        area = _oval(part.oval, landmarks)
    return Piece(part, Sheet(rails) if rails else None, lines, area)


def _borrowed(file: str, part: str, name: str) -> list[Entry]:
    entries: list[Entry] = YAML(typ="safe").load(assets.path("anatomy", file))[part][name]
    return entries


def _oval(oval: Oval, landmarks: Mapping[str, Points]) -> Shape:
    centre = shape([oval.at if len(oval.at) > 1 else str(oval.at[0])], landmarks).points_mm[0]
    turn = np.deg2rad(oval.tilt)
    up, out = np.array([np.sin(turn), np.cos(turn)]), np.array([np.cos(turn), -np.sin(turn)])
    angle = np.linspace(0, 2 * np.pi, 8, endpoint=False)[:, None]
    y, x = (np.sign(f) * np.abs(f) ** oval.blunt for f in (np.sin(angle), np.cos(angle)))
    ring = y * up * oval.long / 2 + x * out * oval.wide / 2
    return smooth(centre + ring, closed=True)


def pieces(part: Part, landmarks: Mapping[str, Points], mirror: bool) -> tuple[Piece, ...]:
    """Return the part on each side that shows it; in a side view there is only the right one."""
    right = read(part, landmarks)
    if not mirror or part.sides == "right":
        return (right,)
    left = right.mirrored()
    return (left,) if part.sides == "left" else (left, right)


def ribbon(line: Points, half_mm: Floats | float) -> Points:
    """Return the ring round a line, `half_mm` to each side, shape (2n, 2)."""
    way = np.gradient(line, axis=0)
    across = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.hypot(*way.T)[:, None]
    across *= np.broadcast_to(half_mm, len(line))[:, None]
    return np.vstack([line + across, (line - across)[::-1]])


# --- strokes --------------------------------------------------------------------------------


def open_path(cubics: Iterable[Points]) -> Path:
    """Return single Beziers as one path of open strokes."""
    return Path.make_compound_path(*(Path(c, [Path.MOVETO, *CURVE]) for c in cubics))


def slivers(cubics: Iterable[Points], widths_mm: Iterable[float]) -> Path:
    """Return strokes that swell in the middle and end in points, as an engraver cuts them."""
    return Path.make_compound_path(*map(_sliver, cubics, widths_mm))


def _sliver(cubic: Points, width_mm: float) -> Path:
    p0, p1, p2, p3 = cubic
    way = (p3 - p0) / np.hypot(*(p3 - p0))
    # A control point moves the middle of its curve by three quarters of its own way.
    side = np.array([-way[1], way[0]]) * width_mm * 2 / 3
    ring = [p0, p1 + side, p2 + side, p3, p2 - side, p1 - side, p0]
    return Path(np.array(ring), [Path.MOVETO, *CURVE, *CURVE])


def _rows(sheet: Sheet, spacing_mm: float) -> Floats:
    count = max(3, round(sheet.width_mm() / spacing_mm))
    return (np.arange(count) + 0.5) / count


def _scatter(count: int, step: float) -> Floats:
    return np.asarray((np.arange(count) * GOLDEN + step) % 1.0)


def _rim(pen: Pen, what: str, body: Shape, colour: str, reach_mm: float, alpha: float) -> None:
    """Shade the edge of a small body in two steps; see `Pen.rim`."""
    for step in (1.0, 0.45):
        dx, dy = (reach_mm * step * part for part in LIGHT)
        pen.fill(what, outside(body, dx, dy, 8.0), colour, min(1.0, alpha * 1.8), body.path())


# --- muscle ---------------------------------------------------------------------------------

CUT_STEPS = 9


def _cuts(pen: Pen, sheet: Sheet, part: Part, colour: str) -> None:
    """Show the faces of the ends that were cut: paler, with the bundles seen end-on."""
    ends = (sheet.rails[0], sheet.rails[-1])
    for thick, ahead, rail in zip(part.cut, (-1.0, 1.0), ends, strict=True):
        if thick:
            edge = along(rail.sampled_mm(), np.linspace(0, 1, CUT_STEPS))
            face = _lens(edge, thick * ahead * _way(sheet, ahead))
            pen.fill("cut", face.path(), f"{colour}_fill")
            pen.fill("cut-pale", face.path(), "bone_light", 0.5)
            pen.fill("cut-bundles", _spots(_inside(face, 2.5), 0.55), colour, 0.75)
            pen.line("cut-edge", face.path(), colour, "fine")


def _way(sheet: Sheet, ahead: float) -> Points:
    """Return the direction of the fibres at one end, a unit vector, shape (2,)."""
    a, b = along(sheet.strand(0.5), (0.9, 1.0) if ahead > 0 else (0.0, 0.1))
    way: Points = (b - a) / np.hypot(*(b - a))
    return way


def _lens(edge: Points, out: Points) -> Shape:
    swell = np.sin(np.linspace(0, np.pi, len(edge)))[:, None]
    ring = np.vstack([edge + 0.6 * swell * out, (edge - 0.4 * swell * out)[-2:0:-1]])
    return Shape(ring, np.isin(np.arange(len(ring)), (0, len(edge) - 1)))


def _fibres(pen: Pen, sheet: Sheet, part: Part) -> None:
    """Draw dark fibres that thicken towards the shade, and light ones between them."""
    rows = _rows(sheet, part.spacing)
    low, high = part.tendon[0] * 0.6, 1 - part.tendon[1] * 0.6
    dark, widths, light = list[Points](), list[float](), list[Points]()
    for k, (v, a) in enumerate(zip(rows, _scatter(len(rows), 0.2), strict=True)):
        stretches = ((0.0, 1.0),) if k % 3 else ((0.0, 0.35 + 0.4 * a), (0.3 + 0.4 * a, 1.0))
        for start, end in stretches:
            ends = (low + (high - low) * u for u in (start + 0.06 * a, end - 0.06 * (1 - a)))
            dark.append(sheet.cubic(v, *ends))
            widths.append(part.spacing * (0.13 + 0.24 * sheet.shade(v)))
        if k % 3 < 2:
            light.append(sheet.cubic(v - 0.5 / len(rows), low + 0.3 * a, high - 0.3 * (1 - a)))
    clip = sheet.outline().path()
    pen.fill("fibres", slivers(dark, widths), "muscle", 0.62, clip)
    pen.fill("sheen", slivers(light, [part.spacing * 0.45] * len(light)), "bone_light", 0.45, clip)


def _tendon(pen: Pen, sheet: Sheet, part: Part, clip: Path) -> None:
    """Let pale tendon run into the flesh in points."""
    rows = _rows(sheet, part.spacing * 1.7)
    reach = 0.55 + 0.45 * _scatter(len(rows), 0.4)
    for length, start in zip(part.tendon, (0.0, 1.0), strict=True):
        if length:
            ends = np.abs(start - length * reach)
            cubics = [sheet.cubic(v, abs(start - 1e-3), u) for v, u in zip(rows, ends, strict=True)]
            pale = slivers([_stretched(c) for c in cubics], [part.spacing * 2.1] * len(rows))
            pen.fill("tendon", pale, "ligament_fill", 0.85, clip)
            pen.line("tendon-strands", open_path(cubics[::2]), "ligament", "hair", 0.6, clip=clip)


def _stretched(cubic: Points) -> Points:
    """Return a stroke begun as far outside its end, so that it is widest at the attachment."""
    return np.vstack([2 * cubic[0] - cubic[3], 2 * cubic[0] - cubic[2], cubic[2], cubic[3]])


SHADE = (0.4, 0.24, 0.11)
SMALL_MM = 18.0
"""Narrower sheets need fewer steps of shade."""
SHINE = (0.1, 0.42)


def _round(pen: Pen, sheet: Sheet, colour: str, strength: float) -> None:
    """Round a sheet as a strap is round: strips of shade along its far fibres, of light near."""
    small = sheet.width_mm() < SMALL_MM
    clip = None if small else sheet.outline().path()
    for reach in SHADE[1:2] if small else SHADE:
        ends = (1 - reach, 1.0) if sheet.lit_first() else (reach, 0.0)
        pen.fill("shade", sheet.band(*ends), colour, strength * (1.8 if small else 1.0), clip)
    near, far = SHINE if sheet.lit_first() else (1 - SHINE[0], 1 - SHINE[1])
    pen.fill("light", sheet.band(near, far), "bone_light", strength * 1.7, clip)


def muscle(pen: Pen, piece: Piece) -> None:
    """Draw a muscle: translucent flesh, rounded by shade, with swelling fibres and tendons."""
    sheet, part = _sheet(piece), piece.part
    body = sheet.outline().path()
    pen.fill("body", body, "muscle_fill", part.alpha)
    _round(pen, sheet, "sacrum_deep", 0.14)
    _fibres(pen, sheet, part)
    _tendon(pen, sheet, part, body)
    pen.line("edge", body, "muscle", "line")
    _cuts(pen, sheet, part, "muscle")


def muscle_outline(pen: Pen, piece: Piece) -> None:
    """Draw a muscle that must not hide what it covers: edge, thin fibres, a breath of colour."""
    sheet, part = _sheet(piece), piece.part
    body = sheet.outline().path()
    pen.fill("body", body, "muscle_fill", part.alpha)
    rows = _rows(sheet, part.spacing)
    cubics = [
        sheet.cubic(v, 0.02 + 0.12 * a, 0.98 - 0.16 * (1 - a))
        for v, a in zip(rows, _scatter(len(rows), 0.3), strict=True)
    ]
    widths = [part.spacing * (0.1 + 0.12 * sheet.shade(v)) for v in rows]
    pen.fill("fibres", slivers(cubics, widths), "muscle", 0.6, body)
    pen.line("edge", body, "muscle", "line")
    _cuts(pen, sheet, part, "muscle")


def hidden_muscle(pen: Pen, piece: Piece) -> None:
    """Draw a muscle that lies behind bone: a dashed edge and thin dashed fibres over a tint."""
    sheet, part = _sheet(piece), piece.part
    body = sheet.outline().path()
    pen.fill("body", body, "muscle_fill", part.alpha)
    fibres = open_path(_strands(sheet, part.spacing))
    pen.line("fibres", fibres, "muscle", "hair", 0.7, (5, 3), body)
    pen.line("edge", body, "muscle", "line", 1.0, (3.2, 2.2))
    _cuts(pen, sheet, part, "muscle")


def _sheet(piece: Piece) -> Sheet:
    if piece.sheet is None:
        raise ValueError(f"Give the {piece.part.brush} part rails: its fibres cross them.")
    return piece.sheet


# --- ligament and fascia --------------------------------------------------------------------


def _strands(sheet: Sheet, spacing_mm: float, shift: float = 0.0) -> list[Points]:
    rows = _rows(sheet, spacing_mm)
    return [sheet.cubic(v, 0.0, 1.0) for v in rows + shift / len(rows)]


def ligament(pen: Pen, piece: Piece) -> None:
    """Draw a ligament: a pale band of parallel strands from end to end, with a clear edge."""
    sheet, part = _sheet(piece).squared(), piece.part
    clip = sheet.outline().path()
    pen.fill("body", clip, "ligament_fill", 0.94)
    _round(pen, sheet, "sacrum_deep", 0.14)
    if sheet.width_mm() > SMALL_MM:
        sheen = open_path(_strands(sheet, part.spacing, -0.4)[::2])
        pen.line("sheen", sheen, "bone_light", "fine", 0.7)
    pen.line("strands", open_path(_strands(sheet, part.spacing)), "ligament", "hair", 0.9)
    pen.line("edge", clip, "ligament", "fine" if sheet.width_mm() < SMALL_MM else "line")


def hidden_ligament(pen: Pen, piece: Piece) -> None:
    """Draw a ligament behind bone: dashed edge and strands over a faint tint."""
    sheet, part = _sheet(piece), piece.part
    clip = sheet.outline().path()
    pen.fill("body", clip, "ligament_fill", 0.45)
    strands = open_path(_strands(sheet, part.spacing))
    pen.line("strands", strands, "ligament", "hair", 0.9, (4, 2.2), clip)
    pen.line("edge", clip, "ligament", "line", 1.0, (3, 2.4))


def ligament_ends(pen: Pen, piece: Piece) -> None:
    """Draw a ligament whose fibres run towards you: cut ends as dots, in a dashed edge."""
    body = piece.body()
    clip = body.path()
    pen.fill("body", clip, "ligament_fill", 0.8)
    _rim(pen, "shade", body, "sacrum_deep", 4.0, 0.07)
    pen.fill("ends", _spots(_inside(body, piece.part.spacing), 0.7), "ligament", 0.8, clip)
    pen.line("edge", clip, "ligament", "line", 1.0, (3, 2.4))


def _spots(centres: Points, radius_mm: float) -> Path:
    """Return small dots, slightly unequal, as one path."""
    sizes = radius_mm * (0.7 + 0.5 * _scatter(len(centres), 0.1))
    dot = Path.unit_regular_polygon(6).vertices
    return Path.make_compound_path(
        *(Path(at + dot * size, closed=True) for at, size in zip(centres, sizes, strict=True))
    )


def _inside(body: Shape, spacing_mm: float) -> Points:
    """Return points in staggered rows inside a closed curve, shape (n, 2), in mm."""
    edge = body.sampled_mm()
    low, high = edge.min(axis=0), edge.max(axis=0)
    rows = np.arange(low[1] + spacing_mm / 2, high[1], spacing_mm * 0.87)
    grid = [
        (x + spacing_mm / 2 * (k % 2), y)
        for k, y in enumerate(rows)
        for x in np.arange(low[0] + spacing_mm / 2, high[0], spacing_mm)
    ]
    points = np.array(grid).reshape(-1, 2)
    return np.asarray(points[Path(edge).contains_points(points)])


def fascia(pen: Pen, piece: Piece) -> None:
    """Draw a fascia: a glossy pale sheet woven of two crossing families of fibres."""
    sheet, part = _sheet(piece), piece.part
    clip = sheet.outline().path()
    pen.fill("body", clip, "bone_light", part.alpha)
    _round(pen, sheet, "bone_deep", 0.06)
    for lean in (1.0, -1.0):
        pen.line("weave", _weave(sheet, part.spacing, lean), "ligament", "hair", 0.6, clip=clip)
    pen.line("edge", clip, "ligament", "line")


def _weave(sheet: Sheet, spacing_mm: float, lean: float) -> Path:
    """Return fibres that lean across a sheet from edge to edge."""
    rows = _rows(sheet, spacing_mm)
    starts = np.concatenate([rows, rows - lean])
    return open_path(_leaning(sheet, float(v), lean) for v in starts)


def _leaning(sheet: Sheet, v: float, lean: float) -> Points:
    first, last = np.clip(np.sort([(0.0 - v) / lean, (1.0 - v) / lean]), 0.0, 1.0)
    u = np.linspace(float(first), float(last), 4)
    return through(np.vstack([along(sheet.strand(v + lean * t), [t]) for t in u]))


# --- nerve ----------------------------------------------------------------------------------


def nerve(pen: Pen, piece: Piece) -> None:
    """Draw thin nerves: yellow threads with a dark outline, joined where they branch."""
    tree = Path.make_compound_path(*(line.path() for line in piece.lines))
    pen.line("outline", tree, "nerve", "heavy")
    pen.line("core", tree, "nerve_fill", "line")


def _taper(line: Shape, wide_mm: float) -> tuple[Points, Shape]:
    """Return the middle of a cord and its outline: it gathers at the start and ends cut across."""
    middle = along(line.sampled_mm(), np.linspace(0, 1, 11))
    half = wide_mm / 2 * np.interp(np.linspace(0, 1, 11), [0, 0.16, 1], [0.4, 1.0, 0.86])
    ends = np.isin(np.arange(22), (10, 11))
    return middle, Shape(ribbon(middle, half), ends)


def cord(pen: Pen, piece: Piece) -> None:
    """Draw a thick nerve: a yellow cord of bundles, rounded by light and shade."""
    for line in piece.lines:
        middle, body = _taper(line, piece.part.wide)
        clip = body.path()
        pen.fill("body", clip, "nerve_fill", 1.0)
        _rim(pen, "shade", body, "sacrum_deep", 3.0, 0.13)
        for at in (-0.5, 0.0, 0.5):
            bundle = smooth(ribbon(middle, piece.part.wide / 2 * at)[: len(middle)])
            pen.line("bundle", bundle.path(), "nerve", "hair", 0.8, clip=clip)
        _rim(pen, "light", body, "bone_light", -2.0, 0.3)
        pen.line("edge", clip, "nerve", "line")
        _cut(pen, middle, piece.part.wide * 0.86)


def _cut(pen: Pen, middle: Points, wide_mm: float) -> None:
    """Show where a nerve is cut: its pale face with the bundles."""
    way = middle[-1] - middle[-2]
    tilt = float(np.rad2deg(np.arctan2(way[0], way[1])))
    oval = Oval(at=(0.0, 0.0), long=wide_mm * 0.4, wide=wide_mm, tilt=tilt)
    face = _oval(oval, {}).moved(*middle[-1])
    pen.fill("cut", face.path(), "bone_light")
    dots = [Path.circle(face.points_mm.mean(axis=0) + d, wide_mm / 11) for d in _three(wide_mm)]
    pen.fill("cut-bundles", Path.make_compound_path(*dots), "nerve", 0.8)
    pen.line("cut-edge", face.path(), "nerve", "fine")


def _three(wide_mm: float) -> Points:
    return np.array([[-0.27, 0.0], [0.0, 0.0], [0.27, 0.0]]) * wide_mm


def hidden_cord(pen: Pen, piece: Piece) -> None:
    """Draw a thick nerve that lies behind muscle: dashed, with a faint tint."""
    for line in piece.lines:
        clip = _taper(line, piece.part.wide)[1].path()
        pen.fill("body", clip, "nerve_fill", 0.4)
        pen.line("edge", clip, "nerve", "line", 1.0, (3, 2.2))


# --- joint ----------------------------------------------------------------------------------


def joint(pen: Pen, piece: Piece) -> None:
    """Draw a joint you can see: blue gristle, rounded, with a firm edge and its inner lines."""
    body = piece.body()
    clip = body.path()
    pen.fill("face", clip, "cartilage", 0.8)
    _rim(pen, "shade", body, "cartilage_line", 3.0, 0.07)
    _rim(pen, "light", body, "bone_light", -2.4, 0.22)
    for line in piece.lines:
        pen.line("ridge-light", line.moved(-0.5, 0.7).path(), "bone_light", "line", 0.7, clip=clip)
        pen.line("ridge", line.path(), "cartilage_line", "fine", 0.9, clip=clip)
    pen.line("edge", clip, "cartilage_line", "outline")


def hidden_joint(pen: Pen, piece: Piece) -> None:
    """Draw a joint behind bone: a dashed edge over a see-through tint with slanting hatch."""
    body = piece.body()
    clip = body.path()
    pen.fill("face", clip, "cartilage", 0.42)
    if piece.part.wide:
        pen.line("hatch", _hatch(body, piece.part.wide), "cartilage_line", "hair", 0.8, clip=clip)
    pen.line("edge", clip, "cartilage_line", "outline", 1.0, (3.2, 1.8))


def _hatch(body: Shape, spacing_mm: float) -> Path:
    low, high = body.points_mm.min(axis=0) - 4, body.points_mm.max(axis=0) + 4
    reach = high[1] - low[1]
    lines = [
        Path([[x - reach / 2, low[1]], [x + reach / 2, high[1]]])
        for x in np.arange(low[0] - reach / 2, high[0] + reach / 2, spacing_mm)
    ]
    return Path.make_compound_path(*lines)


def ring(pen: Pen, piece: Piece) -> None:
    """Draw only a dashed contour of a joint, for what lies deep or is drawn elsewhere."""
    path = piece.body().path()
    pen.line("halo", path, "paper", "heavy", 0.6)
    pen.line("edge", path, "cartilage_line", "outline", 1.0, (1.2, 1.9))


# --- skin -----------------------------------------------------------------------------------


def skin(pen: Pen, piece: Piece) -> None:
    """Draw the contour of the body: a soft warm line, with its shade on the inside."""
    clip = piece.area.path() if piece.area else None
    for line in piece.lines:
        if clip is not None:
            pen.glow("shade", line.path(), "sacrum_shade", 0.06, clip)
        pen.line("line", line.path(), "sacrum_line", "outline", 0.85)


def crease(pen: Pen, piece: Piece) -> None:
    """Draw folds of skin: a line that swells in the middle, with soft shade beside it."""
    for line in piece.lines:
        for times, alpha in ((4.5, 0.15), (1.0, piece.part.alpha)):
            body = spindle(line, piece.part.wide * times)
            tone = "sacrum_line" if times == 1.0 else "sacrum_shade"
            pen.fill("fold", body.path(), tone, alpha)


def spindle(line: Shape, wide_mm: float, steps: int = 7) -> Shape:
    """Return a stroke that swells to `wide_mm` in the middle, through `steps` places of a line."""
    points = along(line.sampled_mm(), np.linspace(0, 1, steps))
    half = wide_mm / 2 * np.sin(np.linspace(0.05, np.pi - 0.05, steps))
    return smooth(ribbon(points, half), closed=True)


def dimple(pen: Pen, piece: Piece) -> None:
    """Draw a dent in the skin: shaded towards the light, lit away from it."""
    body = piece.body()
    clip = body.path()
    pen.fill("dent", clip, "sacrum_shade", 0.34)
    _rim(pen, "shade", body, "sacrum_deep", -6.0, 0.16)
    _rim(pen, "light", body, "bone_light", 4.0, 0.34)
    pen.line("edge", clip, "sacrum_line", "fine", 0.9, (1.2, 2.0))


def bump(pen: Pen, piece: Piece) -> None:
    """Draw a bump under the skin as maps draw a hill: height lines, lit on top."""
    body = piece.body()
    pen.fill("top", body.path(), "bone_light", 0.75)
    _rim(pen, "shade", body, "sacrum_deep", 3.0, 0.12)
    heights = (body.grown(f).moved(-0.5 * (1 - f), 0.7 * (1 - f)).path() for f in (0.62, 0.28))
    pen.line("heights", Path.make_compound_path(*heights), "sacrum_line", "fine", 0.75)
    pen.line("foot", body.path(), "sacrum_line", "line", 0.95)


def groove(pen: Pen, piece: Piece) -> None:
    """Draw a groove under the skin: a soft shaded strip between fine dashes."""
    body = piece.body()
    clip = body.path()
    for factor in (1.0, 0.72, 0.42):
        pen.fill("depth", body.grown(factor).path(), "sacrum_deep", 0.085, clip)
    pen.line("edge", clip, "sacrum_line", "fine", 0.9, (4, 2))


def level(pen: Pen, piece: Piece) -> None:
    """Draw a level that is felt, not seen: long dashes with a light border."""
    for line in piece.lines:
        pen.line("halo", line.path(), "paper", "heavy", 0.7)
        pen.line("line", line.path(), "accent2", "outline", 1.0, (6, 2.4))


BRUSHES: Mapping[str, Callable[[Pen, Piece], None]] = {
    brush.__name__.replace("_", "-"): brush
    for brush in (
        muscle,
        muscle_outline,
        hidden_muscle,
        ligament,
        hidden_ligament,
        ligament_ends,
        fascia,
        nerve,
        cord,
        hidden_cord,
        joint,
        hidden_joint,
        ring,
        skin,
        crease,
        dimple,
        bump,
        groove,
        level,
    )
}
"""What a part's ``brush`` may say."""
UNMARKED = ("skin", "crease")
"""Brushes of the backdrop, which a pointer passes through."""


# --- structures -----------------------------------------------------------------------------


def draw_structures(
    pen: Pen, parts: Mapping[str, tuple[Part, ...]], landmarks: Mapping[str, Points], mirror: bool
) -> None:
    """Draw each structure in a group of its own, deepest first, with a mark to point at.

    Parameters
    ----------
    pen
        The pen, inside the layer's group.
    parts
        Structure id to its parts.
    landmarks
        Name to place in the view, shape (2,), in mm.
    mirror
        Whether the view shows both sides.
    """
    for gid, rows in parts.items():
        with pen.layer(gid):
            drawn = [piece for part in rows for piece in pieces(part, landmarks, mirror)]
            for piece in drawn:
                BRUSHES[piece.part.brush](pen, piece)
            _mark(pen, [piece for piece in drawn if piece.part.brush not in UNMARKED])


def _mark(pen: Pen, drawn: Iterable[Piece]) -> None:
    areas = [area for piece in drawn for area in _touchable(piece, pen.mm_per_pt())]
    if areas:
        pen.fill("mark", Path.make_compound_path(*areas), "accent2", FAINT)


def _touchable(piece: Piece, mm_per_pt: float) -> list[Path]:
    if piece.sheet or piece.area:
        return [piece.body().path()]
    half_mm = max(piece.part.wide / 2, style.stroke("heavy") * mm_per_pt / 2)
    lines = (along(line.sampled_mm(), np.linspace(0, 1, 9)) for line in piece.lines)
    return [Path(ribbon(line, half_mm), closed=False) for line in lines]
