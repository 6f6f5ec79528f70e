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
from sij.figures.pen import LIGHT, Pen
from sij.figures.shapes import Entry, Points, Shape, shape

Floats = NDArray[np.float64]
Sides = Literal["right", "left", "both"]

LAYERS = ("joints", "ligaments", "muscles", "nerves", "skin")
GOLDEN = 0.618034
"""Steps of the golden ratio scatter evenly and the same way each time."""
HIT_ALPHA = 0.004
"""Opacity of a mark: too faint to see, enough for a pointer to hit."""


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
    fade: tuple[float, float] = (0.0, 0.0)
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


def along(points: Points, at: Iterable[float]) -> Points:
    """Return the places at fractions 0 to 1 of a polyline's length, shape (n, 2), in mm."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    where = np.asarray(list(at)) * length[-1]
    return np.stack([np.interp(where, length, axis) for axis in points.T], axis=1)


def smooth(points: Points, closed: bool = False) -> Shape:
    """Return a curve through the points, without corners."""
    return Shape(points, np.zeros(len(points), dtype=bool), closed)


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
        p0, a, b, p3 = along(self.strand(v), np.linspace(start, end, 4))
        inner = [(-5 * p0 + 18 * a - 9 * b + 2 * p3) / 6, (2 * p0 - 9 * a + 18 * b - 5 * p3) / 6]
        return np.array([p0, *inner, p3])

    def across(self, u: float) -> Points:
        """Return a cut across the fibres at fraction `u` of their length, shape (7, 2)."""
        return np.vstack([along(self.strand(v), [u]) for v in np.linspace(0, 1, 7)])

    def outline(self, start: float = 0.0, end: float = 1.0) -> Shape:
        """Return the closed edge of the sheet, or of its piece between two cuts."""
        u = np.linspace(start, end, 5)[1:-1]
        one, other = along(self.strand(0.0), u), along(self.strand(1.0), u)
        first, last = self._end(start), self._end(end)
        ring = (first.reversed(), smooth(one), last, smooth(other).reversed())
        points = np.vstack([side.points_mm for side in ring])
        return Shape(points, np.concatenate([side.corners for side in ring]))

    def _end(self, u: float) -> Shape:
        """Return the first or last rail, or a cut across the fibres with corners at its ends."""
        if u in (0.0, 1.0):
            return self.rails[-int(u)]
        cut = self.across(u)
        return Shape(cut, np.isin(np.arange(len(cut)), (0, len(cut) - 1)), closed=False)

    def squared(self) -> "Sheet":
        """Return the sheet with sharp corners at its ends."""
        return Sheet(tuple(_squared(rail) for rail in self.rails))

    def width_mm(self) -> float:
        """Return how wide the sheet is where it is widest."""
        points = (rail.sampled_mm() for rail in self.rails)
        return float(max(np.hypot(*np.diff(p, axis=0).T).sum() for p in points))

    def shade(self, v: float) -> float:
        """Return 0 on the edge of the sheet nearer the light, 1 on the other."""
        middle = along(self.strand(0.0), [0.5]) - along(self.strand(1.0), [0.5])
        return v if float((middle @ np.array(LIGHT))[0]) > 0 else 1.0 - v

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
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False)[:, None]
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

CURVE = [Path.CURVE4] * 3


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
    return np.modf(np.arange(count) * GOLDEN + step)[0]


# --- muscle ---------------------------------------------------------------------------------

FADE_STEPS = 8


def _fills(pen: Pen, sheet: Sheet, part: Part, colour: str) -> None:
    """Fill a sheet; where it runs out of the picture, let it fade in steps."""
    if not any(part.fade):
        pen.fill("body", sheet.outline().path(), colour, part.alpha)
        return
    alpha = 1 - (1 - part.alpha) ** (1 / FADE_STEPS)
    for step in np.linspace(1.0, 0.0, FADE_STEPS):
        body = sheet.outline(part.fade[0] * step, 1 - part.fade[1] * step)
        pen.fill("body", body.path(), colour, alpha)


def _edges(pen: Pen, sheet: Sheet, part: Part, colour: str, width: str) -> None:
    """Draw the outline, leaving the ends open where the sheet fades."""
    if not any(part.fade):
        pen.line("edge", sheet.outline().path(), colour, width)
        return
    start, end = part.fade[0] * 0.6, 1 - part.fade[1] * 0.6
    sides = [smooth(along(sheet.strand(v), np.linspace(start, end, 6))) for v in (0.0, 1.0)]
    ends = [rail for rail, fade in zip(sheet.rails[:: len(sheet.rails) - 1], part.fade) if not fade]
    path = Path.make_compound_path(*(side.path() for side in (*sides, *ends)))
    pen.line("edge", path, colour, width)


def _fibres(pen: Pen, sheet: Sheet, part: Part) -> None:
    """Draw dark fibres that thicken towards the shade, and light ones between them."""
    rows = _rows(sheet, part.spacing)
    low, high = (part.tendon[k] * 0.6 + part.fade[k] * 0.35 for k in (0, 1))
    loose = [0.06 + 0.6 * fade for fade in part.fade]
    early, late = _scatter(len(rows), 0.2), _scatter(len(rows), 0.7)
    dark, light = [], []
    for v, a, b in zip(rows, early, late, strict=True):
        meet = 0.3 + 0.4 * a
        dark.append(sheet.cubic(v, low + loose[0] * b, meet + 0.05))
        dark.append(sheet.cubic(v, meet - 0.04, 1 - high - loose[1] * a))
        light.append(sheet.cubic(v - 0.5 / len(rows), low + 0.3 * b, 1 - high - 0.3 * a))
    shade = np.array([sheet.shade(v) for v in rows])
    widths = np.repeat(part.spacing * (0.12 + 0.24 * shade), 2)
    clip = sheet.outline().path()
    pen.fill("fibres", slivers(dark, widths), "muscle", 0.62, clip)
    pen.fill("sheen", slivers(light, part.spacing * (0.5 - 0.3 * shade)), "bone_light", 0.4, clip)


def _tendon(pen: Pen, sheet: Sheet, part: Part, clip: Path) -> None:
    """Let pale tendon run into the flesh in points."""
    rows = _rows(sheet, part.spacing * 1.2)
    reach = 0.55 + 0.45 * _scatter(len(rows), 0.4)
    for length, start in zip(part.tendon, (0.0, 1.0), strict=True):
        if length:
            ends = np.abs(start - length * reach)
            cubics = [sheet.cubic(v, abs(start - 1e-3), u) for v, u in zip(rows, ends, strict=True)]
            pale = slivers([_stretched(c) for c in cubics], [part.spacing * 1.5] * len(rows))
            pen.fill("tendon", pale, "ligament_fill", 0.85, clip)
            pen.line("tendon-strands", open_path(cubics), "ligament", "hair", 0.5, clip=clip)


def _stretched(cubic: Points) -> Points:
    """Return a stroke begun as far outside its end, so that it is widest at the attachment."""
    return np.vstack([2 * cubic[0] - cubic[3], 2 * cubic[0] - cubic[2], cubic[2], cubic[3]])


def _round(pen: Pen, sheet: Sheet, part: Part) -> None:
    """Round the flesh by shade and light; where it fades, the fibres alone must do."""
    body = sheet.outline()
    clip = sheet.outline(*_kept(part)).path()
    pen.rim("shade", body, "sacrum_deep", 10.0, 0.1, clip)
    pen.rim("light", body, "bone_light", -6.0, 0.16, clip)


def _kept(part: Part) -> tuple[float, float]:
    return part.fade[0], 1 - part.fade[1]


def muscle(pen: Pen, piece: Piece) -> None:
    """Draw a muscle: translucent flesh, rounded by shade, with swelling fibres and tendons."""
    sheet, part = _sheet(piece), piece.part
    _fills(pen, sheet, part, "muscle_fill")
    _round(pen, sheet, part)
    _fibres(pen, sheet, part)
    _tendon(pen, sheet, part, sheet.outline().path())
    _edges(pen, sheet, part, "muscle", "line")


def muscle_outline(pen: Pen, piece: Piece) -> None:
    """Draw a muscle that must not hide what it covers: edge, thin fibres, a breath of colour."""
    sheet, part = _sheet(piece), piece.part
    _fills(pen, sheet, part, "muscle_fill")
    rows = _rows(sheet, part.spacing)
    jitter = _scatter(len(rows), 0.3)
    low, high = part.fade[0] * 0.6, 1 - part.fade[1] * 0.6
    cubics = [
        sheet.cubic(v, low + 0.12 * a, high - 0.16 * (1 - a))
        for v, a in zip(rows, jitter, strict=True)
    ]
    widths = [part.spacing * (0.1 + 0.12 * sheet.shade(v)) for v in rows]
    pen.fill("fibres", slivers(cubics, widths), "muscle", 0.6, sheet.outline().path())
    _edges(pen, sheet, part, "muscle", "line")


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
    body = sheet.outline()
    clip = body.path()
    reach = min(4.5, sheet.width_mm() / 4)
    pen.fill("body", clip, "ligament_fill", 0.94)
    pen.rim("shade", body, "sacrum_deep", reach, 0.13)
    pen.rim("light", body, "bone_light", -reach * 0.7, 0.34)
    pen.line("sheen", open_path(_strands(sheet, part.spacing, -0.4)), "bone_light", "fine", 0.6)
    pen.line("strands", open_path(_strands(sheet, part.spacing)), "ligament", "hair", 0.9)
    pen.line("edge", clip, "ligament", "line" if sheet.width_mm() > 18 else "fine")


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
    pen.rim("shade", body, "sacrum_deep", 4.0, 0.07)
    dots = [Path.circle((x, y), r) for (x, y), r in _dots(body, piece.part.spacing)]
    pen.fill("ends", Path.make_compound_path(*dots), "ligament", 0.8, clip)
    pen.line("edge", clip, "ligament", "line", 1.0, (3, 2.4))


def _dots(body: Shape, spacing_mm: float) -> list[tuple[Points, float]]:
    ring = body.sampled_mm()
    low, high = ring.min(axis=0), ring.max(axis=0)
    rows = np.arange(low[1], high[1], spacing_mm * 0.87)
    grid = [
        (x + spacing_mm / 2 * (k % 2), y)
        for k, y in enumerate(rows)
        for x in np.arange(low[0], high[0], spacing_mm)
    ]
    kept = np.array(grid)[Path(ring).contains_points(np.array(grid))]
    sizes = 0.42 + 0.3 * _scatter(len(kept), 0.1)
    return [(dot, float(r)) for dot, r in zip(kept, sizes, strict=True)]


def fascia(pen: Pen, piece: Piece) -> None:
    """Draw a fascia: a glossy pale sheet woven of two crossing families of fibres."""
    sheet, part = _sheet(piece), piece.part
    clip = sheet.outline(part.fade[0] * 0.4, 1 - part.fade[1] * 0.4).path()
    _fills(pen, sheet, part, "bone_light")
    pen.rim("shade", sheet.outline(), "bone_deep", 7.0, 0.05, sheet.outline(*_kept(part)).path())
    for lean in (1.0, -1.0):
        pen.line("weave", _weave(sheet, part.spacing, lean), "ligament", "hair", 0.6, clip=clip)
    _edges(pen, sheet, part, "ligament", "line")


def _weave(sheet: Sheet, spacing_mm: float, lean: float) -> Path:
    rows = _rows(sheet, spacing_mm)
    start = np.concatenate([rows, rows + 1.0]) - (1.0 if lean > 0 else 0.0)
    cubics = []
    for v in start:
        u = np.linspace(0, 1, 4)
        rows_at = np.clip(v + lean * u, 0.0, 1.0)
        inside = [along(sheet.strand(float(r)), [t])[0] for r, t in zip(rows_at, u, strict=True)]
        cubics.append(np.array(inside))
    return open_path(cubics)


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
        pen.rim("shade", body, "sacrum_deep", 3.0, 0.13)
        for at in (-0.5, 0.0, 0.5):
            bundle = smooth(ribbon(middle, piece.part.wide / 2 * at)[: len(middle)])
            pen.line("bundle", bundle.path(), "nerve", "hair", 0.8, clip=clip)
        pen.rim("light", body, "bone_light", -2.0, 0.3)
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
    pen.rim("shade", body, "cartilage_line", 3.0, 0.07)
    pen.rim("light", body, "bone_light", -2.4, 0.22)
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
    """Draw folds of skin: a thin line that swells in the middle."""
    for line in piece.lines:
        points = along(line.sampled_mm(), np.linspace(0, 1, 7))
        half = piece.part.wide / 2 * np.sin(np.linspace(0.05, np.pi - 0.05, 7))
        body = smooth(ribbon(points, half), closed=True)
        pen.fill("fold", body.path(), "sacrum_line", piece.part.alpha)
        if piece.area is not None:
            pen.glow("shade", line.path(), "sacrum_shade", 0.035, piece.area.path())


def dimple(pen: Pen, piece: Piece) -> None:
    """Draw a dent in the skin: shaded towards the light, lit away from it."""
    body = piece.body()
    clip = body.path()
    pen.fill("dent", clip, "sacrum_shade", 0.34)
    pen.rim("shade", body, "sacrum_deep", -6.0, 0.16)
    pen.rim("light", body, "bone_light", 4.0, 0.34)
    pen.line("edge", clip, "sacrum_line", "fine", 0.9, (1.2, 2.0))


def bump(pen: Pen, piece: Piece) -> None:
    """Draw a bump under the skin: lit towards the light, shaded away from it."""
    body = piece.body()
    clip = body.path()
    pen.hollow("foot", body.grown(1.25).moved(0.9, -1.2), "sacrum_deep", 0.07, _around(body))
    pen.fill("body", clip, "sacrum_light", 0.95)
    pen.rim("shade", body, "sacrum_deep", 4.0, 0.16)
    pen.rim("light", body, "surface", -3.0, 0.5)
    pen.line("edge", clip, "sacrum_line", "fine", 0.8)


def _around(body: Shape) -> Path:
    return body.grown(3.0).path()


def groove(pen: Pen, piece: Piece) -> None:
    """Draw a groove under the skin: a soft shaded strip between fine dashes."""
    body = piece.body()
    clip = body.path()
    pen.hollow("depth", body, "sacrum_deep", 0.05, clip)
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
        pen.fill("mark", Path.make_compound_path(*areas), "accent2", HIT_ALPHA)


def _touchable(piece: Piece, mm_per_pt: float) -> list[Path]:
    if piece.sheet or piece.area:
        return [piece.body().path()]
    half_mm = max(piece.part.wide / 2, style.stroke("heavy") * mm_per_pt / 2)
    lines = (along(line.sampled_mm(), np.linspace(0, 1, 9)) for line in piece.lines)
    return [Path(ribbon(line, half_mm), closed=False) for line in lines]
